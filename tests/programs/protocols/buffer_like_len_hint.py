# __length_hint__, __index__, __contains__ fall backs, __reversed__, __missing__, __sizeof__, __class_getitem__.
import operator
import sys


class H:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter((1, 2))

    def __length_hint__(self):
        if isinstance(self.hint, Exception):
            raise self.hint
        return self.hint


for hint in (2, 0, 100, NotImplemented, TypeError("x")):
    print(list(H(hint)), operator.length_hint(H(hint), 9))
for hint in (-1, "a", ValueError("v")):
    try:
        list(H(hint))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


class Seq:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        if i >= 3:
            raise IndexError(i)
        print("item", i, end=" ")
        return i * i


s = Seq()
print(list(reversed(s)), 4 in s, 5 in s, list(s))


class R:
    def __reversed__(self):
        return "anything"

    def __contains__(self, x):
        return "truthy" if x else ""


print(reversed(R()), 1 in R(), 0 in R(), 0 not in R())


class NoR:
    __reversed__ = None
    __contains__ = None

    def __iter__(self):
        return iter([1])


for f in (lambda: reversed(NoR()), lambda: 1 in NoR(), lambda: reversed(5), lambda: reversed({1})):
    try:
        f()
    except TypeError as e:
        print(e)


class Idx:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        return self.v


i = Idx(2)
print([10, 20, 30][i], "abc"[i], (1, 2, 3)[i:], bytes(i), "x" * i, [0] * i, range(i), chr(Idx(65)), 1 << i if False else "", bin(i), hex(i), "%x" % 5, int(i), round(3.14159, i), [1, 2, 3].pop(i), "abc".find("c", i), pow(2, 3, 5))
try:
    [1][Idx(10**30)]
except IndexError as e:
    print(e)


class CG:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item!r}]"


print(CG[int], CG[1, 2], list[int], dict[str, int], tuple[()], tuple[int, ...], type[int], list[int]([1]), list[int].__origin__, list[int].__args__)
try:
    int[3]
except TypeError as e:
    print(e)


class Sz:
    def __sizeof__(self):
        return 1000


print(Sz().__sizeof__(), sys.getsizeof(Sz()) - 1000)
