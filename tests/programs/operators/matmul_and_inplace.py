# @ and @=, in-place fall back to plain methods, and in-place on immutable and shared objects.
class M:
    def __init__(self, rows):
        self.rows = rows

    def __matmul__(self, o):
        return M([[sum(x * y for x, y in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])

    def __imatmul__(self, o):
        self.rows = (self @ o).rows
        return self

    def __repr__(self):
        return repr(self.rows)


a, b = M([[1, 2], [3, 4]]), M([[0, 1], [1, 0]])
print(a @ b, b @ a)
alias = a
a @= b
print(a, alias is a)
for left, right in ((a, 3), (3, a), ([1], [1])):
    try:
        left @ right
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
try:
    x = 3
    x @= 4
except TypeError as e:
    print(e)
s = "a"
t = s
s += "b"
print(s, t)
lst = other = [1]
lst = lst + [2]
print(lst, other)
lst = other
lst += [2]
print(lst, other, lst is other)
lst += "xy"
lst *= 2
print(other)
try:
    lst += 5
except TypeError as e:
    print(e)
fs = gs = frozenset({1})
fs |= {2}
print(sorted(fs), gs, fs is gs)
d = e = {1: 1}
d |= {2: 2}
d |= [(3, 3)]
print(e)
try:
    d = d | [(4, 4)]
except TypeError as err:
    print(err)
