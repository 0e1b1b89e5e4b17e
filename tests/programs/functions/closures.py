# Closures: cells, late binding, shared state, nested scopes, __closure__, cell contents, default capture.
def make():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
    return fs


print([f() for f in make()], [f() for f in [lambda i=i: i for i in range(3)]], [f() for f in [lambda: i for i in range(3)]])


def account(balance):
    def deposit(n):
        nonlocal balance
        balance += n
        return balance

    def get():
        return balance

    return deposit, get


d1, g1 = account(10)
d2, g2 = account(100)
d1(5)
print(g1(), g2(), d1.__closure__[0].cell_contents, d1.__closure__[0] == g1.__closure__[0], d1.__code__.co_freevars, account.__code__.co_cellvars)


def outer(x):
    def middle(y):
        def inner(z):
            return x + y + z

        return inner

    return middle


print(outer(1)(2)(3), outer(1)(2).__qualname__, outer(1)(2).__closure__[0].cell_contents)


def empty():
    def inner():
        return later

    try:
        inner()
    except NameError as e:
        print(e)
    c = inner.__closure__[0]
    try:
        c.cell_contents
    except ValueError as e:
        print(e)
    later = 5
    print(inner(), c.cell_contents)
    c.cell_contents = 6
    print(later)
    del c.cell_contents
    try:
        print(later)
    except NameError as e:
        print(e)


empty()


class K:
    x = 1
    fs = [lambda: x for x in range(2)]

    def m(self):
        return __class__, super().__repr__ is not None


print(K.fs[0](), K().m()[0] is K, K.m.__code__.co_freevars)
import types

cell = types.CellType(7)
fn = types.FunctionType(outer(1)(2).__code__, {}, "made", None, (cell, types.CellType(1)))
print(fn(10), fn.__name__, types.CellType() == types.CellType(), cell < types.CellType(8))
for bad in (lambda: types.FunctionType(fn.__code__, {}), lambda: types.FunctionType(fn.__code__, {}, closure=(cell,)), lambda: types.FunctionType(5, {})):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


def rec(n):
    def inner(k):
        return 1 if k == 0 else k * inner(k - 1)

    return inner(n)


print(rec(10))


def param(a, *args, **kw):
    def use():
        return a, args, kw

    a += 1
    return use()


print(param(1, 2, k=3))
