"""__del__ runs at the moment when the last reference goes."""


class Guard:
    def __init__(self, name):
        self.name = name
        print("made", name)

    def __del__(self):
        print("del ", self.name)


def work():
    inner = Guard("local variable")
    print("     leaving the function")


a = Guard("a")
b = a
del a
print("     a deleted, b still refers to it")
b = Guard("second")
work()
pair = [Guard("in a list 0"), Guard("in a list 1")]
pair.reverse()
del pair
Guard("never named")
print("     deleting an object deletes what only it held:")
outer = Guard("outer")
outer.part = Guard("part")
del outer
print("     end of the program")
