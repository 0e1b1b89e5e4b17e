# Properties read and written.
class P:
    def __init__(self):
        self._v = 0

    @property
    def v(self):
        return self._v

    @v.setter
    def v(self, value):
        self._v = value


def main():
    p = P()
    for i in range(1_000_000):
        p.v = p.v + 1
    return p.v
