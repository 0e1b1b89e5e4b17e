# int: construction, parsing in every base, conversion errors, methods.
for text in ("0", "-0", "+7", " 42\n", "1_000", "0x1f", "0b101", "0o17", "1__0", "_1", "1_", "", " ", "12a", "0x", "٣٤", "१२", "1.5", "1e3", "--1", "0_7", "007", "+ 1"):
    for base in (10, 0, 16, 36):
        try:
            print(repr(text), base, int(text, base), end="; ")
        except ValueError as e:
            print(e, end="; ")
    print()
print(int(3.99), int(-3.99), int(True), int(b"12"), int(b"-5"), int("z", 36), int("-ff", 16), int("0b1", 2), int())
for args in ((None,), ([],), ("5", 1), ("5", 37), (5, 10), (5.0, 10), ("5", "10"), (float("inf"),), (float("nan"),), ("5", -1), (object(),)):
    try:
        print(int(*args))
    except Exception as e:
        print(args[1:], type(e).__name__, str(e).split(" at 0x")[0])


class I:
    def __int__(self):
        return 7


class X:
    def __index__(self):
        return 9


class Sub(int):
    def __new__(cls, v):
        return super().__new__(cls, v * 2)


print(int(I()), int(X()), int("11", X()), Sub(4), type(Sub(4) + 1), type(int(Sub(1))), repr(Sub(3)), isinstance(Sub(1), int))


class BadInt:
    def __int__(self):
        return "7"


try:
    int(BadInt())
except TypeError as e:
    print(e)
print((5).real, (5).imag, (5).numerator, (5).denominator, (5).conjugate(), (7).as_integer_ratio(), (5).is_integer())
print((1024).to_bytes(2), (1024).to_bytes(4, "little"), (-2).to_bytes(2, signed=True), (0).to_bytes(0, "big"), (255).to_bytes())
for args, kw in (((1, "big"), {}), ((1, "middle"), {}), ((-1,), {})):
    try:
        print((256).to_bytes(*args, **kw))
    except (OverflowError, ValueError) as e:
        print(type(e).__name__, e)
try:
    (-1).to_bytes(2)
except OverflowError as e:
    print(e)
print(int.from_bytes(b"\x04\x00"), int.from_bytes(b"\xff\xfe", "little", signed=True), int.from_bytes([1, 2]), int.from_bytes(b""), Sub.from_bytes(b"\x02"))
print(round(12345, -2), round(15, -1), round(25, -1), round(-15, -1), round(5, 3), round(17, -5), (5).__round__())
print((5).__floor__(), (5).__ceil__(), (5).__trunc__(), (5).__sizeof__(), (-3).__abs__(), (3).__bool__(), (5).__hash__(), hash(-1), hash(2**61 - 1), hash(2**61), hash(-(2**61)))
print(int.__doc__.splitlines()[0][:10], int.__name__, int.__mro__)
