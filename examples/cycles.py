"""An island of objects that only know each other is found by the cycle collector."""
import gc


class Person:
    def __init__(self, name):
        self.name = name
        self.friends = []

    def __del__(self):
        print("  forgotten:", self.name)


gc.disable()
ann, bob, eve = Person("Ann"), Person("Bob"), Person("Eve")
ann.friends.append(bob)
bob.friends.append(eve)
eve.friends.append(ann)
print("Ann's friend's friend's friend is Ann:", ann.friends[0].friends[0].friends[0] is ann)

print("no names are left:")
del ann, bob, eve
print("  nothing happened, for each is still known by another")
print("the collector looks for islands:")
found = gc.collect()
print("  unreachable objects found:", found)
print("a second look finds", gc.collect())

print("a list that contains itself:")
loop = [1]
loop.append(loop)
print(" ", loop)
del loop
print("  found:", gc.collect())
print("tracked:", [type(x).__name__ for x in ([], {}, (1, 2), Person) if gc.is_tracked(x)], "not tracked:", [type(x).__name__ for x in (1, "text", 2.5, None) if not gc.is_tracked(x)])
gc.enable()
