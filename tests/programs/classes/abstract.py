# abc: abstract methods, registration, subclass hooks, collections.abc.
import abc
import collections.abc as c


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        "area"

    @property
    @abc.abstractmethod
    def name(self): ...

    def describe(self):
        return f"{self.name}: {self.area()}"


class Sq(Shape):
    def __init__(self, s):
        self.s = s

    def area(self):
        return self.s**2

    name = "square"


class Half(Shape):
    def area(self):
        return 0


for cls in (Shape, Half):
    try:
        cls()
    except TypeError as e:
        print(e)
print(Sq(3).describe(), Shape.__abstractmethods__ == {"area", "name"}, Sq.__abstractmethods__)


@Shape.register
class Foreign:
    pass


print(issubclass(Foreign, Shape), isinstance(Foreign(), Shape), Shape in Foreign.__mro__)


class HasLen(metaclass=abc.ABCMeta):
    @classmethod
    def __subclasshook__(cls, k):
        return any("__len__" in vars(b) for b in k.__mro__) or NotImplemented


print(issubclass(list, HasLen), isinstance("x", HasLen), issubclass(int, HasLen))


class Seq(c.Sequence):
    def __getitem__(self, i):
        return "abc"[i]

    def __len__(self):
        return 3


s = Seq()
print(list(s), "b" in s, s.index("c"), s.count("a"), list(reversed(s)), isinstance(s, c.Iterable), isinstance(s, c.Hashable))


class Map(c.MutableMapping):
    def __init__(self):
        self.d = {}

    def __getitem__(self, k):
        return self.d[k]

    def __setitem__(self, k, v):
        self.d[k] = v

    def __delitem__(self, k):
        del self.d[k]

    def __iter__(self):
        return iter(self.d)

    def __len__(self):
        return len(self.d)


m = Map()
m.update(a=1, b=2)
print(m.pop("a"), m.setdefault("z", 5), dict(m), m.get("q"), "b" in m, list(m.items()), m == {"b": 2, "z": 5}, m.popitem())
for t, a in ((list, c.MutableSequence), (tuple, c.Sequence), (dict, c.MutableMapping), (set, c.MutableSet), (str, c.Sequence), (range, c.Sequence), (type(i for i in []), c.Generator), (type(len), c.Callable), ({}.keys().__class__, c.KeysView), (int, c.Hashable), (list, c.Hashable), (iter([]).__class__, c.Iterator)):
    print(t.__name__, a.__name__, issubclass(t, a), end="; ")
print()


class MySet(c.Set):
    def __init__(self, xs):
        self.xs = list(dict.fromkeys(xs))

    def __contains__(self, x):
        return x in self.xs

    def __iter__(self):
        return iter(self.xs)

    def __len__(self):
        return len(self.xs)


x, y = MySet([1, 2, 3]), MySet([2, 3, 4])
print(list(x & y), list(x | y), list(x - y), list(x ^ y), x < y, x == MySet([3, 2, 1]), x.isdisjoint([9]), x <= MySet(range(9)))
