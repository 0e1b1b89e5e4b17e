# Builtin conversion functions and what they call.
class Conv:
    def __str__(self):
        return "str!"

    def __repr__(self):
        return "repr!"

    def __bytes__(self):
        return b"bytes!"

    def __format__(self, spec):
        return f"format:{spec}"

    def __hash__(self):
        return 123

    def __int__(self):
        return 5

    def __float__(self):
        return 2.5

    def __round__(self, n=None):
        return f"round {n}"

    def __trunc__(self):
        return 8

    def __dir__(self):
        return ["b", "a"]


c = Conv()
print(str(c), repr(c), bytes(c), format(c, "x"), f"{c}", f"{c!r}", hash(c), int(c), float(c), round(c), round(c, 2), dir(c), [c], {c: c}, "%s %r" % (c, c))
for name, value in (("__str__", 5), ("__repr__", None), ("__bytes__", "x"), ("__format__", 5), ("__hash__", "x"), ("__int__", 1.5), ("__float__", "x"), ("__bool__", 2), ("__len__", "x"), ("__index__", 1.5), ("__dir__", 5), ("__iter__", 5)):
    cls = type("Bad", (), {name: lambda self, *a, value=value: value})
    call = {"__str__": str, "__repr__": repr, "__bytes__": bytes, "__format__": format, "__hash__": hash, "__int__": int, "__float__": float, "__bool__": bool, "__len__": len, "__index__": hex, "__dir__": dir, "__iter__": iter}[name]
    try:
        print(name, call(cls()))
    except TypeError as e:
        print(name, e)
print(ascii("é"), bin(5), oct(8), hex(255), chr(97), ord("a"), round(2.5), round(3.5), round(-2.567, 2), round(1234.5, -2), abs(-3), callable(print), callable(5), id(c) == id(c), len("abc"), isinstance(5, (str, int)), issubclass(bool, (int,)), type(5) is int)
print(list(map(lambda a, b: a + b, [1, 2], [3, 4, 5])), list(filter(None, [0, 1, "", "a"])), list(zip("ab", [1, 2, 3])), sum([1.5, 2]), sum([[1], [2]], []), list(enumerate("ab", 1)), list(reversed([1, 2])), sorted("ba"), all([]), any([]), max(3, 1), min([2, 1]))
for bad in (lambda: sum(["a"]), lambda: sum("ab", ""), lambda: len(5), lambda: len(), lambda: abs("a"), lambda: round("a"), lambda: isinstance(5, 5), lambda: issubclass(5, int), lambda: hash([]), lambda: iter(5), lambda: next(5), lambda: reversed({1}), lambda: list(zip([1], [1, 2], strict=True)), lambda: list(zip([1, 2], [1], strict=True)), lambda: bin(1.5), lambda: vars(5), lambda: getattr(5, "x"), lambda: getattr(5), lambda: enumerate(5), lambda: map(), lambda: map(5), lambda: filter(None), lambda: range("a"), lambda: open(), lambda: print(sepp=1), lambda: input(1, 2), lambda: type(1, 2), lambda: object(1), lambda: int("x"), lambda: super()):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(getattr(5, "x", "default"), hasattr(5, "real"), next(iter([]), "end"), vars(type("V", (), {"a": 1})())), print(1, 2, sep="-", end="!\n"), print(*"abc", sep="")
