# f-strings: expressions, conversions, specs, =, nesting, quotes, multi-line, escapes.
x, name, d = 42, "Bo", {"k": [1, 2]}
print(f"{x} {name!r} {name!s:>5} {x:05d} {x=} {x = } {x=:x} {name=!s} {d["k"][0]} {d['k']} {{}} {{{x}}}")
print(f"{x:{"0" + str(8)}b}", f"{3.14159:{6}.{2}}", f"{f"{f"{x}"}"}", f'{"a" "b"}', f"{(lambda y: y * 2)(4)}", f"{x if x > 3 else 'no'}", f"{[i for i in range(3)]}", f"{ {1: 2} }", f"{x!r:^6}")
print(f"""multi {
    x
    + 1  # comment
} line {'nested "quotes"'} {'''triple'''}""")
print(f"{x:%%}" if False else f"{'a\nb'}", f"{"\n".join(["p", "q"])}", rf"\d{x}\n", fr'{x}\t', f"\N{BULLET} {x}\x41", "a" f"{x}" "b" f"{name}")


class F:
    def __format__(self, spec):
        return f"[{spec}]"


print(f"{F()} {F():abc} {F():{x}{name}} {F():a{x}b!c} {F()!r:.2}"[:40], f"{x,}", f"{x, name}", f"{*d,}", f"{(yielded := 7)} {yielded}", f"{x:}", f"{None}", f"{'':>3}|", f"{True:d}", f"{x!a}")
print(f"{x==42} {x!=42} {x<=42} {x>=1}", f"{'{'} {'}'}", f"{x:>{5}}{x:<{5}}|", f"{1:{'+'}}", f"{10:#{'x'}}", f"{0.1:.3%}", f"{1_000_000:,}", f"{'a':{'*'}^{5}}")
import math
print(f"{math.pi!r:.4} {math.pi:.4} {math.pi=:.2f} { 'spaced' }", f"{'a'=}", f"{ x  =  }", f"{x + 1=}", f"{name.upper()=}")
for bad in ("f'{}'", "f'{x'", "f'x}'", "f'{x!}'", "f'{x!z}'", "f'{!r}'", "f'{a b}'", "f'{lambda: 1}'", "f'{x:{y:{z:{w}}}}'", "f'{*x}'", "f'{\\'", "f'{=}'", "f'{x! r}'", "f'{'", "fb'x'", "f'{#}'"):
    try:
        eval(compile(bad, "s", "eval"), {"x": [1], "y": "", "z": "", "w": "", "a": 1})
        print(bad, "ok")
    except SyntaxError as e:
        print(bad, e.msg)
