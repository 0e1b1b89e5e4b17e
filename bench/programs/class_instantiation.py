# Instances made, with three attributes each.
class Point:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z


def main():
    total = 0
    for i in range(1_000_000):
        p = Point(i, i + 1, 2)
        total += p.y
    return total
