"""Records what the reference's dict, set and list.sort do in random runs. Usage: python3.14 record.py, in this folder.

Lines: operations separated by spaces, a tab, and the outcome (bytes of __sizeof__, then the keys in order).
Sorts: values separated by spaces, a tab, a checksum of the comparisons asked for, a tab, the resulting order.
"""
import random
import sys

random.seed(14)


def key_text(k):
    return str(k)


def outcome(o):
    return " ".join([str(o.__sizeof__())] + [key_text(k) for k in o])


def dict_run(keys, length):
    d, ops = {}, []
    for _ in range(length):
        r = random.random()
        k = random.choice(keys)
        if r < 0.62:
            d[k] = 1
            ops.append(f"s{k}")
        elif r < 0.92:
            if k in d:
                del d[k]
                ops.append(f"d{k}")
        elif r < 0.97:
            if d:
                d.popitem()
                ops.append("p")
        elif r < 0.98:
            d = d.copy()
            ops.append("c")
        elif r < 0.984:
            d.clear()
            ops.append("x")
        elif r < 0.99:
            other = {j: 1 for j in random.sample(keys, min(len(keys), 9))}
            d.update(other)
            ops.append("u" + ",".join(key_text(j) for j in other))
    return " ".join(ops), d


def set_run(keys, length):
    s, ops = set(), []
    for _ in range(length):
        r = random.random()
        k = random.choice(keys)
        if r < 0.6:
            s.add(k)
            ops.append(f"s{k}")
        elif r < 0.93:
            s.discard(k)
            ops.append(f"d{k}")
        elif r < 0.96:
            if s:
                s.pop()
                ops.append("p")
        else:
            other = random.sample(keys, min(len(keys), random.choice([1, 5, 30])))
            kind = random.choice("u-^&")
            o = set(other)
            if kind == "-" and len(o) >> 3 > len(s):
                continue
            if kind == "u":
                s |= o
            elif kind == "-":
                s -= o
            elif kind == "^":
                s ^= o
            elif kind == "&":
                s &= o
            ops.append(kind + ",".join(map(str, other)))
    return " ".join(ops), s


pools = [
    list(range(10)), list(range(-50, 50)), list(range(1000)), [random.randrange(-2**29, 2**29) for _ in range(200)],
    [i * 1024 for i in range(100)], [i << 20 for i in range(60)] + [-1, -2, -3, 0],
]
with open("dict.txt", "w") as f:
    f.write(f"# recorded from CPython {sys.version.split()[0]}\n")
    for n in range(90):
        pool = random.choice(pools)
        if n % 3 == 0:
            pool = [f"k{i}" for i in pool]
        elif n % 3 == 1:
            pool = pool + [f"k{i}" for i in pool[:5]]
        ops, d = dict_run(pool, random.choice([5, 20, 100, 600]))
        f.write(f"{ops}\t{outcome(d)}\n")
with open("set.txt", "w") as f:
    f.write(f"# recorded from CPython {sys.version.split()[0]}\n")
    for n in range(90):
        ops, s = set_run(random.choice(pools), random.choice([5, 20, 100, 600]))
        f.write(f"{ops}\t{outcome(s)}\n")


class Key:
    __slots__ = ("value", "id")
    checksum = 0

    def __init__(self, value, id):
        self.value = value
        self.id = id

    def __lt__(self, other):
        Key.checksum = (Key.checksum * 31 + self.id * 1009 + other.id) & 0xFFFFFFFF
        return self.value < other.value


def values_of(kind, n):
    if kind == 0:
        return [random.randrange(1000) for _ in range(n)]
    if kind == 1:
        return [random.randrange(4) for _ in range(n)]
    if kind == 2:
        v = list(range(n))
        for _ in range(3):
            v[random.randrange(n)] = random.randrange(n)
        return v
    if kind == 3:
        return [(n - i) // 3 for i in range(n)]
    v = []
    while len(v) < n:
        step, base = random.choice([-1, 0, 1]), random.randrange(100)
        v += [300 + base + step * (i // 2) for i in range(random.randrange(1, 200))]
    return v[:n]


with open("sort.txt", "w") as f:
    f.write(f"# recorded from CPython {sys.version.split()[0]}\n")
    for n in range(60):
        values = values_of(n % 5, random.choice([2, 3, 10, 63, 64, 65, 130, 400, 900]))
        items = [Key(v, i) for i, v in enumerate(values)]
        Key.checksum = 0
        items.sort()
        f.write(" ".join(map(str, values)) + f"\t{Key.checksum}\t" + " ".join(str(k.id) for k in items) + "\n")
