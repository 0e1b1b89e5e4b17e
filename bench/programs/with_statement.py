# with statements on a Python context manager.
class CM:
    def __enter__(self):
        return 1

    def __exit__(self, *exc):
        return False


def main():
    total = 0
    cm = CM()
    for _ in range(800_000):
        with cm as v:
            total += v
    return total
