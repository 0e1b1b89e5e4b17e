# raise, raise ... from, bare raise, __cause__, __context__, __suppress_context__, notes.
def show(e):
    seen = []
    while e is not None:
        seen.append(f"{e!r} cause={e.__cause__!r} context={e.__context__!r} suppress={e.__suppress_context__}")
        e = e.__cause__ or e.__context__
    for line in seen:
        print("  ", line)


try:
    try:
        1 / 0
    except ZeroDivisionError as z:
        raise ValueError("from") from z
except ValueError as e:
    show(e)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("implicit")
except ValueError as e:
    show(e)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("none") from None
except ValueError as e:
    show(e)
try:
    raise ValueError("class cause") from KeyError
except ValueError as e:
    show(e)
try:
    raise ValueError from 3
except TypeError as e:
    print(e)
try:
    raise
except RuntimeError as e:
    print(e)


def reraise():
    try:
        raise KeyError("x")
    except KeyError:
        try:
            raise
        except KeyError as inner:
            print("inner", inner, inner.__context__)
        raise


try:
    reraise()
except KeyError as e:
    print("again", e)
e1 = ValueError("a")
try:
    try:
        raise e1
    except ValueError:
        raise e1
except ValueError as e:
    print(e.__context__)
a, b = KeyError("a"), KeyError("b")
try:
    try:
        raise a
    except KeyError:
        try:
            raise b
        except KeyError:
            raise a
except KeyError as e:
    print(repr(e), repr(e.__context__), repr(b.__context__))
e = ValueError("noted")
e.add_note("first note")
e.add_note("second note")
print(e.__notes__)
try:
    e.add_note(3)
except TypeError as t:
    print(t)
print(e.with_traceback(None) is e, e.__traceback__)
try:
    e.__traceback__ = 5
except TypeError as t:
    print(t)
try:
    e.__cause__ = 5
except TypeError as t:
    print(t)
try:
    del e.__context__
except TypeError as t:
    print(t)
