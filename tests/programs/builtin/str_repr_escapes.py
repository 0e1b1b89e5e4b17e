# repr and ascii of strings, escapes in literals, raw strings, surrogates.
for s in ("plain", "it's", 'say "x"', "both ' and \"", "\n\r\t\\", "\0\x01\x7f\x80\xa0\xad", "é中😀", "\u200b\u2028\ufeff", "\ud800\udfff", "\U0010ffff", "\u0378", "\x1b[0m"):
    print(ascii(repr(s)), ascii(s), len(s))
print(r"raw\n\d", R'\'', b"\x00\xffabc'", b'"', br"\x", "\a\b\f\v".encode(), "a\
b")
for bad in (r"'\x1'", r"'\u12'", r"'\N{NOT A NAME}'", r"'\U00110000'", r"b'\x1'", "b'é'", r"'\N'"):
    try:
        eval(bad)
    except SyntaxError as e:
        print(bad, e.msg)
import warnings

with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    print(eval(r"'\d\q'"), eval(r"'\400'"), eval(r"b'\z'"))
    print([str(x.message) for x in w])
print(ascii("\N{SNOWMAN}"), "\N{LATIN SMALL LETTER E WITH ACUTE}", """triple
line's "text" """, '''a''' "b")
try:
    "\ud800".encode()
except UnicodeEncodeError as e:
    print(e, e.start, e.end, e.reason, e.encoding)
print("\ud800".encode("utf-8", "surrogatepass"), ascii(b"\xed\xa0\x80".decode("utf8", "surrogatepass")), ascii(b"\xff\xfe".decode("utf8", "surrogateescape")), "\udcff".encode("utf8", "surrogateescape"))
print(ascii("a" + chr(0x10FFFF)), ord("\ud83d"), ascii("\ud83d\ude00"), "\ud83d" "\ude00" == "😀", chr(65), ord("é"))
for bad in (lambda: chr(-1), lambda: chr(0x110000), lambda: ord(""), lambda: ord("ab"), lambda: ord(5), lambda: chr("a")):
    try:
        bad()
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
