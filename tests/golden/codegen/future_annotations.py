"""Doc."""
from __future__ import annotations, generator_stop
a: int = 1
b: x.y[1:2, ::3, ...]
c: "quoted" | 'it\'s' | u"u" | b"\x00\xff'" | 1e100 | 1e999 | 1.0 | 3j | 0x10 | -1 | 1_000
d: f"{x!r:>{y}} {{}} {'q'}" | f"{ {1: 2} }"
e: lambda x, /, y=1, *z, w, v=2, **u: (x, y)
f: [x for x, y in z if x if y for a in b]
g: {**a, b: c, 'd': e} | {1, 2} | {x: y for x in y} | {x for x in y}
h: (a and b) or not c and (d or e)
i: (a if b else c) if (d if e else f) else (lambda: g)
j: a + b * c ** -d ** (e + f) - (g - h) // (i @ j) % k << l >> m & n | o ^ p
k: (a < b) < c != d is e is not f in g not in h
l: a(b, *c, d=e, **f)(x for x in y)[()](1,)[b,][*c]
m: (1).real + 1.5.real + (-1).x + (a.b).c + ("s").t
n: (a, b) | () | (a,) | [*a, *b]
o: ~a + +b - -c
p: a[b:c] if 0 else t'{x + 1!s:{y}}'
q: "\n\t\\\x7f\u0378\U0001f600\xa0é"


def fun(a: int, /, b: list[str], *c: *d, e: f = 1, **g: h) -> (i, j): x: never


class C:
    x: int
    __y: str
