# range: arithmetic without a list, indexing, slicing, containment, equality, hash, big numbers.
for r in (range(5), range(2, 8), range(10, 0, -3), range(0), range(5, 2), range(-3, 3, 2), range(0, 10, 100), range(10**20, 10**20 + 5, 2)):
    print(r, list(r), len(r), bool(r), r.start, r.stop, r.step, r[::-1], r[1:3], list(reversed(r)))
r = range(0, 20, 3)
print(r[0], r[-1], r[2:5], r[::2], r[5:1:-1], 6 in r, 7 in r, 6.0 in r, "a" in r, r.index(9), r.count(9), r.count(10))
print(range(3) == range(0, 3, 1), range(0) == range(5, 5), range(0, 3, 2) == range(0, 4, 2), hash(range(3)) == hash(range(0, 3)), range(3) != [0, 1, 2], {range(2): 1}[range(0, 2)])
for bad in ("range()", "range(1.5)", "range('a')", "range(1, 2, 0)", "r[99]", "r['a']", "r.index(1)", "range(1, 2, 3, 4)", "r[0] = 1", "range(3) + range(3)", "range(3) < range(4)", "len(range(10**30))", "range(None)", "r.start = 5", "range(stop=3)", "r[::0]"):
    try:
        exec(bad)
        print(bad, "ok")
    except Exception as e:
        print(bad, "->", type(e).__name__, e)


class I:
    def __index__(self):
        return 3


print(range(I()), list(range(I(), 6)), range(True), r[I()], range(10**30)[10**29], range(-(10**18), 10**18)[-1], 10**29 in range(10**30), range(10**30)[5:10], max(range(5)), sum(range(101)), sorted(range(3), reverse=True))
it = iter(range(3))
print(next(it), it.__length_hint__(), list(it), list(it), type(it).__name__, type(iter(range(10**20))).__name__, it.__reduce__()[1] if False else "")
x, *y = range(4)
print(x, y, [*range(3), *range(2)], tuple(range(3)), list(zip(range(3), range(3, 6))), range(5).__sizeof__())
for i in range(3):
    i = 10
    print(i, end=" ")
print(i)
