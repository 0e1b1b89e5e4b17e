# Corners of built-in types: conversions that subclasses change, containers changed while they are compared, identity of formatted text,
# what the collector sees, and the messages of wrong calls.
import gc
import re
import sys
import warnings
import weakref


def show(label, function, *args, **kwargs):
    try:
        result = repr(function(*args, **kwargs))
    except BaseException as error:
        result = f"{type(error).__name__}: {error}"
    print(f"{label}: {result}")


warnings.simplefilter("ignore")


# ---- float, complex -----------------------------------------------------------------------------------------------------------

class Shifted(float):
    def __float__(self):
        return 42.0


class Itself(float):
    def __float__(self):
        return self


class Whole(float):
    def __float__(self):
        return 42


print(float(Shifted(1)), Shifted(Shifted(3)), complex(Shifted(1)), complex(Shifted(1), Shifted(2)))
print(type(float(Itself(2))), type(complex(Itself(2)).real))
show("float", float, Whole(2))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    float(Itself(1))
    complex(1j, 1)
    complex(real=1j)
    complex(1, 1j)
print(*[str(w.message) for w in caught], sep="\n")
for text in ("0x1p０", "0x1.8p+1 ", "\u20030x1", "0x.", "0x1p", "nan", "\ud800"):
    show(ascii(text), float.fromhex, text)


# ---- sets, dicts and lists that change under comparisons -------------------------------------------------------------------------

class Zero:
    def __hash__(self):
        return 0


class Adder(Zero):
    def __init__(self, to):
        self.to = to
        self.done = False

    def __eq__(self, other):
        if not self.done:
            self.done = True
            self.to.add(Zero())
        return self is other

    __hash__ = Zero.__hash__


s = set()
first = Zero()
s.add(first)
s.add(Zero())
s.remove(first)
s.add(Adder(s))
print(len(s), len(list(s)), len(s | set()))

d = {f"k{i}": i for i in range(1000)}
for i in range(1, 1000):
    del d[f"k{i}"]
iterators = reversed(d), reversed(d.values()), reversed(d.items())
d.clear()
d["k0"] = 0
print([list(it) for it in iterators])
d = dict.fromkeys(range(10))
for i in range(7):
    del d[i]
it = reversed(d)
next(it)
d.clear()
d.update(dict.fromkeys(range(3)))
show("reversed", list, it)


class Emptier:
    def __init__(self, *lists):
        self.lists = lists

    def __eq__(self, other):
        for some in self.lists:
            some.clear()
        return NotImplemented


a, b = [], []
a.append(Emptier(a, b))
b.append(Emptier(a, b))
print(a == b, a, b)
for key in ((5, 6), None, KeyError(1)):
    for function in (lambda: {}[key], lambda: set().remove(key), lambda: {}.pop(key)):
        try:
            function()
        except KeyError as error:
            print(error.args)


class Shared:
    pass


one, two = Shared(), Shared()
one.x = "kept"
two.__dict__ = one.__dict__
two.ring = {"one": one, "number": 42}
del one
gc.collect()
print(two.ring["number"], two.x)
deep = ()
for _ in range(200_000):
    deep = (deep,)
try:
    hash(deep)
except RecursionError as error:
    print(re.sub(r"\d+", "N", str(error)))
while deep:
    deep = deep[0]


# ---- text ------------------------------------------------------------------------------------------------------------------------

text = "abcde"
print([(f % text) is text for f in ("%s", "%.5s", "%1s", "%-5s")], (text % ()) is text, ("%s%s" % ("", text)) is text, ("%s%s" % (text, "")) is text)
print([f.format(text) is text for f in ("{}", "{:s}", "{:.10s}", "{:5s}", "{!s}")], text.format() is text, "{}{}".format(text, "") is text)
show("width", lambda: "%*d" % (-sys.maxsize - 1, 1))
show("width", lambda: b"%*d" % (-sys.maxsize - 1, 1))
show("precision", lambda: b"%.*d" % (2**31, 1))
for number in (1.5, 1, "a"):
    for spec in (".6_n", ".6,n", "_n", ".2_f"):
        show(f"{number!r}:{spec}", format, number, spec)
show("str", str, 1, 2, 3, 4)
show("str", str, b"", 1)
show("%c", lambda: "%c" % Shared())


class Released(bytes):
    def __len__(self):
        view.release()
        return 1


class Cleared(bytes):
    def __len__(self):
        array.clear()
        return 1


array = bytearray(b"A" * 100)
view = memoryview(array)
show("hex", view.hex, Released(b":"))
view.release()
show("hex", array.hex, Cleared(b":"))
for codec in ("utf-16-", "utf-16-le", "utf--16", "UTF_32BE", "utf8", "cp65001"):
    handler = __import__("codecs").lookup_error("surrogatepass")
    show(codec, handler, UnicodeEncodeError(codec, "\ud800", 0, 1, "why"))


# ---- the collector, weak references ---------------------------------------------------------------------------------------------

o = object()
print([gc.is_tracked(t) for t in ((o,), (1, "a" * len(text)), ([],), (Shared,), (3).as_integer_ratio(), (0.5).as_integer_ratio(), sys.version_info)])
print([type(r).__name__ for r in gc.get_referents(two)], len(gc.get_referents(two.__dict__)))
show("generation", gc.get_objects, 3)
show("generation", gc.get_objects, -2)


class Late:
    def __del__(self):
        global late
        late = weakref.ref(self.other)


x, y = Late(), Shared()
x.other, y.other = y, x
del x, y
gc.collect()
print(late())


class Nameless(dict):
    def __getattr__(self, name):
        return self[name]


class Misnamed:
    @property
    def __name__(self):
        raise ZeroDivisionError


def plain(o):
    return re.sub("0x[0-9a-f]+", "X", repr(o))


n, m, p = Nameless(), Misnamed(), re.compile("a")
print(plain(weakref.ref(n)), plain(weakref.ref(plain)), plain(weakref.proxy(p)), plain(weakref.ref(weakref.WeakSet)))
show("misnamed", plain, weakref.ref(m))


# ---- constructors -----------------------------------------------------------------------------------------------------------------

class FS(frozenset):
    pass


class SS(set):
    pass


class En(enumerate):
    pass


class Re(reversed):
    pass


class WithInit(frozenset):
    def __init__(self, items, more=None):
        self.more = more


for cls in (FS, SS, frozenset, set, enumerate, En, reversed, Re):
    for args, kwargs in (((), {"other": 1}), (([1], [2], [3]), {}), ((), {})):
        try:
            print(cls.__name__, len(list(cls(*args, **kwargs))))
        except TypeError as error:
            print(cls.__name__, error)
print(sorted(WithInit([1, 2], more=3)), set.__text_signature__)


class SetWithNew(set):
    def __new__(cls, items, more=None):
        return super().__new__(cls, items)


show("set", SetWithNew, [1], more=2)

from string.templatelib import Interpolation
match Interpolation(1, "one"):
    case Interpolation(value, expression):
        print(value, expression, Interpolation.__match_args__)
