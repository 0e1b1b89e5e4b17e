class M(type):
    def __new__(m, n, b, d): return super().__new__(m, n.upper(), b, d)
class c(metaclass=M):
    __slots__ = ('a', 'b')
    @property
    def p(self): return 1
    @classmethod
    def k(cls): return cls
    @staticmethod
    def s(): return 2
x = c(); x.a = 1
result = c.__name__, x.p, c.k() is c, c.s(), x.a
