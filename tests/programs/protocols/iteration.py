# The iteration protocol: __iter__, __next__, __getitem__, iter with a sentinel, exhaustion, errors.
class Count:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        i = 0
        while i < self.n:
            yield i
            i += 1


class Old:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10


class Self:
    def __init__(self):
        self.left = 2

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        self.left -= 1
        return self.left


print(list(Count(3)), list(Old()), list(Self()), 20 in Old(), max(Count(4)), sum(Old()), tuple(Self()), [*Count(2), *Old()], dict(enumerate(Old())), sorted(Self()), "".join(map(str, Count(3))))
a, b, c = Old()
print(a, b, c, *zip(Count(2), Self()))
s = Self()
print(list(s), list(s), next(s, "done"))
it = iter([1, 2])
print(next(it), next(it), next(it, None), it.__length_hint__(), list(it))
src = iter("abcXdef")
print(list(iter(lambda: next(src), "X")), list(src))
for bad in (5, None, type("NoNext", (), {"__iter__": lambda self: 5})(), type("NoneIter", (), {"__iter__": None, "__getitem__": lambda s, i: i})()):
    try:
        iter(bad)
    except TypeError as e:
        print(e)
try:
    next([])
except TypeError as e:
    print(e)
try:
    iter(5, 5)
except TypeError as e:
    print(e)


class Bad:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("in next")


for f in (list, tuple, set, sum, sorted, lambda x: [*x], lambda x: dict.fromkeys(x), "".join, lambda x: [y for y in x]):
    try:
        f(Bad())
    except ValueError as e:
        print(e, end=" ")
print()
lst = [1, 2, 3]
it = iter(lst)
next(it)
lst.append(4)
print(list(it))
lst.append(5)
print(list(it))
m = map(lambda x: x, [1, 2])
print(iter(m) is m, next(m), list(m), list(m))
r = reversed([1, 2, 3])
print(next(r), r.__length_hint__(), list(r))
print([type(iter(x)).__name__ for x in ([], (), "", {}, set(), range(0), b"", {}.items(), zip(), "é", {}.values())])
