# Shared by the programs here: makes calls, prints one line for each with its result or exception, long ones as their hash.
def call(name, function, *args):
    try:
        text = ascii(function(*args))
    except Exception as e:
        text = f"{type(e).__name__}: {ascii(str(e))}"
    if len(text) > 60:
        text = f"{text[:40]}... {hash(text)}"
    print(name, text)


def summary(name, calls):
    """Many calls as one line: how many, and the hash of all results."""
    results = []
    for function, args in calls:
        try:
            results.append(ascii(function(*args)))
        except Exception as e:
            results.append(f"{type(e).__name__}: {ascii(str(e))}")
    print(name, len(results), hash("\n".join(results)))


TEXTS = ['', 'a', 'abc', 'Hello World', 'hello world foo', '  spaced\t out\n', 'é', 'ÀÉîß', 'ßtraße ﬁn', 'ΑΣ ΑΣΒ Σ',
         'ὈΔΥΣΣΕΎΣ.', 'İstanbul', 'ǆ ǅ Ǆ', '\u20ac\u20ac', '\U0001f600x\U0001f601', '\ud800a\udc00', "it's", 'q"q',
         "it's \"q\"", '\x00\x01\x7f\x80\xa0\xad\u200b\u2028', 'a\nb\r\nc\rd\x0be\x0cf\x1cg\x85h\u2028i', '123', '٣٤',
         '²³', 'Ⅷ', '½', '一二', 'aXbXc', '____', 'ŉ', 'title Case tEST', "they're bill's", '\t\ta\tb', '-42', '+7',
         '\u1e9e', 'ᾳᾼ', 'a' * 300, '\\backslash', '\ufffe', 'x̂ŷ', 'ⅷⓐ', '\u0345a\u03a3\u0345', 'ABCabc\u0130']

BYTES = [b'', b'a', b'abc', b'Hello World', b'  sp\t x\n', b'\x00\xff\x80', b"it's", b'q"q', b'a\nb\r\nc\rd', b'-42',
         b'+7', b'aXbXc', b'\t\ta\tb', b'abcabcabc', bytes(range(256)), b'xyz' * 200, b"they're", b'123', b' \x0b\x0c\x1c']
