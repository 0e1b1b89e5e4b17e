# isinstance with classes, tuples of classes and subclasses.
class A:
    pass


class B(A):
    pass


def main():
    values = [1, "a", 2.5, None, B(), A(), [], (1,)]
    total = 0
    for _ in range(250_000):
        for v in values:
            if isinstance(v, (int, str)):
                total += 1
            elif isinstance(v, A):
                total += 2
    return total
