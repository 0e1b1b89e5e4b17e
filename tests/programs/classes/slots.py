# __slots__: layout, inheritance, defaults, dict and weakref slots, errors, descriptors.
class P:
    __slots__ = ("x", "y")

    def __init__(self, x):
        self.x = x


p = P(1)
print(p.x, hasattr(p, "y"), hasattr(p, "__dict__"), P.x, type(P.x).__name__)
for action in ("p.y", "p.z", "p.z = 1", "del p.y"):
    try:
        exec(action)
    except AttributeError as e:
        print(action, e)
p.y = 2
del p.y
print(P.__slots__, P.x.__get__(p), P.x.__name__, P.x.__objclass__ is P)
P.x.__set__(p, 9)
print(p.x)
try:
    P.x.__get__(5)
except TypeError as e:
    print(e)


class Q(P):
    __slots__ = ("z",)


class R(Q):
    pass


q, r = Q(1), R(2)
q.z = 3
r.anything = 4
print(q.x, q.z, vars(r), r.x, hasattr(q, "__dict__"))


class WithDict:
    __slots__ = ("a", "__dict__", "__weakref__")


w = WithDict()
w.a, w.b = 1, 2
print(vars(w), w.a)
for body in ("__slots__ = ('a b',)", "__slots__ = (1,)", "__slots__ = ('a',); a = 1", "__slots__ = ('__dict__', '__dict__')", "__slots__ = 'abc'", "__slots__ = {'a': 'doc of a'}", "__slots__ = ['__x']", "__slots__ = iter(['u', 'v'])", "__slots__ = ()"):
    try:
        exec(f"class T:\n {body}", ns := {})
        T = ns["T"]
        print(body, sorted(k for k in vars(T) if not k.startswith("__")), type(getattr(T, "a", None)).__name__)
    except (TypeError, ValueError) as e:
        print(body, type(e).__name__, e)
for base in (int, tuple, bytes, type):
    try:
        type("S", (base,), {"__slots__": ("q",)})
        print(base.__name__, "ok")
    except TypeError as e:
        print(base.__name__, e)
try:
    class Two(P, WithDict):
        pass
except TypeError as e:
    print(e)


class E1:
    __slots__ = ()


class Both(P, E1):
    __slots__ = ()


print(Both(5).x, P.__basicsize__, Q.__basicsize__, R.__basicsize__, E1.__basicsize__, object.__basicsize__, WithDict.__basicsize__)


class S(str):
    __slots__ = ()


try:
    S("x").attr = 1
except AttributeError as e:
    print(e)
