# Contexts, context variables and tokens: values, resetting, copies, running in a context, errors.
import _contextvars as c
import weakref
import gc


def t(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e)


V = c.ContextVar
C = c.Context
v = V('v')
d = V('d', default=[4])
for bad in (lambda: V(), lambda: V(1), lambda: V('a', 1), lambda: V('a', default=1, x=1), lambda: V('a', b=1), lambda: C(1), lambda: C(a=1),
            lambda: c.Token(), lambda: v.get(1, 2), lambda: C().run(), lambda: C()[1], lambda: C()[v], lambda: 1 in C(), lambda: C().get(1),
            lambda: hash(C()), lambda: c.Context[int], lambda: type('s', (V,), {}), lambda: C() < C()):
    t(bad)
print(v, d, d.name, c.Token.MISSING, type(c.Token.MISSING), V[int])
t(v.get)
t(lambda: v.get(3))
t(d.get)
t(lambda: d.get(9))
token = v.set(1)
print(token.old_value is c.Token.MISSING, token.var is v, v.get())
t(lambda: d.reset(token))
t(lambda: C().run(v.reset, token))
v.reset(token)
t(v.get)
t(lambda: v.reset(token))
t(lambda: v.reset(2))

with v.set(10) as q:
    print(v.get(), q.var is v)
    with v.set(20):
        print(v.get())
    print(v.get())
print(v.get(0))

x = c.copy_context()
t(lambda: x.run(x.run, print))
print(len(x), v in x, x.run(lambda a, *, b: (a, b), 1, b=3))


def inside():
    v.set('inside')
    d.set('d')
    return c.copy_context()


y = x.run(inside)
print(y == x, y is x, v.get(0), x[v], x.get(d), sorted(map(str, x.values())), len(x.items()), len(x.keys()))
z = y.copy()
iterator = iter(z.items())
z.run(v.set, 'changed')
print(x[v], y[v], z[v], sorted(str(value) for _, value in iterator), y == z, x == y, x != z)
print([type(o).__name__ for o in (iter(x), x.keys(), x.values(), x.items())])


def generator():
    v.set('generator')
    yield v.get()
    yield v.get()


g = generator()
print(next(g), v.get(0))
v.set('outside')
print(next(g))


class Key:
    pass


k = Key()
r = weakref.ref(k)
w = C()
w.run(v.set, k)
del k
print(r() is not None)
del w
print(r() is None)
w = C()
w.run(v.set, w)
r = weakref.ref(w)
del w
gc.collect()
print(r() is None)
many = [V(str(i)) for i in range(100)]


def fill(n):
    for i, m in enumerate(many):
        m.set(i + n)
    return c.copy_context()


a = C().run(fill, 0)
b = a.run(fill, 1000)
print(len(a), len(b), sum(a.values()), sum(b.values()))
