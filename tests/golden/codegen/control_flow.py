if a: b
elif c and d or not e: f
elif (g if h else i): j
else: k

while a < b < c:
    if d: break
    if e: continue
    f
else:
    g

while True: pass
while 0: dead
if not (a or b and not c): d
x = a if b else c if d else e
y = a and b or c and not d
z = not a, a is not b, a not in c, a is None, a == b != c
assert a
assert a, "message"
assert not (a and b), f"{a}"

for i, in a:
    for j in b:
        if j: break
        elif i: continue
    else: c
    continue


def returns(a):
    for x in a:
        while x:
            with x:
                try:
                    if a: return x
                    break
                finally:
                    for y in a:
                        continue
                    x
            return 1
    return (
        a)


if __debug__: debug
if 1: constant
elif 2: other
if "": never
if (x := f()) and x > 1: x
del a, (b, [c]), d.e, f[g], h[i:j]
a; b; "constant"; 1; ...
pass
