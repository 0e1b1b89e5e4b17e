# set and frozenset: construction, algebra, methods, comparisons, hashing, order with a fixed hash seed, errors.
a, b = {1, 2, 3, 4}, {3, 4, 5}
print(a | b, a & b, a - b, a ^ b, a <= b, {3} < a, a >= {1}, a == {4, 3, 2, 1}, a.isdisjoint({9}), {1} | frozenset({2}), type(frozenset() | {1}))
print(a.union(b, [9]), a.intersection(b, (3,)), a.difference([1], {2}), a.symmetric_difference([1, 9]), a.issubset(range(10)), a.issuperset([1]), set().union())
c = a.copy()
c.add(10)
c.discard(99)
c.discard(1)
c.remove(2)
c.update([20], {30})
c.intersection_update({3, 4, 10, 20})
c.difference_update([3])
c.symmetric_difference_update({4, 7})
print(c, len(c), 7 in c)
c |= {1}
c &= {1, 7, 10}
c -= {10}
c ^= {1, 2}
print(c, c.pop() in (2, 7), len(c))
c.clear()
print(c, set(), frozenset(), {*()}, set("hello") == set("olleh"), {1, 1.0, True}, frozenset([1, 2]))
for bad in ("a.remove(99)", "set().pop()", "{[]}", "a | [1]", "a & 'x'", "a < [1]", "hash(a)", "a.add([])", "set(5)", "set(1, 2)", "frozenset([1]).add(2)", "a[0]", "a + b", "a.remove([])", "a.nope", "{1, {2}}", "a.union(5)", "frozenset(1, 2)"):
    try:
        exec(bad)
        print(bad, "ok")
    except Exception as e:
        print(bad, "->", type(e).__name__, e)
f = frozenset({1, 2})
print(hash(f) == hash(frozenset([2, 1])), {f: 1}[frozenset({2, 1})], f in {f}, {1, 2} in {f}, hash(frozenset()), hash(frozenset({1})), hash(frozenset("ab")), hash(frozenset({(1, 2), "x", None is None})))
print({"apple", "pear", "fig", "plum", "kiwi", "lime"}, set("abcdefghij"), {i * i % 17 for i in range(20)}, set(range(20, 0, -3)))
print({-1, -2, 0, 5, 100, 33, 8, 16}, {0.5, 1.5, 2.0}, {(1, 2), (2, 1)}, {True, "True"}, {2**61, 2**61 - 1, 0}, {b"a", "a"})
s = {1, 2, 3}
it = iter(s)
next(it)
s.add(4)
try:
    next(it)
except RuntimeError as e:
    print(e)
big = set(range(1000))
for i in range(0, 1000, 2):
    big.remove(i)
print(len(big), sum(big), 501 in big, 500 in big, min(big), [set().__sizeof__(), {1}.__sizeof__(), set(range(5)).__sizeof__(), set(range(100)).__sizeof__()])


class S(set):
    pass


x = S([1])
x.attr = 1
print(x, repr(S()), type(x | {2}), type(x.copy()), x == {1}, frozenset(x), set(x) == x)
print({x for x in "aab"} == {"a", "b"}, {*range(3), *"a"} == {0, 1, 2, "a"}, sorted({3, 1, 2}), sum({1, 2}), max({1, 2}), any({0}), {frozenset({1}), frozenset()} == {frozenset(), frozenset([1])})
