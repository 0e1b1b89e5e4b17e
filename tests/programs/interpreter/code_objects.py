# Code objects: flags, names, constants, line and exception tables, equality, replace, marshal.
import marshal


def f(a, b=1, /, c=2, *args, d, **kw):
    "doc"
    x = [a, "const", 1.5, (1, 2), None]
    y = lambda: (x, a)
    return y


c = f.__code__
print(c.co_name, c.co_qualname, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals, c.co_varnames, c.co_cellvars, c.co_freevars, c.co_names, hex(c.co_flags), c.co_stacksize, c.co_firstlineno)
print([k if not hasattr(k, "co_name") else k.co_name for k in c.co_consts], c.co_code.hex(), c.co_linetable.hex(), c.co_exceptiontable.hex())
print(list(c.co_lines()), list(c.co_positions())[:4])


def t():
    try:
        pass
    except A:
        pass
    with x:
        pass


print(t.__code__.co_exceptiontable.hex(), t.__code__.co_code.hex())
for src in ("def g(): yield", "async def g(): await x", "async def g(): yield", "class C: x = 1", "[x for x in y]", "(x for x in y)", "lambda *a, **k: 0", "def g():\n 'd'\n global q\n q = 1", "def g(x):\n def h(): return x", "x = 1 if a else 2\nwhile b: c()"):
    top = compile(src, "s", "exec")
    for code in [top] + [k for k in top.co_consts if hasattr(k, "co_code")]:
        print(code.co_name, hex(code.co_flags), code.co_stacksize, code.co_names, code.co_varnames, code.co_code.hex())
r = c.replace(co_name="renamed", co_firstlineno=100, co_consts=c.co_consts)
print(r.co_name, r.co_firstlineno, r == c, c == c.replace(), hash(c) == hash(c.replace()))
m = marshal.loads(marshal.dumps(c))
print(m == c, m.co_code == c.co_code, marshal.loads(marshal.dumps([1, "a", 2.5, None, True, (1, b"x"), {"k": {1}}, frozenset({2}), 10**30, ...])))
for bad in (lambda: marshal.loads(b""), lambda: marshal.loads(b"\xff"), lambda: marshal.dumps(object()), lambda: marshal.loads(b"(\x05\x00\x00\x00N"), lambda: c.replace(co_argcount=-1), lambda: c.replace(nope=1), lambda: type(c)(), lambda: setattr(c, "co_name", "x")):
    try:
        bad()
    except (EOFError, ValueError, TypeError, AttributeError) as e:
        print(type(e).__name__, e)
