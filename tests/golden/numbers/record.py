# Records the figures that the number tests compare with: run with the reference interpreter in this folder.
import random, struct, sys

random.seed(14)
header = f"# CPython {sys.version.split()[0]}\n"


def bits(x):
    return struct.pack(">d", x).hex()


def floats(n):
    known = [0.0, -0.0, 1.0, -1.0, 0.1, 0.5, 1.5, 2.5, 1e15, 1e16, 1e17, 123456789012345.6, 1e-4, 1e-5, 1e22, 1e23, 5e-324, 2.2250738585072014e-308,
             1.7976931348623157e308, 9007199254740992.0, 9007199254740994.0, 0.3, 1 / 3, 2 / 3, 1e100, 1e-100, float("inf"), float("-inf"), float("nan"),
             2.0**61, 2.0**62, 123.456, 999999.5, 99999.95, 0.000123456, 1e21, 4.35, 2.675, 1.005, 8.5, 9.5, 0.125, 0.375]
    yield from known
    for _ in range(n):
        choice = random.randrange(4)
        if choice == 0:
            x = struct.unpack(">d", random.randbytes(8))[0]
            yield x if x == x else 1.0
        elif choice == 1:
            yield random.uniform(-1000, 1000)
        elif choice == 2:
            yield round(random.uniform(-1e6, 1e6), random.randrange(6))
        else:
            yield random.randrange(-10**9, 10**9) / 2 ** random.randrange(40)


with open("float_repr.txt", "w") as out:
    out.write(header)
    for x in floats(1500):
        out.write(f"{bits(x)}\t{x!r}\t{x.hex()}\t{hash(x) if x == x else 0}\n")

fills = ["", "", "", "<", ">", "^", "=", "*<", "0>", "x^", "-="]
signs = ["", "", "+", "-", " "]


def spec(types, precision, zero=True):
    s = random.choice(fills) + random.choice(signs)
    if precision and random.random() < 0.1:
        s += "z"
    if random.random() < 0.2:
        s += "#"
    if zero and random.random() < 0.2:
        s += "0"
    if random.random() < 0.6:
        s += str(random.randrange(1, 40))
    s += random.choice(["", "", ",", "_"])
    if precision and random.random() < 0.6:
        s += "." + str(random.randrange(0, 25)) + random.choice(["", "", "", ",", "_"])
    return s + random.choice(types)


with open("format.txt", "w") as out:
    out.write(header)
    for kind, n in (("int", 2500), ("float", 4000), ("complex", 800)):
        values = iter(floats(10**9))
        done = 0
        while done < n:
            if kind == "int":
                value = random.choice([random.randrange(-300, 300), random.randrange(-10**9, 10**9), random.randrange(-10**40, 10**40)])
                text = str(value)
                s = spec(["d", "", "n", "b", "o", "x", "X", "e", "f", "g", "%", "G"], False)
            elif kind == "float":
                value = next(values)
                text = bits(value)
                s = spec(["", "e", "E", "f", "F", "g", "G", "n", "%"], True)
            else:
                value = complex(next(values), random.choice([0.0, -0.0, 1.0, 2.5, -1e20, random.uniform(-10, 10)]))
                text = bits(value.real) + " " + bits(value.imag)
                s = spec(["", "e", "E", "f", "g", "G"], True, zero=False)
            if not s:
                continue
            try:
                shown = format(value, s)
            except ValueError:
                continue
            out.write(f"{kind}\t{text}\t{s}\t{shown}\n")
            done += 1

with open("arithmetic.txt", "w") as out:
    out.write(header)
    for x in floats(1500):
        if x - x != 0:
            continue
        n = random.randrange(-20, 25)
        try:
            out.write(f"round\t{bits(x)}\t{n}\t{bits(round(x, n))}\n")
        except OverflowError:
            pass
        y = random.choice([1.0, -1.0, 3.0, -3.0, 0.1, -0.1, 1e-300, random.uniform(-100, 100)])
        out.write(f"mod\t{bits(x)}\t{bits(y)}\t{bits(x % y)}\n")
        out.write(f"floordiv\t{bits(x)}\t{bits(y)}\t{bits(x // y)}\n")

with open("truediv.txt", "w") as out:
    out.write(header)
    for _ in range(800):
        a = random.getrandbits(random.choice([1, 20, 53, 54, 64, 100, 500, 1000, 2000])) * random.choice([1, -1])
        b = random.getrandbits(random.choice([1, 20, 53, 54, 64, 100, 500, 1000, 2000])) * random.choice([1, -1])
        try:
            out.write(f"{a}\t{b}\t{bits(a / b)}\n")
        except (OverflowError, ZeroDivisionError):
            pass
