# collections: Counter, deque.
from collections import Counter, deque

c = Counter("abracadabra")
print(c, c["a"], c["zz"], c.most_common(2), sorted(c.elements())[:4], c.total(), len(c), list(c), Counter(a=3, b=-1), Counter({"x": 2}) + Counter(x=1, y=5))
c.update("aaa")
c.subtract({"b": 10})
print(c, +c, -c, Counter(a=3) - Counter(a=1, b=2), Counter(a=3, b=1) & Counter(a=1, b=5), Counter(a=3) | Counter(b=1), Counter(a=1) <= Counter(a=2), Counter(a=0) == Counter())
del c["zz"]
c["new"] += 1
print(c["new"], dict(c)["new"], Counter([1, 1.0, True]), c.pop("new"))
d = deque([1, 2, 3], maxlen=4)
d.append(4)
d.append(5)
d.appendleft(0)
print(d, d.maxlen, len(d), d[0], d[-1], d.pop(), d.popleft(), d)
d.extend("ab")
d.extendleft("xy")
d.rotate(1)
print(d, d.count("a"), list(reversed(d)), "a" in d, d.index(d[1]))
d.rotate(-2)
d.reverse()
d.insert(1, "i") if len(d) < 4 else None
print(d, d.copy() == d, d + deque([1]) if False else "", deque("ab") * 2, deque("ab") + deque("c"), deque("ab") < deque("b"))
d[0] = "set"
del d[1]
d.remove("set")
print(d, bool(deque()), deque(range(5), 2), repr(deque(maxlen=0)))
for bad in (lambda: deque().pop(), lambda: deque()[0], lambda: d.index("zz"), lambda: d.remove("zz"), lambda: deque(5), lambda: deque([], -1), lambda: hash(d), lambda: d.insert(0, *[1] * 1) or deque([1], 1).insert(0, 2), lambda: deque([1]) + [2], lambda: deque([1], maxlen="x"), lambda: setattr(d, "maxlen", 3)):
    try:
        print(bad())
    except (IndexError, ValueError, TypeError, AttributeError) as e:
        print(type(e).__name__, e)
q = deque([1, 2])
it = iter(q)
next(it)
q.append(3)
try:
    next(it)
except RuntimeError as e:
    print(e)
big = deque()
for i in range(300):
    big.append(i)
    if i % 3 == 0:
        big.popleft()
print(len(big), big[0], big[100], big[-1], sum(big))
