"""How a list grows: it takes more room than it needs, so that most appends need none."""
import sys

values = []
size = sys.getsizeof(values)
print(f"items {0:4}  bytes {size}")
moves = 0
for n in range(1, 501):
    values.append(None)
    if sys.getsizeof(values) != size:
        size = sys.getsizeof(values)
        room = (size - sys.getsizeof([])) // 8
        moves += 1
        print(f"items {n:4}  bytes {size:5}  room for {room:4}  spare {room - n}")
print(f"500 appends, {moves} times more room was asked for")

print("\nA list made at once has no spare room:", sys.getsizeof([None] * 500) - sys.getsizeof([]), "bytes for 500 items")
while len(values) > 10:
    values.pop()
print("After popping down to 10 it has given room back:", sys.getsizeof(values), "bytes")
values.clear()
print("After clear():", sys.getsizeof(values), "bytes, as an empty list")

print("\nA dict grows in powers of two:")
table = {}
size = sys.getsizeof(table)
for n in range(1, 200):
    table[n] = None
    if sys.getsizeof(table) != size:
        size = sys.getsizeof(table)
        print(f"entries {n:4}  bytes {size}")
