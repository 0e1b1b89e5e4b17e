# property: getter, setter, deleter, doc, inheritance, errors; functools.cached_property.
import functools


class T:
    def __init__(self, c):
        self._c = c

    @property
    def c(self):
        "Degrees."
        return self._c

    @c.setter
    def c(self, v):
        if v < -273:
            raise ValueError("too cold")
        self._c = v

    @c.deleter
    def c(self):
        print("deleting")
        del self._c

    @property
    def ro(self):
        return "read only"

    f = property(lambda self: self._c * 9 / 5 + 32, doc="Fahrenheit")
    wo = property(None, lambda self, v: print("write only", v))
    nothing = property()

    @functools.cached_property
    def slow(self):
        print("computed once")
        return 42


t = T(20)
print(t.c, t.f, T.c.__doc__, T.f.__doc__, T.c.fget(t), T.ro.fset, T.c.__name__, T.c.__isabstractmethod__)
t.c = 30
print(t.c)
t.wo = 5
for action in ("t.c = -300", "t.ro = 1", "del t.ro", "t.wo", "t.nothing", "t.nothing = 1", "del t.nothing", "T.c.fget = 1", "T.ro.__get__()"):
    try:
        exec(action)
    except (ValueError, AttributeError, TypeError) as e:
        print(action, "->", type(e).__name__, e)
del t.c
try:
    t.c
except AttributeError as e:
    print(e)
print(t.slow, t.slow, "slow" in vars(t))
del t.slow
print(t.slow)


class U(T):
    @T.c.getter
    def c(self):
        return "overridden"

    @property
    def ro(self):
        return super().ro + "!"


u = U(1)
print(u.c, u.ro)
u.c = 5
print(u._c)


class V:
    @property
    def bad(self):
        return self.missing

    def __getattr__(self, name):
        return f"getattr {name}"


print(V().bad)


class W:
    @property
    def bad(self):
        raise AttributeError("inside property")


try:
    W().bad
except AttributeError as e:
    print(e)


class CM:
    @classmethod
    def c(cls, x=1):
        return cls.__name__, x

    @staticmethod
    def s(x=1):
        return x


class CMSub(CM):
    pass


print(CM.c(), CMSub().c(5), CM.s(3), CMSub().s(), CM.__dict__["c"].__func__(int), CM.__dict__["s"].__func__(7), CM.__dict__["s"](8), CM.c.__self__ is CM, type(CM.__dict__["c"]).__name__, CM.__dict__["c"].__name__, CM.__dict__["s"].__wrapped__ is CM.s)
try:
    CM.__dict__["c"]()
except TypeError as e:
    print(e)
