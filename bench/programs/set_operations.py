# Set algebra, membership, adding and removing.
def main():
    total = 0
    a, b = set(range(0, 1000, 2)), set(range(0, 1000, 3))
    for i in range(3000):
        total += len(a & b) + len(a | b) + len(a - b)
        a.add(i % 1000)
        a.discard((i * 7) % 1000)
        total += sum(1 for k in range(50) if k in a)
    return total
