def f(a, b=2, *c, d, **e): return a, b, c, d, e
result = f(1, 3, 4, 5, d=6, g=7)
