# sys.getsizeof of the builtin types, as in the 64-bit default build.
import sys


class Plain:
    pass


class Attr:
    def __init__(self):
        self.a = self.b = 1


class Slots:
    __slots__ = ("a", "b")


def f():
    pass


def g(x):
    def inner():
        return x

    return inner


size = sys.getsizeof
for name, v in (("object", object()), ("None", None), ("True", True), ("0", 0), ("1", 1), ("2**30", 2**30), ("2**60", 2**60), ("2**1000", 2**1000), ("1.5", 1.5), ("''", ""), ("a", "a"), ("100 ascii", "a" * 100), ("é", "é"), ("100 é", "é" * 100), ("中", "中"), ("😀", "😀"), ("100 😀", "😀" * 100), ("b''", b""), ("b100", b"x" * 100),
                ("()", ()), ("(1,2)", (1, 2)), ("[]", []), ("[1]", [1]), ("[1,2,3]", [1, 2, 3]), ("list(range(10))", list(range(10))), ("[0]*100", [0] * 100), ("{}", {}), ("{1:1}", {1: 1}), ("{'a':1}", {"a": 1}), ("dict 5", dict.fromkeys(range(5))), ("dict 6", dict.fromkeys(range(6))), ("dict 100", dict.fromkeys(range(100))), ("dict 100 str", dict.fromkeys(map(str, range(100)))),
                ("set()", set()), ("set 4", {1, 2, 3, 4}), ("set 5", {1, 2, 3, 4, 5}), ("set 100", set(range(100))), ("frozenset", frozenset()), ("range", range(10)), ("slice", slice(1)), ("Plain()", Plain()), ("Attr()", Attr()), ("Slots()", Slots()), ("Attr().__dict__", Attr().__dict__), ("function", f), ("closure", g(1)), ("cell", g(1).__closure__[0]), ("lambda", lambda: 0), ("method", Attr().__init__), ("builtin", len), ("bound builtin", [].append),
                ("type", type), ("class", Plain), ("Slots", Slots), ("int", int), ("generator", (i for i in [])), ("iterator", iter([])), ("enumerate", enumerate([])), ("zip", zip([])), ("map", map(len, [])), ("reversed", reversed([])), ("Exception", Exception()), ("ValueError", ValueError(1)), ("property", property()), ("staticmethod", staticmethod(f)), ("super", super(Plain, Plain())), ("keys", {}.keys()), ("items", {}.items()), ("module", sys)):
    print(name, size(v))
l = []
prev = None
growth = []
for i in range(200):
    l.append(i)
    if size(l) != prev:
        prev = size(l)
        growth.append((len(l), prev))
print(growth)
d = {}
prev = size(d)
growth = []
for i in range(1000):
    d[i] = i
    if size(d) != prev:
        prev = size(d)
        growth.append((len(d), prev))
print(growth)
s = set()
prev = size(s)
growth = []
for i in range(1000):
    s.add(i)
    if size(s) != prev:
        prev = size(s)
        growth.append((len(s), prev))
print(growth)
print(size(5, "default"), [size([None] * n) for n in range(10)], [size(list(range(n))) for n in range(10)], [size([x for x in range(n)]) for n in range(10)], [size(tuple(range(n))) for n in range(5)])
try:
    size()
except TypeError as e:
    print(e)
