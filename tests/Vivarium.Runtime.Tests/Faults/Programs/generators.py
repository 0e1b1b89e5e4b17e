def g():
    x = yield 1
    yield x
    return 3
i = g()
result = [next(i), i.send(5), list(x*x for x in range(5))]
