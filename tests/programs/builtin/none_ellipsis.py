# None, NotImplemented and Ellipsis: singletons, truth, attributes, errors.
print(None, NotImplemented, Ellipsis, ..., [None, ...], f"{None!s:>6}")
print(type(None), type(NotImplemented), type(...), bool(None), bool(...))
try:
    bool(NotImplemented)
except TypeError as e:
    print(e)
for t in (type(None), type(NotImplemented), type(...)):
    print(t(), t.__name__)
    for args in ((1,),):
        try:
            t(*args)
        except TypeError as e:
            print(e)
    try:
        class S(t):
            pass
    except TypeError as e:
        print(e)
for action in (lambda: None.x, lambda: None(), lambda: None[0], lambda: None + 1, lambda: len(None), lambda: iter(None), lambda: setattr(None, "x", 1), lambda: setattr(..., "x", 1), lambda: format(None, "5")):
    try:
        action()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
print(None == None, None != 0, None is None, hash(None) == hash(None), ... == Ellipsis, {None: 1}[None])
import copy

print(copy.copy(None) is None, copy.deepcopy(...) is ...)


def f():
    pass


print(f(), (lambda: ...)() is ..., print("printed"))
