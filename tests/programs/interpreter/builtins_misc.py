# Builtins that look at the program: globals, locals, vars, dir, id, callable, hasattr, getattr, __import__, breakpoint off, help strings, open.
import builtins
import os

os.environ["PYTHONBREAKPOINT"] = "0"
print(breakpoint(), callable(len), callable(object()), callable(type), hasattr([], "append"), getattr([], "nope", 5), __import__("sys").__name__, sorted(dir(object()))[:5])
print(sorted(n for n in dir(builtins) if n[0].islower()))
print(sorted(n for n in dir(builtins) if n[0].isupper()))


class D:
    b = a = 1

    def __init__(self):
        self.z = 1


d = D()
print([n for n in dir(d) if n[0] != "_"], vars(d), "D" in globals(), (lambda q=1: sorted(locals()))(), vars(D)["a"])
print(len.__name__, len.__doc__ is not None, len.__self__.__name__, len.__text_signature__, [].append.__qualname__, str.join.__objclass__, int.__add__.__name__, repr(len), repr([].append).split(" at ")[0], repr(str.join), repr(int.__add__), repr((5).__add__).split(" at ")[0], repr(int.real), repr(type(lambda: 0).__code__))
print(isinstance(5, int | str), issubclass(bool, int | None), isinstance(None, int | None), isinstance("", (int, (str, bytes))))
try:
    isinstance(5, list[int])
except TypeError as e:
    print(e)
print(type(5)(3), type("T", (object,), dict(a=1))().a, object() != object(), isinstance(object, object), id(5) == id(5), hash("x") == hash("x"))
print(sum([0.1] * 10), sum([1, 2.5, True]), sum([[1]], [0]), sum(range(10**5)), pow(2, -1), divmod(-7, 2), round(-0.5), round(0.5), round(1e300), max("a", "b", key=lambda c: -ord(c)), min((3, 1), (2, 9)), abs(-(10**30)))
print([*map(lambda *a: a, "ab", [1, 2, 3])], [*filter(str.isdigit, "a1b2")], [*zip()], [*zip("ab", strict=True)], list(map(None.__class__, [])), next(map(str, [5])), [*enumerate("a", start=-1)], [*reversed(range(3))])
print(input.__name__, open.__name__, __builtins__ is builtins, __name__, __doc__, __package__, __spec__, __debug__)
print(eval("__builtins__") is builtins, exec("x = 1"), x, compile("1", "f", "eval").co_filename, format(5), ascii("é"), bin(-5), chr(8364), ord("€"))
try:
    input()
except EOFError as e:
    print(e)
m = map(lambda v: 10 // v, [1, 0, 2])
print(next(m))
try:
    next(m)
except ZeroDivisionError:
    print(next(m))
print(type(iter(int, 1)).__name__, copyright.__class__.__name__ if hasattr(builtins, "copyright") else "")
