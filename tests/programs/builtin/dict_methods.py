# dict: construction, ordering, every method, views, errors.
print({}, dict(), dict(a=1), dict([(1, 2), "ab"]), dict({1: 2}, x=3), {**{"a": 1}, "b": 2, **{"a": 3}}, dict.fromkeys("ab"), dict.fromkeys([1, 2], []), {1: "a", 1.0: "b", True: "c"})
d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 10
del d["a"]
d["a"] = 4
print(d, list(d), d.keys(), d.values(), d.items(), len(d), "a" in d, 1 in d)
print(d.get("a"), d.get("z"), d.get("z", 0), d.setdefault("a", 9), d.setdefault("n", []), d.pop("n"), d.pop("zz", "dflt"), d.popitem(), d)
d.update(x=1)
d.update([("y", 2)], z=3)
d.update({"x": 100})
print(d, d.copy() is d, d.copy() == d)
print(d | {"q": 1}, {"x": 0} | d, list(reversed(d)), list(reversed(d.items()))[:2])
for bad in ("d['nope']", "del d['nope']", "d.pop('nope')", "{}.popitem()", "d[[]]", "{[]: 1}", "{{}: 1}", "dict([1])", "dict([(1, 2, 3)])", "dict(5)", "dict(1, 2)", "d.update(5)", "d.update([1])", "d | 5", "d < {}", "hash(d)", "d.get()", "d.fromkeys()", "{}.nope", "dict([('a',)])", "d.get([])", "dict(**{1: 2})", "{**5}", "d.keys().x", "d.setdefault([], 1)"):
    try:
        exec(bad)
        print(bad, "ok")
    except Exception as e:
        print(bad, "->", type(e).__name__, e)
k, v, i = d.keys(), d.values(), d.items()
d["new"] = 5
print(k, "new" in k, ("new", 5) in i, 5 in v, len(i), k & {"x", "q"}, k - {"x"} == {"b", "y", "z", "new"} - set(), k | {"w"} == set(d) | {"w"}, {"x"} <= k, k.isdisjoint({"q"}), k == set(d), k.mapping["x"], i & {("x", 100)}, k ^ d)
it = iter(d)
next(it)
d["more"] = 1
try:
    next(it)
except RuntimeError as e:
    print(e)
it = iter(d)
next(it)
del d["more"]
d["other"] = 1
try:
    print(list(it))
except RuntimeError as e:
    print(e)
print(it.__length_hint__(), {1: {2: {}}}, {(1, 2): 3}[1, 2])
s = {}
s["self"] = s
print(s, {"a": 1} == {"a": 1.0}, {1: 2} != {}, {"a": 1, "b": 2} == {"b": 2, "a": 1})
d.clear()
print(d, bool(d), {}.items(), {}.values())
for n in range(3):
    d[n] = d.pop(n - 1, n)
print(d)
print({x: x * x for x in range(5) if x % 2}, {k: v for v, k in enumerate("ab")}, {**{}}, dict(zip("ab", [1, 2])))
