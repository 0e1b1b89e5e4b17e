# yield from: delegation of values, send, throw, close, return; plain iterables; nesting.
def inner():
    try:
        x = yield 1
        print("inner got", x)
        y = yield 2
        print("inner got", y)
    except ValueError as e:
        print("inner caught", e)
        yield "recovered"
    finally:
        print("inner finally")
    return "inner result"


def outer():
    r = yield from inner()
    print("r =", r)
    r = yield from [10, 20]
    print("r =", r)
    return "outer result"


g = outer()
print(next(g), g.send("a"), g.send("b"), g.gi_yieldfrom is not None, next(g))
try:
    next(g)
except StopIteration as e:
    print(e.value)
g = outer()
next(g)
print(g.throw(ValueError("thrown")), next(g))
g.close()
g = outer()
next(g)
g.close()


class It:
    def __iter__(self):
        return self

    def __next__(self):
        return 5

    def throw(self, *args):
        print("It.throw", args)
        return "from throw"

    def close(self):
        print("It.close")


def d():
    yield from It()


g = d()
print(next(g), g.throw(KeyError("k")))
try:
    g.send(1)
except AttributeError as e:
    print(e)
g = d()
next(g)
g.close()


def flatten(x):
    if isinstance(x, list):
        for e in x:
            yield from flatten(e)
    else:
        yield x


print(list(flatten([1, [2, [3, [4]], 5], []])))


def depth(n):
    if n:
        yield from depth(n - 1)
    yield n


print(list(depth(50))[:3], sum(depth(200)))
try:
    list((lambda: (yield from 5))())
except TypeError as e:
    print(e)


def two():
    a = yield from one("a")
    b = yield from one("b")
    return a + b


def one(x):
    got = yield x
    return got


t = two()
next(t)
print(t.send("X"))
try:
    t.send("Y")
except StopIteration as e:
    print(e.value)
