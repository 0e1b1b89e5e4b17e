"""Functions: every kind of parameter,
   defaults, closures, decorators.
	And a docstring with a tab."""


def plain(): pass


def parameters(a, b=1, /, c=2, *args, d, e=3, **kwargs) -> int:
    """First line.

        Indented line.
      Less indented.
    """
    return a, b, c, args, d, e, kwargs


def closures(a):
    b = a

    def inner(c=b):
        nonlocal a
        a = c
        return lambda d, *, e=a: (a, b, c, d, e)
    del b
    return inner


@plain
@closures(
    1)
def decorated(*, keyword=None):
    return keyword


def generator():
    got = yield
    received = yield got, 1
    yield from received
    try:
        yield
    finally:
        return 3


def annotated(x: int, /, y: str = "", *z: float, k: list[int], **kw: dict) -> "result":
    local: int = 3
    other: print("never run")
    (parenthesized): int = 4
    return local


def recursion(n): return 1 if n < 2 else n * recursion(n - 1)


f = lambda: (yield)
g = lambda x=1, *, y=2: x + y
lambda: 0


def global_user():
    global shared, plain
    shared = 1
    del plain
    return shared


def outer():
    class Local:
        def method(self): return Local
    return [lambda: i for i in range(3)], Local
