# Calls: positional, keyword, defaults, *args, **kwargs, positional-only, keyword-only, unpacking, every error text.
def f(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw


def po(a, b=1, /, c=2, *, d=3):
    return a, b, c, d


def none():
    return "none"


def two(x, y):
    return x, y


def three(x, y, z):
    return x


def kwonly(*, p, q):
    return p, q


print(f(1, c=3), f(1, 2, 3, 4, c=5, e=6), f(*[1, 2], *(3,), c=1, **{"z": 1}, **{"w": 2}), f(a=1, c=2), f(1, **{"c": 3, "d": 5}), f(c=1, *[7]))
print(po(1), po(1, 2, 3), po(1, c=5, d=6), (lambda *a, **k: (a, k))(1, x=2), (lambda a=1, /, *, b=2: (a, b))(b=3))
calls = ["f()", "f(1)", "f(1, 2)", "f(c=1)", "f(1, c=1, a=2)", "f(1, c=1, **{'c': 2})", "po()", "po(a=1)", "po(1, b=2)", "po(1, 2, 3, 4)", "po(1, e=5)", "none(1)", "none(x=1)", "two(1)", "two()", "two(1, 2, 3)", "two(1, x=2)", "two(y=1)", "two(1, z=3)", "three()", "three(1)", "kwonly()", "kwonly(p=1)",
         "kwonly(1, 2)", "two(*5)", "two(**5)", "two(*[1], **{'x': 2})", "two(**{1: 2})", "f(1, *None, c=2)", "none(*[1])", "none(**{'a': 1})", "two(x=1, **{'x': 2})", "(lambda x: x)()", "po(1, b=1, a=2)", "two(xx=1, yy=2)", "two(1, 2, yy=3)", "None()", "'s'(1)", "two.x()"]
for call in calls:
    try:
        print(call, eval(call))
    except (TypeError, AttributeError) as e:
        print(call, "->", e)


class C:
    def m(self, a):
        return a

    @classmethod
    def c(cls):
        return cls

    def __call__(self, x):
        return x

    def __init__(self, v=0):
        pass


for call in ("C().m()", "C().m(1, 2)", "C.m()", "C.m(1)", "C.c(1)", "C()(1, 2)", "C(1, 2)", "C(w=1)", "object(1)", "object.__new__(C, 1)", "int.__add__(1)", "len()", "len(1, 2)", "len(obj=1)", "[].append(1, 2)", "''.join()", "dict.get()", "isinstance(1)", "print(1, foo=2)", "sorted()", "''.split(1, 2, 3)", "int(1, base=2, x=3)", "''.replace('a')", "range()"):
    try:
        print(call, eval(call))
    except TypeError as e:
        print(call, "->", e)


def mutable(x, acc=[]):
    acc.append(x)
    return acc


print(mutable(1), mutable(2), mutable.__defaults__, f.__kwdefaults__)
order = []
(lambda *a, **k: None)(order.append(1), *[order.append(2)], k=order.append(3), **{"z": order.append(4)})
print(order)
