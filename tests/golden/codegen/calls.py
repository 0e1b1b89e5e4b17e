f()
f(a, b)
f(a, b=c)
f(*a)
f(*a, b)
f(a, *b, c, **d)
f(**a)
f(a=1, **b, c=2)
a.b()
a.b(c, d=e)
a.b(*c)
a.b.c(d)(e)
(a
 .b
 .c(d)
 .e)
(a
    .b)(
    c)
import m, n.o as p
m.f(1)
n.f(1)
p.f(1)
f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, a)
f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, a, b)
f(a=1, b=2, c=3, d=4, e=5, f=6, g=7, h=8, i=9, j=10, k=11, l=12, m=13, n=14, o=15)
f(a=1, b=2, c=3, d=4, e=5, f=6, g=7, h=8, i=9, j=10, k=11, l=12, m=13, n=14, o=15, p=16)
f(**x, a=1, b=2, c=3, d=4, e=5, f=6, g=7, h=8, i=9, j=10, k=11, l=12, m=13, n=14, o=15, p=16)
a.b(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30)
print(a := 1, (b := 2))
f(x for x in y)
f((x for x in y), 1)


class S:
    def zero(self, a): return super().f(a), super().g, super().h(*a), super()
    def two(self): return super(S, self).f(1, k=2), super(S, self).g
    def none(): return super().f()
    def cell(self): return lambda: super().f(self)
    def shadowed(self, super): return super().f()
    async def coroutine(self): await super().f()
