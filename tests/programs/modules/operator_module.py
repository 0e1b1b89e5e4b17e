# operator: functions, itemgetter, attrgetter, methodcaller, in-place, index, length_hint.
import operator as op

print(op.add(1, 2), op.sub(5, 3), op.mul("a", 3), op.truediv(1, 4), op.floordiv(7, 2), op.mod(7, 3), op.pow(2, 5), op.neg(3), op.pos(-3), op.inv(5), op.abs(-2), op.and_(6, 3), op.or_(6, 3), op.xor(6, 3), op.lshift(1, 4), op.rshift(16, 2), op.not_(0), op.truth([]), op.is_(None, None), op.is_not(1, None), op.is_none(None), op.is_not_none(None))
print(op.lt(1, 2), op.le(2, 2), op.eq(1, 1.0), op.ne(1, 2), op.ge(1, 2), op.gt(2, 1), op.contains([1], 1), op.countOf([1, 2, 1], 1), op.indexOf("abc", "c"), op.getitem([5], 0), op.concat([1], [2]), op.index(True), op.length_hint([1, 2]), op.call(max, 1, 2))
d = {"a": 1}
op.setitem(d, "b", 2)
op.delitem(d, "a")
x = [1]
y = op.iadd(x, [2])
print(d, y is x, x, op.imul(3, 4), op.iconcat([1], [2]), op.ior({1}, {2}))
g1, g2 = op.itemgetter(1), op.itemgetter(0, -1)
print(g1("abc"), g2([1, 2, 3]), op.itemgetter("k")({"k": 5}), op.itemgetter(slice(1, 3))("abcd"), g1, g2)


class P:
    def __init__(self, x):
        self.x = x

    def m(self, a, b=0):
        return self.x + a + b


p = P(P(5))
print(op.attrgetter("x.x")(p), op.attrgetter("x", "__class__")(P(1))[0], op.methodcaller("m", 1, b=2)(P(10)), op.methodcaller("upper")("a"), op.attrgetter("x.y"), op.methodcaller("m", 1, k=2))
print(sorted([(1, "b"), (0, "a")], key=op.itemgetter(1)), list(map(op.attrgetter("x"), [P(1), P(2)])))
for bad in (lambda: op.itemgetter(), lambda: op.attrgetter(5), lambda: op.methodcaller(), lambda: op.index(1.5), lambda: g1("a"), lambda: op.attrgetter("nope")(1), lambda: op.indexOf("a", "z"), lambda: op.concat(1, 2), lambda: op.add(1), lambda: op.methodcaller(5), lambda: op.length_hint(1, "a"), lambda: op.itemgetter(1)(5)):
    try:
        print(bad())
    except (TypeError, ValueError, AttributeError, IndexError) as e:
        print(type(e).__name__, e)
print(sorted(n for n in dir(op) if n.startswith("i") and not n.startswith("is"))[:5], op.__add__ is op.add, op.add.__name__)
