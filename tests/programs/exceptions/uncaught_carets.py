# Carets under the part of the line that failed, for each kind of expression.
import sys


def attempt(f):
    try:
        f()
    except Exception as e:
        sys.excepthook(type(e), e, e.__traceback__)


x = None
d = {"a": {"b": None}}
attempt(lambda: 1 + (2 / 0) + 3)
attempt(lambda: d["a"]["b"]["c"])
attempt(lambda: x.foo.bar)
attempt(lambda: len(x) + len("a"))
attempt(lambda: [i for i in 5])
attempt(lambda: f"{x.foo}")
attempt(lambda: (1 if x.y else 2))
attempt(lambda: "é中" + (x + 1))
attempt(lambda: print(
    1,
    undefined_thing,
    2,
))
attempt(lambda: d["zzz"] * 5)
attempt(lambda: (lambda y: y[0])(5))
attempt(lambda: max(1, "a"))
attempt(lambda: not -x)
attempt(lambda: x < 1 < 2)
