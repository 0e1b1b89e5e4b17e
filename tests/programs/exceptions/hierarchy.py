# The tree of builtin exceptions, their constructors, attributes and texts.
import builtins


def tree(cls, depth=0):
    print("  " * depth + cls.__name__, cls.__mro__[1].__name__)
    for sub in sorted((s for s in cls.__subclasses__() if getattr(builtins, s.__name__, None) is s), key=lambda s: s.__name__):
        tree(sub, depth + 1)


tree(BaseException)
for args in ((), (1,), (1, 2), ("text",), (None,), (("t",),)):
    e = Exception(*args)
    print(str(e), repr(e), e.args)
print(str(KeyError("k")), str(KeyError()), str(KeyError(1, 2)), repr(KeyError("k")))
s = StopIteration(5, 6)
print(s.value, s.args, StopIteration().value, SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code)
o = OSError(2, "No such", "file", None, "file2")
print(o, repr(o), o.errno, o.strerror, o.filename, o.filename2, o.args, type(o).__name__)
print(type(OSError(13, "x")).__name__, type(OSError(17, "x")).__name__, type(OSError(32, "x")).__name__, type(OSError(9999, "x")).__name__, OSError("only"), repr(OSError(1)), OSError(2, "m"), OSError(2, "m", "f"), OSError is IOError is EnvironmentError)
i = ImportError("msg", name="n", path="p", name_from="nf")
print(i, i.name, i.path, i.msg, i.name_from, repr(i))
a = AttributeError("m", name="n", obj=5)
print(a.name, a.obj, NameError("m", name="x").name)
u = UnicodeDecodeError("utf8", b"ab", 0, 1, "why")
print(u, u.start, u.end, u.reason, u.object, u.encoding, UnicodeEncodeError("ascii", "é", 0, 1, "r"), UnicodeTranslateError("é", 0, 1, "r"))
se = SyntaxError("m", ("f", 1, 2, "text", 1, 5))
print(se, se.msg, se.filename, se.lineno, se.offset, se.text, se.end_lineno, se.end_offset, se.print_file_and_line)
for bad in (lambda: UnicodeDecodeError(1), lambda: ImportError(x=1), lambda: Exception(x=1), lambda: OSError(1, 2, x=3), lambda: StopIteration(x=1), lambda: SyntaxError("m", (1,)), lambda: AttributeError(nme=1), lambda: BaseException.__new__(int), lambda: ExceptionGroup("m", []), lambda: UnicodeEncodeError("a", b"x", 0, 1, "r")):
    try:
        print(repr(bad()))
    except Exception as e:
        print(type(e).__name__, e)


class Mine(ValueError):
    pass


class With(Exception):
    def __init__(self, code, **kw):
        self.code = code


w = With(5)
print(w.args, str(w), repr(w), w.code, Mine("x"), issubclass(Mine, ValueError), repr(Mine(1, 2)))
e = Exception("a")
e.args = (1, 2)
e.custom = "attr"
print(e, e.args, vars(e), e.__reduce__())
try:
    e.args = 5
except TypeError as t:
    print(t)
print(Exception("a") == Exception("a"), BaseException().args, Exception.__doc__ is not None)
