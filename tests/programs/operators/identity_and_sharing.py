# What is the same object: small ints, interned strings, empty tuples, constants, copies by methods that need not copy.
a, b = 256, int("256")
print(a is b, -5 is int("-5") if True else 0)
x = int("257")
y = int("257")
print(x is y, x == y)
print("abc" is "".join(["a", "bc"]), "a" is "abc"[0], "" is "abc"[5:], "é" is chr(233), b"" is bytes(), b"a" is bytes([97]))
import sys

print(sys.intern("".join(["he", "llo"])) is sys.intern("hello"))
print(() is tuple([]), (1,) is tuple((1,)), frozenset() is frozenset([]))
s = "text"
t = (1, 2)
print(str(s) is s, s[:] is s, t[:] is t, tuple(t) is t, s * 1 is s, s + "" is s, "" + s is s, t * 1 is t, t + () is t, f"{s}" is s)
f = frozenset({1})
print(frozenset(f) is f, f.copy() is f, f | set() is f)
n = 10**30
print(int(n) is n, +n is n, abs(n) is n, n + 0 is n, n.__index__() is n)
lst = [1]
print(lst[:] is lst, list(lst) is lst, lst.copy() == lst)


def consts():
    return (1, 2, 3), 1.5, "const", 1.5


p, q = consts(), consts()
print(p[0] is q[0], p[1] is p[3], p[2] is q[2])
print(None is None, NotImplemented is NotImplemented, ... is Ellipsis, True is (1 == 1), type(None)() is None, bool(5) is True)
