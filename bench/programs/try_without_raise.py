# try blocks that do not raise.
def main():
    total = 0
    d = {"k": 1}
    for i in range(2_000_000):
        try:
            total += d["k"]
        except KeyError:
            total = 0
        finally:
            total += 1
    return total
