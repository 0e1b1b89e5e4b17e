# The same code run with changing types: results stay right when fast paths are left and taken again.
def add(a, b):
    return a + b


def attr(o):
    return o.x


def call(f, *a):
    return f(*a)


def sub(c, i):
    return c[i]


def cmp(a, b):
    return a < b


def unpack(s):
    a, b = s
    return b, a


def truth(x):
    return "t" if x else "f"


def loop(xs):
    n = 0
    for x in xs:
        n += 1
    return n


def store(c, i, v):
    c[i] = v
    return c


class P:
    x = 1


class Q:
    __slots__ = ("x",)


q = Q()
q.x = 2
r = type("R", (), {"x": property(lambda s: 3)})()
s = type("S", (), {"__getattr__": lambda s, n: 4})()
u = P()
u.x = 5
for _ in range(60):
    for args in ((1, 2), (1.5, 2.5), ("a", "b"), ([1], [2]), (1, 2.5), (10**20, 1), ((1,), (2,)), (True, 1), (2**62, 2**62)):
        v = add(*args)
    for o in (P(), q, r, s, u, P):
        w = attr(o)
print(v, w, add(1, 2), add("x", "y"), attr(q), attr(r), attr(s), attr(u))
for _ in range(60):
    out = [sub(*p) for p in (([1, 2], 1), ((1, 2), 0), ({"k": "v"}, "k"), ("str", -1), ([1, 2, 3], slice(1, None)), (range(5), 2), (b"ab", 0), ({1: 2}, True))]
    cmps = [cmp(*p) for p in ((1, 2), (2.0, 1.0), ("a", "b"), (1, 2.5), ([1], [2]), (10**30, 1), ({1}, {1, 2}))]
    unp = [unpack(p) for p in ((1, 2), [3, 4], "ab", {5: 0, 6: 0}, range(2), (x for x in "xy"))]
    tr = [truth(p) for p in (0, 1, "", "a", [], [0], None, True, 0.0, {}, P())]
    lens = [loop(p) for p in ([1, 2], (1,), range(5), "abc", {1: 2}, {1, 2}, (i for i in range(3)), iter([1]), [], map(str, [1, 2]))]
    sts = [store(*p) for p in (([0, 0], 1, "v"), ({}, "k", 1), ([0], -1, 5))]
    calls = [call(*p) for p in ((len, "abc"), (str, 5), (lambda: 1,), (P,), (max, 1, 2), ("x".upper,), ([].append, 1), (isinstance, 1, int), (type, 5), (tuple, "ab"), (u.__class__,))]
print(out, cmps, unp, tr, lens, sts, calls[:3], calls[4:-1])
for i in range(200):
    try:
        add(i, "x" if i % 50 == 49 else i)
    except TypeError as e:
        print(i, e)


def glob():
    return value


value = 0
total = 0
for i in range(100):
    value = i
    total += glob()
print(total)


def method_change():
    class K:
        def m(self):
            return 1

    k = K()
    out = []
    for i in range(60):
        if i == 30:
            K.m = lambda self: 2
        if i == 45:
            k.m = lambda: 3
        out.append(k.m())
    return out[29], out[30], out[44], out[45]


print(method_change())


def overflow():
    x = 1
    for i in range(100):
        x = x * 3 + 1
        x -= 1
    return x


print(overflow(), sum(i * i for i in range(1000)), [i % 7 for i in range(-10, 10, 3)])
