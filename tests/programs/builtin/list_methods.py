# list: every method, slice assignment, errors, self reference, growth while iterating.
a = [3, 1, 2]
a.append(5)
a.extend("xy")
a.extend(i for i in range(2))
a.insert(0, "first")
a.insert(-1, "before last")
a.insert(100, "end")
print(a, a.pop(), a.pop(0), a.pop(-2), a)
a.remove("x")
a.reverse()
print(a, a.index(5), a.count(1), a.copy() is a, a.copy() == a)
a.clear()
print(a, len(a), list(), list("ab"), [0] * 3, [1] + [2], 2 in [1, 2])
b = list(range(10))
b[2:5] = [20]
print(b)
b[1:1] = "ab"
print(b)
b[::3] = [0] * len(b[::3])
print(b)
b[5:2] = ["odd"]
print(b)
b[-2:] = []
b[:] = b[::-1]
del b[1::2]
print(b)
b[1:2] = b
print(b)
for bad in ("b[::2] = [1]", "b[0:1] = 5", "b[99]", "b[99] = 1", "del b[99]", "b['a']", "b[1.0] = 2", "b.pop(99)", "[].pop()", "b.remove('zz')", "b.index('zz')", "b.insert('a', 1)", "b + (1,)", "b * 1.5", "b < 5", "list(5)", "list(1, 2)", "b.append()", "b.append(1, 2)", "b.extend(5)", "hash(b)", "b.sort(1)", "b[::0]", "b.nope", "b.index(1, 'a')", "[1] < ['a']"):
    try:
        exec(bad)
        print(bad, "ok")
    except Exception as e:
        print(bad, "->", type(e).__name__, e)
s = [1]
s.append(s)
print(s, s == s, repr([s]), [1, 2] < [1, 2, 0], [2] > [1, 5], [] == [], [[]] * 2)
rows = [[0] * 2] * 2
rows[0][0] = 1
print(rows)
e = []
e.extend(e)
f = [1, 2]
f.extend(f)
f += f[:1]
print(e, f, f * 2, f.__sizeof__() >= 0, list(reversed(f)), f[::-2])


class Eq:
    def __eq__(self, o):
        f.clear()
        return False


f = [Eq(), 1, 2]
print(1 in f, f)


class L(list):
    def __getitem__(self, i):
        return "L" + str(super().__getitem__(i))


l = L([1, 2])
l.attr = 1
print(l, l[0], list(l), l.attr, type(l + l), type(l[:]), l == [1, 2], isinstance(l, list), [*l], sorted(l))
