# Binary operators on classes: which operand is asked first, subclasses, NotImplemented, error texts.
OPS = {"+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow", "<<": "lshift", ">>": "rshift", "&": "and", "^": "xor", "|": "or", "@": "matmul"}


class L:
    pass


class R:
    pass


class LSub(L):
    pass


def method(tag, result=NotImplemented):
    def m(self, other):
        print(tag, end=" ")
        return result

    return m


for op, name in OPS.items():
    setattr(L, f"__{name}__", method(f"L.{name}"))
    setattr(R, f"__r{name}__", method(f"R.r{name}", "R"))
    setattr(LSub, f"__r{name}__", method(f"LSub.r{name}", "LSub"))
    print(op, eval(f"L() {op} R()"), end="; ")
    print(eval(f"L() {op} LSub()"), end="; ")
    print(eval(f"5 {op} R()"), end="; ")
    try:
        eval(f"L() {op} 5")
    except TypeError as e:
        print(e, end="; ")
    try:
        eval(f"R() {op} L()")
    except TypeError as e:
        print(e)
    try:
        eval(f"None {op} 'x'")
    except TypeError as e:
        print(e)


class Divmod:
    def __divmod__(self, o):
        return "divmod"

    def __rdivmod__(self, o):
        return "rdivmod"

    def __pow__(self, o, mod=None):
        return ("pow", o, mod)

    def __rpow__(self, o, mod=None):
        return ("rpow", o, mod)


d = Divmod()
print(divmod(d, 1), divmod(1, d), pow(d, 2, 3), d**2, 2**d, pow(2, d, 5))
for bad in ("print >> 5", "-'a'", "+[]", "~'a'", "-None", "abs('a')", "round('a')", "divmod('a', 1)", "{} + {}", "[] - []", "'a' - 'b'", "1 + '1'", "'1' + 1", "[1] + (1,)", "b'a' + 'a'", "'a' * 'b'", "'a' * 1.5", "[1] * None"):
    try:
        print(eval(bad))
    except TypeError as e:
        print(bad, "->", e)


class NoneRadd:
    __radd__ = None
    __iadd__ = None


try:
    1 + NoneRadd()
except TypeError as e:
    print(e)
