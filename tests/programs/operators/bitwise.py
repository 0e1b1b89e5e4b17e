# & | ^ ~ << >> on ints and bools of every sign and size.
values = [0, 1, -1, 5, -6, 2**30, -(2**30), 2**60 + 3, -(2**61) - 1, True, False]
for a in values:
    print(a, ~a, [a & b for b in values], [a | b for b in values], [a ^ b for b in values])
for a in (1, -1, 5, -5, 2**70, -(2**70), 0):
    print(a, [a << n for n in (0, 1, 29, 30, 31, 64)], [a >> n for n in (0, 1, 29, 30, 31, 64, 100)])
for text in ("1 << -1", "1 >> -1", "1 << 2.0", "1.0 & 1", "1 | None", "'a' ^ 1", "0 << 10**20", "1 >> 10**20", "-1 >> 10**20"):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, type(e).__name__, e)
print(True & True, type(True & True), True | 2, True ^ False, type(True ^ 1), (5).bit_length(), (-256).bit_length(), (0).bit_length(), (255).bit_count(), (-7).bit_count())
try:
    1 << (1 << 70)
except (OverflowError, MemoryError) as e:
    print(type(e).__name__)
x = 0b1011
print(bin(x), bin(-x), f"{x:08b} {x:#x} {x:o}", x & -x, x & (x - 1))
