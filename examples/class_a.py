"""A class with a class variable, instance variables, a method, a classmethod and a staticmethod, and where each of them lives."""


class A:
    count = 0  # a class variable: one for all

    def __init__(self, name):
        self.name = name  # an instance variable: one for each
        self.size = len(name)
        A.count += 1

    def describe(self):
        return f"{self.name} ({self.size}), one of {self.count}"

    @classmethod
    def made(cls):
        return f"{cls.__name__} was made {cls.count} times"

    @staticmethod
    def double(x):
        return x * 2


first, second = A("first"), A("second")
print(first.describe())
print(second.describe())
print(A.made(), "-", first.made())
print(A.double(21), first.double(21))

print("\nWhat lives in the class:")
for name, value in A.__dict__.items():
    if not name.startswith("__") or name == "__init__":
        print(f"  {name:10}{type(value).__name__}")

print("\nWhat lives in each instance:")
print("  first ", first.__dict__)
print("  second", second.__dict__)

print("\nOne function, two bound methods:")
print("  first.describe.__func__ is second.describe.__func__:", first.describe.__func__ is second.describe.__func__)
print("  first.describe.__self__ is first:", first.describe.__self__ is first)
print("  A.made.__self__ is A:", A.made.__self__ is A)
print("  A.double is first.double:", A.double is first.double)

print("\nAssigning through an instance makes a variable of that instance:")
first.count = 100
print("  first.count", first.count, "second.count", second.count, "A.count", A.count)
del first.count
print("  after del first.count:", first.count)
