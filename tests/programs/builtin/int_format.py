# The format mini-language for ints, % formatting, and format's errors.
for spec in ("", "d", "5", "<5", "^7", ">7", "05", "+", " ", "-", "+05", "x", "X", "#x", "#X", "#010x", "o", "#o", "b", "#b", ",", "_", "_x", "_b", "12,", "012,", "c", "e", ".2f", "%", "g", "n", "*^9", "=+6", "0=6", "<05", "é>4", "10_b", "+,d", ".3e", "z.1f"):
    row = []
    for v in (0, 65, -42, 1234567):
        try:
            row.append(format(v, spec))
        except (ValueError, OverflowError) as e:
            row.append(f"<{e}>")
    print(repr(spec), row)
for spec in ("s", "y", ".3", ".3d", ",c", ",x", "+c", "#c", ",_", "__", "5.", "99999999999999999999", "{", "1<<", "zd"):
    try:
        print(repr(spec), format(65, spec))
    except (ValueError, OverflowError) as e:
        print(repr(spec), e)
print(format(True), format(True, "d"), format(False, "5"), f"{True:>6}", "%d %s" % (True, True))
print("%d|%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%#o|%c|%i|%u|%.4d|%8.3d" % (7, 7, 7, 7, 7, 7, 255, 255, 255, 8, 8, 65, 3, 4, 5, 6))
for fmt, arg in (("%d", "a"), ("%d", 1.9), ("%x", 1.5), ("%c", 0x110000), ("%c", "ab"), ("%d", None), ("%q", 1), ("%", 1), ("%d %d", (1,)), ("%d", (1, 2)), ("%(a)d", 5), ("%*d", ("x", 1)), ("%c", -1)):
    try:
        print(fmt % arg)
    except Exception as e:
        print(fmt, arg, type(e).__name__, e)
print("%(a)d %(b)s" % {"a": 1, "b": 2}, "%%", "%*d|%-*d|%.*f" % (5, 1, 5, 2, 2, 3.14159), "%s %r %a" % ("é", "é", "é"))
print(bin(-10), oct(-10), hex(-255), bin(0), f"{-255:#b}", f"{10**20:,}", f"{10**20:_x}", f"{3:>{2 * 3}}", f"{7!r:>4}", f"{7!s:0>4}")
