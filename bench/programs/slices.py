# Slices of lists, strings and tuples.
def main():
    items, text, pair = list(range(100)), "abcdefghij" * 10, tuple(range(50))
    total = 0
    for i in range(600_000):
        k = i % 40
        total += len(items[k : k + 10]) + len(text[:k]) + len(pair[-k:])
    return total
