# Frames: sys._getframe, locals, back links, line numbers, generators' frames, f_builtins.
import sys


def outer(a):
    b = 2
    return inner(a)


def inner(x):
    f = sys._getframe()
    up = f.f_back
    return f.f_code.co_name, up.f_code.co_name, up.f_back.f_code.co_name, dict(up.f_locals), f.f_lineno - inner.__code__.co_firstlineno, up.f_lineno - outer.__code__.co_firstlineno, f.f_globals is globals(), f.f_builtins["len"] is len, f.f_lasti >= 0, f.f_trace


print(outer(1), sys._getframe().f_back, sys._getframe(0).f_code.co_name)
try:
    sys._getframe(100)
except ValueError as e:
    print(e)


def write_through():
    v = 1
    sys._getframe().f_locals["v"] = 99
    sys._getframe().f_locals["extra"] = 5
    return v, sorted(sys._getframe().f_locals)


print(write_through())


def gen():
    g_local = 1
    yield sys._getframe().f_back.f_code.co_name
    yield


g = gen()
print(g.gi_frame.f_lasti, g.gi_frame.f_lineno - gen.__code__.co_firstlineno, next(g), dict(g.gi_frame.f_locals), g.gi_frame.f_back, g.gi_code is gen.__code__)
fr = g.gi_frame
g.close()
print(g.gi_frame, fr.f_locals)


def keeper():
    kept = "value"
    return sys._getframe()


k = keeper()
print(k.f_locals, k.f_code.co_name, k.f_back is None or k.f_back.f_code.co_name)
k.clear()
print(k.f_locals)


def running():
    try:
        sys._getframe().clear()
    except RuntimeError as e:
        print(e)


running()


class C:
    print(sys._getframe().f_code.co_name, sys._getframe().f_locals["__qualname__"], sys._getframe().f_back.f_code.co_name)


print([sys._getframe().f_code.co_name for _ in "a"], (lambda: sys._getframe().f_code.co_qualname)(), list(sys._getframe().f_code.co_name for _ in "a"))


def depth():
    f, n = sys._getframe(), 0
    while f:
        f, n = f.f_back, n + 1
    return n


print(depth(), (lambda: depth())(), sys._getframemodulename(0) if hasattr(sys, "_getframemodulename") else "", repr(sys._getframe()).split(" at ")[0], sys._getframe().f_generator if hasattr(sys._getframe(), "f_generator") else "")
