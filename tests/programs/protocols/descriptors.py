# Descriptors: data and non-data, precedence, __set_name__, access on class and instance, errors.
class Data:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return f"<{self.name} on {owner.__name__}>"
        return obj.__dict__.get("_" + self.name, "unset")

    def __set__(self, obj, value):
        print("set", self.name, value)
        obj.__dict__["_" + self.name] = value

    def __delete__(self, obj):
        print("delete", self.name)
        del obj.__dict__["_" + self.name]


class NonData:
    def __get__(self, obj, owner):
        return ("nondata", obj is not None, owner.__name__)


class C:
    d = Data()
    n = NonData()


class E(C):
    pass


c = C()
print(C.d, c.d, E.d, E().n, C.n)
c.d = 5
print(c.d, vars(c))
del c.d
print(c.d)
vars(c)["d"] = "instance"
vars(c)["n"] = "instance"
print(c.d, c.n)
C.late = Data()
try:
    c.late
except AttributeError as e:
    print(e)


class SetOnly:
    def __set__(self, obj, value):
        vars(obj)["s"] = value * 2


class F:
    s = SetOnly()


f = F()
print(type(f.s).__name__)
f.s = 4
print(f.s)
try:
    del f.s
except AttributeError as e:
    print(e)


class Raises:
    def __get__(self, obj, owner):
        raise AttributeError("from get")


class G:
    r = Raises()

    def __getattr__(self, name):
        return f"getattr {name}"


print(G().r)
try:
    G.r
except AttributeError as e:
    print(e)


def func(self):
    return "called", self


b = func.__get__("me")
print(b(), b.__self__, b.__func__ is func, func.__get__(None, int) is func)


class Bad:
    def __set_name__(self, owner, name):
        raise ValueError("nope")


try:
    class H:
        attr = Bad()
except ValueError as e:
    print(e, e.__notes__)


class Lazy:
    def __init__(self, f):
        self.f = f

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner):
        print("computing")
        v = obj.__dict__[self.name] = self.f(obj)
        return v


class I:
    @Lazy
    def value(self):
        return 42


i = I()
print(i.value, i.value)
print(int.real.__get__(5), type(int.real).__name__, type(str.join).__name__, type(C.__dict__["__dict__"]).__name__, type(object.__init__).__name__, str.upper.__get__("x")(), list.__len__.__get__([1])())
try:
    int.real.__get__("x")
except TypeError as e:
    print(e)
