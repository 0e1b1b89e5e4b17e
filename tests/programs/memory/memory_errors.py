# Requests that cannot be met raise MemoryError or OverflowError and leave everything usable.
import sys

for text in ("[0] * (1 << 60)", "'a' * (1 << 62)", "b'a' * (1 << 62)", "(0,) * (1 << 60)", "[0] * (1 << 70)", "'ab' * (1 << 63)", "bytes(1 << 62)", "' '.join(['x'] * 3) * (1 << 61)", "'%*d' % (1 << 40, 1) if False else 1", "1 << (1 << 62) if False else 2", "'x'.ljust(1 << 62)", "'x'.center(1 << 70)", "[].__imul__(1 << 60)", "'x'.zfill(1 << 62)", "range(1 << 70).__len__()", "list(range(1 << 62))" if False else "3", "'a'.replace('a', 'b' * 1000) * (1 << 60)", "bytes.join(b'', []) * (1 << 80)"):
    try:
        r = eval(text)
        print(text, "->", type(r).__name__)
    except (MemoryError, OverflowError) as e:
        print(text, "->", type(e).__name__, e)
try:
    x = [0] * (sys.maxsize // 8)
except MemoryError as e:
    print(type(e).__name__, e.args)
l = [1, 2, 3]
try:
    l *= 1 << 60
except MemoryError:
    print(l)
try:
    l.extend([0] * (1 << 60))
except MemoryError:
    print(l)
print(sys.maxsize, "still", [i for i in range(3)])
