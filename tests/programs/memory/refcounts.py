# sys.getrefcount: locals, containers, arguments, immortals, borrowed loads.
import sys

rc = sys.getrefcount


class C:
    pass


def inside():
    c = C()
    out = [rc(c)]
    d = c
    out.append(rc(c))
    lst = [c, c]
    out.append(rc(c))
    del lst
    out.append(rc(c))
    t = (c, d)
    k = {c: c}
    out.append(rc(c))
    del t, k
    c.self = c
    out.append(rc(c))
    c.self = None

    def closure():
        return c

    out.append(rc(c))
    return out


print(inside())
x = C()
print(rc(x))
y = x
print(rc(x))
del y
print(rc(x), rc([]), rc(object()), rc(C()))


def param(p):
    return rc(p)


print(param(x), param([]), param(C()))


def many(*args, **kw):
    return rc(args[0]), rc(kw.get("k"))


print(many(x), many(x, k=x)[0])
m = x.__init__
print(rc(x))
del m
it = iter([x])
print(rc(x))
del it
g = (v for v in [x])
print(rc(x))
next(g)
print(rc(x))
del g
print(rc(x))
print(rc(None) == rc(None), rc(None) > 2**31, rc(0) == rc(1) == rc(True) == rc(()) == rc(""), rc(int) > 2**31, rc("a") > 2**31)
s = "".join(["not", " interned ", "text"])
print(rc(s), rc(12345678901234567890 + len(s)), rc(1.5 * len(s)))
try:
    raise ValueError(x)
except ValueError as e:
    print(rc(x), rc(e))
print(rc(x))
d = dict(a=x)
print(rc(x), rc(d))
d.clear()
print(rc(x), rc(C), rc(inside), rc(sys.modules["sys"]) > 3)
z = [x] * 10
print(rc(x))
z.clear()
a = b = [1]
print(rc(a), rc(a[0]) > 2**31)
w = [[]]
print(rc(w[0]), rc(w))
