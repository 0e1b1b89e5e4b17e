# match: mapping patterns and class patterns, __match_args__, builtin classes, nesting, errors.
from collections import OrderedDict, defaultdict


def mp(x):
    match x:
        case {"type": "point", "x": px, "y": py}:
            return f"point {px} {py}"
        case {"type": "list", "items": [first, *others]}:
            return f"list {first} {others}"
        case {"a": 1, **rest} if rest:
            return f"rest {rest}"
        case {1: _, 2.0: two}:
            return f"numbers {two}"
        case {}:
            return "some mapping"
        case _:
            return "no mapping"


for v in ({"type": "point", "x": 1, "y": 2, "z": 3}, {"type": "list", "items": "no"}, {"type": "list", "items": [1, 2, 3]}, {"a": 1}, {"a": 1, "b": 2},
          {1: 0, 2: "two"}, {}, OrderedDict(a=1, c=3), [1]):
    print(v, "->", mp(v))
dd = defaultdict(list)
match dd:
    case {"missing": x}:
        print("never")
print(dict(dd))


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Sub(Point):
    pass


def cp(p):
    match p:
        case Point(0, 0):
            return "origin"
        case Point(0, y=yy) | Point(yy, y=0):
            return f"on an axis {yy}"
        case Sub(x, y):
            return f"sub {x} {y}"
        case Point(x=Point() as inner):
            return f"nested {inner.x}"
        case Point():
            return "some point"
        case int(n) | float(n):
            return f"number {n}"
        case str() | bytes():
            return "text"
        case list([a, b]):
            return f"list of two {a} {b}"
        case dict(d):
            return f"dict {d}"
        case bool():
            return "never"
        case object(absent=_):
            return "never"
        case object():
            return "object"


for p in (Point(0, 0), Point(0, 3), Point(4, 0), Sub(1, 2), Point(Point(8, 9), 1), Point(1, 1), 3, 2.5, "s", [1, 2], {1: 2}, True, object):
    print(type(p).__name__, cp(p))
for text in ("case Point(1, 2, 3): pass", "case Point(1, x=2): pass", "case int(1, 2): pass", "case C(): pass"):
    try:
        exec("match Point(1, 2) if 'int' not in %r else 3:\n %s" % (text, text), {"Point": Point, "C": 3})
    except TypeError as e:
        print(text, "->", e)


class Bad:
    __match_args__ = "x"


class Bad2:
    __match_args__ = (1,)


for b in (Bad, Bad2):
    try:
        match b():
            case b(1):
                pass
    except TypeError as e:
        print(e)
