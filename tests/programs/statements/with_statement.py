# with: order of enter and exit, several managers, parentheses, swallowing, errors in each place, special lookup on the type.
class CM:
    def __init__(self, name, swallow=False, fail=None):
        self.name, self.swallow, self.fail = name, swallow, fail

    def __enter__(self):
        print("enter", self.name)
        if self.fail == "enter":
            raise ValueError("enter " + self.name)
        return self.name.upper()

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        if self.fail == "exit":
            raise KeyError("exit " + self.name)
        return self.swallow


with CM("a") as a, CM("b") as b:
    print(a, b)
with (
    CM("c"),
    CM("d") as d,
):
    print(d)
with CM("s", swallow=True):
    1 / 0
print("survived")
try:
    with CM("e"), CM("f", fail="enter"):
        print("never")
except ValueError as e:
    print(e)
try:
    with CM("g"), CM("h", fail="exit"):
        raise IndexError("body")
except KeyError as e:
    print(e, repr(e.__context__))


def early():
    for i in range(3):
        with CM(f"loop{i}"):
            if i == 0:
                continue
            return i


print(early())
with CM("pqr") as (x, y, z):
    print(x, y, z)


class Half:
    def __enter__(self):
        pass


for bad in (Half(), 5):
    try:
        with bad:
            pass
    except TypeError as e:
        print(e)
obj = Half()
obj.__exit__ = lambda *a: None
try:
    with obj:
        pass
except TypeError as e:
    print(e)
slot = {}
with CM("item") as slot["k"]:
    pass
print(slot)
