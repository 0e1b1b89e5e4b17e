"""sys.settrace and sys.setprofile: what is reported of lines, loops, exceptions, generators, with statements and comprehensions; jumps to other lines and why some are refused."""
import sys
import warnings


def squares(limit):
    for i in range(limit):
        yield i * i


def work(n):
    total = 0
    for value in squares(n):
        total += value
    try:
        total //= 0
    except ZeroDivisionError as error:
        total = len(str(error))
    while total > 20: total -= 10
    with open("/dev/null") as file:
        file.read()
    names = [x for x in "ab"]
    return total, names


def raises():
    try:
        raise KeyError("k")
    finally:
        pass


def trace_into(log):
    def tracer(frame, event, arg):
        if frame.f_code.co_filename != __file__:
            return None
        line = frame.f_lineno - frame.f_code.co_firstlineno
        if event == "exception":
            arg = arg[0].__name__
        log.append(f"{frame.f_code.co_name} {event} {line} {arg!r}")
        return tracer
    return tracer


def run_traced(function, *args):
    log = []
    sys.settrace(trace_into(log))
    try:
        function(*args)
    except KeyError:
        pass
    finally:
        sys.settrace(None)
    print("\n".join(log))


run_traced(work, 3)
run_traced(raises)

# A trace function that raises ends tracing.
def failing(frame, event, arg):
    raise RuntimeError("from the trace function")

sys.settrace(failing)
try:
    raises()
except RuntimeError as error:
    print(error, sys.gettrace())

# Opcodes.
def opcodes(frame, event, arg):
    if frame.f_code is one.__code__:
        frame.f_trace_opcodes = True
        positions.append((event, frame.f_lasti))
    return opcodes

def one(a, b):
    if a:
        return a + b

positions = []
sys.settrace(opcodes)
one(1, 2)
sys.settrace(None)
print(positions)

# Profiling.
calls = []
def profiler(frame, event, arg):
    calls.append((event, frame.f_code.co_name, getattr(arg, "__name__", arg)))
sys.setprofile(profiler)
list(map(abs, squares(2)))
"x".join(["a"]).upper()
try:
    int("no")
    len(5)
except (TypeError, ValueError):
    pass
sys.setprofile(None)
for call in calls:
    print(*call)


# ---- Jumps ----

def jumpy(log):
    log.append(1)
    for i in (1, 2):
        log.append(2)
    try:
        log.append(3)
    except ValueError:
        log.append(4)
    with open("/dev/null") as f:
        log.append(5)
    log.append(6)


def jump(source, target):
    """Runs jumpy, going from one line to another when it first comes there."""
    def tracer(frame, event, arg):
        nonlocal source
        if frame.f_code is not jumpy.__code__:
            return None
        if event == "line" and frame.f_lineno - frame.f_code.co_firstlineno == source:
            source = None
            frame.f_lineno = frame.f_code.co_firstlineno + target
        return tracer
    log = []
    sys.settrace(tracer)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            jumpy(log)
    except ValueError as error:
        log.append(str(error))
    finally:
        sys.settrace(None)
    print(source, target, log)


jump(1, 9)
jump(3, 5)
jump(9, 1)
jump(1, 3)
jump(1, 7)
jump(10, 1)
jump(1, 10)
jump(1, -30)
jump(1, 300)
for value in (1, 1.5):
    try:
        sys._getframe().f_lineno = value
    except ValueError as error:
        print(error)
