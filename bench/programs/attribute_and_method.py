# Instance attributes read and written, methods called.
class Counter:
    def __init__(self):
        self.value = 0
        self.step = 1

    def advance(self):
        self.value += self.step
        return self.value

    def peek(self):
        return self.value


def main():
    c = Counter()
    total = 0
    for _ in range(1_000_000):
        c.advance()
        total += c.peek() + c.step
    return total
