# contextlib: contextmanager, closing, suppress, redirect_stdout, ExitStack, nullcontext, decorators.
import contextlib
import io


@contextlib.contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    except ZeroDivisionError as e:
        print("swallowed", e)
    finally:
        print(f"</{name}>")


with tag("a") as t:
    print(t)
with tag("b"):
    1 / 0
try:
    with tag("c"):
        raise KeyError("through")
except KeyError as e:
    print(repr(e))


@tag("deco")
def f(x):
    return x * 2


print(f(4))


@contextlib.contextmanager
def bad():
    if False:
        yield


@contextlib.contextmanager
def twice():
    yield 1
    yield 2


for cm in (bad, twice):
    try:
        with cm():
            pass
    except RuntimeError as e:
        print(e)


class Res:
    def close(self):
        print("closed")


with contextlib.closing(Res()) as r:
    print(type(r).__name__)
with contextlib.suppress(KeyError, IndexError):
    [][1]
    print("never")
buf = io.StringIO()
with contextlib.redirect_stdout(buf):
    print("hidden")
print(repr(buf.getvalue()))
with contextlib.ExitStack() as stack:
    stack.callback(print, "callback", 1)
    stack.enter_context(tag("in stack"))
    stack.push(lambda *exc: print("pushed", exc[0]))
    print("body")
with contextlib.nullcontext(5) as n:
    print(n)
with contextlib.ExitStack() as stack:
    stack.callback(print, "kept")
    kept = stack.pop_all()
print("not yet")
kept.close()


class Deco(contextlib.ContextDecorator):
    def __enter__(self):
        print("in")
        return self

    def __exit__(self, *exc):
        print("out", exc[0])
        return True


@Deco()
def g():
    raise ValueError


print(g())
print(issubclass(Deco, contextlib.AbstractContextManager), isinstance(Res(), contextlib.AbstractContextManager))
try:
    raise ExceptionGroup("g", [KeyError(1), ValueError(2)])
except* ValueError:
    print("value part")
except* KeyError:
    print("key part")
