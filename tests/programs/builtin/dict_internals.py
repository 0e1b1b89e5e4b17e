# dict: growth and deletion of many keys, colliding hashes, keys whose comparison acts, missing, subclassing, sizes.
d = {}
for i in range(1000):
    d[i * 64] = i
for i in range(0, 1000, 3):
    del d[i * 64]
print(len(d), sum(d.values()), list(d)[:5], list(d.items())[-1], 64 in d, 0 in d)
for i in range(500):
    d[f"k{i}"] = i
print(len(d), list(d)[-1], d["k77"], d.popitem(), len(d))


class H:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 7

    def __eq__(self, o):
        return isinstance(o, H) and self.n == o.n

    def __repr__(self):
        return f"H{self.n}"


c = {H(i): i for i in range(20)}
print(c[H(13)], H(20) in c, len(c))
for i in range(0, 20, 2):
    del c[H(i)]
print(c, c.get(H(4), "gone"))


class Mut:
    def __init__(self, target):
        self.target = target

    def __hash__(self):
        return 1

    def __eq__(self, o):
        self.target.clear()
        return False


t = {1: "one"}
t[Mut(t)] = "m"
print(len(t))


class D(dict):
    def __missing__(self, key):
        self[key] = key * 2
        return self[key]


m = D()
print(m["ab"], m, m.get("zz"), m.setdefault("q", 1), type(m.copy()), type(m | {}), m == {"ab": "abab", "q": 1})
m.attr = 5
print(m.attr, vars(m))


class BadHash:
    def __hash__(self):
        return "x"


class Unhashable:
    __hash__ = None


class EqOnly:
    def __eq__(self, o):
        return True


for k in (BadHash(), Unhashable(), EqOnly(), [], {}, set()):
    try:
        {k: 1}
    except TypeError as e:
        print(e)
print([{}.__sizeof__()] + [dict.fromkeys(range(n)).__sizeof__() for n in (1, 5, 6, 10, 11, 100)], {"a": 1}.__sizeof__())
e = {i: None for i in range(8)}
for i in range(8):
    del e[i]
e["x"] = 1
print(e, len(e), e.__sizeof__())
for _ in range(100):
    e["x"] = e.pop("x") + 1
print(e)
f = {2: "a", 1: "b", 0: "c"}
f.pop(1)
f[1] = "again"
print(f, [*f], f == {0: "c", 1: "again", 2: "a"})
print({0.5: 1, "0.5": 2, (0.5,): 3, b"0.5": 4, None: 5, True: 6})
