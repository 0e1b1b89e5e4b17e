# The format mini-language for floats, and % formatting.
values = (0.0, -0.0, 1.0, 3.14159, -2.5, 1234567.891, 1e-7, 1e20, 0.5, 99.995, float("inf"), float("-inf"), float("nan"))
for spec in ("", "f", "F", "e", "E", "g", "G", "n", "%", ".0f", ".1f", ".3f", ".10f", ".0e", ".3e", ".3g", ".0g", "#.0f", "#g", "10.2f", "<10.2f", "^10.2f", "+.2f", " .2f", "010.2f", ",", ",.2f", "_.1f", "012,.1f", "z.0f", "z.1f", "+z.1f", ".2%", "*>12.3g", "=+9.1f", ".15", ".1", ".17g", "20", "-.2f"):
    print(repr(spec), [format(v, spec) for v in values])
for spec in ("d", "x", "s", "c", ".f", "..2f", "5.2.1f", ",_f", "ff", "#,x"):
    try:
        print(format(1.5, spec))
    except ValueError as e:
        print(spec, e)
print("%f %.2f %e %g %10.3f %-10.1f| %+.1f %05.1f %G %.0f %#.0f %s %r" % (1.5, 2.345, 12345.678, 1e-5, 3.14159, 2.5, 1.0, 2.5, 1e20, 2.5, 2.0, 0.1, 0.1))
print(f"{3.14159:.{2}f} {2.5:{'>'}{8}.{1}f} {1e10!r} {0.1 + 0.2}", "{:.3}".format(2 / 3), "{0:>8.2f}|{1:<8}".format(1.005, 2.5))
for n in range(0, 25, 4):
    print(n, "%.*f" % (n, 0.1), "%.*e" % (n, 123.456), "%.*g" % (n, 2 / 3))
print(format(1e300, ".2f")[:20], len(format(1e300, "f")), format(5e-324, ".3e"), format(0.1, ".50f"), format(2.0**70, "f"))
