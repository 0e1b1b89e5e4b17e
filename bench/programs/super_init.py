# super().__init__ through three classes.
class A:
    def __init__(self, x):
        self.x = x


class B(A):
    def __init__(self, x, y):
        super().__init__(x)
        self.y = y


class C(B):
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z


def main():
    total = 0
    for i in range(400_000):
        total += C(i, 2, 3).x
    return total
