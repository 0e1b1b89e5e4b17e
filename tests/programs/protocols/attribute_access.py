# __getattr__, __getattribute__, __setattr__, __delattr__, __dir__, and the order of lookup.
class A:
    cls = "class"

    def __init__(self):
        self.inst = "inst"

    def __getattribute__(self, name):
        if not name.startswith("__"):
            print("getattribute", name)
        return super().__getattribute__(name)

    def __getattr__(self, name):
        print("getattr", name)
        if name == "missing":
            raise AttributeError(f"really no {name}")
        return name.upper()

    def __setattr__(self, name, value):
        print("setattr", name, value)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("delattr", name)
        super().__delattr__(name)


a = A()
print(a.inst, a.cls, a.made_up)
try:
    a.missing
except AttributeError as e:
    print(e)
a.x = 1
del a.x
print(hasattr(a, "missing"), getattr(a, "missing", "default"), vars(a))
try:
    del a.nope
except AttributeError as e:
    print(e)


class B:
    __slots__ = ()


class Color:
    red = 1
    background = 2

    def method(self):
        pass


for action in (lambda: Color().rad, lambda: Color.backgroud, lambda: Color().metod(), lambda: B().x, lambda: setattr(B(), "x", 1), lambda: (5).foo, lambda: "s".foo, lambda: setattr(5, "x", 1), lambda: setattr(int, "x", 1), lambda: [].append.foo, lambda: Color.method.foo, lambda: len.x, lambda: setattr(len, "x", 1),
               lambda: delattr(Color(), "red"), lambda: getattr(Color, 5), lambda: setattr(Color, 5, 1), lambda: object().x, lambda: type.x, lambda: Color().method.x, lambda: setattr(Color().method, "x", 1), lambda: setattr(object(), "x", 1)):
    try:
        action()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e, getattr(e, "name", None))
c = Color()
c.red = 10
print(c.red, Color.red, vars(c), "red" in dir(c), c.__dict__, c.__class__ is Color)
c.__dict__ = {"replaced": True}
print(c.replaced, c.red)
try:
    c.__dict__ = 5
except TypeError as e:
    print(e)
c.__class__ = type("Other", (Color,), {"extra": lambda self: "extra"})
print(c.extra(), type(c).__name__)
for bad in (int, 5):
    try:
        c.__class__ = bad
    except TypeError as e:
        print(e)
d = object.__new__(A)
object.__setattr__(d, "raw", 1)
print(object.__getattribute__(d, "raw"), A.__dict__["cls"], sorted(k for k in A.__dict__ if not k.startswith("__")))
