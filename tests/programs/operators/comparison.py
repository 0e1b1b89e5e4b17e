# Comparisons across types, chains, identity, NaN, and how == falls back.
import math

nan, inf = math.nan, math.inf
values = [0, 1, 1.0, True, -1, 2**53 + 1, float(2**53), nan, inf, -inf, 10**400]
for a in values:
    print(a if a != 10**400 else "huge", [(a == b, a < b, a <= b, a > b, a >= b, a != b).count(True) for b in values], [a < b for b in values])
print(nan == nan, nan is nan, [nan] == [nan], nan in [nan], (nan,) == (nan,), {nan: 1}.get(nan))
print([1, 2] < [1, 3], [1] < [1, 0], (1, "a") == (1, "a"), "a" < "b" < "c", "Z" < "a", b"a" < b"b", "" < "a")
print([1, [2, 3]] == [1, [2, 3]], (1, 2) == [1, 2], {1: 2} == {1: 2.0}, {1, 2} == frozenset({2, 1}), "a" == b"a", None == 0)
for a, b in ((1, "a"), ([], ()), (None, None), ({}, {}), ({1}, 2), (b"a", "a"), (object, 3), (range(3), range(3))):
    for op in ("<", ">="):
        try:
            print(eval(f"a {op} b"))
        except TypeError as e:
            print(e)


class A:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        print("eq", self.n, getattr(other, "n", other))
        return NotImplemented if self.n == 0 else True

    def __lt__(self, other):
        print("lt", self.n)
        return NotImplemented

    def __gt__(self, other):
        print("gt", self.n)
        return "greater"


class B(A):
    def __eq__(self, other):
        print("B.eq")
        return super().__eq__(other)


print(A(0) == A(0), A(0) == A(1), A(0) != A(1), A(0) == 5, A(1) < A(2))
print(A(0) == B(1))
try:
    A(1) <= A(2)
except TypeError as e:
    print(e)
x = A(0)
print(x == x, x in [x], [A(0)] == [A(0)])
print(1 in [1.0], True in [1], "b" in "abc", b"b" in b"abc", 98 in b"abc", 3 not in (1, 2))
for a, b in ((1, "abc"), ("a", b"abc"), (300, b"a"), (1, 5)):
    try:
        print(a in b)
    except (TypeError, ValueError) as e:
        print(e)
