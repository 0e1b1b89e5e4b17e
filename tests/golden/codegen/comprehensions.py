a = [x for x in y]
b = {x for x in y if x if not x}
c = {x: z for x, z in y for w in x}
d = (x for x in y)
e = [[x for x in y] for y in z]
f = [x for y in [z] for x in (y,) for *w, v in x]
[x for x in x]
[lambda: x for x in y]
[(x, [x for x in y]) for x in z]
[y := x for x in z]
sum(x for x in y), any(x for x in y), all(x.z for x in y), tuple(x for x in y), tuple((x, 1) for x in y)
any([x for x in y])


def inlined(a, b):
    x = 1
    r = [x for x in a]
    s = [x + y for y in b]
    t = [lambda: (x, y, z) for y in b for z in a]
    u = {x: (q := y) for y in b}
    try:
        return [x for x in r if (lambda: x)()]
    finally:
        print([y for y in s], q)


def cells(a):
    c = [a for a in a]
    return lambda: (a, c), [lambda: a for a in c], (lambda: [a for _ in c])


async def asynchronous(a):
    l = [x async for x in a]
    g = (x async for x in a if await x)
    m = {await x: y for x in a async for y in x}
    n = [[y async for y in x] for x in a]
    all(await x for x in a)
    return l, g, m, n, {x async for x in g}


class C:
    n = 3
    a = [n for n in range(n)]
    b = [n + m for m in a for q in (n,)]
    c = list(n for n in a)


import module
[module.f(x) for x in module.g()]
module.h(1)
