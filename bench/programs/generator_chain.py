# A chain of generators.
def numbers(n):
    for i in range(n):
        yield i


def doubled(source):
    for x in source:
        yield x * 2


def odd_thirds(source):
    for x in source:
        if x % 3:
            yield x


def main():
    return sum(x for x in odd_thirds(doubled(numbers(1_500_000))))
