# __del__: when it runs, order, resurrection once, in cycles, on exceptions, at exit.
import gc


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


a = D("a")
b = a
del a
print("still alive")
b = None
print("rebound")
D("temporary")


def f():
    local = D("local")
    print("in f")


f()
print("after f")
lst = [D("l0"), D("l1"), D("l2")]
del lst[1]
lst.clear()
t = (D("t0"), D("t1"))
del t
d = {"k": D("v1"), "j": D("v2")}
del d
x = D("old")
x = D("new")
x.child = D("child")
del x
saved = []


class R:
    def __del__(self):
        print("resurrect")
        saved.append(self)


r = R()
del r
print(len(saved))
saved.clear()
print("gone quietly")
c1, c2 = D("c1"), D("c2")
c1.other, c2.other = c2, c1
del c1, c2
print("cycle waits")
print(gc.collect())


def g():
    y = D("raised")
    raise ValueError


try:
    g()
except ValueError:
    print("handling")
print("handled")


def gen():
    z = D("in generator")
    yield 1
    yield 2


i = gen()
next(i)
del i


class Holder:
    def __init__(self):
        self.a, self.b = D("attr a"), D("attr b")

    def __del__(self):
        print("holder, then its attributes")


Holder()
del D.__del__
D("silent")
D.__del__ = lambda self: print("patched", self.name)
D("loud")


class AtExit:
    def __del__(self):
        print("at exit", name)


name = "module global"
keep = AtExit()
print("end of program")
