"""Classes, annotations, type parameters, strings, constants."""
from __future__ import generator_stop
import os.path as path, sys
from os import path as other, sep


@staticmethod
class Base:
    """Doc."""
    x: int = 1
    y: "str"
    __slots__ = ("a", "b")

    def method(self, v: int = 1) -> None:
        self.attribute = super().method(v)
        return __class__

    @property
    def p(self):
        return super(Base, self).p


class Generic[T: int, *Ts, **P](Base, metaclass=type):
    def typed[U = int](self, x: U) -> T:
        z: list = []
        return [x for _ in z]

    type Alias[V] = dict[V, T]


if Base:
    conditional: int = 3

f = f"{Base!r:>{10}} and {1 + 1:x} {sep=} {{}}"
t = t"{Base!s} {sep:>5}"
constants = (1, 2.5, 3j, "text", b"bytes", None, True, ..., (1, (2, "é")), -0.0, 1 << 70, frozenset, "\ud800")
big = [100, 200, 300, 400]
in_set = sep in {"a", "b", "c"}
global_lambda = lambda *a, **k: (a, k)
del constants, big
nested = [[i for i in range(j)] for j in range(3)]
total = sum(x for x in (1, 2))
any(x for x in nested), all([]), tuple(y for y in nested)
