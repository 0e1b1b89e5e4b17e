# Subclasses of builtin types: what stays, what becomes the base type, overridden special methods.
class I(int):
    def __add__(self, o):
        return I(int(self) + int(o) + 100)

    def __repr__(self):
        return f"I({int(self)})"


class F(float):
    def __str__(self):
        return "F!"


class S(str):
    def upper(self):
        return "UP:" + super().upper()

    def __getitem__(self, i):
        return S(super().__getitem__(i))


class L(list):
    def __len__(self):
        return 99

    def __iter__(self):
        return iter("overridden")


class D(dict):
    def __setitem__(self, k, v):
        super().__setitem__(k, v * 2)

    def __getitem__(self, k):
        return ("got", super().__getitem__(k))


class T(tuple):
    def __eq__(self, o):
        return "eq"

    __hash__ = tuple.__hash__


print(I(5) + 1, 1 + I(5), I(5) * 2, type(I(5) * 2), sum([I(1), I(2)]), [I(3)], I(7) // 2, hash(I(5)) == hash(5), {I(1): "x"}[1], range(I(3)), I("12"), I(5) == 5, bool(I(0)), f"{I(9)} {I(9):d}")
print(F(1.5), repr(F(1.5)), F(2) + 1, type(F(1) * 2), f"{F(2.5)}", "%s" % F(1), round(F(2.7)))
s = S("abc")
print(s.upper(), s[0].upper(), s[1:], type(s + "d"), s == "abc", s.replace("a", "b").upper(), f"{s}", "-".join([s, s]), {s: 1}["abc"], type(s.strip()))
l = L([1, 2])
print(len(l), list(l), l, [*l], l + [3], l[0], sorted(l)[:2], l == [1, 2], bool(l), l.copy(), type(l.copy()), len(l[:]))
d = D(a=1)
d["b"] = 2
d.update(c=3)
print(d, d["b"], d.get("b"), dict(d), {**d}, d.setdefault("z", 5), d == {"a": 1, "b": 4, "c": 3, "z": 5}, "%(b)s" % d)
print(T((1,)) == 5, T((1, 2))[0], T([1]) != T([1]), hash(T([1])) == hash((1,)))


class Idx(I):
    def __index__(self):
        return 1


print([10, 20, 30][Idx(2)], [10, 20, 30][I(2)], hex(Idx(255)))


class B(bytes):
    pass


class Fz(frozenset):
    pass


print(B(b"x"), type(B(b"x") + b"y"), Fz([1]), type(Fz([1]) | {2}), type(Fz([1]).copy()), isinstance(Fz(), frozenset))


class E(Exception):
    def __init__(self, a, b=2):
        super().__init__(a)
        self.b = b

    def __str__(self):
        return f"E: {self.args} {self.b}"


e = E(1)
print(e, repr(e), e.args)
