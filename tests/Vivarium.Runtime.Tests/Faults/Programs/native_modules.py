import itertools, _functools, _collections
p = _functools.partial(max, 1, key=lambda x: -x)
c = _functools._lru_cache_wrapper(lambda x, **k: x, 2, True, tuple)
result = p(5), [c(1), c(2), c(3, a=1), c(1)], list(itertools.product('ab', repeat=2)), list(itertools.permutations([1, 2, 3], 2))
d = _collections.deque([1, 2, 3], 5); d.extend('abc'); d.rotate(2)
o = _collections.OrderedDict(a=1, b=2); o.move_to_end('a')
e = _collections.defaultdict(list); e[1].append(2)
result = result, d, o, e, list(itertools.chain('ab', [1])), [k for k, g in itertools.groupby('aab')], sorted([3, 1, 2], reverse=True), list(zip('ab', [1, 2])), list(enumerate('ab'))
