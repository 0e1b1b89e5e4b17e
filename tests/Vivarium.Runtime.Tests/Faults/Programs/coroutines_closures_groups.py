async def co(): return 5
x = co()
try: x.send(None)
except StopIteration as e: result = e.value
def outer():
    n = 0
    def inner():
        nonlocal n
        n += 1
        return n
    inner()
    return inner()
result = result, outer()
try: raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
except* ValueError as eg: result += eg.exceptions
except* TypeError as eg: result += eg.exceptions
