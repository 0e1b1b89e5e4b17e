# Assignment expressions: scopes, comprehensions, conditions, arguments, and where they are forbidden.
if (n := 10) > 5:
    print(n)
print([y := 1, y + 1, y**2])
data = [1, 2, 3, 4]
print([last := v for v in data if v % 2], last)
print(any((hit := v) > 2 for v in data), hit)
total = 0
print([total := total + v for v in data], total)


def f(x, *, k):
    return x, k


print(f(a := 1, k=(b := 2)), a, b)
print((lambda: (inside := 5) + inside)())
while (chunk := data[:2]):
    data = data[2:]
    print(chunk)
print(f"{(w := 7)} {w:=5}")
print((u := 1, v := 2), u, v)


def outer():
    r = [(z := i) for i in range(3)]
    return z, r


print(outer())
x = [0, 1]
print(x[(i := 1)], i)
for bad in ("x := 1", "(a.b := 1)", "(a[0] := 1)", "[i := 0 for i in range(3)]", "class C: [y := 1 for _ in 'a']", "def f(x=(y := 1), z := 2): pass",
            "[x for x in (y := [1])]", "f(k := 1, j=i := 2)", "lambda: x := 1"):
    try:
        compile(bad, "s", "exec")
        print(bad, "ok")
    except SyntaxError as e:
        print(bad, "->", e.msg)
