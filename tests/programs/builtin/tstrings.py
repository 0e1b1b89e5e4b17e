# t-strings: the template's parts; nothing is formatted by itself.
name, n = "World", 3
t = t"Hello {name!r:>10} and {n + 1} {n=}!"
print(type(t).__name__, t.strings, t.values)
for i in t.interpolations:
    print(i.value, i.expression, i.conversion, repr(i.format_spec))
print([p if isinstance(p, str) else p.value for p in t])
print(t"".strings, t"{n}".strings, list(t"{n}"), t"{n:{n}d}".interpolations[0].format_spec)
print((t"a{n}" + t"b{name}c").strings, repr(t"x{n}"))
print(t"a" t"b{n}".strings, rt"\d{n}".strings)
try:
    t"a" + "b"
except TypeError as e:
    print(e)
try:
    t"{undefined}"
except NameError as e:
    print(e)


def render(template):
    return "".join(p if isinstance(p, str) else format({"r": repr, "s": str, None: lambda v: v}[p.conversion](p.value), p.format_spec) for p in template)


print(render(t), render(t"{n:03d}|{name!s:*^9}|"))
for bad in ("t'{}'", "t'{x!z}'", "t'a' f'b'", "t'a' 'b'", "tb'x'"):
    try:
        compile(bad, "s", "eval")
        print(bad, "ok")
    except SyntaxError as e:
        print(bad, e.msg)
