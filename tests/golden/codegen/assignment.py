a = b = c
a, b = b, a
a, *b = c
(a, [b, *c]), d = e
[] = ()
a.b = c[d] = e[f:g] = h
a += 1; b.c -= 2; d[e] *= 3; f[g:h] /= 4
a //= b; a %= b; a **= b; a <<= b; a >>= b; a &= b; a |= b; a ^= b; a @= b
(a
 .b
 .c) += d
(a
 .b) = c
[1, 2, 3]; (1, 2, 3); {1, 2, 3}; {1: 2, 3: 4}
x = [*a, b, *c], (*a, b), {*a, b}, {**a, "b": c, **d}, {}, [], ()
x = [1, 2, 3], (1, (2, 3)), {1, 2, 3}, [a, b], (a, b), {a, b}, {a: b}
x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, a, b]
x = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, a, b)
x = {1: a, 2: a, 3: a, 4: a, 5: a, 6: a, 7: a, 8: a, 9: a, 10: a, 11: a, 12: a, 13: a, 14: a, 15: a, 16: a, 17: a, 18: a}
a[1:2], a[b:c], a[b:c:d], a[:], a[::2], a[1:b], a[...], a[1, 2:3]
a[1:2] = b; a[b:] = c
+a, -a, ~a, not a, -1, -(-1), 1 + 2, "a" * 3
a if b else c
import a, b.c, d as e, f.g as h, i.j.k as l
from a import b, c as d
from . import a
from ..a.b import (c, d,)
from a import *


def unpacking(a):
    b, c = c, b = a, a
    d, = a
    (e, f), g = a
    return b, c, d, e, f, g
