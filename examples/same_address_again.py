"""After a free, the next object of the same size takes the same place."""


class Small:
    __slots__ = ("value",)


first = Small()
address = id(first)
print("first object made")
del first
second = Small()
print("second object at the first one's address:", id(second) == address)
third = Small()
print("third, while the second lives, elsewhere:", id(third) != address)
del second
fourth = Small()
print("fourth, after the second went, there again:", id(fourth) == address)

before = [Small() for _ in range(1000)]
places = {id(o) for o in before}
del before
after = [Small() for _ in range(1000)]
print("of 1000 places, used again:", len(places & {id(o) for o in after}) > 900 and "more than 900")

values = [1]
where = id(values)
for i in range(10000):
    values.append(i)
print("a growing list moves its items, not itself:", id(values) == where)
text = "a"
where = id(text)
text += "b"
print("a str cannot grow; += makes another:", id(text) != where)
