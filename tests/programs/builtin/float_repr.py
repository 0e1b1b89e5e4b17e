# float: shortest repr, parsing, special values, exactness, hex, rounding.
for text in ("0.1", "1e22", "1e16", "123456789012345680", "1e-5", "0.0001", "1e-4", "5e-324", "1.7976931348623157e308", "1e309", "-0", "1_0.5", " 2.5 ", "inf", "-Infinity", "nan", "-nan", "iNf", ".5", "5.",
             "1e", "e5", "1__0.0", "0x1p3", "", "1.5.2", "infin", "٣.٥", "1e400", "1e-400", "9007199254740993", "2.2250738585072011e-308", "0.30000000000000004", "1e23", "8.41e21"):
    try:
        print(repr(text), repr(float(text)))
    except ValueError as e:
        print(e)
for x in (0.1 + 0.2, 1 / 3, 2 / 3, 1e15, 1e16, 1e17, 123456.789e3, 1.0, 100.0, -1e-7, 3.0e10, 12345678.9, 4.35, 2**0.5, 1e100, float(2**63)):
    print(repr(x), str(x), x.hex(), x.as_integer_ratio(), x.is_integer())
for h in ("0x1.8p1", "-0x0p0", "0x1p-1074", "1.8", "inf", "0x1.fffffffffffffp1023", "0x", "0x1p2000", "nan"):
    try:
        print(h, float.fromhex(h))
    except (ValueError, OverflowError) as e:
        print(h, e)
for x in (0.5, 1.5, 2.5, -0.5, 2.675, 1e20, 12345.678, -1.25, 0.05, 1e-10):
    print(x, round(x), round(x, 1), round(x, 2), round(x, -2), int(x), x // 1, x % 1)
for x in (float("inf"), float("nan")):
    for f in (round, int, float.as_integer_ratio):
        try:
            f(x)
        except (OverflowError, ValueError) as e:
            print(e)
print(float(), float(True), float("1e5") == 100000, float(10**22), 1e308 + 1e308, -(0.0), 0.0 * -1, 5e-324 / 2)
for bad in (None, [], "x", 10**400):
    try:
        float(bad)
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
print(hash(1.0), hash(0.5), hash(float("inf")), hash(-float("inf")), hash(1e300), hash(-0.0), hash(2.5), {1: "a"}[1.0])
print((2.5).__floor__(), (-2.5).__ceil__(), (2.7).__trunc__(), divmod(5.5, -2), 5.5 % -2, -5.5 // 2, float.__getformat__("double"))
print(7.0.__sizeof__(), float.from_number(3), 1.5.real, 1.5.imag, 1.5.conjugate())
