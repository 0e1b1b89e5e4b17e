# The symbol tables of programs: names, flags, kinds of scopes, errors.
import _symtable
import symtable


def show(entry, depth=0):
    print("  " * depth, entry.name, entry.type, entry.nested, entry.lineno, entry.symbols, entry.varnames, isinstance(entry.id, int))
    for child in entry.children:
        show(child, depth + 1)


show(_symtable.symtable("""
import os, sys as system
x: int = 1
def f[T: int = str](a, /, b, *args, c=1, **kw) -> T:
    global g
    y = [z for z in a if (w := z)]
    def inner():
        nonlocal y
        y = b
        return lambda q: (y, q, c)
    return inner, (i for i in y)
class C[V](object):
    __private = 1
    k = [__private for _ in ()]
    def m(self): return super().m(__class__)
type A[U] = dict[U, C]
try:
    pass
except* E as e:
    raise
match x:
    case [p, *rest]: pass
""", "file", "exec"))
show(_symtable.symtable("(lambda: x)(y)", "file", "eval"))
show(_symtable.symtable(b"def k(k=k): k\n\n", b"file", "single"))

table = symtable.symtable("def f(a):\n  class D:\n    b = a\n    def g(self): return b\n  return D\n", "file", "exec")
function = table.get_children()[1]
print(function, function.get_parameters(), function.get_locals(), function.get_frees())
for symbol in sorted(function.get_symbols(), key=lambda s: s.get_name()):
    print(symbol, symbol.is_parameter(), symbol.is_local(), symbol.is_referenced(), symbol.is_namespace())

for arguments in [("x", "f", "bad"), ("x=", "f", "exec"), (1, "f", "exec"), ("x\0", "f", "exec"), ("x", "f\0", "exec"), ("x", 1, "exec"), ("x", "f", 1), ("x", "f"),
                  ("def f(a, a): pass", "f", "exec"), ("def f():\n  nonlocal x", "f", "exec"), (" x", "f", "eval"), ("def f(x):\n  global x", "f", "exec"), ("\u20ac = 1; ' \ud800'", "f", "exec")]:
    try:
        print(_symtable.symtable(*arguments))
    except Exception as e:
        print(type(e).__name__, e, getattr(e, "lineno", None), getattr(e, "offset", None))

try:
    table._table.name = 1
except AttributeError as e:
    print(e)
try:
    type(table._table)()
except TypeError as e:
    print(e)
deep = _symtable.symtable("lambda: " * 300 + "x", "f", "eval")
depth = 0
while deep.children:
    deep = deep.children[0]
    depth += 1
print(depth, deep.symbols)
