# copy and deepcopy: builtin containers, cycles, memo, hooks, __reduce_ex__, __copy__, __replace__.
import copy

a = [1, [2, 3], {"k": [4]}]
s, d = copy.copy(a), copy.deepcopy(a)
print(s == a, s is a, s[1] is a[1], d == a, d[1] is a[1], d[2]["k"] is a[2]["k"])
loop = [1]
loop.append(loop)
c = copy.deepcopy(loop)
print(c[1] is c, c is loop)
shared = [1]
pair = copy.deepcopy([shared, shared])
print(pair[0] is pair[1], pair[0] is shared)
for x in (5, "s", b"b", 1.5, None, (1, 2), frozenset({1}), range(3), len, int, ..., lambda: 0):
    print(type(x).__name__, copy.copy(x) is x, copy.deepcopy(x) is x)
t = ([1], 2)
print(copy.deepcopy(t) is t, copy.deepcopy(t) == t)


class P:
    def __init__(self, x):
        self.x = x


p = P([1])
q, r = copy.copy(p), copy.deepcopy(p)
print(type(q).__name__, q.x is p.x, r.x is p.x, r.x)


class Hooks:
    def __copy__(self):
        return "copied"

    def __deepcopy__(self, memo):
        return "deep copied"


print(copy.copy(Hooks()), copy.deepcopy([Hooks()]))


class Slots:
    __slots__ = ("a", "b")


s = Slots()
s.a = [1]
t = copy.copy(s)
print(t.a is s.a, hasattr(t, "b"), copy.deepcopy(s).a is s.a)


class State:
    def __getstate__(self):
        return {"saved": 1}

    def __setstate__(self, state):
        self.restored = state


print(vars(copy.copy(State())))


class Red:
    def __init__(self, *a):
        self.a = a

    def __reduce__(self):
        return Red, ("r", 1), {"extra": 2}


x = copy.copy(Red())
print(x.a, x.extra)


class L(list):
    pass


class D(dict):
    pass


l = L([1, [2]])
l.attr = "kept"
m = copy.deepcopy(l)
print(m, m.attr, type(m).__name__, m[1] is l[1])
k = D(a=[1])
print(copy.copy(k), type(copy.copy(k)).__name__, copy.deepcopy(k)["a"] is k["a"])
print(copy.copy({1: 2}) == {1: 2}, copy.copy({1}) == {1}, copy.deepcopy({"a": {1, 2}}))
try:
    copy.deepcopy((i for i in []))
except TypeError as e:
    print(e)
deep = []
for _ in range(50):
    deep = [deep]
print(copy.deepcopy(deep) == deep)
memo = {}
o = [1]
print(copy.deepcopy(o, memo) is copy.deepcopy(o, memo), id(o) in memo)
try:
    copy.replace(5, x=1)
except TypeError as e:
    print(e)
print(object().__reduce_ex__(2)[1][0].__name__, P(1).__reduce_ex__(4)[0].__name__, P(3).__getstate__(), object().__getstate__())
