# match: literals, captures, wildcards, or-patterns, guards, values, sequences.
class C:
    RED = "red"

    class N:
        deep = 7


def m(x):
    match x:
        case 0 | 1:
            return "zero or one"
        case -5:
            return "minus five"
        case 2.5 | -1.5:
            return "float"
        case "a" | b"b":
            return "text"
        case None:
            return "none"
        case True:
            return "true (never: 1 comes first)"
        case C.RED:
            return "red value"
        case C.N.deep:
            return "deep value"
        case []:
            return "empty sequence"
        case [x]:
            return f"one {x}"
        case [1, y] | [y, 1] if y != 9:
            return f"with one {y}"
        case (first, *_, last):
            return f"{first}..{last}"
        case str(s):
            return f"str {s}"
        case int() as n if n > 100:
            return f"large {n}"
        case _:
            return "other"


for v in (0, 1, True, -5, 2.5, -1.5, "a", b"b", None, "red", 7, [], [5], [1, 2], [2, 1], [1, 9], (1, 2, 3, 4), "long", 500, 50, {}, {1}, range(3)):
    print(repr(v), "->", m(v))


def stars(x):
    match x:
        case [*a]:
            return a
        case _:
            return "not a sequence"


for v in ("str", b"bytes", [1], (1,), range(2), {1: 2}, {1}, iter([1]), 3):
    print(type(v).__name__, stars(v))
match 5:
    case x if x > 10:
        print("no")
print("x bound by a failed guard:", x)
match 1, 2:
    case a, b:
        print(a, b)
match = case = 3
print(match, case)
