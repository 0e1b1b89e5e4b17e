# Tuple and list unpacking, swaps, starred targets.
def main():
    a, b, total = 1, 2, 0
    rows = [(i, i + 1, i + 2) for i in range(1000)]
    for _ in range(700):
        for x, y, z in rows:
            a, b = b, a
            total += x + y - z + a
        first, *rest = rows
        total += len(rest)
    return total
