try: a
except: b

try:
    a
except B as c:
    d
except (E, F):
    g
else:
    h
finally:
    i

try: a
finally: b

try:
    a
except* B as c:
    d
except* E:
    f
else: g
finally: h

raise
raise A
raise A from b


def f():
    while a:
        try:
            if b: continue
            if c: break
            try:
                return d
            except E as e:
                return e
        except G:
            try: return
            finally: h
        finally:
            i


def nested():
    try:
        try:
            yield 1
        except A:
            raise
        else:
            return 2
    except B as e:
        del e
    finally:
        try: c
        except D: pass


with a: b
with a as b, c as (d, e), f as g.h: i
with (a, b as c): d


def g():
    for x in y:
        with a as b:
            if c: continue
            with d: return x
            break


async def h():
    async with a as b, c:
        async for x in y:
            if x: break
            await x
        else: return
    async for (i, j) in k: continue
    yield await l
    with m: yield
    await n, (await o).p
