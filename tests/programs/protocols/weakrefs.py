# weakref: references, callbacks, dead references, equality, WeakValueDictionary, WeakSet, finalize, what cannot be referenced.
import weakref


class C:
    def __init__(self, n=0):
        self.n = n

    def __eq__(self, o):
        return isinstance(o, C) and self.n == o.n

    def __hash__(self):
        return hash(self.n)

    def method(self):
        return "called"


c = C(1)
r = weakref.ref(c, lambda ref: print("callback", ref is r, ref()))
r2 = weakref.ref(c)
print(r() is c, r2 is weakref.ref(c), r is r2, weakref.getweakrefcount(c), len(weakref.getweakrefs(c)), hash(r) == hash(c), r == weakref.ref(C(1)))
d = C(2)
dead = weakref.ref(d)
print(dead == r, hash(dead) == hash(2))
del c
print(r(), r2(), weakref.getweakrefcount(d))
del d
print(dead() is None, dead == dead, hash(dead), dead == weakref.ref(C(2)))
try:
    hash(r2)
except TypeError as e:
    print(e)
for bad in (5, "s", [], (), {}, None, object()):
    try:
        weakref.ref(bad)
        print("ok")
    except TypeError as e:
        print(e)


class Slots:
    __slots__ = ("a",)


class SlotsW:
    __slots__ = ("a", "__weakref__")


try:
    weakref.ref(Slots())
except TypeError as e:
    print(e)
w = SlotsW()
print(weakref.ref(w)() is w, weakref.ref(C)() is C, weakref.ref(len)() is len, weakref.ref(set())() is None)
m = weakref.WeakValueDictionary()
k1, k2 = C(10), C(20)
m["a"], m["b"] = k1, k2
print(sorted(m), len(m), m["a"].n)
del k1
print(sorted(m), len(m), m.get("a"))
wk = weakref.WeakKeyDictionary()
wk[k2] = "v"
print(len(wk), wk[k2])
ws = weakref.WeakSet([k2])
print(len(ws), k2 in ws)
del k2
print(len(wk), len(ws), len(m))
o = C(5)
f = weakref.finalize(o, print, "finalized", 1)
print(f.alive)
del o
print(f.alive, f())
o = C(6)
wm = weakref.WeakMethod(o.method)
print(wm()())
del o
print(wm())


class Sub(weakref.ref):
    __slots__ = ("extra",)


x = C(7)
s = Sub(x)
s.extra = "e"
print(s() is x, s.extra, s is not weakref.ref(x), type(s).__name__)
order = []
y = C(8)
refs = [weakref.ref(y, lambda _, i=i: order.append(i)) for i in range(3)]
del y
print(order)


def broken(_):
    raise ValueError("in callback")


z = C(9)
zr = weakref.ref(z, broken)
import sys
sys.unraisablehook = lambda u: print("unraisable", u.exc_type.__name__, u.exc_value)
del z
print(zr())
