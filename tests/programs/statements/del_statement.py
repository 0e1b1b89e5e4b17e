# del: names, attributes, items, slices, nested targets, and the errors.
a = b = 1
del a
try:
    a
except NameError as e:
    print(e)
x, (y, z) = 1, (2, 3)
del x, (y, [z])
print([n for n in ("x", "y", "z") if n in globals()])
lst = list(range(10))
del lst[0], lst[-1]
print(lst)
del lst[1:3]
print(lst)
del lst[::2]
print(lst)
d = dict(a=1, b=2)
del d["a"]
print(d)
try:
    del d["zzz"]
except KeyError as e:
    print(repr(e))


class C:
    attr = 1

    def __delitem__(self, key):
        print("delitem", key)

    def __delattr__(self, name):
        print("delattr", name)
        object.__delattr__(self, name)


c = C()
del c[1:2, ...]
c.x = 5
del c.x
try:
    del c.x
except AttributeError as e:
    print(e)
try:
    del c.attr
except AttributeError as e:
    print(e)
del C.attr
print(hasattr(C, "attr"))


def f():
    local = 1
    del local
    try:
        print(local)
    except UnboundLocalError as e:
        print(e)

    def inner():
        return cell

    cell = 2
    print(inner())
    del cell
    try:
        inner()
    except NameError as e:
        print(e)


f()
for bad in ("del (1, 2)[0]", "del 'abc'[0]", "del nothing", "del [].x", "del range(3)[0]"):
    try:
        exec(bad)
    except Exception as e:
        print(bad, type(e).__name__, e)
