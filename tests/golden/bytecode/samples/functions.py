"""Functions of every kind."""


def plain(a, b=1, /, c=2, *args, d, e=3, **kwargs):
    """A docstring."""
    return a + b, c, args, d, e, kwargs


def closure(x):
    y = x * 2

    def inner(z):
        nonlocal y
        y += z
        return lambda: (x, y, z)

    return inner


def argument_cell(a, b):
    return [lambda: a, b]


def unbound(flag):
    if flag:
        value = 1
    print(value)
    del value
    return value


def swaps(a, b, c):
    a, b = b, a
    a, b, c = c, a, b
    (a, b), c = (b, a), c
    return a, b, c


def stores(x):
    a = b = c = x
    a, *b = x
    x[0], x.y, x[1:2] = a, b, c
    x[0] += 1
    x.y -= 1
    x[a:b] *= 2
    return x[1], x[::2], x[a:b:c], x[1:2]


async def coroutine(x):
    await x
    async with x as y, x:
        await y
    async for i in x:
        if i:
            continue
        break
    else:
        await i
    return [j async for j in x if await j]


async def async_generator(x):
    yield x
    async for i in x:
        yield i


def generator(x):
    try:
        y = yield x
    finally:
        yield from x
    return y


print(*[1, 2], **{"a": 1}, sep="")
print(1, *[2], 3, a=1, **{})
print(plain(1, c=2, d=3).x.y(4))
genexp = (i for i in range(10) if i % 2)
pairs = {i: j for i in range(3) for j in range(i) if j}
