# lambda, default values, attributes of functions, __code__ and __defaults__ replaced.
f = lambda x, y=2, *a, k=3, **kw: (x, y, a, k, kw)
print(f(1), f(1, 5, 6, k=7, z=8), f.__name__, f.__qualname__, f.__defaults__, f.__kwdefaults__, f.__doc__, f.__module__)
print((lambda: (yield))().__class__.__name__, (lambda *, a: a)(a=1), (lambda: None)(), [*map(lambda a, b: a * b, [1, 2], [3, 4])], (lambda x: lambda y: x + y)(1)(2))
x = 10


def early(a=x, b=[x], c=lambda: x):
    return a, b, c()


x = 20
print(early())
early.__defaults__ = (1, 2, lambda: 3)
print(early())
early.__defaults__ = None
try:
    early()
except TypeError as e:
    print(e)


def g(a, *, k=1):
    "doc"
    return a, k


g.attr = "attribute"
print(g.attr, vars(g), g.__dict__ == {"attr": "attribute"}, g.__doc__, g.__annotations__, g.__type_params__, g.__closure__, g.__globals__ is globals(), g.__builtins__ is not None)
g.__kwdefaults__ = {"k": 99}
print(g(1))
g.__name__ = "renamed"
g.__qualname__ = "some.renamed"
g.__doc__ = None
print(g.__name__, str(g).split(" at ")[0], g.__code__.co_name)
g.__code__ = (lambda a, *, k: ("new code", a, k)).__code__
print(g(5))
for name, value in (("__name__", 5), ("__code__", 5), ("__defaults__", 5), ("__kwdefaults__", 5), ("__dict__", 5), ("__globals__", {}), ("__closure__", None), ("__qualname__", None), ("__annotations__", 5)):
    try:
        setattr(g, name, value)
        print(name, "set")
    except (TypeError, AttributeError, ValueError) as e:
        print(name, type(e).__name__, e)
try:
    del g.__name__
except TypeError as e:
    print(e)
del g.__defaults__, g.__kwdefaults__
c = g.__code__
print(c.co_argcount, c.co_kwonlyargcount, c.co_posonlyargcount, c.co_nlocals, c.co_varnames, c.co_names, c.co_flags & 3, c == c.replace(), hash(c) == hash(c.replace()))
print(g == g, g != f, hash(g) == hash(g), bool(g), callable(g), type(g).__name__, type(len).__name__, type([].append).__name__, type(C := type("C", (), {"m": g}).m).__name__)
