# Interning of names and constants; sharing of small values; what compile shares.
import sys

print("abc" is sys.intern("abc"), sys.intern("".join(["a", "bc"])) is "abc".strip(), getattr(sys, "intern")("x_1") is "x_1".lower()) if False else None
a = "".join(["dy", "namic"])
b = "".join(["dy", "namic"])
print(a is b, sys.intern(a) is sys.intern(b))
try:
    sys.intern(5)
except TypeError as e:
    print(e)


class S(str):
    pass


try:
    sys.intern(S("x"))
except TypeError as e:
    print(e)


def f():
    return "constant", 1000, (1, "a"), 1.5, b"bytes", frozenset


def g():
    return "constant", 1000, (1, "a"), 1.5, b"bytes", frozenset


print([x is y for x, y in zip(f(), g())], [x is y for x, y in zip(f(), f())])
c = compile("x = 'name'; y = 'name'; z = 'two words'; w = 'two words'; p = 300; q = 300", "s", "exec")
ns = {}
exec(c, ns)
print(ns["x"] is ns["y"], ns["z"] is ns["w"], ns["p"] is ns["q"], len(c.co_consts))
exec("k = 'name'", m := {})
print(m["k"] is ns["x"])
print([chr(i) is chr(i) for i in (65, 255, 256)], ["abc"[i] is "abc"[i] for i in range(3)], str(5) is str(5), "" is str(), int("5") is 5 if False else int("5") is int("5"), int("300") is int("300"), -5 is int("-5") if False else int("-5") is int("-5"), int("-6") is int("-6"), 256 + 0 is 256 if False else "")
print(bytes([65]) is bytes([65]), b"" is bytes(0) if False else bytes(0) is bytes(0), () is tuple(), tuple([1]) is tuple([1]), frozenset() is frozenset(()), float("1.5") is float("1.5"))
d = {"".join(["k", "ey"]): 1}
print(list(d)[0] is "key".strip() if False else type(list(d)[0]).__name__, sys._is_interned("abc") if hasattr(sys, "_is_interned") else "", sys._is_interned("".join(["q", "q"])))
setattr(S, "".join(["at", "tr"]), 1)
print([k for k in vars(S) if k == "attr"][0] is "attr")
