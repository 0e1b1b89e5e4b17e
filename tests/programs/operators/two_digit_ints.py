# Paths of their own for ints of up to two digits, fixed-point text of floats, sorting of ints, lookups in sets, isinstance: what they give, in sums over many cases.
import struct


class Numbers:
    def __init__(self, seed):
        self.state = seed

    def bits(self, n):
        value = 0
        for _ in range((n + 15) // 16):
            self.state = (self.state * 6364136223846793005 + 1442695040888963407) & (2**64 - 1)
            value = value << 16 | self.state >> 48
        return value & ((1 << n) - 1)

    def below(self, n):
        return self.bits(80) % n

    def of(self, items):
        return items[self.below(len(items))]


numbers = Numbers(5)
edges = [0, 1, -1, 5, 256, 257, 2**30, -(2**30), 2**30 - 1, 1 - 2**30, 2**60, 2**60 - 1, 1 - 2**60, -(2**60), 2**62, -(2**63), 2**63, 3**50]


def value():
    if numbers.below(3) == 0:
        return numbers.of(edges)
    n = numbers.bits(1 + numbers.below(70))
    return -n if numbers.below(2) else n


def digest(items):
    total = 0
    for item in items:
        for character in repr(item):
            total = (total * 1000003 + ord(character)) % (2**61 - 1)
    return total


def arithmetic(a, b):
    found = (a * b, a & b, a | b, a ^ b, a + b, a - b, a < b, a <= b, a == b)
    return found + ((a // b, a % b, divmod(a, b)) if b else ())


print("edges", digest(arithmetic(a, b) for a in edges for b in edges))
print("ints", digest(arithmetic(value(), value()) for _ in range(3000)))
print("sorted", digest(sorted(value() for _ in range(100)) for _ in range(20)))
print("tuples", digest(sorted((value(), 1) for _ in range(100)) for _ in range(20)))

floats = [0.5, 1.5, 2.5, 0.25, 0.125, 1e15, 1e16, 9.995, 0.0, -0.0, 5e-324, 1e22, 2**53 - 0.5, 0.05, 999.9995, 1e300, 2.0**-64, 2.0**-74, 2.0**-75]
floats += [numbers.below(10**6) / numbers.of([2, 8, 64, 128, 1000, 10]) for _ in range(500)]
floats += [struct.unpack("d", struct.pack("Q", numbers.bits(64)))[0] for _ in range(500)]
print("floats", digest(f"{x:.{p}f}" for x in floats for p in (0, 1, 3, 15, 16)))
print(f"{2.5:.0f} {0.5:.0f} {1.005:.2f} {0.0004:.3f} {0.0005:.3f} {-0.0001:.2f} {999.9995:.3f} {1e15:.3f}")


class Odd:
    """Equal to ints, and counts how often it is asked."""

    asked = 0

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        Odd.asked += 1
        return self.n == (other.n if isinstance(other, Odd) else other)


for _ in range(3):
    left = {value() for _ in range(200)}
    right = set(list(left)[::3]) | {value() for _ in range(40)}
    print("sets", digest(sorted(s) for s in (left & right, left | right, left - right)), sum(n in left for n in right))
odd = {Odd(n) for n in (1, 2, 3, 1000, 2**40)}
print(1 in odd, Odd(1000) in {1000, 5}, 4 in odd, Odd(2**40) in odd, Odd.asked)


class Plain:
    pass


class Claims:
    __class__ = Plain


class Asked:
    @property
    def __class__(self):
        return int


class Silent:
    def __getattribute__(self, name):
        raise AttributeError(name)


held = Plain()
held.__dict__["__class__"] = int
for o in (Plain(), Claims(), Asked(), Silent(), held, 1, Plain):
    print([isinstance(o, c) for c in (Plain, int, Claims, (str, int), object, type)])
