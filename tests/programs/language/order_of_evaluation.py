# The order in which parts of expressions and statements are evaluated.
log = []


class N:
    def __init__(self, n):
        self.n = n
        log.append(n)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        log.append(f"{self.n}.{name}")
        return 1

    def __getitem__(self, i):
        log.append(f"{self.n}[]")
        return 1

    def __setitem__(self, i, v):
        log.append(f"{self.n}[]=")

    def __call__(self, *a, **k):
        log.append(f"{self.n}()")
        return 1

    def __add__(self, o):
        log.append("+")
        return 1

    def __lt__(self, o):
        log.append("<")
        return True

    def __hash__(self):
        log.append(f"hash {self.n}")
        return self.n if isinstance(self.n, int) else 0

    def __eq__(self, o):
        return self is o

    def __bool__(self):
        log.append(f"bool {self.n}")
        return True

    def __iadd__(self, o):
        log.append("+=")
        return self

    def __index__(self):
        return 0

    def __iter__(self):
        return iter("ab")

    def keys(self):
        return []


for text in ("N(1) + N(2)", "N(1)(N(2), *N(3), k=N(4), **N(5))", "{N(1): N(2), N(3): N(4)}", "[N(1), N(2)]", "N(1) if N(2) else N(3)", "N(1) < N(2) < N(3)", "N(1) and N(2) or N(3)", "N(1)[N(2):N(3):N(4)]", "N(1).a + N(2).b", "(lambda a=N(1), *, b=N(2): 0)", "f'{N(1).x}{N(2)[0]}'", "not N(1)", "N(1) in [N(2)]", "{N(1), N(2)}", "[N(1) for _ in N(2) if N(3)]", "N('f')(N(1))(N(2))" if False else "N('f')(N(1))", "(x := N(1)) + N(2)", "(N(1), *N(2), N(3))"):
    log.clear()
    eval(text)
    print(text, log)
for text in ("N(1)[N(2)] = N(3)", "N(1).x = N(2)" if False else "N(1)[0] = N(2)[0] = N(3)", "a = N(1); a += 2", "a, b = N(1), N(2)", "(N(1)[0], N(2)[0]) = N(3), N(4)", "del N(1)[N(2)]" if False else "pass", "assert N(1), N(2)", "for N(1)[0] in N(2): pass", "def f(a=N(1), b=N(2), *, c=N(3)) -> N(4): pass", "class C(N('base') and object, metaclass=N('meta') and type): x = N('body')", "@(lambda f, n=N('deco'): f)\ndef g(a=N('default')): pass", "raise ValueError(N(1)) from None", "x: N(1) = N(2)", "with open('/dev/null') as N(1)[0]: N(2)", "return_ = N(1)", "if N(1): N(2)", "while N(1):\n N(2)\n break", "match N(1):\n case [a, b] if N(2): pass\n case _: N(3)"):
    log.clear()
    try:
        exec(text, {"N": N, "open": open})
    except ValueError:
        pass
    print(text.replace("\n", "; "), log)
