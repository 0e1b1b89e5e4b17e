# str.format and format_map: fields, attributes, indexes, conversions, nested specs, errors.
class P:
    x, y = 3, [10, 20]

    def __format__(self, spec):
        return f"P<{spec}>"

    def __repr__(self):
        return "P()"


print("{} {}".format(1, 2), "{1} {0} {1}".format("a", "b"), "{a} {b}".format(a=1, b=2), "{{}} {{{}}}".format(5), "{0.x} {0.y[1]} {d[key]} {l[0]}".format(P(), d={"key": "v"}, l=[9]))
print("{!r} {!s} {!a}".format("é", "é", "é"), "{:>{w}.{p}f}".format(3.14159, w=8, p=2), "{:{}}".format("x", ">4"), "{0:spec here}".format(P()), "{0!r:>6}".format(P()), "{:%}".format(0.5))
print("{:<6}|{:^6}|{:>6}|{:*^7}|{:.2}|{:5.1}|".format("ab", "ab", "ab", "ab", "abcdef", "xyz"), "{d[a b]} {d[0]}".format(d={"a b": 1, 0: "zero", "0": "text"}), "{[0]}".format("xy"), "{.real}".format(5))
print("{x}{y}".format_map({"x": 1, "y": 2}))


class D(dict):
    def __missing__(self, k):
        return f"?{k}?"


print("{a} {b}".format_map(D(a=1)))
for fmt, args, kw in (("{", (), {}), ("}", (), {}), ("{}{}", (1,), {}), ("{a}", (), {}), ("{0}{}", (1, 2), {}), ("{}{0}", (1, 2), {}), ("{0.nope}", (1,), {}), ("{0[a]}", ([1],), {}), ("{!x}", (1,), {}),
                      ("{:d}", ("s",), {}), ("{0!}", (1,), {}), ("{a.}", (), {"a": 1}), ("{0[}", (1,), {}), ("{:{:{}}}", (1, 2, 3), {}), ("{0!rx}", (1,), {}), ("{[]}", ([1],), {}), ("{-1}", (1,), {}), ("{:>}", ("s",), {}), ("{:=5}", ("s",), {}), ("{:+}", ("s",), {}), ("{:,}", ("s",), {}), ("{:#}", ("s",), {})):
    try:
        print(repr(fmt), fmt.format(*args, **kw))
    except Exception as e:
        print(repr(fmt), type(e).__name__, e)
print(format("abc", "5"), format("abc", ">5.2"), format("é", "*^5"), "%s|%10s|%-10s|%.2s|%5.1s" % ("a", "b", "c", "def", "ghi"), "%r" % ("x",), "%s" % [1], "%s %%" % 5)
