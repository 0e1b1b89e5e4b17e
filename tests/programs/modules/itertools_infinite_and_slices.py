# itertools: count, cycle, repeat, accumulate, chain, compress, dropwhile, takewhile, filterfalse, islice, starmap, tee, zip_longest, batched, pairwise.
import itertools as it
import operator

print(list(it.islice(it.count(5, 2), 4)), list(it.islice(it.count(1.5, 0.5), 3)), it.count(3), it.count(3, 2), list(it.islice(it.cycle("ab"), 5)), list(it.repeat(7, 3)), it.repeat(1, 2), list(it.islice(it.count(10**20), 2)), list(it.islice(it.count(-1, -1), 3)))
print(list(it.accumulate([1, 2, 3, 4])), list(it.accumulate([3, 1, 2], max)), list(it.accumulate([1, 2], initial=100)), list(it.accumulate("abc")), list(it.accumulate([], initial=0)), list(it.accumulate([2, 3, 4], operator.mul)))
print(list(it.chain("ab", [1], ())), list(it.chain.from_iterable(["ab", "c"])), list(it.compress("abcdef", [1, 0, 1, 0, 1, 1])), list(it.dropwhile(lambda x: x < 3, [1, 4, 2])), list(it.takewhile(lambda x: x < 3, [1, 2, 4, 1])), list(it.filterfalse(lambda x: x % 2, range(5))), list(it.filterfalse(None, [0, 1])))
print(list(it.islice("abcdef", 2)), list(it.islice("abcdef", 2, None)), list(it.islice("abcdef", 1, 5, 2)), list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.zip_longest("abc", [1], fillvalue="-")), list(it.pairwise("abcd")), list(it.pairwise("a")), list(it.batched("abcdefg", 3)))
a, b, c = it.tee([1, 2, 3], 3)
print(next(a), next(a), list(b), list(a), list(c), it.tee([], 0))
x = iter([1, 2, 3, 4])
print(list(it.islice(x, 2)), list(x))
groups = [(k, list(g)) for k, g in it.groupby("aaabbca")]
print(groups, [(k, len(list(g))) for k, g in it.groupby([1, 3, 2, 4, 5], key=lambda v: v % 2)])
g = it.groupby("aab")
k1, g1 = next(g)
k2, g2 = next(g)
print(list(g1), k2, list(g2))
for bad in (lambda: it.islice("a", -1), lambda: it.islice("a"), lambda: it.count("a"), lambda: it.repeat(), lambda: it.tee([], -1), lambda: list(it.batched("ab", 0)), lambda: list(it.batched("abc", 2, strict=True)), lambda: it.chain(5).__next__(), lambda: it.accumulate(5), lambda: it.compress("a"), lambda: list(it.starmap(pow, [5])), lambda: it.zip_longest("a", bad=1), lambda: it.permutations("ab", -1), lambda: it.cycle(), lambda: it.pairwise(5), lambda: it.islice("a", 1, 2, 0)):
    try:
        print(bad())
    except (ValueError, TypeError, StopIteration) as e:
        print(type(e).__name__, e)
c = it.count()
print(next(c), next(c), c, operator.length_hint(it.repeat(1, 5)))
print(next(it.cycle([]), "empty"), list(it.chain()), list(it.product()), sum(it.islice(it.count(), 100)))
