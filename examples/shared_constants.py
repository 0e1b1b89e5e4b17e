"""What the compiler and the interpreter keep only once: constants and names."""
import sys


def one():
    return "a constant text", 12345, (1, 2, 3)


def two():
    return "a constant text", 12345, (1, 2, 3)


def name_like():
    return "name_like"


print("within one module equal constants are one object:")
for a, b in zip(one(), two()):
    print(f"  {a!r:20} {a is b}")

print("texts that look like names are interned, once for the whole interpreter:")
namespace = {}
exec("value = 'name_like'", namespace)
print("  from another compilation:", namespace["value"] is name_like())
made = "".join(["name", "_", "like"])
print("  made while running:", made is name_like(), "- equal:", made == name_like())
print("  after sys.intern:", sys.intern(made) is name_like())


class Thing:
    pass


thing = Thing()
setattr(thing, "".join(["attri", "bute"]), 1)
print("attribute names are interned too:", next(iter(vars(thing))) is sys.intern("attribute"))
print("one-letter texts exist once:", "abc"[0] is "xay"[1], chr(97) is "a"[0])
empty_tuple, empty_text, empty_bytes = (), "", b""
print("the empty tuple, text and bytes exist once:", tuple([]) is empty_tuple, str() is empty_text, bytes() is empty_bytes)
print("constants of a function:", one.__code__.co_consts)
print("a constant expression is computed by the compiler:", (lambda: 60 * 60 * 24).__code__.co_consts)
