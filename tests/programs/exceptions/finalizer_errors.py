# Errors in __del__ and callbacks go to sys.unraisablehook; the default prints to standard error.
import sys


class D:
    def __del__(self):
        raise ValueError("in del")


d = D()
del d
print("still running")


def hook(u):
    print("hook:", u.exc_type.__name__, u.exc_value, u.err_msg, u.object is D.__del__)


sys.unraisablehook = hook
x = D()
del x
sys.unraisablehook = sys.__unraisablehook__


def excepthook(t, v, tb):
    print("excepthook", t.__name__, v)


sys.excepthook = excepthook
print("end")
raise KeyError("handled by the hook")
