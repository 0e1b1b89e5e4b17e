# Hashing: numeric equality across types, containers, user classes, __eq__ without __hash__.
print([hash(x) for x in (0, 1, -1, -2, 2**31, 2**61 - 2, 2**61 - 1, 2**61, -(2**61), 10**100, True, False)])
print([hash(x) for x in (0.0, 1.0, -1.0, 0.5, 0.1, 1e100, 3.0, 1e-300, float("inf"), float("-inf"))])
print(hash(3) == hash(3.0) == hash(True + 2), hash(2**100) == hash(float(2**100)), hash((1, 2)) != hash((2, 1)))
print([hash(x) for x in ("", "a", "ab", "abcdefgh", "é", "中文", "😀", "x" * 1000, b"", b"a", b"ab")])
print([hash(x) for x in ((), (0,), (1, 2, 3), ((),), (1.5, "a"), frozenset(), frozenset({1, 2, 3}), frozenset({frozenset()}), range(5), range(0), range(1, 10, 3), slice(1, 2, 3))])
print(hash(None) == hash(None), hash(int) == hash(int), hash(len) == hash(len), hash(...) == hash(Ellipsis))


class Default:
    pass


d = Default()
print(hash(d) == object.__hash__(d), hash(d) == id(d) >> 4 | (id(d) & 15) << 60)


class Eq:
    def __eq__(self, o):
        return True


class EqHash(Eq):
    __hash__ = object.__hash__


class Inherit(EqHash):
    pass


print(Eq.__hash__, EqHash.__hash__ is object.__hash__, Inherit.__hash__ is object.__hash__)
for v in (Eq(), [], {}, set(), slice([]), (1, []), {1: 2}.items()):
    try:
        hash(v)
        print("hashed")
    except TypeError as e:
        print(e)


class Ret:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        return self.v


for v in (-1, 2**61, 2**64 + 5, -(10**30), True):
    print(hash(Ret(v)))
for v in (1.0, "x", None):
    try:
        hash(Ret(v))
    except TypeError as e:
        print(e)


class S(str):
    def __hash__(self):
        return 5


print({S("a"): 1}.get("a"), hash(S("a")), {"a": 1}.get(S("a")))
m = (1).__hash__
print(m(), "a".__hash__() == hash("a"), float.__hash__(2.0), object.__hash__ is int.__hash__)
