# Records the figures of math that its tests compare with: run with the reference interpreter in this folder.
import math, random, struct, sys

random.seed(15)


def bits(x):
    return struct.pack(">d", x).hex()


def arguments():
    yield from [0.5, -0.5, 1.5, -1.5, 2.5, 10.1, 0.1, 1e-10, -1e-10, 1e-21, 100.5, 141.5, 160.25, 170.6, -100.5, -150.5, -170.5, 22.0, 23.0, 24.0, 3.0, 1e10, 1e300]
    for _ in range(400):
        yield random.uniform(-30, 30)
        yield random.uniform(-170, 170)
        yield 10 ** random.uniform(-20, 5)


def vectors():
    yield from [[3.0, 4.0], [1e-320, 1e-320], [1e308, 1e307], [0.0, 0.0], [1.0], [5e-324, 5e-324, 5e-324], [1e16, 1.0]]
    for _ in range(400):
        n = random.randrange(1, 12)
        e = random.choice([0, 0, 300, -300, -320])
        yield [random.uniform(-1, 1) * 10.0 ** (e + random.uniform(-5, 5)) for _ in range(n)]


with open("math.txt", "w") as out:
    out.write(f"# CPython {sys.version.split()[0]}\n")
    for x in arguments():
        for name in ("gamma", "lgamma"):
            try:
                out.write(f"{name}\t{bits(x)}\t{bits(getattr(math, name)(x))}\n")
            except (ValueError, OverflowError):
                pass
    for v in vectors():
        text = " ".join(map(bits, v))
        out.write(f"hypot\t{text}\t{bits(math.hypot(*v))}\n")
        out.write(f"fsum\t{text}\t{bits(math.fsum(v))}\n")
