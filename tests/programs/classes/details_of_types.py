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


class Annotated:
    x: int

    def __annotate__(format):
        return {'x': str}


print(Annotated.__annotations__)
for value in ('0', '{}', 'frozenset()', 'set()'):
    t(lambda: exec(f'__conditional_annotations__ = {value}\nx: int\n', {}))


def outer():
    global made_global

    def made_global(a: int):
        pass

    class K:
        def m(self, x: int):
            pass

    def local(a: int):
        pass
    return made_global, K.m, local


def generic[T](x: T):
    pass


print([made.__annotate__.__qualname__ for made in (*outer(), generic)])


class Plain:
    pass


class Seq:
    pass


import collections.abc


class Map1(Plain, collections.UserDict, collections.abc.Sequence):
    pass


class Seq1(Plain, collections.UserList, collections.abc.Mapping):
    pass


for o in (Map1(), Seq1()):
    match o:
        case {}:
            print('mapping')
        case [*_]:
            print('sequence')
for where in ((1000, 5), (-5, -4), (0, 1), (-1, 0), (0, 100), (2, 1), (5, 6)):
    print(UnicodeEncodeError('c', 'xxxxx', *where, 'r'), UnicodeDecodeError('c', b'xxxxx', *where, 'r'), UnicodeTranslateError('xxxxx', *where, 'r'), sep='; ')


class Evil(str):
    def __str__(self):
        del e.object
        return self


for e in (UnicodeEncodeError('c', 'x', 0, 1, Evil('r')), UnicodeDecodeError(Evil('c'), b'x', 0, 1, 'r'), UnicodeTranslateError('x', 0, 1, Evil('r'))):
    t(lambda: str(e))
t(lambda: classmethod.__new__(classmethod))
