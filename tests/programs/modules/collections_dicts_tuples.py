# collections: namedtuple, OrderedDict, defaultdict, ChainMap, UserDict.
from collections import ChainMap, OrderedDict, UserDict, UserList, UserString, defaultdict, namedtuple

P = namedtuple("P", "x y", defaults=[5])
p = P(1)
print(p, p.x, p[1], p._asdict(), p._replace(x=9), P._fields, P._field_defaults, P._make([7, 8]), p == (1, 5), isinstance(p, tuple), P.__doc__, P.x.__doc__, hash(p) == hash((1, 5)))
a, b = p
print(a, b, P(y=1, x=2), namedtuple("Q", ["a", "a", "def"], rename=True)._fields, len(p), p + (3,), repr(P))
for bad in (lambda: P(), lambda: P(1, 2, 3), lambda: P(z=1), lambda: namedtuple("Q", "a a"), lambda: namedtuple("Q", "def"), lambda: namedtuple("1x", "a"), lambda: namedtuple("Q", "_a"), lambda: setattr(p, "x", 5), lambda: p._replace(zz=1), lambda: P._make([1, 2, 3])):
    try:
        print(bad())
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
o = OrderedDict(b=1, a=2)
o["c"] = 3
o.move_to_end("b")
o.move_to_end("c", last=False)
print(o, list(reversed(o)), o.popitem(), o.popitem(last=False), o, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == dict(b=2, a=1))
try:
    o.move_to_end("zz")
except KeyError as e:
    print(repr(e))
dd = defaultdict(list)
dd["a"].append(1)
dd["b"]
print(dd, dd.get("zz"), "zz" in dd, dd.default_factory, defaultdict(int, {"x": 1}) | {"y": 2}, dd.copy(), type(dd.copy()).__name__)
dd.default_factory = None
try:
    dd["missing"]
except KeyError as e:
    print(repr(e))
try:
    defaultdict(5)
except TypeError as e:
    print(e)
nested = defaultdict(lambda: defaultdict(int))
nested["a"]["b"] += 5
print(nested["a"]["b"], {k: dict(v) for k, v in nested.items()})
c = ChainMap({"a": 1}, {"a": 2, "b": 3})
c["new"] = 5
print(c["a"], c["b"], dict(c), c.maps, c.parents, c.new_child({"z": 1})["b"], len(c))
try:
    c["nope"]
except KeyError as e:
    print(repr(e))


class U(UserDict):
    def __setitem__(self, k, v):
        super().__setitem__(k.upper(), v)


u = U(a=1)
u["b"] = 2
print(u, u.data, "A" in u, UserList([1, 2]) + [3], UserString("abc").upper(), UserList("ab")[0])
