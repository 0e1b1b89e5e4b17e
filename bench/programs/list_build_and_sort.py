# Lists built by append and sorted.
def main():
    total = 0
    for round in range(10):
        items = []
        x = round + 1
        for _ in range(100_000):
            x = (x * 1103515245 + 12345) & 0x7FFFFFFF
            items.append(x)
        items.sort()
        total += items[len(items) // 2]
    return total
