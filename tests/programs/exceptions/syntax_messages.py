# SyntaxError messages with positions for the common mistakes.
cases = ["x = ", "if x\n  pass", "if x:\npass", "for x in y\n pass", "def f()\n pass", "class A\n pass", "x = (1, 2", "x = [1, 2)", "x = 'abc", "x = '''abc", "1 = x", "f() = 1", "x + 1 = 2", "None = 1", "a, 1 = 2", "del f()", "del 1", "x++", "x = 5 5", "print 'x'", "print x", "exec 'x'", "if x = 1: pass",
         "while x = 1: pass", "f(x for x in y, 1)", "f(a=1, 2)", "f(**a, *b)", "f(a=1, a=2)", "def f(a, a): pass", "def f(a=1, b): pass", "def f(*): pass", "def f(*, **k): pass", "def f(**k, a): pass", "def f(a, /, b, /): pass", "lambda *: 1", "return 1", "yield 1", "await x", "async def f(): yield from x", "break", "continue",
         "import a.b as", "from . import *", "from x import", "from x import (a, b", "import", "x = {1: 2, 3}", "x = {1, 2: 3}", "{**a, b}", "{1:}", "x = [1 2]", "'a' b", "b'a' 'b'", "0777", "1__0", "0x", "1.e", "1e+", "5a", "1_", "$", "?", "x = €", "a b", "try: pass", "try:\n x\nfinally", "except: pass", "else: pass", "with x as 1: pass",
         "with x\n pass", "match x:\n case 1 | y: pass", "match x:\n case a.b(): pass\n case _: pass\n case 2: pass", "match x:\n case {**r, 'a': 1}: pass", "match x:\n case [*a, *b]: pass", "\tx\n  y", "if 1:\n\tx\n        y", "x\n  y", "if 1:\n  x\n y", "global x; x = 1\nx: int", "nonlocal x", "def f():\n global x\n nonlocal x", "x: int: str", "(x): int = 1 = 2",
         "a.b: int, c = 1", "not = 1", "True = 1", "def None(): pass", "class True: pass", "f(None=1)", "f(True=1)", "x.None = 1", "import None", "for 1 in x: pass", "[x for 1 in y]", "(yield) = 1", "f'{'", "f'{a b}'", "u'a' b'b'", "@\ndef f(): pass", "@x\ny = 1", "async x", "elif x: pass", "x if y", "x if y else", "lambda: (yield", "*x", "x = *y", "print(*)",
         "a := 1", "(a := 1) = 2", "[a := 1 for a in b]", "f(a := 1)", "x = yield = 1", "def f(x=yield): pass", "raise x from", "assert", "assert (1, 'x')", "del", "pass x", "\\", "x \\ y", "\x00", "x = '\\x1'", "'\\N{zz}'", "type X", "type X = ", "def f[T](: pass", "class C[]: pass", "def f[](): pass", "import a, b.c as d, ", "from a import b,", "(a, b) += 1", "a, b += 1", "[a] -= 1", "f() += 1"]
for case in cases:
    try:
        compile(case, "<s>", "exec")
        print(repr(case), "ok")
    except SyntaxError as e:
        print(repr(case), "->", type(e).__name__, e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset))
