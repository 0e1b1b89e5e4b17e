# Unpacking everywhere: displays, calls, returns, subscripts, for, assignments, and evaluation order.
a, b = [1, 2], (3, 4)
print([*a, *b], (*a, *b), {*a, *b}, {**{"x": 1}, **{"y": 2, "x": 3}}, *a, *b, [*"ab", *range(2)], [*{}], (*[],), [*a, 0, *a])


def ret():
    return *a, 9


def gen():
    yield *a, 8


print(ret(), list(gen()), [x for x in (*a, *b)])
for x in *a, *b:
    print(x, end=" ")
print()
first, *rest = ret()
*init, last = "hello"
h, *m, t = range(5)
(p, *q), *r = [(1, 2, 3), 4, 5]
print(first, rest, init, last, h, m, t, p, q, r)
log = []


def note(v):
    log.append(v)
    return v


print([note(1), *note([2, 3]), note(4)], {note("k"): note("v"), **note({"d": 1})}, log)
for bad in ("[*5]", "{**5}", "{**[1]}", "(*None,)", "{*5}", "print(*5)", "dict(**[1])", "a, b, *c = [1]", "{**{'a': 1}, **None}", "[*a, *5]", "f = lambda *a: a; f(*a, *7)"):
    try:
        exec(bad)
        print(bad, "ok")
    except (TypeError, ValueError) as e:
        print(bad, "->", e)
for bad in ("*a", "*a, *b = 1, 2", "x = *a", "[*a for a in b]", "print(**a, *b)", "f(a=1, *b, c)", "del *a", "*a = [1]", "{**a for a in b}", "return *a", "(*a)", "f(**k, 1)", "f(a for a in b, 1)", "*(a, b) += 1"):
    try:
        compile(bad, "s", "exec")
        print(bad, "ok")
    except SyntaxError as e:
        print(bad, "->", e.msg)
