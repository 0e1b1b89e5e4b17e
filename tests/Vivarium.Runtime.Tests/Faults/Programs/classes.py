class A:
    x = 1
    def __init__(self, y): self.y = y
    def sum(self): return self.x + self.y
class B(A):
    def sum(self): return super().sum() + 1
result = B(5).sum()
