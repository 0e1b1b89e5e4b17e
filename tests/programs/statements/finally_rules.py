# finally with return, break, continue and exceptions: which one wins.
import warnings

warnings.simplefilter("ignore")


def returns():
    try:
        return "try"
    finally:
        print("cleanup")


def overrides():
    while True:
        try:
            return "try"
        finally:
            break
    return "after"


def order():
    def note(x):
        print("note", x)
        return x

    try:
        return note("value")
    finally:
        note("finally")


def nested():
    out = []
    try:
        try:
            out.append(1)
            raise KeyError
        finally:
            out.append(2)
    except KeyError:
        out.append(3)
    finally:
        out.append(4)
    return out


def swallow():
    for i in range(3):
        try:
            raise ValueError(i)
        finally:
            continue
    return "all swallowed"


def replaced():
    try:
        try:
            raise ValueError("first")
        finally:
            raise KeyError("second")
    except KeyError as e:
        return repr(e), repr(e.__context__)


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def loop():
    for i in range(4):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            print("body", i)
        finally:
            print("finally", i)
    else:
        print("never")
    return i


for f in (returns, overrides, order, nested, swallow, replaced, value_kept, loop):
    print(f.__name__, f())


def gen():
    try:
        yield 1
        yield 2
    finally:
        print("generator finally")


g = gen()
print(next(g))
g.close()
for x in gen():
    print(x)
    break
del x
