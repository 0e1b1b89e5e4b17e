# A freed block is given out again: the same address for the next object of the size class.
class A:
    __slots__ = ("x",)


def same(make):
    a = make()
    first = id(a)
    del a
    b = make()
    return id(b) == first


print(same(A), same(lambda: 1.5 * len("ab")), same(list), same(dict), same(lambda: [1, 2, 3]), same(lambda: (len("a"), len("ab"))), same(lambda: {"k": 1}), same(lambda: lambda: 0), same(lambda: 10**20 + len("a")), same(lambda: set()), same(lambda: b"bytes" + bytes(len("ab"))), same(lambda: "x" * 100))
a = object()
i = id(a)
b = object()
print(id(b) != i)
del a
c = object()
print(id(c) == i, id(b) != id(c))
print(id(None) == id(None), id([]) == id([]), id(object()) == id(object()))
objs = [A() for _ in range(1000)]
ids = {id(o) for o in objs}
print(len(ids))
del objs
again = [A() for _ in range(1000)]
print(len(ids & {id(o) for o in again}) > 0)
x = [1]
before = id(x)
for n in range(1000):
    x.append(n)
print(id(x) == before)
s = "abc"
t = s
s += "d"
print(id(s) != id(t), id(t) == id("abc"))
