class Empty: pass


class Documented(Empty, metaclass=type):
    """Docs.

       More."""
    attribute = 1
    annotated: int = attribute

    def __init__(self, *args):
        super().__init__(*args)
        self.b = self.a = self.__private = 1
        self.c: int = 2
        self.d += 1
        (self.e, [self.f]) = args

    def method(self, __x):
        __y = self.__private
        return __class__, super().method, super(Documented, self).method(__y), super().__class__

    @property
    def prop(self): return self.__dict__

    if attribute:
        conditional: str
    comprehension = [attribute for _ in (1, 2)]
    nested = [[attribute, x] for x in [y for y in comprehension]]
    cells = [lambda: x for x in comprehension]

    class Inner:
        outer = Documented

        def f(self): return self.__mangled


class Unpacked(*bases, **keywords): x: int; y: str = x


def in_function(T):
    class Local(T):
        T = T
        global g
        g = T

        def method(self):
            nonlocal T
            T = self
    return Local


class NestedComprehension:
    [__class__ for x in y]
    z = [lambda: __class__ for x in y]
    super


class _Under: __x = __y__ = 1


class __: __kept = 1
