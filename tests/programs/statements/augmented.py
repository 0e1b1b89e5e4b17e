# Augmented assignment: every operator, in place when the type can, one evaluation of the target.
class Tracer:
    def __init__(self, v):
        self.v = v

    def __repr__(self):
        return f"T({self.v})"


for op in "+ - * / // % ** << >> & ^ | @".split():
    name = {"+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow", "<<": "lshift",
            ">>": "rshift", "&": "and", "^": "xor", "|": "or", "@": "matmul"}[op]

    def inplace(self, other, name=name):
        print("__i%s__" % name, other)
        return self

    def plain(self, other, name=name):
        print("__%s__" % name, other)
        return NotImplemented

    def reflected(self, other, name=name):
        print("__r%s__" % name, other)
        return "reflected"

    setattr(Tracer, f"__i{name}__", inplace)
    t = Tracer(op)
    scope = {"t": t}
    exec(f"t {op}= 1", scope)
    print(scope["t"] is t)
    delattr(Tracer, f"__i{name}__")
    setattr(Tracer, f"__{name}__", plain)
    try:
        exec(f"t {op}= 2", {"t": t})
    except TypeError as e:
        print(e)
    right = type("Right", (), {f"__r{name}__": reflected, "__repr__": lambda self: "Right()"})()
    scope = {"t": t, "right": right}
    exec(f"t {op}= right", scope)
    print(scope["t"])

x = [1]
alias = x
x += (2, 3)
x *= 2
print(x, alias is x)
t = (1,)
u = t
t += (2,)
print(t, u, t is u)
s = {1, 2}
v = s
s |= {3}
s &= {1, 3}
s ^= {9}
s -= {1}
print(sorted(s), v is s)
calls = []


def index():
    calls.append("index")
    return 0


row = [10]
row[index()] += 5
print(row, calls)
tup = ([],)
try:
    tup[0] += [1]
except TypeError as e:
    print(e, tup)
n = 7
n //= 2
n **= 3
n %= 10
n <<= 4
n ^= 0xFF
print(n)
f = 1
f /= 4
print(f)
