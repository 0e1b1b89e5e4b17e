# Inheritance: MRO, diamonds, super in every form, overriding, calling up, inconsistent bases.
class A:
    def who(self):
        return ["A"]

    def hello(self):
        return "A.hello"


class B(A):
    def who(self):
        return ["B"] + super().who()


class C(A):
    def who(self):
        return ["C"] + super(C, self).who()

    @classmethod
    def make(cls):
        return cls.__name__, super().__thisclass__.__name__


class D(B, C):
    def who(self):
        return ["D"] + super().who()

    @classmethod
    def make(cls):
        return ("D",) + super().make()

    @staticmethod
    def stat():
        return super(D, D).hello(D())


d = D()
print([c.__name__ for c in D.__mro__], d.who(), d.hello(), D.make(), D.stat(), D.mro() == list(D.__mro__))
print(super(B, d).who(), super(D, D).who(d), B.who(d), isinstance(d, A), issubclass(D, C), A.__subclasses__() == [B, C], D.__bases__)
try:
    class Bad(A, B):
        pass
except TypeError as e:
    print(e)
try:
    class Dup(A, A):
        pass
except TypeError as e:
    print(e)
try:
    class Lay(int, str):
        pass
except TypeError as e:
    print(e)
s = super(B, d)
print(str(s).startswith("<super: <class 'B'>, <D object>") or str(s)[:40], s.__self__ is d, s.__thisclass__ is B, s.__self_class__ is D)
for bad in (lambda: super(B, 5), lambda: super(5), lambda: super(B, d).nope, lambda: super(), lambda: super(B).who):
    try:
        bad()
    except (TypeError, RuntimeError, AttributeError) as e:
        print(type(e).__name__, e)


class Set:
    def __set__(self, o, v):
        print("set through super", v)


class P:
    attr = Set()


class Q(P):
    def __init__(self):
        super().__setattr__("attr", 5)
        super().__init__()


Q()


class Mixin:
    def __init__(self, *a, **k):
        print("Mixin", a, k)
        super().__init__(*a, **k)


class Base:
    def __init__(self, x):
        print("Base", x)


class Final(Mixin, Base):
    pass


Final(7)


class L(list):
    def append(self, x):
        super().append(x * 2)


l = L()
l.append(3)
print(l)
A.hello = lambda self: "patched"
print(d.hello())
C.__bases__ = (B,) if False else C.__bases__


class X:
    pass


class Y:
    def y(self):
        return "y"


class Z(X):
    pass


Z.__bases__ = (Y,)
print(Z().y(), Z.__mro__[1].__name__, X.__subclasses__())
try:
    Z.__bases__ = ()
except TypeError as e:
    print(e)
