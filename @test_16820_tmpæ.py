x = 1
y = 2

def f():
    return x + y

for i in range(10):
    f()
