# Native objects nested a hundred thousand deep, and what reaches through all of them. The reference's own native stack overflows in some of these; here each
# gives a result or a RecursionError. Run by NestingTests, which wants the last line.
import collections
import functools
import itertools
import operator
import types
import weakref

DEPTH = 100_000


def wrap(outer, value, depth=DEPTH):
    for _ in range(depth):
        value = outer(value)
    return value


def numbers():
    yield 1


cases = {
    'map': lambda: next(wrap(lambda x: map(int, x), iter([1]))),
    'map2': lambda: next(wrap(lambda x: map(max, x, [1]), iter([1]))),
    'filter': lambda: next(wrap(lambda x: filter(None, x), iter([1]))),
    'zip': lambda: next(wrap(lambda x: zip(x), iter([1]))),
    'zip2': lambda: next(wrap(lambda x: zip(x, [1]), iter([1]))),
    'enumerate': lambda: next(wrap(enumerate, iter([1]))),
    'chain': lambda: next(wrap(itertools.chain, iter([1]))),
    'islice': lambda: next(wrap(lambda x: itertools.islice(x, 5), iter([1]))),
    'cycle': lambda: next(wrap(itertools.cycle, iter([1]))),
    'takewhile': lambda: next(wrap(lambda x: itertools.takewhile(bool, x), iter([1]))),
    'dropwhile': lambda: next(wrap(lambda x: itertools.dropwhile(bool, x), iter([1]))),
    'accumulate': lambda: next(wrap(itertools.accumulate, iter([1]))),
    'starmap': lambda: next(wrap(lambda x: itertools.starmap(max, zip(x, [1])), iter([1]))),
    'compress': lambda: next(wrap(lambda x: itertools.compress(x, [1]), iter([1]))),
    'zip_longest': lambda: next(wrap(lambda x: itertools.zip_longest(x), iter([1]))),
    'pairwise': lambda: next(wrap(itertools.pairwise, iter([1]))),
    'batched': lambda: next(wrap(lambda x: itertools.batched(x, 1), iter([1]))),
    'groupby': lambda: next(wrap(itertools.groupby, iter([1]))),
    'tee': lambda: next(wrap(lambda x: itertools.tee(x)[0], iter([1]))),
    'mappingproxy item': lambda: wrap(types.MappingProxyType, {1: 2})[1],
    'mappingproxy len': lambda: len(wrap(types.MappingProxyType, {1: 2})),
    'mappingproxy in': lambda: 1 in wrap(types.MappingProxyType, {1: 2}),
    'mappingproxy iter': lambda: list(wrap(types.MappingProxyType, {1: 2})),
    'mappingproxy repr': lambda: repr(wrap(types.MappingProxyType, {1: 2})),
    'mappingproxy str': lambda: str(wrap(types.MappingProxyType, {1: 2})),
    'mappingproxy eq': lambda: wrap(types.MappingProxyType, {1: 2}) == 3,
    'mappingproxy or': lambda: wrap(types.MappingProxyType, {1: 2}) | {},
    'mappingproxy get': lambda: wrap(types.MappingProxyType, {1: 2}).get(1),
    'mappingproxy hash': lambda: hash(wrap(types.MappingProxyType, {1: 2})),
    'mappingproxy reversed': lambda: reversed(wrap(types.MappingProxyType, {1: 2})),
    'mappingproxy copy': lambda: wrap(types.MappingProxyType, {1: 2}).copy(),
    'method attr': lambda: wrap(lambda x: types.MethodType(x, 1), max).foo,
    'method hash': lambda: hash(wrap(lambda x: types.MethodType(x, 1), max)),
    'method eq': lambda: wrap(lambda x: types.MethodType(x, 1), max) == wrap(lambda x: types.MethodType(x, 1), max),
    'method repr': lambda: repr(wrap(lambda x: types.MethodType(x, 1), max)),
    'method name': lambda: wrap(lambda x: types.MethodType(x, 1), max).__name__,
    'method doc': lambda: wrap(lambda x: types.MethodType(x, 1), max).__doc__,
    'method reduce': lambda: wrap(lambda x: types.MethodType(x, 1), max).__reduce__(),
    'partial': lambda: wrap(lambda x: functools.partial(x), lambda: 1)(),
    'partial self': lambda: wrap(lambda x: functools.partial(max, x), 1)(1),
    'partial repr': lambda: repr(wrap(lambda x: functools.partial(max, x), 1)),
    'staticmethod call': lambda: wrap(staticmethod, max)(1, 2),
    'classmethod get': lambda: wrap(classmethod, max).__get__(None, int),
    'staticmethod repr': lambda: repr(wrap(staticmethod, max)),
    'staticmethod abstract': lambda: wrap(staticmethod, max).__isabstractmethod__,
    'property abstract': lambda: wrap(property, max).__isabstractmethod__,
    'lru': lambda: wrap(functools.lru_cache, max)(1, 2),
    'cmp_to_key': lambda: wrap(functools.cmp_to_key(lambda a, b: 0), 1) < wrap(functools.cmp_to_key(lambda a, b: 0), 1),
    'tuple hash': lambda: hash(wrap(lambda x: (x,), 1)),
    'frozenset hash': lambda: hash(wrap(lambda x: frozenset([x]), 1)),
    'slice hash': lambda: hash(wrap(lambda x: slice(x), 1)),
    'slice repr': lambda: repr(wrap(lambda x: slice(x), 1)),
    'slice eq': lambda: wrap(lambda x: slice(x), 1) == wrap(lambda x: slice(x), 1),
    'slice indices': lambda: wrap(lambda x: slice(x), 1).indices(4),
    'alias repr': lambda: repr(wrap(lambda x: list[x], 1)),
    'alias hash': lambda: hash(wrap(lambda x: list[x], 1)),
    'alias eq': lambda: wrap(lambda x: list[x], 1) == wrap(lambda x: list[x], 1),
    'alias params': lambda: wrap(lambda x: list[x], 1).__parameters__,
    'alias origin': lambda: wrap(lambda x: types.GenericAlias(x, int), list)(),
    'alias origin attr': lambda: wrap(lambda x: types.GenericAlias(x, int), list).foo,
    'alias origin repr': lambda: repr(wrap(lambda x: types.GenericAlias(x, int), list)),
    'alias dir': lambda: dir(wrap(lambda x: types.GenericAlias(x, int), list)),
    'alias isinstance': lambda: isinstance(1, wrap(lambda x: types.GenericAlias(x, int), list)),
    'simplenamespace': lambda: repr(wrap(lambda x: types.SimpleNamespace(a=x), 1)),
    'simplenamespace eq': lambda: wrap(lambda x: types.SimpleNamespace(a=x), 1) == wrap(lambda x: types.SimpleNamespace(a=x), 1),
    'deque repr': lambda: repr(wrap(lambda x: collections.deque([x]), 1)),
    'deque eq': lambda: wrap(lambda x: collections.deque([x]), 1) == wrap(lambda x: collections.deque([x]), 1),
    'ordereddict repr': lambda: repr(wrap(lambda x: collections.OrderedDict(a=x), 1)),
    'defaultdict repr': lambda: repr(wrap(lambda x: collections.defaultdict(x), None, 1)),
    'set repr': lambda: repr(wrap(lambda x: frozenset([x]), 1)),
    'dictview repr': lambda: repr(wrap(lambda x: {1: x}.values(), 1)),
    'dictview eq': lambda: wrap(lambda x: {1: x}.items(), 1) == wrap(lambda x: {1: x}.items(), 1),
    'exc repr': lambda: repr(wrap(lambda x: Exception(x), 1)),
    'exc str': lambda: str(wrap(lambda x: Exception(x), 1)),
    'group': lambda: wrap(lambda x: ExceptionGroup('x', [x]), ValueError()).split(ValueError),
    'group repr': lambda: repr(wrap(lambda x: ExceptionGroup('x', [x]), ValueError())),
    'memoryview': lambda: bytes(wrap(memoryview, memoryview(b'x'))),
    'super': lambda: type('A', (), {'__getattr__': lambda s, n: getattr(super(type(s), s), n)})().foo,
    'reversed': lambda: next(wrap(lambda x: reversed([x]), 1)),
    'attrgetter': lambda: operator.attrgetter('.'.join(['a'] * DEPTH))(type('A', (), {'a': property(lambda s: s)})()),
    'methodwrapper': lambda: repr(wrap(lambda x: x.__repr__, 1)),
    'methodwrapper call': lambda: wrap(lambda x: x.__call__, max)(1, 2),
    'methodwrapper hash': lambda: hash(wrap(lambda x: x.__hash__, 1)),
    'methodwrapper eq': lambda: wrap(lambda x: x.__hash__, 1) == wrap(lambda x: x.__hash__, 1),
    'descr call': lambda: wrap(lambda x: x.__get__, max)(1),
    'weakcallback': lambda: wrap(lambda x: weakref.ref(numbers, x), lambda r: None),
    'throw': lambda: (lambda z: (next(z), z.throw(ValueError)))(wrap(lambda x: (lambda y: (yield from y))(x), numbers(), 5000)),
    'close': lambda: (lambda z: (next(z), z.close()))(wrap(lambda x: (lambda y: (yield from y))(x), numbers(), 5000)),
    'cell repr': lambda: repr(wrap(types.CellType, 1)),
    'cell eq': lambda: wrap(types.CellType, 1) == wrap(types.CellType, 1),
    'union': lambda: repr(wrap(lambda x: list[x] | None, int)),
    'union hash': lambda: hash(wrap(lambda x: list[x] | None, int)),
    'isinstance tuple': lambda: isinstance(1, wrap(lambda x: (x,), str)),
    'except tuple': lambda: exec('try: 1/0\nexcept t: pass', {'t': wrap(lambda x: (x,), ValueError)}),
    'startswith tuple': lambda: 'x'.startswith(wrap(lambda x: (x,), 'x')),
    'str mod': lambda: '%s' % (wrap(lambda x: (x,), 1),),
    'code const': lambda: (lambda: 0).__code__.replace(co_consts=(wrap(lambda x: (x,), 1),)),
    'code hash': lambda: hash((lambda: 0).__code__.replace(co_consts=(wrap(lambda x: (x,), 1),))),
    'dict update': lambda: {}.update(wrap(lambda x: types.MappingProxyType(x), {1:2})),
    'dict merge': lambda: {**wrap(lambda x: types.MappingProxyType(x), {1:2})},
    'proxy': lambda: (lambda c: repr(wrap(weakref.proxy, c)))(numbers),
    'typevar': lambda: repr(__import__('typing').TypeVar('T', bound=wrap(lambda x: list[x], int))),
}

for name, case in cases.items():
    try:
        print(name, type(case()).__name__)
    except (RecursionError, TypeError, AttributeError, ValueError, StopIteration) as error:
        print(name, type(error).__name__)
print('done')
