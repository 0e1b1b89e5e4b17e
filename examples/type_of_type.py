"""What the type of a type is."""


class Meta(type):
    pass


class Plain:
    pass


class Made(metaclass=Meta):
    pass


for thing in (5, "text", [1], None, len, Plain(), Plain, Made(), Made, Meta, int, object, type):
    shown = repr(thing) if not isinstance(thing, (Plain, Made)) else f"an object of {type(thing).__name__}"
    print(f"{shown:32} -> {type(thing).__name__}")
print()
print("type(type) is type:          ", type(type) is type)
print("type is an object:           ", isinstance(type, object))
print("object is a type:            ", isinstance(object, type))
print("type inherits from object:   ", issubclass(type, object))
print("object inherits from nothing:", object.__bases__)
print("the order of lookup of Made: ", [c.__name__ for c in Made.__mro__])
print("the order of lookup of Meta: ", [c.__name__ for c in Meta.__mro__])
print("a class made by a call:      ", type("Dynamic", (Plain,), {"x": 1}).x)
