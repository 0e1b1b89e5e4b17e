# Calls with *args and **kwargs.
def target(a, b=1, *args, c=2, **kw):
    return a + b + c + len(args) + len(kw)


def forward(*args, **kw):
    return target(*args, **kw)


def main():
    total = 0
    pair, named = (1, 2, 3), {"c": 5, "d": 6}
    for _ in range(500_000):
        total += forward(1, 2, c=3) + target(*pair, **named)
    return total
