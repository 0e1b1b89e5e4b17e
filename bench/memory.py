"""Growth of the process for a million objects of one kind: memory.py KIND. Prints bytes for each object."""
import sys


def resident():
    with open("/proc/self/status", "rb") as status:
        for line in status:
            if line.startswith(b"VmRSS:"):
                return int(line.split()[1]) * 1024


class Three:
    def __init__(self, a, b, c):
        self.a = a
        self.b = b
        self.c = c


class Slotted:
    __slots__ = ("a", "b", "c")

    def __init__(self, a, b, c):
        self.a = a
        self.b = b
        self.c = c


N = 1_000_000
MAKE = {
    "ints": lambda: [i for i in range(1000, N + 1000)],
    "floats": lambda: [i * 0.5 for i in range(N)],
    "strings": lambda: [str(i) for i in range(N)],
    "tuples": lambda: [(i, None) for i in range(N)],
    "lists": lambda: [[i] for i in range(N)],
    "instances": lambda: [Three(1, 2, 3) for _ in range(N)],
    "slotted": lambda: [Slotted(1, 2, 3) for _ in range(N)],
    "dict_entries": lambda: {i: None for i in range(N)},
    "dicts": lambda: [{"k": None} for _ in range(N)],
    "sets": lambda: {i for i in range(N)},
}
kind = sys.argv[1]
before = resident()
kept = MAKE[kind]()
print(round((resident() - before) / N, 1))
