# try/except/else/finally: which clause runs, the name's life, tuples, nested handlers, the unparenthesised form.
def attempt(action):
    try:
        print("try", end=" ")
        r = action()
    except ZeroDivisionError as e:
        print("zero:", e, end=" ")
        r = "Z"
    except (KeyError, IndexError) as e:
        print(type(e).__name__, e.args, end=" ")
        r = "L"
    except ValueError, TypeError:
        print("value or type", end=" ")
        r = "V"
    except:
        print("other", end=" ")
        r = "O"
    else:
        print("else", end=" ")
    finally:
        print("finally", end=" ")
    return r


print(attempt(lambda: 1 / 0))
print(attempt(lambda: {}["k"]))
print(attempt(lambda: [][3]))
print(attempt(lambda: int("x")))
print(attempt(lambda: len(3)))
print(attempt(lambda: undefined_name))
print(attempt(lambda: "fine"))
try:
    1 / 0
except ZeroDivisionError as e:
    pass
try:
    print(e)
except NameError as err:
    print(err)


class Meta(type):
    def __instancecheck__(cls, obj):
        print("never asked")
        return True


class Odd(Exception, metaclass=Meta):
    pass


try:
    try:
        raise ValueError(1)
    except Odd:
        print("no")
except ValueError as e:
    print("value", e)
try:
    try:
        raise ValueError
    except 5:
        pass
except TypeError as e:
    print(e, "|", repr(e.__context__))


def choose():
    print("choose")
    return KeyError


try:
    raise KeyError("k")
except choose() as e:
    print(repr(e))
for exc in (Exception, Exception("instance"), ValueError(1, 2)):
    try:
        raise exc
    except Exception as e:
        print(repr(e), e.args, str(e))
try:
    raise 42
except TypeError as e:
    print(e)
try:
    raise int
except TypeError as e:
    print(e)
