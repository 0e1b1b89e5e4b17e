# Comprehensions: nesting, conditions, scopes, order of evaluation, all four kinds, in classes.
print([x * y for x in range(3) for y in range(3) if x != y if y], {x % 3 for x in range(9)}, {x: x**2 for x in range(4)}, list(x for x in "ab"), [[j for j in range(i)] for i in range(4)], [x for x in [y for y in range(5) if y % 2]])
log = []


def n(v):
    log.append(v)
    return v


[n(("e", x, y)) for x in n(range(2)) if n(("c", x)) for y in n("ab")]
print(log)
log.clear()
{n("k"): n("v") for _ in [1]}
print(log)
x = "outer"
print([x for x in range(3)], x, [(lambda: x)() for x in range(3)], [f() for f in [lambda: x for x in range(3)]])


class C:
    items = [1, 2, 3]
    total = [i * 2 for i in items]
    try:
        bad = [i * len(items) for i in items]
    except NameError as e:
        print(e)


print(C.total)


def f(a):
    b = 10
    return [a + b + c for c in range(2)], {a: b for _ in "x"}, sorted(locals())


print(f(1))
print([i for i in range(3) if (lambda v: v > 0)(i)], [a for a, (b, *c) in [(1, (2, 3, 4))]], [*(i for i in range(2)), *[j for j in "a"]], [x if x else "zero" for x in range(2)])
g = (i for i in n([1, 2]))
print(log, next(g), list(g))
try:
    (i for i in 5)
except TypeError as e:
    print(e)
try:
    [1 / i for i in (1, 0)]
except ZeroDivisionError as e:
    print(e, "i" in globals())
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [v for row in matrix for v in row], {(i, j): v for i, row in enumerate(matrix) for j, v in enumerate(row)}[1, 2], sum(v for row in matrix for v in row), dict((k, v) for k, v in zip("ab", [1, 2])), any(v > 5 for row in matrix for v in row))
print([(yield_ := 3) for _ in "a"], yield_)
print([y for x in range(5) for y in [x * x] if y % 2 == 0], [c for c in "abc" if c not in "b"], [[] for _ in range(2)], len([None for _ in range(100)]))
