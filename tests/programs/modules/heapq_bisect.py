# heapq and bisect from the library.
import bisect
import heapq

h = []
for x in (5, 1, 8, 3, 9, 2):
    heapq.heappush(h, x)
print(h, heapq.heappop(h), h, heapq.heapreplace(h, 7), heapq.heappushpop(h, 0), h)
l = [9, 5, 7, 1, 3]
heapq.heapify(l)
print(l, [heapq.heappop(l) for _ in range(5)], heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, "hello"), heapq.nlargest(2, ["a", "bbb", "cc"], key=len), list(heapq.merge([1, 4], [2, 3], [0])))
m = []
for x in (1, 5, 3):
    heapq.heappush_max(m, x)
print(m, heapq.heappop_max(m))
try:
    heapq.heappop([])
except IndexError as e:
    print(e)
a = [1, 3, 3, 5]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 0), bisect.bisect(a, 9), bisect.bisect_left(["aa", "b"], 1, key=len))
bisect.insort(a, 4)
bisect.insort_left(a, 3)
print(a, bisect.bisect(a, 3, 0, 2))
tasks = [(2, "b"), (1, "z"), (1, "a")]
heapq.heapify(tasks)
print([heapq.heappop(tasks) for _ in range(3)])
try:
    bisect.bisect(a, 1, -1)
except ValueError as e:
    print(e)
