# Closures called, with a cell read and written.
def make():
    n = 0

    def add(k):
        nonlocal n
        n += k
        return n

    def get():
        return n

    return add, get


def main():
    add, get = make()
    total = 0
    for i in range(1_000_000):
        add(i)
        total += get()
    return total
