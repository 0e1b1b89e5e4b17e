# global and nonlocal at every depth, in classes, with del, and the errors of their misuse.
g = 1


def set_global():
    global g, new
    g += 1
    new = "new"


set_global()
print(g, new)


def outer():
    x = 0

    def middle():
        def inner():
            nonlocal x
            x += 1
            return x

        return inner

    i = middle()
    i()
    i()
    return x


print(outer())


def counter():
    n = 0

    def up():
        nonlocal n
        n += 1
        return n

    def reset():
        nonlocal n
        n = 0

    return up, reset


up, reset = counter()
up()
print(up(), reset(), up())
x = "global"


def scopes():
    x = "function"

    class C:
        y = x
        x = "class"
        z = x

        def method(self):
            return x

    class D:
        global x
        got = x

    return C.y, C.z, C().method(), D.got


try:
    print(scopes())
except NameError as e:
    print(e)


def reads_before():
    try:
        print(local)
    except UnboundLocalError as e:
        print(e)
    local = 1


reads_before()
for bad in ("def f():\n x = 1\n global x", "def f(x):\n global x", "nonlocal y", "def f():\n nonlocal zzz", "def f():\n global a\n nonlocal a",
            "def f():\n print(q)\n global q"):
    try:
        compile(bad, "s", "exec")
    except SyntaxError as e:
        print(e.msg, e.lineno)


def comp():
    a = 1
    r = [a + b for b in range(3) if (a := a + b) or True]
    return r, a


print(comp())
print([x for x in "ab"], x)
