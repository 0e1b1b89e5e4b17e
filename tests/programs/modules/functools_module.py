# functools: partial, reduce, lru_cache, wraps, total_ordering, singledispatch, cmp_to_key, cached_property.
import functools
from functools import partial, reduce


def f(a, b, *c, k=0):
    return a, b, c, k


p = partial(f, 1, k=5)
print(p(2), p(2, 3, k=6), p.func is f, p.args, p.keywords, partial(p, 9)(8), partial(p, 9).args)
q = partial(f, functools.Placeholder, 2)
print(q(1), q(1, 3))
try:
    q()
except TypeError as e:
    print(e)
p.attr = 1
print(p.attr, vars(p), type(p).__name__)
print(reduce(lambda a, b: a * b, range(1, 6)), reduce(lambda a, b: a + b, [], "init"), reduce(max, [3, 9, 2]))
try:
    reduce(max, [])
except TypeError as e:
    print(e)
calls = []


@functools.lru_cache(maxsize=2)
def sq(x):
    calls.append(x)
    return x * x


[sq(x) for x in (1, 2, 1, 3, 2, 1)]
print(calls, sq.cache_info(), sq.cache_parameters(), sq.__wrapped__(5))
sq.cache_clear()
print(sq.cache_info())
try:
    sq([])
except TypeError as e:
    print(e)


@functools.cache
def typed(x):
    return type(x).__name__


@functools.lru_cache(typed=True)
def typed2(x):
    return type(x).__name__


print(typed(1), typed(1.0), typed2(1), typed2(1.0), typed.cache_info())


@functools.total_ordering
class V:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        return self.n == o.n

    def __lt__(self, o):
        return self.n < o.n


print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: a - b)))


@functools.singledispatch
def kind(x):
    return "object"


@kind.register
def _(x: int):
    return "int"


@kind.register(list)
def _(x):
    return "list"


print(kind(1), kind(True), kind([]), kind("s"), kind.dispatch(bool)(1), sorted(c.__name__ for c in kind.registry))


class M:
    @functools.singledispatchmethod
    def m(self, x):
        return "base"

    @m.register
    def _(self, x: str):
        return "str"

    pm = functools.partialmethod(lambda self, a, b: (a, b), 1)


print(M().m(1), M().m("s"), M().pm(2))


def w(x):
    "doc"


@functools.wraps(w)
def wrapper():
    pass


print(wrapper.__name__, wrapper.__doc__, wrapper.__wrapped__ is w, functools.WRAPPER_ASSIGNMENTS)
