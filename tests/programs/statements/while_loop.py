# while: else, break, continue, conditions with effects, nested loops.
n = 0
while n < 5:
    n += 1
    if n % 2:
        continue
    print(n)
else:
    print("done", n)
while True:
    n -= 1
    if n == 1:
        break
else:
    print("never")
print(n)
stack = list("abc")
while stack:
    print(stack.pop(), end="")
print()
i = 0
while (i := i + 1) < 4:
    j = 0
    while j < i:
        j += 1
        if j == 2:
            break
    else:
        print("inner ended", i, j)
        continue
    print("inner broke", i, j)


def find(limit):
    k = 0
    while k < limit:
        try:
            if k == 3:
                return "found"
            if k == 1:
                continue
        finally:
            print("finally", k)
            k += 1
    return "not found"


print(find(2), find(9))
while 0:
    pass
else:
    print("constant condition")
