# List, set, dict comprehensions and generator expressions.
def main():
    total = 0
    for _ in range(200):
        a = [i * 2 for i in range(3000)]
        b = {i % 100 for i in a if i & 4}
        c = {i: i + 1 for i in a}
        total += len(b) + len(c) + sum(i for i in a)
    return total
