# Chains and nestings of many objects are released without using up the stack.
N = 200_000
t = None
for _ in range(N):
    t = (t,)
del t
l = []
for _ in range(N):
    l = [l]
del l
d = {}
for _ in range(N):
    d = {"k": d}
del d


class Node:
    def __init__(self, next):
        self.next = next


n = None
for _ in range(N):
    n = Node(n)
count, m = 0, n
while m:
    count, m = count + 1, m.next
print(count)
del n
f = None


def link(prev):
    return lambda: prev


for _ in range(N):
    f = link(f)
del f
g = None
for _ in range(10000):
    g = (x for x in [g])
del g
e = None
for _ in range(N):
    new = ValueError()
    new.__context__ = e
    e = new
del e, new
it = iter([])
for _ in range(10000):
    it = map(int, it)
del it


class D:
    live = 0

    def __init__(self, n):
        self.n = n
        D.live += 1

    def __del__(self):
        D.live -= 1


c = None
for _ in range(50_000):
    c = D(c)
print(D.live)
del c
print(D.live)
import gc

a = []
b = a
for _ in range(N):
    a = [a]
b.append(a)
del a, b
print(gc.collect() >= N)
s = set()
fs = frozenset()
for _ in range(100):
    fs = frozenset({fs})
print(len(fs))
print("done")
