"""sys.monitoring: all events with their arguments, for all code and for one code object; DISABLE, restart_events, tools that come and go, and code that shows itself unchanged."""
import dis
import sys

M = sys.monitoring
E = M.events
TOOL = 3
NAMES = [n for n in dir(E) if n.isupper() and n not in ("NO_EVENTS", "BRANCH")]


class Base:
    def greet(self, *args, **kwargs):
        return len(args)


class Derived(Base):
    def greet(self, *args):
        return super().greet(*args, key=1)


def numbers():
    try:
        yield 1
        yield 2
    except ValueError:
        yield 3


async def later():
    return 5


async def steps():
    yield 1


async def outer():
    result = await later()
    async for step in steps():
        result += step
    return result


def everything(flag):
    n = 0
    for i in numbers():
        if i > 1:
            n += 1
        elif flag is None:
            n -= 1
    it = numbers()
    next(it)
    it.throw(ValueError)
    Derived().greet(1, 2)
    max(*[1, 2])
    try:
        try:
            len(None)
        finally:
            n += 1
    except TypeError:
        pass
    try:
        outer().send(None)
    except StopIteration as stop:
        n += stop.value
    while n:
        n //= 3
    return n


CODES = {f.__code__: f.__name__ for f in (everything, numbers, later, steps, outer, Derived.greet, Base.greet)}
log = []


def show(arg):
    if arg is M.MISSING:
        return "MISSING"
    if isinstance(arg, BaseException):
        return repr(arg)
    if isinstance(arg, (int, str, list, type(None))):
        return repr(arg)
    return getattr(arg, "__qualname__", type(arg).__name__)


def recorder(name):
    def callback(code, *args):
        if code in CODES:
            if name == "LINE":
                args = (args[0] - code.co_firstlineno,)
            log.append(f"{name} {CODES[code]} {' '.join(map(show, args))}")
    return callback


M.use_tool_id(TOOL, "program")
for name in NAMES:
    M.register_callback(TOOL, getattr(E, name), recorder(name))

everywhere = 0
for name in NAMES:
    if name not in ("INSTRUCTION", "LINE"):
        everywhere |= getattr(E, name)
for events in everywhere, E.LINE:
    log.clear()
    M.set_events(TOOL, events)
    everything(1)
    M.set_events(TOOL, 0)
    print("\n".join(log))

# Nothing of it remains to be seen.
def opcodes_of(function):
    return [i.opname for i in dis.get_instructions(function)]

before = opcodes_of(outer), outer.__code__.co_code
M.set_local_events(TOOL, outer.__code__, E.LINE | E.INSTRUCTION | E.CALL | E.PY_RETURN)
print((opcodes_of(outer), outer.__code__.co_code) == before, outer.__code__ == outer.__code__.replace(), M.get_local_events(TOOL, outer.__code__))
log.clear()
try:
    outer().send(None)
except StopIteration:
    pass
print(len(log), log[0], log[-1])
M.set_local_events(TOOL, outer.__code__, 0)

# ---- DISABLE ----

seen = []
def once(code, *args):
    if code is loop.__code__:
        seen.append(args)
    return M.DISABLE

def loop(n):
    total = 0
    for i in range(n):
        if i % 2:
            total += i
    return total

M.register_callback(TOOL, E.BRANCH_LEFT, once)
M.register_callback(TOOL, E.BRANCH_RIGHT, once)
M.register_callback(TOOL, E.LINE, lambda code, line: once(code, line - code.co_firstlineno))
for events in (E.BRANCH_LEFT | E.BRANCH_RIGHT, E.LINE):
    M.set_local_events(TOOL, loop.__code__, events)
    for _ in range(3):
        loop(4)
        print(seen)
        seen.clear()
    M.restart_events()
    loop(4)
    print(seen)
    seen.clear()
M.register_callback(TOOL, E.BRANCH, once)
M.set_local_events(TOOL, loop.__code__, E.BRANCH)
M.restart_events()
loop(4)
print(seen[0], M.get_local_events(TOOL, loop.__code__) == E.BRANCH_LEFT | E.BRANCH_RIGHT)
M.set_local_events(TOOL, loop.__code__, 0)

# Events of exceptions cannot be disabled.
M.register_callback(TOOL, E.RAISE, once)
M.set_events(TOOL, E.RAISE)
try:
    len(None)
except (TypeError, ValueError) as error:
    print(type(error).__name__, error)
M.set_events(TOOL, 0)

# ---- Tools ----

print(M.get_tool(TOOL), M._all_events())
for call in (lambda: M.use_tool_id(TOOL, "again"), lambda: M.use_tool_id(6, "x"), lambda: M.set_events(TOOL, E.C_RETURN), lambda: M.set_events(1, E.LINE),
             lambda: M.set_local_events(TOOL, loop.__code__, E.RAISE), lambda: M.set_events(TOOL, 1 << 20), lambda: M.register_callback(TOOL, 3, None)):
    try:
        call()
    except ValueError as error:
        print(error)
M.free_tool_id(TOOL)
print(M.get_tool(TOOL), M.get_events(TOOL))
