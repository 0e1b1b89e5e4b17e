# options: -O
# Under -O assert and what __debug__ guards are gone; docstrings stay.
assert False, "never checked"
if __debug__:
    print("never")
else:
    print("optimised")


def f():
    "doc"
    assert undefined_name
    return __debug__


print(f(), f.__doc__)
import sys

print(sys.flags.optimize)
