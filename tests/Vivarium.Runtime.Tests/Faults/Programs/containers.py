d = {i: str(i) for i in range(20)}
s = {x % 7 for x in d}
l = sorted(d, key=lambda x: -x)
l[2:5] = 'abc'
result = d, s, l, d.keys() & {1, 2}, [*l, *s], {**d, 'x': 1}
