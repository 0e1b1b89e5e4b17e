# Generators: laziness, send, throw, close, return values, attributes, reentrancy, garbage.
def g(n):
    print("start")
    for i in range(n):
        got = yield i
        if got:
            print("got", got)
    return "result"


x = g(3)
print(type(x).__name__, x.gi_frame is not None, x.gi_running, x.__name__, x.__qualname__)
print(next(x), x.send("hello"), next(x))
try:
    next(x)
except StopIteration as e:
    print("stop", e.value)
print(x.gi_frame, next(x, "default"))
x = g(2)
try:
    x.send(1)
except TypeError as e:
    print(e)


def catcher():
    while True:
        try:
            v = yield "ready"
            print("v", v)
        except ValueError as e:
            print("caught", e)
            yield "handled"
        except GeneratorExit:
            print("closing")
            raise


c = catcher()
next(c)
print(c.throw(ValueError("one")), c.send(5), c.throw(ValueError), next(c))
c.close()
c.close()
print(list(c))
c = catcher()
next(c)
try:
    c.throw(KeyError("through"))
except KeyError as e:
    print(repr(e))
fresh = catcher()
try:
    fresh.throw(RuntimeError("fresh"))
except RuntimeError as e:
    print(e, list(fresh))
for bad in (5, int, "x"):
    try:
        catcher().throw(bad)
    except TypeError as e:
        print(e)


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as e:
    print(e)


def returns_on_close():
    try:
        yield
    except GeneratorExit:
        return "closed value"


r = returns_on_close()
next(r)
print(r.close(), r.close())


def stops():
    yield 1
    raise StopIteration("x")


try:
    list(stops())
except RuntimeError as e:
    print(e, repr(e.__cause__))


def me():
    try:
        next(m)
    except ValueError as e:
        print(e)
    yield m.gi_running


m = me()
print(next(m), m.gi_running)
print(list(i * j for i in range(3) for j in "ab" if i), sum(i for i in range(5)), (i for i in "a").__name__)
gen = (print("never") for _ in [])
del gen


def infinite():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


print([v for v, _ in zip(infinite(), range(10))])


def cleanup():
    try:
        yield 1
    finally:
        print("cleaned up")


k = cleanup()
next(k)
del k
print("after del")
