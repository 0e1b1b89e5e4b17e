# Coroutines driven by hand: await, send, throw, close, async for, async with, async comprehensions.
class Suspend:
    def __init__(self, v):
        self.v = v

    def __await__(self):
        got = yield self.v
        return got


async def leaf(n):
    r = await Suspend(f"want {n}")
    return r * 2


async def main():
    a = await leaf(1)
    b = await leaf(2)
    try:
        await Suspend("will throw")
    except ValueError as e:
        print("caught", e)
    return a, b


def drive(coro, answers):
    log = []
    answer = None
    try:
        while True:
            log.append(coro.send(answer) if not isinstance(answer, Exception) else coro.throw(answer))
            answer = answers.pop(0)
    except StopIteration as e:
        return log, e.value


print(drive(main(), [10, 20, ValueError("thrown in")]))


class ACM:
    async def __aenter__(self):
        await Suspend("entering")
        return "resource"

    async def __aexit__(self, *exc):
        await Suspend(f"exiting {exc[0] and exc[0].__name__}")
        return True


class AIter:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.n:
            raise StopAsyncIteration
        self.n -= 1
        return self.n


async def agen(n):
    for i in range(n):
        await Suspend(f"gen {i}")
        yield i


async def uses():
    async with ACM() as r:
        print(r)
        1 / 0
    out = [x async for x in AIter(3)]
    async for x in agen(2):
        out.append(x)
    out += [y async for y in agen(2) if y]
    out.append({k: v async for k, v in pairs()})
    return out


async def pairs():
    yield "a", 1
    yield "b", 2


print(drive(uses(), [None] * 20))
c = leaf(1)
print(type(c).__name__, c.cr_frame is not None, c.cr_running, c.cr_await)
c.send(None)
print(c.cr_await is not None)
c.close()
try:
    c.send(None)
except RuntimeError as e:
    print(e)
for bad in ("5", "None", "(lambda: 0)"):
    ns = {}
    exec(f"async def b():\n await {bad}", ns)
    try:
        ns["b"]().send(None)
    except TypeError as e:
        print(e)
try:
    leaf(1).__next__()
except AttributeError as e:
    print(e)
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    leaf(5)
g = agen(3)
a = g.asend(None)
print(type(g).__name__, type(a).__name__, a.send(None))
try:
    a.send(None)
except StopIteration as e:
    print("yielded", e.value)
try:
    g.aclose().send(None)
except StopIteration:
    print("closed")


async def anexts():
    it = AIter(1)
    return await anext(it), await anext(it, "default")


print(drive(anexts(), []))
