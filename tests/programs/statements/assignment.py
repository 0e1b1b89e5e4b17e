# Assignment targets: names, attributes, items, slices, nested sequences, stars, chains; order of evaluation.
def trace(name, value):
    print("eval", name)
    return value


a = b = c = [1, 2]
print(a is b is c)
x, y = 1, 2
x, y = y, x
print(x, y)
(p, [q, *r]), s = ("a", "bcde"), "z"
print(p, q, r, s)
*head, last = range(5)
print(head, last)
first, *middle, end = "xy"
print(first, middle, end)
[one] = {7}
print(one)


class Box:
    pass


box = Box()
box.left, box.right = "l", "r"
print(vars(box))
items = list(range(6))
items[0], items[-1], items[1:3] = "first", "last", ["i", "j", "k"]
print(items)
items[::2] = "abcd"
print(items)

d = {}
d[trace("key1", 1)], d[trace("key2", 2)] = trace("value", (10, 20))
print(d)
trace("target", d)[trace("key", 3)] = trace("right", 30)
i = 0
i, d[i] = 5, "after"
print(i, d)
for bad in ("x, y = 1", "x, y = 1, 2, 3", "x, y = [1]", "x, *y, z = 'a'", "[] = [1]"):
    try:
        exec(bad)
    except (TypeError, ValueError) as e:
        print(bad, "->", type(e).__name__, e)
() = []
print("empty target ok")
n: int = 3
m: "undefined name" = 4
print(n, m)
