# str: indexing, slicing with every sign, concatenation, repetition, iteration, comparison, hash.
s = "abcdef"
for sl in (slice(None), slice(2), slice(1, 4), slice(-3, None), slice(None, None, -1), slice(4, 1, -1), slice(None, None, 2), slice(10, 20), slice(-100, 100), slice(5, None, -2), slice(1, 1), slice(None, -1), slice(-1, None, -3)):
    print(sl, repr(s[sl]), repr("aé中😀z"[sl]))
print(s[0], s[-1], s[True], [c for c in "é😀"], len("😀é"), "😀"[0] == "😀", s * 0, s * -1, 3 * "ab", "a" "b" 'c')
for bad in (lambda: s[6], lambda: s[-7], lambda: s["1"], lambda: s[1.0], lambda: s[::0], lambda: s[None:"a"], lambda: s + 1, lambda: s * "a", lambda: ""[0]):
    try:
        bad()
    except (IndexError, TypeError, ValueError) as e:
        print(type(e).__name__, e)
try:
    s[0] = "x"
except TypeError as e:
    print(e)
try:
    del s[0]
except TypeError as e:
    print(e)
print("a" < "b", "a" < "B", "abc" < "abcd", "" < "a", "é" > "z", "😀" > "\uffff", "abc" == "ab" + "c", "a" != "a ", max("hello"), min("hello"), sorted("banana"))
print(hash(""), hash("a"), hash("abc"), hash("é"), hash("😀"), hash("a" * 100))
print("b" in "abc", "" in "abc", "cb" in "abc", list(reversed("abc")), list(enumerate("ab")), tuple("xy"), set("aab") == {"a", "b"}, "abc".__contains__("c"), "abc".__getitem__(1), "abc".__len__(), "x".__mul__(3))
print("%s" % "a", "abc".__add__("d"), str.__len__("four"), str("é"), str(b"abc", "ascii"), str(b"\xff", errors="replace", encoding="utf8"), str(), str(object=5), "\N{GREEK SMALL LETTER ALPHA} \x41 \u00e9 \U0001f600 \101 \
joined")


class S(str):
    def __str__(self):
        return "S.__str__"

    def __repr__(self):
        return "S.__repr__"


x = S("val")
print(x, repr(x), x + "a", type(x + ""), type(x[:]), f"{x}", f"{x!r}", "%s" % x, x.upper(), [x], x == "val", hash(x) == hash("val"), str(x), len(x))
