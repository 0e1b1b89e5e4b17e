# Changing classes while instances live: methods, special methods, __class__, bases, attribute caches.
class A:
    def f(self):
        return "old"


a = A()
for i in range(50):
    a.f()
A.f = lambda self: "new"
print(a.f())
a.f = lambda: "instance"
print(a.f())
del a.f
print(a.f())
del A.f
try:
    a.f()
except AttributeError as e:
    print(e)
A.__getattr__ = lambda self, n: lambda: f"dynamic {n}"
print(a.f(), a.g())
A.__len__ = lambda self: 7
A.__call__ = lambda self, x: x + 1
A.__add__ = lambda self, o: ("add", o)
print(len(a), a(1), a + 2, bool(a))
A.__len__ = lambda self: 0
print(bool(a))
del A.__len__
try:
    len(a)
except TypeError as e:
    print(e)


class Base:
    x = "base"


class Sub(Base):
    pass


s = Sub()
out = []
for i in range(40):
    if i == 20:
        Sub.x = "sub"
    if i == 30:
        s.x = "instance"
    if i == 35:
        del Sub.x
    out.append(s.x)
print(out[19], out[20], out[30], out[36])
del s.x
print(s.x)
Base.x = property(lambda self: "property now")
print(s.x)
try:
    s.x = 1
except AttributeError as e:
    print(e)


def poly(o):
    return o.v


class V1:
    v = 1


class V2:
    def __init__(self):
        self.v = 2


class V3:
    @property
    def v(self):
        return 3


class V4:
    __slots__ = ("v",)

    def __init__(self):
        self.v = 4


class V5:
    def __getattr__(self, n):
        return 5


objs = [c() for c in (V1, V2, V3, V4, V5)]
print([poly(o) for _ in range(30) for o in objs][-10:])
for o in objs:
    print([poly(o) for _ in range(20)][-1], end=" ")
print()


class P:
    pass


p = P()
for i in range(40):
    setattr(p, f"a{i}", i)
print(len(vars(p)), p.a39)
for i in range(0, 40, 2):
    delattr(p, f"a{i}")
print(list(vars(p))[:4], hasattr(p, "a0"), p.a1)
p.__dict__["direct"] = 5
print(p.direct)
q = P()
q.z, q.y = 1, 2
r = P()
r.y, r.z = 1, 2
print(vars(q), vars(r))
g = 1


def read_global():
    return g


vals = []
for i in range(30):
    if i == 15:
        g = 2
    if i == 25:
        del g
        import builtins
        builtins.g = "builtin"
    vals.append(read_global())
print(vals[14], vals[15], vals[25])
del builtins.g
try:
    read_global()
except NameError as e:
    print(e)
