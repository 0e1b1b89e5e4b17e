# Large ints: multiplication, division, powers, text conversion, hashes, limits.
import sys

a = 3**500
b = 7**300
print(a * b % (10**30), a // b, a % b, divmod(-a, b)[1], len(str(a)))
print(str(a)[:30], str(-b)[:30], hex(a)[:30], oct(b)[:30], bin(b)[-30:])
print((a + b) - b == a, (a * b) // b == a, (a * b) % a, (-a) // b, -a % b)
n = 1
for i in range(1, 200):
    n *= i
print(n % 1000000007, len(str(n)), hash(n), hash(-n))
print(int("9" * 60) + 1, int("-" + "8" * 61), int("f" * 40, 16), int("1" * 100, 2), int("z" * 30, 36))
x = int("123456789" * 50)
print(x * x % 10**20, x**3 % 998244353, pow(x, x, 1000003), x.bit_length(), (x >> 1000) & 0xFFFF, (x << 77) % 12345)
y = (1 << 2000) - 1
print(y.bit_count(), y & (1 << 1999) != 0, (y ^ (y >> 1)).bit_count(), ~y == -(1 << 2000), -y >> 1990, y >> 1995)
print(10**50, -(10**50), 10**50 // 3, 10**50 % 7, 10**50 / 10**48, float(10**20), int(1e22), int(1e300) % 1000)
print((10**18) * (10**18), 2**64 - 1, -(2**63), 2**62 * 2, 2**30 * 2**30, 2**60 - 1 + 1)
import math

print(math.isqrt(10**60 + 12345), math.gcd(2**100 * 3**50, 6**60), math.lcm(10**20, 15**15), math.comb(200, 100), math.factorial(50), math.perm(30, 10))
print(sys.int_info.bits_per_digit, sys.get_int_max_str_digits())
for action in (lambda: str(10**4300), lambda: int("1" * 4301), lambda: len(str(10**4299)), lambda: sys.set_int_max_str_digits(100)):
    try:
        print(action())
    except ValueError as e:
        print(e)
sys.set_int_max_str_digits(0)
z = 3**30000
s = str(z)
print(len(s), s[:20], s[-20:], int(s) == z, z % 10**9)
m = int("7" * 5000)
print((m * z) % 999999937, (z // m) % 999999937, (z % m) % 999999937)
print(sum(divmod(z, m)) % 1000003, f"{z:,}"[:20], f"{m:x}"[:20])
for v in (0, 1, 2**30 - 1, 2**30, 2**60 - 1, 2**60, 2**90):
    print(v, v.__sizeof__(), (-v).__sizeof__())
print((2**1000 - 1) * (2**1000 + 1) == 2**2000 - 1, (10**100 + 1) ** 2 == 10**200 + 2 * 10**100 + 1)
