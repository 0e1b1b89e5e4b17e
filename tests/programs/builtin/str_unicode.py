# Unicode: encodings, error handlers, case of special letters, identifiers, wide characters mixed.
text = "aé中😀"
for enc in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "utf-8-sig", "latin-1", "ascii", "unicode_escape", "raw_unicode_escape"):
    for errors in ("strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace"):
        if errors == "namereplace":
            continue
        try:
            print(enc, errors, text.encode(enc, errors))
        except UnicodeEncodeError as e:
            print(enc, e)
for data in (b"abc", b"\xc3\xa9", b"\xff", b"a\xc3", b"\xe4\xb8", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xc0\x80", b"\xf5\x80\x80\x80", b"\xe4a", b"\x80abc"):
    for errors in ("strict", "ignore", "replace", "backslashreplace", "surrogateescape"):
        try:
            print(data, errors, ascii(data.decode("utf-8", errors)))
        except UnicodeDecodeError as e:
            print(data, e, e.start, e.end)
try:
    b"\xe9".decode("ascii")
except UnicodeDecodeError as e:
    print(e, e.object, e.encoding)
for name in ("nope", "", "utf8", "UTF_8", "U8", "latin1", "l1", "us-ascii", "646"):
    try:
        print(name, "é".encode(name, "replace"))
    except LookupError as e:
        print(type(e).__name__, e)
try:
    "é".encode("ascii", "nohandler")
except LookupError as e:
    print(e)
print("é".encode("ascii", "ignore"), b"\xff\xfea\x00".decode("utf-16"), b"\xef\xbb\xbfx".decode("utf-8-sig"), ascii(b"\xef\xbb\xbfx".decode("utf-8")))
é = 1
ﬁ = 2
print(é, "fi" in globals(), fi, "ﬁ" in globals())
print([c.upper() for c in "ßŉǰΐﬀ"], [c.lower() for c in "İΣẞ"], "ß".casefold(), "ŒUVRE".lower(), "ĳ".title(), "ǲ".upper(), "ᾳ".upper(), "ŉ".title(), "Σ".lower(), "Iı".casefold())
print("①".isdigit(), "①".isdecimal(), "五".isnumeric(), "Ⅷ".isnumeric(), "a\u0301".isalpha(), "ª".islower(), "ʰ".islower(), "Ⓐ".isupper(), "\u00a0".isspace(), "\u200b".isspace(), "\x85".isspace(), "\u0600".isprintable())
