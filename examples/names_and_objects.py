"""Two names for one small int, rebinding, and what becomes of the old object."""
import sys

a = 7
b = a
print("a is b:", a is b, " id(a) == id(b):", id(a) == id(b))
print("another 7 is the same object:", int("7") is a, "(ints from -5 to 256 exist once)")
print("two ints of 1000 are the same object:", int("1000") is int("1000"))

b += 1
print("\nafter b += 1: a", a, "b", b, "- the int did not change, the name moved")

x = [1, 2]
y = x
y.append(3)
print("\nx", x, "y", y, "- one list under two names")
y = y + [4]
print("after y = y + [4]: x", x, "y", y, "- a new list for y")


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(f"  {self.name} is gone")


print("\nRebinding the last name of an object:")
n = Noisy("old")
print("  names of the object:", sys.getrefcount(n))
n = Noisy("new")
print("Deleting the name:")
del n
print("end")
