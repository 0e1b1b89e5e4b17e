# Operator precedence and associativity, shown by building the grouping as text.
class E:
    def __init__(self, t):
        self.t = t

    def __repr__(self):
        return self.t


def binary(sym):
    return lambda a, b: E(f"({a!r}{sym}{b!r})")


for name, sym in dict(add="+", sub="-", mul="*", truediv="/", floordiv="//", mod="%", pow="**", lshift="<<", rshift=">>", and_="&", xor="^", or_="|", matmul="@").items():
    setattr(E, f"__{name.strip('_')}__", binary(sym))
for name, sym in dict(lt="<", gt=">", le="<=").items():
    setattr(E, f"__{name}__", binary(sym))
for name, sym in dict(neg="-", pos="+", invert="~").items():
    setattr(E, f"__{name}__", lambda a, sym=sym: E(f"({sym}{a!r})"))
a, b, c, d = (E(x) for x in "abcd")
for text in ("a + b * c", "a * b + c", "a - b - c", "a ** b ** c", "-a ** b", "a ** -b", "a / b // c % d @ a", "a << b + c", "a & b | c ^ d", "a | b & c", "~a ** b", "-a + b",
             "a + b << c", "a < b | c", "not a < b", "a or b and c", "a if b else c if d else a", "lambda: a + b", "a @ b @ c", "+-~a", "a << b >> c", "(a + b) * c", "- - a"):
    r = eval(text)
    print(text, "->", r() if callable(r) else r)
print(2**3**2, -(2**2), (-2) ** 2, 7 - 3 - 2, 100 // 7 // 2, 2 + 3 * 4, not True == False, 1 < 2 == True, 1 + 1 if 0 else 3, *(1, 2))
print(5 & 3 == 3, 1 | 2 + 4, 1 << 2 + 1, ~0 & 0xF, 3 - -3, 10 % 3 * 2, "%d" % 3 * 2)
