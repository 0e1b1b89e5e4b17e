# Floats in a loop.
def main():
    x = 0.0
    step = 0.000001
    for i in range(3_000_000):
        x = x * 0.999999 + step * i
        if x > 1.0:
            x -= 1.0
    return x
