# Types and the like: what they refuse, and how they say it.
import abc
import typing
import warnings
import weakref


def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


def annotate(o):
    o.__annotate__ = lambda x: 42
    return o.__annotations__


class C:
    pass


def f():
    pass


t(lambda: annotate(C))
t(lambda: annotate(f))
T = typing.TypeVar('T')
D = typing.TypeVar('D', default=int)
t(lambda: typing.TypeAliasType('A', int, type_params=(1,)))
t(lambda: typing.TypeAliasType('A', int, type_params=(D, T)))
t(lambda: typing.TypeAliasType('A', int, type_params=(T, D)))
for args in (('X',), ('X', int), (int, 'X'), ('X', 'Y', 'X'), ('X[',)):
    t(lambda: typing.Union[args])
t(lambda: T | 'X')
t(lambda: bool(typing.Generic.__flags__ & 1 << 9))
type TA[X, *Ts, **P] = int
t(lambda: (TA.__parameters__, TA.__type_params__))
P = typing.ParamSpec('P')
t(lambda: weakref.ref(P.args) is not None and weakref.ref(P.kwargs) is not None)


class Slotted(property):
    __slots__ = ()


def getter(self):
    "doc"


t(lambda: Slotted(getter))
t(lambda: Slotted(doc='x').__doc__)
t(lambda: property().__set_name__(1))


class EnterOnly:
    def __enter__(self):
        pass


class ExitOnly:
    def __exit__(self, *args):
        pass


class AsyncBoth:
    async def __aenter__(self):
        pass

    async def __aexit__(self, *args):
        pass


def enter(c):
    with c():
        pass


for c in (EnterOnly, ExitOnly, AsyncBoth, int):
    t(lambda: enter(c))


class A(metaclass=abc.ABCMeta):
    pass


class NoClass:
    def __getattribute__(self, name):
        raise AttributeError(name)


t(lambda: isinstance(NoClass(), A))
A.register(NoClass)
t(lambda: isinstance(NoClass(), A))


def plain():
    pass


def generator():
    yield


with warnings.catch_warnings():
    warnings.simplefilter('error')

    def assign():
        plain.__code__ = generator.__code__
    t(assign)
ns = {'type': type, '__builtins__': {'None': None}}
exec('def f(s): pass\ng = type(f)(f.__code__, {})', ns)
print(ns['g'].__builtins__)


class BadLen:
    def __iter__(self):
        return iter(range(10))

    def __len__(self):
        raise RuntimeError('hello')


t(lambda: bytearray().extend(BadLen()))
t(lambda: [].extend(BadLen()))
