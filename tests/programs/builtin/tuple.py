# tuple: construction, slicing, comparison, hash, methods, immutability, subclassing.
print((), (1,), (1, 2), tuple("ab"), tuple([1]), tuple(range(3)), (1, 2) + (3,), (1, 2) * 2, 0 * (1,), (1, 2)[0], (1, 2, 3)[-1], (1, 2, 3)[::-1], (1, 2, 3)[1:], len(()), *((1, 2), 3))
print((1, 2) == (1, 2.0), (1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, "a") != (1, "b"), hash(()), hash((1, 2)), hash((1, (2, 3))), hash(("a", None is None)), hash((-1,)) , hash((0.5, True)))
print((1, 2, 1).count(1), (1, 2, 1).index(1, 1), 2 in (1, 2), (1, [2]), repr((1,)), str(((),)))
t = (1, [2])
t[1].append(3)
print(t)
for bad in (lambda: t[5], lambda: t["a"], lambda: t + [1], lambda: t * 1.5, lambda: t.index(9), lambda: (1, "a") < (1, 2), lambda: hash(t), lambda: tuple(5), lambda: tuple(1, 2), lambda: t.append):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)


class P(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    @property
    def a(self):
        return self[0]


p = P(1, 2)
p.extra = 5
print(p, p.a, p.extra, p + (3,), type(p + ()), type(p[:]), p == (1, 2), hash(p) == hash((1, 2)), isinstance(p, tuple))
print(().__sizeof__(), (1, 2, 3).__sizeof__(), (1, 2).__getnewargs__(), tuple.__doc__ is not None)
r = (1,)
for i in range(3):
    r = (r, r)
print(r, r == eval(repr(r)))
loop = []
tt = (loop,)
loop.append(tt)
print(tt, loop)
a, b, *c = (1, 2)
print(a, b, c, max((1, 5, 3)), sum((1, 2)), sorted((3, 1)), list(zip((1, 2), "ab")), any(()), all(()))
