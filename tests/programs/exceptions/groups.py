# Exception groups: construction, except*, split, subgroup, derive, nesting, reraising, notes.
def show(e, depth=0):
    print("  " * depth + f"{type(e).__name__}({e})", getattr(e, "__notes__", ""))
    for sub in getattr(e, "exceptions", ()):
        show(sub, depth + 1)


eg = ExceptionGroup("top", [ValueError(1), TypeError(2), ExceptionGroup("inner", [ValueError(3), KeyError(4)])])
show(eg)
print(eg.message, len(eg.exceptions), eg, repr(eg))
match, rest = eg.split(ValueError)
show(match)
show(rest)
print(eg.subgroup(OSError), eg.split(ExceptionGroup)[1], eg.subgroup(lambda e: isinstance(e, KeyError)).exceptions)
try:
    raise eg
except* ValueError as g:
    print("values")
    show(g)
except* (TypeError, KeyError) as g:
    print("types or keys")
    show(g)
try:
    try:
        raise eg
    except* TypeError:
        print("type only")
except ExceptionGroup as left:
    show(left)
try:
    raise ValueError("plain")
except* ValueError as g:
    show(g)
try:
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
    except* ValueError as g:
        raise RuntimeError("new") from g
    except* KeyError:
        raise
except ExceptionGroup as e:
    show(e)
    print(repr(e.exceptions[0].__cause__))
for bad in (lambda: ExceptionGroup("m"), lambda: ExceptionGroup(1, [ValueError()]), lambda: ExceptionGroup("m", 5), lambda: ExceptionGroup("m", []), lambda: ExceptionGroup("m", [5]), lambda: ExceptionGroup("m", [KeyboardInterrupt()]), lambda: eg.split(5), lambda: eg.subgroup(), lambda: setattr(eg, "message", 1)):
    try:
        bad()
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
print(type(BaseExceptionGroup("m", [ValueError()])).__name__, type(BaseExceptionGroup("m", [KeyboardInterrupt()])).__name__, ExceptionGroup.__mro__)


class MyGroup(ExceptionGroup):
    def derive(self, excs):
        return MyGroup("derived " + self.message, excs)


m, r = MyGroup("mine", [ValueError(1), TypeError(2)]).split(TypeError)
print(type(m).__name__, m, r)
eg.add_note("a note")
print(eg.split(KeyError)[0].__notes__)
try:
    try:
        raise ExceptionGroup("x", [ValueError()])
    except* ExceptionGroup:
        pass
except TypeError as e:
    print(e)


def f():
    try:
        raise ExceptionGroup("f", [OSError(1)])
    except* OSError:
        print("in f")
    else:
        print("never")
    finally:
        print("finally")
    return "returned"


print(f())
for bad in ("try: pass\nexcept* A: pass\nexcept B: pass", "try: pass\nexcept*: pass", "def f():\n try: pass\n except* A: return", "while 1:\n try: pass\n except* A: break"):
    try:
        compile(bad, "s", "exec")
    except SyntaxError as e:
        print(e.msg)
