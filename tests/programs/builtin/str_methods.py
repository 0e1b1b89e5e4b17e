# str methods: searching, splitting, stripping, padding, case, replacing.
s = "the quick brown the fox"
print(s.find("the"), s.find("the", 1), s.rfind("the"), s.find("zz"), s.index("quick"), s.count("the"), s.count(""), s.count("t", 1, 20), "aaaa".count("aa"))
try:
    s.index("zz")
except ValueError as e:
    print(e)
print("a,b,,c".split(","), "a,b,,c".split(",", 1), "a,b,,c".rsplit(",", 1), " a  b \t\nc ".split(), " a  b c".split(None, 1), " a b  c ".rsplit(None, 1), "".split(), "".split(","))
for bad in (lambda: "a".split(""), lambda: "a".partition(""), lambda: "a".split(1), lambda: "a".join([1]), lambda: "a".join(5), lambda: "a".center(5, "xy"), lambda: "a".replace("a"), lambda: "a".startswith(1)):
    try:
        print(bad())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print("k=v=w".partition("="), "k=v=w".rpartition("="), "kv".partition("="), "kv".rpartition("="), "l1\nl2\r\nl3\rl4\x0bl5\x0cl6\x1cl7\u2028l8".splitlines(), "a\nb\n".splitlines(True), "".splitlines())
print("  x ".strip(), "xxaxx".strip("x"), "abcba".lstrip("ab"), "abcba".rstrip("ab"), "\u3000x\u00a0".strip() + "|", "abc".strip(""), "prefix-x".removeprefix("prefix-"), "x.py".removesuffix(".py"), "x".removesuffix("yy"))
print("x".center(5, "*"), "x".center(4), "xy".center(5, "-"), "7".zfill(3), "-7".zfill(4), "+7".zfill(1), "x".ljust(3, ".") + "|", "x".rjust(3), "a\tbc\td".expandtabs(4), "\t|".expandtabs(0))
print("Hello World".upper(), "Hello".lower(), "hello world's fair".title(), "hELLO".capitalize(), "HeLLo".swapcase(), "Straße".casefold(), "ß".upper(), "ﬁ".title(), "İ".lower(), "ΑΣ".lower(), "ΣΑΣ ΣΑ".lower(), "ǆ".title())
print("aXbXc".replace("X", "-"), "aXbXc".replace("X", "-", 1), "abc".replace("", "."), "aaa".replace("a", "", 2), "abc".replace("b", "", -1), "abc".replace("z", "y", count=1))
print("abc".startswith("ab"), "abc".startswith(("x", "a")), "abc".endswith("c", 1, 3), "abc".startswith("", 4), "abc".startswith("b", 1), "".startswith(""))
print("abc".translate({97: "A", 98: None, 99: 0x43}), "abc".translate(str.maketrans("ab", "xy", "c")), str.maketrans({"a": 1, 98: "z"}), "héllo".encode(), "-".join("abc"), ",".join([]), ",".join(["x"]))
preds = "isalpha isdigit isdecimal isnumeric isalnum isspace isupper islower istitle isidentifier isprintable isascii".split()
for t in ("abc", "ABC", "12", "²", "½", "٣", " \t", "Title Case", "a1", "_x1", "", "é", "\x07", "\u2028", "ǅ", "中文", "1a", "None"):
    print(repr(t), [p[2:] for p in preds if getattr(t, p)()])
