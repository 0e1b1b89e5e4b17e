# Name resolution: local, enclosing, global, builtin; class scope; exec; del; locals(); global in nested.
x = "global"


def show():
    return x


def enclosing():
    x = "enclosing"

    def inner():
        return x

    class K:
        a = x
        x = "class"
        b = x

        def m(self):
            return x

        c = [x for _ in "1"]
        d = (lambda: x)()

    return inner(), K.m(None), K.b, K.c, K.d


try:
    print(enclosing())
except (NameError, UnboundLocalError) as e:
    print(type(e).__name__, e)


class K:
    a = x
    x = "class"
    b = x

    def m(self):
        return x


print(K.a, K.b, K().m())


def shadow():
    len = lambda v: "shadowed"
    return len([1])


print(shadow(), len([1]))


def conditional(flag):
    if flag:
        y = 1
    try:
        return y
    except UnboundLocalError as e:
        return str(e)


print(conditional(True), conditional(False))


def loc(a, b=2):
    c = 3
    d = locals()
    d["c"] = 99
    d["new"] = 1
    return c, sorted(d), locals() is d


print(loc(1))


def cells():
    v = 1

    def inner():
        return v

    return sorted(locals()), inner


print(cells()[0], list(locals()) == list(globals()))


def make_global():
    global made

    def set_it():
        global made
        made = "made"

    set_it()
    return made


print(make_global(), made)


def loop_var():
    for i in range(3):
        def f():
            return i
    return f(), i


print(loop_var())


def exception_var():
    try:
        raise ValueError
    except ValueError as err:
        pass
    try:
        return err
    except UnboundLocalError as e:
        return str(e)


print(exception_var())


def default_scope(v=x):
    x = "local"
    return v


print(default_scope())
print((lambda: __name__)(), show.__globals__["x"], vars() is globals(), dir() == sorted(globals()))


def nested_class():
    y = "outer y"

    class A:
        y = "A.y"

        class B:
            z = y

    return A.B.z


print(nested_class())
import builtins

builtins.injected = 42
print(injected)
del builtins.injected
try:
    injected
except NameError as e:
    print(e)
