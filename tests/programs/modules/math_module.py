# math: exactness, special values, integer functions, errors.
import math

print(math.pi, math.e, math.tau, math.inf, math.nan, math.sqrt(2), math.cbrt(27), math.exp(1), math.log(10), math.log(8, 2), math.log2(1024), math.log10(1000), math.log1p(1e-10), math.expm1(1e-10), math.exp2(10))
print([round(f(0.5), 12) for f in (math.sin, math.cos, math.tan, math.asin, math.acos, math.atan, math.sinh, math.cosh, math.tanh, math.asinh, math.atanh, math.erf, math.erfc, math.gamma, math.lgamma)], math.atan2(1, -1), math.hypot(3, 4), math.hypot(1, 2, 3), math.dist([0, 0], [3, 4]), math.degrees(math.pi), math.radians(180))
print(math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.7), math.fabs(-3), math.fmod(-7, 3), math.remainder(7, 4), math.modf(-2.5), math.frexp(10), math.ldexp(0.5, 4), math.copysign(1, -0.0), math.nextafter(1, 2), math.ulp(1.0), math.fma(2, 3, 4))
print(math.gcd(12, 18, 27), math.gcd(), math.lcm(4, 6), math.lcm(), math.factorial(20), math.comb(10, 3), math.perm(5, 2), math.perm(5), math.isqrt(10**20 + 1), math.prod([1, 2, 3, 4]), math.prod([], start=7), math.fsum([0.1] * 10), sum([0.1] * 10), math.sumprod([1, 2, 3], [4, 5, 6]))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.isclose(1, 1 + 1e-10), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-10), math.isclose(0, 1e-10, abs_tol=1e-9))
print(math.pow(2, 0.5), math.pow(0, 0), math.pow(-1, math.inf), math.sqrt(10**40), math.log(10**400), math.log2(2**2000), math.floor(1e20), math.ceil(10**30), math.exp(-1000), math.fsum([1e100, 1, -1e100]), math.hypot(1e300, 1e300), math.isqrt(0))
for bad in ("math.sqrt(-1)", "math.log(0)", "math.log(-1)", "math.exp(1000)", "math.factorial(-1)", "math.factorial(1.5)", "math.acos(2)", "math.gamma(0)", "math.pow(0, -1)", "math.fmod(1, 0)", "math.sqrt('a')", "math.sqrt()", "math.gcd(1.5)", "math.isqrt(-1)", "math.comb(-1, 2)", "math.floor(math.inf)", "math.ldexp(1, 10**10)", "math.log(2, 1)", "math.atan2(1)", "math.sin(math.inf)", "math.pow(-8, 1/3)", "math.dist([1], [1, 2])", "math.factorial(10**20)", "math.sumprod([1], [1, 2])", "math.floor(math.nan)", "math.cosh(1000)", "math.lgamma(0)", "math.perm(-1)", "math.prod(5)", "math.ceil('a')", "math.log(10**400, 'a')", "math.fsum([1e308, 1e308])"):
    try:
        print(bad, eval(bad))
    except (ValueError, OverflowError, TypeError, ZeroDivisionError) as e:
        print(bad, type(e).__name__, e)


class F:
    def __float__(self):
        return 4.0

    def __floor__(self):
        return "floored"

    def __ceil__(self):
        return "ceiled"

    def __trunc__(self):
        return "truncated"

    def __index__(self):
        return 6


print(math.sqrt(F()), math.floor(F()), math.ceil(F()), math.trunc(F()), math.gcd(F(), 4), math.factorial(F()))
