# A vector class: unary, binary, in-place, indexing, calling, length, iteration, containment, formatting, conversion.
import math
import operator


class V:
    def __init__(self, *xs):
        self.xs = xs

    def __repr__(self):
        return f"V{self.xs}"

    def __add__(self, o):
        return V(*map(operator.add, self.xs, o.xs)) if isinstance(o, V) else NotImplemented

    def __mul__(self, k):
        return V(*(x * k for x in self.xs)) if isinstance(k, (int, float)) else NotImplemented

    __rmul__ = __mul__

    def __matmul__(self, o):
        return sum(map(operator.mul, self.xs, o.xs))

    def __neg__(self):
        return V(*(-x for x in self.xs))

    def __pos__(self):
        return self

    def __invert__(self):
        return V(*reversed(self.xs))

    def __abs__(self):
        return math.hypot(*self.xs)

    def __len__(self):
        return len(self.xs)

    def __getitem__(self, i):
        return V(*self.xs[i]) if isinstance(i, slice) else self.xs[i]

    def __iter__(self):
        return iter(self.xs)

    def __contains__(self, x):
        return x in self.xs

    def __eq__(self, o):
        return isinstance(o, V) and self.xs == o.xs

    def __hash__(self):
        return hash(self.xs)

    def __bool__(self):
        return any(self.xs)

    def __call__(self, f):
        return V(*map(f, self.xs))

    def __format__(self, spec):
        return "<" + ", ".join(format(x, spec) for x in self.xs) + ">"

    def __int__(self):
        return int(abs(self))

    def __float__(self):
        return float(abs(self))

    def __index__(self):
        return len(self.xs)

    def __round__(self, n=None):
        return V(*(round(x, n) for x in self.xs))

    def __reversed__(self):
        return reversed(self.xs)

    def __divmod__(self, k):
        return V(*(x // k for x in self.xs)), V(*(x % k for x in self.xs))

    def __length_hint__(self):
        return 99


a, b = V(3, 4), V(1, 2)
print(a + b, a * 2, 2 * a, a @ b, -a, +a is a, ~a, abs(a), len(a), a[0], a[::-1], list(a), 4 in a, 5 in a)
print(a == V(3, 4), a != b, hash(a) == hash(V(3, 4)), bool(V(0, 0)), a(lambda x: x**2), f"{a:.1f}", int(a), float(a), round(V(1.26, 2.5), 1), round(V(1.5, 2.5)))
print(list(reversed(a)), divmod(a, 2), [10, 20, 30][a], hex(a), bin(a), range(a), "x" * a, operator.index(a), operator.length_hint(a), operator.length_hint(object(), 7))
c = a
c += b
print(c, a, c is a)
for text in ("a + 1", "1 + a", "a * 'x'", "a < b", "a - b", "a['k']", "a.nope", "a()", "del a[0]", "a[0] = 1"):
    try:
        exec(text)
    except (TypeError, AttributeError) as e:
        print(text, "->", e)
print({a: 1}[V(3, 4)], max([b, a], key=abs), sum([a, b], V(0, 0)))
