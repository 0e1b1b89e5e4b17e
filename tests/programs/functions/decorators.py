# Decorators: order, arguments, classes, expressions, wraps, stacking with classmethod and property.
import functools


def deco(tag):
    print("make", tag)

    def apply(f):
        print("apply", tag, f.__name__)

        @functools.wraps(f)
        def wrapper(*a, **k):
            return f"{tag}({f(*a, **k)})"

        return wrapper

    return apply


@deco("outer")
@deco("inner")
def greet(name):
    "Says hello."
    return "hello " + name


print(greet("x"), greet.__name__, greet.__doc__, greet.__wrapped__.__wrapped__("y"), greet.__qualname__)


def register(cls):
    cls.registered = True
    return cls


@register
class C:
    @staticmethod
    @deco("static")
    def s():
        return 1

    @classmethod
    @deco("class")
    def c(cls):
        return cls.__name__

    @property
    @deco("prop")
    def p(self):
        return 3


print(C.registered, C.s(), C.c(), C().p)
table = {"k": [deco("subscript")]}


@table["k"][0]
def sub():
    return "sub"


@lambda f: f()
def immediate():
    return "called at once"


@(x := print)
def printed():
    pass


print(sub(), immediate, printed)


class Count:
    def __init__(self, f):
        self.f, self.n = f, 0
        functools.update_wrapper(self, f)

    def __call__(self, *a):
        self.n += 1
        return self.f(*a)


@Count
def counted(a):
    return a


counted(1), counted(2)
print(counted.n, counted.__name__)
try:

    @5
    def bad():
        pass

except TypeError as e:
    print(e)


@functools.lru_cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(30), fib.cache_info())
