"""Reference counts going up and down."""
import sys


class Thing:
    pass


def count(label, obj):
    # Two of the references are this function's own: its argument and the caller's on the way in are borrowed or counted as shown.
    print(f"{label:34}{sys.getrefcount(obj) - base:+d}")


thing = Thing()
base = 0
base = (lambda obj: sys.getrefcount(obj))(thing)
count("one name", thing)
other = thing
count("a second name", thing)
box = [thing, thing, thing]
count("three places in a list", thing)
box.pop()
count("one popped", thing)
table = {"key": thing, thing: "value"}
count("a dict's value and key", thing)
holder = Thing()
holder.attribute = thing
count("an attribute", thing)
closure = lambda: thing
count("a global used in a lambda", thing)
bound = thing.__repr__
count("a bound method", thing)
del other, bound
count("two names deleted", thing)
box.clear()
table.clear()
del holder
count("containers emptied", thing)
print("None, 0, () and '' are immortal:", all(sys.getrefcount(o) == sys.getrefcount(None) for o in (0, (), "")))
