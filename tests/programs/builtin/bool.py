# bool: an int of two values; conversions, arithmetic, repr, subclassing forbidden.
print(True + True, True * 5, sum([True, False, True]), True == 1, True is 1 if False else "", hash(True), {True: "a", 1: "b", 1.0: "c"})
print(repr(True), str(False), int(True), float(False), f"{True} {True:d} {True:5} {True!r}", "%s %d" % (True, True))
print(True and False, True or False, not True, True & False, True | False, True ^ True, type(True & 1), type(True + True))
try:
    class B(bool):
        pass
except TypeError as e:
    print(e)
print(bool.__mro__, isinstance(True, int), issubclass(bool, int), bool(), bool([]), bool([0]), bool("False"))


class Bad:
    def __bool__(self):
        return 1


class BadLen:
    def __len__(self):
        return -1


class Huge:
    def __len__(self):
        return 10**30


class Text:
    def __len__(self):
        return "3"


for c in (Bad, BadLen, Huge, Text):
    try:
        bool(c())
    except (TypeError, ValueError, OverflowError) as e:
        print(c.__name__, type(e).__name__, e)
for args in ((1, 2), ()):
    try:
        print(bool(*args))
    except TypeError as e:
        print(e)
try:
    bool(x=1)
except TypeError as e:
    print(e)
print([True, False].index(False), sorted([True, 0, False, 1]), max(True, 2), True < 2, True.real, True.numerator, (True).bit_length())
print(any([]), all([]), any([0, "", None]), all([1, "a", [0]]), any(x > 2 for x in range(5)), all(x < 2 for x in range(5)))
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    print(~True)
    print([str(x.category.__name__) for x in w])
