# exec, eval and compile: namespaces, closures, modes, flags, code objects, errors.
ns = {}
exec("x = 1\ndef f(): return x\n", ns)
print(ns["f"](), "__builtins__" in ns)
print(eval("x + y", {"x": 1}, {"y": 2}))
print(eval(" \t1 + 1"))
code = compile("a = 5\nb = a * 2", "<made>", "exec")
g, loc = {}, {}
exec(code, g, loc)
print(loc, sorted(g))
print(eval(compile("1 if True else 2", "<e>", "eval")))
exec(compile("1 + 1\n'shown'", "<s>", "single") if False else compile("'shown'", "<s>", "single"))


class Missing(dict):
    def __missing__(self, key):
        return f"<{key}>"


print(eval("nothing + other", {}, Missing()))


def local_scope():
    v = 1
    exec("v = 2")
    eval("(w := 3)")
    return v, sorted(locals())


print(local_scope())


def make():
    free = "captured"

    def inner():
        return free

    return inner


inner = make()
try:
    exec(inner.__code__)
except TypeError as e:
    print(e)
exec(inner.__code__, closure=inner.__closure__)
for bad, mode in (("1 +", "eval"), ("x = 1", "eval"), ("a\nb", "single"), ("def f(:", "exec"), ("'abc", "exec"), ("(1", "exec"), ("\tx\n y", "exec"), ("x", "nope"), ("a\0b", "exec")):
    try:
        compile(bad, "<bad>", mode)
        print("ok")
    except (SyntaxError, ValueError) as e:
        print(repr(bad), type(e).__name__, getattr(e, "msg", e), getattr(e, "lineno", None), getattr(e, "offset", None))
try:
    eval("x", 5)
except TypeError as e:
    print(e)
try:
    exec("1", {}, 5)
except TypeError as e:
    print(e)
print(eval(b"1+1"), eval("'\xe9'"), eval("# coding: latin-1\n3".encode()))
c = compile("def f(a, b=1, *c, d, **e):\n x = a\n return lambda: x", "file.py", "exec").co_consts
c = [k for k in c if hasattr(k, "co_code")][0]
print(c.co_name, c.co_varnames, c.co_argcount, c.co_kwonlyargcount, c.co_cellvars, c.co_freevars, c.co_flags, c.co_firstlineno, c.co_filename)
print(c.replace(co_name="g").co_name, [type(k).__name__ for k in c.co_consts])
