# Classes: bodies, attributes of class and instance, methods, names, scopes, special attributes.
class C:
    "Doc of C."
    count = 0
    names = []
    print("in the body", sorted(k for k in locals() if not k.startswith("__")), __name__, __qualname__)

    def __init__(self, x):
        self.x = x
        C.count += 1
        self.names.append(x)

    def get(self):
        return self.x

    alias = get
    if True:
        conditional = "yes"
    for i in range(2):
        pass


a, b = C(1), C(2)
print(C.count, a.count, C.names, a.names is b.names, a.get(), a.alias(), C.get(b), a.conditional, C.i, vars(a))
a.count = 99
print(a.count, C.count, b.count)
del a.count
print(a.count, C.__doc__, C.__name__, C.__qualname__, C.__module__, C.__bases__, C.__mro__, C.__base__, C.__dict__.keys() >= {"get", "count"}, C.__firstlineno__, C.__static_attributes__)
print(str(C), type(C), type(a) is C, isinstance(a, C), a.__class__, C.get.__qualname__, str(a.get).split(" of ")[0], a.get.__self__ is a, a.get.__func__ is C.get, a.get == a.get, a.get is a.get)


class Inner:
    class Nested:
        def m(self):
            return "nested"


print(Inner.Nested().m(), Inner.Nested.__qualname__, Inner.Nested.m.__qualname__)


def factory():
    class Local:
        pass

    return Local


print(factory().__qualname__, factory() is factory())


class Private:
    __secret = 1

    def __init__(self):
        self.__hidden = 2

    def get(self):
        return self.__secret, self.__hidden


p = Private()
print(p.get(), sorted(vars(p)), hasattr(p, "__hidden"), p._Private__secret)
C.added = lambda self: ("added", self.x)
print(a.added())
a.own = lambda: "own"
print(a.own())
try:
    C()
except TypeError as e:
    print(e)
try:
    class D(1):
        pass
except TypeError as e:
    print(e)


class N:
    def __init__(self):
        return 5


try:
    N()
except TypeError as e:
    print(e)
x = type("Made", (C,), {"extra": 1})
print(x(5).get(), x.extra, x.__name__, x.__module__, issubclass(x, C))
C.__name__ = "Renamed"
print(C, C.__qualname__)
