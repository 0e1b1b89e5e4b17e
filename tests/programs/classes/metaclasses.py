# Metaclasses: __new__, __init__, __call__, __prepare__, keywords, conflicts, methods on classes, __instancecheck__.
class Ordered(dict):
    def __setitem__(self, k, v):
        if not k.startswith("__"):
            print("define", k)
        super().__setitem__(k, v)


class M(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        print("prepare", name, [b.__name__ for b in bases], kw)
        return Ordered()

    def __new__(mcls, name, bases, ns, **kw):
        print("new", name, kw)
        return super().__new__(mcls, name, bases, dict(ns))

    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)

    def __call__(cls, *a):
        print("call", cls.__name__, a)
        return super().__call__(*a)

    def on_class(cls):
        return f"on {cls.__name__}"

    @property
    def prop(cls):
        return "meta property"

    def __instancecheck__(cls, o):
        return o == "instance"

    def __subclasscheck__(cls, c):
        return c is int

    def __len__(cls):
        return 42

    def __iter__(cls):
        return iter("ab")

    def __getitem__(cls, k):
        return k

    def __repr__(cls):
        return f"<M {cls.__name__}>"

    def __getattr__(cls, name):
        return f"meta getattr {name}"

    def __contains__(cls, x):
        return x == 1

    def __add__(cls, o):
        return "added"


class A(metaclass=M, opt=1):
    x = 1

    def f(self):
        return "f"


class B(A):
    y = 2


b = B()
print(type(B), B.on_class(), B.prop, len(B), list(B), B["k"], B, B.nothing, 1 in B, B + 1, isinstance("instance", A), isinstance(b, B), issubclass(int, A), issubclass(B, A))
try:
    b.on_class()
except AttributeError as e:
    print(e)


class M2(type):
    pass


try:
    class Conflict(A, metaclass=M2):
        pass
except TypeError as e:
    print(e)


class M3(M):
    pass


class C3(A, metaclass=M3):
    pass


class D3(C3, A):
    pass


print(type(D3))

