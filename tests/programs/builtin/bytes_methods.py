# bytes: construction, indexing, methods, hex, formatting, comparisons.
print(bytes(), bytes(3), bytes([1, 255]), bytes("é", "utf8"), bytes(b"x"), bytes(range(3)), b"a" + b"b", b"ab" * 2, b"\x00\xff\n'\"", b'"', b"'")
for args in ((-1,), ([256],), ([-1],), ("x",), (["a"],), (1.5,), ("x", "ascii", "strict", 1), (3, "ascii"), (None,)):
    try:
        print(bytes(*args))
    except (ValueError, TypeError) as e:
        print(args, type(e).__name__, e)
b = b"the quick the"
print(b[0], b[-1], b[0:3], b[::-1], list(b[:3]), len(b), b.find(b"the", 1), b.find(116), b.count(b"the"), b.index(b"q"), b.rfind(b"the"), b"qui" in b, 113 in b, b.split(), b.split(b"t"), b.partition(b" "), b.replace(b"the", b"a"), b.startswith((b"x", b"the")))
print(b.upper(), b.title(), b.capitalize(), b"AbC".swapcase(), b" x ".strip(), b"xxaxx".strip(b"x"), b"a".center(5, b"*"), b"7".zfill(3), b"a\tb".expandtabs(4), b"a\nb\r\nc".splitlines(), b",".join([b"a", b"b"]), b"abc".translate(None, b"b"), b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"pre-x".removeprefix(b"pre-"))
print(b"abc".isalpha(), b"123".isdigit(), b" ".isspace(), b"A1".isalnum(), b"ab".islower(), b"Ab C".istitle(), b"\x80".isascii(), b"AB".isupper())
print(b"\x01\xab".hex(), b"\x01\xab\xcd".hex(":"), b"\x01\xab\xcd\xef".hex("-", 2), b"\x01\xab\xcd".hex("-", -2), bytes.fromhex("01 ab CD"), bytes.fromhex(""), hash(b"abc"), hash(b"") == hash(""))
for bad in (lambda: bytes.fromhex("0"), lambda: bytes.fromhex("zz"), lambda: b"a" + "a", lambda: b"abc".find("a"), lambda: b"a".join(["x"]), lambda: b"a"[5], lambda: b"a".index(b"z"), lambda: b"".decode("x"), lambda: 300 in b"a", lambda: b"a" % 1, lambda: b"a" < "a"):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(b"%d %s %r %a %x %c %5.1f %%" % (5, b"x", "é", "é", 255, 65, 2.55), b"%b|%-5s|%05d" % (b"q", b"ab", 42), b"%(k)s" % {b"k": b"v"}, b"%c" % b"z")
for fmt, arg in ((b"%s", "text"), (b"%b", 5), (b"%c", 256), (b"%c", b"xy"), (b"%d", "1"), (b"%q", 1)):
    try:
        print(fmt % arg)
    except (TypeError, ValueError, OverflowError) as e:
        print(fmt, e)
print(b"a" == "a", b"a" < b"b", b"abc" > b"ab", sorted([b"b", b"a", b""]), b"ab".__sizeof__(), bytes.__mro__, str(b"x"), repr(b"\\"), b"x".decode(), b"\xe9".decode("latin1"))


class B:
    def __bytes__(self):
        return b"from B"


print(bytes(B()), bytes(memoryview(b"mv")) if False else b"", b"abc" b"def", bytes([True]), b"x".__getnewargs__())
