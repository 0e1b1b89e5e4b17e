# Variable and function annotations are evaluated when asked for; type parameters and aliases.
x: int = 1
y: undefined_later
z: list[int]


def f(a: int, b: "str" = "", *args: missing_name, c: float = 0.0, **kw: dict) -> None:
    local: also_missing = 3
    return local


print(f(1))
try:
    f.__annotations__
except NameError as e:
    print(e)
missing_name = "now defined"
print(f.__annotations__)
undefined_later = "later"
import sys
print(sys.modules[__name__].__annotations__)


class C:
    attr: int
    other: "forward" = 2
    if False:
        never: str

    def m(self) -> C:
        return self


print(C.__annotations__, C.m.__annotations__["return"] is C)
print(hasattr(C, "attr"), C.other)
print(f.__annotate__ is not None, (lambda: 0).__annotate__)
f.__annotations__ = {"k": 1}
print(f.__annotations__, f.__annotate__)
g: (print("evaluated"), int)[1] = 5
print(g)
