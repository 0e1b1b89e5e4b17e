# Arithmetic on mixed numbers: results, types, signs of division and modulo, errors.
values = [7, -7, 2, -2, 0, 2.5, -0.5, True, 10**20]
for a in values:
    for b in values:
        row = []
        for name, op in (("+", lambda: a + b), ("-", lambda: a - b), ("*", lambda: a * b), ("/", lambda: a / b), ("//", lambda: a // b), ("%", lambda: a % b)):
            try:
                row.append(repr(op()))
            except ZeroDivisionError as e:
                row.append(f"<{e}>")
        print(a, b, row)
for a, b in ((2, 10), (2, -1), (-8, 3), (2.0, 0.5), (0, 0), (0, 5), (True, 2), (10, 25)):
    r = a**b
    print(a, b, r)
for a, b in ((0, -1), (0.0, -1)):
    try:
        a**b
    except ZeroDivisionError as e:
        print(e)
print(pow(3, 200, 13), pow(3, -1, 7), pow(-3, 5, 7), pow(3, 5, -7), pow(2, 0, 1))
for args in ((2, 3, 0), (2, -1, 4), (2.0, 1, 3), ("a", 2), (2, 2, 2.0)):
    try:
        print(pow(*args))
    except (ValueError, TypeError) as e:
        print(args, e)
print(divmod(7, 3), divmod(-7, 3), divmod(7, -3), divmod(7.5, 2), divmod(-7.5, 2), divmod(True, 1))
print(-True, +True, ~True, abs(-5), abs(-2.5), abs(False), -0.0, +(-0.0), 0.0 == -0.0)
try:
    ~1.5
except TypeError as e:
    print(e)
print(1e308 * 10, -1e308 * 10, 1e308 * 10 - 1e308 * 10, 10**400 // 10**399)
try:
    10**400 / 3.0
except OverflowError as e:
    print(e)
print(10**400 / 10**399, 3 / 10**400)
