# Traceback objects: frames, line numbers, chaining through calls, tb_next, with_traceback.
import sys


def a():
    b()


def b():
    c(
        1,
    )


def c(x):
    raise ValueError("deep")


def walk(tb):
    out = []
    while tb:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_lasti >= 0, tb.tb_frame.f_lineno >= tb.tb_lineno))
        tb = tb.tb_next
    return out


try:
    a()
except ValueError as e:
    print(walk(e.__traceback__))
    saved = e.__traceback__
    print(sys.exc_info()[0], sys.exc_info()[1] is e, sys.exc_info()[2] is saved, sys.exception() is e)
print(sys.exc_info(), sys.exception())
try:
    raise KeyError("again").with_traceback(saved.tb_next)
except KeyError as e:
    print([n[0] for n in walk(e.__traceback__)])


def gen():
    yield 1
    raise IndexError("in gen")


try:
    list(gen())
except IndexError as e:
    print([n[0] for n in walk(e.__traceback__)])


def reraise():
    try:
        c(1)
    except ValueError:
        raise


try:
    reraise()
except ValueError as e:
    print(walk(e.__traceback__))


def nested():
    try:
        1 / 0
    except ZeroDivisionError as e:
        first = sys.exception()
        try:
            {}["k"]
        except KeyError:
            second = sys.exception()
        return first is sys.exception() is e, repr(second.__context__)


print(nested())
import types

t = types.TracebackType(None, saved.tb_frame, 0, 42)
print(t.tb_lineno, t.tb_next, t.tb_frame is saved.tb_frame)
t.tb_next = saved
print(len(walk(t)))
for bad in (lambda: setattr(saved, "tb_next", 5), lambda: setattr(saved, "tb_next", t), lambda: types.TracebackType(1, saved.tb_frame, 0, 1), lambda: setattr(saved, "tb_lineno", 5)):
    try:
        bad()
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
print([line for line in c.__code__.co_lines()][-1][2] - c.__code__.co_firstlineno, len(list(c.__code__.co_positions())) > 3, list(c.__code__.co_positions())[-1])


def multi():
    return (1 +
            [][0] +
            2)


try:
    multi()
except IndexError as e:
    tb = e.__traceback__.tb_next
    pos = list(tb.tb_frame.f_code.co_positions())[tb.tb_lasti // 2]
    print(pos[0] - multi.__code__.co_firstlineno, pos[2:])
