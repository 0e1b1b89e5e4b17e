# for: targets, else, break, continue, changing the list while looping, the loop variable after it.
for x in []:
    print("never")
else:
    print("else of empty")
for i in range(3):
    if i == 1:
        continue
    print(i)
else:
    print("else", i)
for i in range(10):
    if i == 2:
        break
else:
    print("never")
print("after break", i)
for (a, b), *rest in [((1, 2), 3, 4), ((5, 6),)]:
    print(a, b, rest)
d = {}
for d["k"] in "xyz":
    pass
print(d)
lst = [1, 2, 3, 4]
for item in lst:
    if item < 3:
        lst.append(item * 10)
    if len(lst) > 8:
        break
print(lst)
lst = [1, 2, 3, 4, 5, 6]
for item in lst:
    lst.remove(item)
print(lst)
for n in range(2, 20):
    for k in range(2, n):
        if n % k == 0:
            break
    else:
        print(n, end=" ")
print()
for i, c in enumerate("ab", 5):
    print(i, c)
for x in 1, 2, *(3, 4):
    print(x, end=",")
print()
dd = {1: 1}
try:
    for k in dd:
        dd[k + 1] = 0
except RuntimeError as e:
    print(e)
ss = {1}
try:
    for k in ss:
        ss.add(k + 1)
except RuntimeError as e:
    print(e)
try:
    for x in 5:
        pass
except TypeError as e:
    print(e)
