# Exceptions raised and caught, one call deep.
def fail(i):
    raise ValueError(i)


def main():
    caught = 0
    for i in range(600_000):
        try:
            fail(i)
        except ValueError as e:
            caught += e.args[0] & 1
    return caught
