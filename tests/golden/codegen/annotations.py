a: int
b: str = "x"
c.d: e
f[g:h, i]: j
k.l: m = n
(o): p
(q): r = s
t: [u for u in v] = lambda: w
if x:
    y: z
for x in y: aa: bb
try: cc: dd
finally: ee: ff
with gg: hh: "ii"


class C:
    a: int
    b: a = 1
    while b: c: "conditional"
    __private: int
    d: lambda: b

    def method(self, x: a) -> b: self.y: int = x

    class Nested: e: a


def f():
    x: undefined_name
    y: undefined_name = 1
    z.w: not_evaluated
    return x
