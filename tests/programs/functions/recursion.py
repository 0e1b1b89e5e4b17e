# Recursion: mutual, deep, the limit and its message, recovery after RecursionError.
import sys


def fact(n):
    return 1 if n < 2 else n * fact(n - 1)


def even(n):
    return n == 0 or odd(n - 1)


def odd(n):
    return n != 0 and even(n - 1)


def ack(m, n):
    return n + 1 if m == 0 else ack(m - 1, 1) if n == 0 else ack(m - 1, ack(m, n - 1))


def hanoi(n, a, b, c):
    return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)


print(fact(100), even(100), odd(101), ack(2, 3), hanoi(8, "a", "b", "c"))


def forever(n=0):
    return forever(n + 1)


try:
    forever()
except RecursionError as e:
    print(e)
print(sys.getrecursionlimit())
sys.setrecursionlimit(200)


def count(n):
    try:
        return count(n + 1)
    except RecursionError:
        return n


print(150 < count(0) < 200)
for bad in (0, -1, "x", 1):
    try:
        sys.setrecursionlimit(bad)
        print("ok")
    except (ValueError, TypeError, RecursionError) as e:
        print(type(e).__name__, str(e)[:50])
sys.setrecursionlimit(5000)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(4500))


class R:
    def __repr__(self):
        return repr(self)

    def __eq__(self, o):
        return self == o

    def __getattr__(self, n):
        return getattr(self, n + "x")

    def __call__(self):
        return self()

    def __iter__(self):
        return iter(self)

    def __len__(self):
        return len(self)

    def __add__(self, o):
        return self + o

    def __hash__(self):
        return hash(self)


sys.setrecursionlimit(1000)
for action in (repr, lambda r: r == r if False else r == 1, lambda r: r.x, lambda r: r(), iter, len, lambda r: r + 1, hash, lambda r: sorted([1, 2], key=lambda _: repr(r)), str):
    try:
        action(R())
    except RecursionError as e:
        print(type(e).__name__, str(e)[:32])
nested = []
for _ in range(400000):
    nested = [nested]
try:
    repr(nested)
except RecursionError as e:
    print(type(e).__name__)
try:
    nested == [nested]
    print("compared")
except RecursionError as e:
    print(type(e).__name__)
del nested
print("freed")
