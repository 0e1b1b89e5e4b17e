# sort and sorted: stability, keys, reverse, errors in key and comparison, changing the list while sorting, mixed numbers.
words = "the quick brown fox jumps over a lazy dog".split()
print(sorted(words), sorted(words, key=len), sorted(words, key=len, reverse=True), sorted(words, reverse=True))
print(sorted([3, 1.5, True, -2, 2.5, 0, 10**20, -(10**20), float("inf")]), sorted("banana"), sorted({3: 1, 1: 2}), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted([[2], [1, 5], [1]]), sorted([b"b", b"a"]))
pairs = [(i % 3, i) for i in range(12)]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True))
calls = []
lst = [5, 3, 8]
print(lst.sort(key=lambda v: calls.append(v) or -v), lst, calls)


class K:
    count = 0

    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        K.count += 1
        return self.v < o.v


ks = [K((i * 7919) % 101) for i in range(100)]
ks.sort()
print([k.v for k in ks][:10], K.count)
K.count = 0
ks.sort()
print(K.count)
ks.reverse()
K.count = 0
ks.sort()
print(K.count)
big = [(i * 2654435761) % 4093 for i in range(3000)]
s = sorted(big)
print(all(s[i] <= s[i + 1] for i in range(len(s) - 1)), s[:5], sum(s) == sum(big), sorted(s, reverse=True) == s[::-1])
for bad in (lambda: sorted([1, "a"]), lambda: sorted([None, None]), lambda: sorted([1, 2], key=5), lambda: sorted([1, 2], lambda x: x), lambda: sorted(5), lambda: sorted([2, 1], key=lambda x: 1 / 0), lambda: sorted([1], cmp=1), lambda: [1].sort(None)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
m = [3, 2, 1]
try:
    m.sort(key=lambda v: m.append(v) or v)
except ValueError as e:
    print(e, m)
q = [4, 2, 3, "x", 1]
try:
    q.sort()
except TypeError:
    print(sorted(map(str, q)))
print(min([3, 1, 2]), max("abc", key=lambda c: -ord(c)), min([], default="none"), max(1, 2, 3), max([(1, 2), (1, 3)]), min("b", "a", key=str.upper))
for bad in (lambda: min([]), lambda: max(1), lambda: max(), lambda: min(1, 2, default=0), lambda: max([1, "a"])):
    try:
        print(bad())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
import functools
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)), sorted([float("nan"), 1.0])[1], sorted([0.0, -0.0, 0]), sorted([True, False, 1, 0]))
