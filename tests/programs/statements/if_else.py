# if/elif/else, conditional expressions, chained comparisons, short circuits and what they return.
def kind(n):
    if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    elif n < 10:
        return "small"
    else:
        return "large"


print([kind(n) for n in (-1, 0, 5, 10)])


class Loud:
    def __init__(self, name, truth):
        self.name, self.truth = name, truth

    def __bool__(self):
        print("bool", self.name)
        return self.truth

    def __lt__(self, other):
        print(self.name, "<", other.name)
        return Loud(self.name + other.name, self.truth)

    def __repr__(self):
        return self.name


t, f = Loud("t", True), Loud("f", False)
print(t and f, f and t, t or f, f or t)
print(not t, not f)
print("yes" if t else "no")
print(t < f < t)
print(f < t < f)
print(1 < 2 < 3, 1 < 3 < 2, 1 < 2 > 0, 3 > 2 == 2)
print([] or "empty", [0] and "full", None or 0 or "" or "last")
x = 5
print("big" if x > 3 else "middle" if x > 1 else "small")
if (n := len("abc")) > 2 and n < 4:
    print("walrus", n)
if not (x == 5 and (x > 9 or x < 6)):
    print("never")
else:
    print("nested")
for v in (0, 0.0, "", b"", (), [], {}, set(), frozenset(), range(0), None, False, NotImplementedError):
    print(type(v).__name__, bool(v))


class Sized:
    def __len__(self):
        return 0


print(bool(Sized()), bool(object()))
