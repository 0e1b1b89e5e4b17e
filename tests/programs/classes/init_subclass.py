# __init_subclass__, __set_name__, __class_getitem__, __new__ and their order.
class Field:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)


class Base:
    registry = {}

    def __init_subclass__(cls, /, key=None, **kw):
        super().__init_subclass__(**kw)
        print("init_subclass", cls.__name__, key)
        Base.registry[key or cls.__name__] = cls


class A(Base, key="a"):
    f = Field()


class B(A):
    g = h = Field()


print(sorted(Base.registry))
try:
    class C(Base, unknown=1):
        pass
except TypeError as e:
    print(e)


class N:
    def __new__(cls, *a, **k):
        print("new", cls.__name__, a, k)
        return super().__new__(cls)

    def __init__(self, *a, **k):
        print("init", a, k)


N(1, x=2)


class Other:
    def __new__(cls):
        return 5

    def __init__(self):
        print("never")


print(Other())


class Cached:
    pool = {}

    def __new__(cls, v):
        return cls.pool.setdefault(v, super().__new__(cls))

    def __init__(self, v):
        print("init", v)
        self.v = v


print(Cached(1) is Cached(1))


class Gen:
    def __class_getitem__(cls, item):
        return (cls.__name__, item)


class GenSub(Gen):
    pass


print(Gen[1], GenSub["x", 2])


class Imm(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)


print(Imm(1, 2), Imm())


class OnlyNew:
    def __new__(cls, x):
        return super().__new__(cls)


class OnlyInit:
    def __init__(self, x):
        pass


OnlyNew(1), OnlyInit(1)
for bad in (lambda: OnlyNew(), lambda: OnlyInit(), lambda: object.__new__(int), lambda: object.__new__(), lambda: object.__new__(5), lambda: int.__new__(str), lambda: object().__init__(1), lambda: OnlyInit.__new__(OnlyInit, 1).x, lambda: Field.__new__(Field, 1)):
    try:
        bad()
        print("ok")
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


class D:
    class __attr:
        pass

    print(sorted(k for k in vars() if "attr" in k))
