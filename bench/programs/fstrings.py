# f-strings with values, conversions and format specifications.
def main():
    total = 0
    name = "value"
    for i in range(500_000):
        total += len(f"{name}={i} {i:>6} {name!r}") + len(f"{i / 7:.3f}")
    return total
