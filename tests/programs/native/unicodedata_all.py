# unicodedata: every property of every character summed up, for both databases; names, aliases and sequences found by name; normalization of texts made by a
# generator of numbers; errors and hostile arguments.
import sys
import unicodedata as u


def show(function, *args):
    try:
        result = function(*args)
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(function.__name__, ascii(args)[:90], "->", ascii(result))


def mix(total, value):
    for c in str(value):
        total = (total * 33 + ord(c)) & 0xFFFFFFFFFFFF
    return total


properties = ["category", "bidirectional", "combining", "mirrored", "east_asian_width", "decomposition"]
for label, db in [("new", u), ("old", u.ucd_3_2_0)]:
    sums = dict.fromkeys(properties + ["decimal", "digit", "numeric", "name"], 0)
    functions = [(name, getattr(db, name)) for name in properties]
    defaults = [(name, getattr(db, name)) for name in ["decimal", "digit", "numeric", "name"]]
    for first, last, step in [(0, 0x3400, 1), (0x3400, 0xA000, 7), (0xA000, 0xAC00, 1), (0xAC00, 0xE000, 11), (0xE000, 0x20000, 1), (0x20000, 0x30000, 17),
                              (0x30000, 0x31400, 3), (0xE0000, 0xE0200, 1), (0xEFFF0, 0xF0600, 1), (0x10FFF0, 0x110000, 1)]:
        for code in range(first, last, step):
            c = chr(code)
            for name, function in functions:
                if (value := function(c)):
                    sums[name] = mix(sums[name] + code, value)
            for name, function in defaults:
                if (value := function(c, None)) is not None:
                    sums[name] = mix(sums[name] + code, value)
    print(label, db.unidata_version, sums)

found = wrong = 0
for code in [*range(0x3000), *range(0x3000, 0x20000, 5)]:
    if (name := u.name(chr(code), None)):
        found += 1
        wrong += u.lookup(name) != chr(code) or u.lookup(name.lower()) != chr(code)
        for other in (name + "X", name[:-1]):
            try:
                wrong += u.lookup(other) == chr(code)
            except KeyError:
                pass
print(found, wrong)
for name in ["NULL", "nul", "LATIN SMALL LETTER GHA", "VS256", "VARIATION SELECTOR-256", "KEYCAP DIGIT ONE", "KATAKANA LETTER AINU P", "BELL", "ALERT",
             "LATIN SMALL LETTER R WITH TILDE", "hangul syllable gag", "HANGUL SYLLABLE ", "HANGUL SYLLABLE X", "HANGUL SYLLABLE GAGX", "HANGUL SYLLABLE A",
             "CJK UNIFIED IDEOGRAPH-4e00", "CJK UNIFIED IDEOGRAPH-04E00", "CJK UNIFIED IDEOGRAPH-F900", "CJK UNIFIED IDEOGRAPH-2CEB0",
             "cjk compatibility ideograph-f900", "TANGUT IDEOGRAPH-17000", "CJK UNIFIED IDEOGRAPH-", "-", "", "a\0b", "\u00e9", "\udc80", "x" * 256, "x" * 257,
             b"LATIN SMALL LETTER A", bytearray(b"DIGIT ONE"), b"\xff\xfe", 5, None]:
    show(u.lookup, name)
    show(u.ucd_3_2_0.lookup, name)
for argument in ["", "ab", 5, None, "\ue000", "\ud800", "\U0010ffff", "\uac01", "\u00bd", "\u4e00", "\u2083"]:
    for function in [u.name, u.decimal, u.digit, u.numeric, u.category, u.decomposition, u.ucd_3_2_0.name, u.ucd_3_2_0.decomposition]:
        show(function, argument)
for form in ["NFC", "NFX", "", 5]:
    for text in ["", "abc", "e\u0301", "\ud800\u0301", 5]:
        show(u.normalize, form, text)
        show(u.is_normalized, form, text)
same = "A\u030a plain ascii"
print(u.normalize("NFD", same) is same, u.normalize("NFC", same) is same, u.normalize("NFC", "abc") == "abc")
show(u.UCD)
print(type(u.ucd_3_2_0).__name__, sys.getsizeof(u.ucd_3_2_0), u.ucd_3_2_0.category("\u0221"), u.category("\u0221"))

# Long runs of marks take no longer than they must.
run = "a" + "\u0301\u0323" * 40000
print([hash_of for form in ["NFC", "NFD"] if (hash_of := mix(0, u.normalize(form, run)))])

state = 7
alphabets = ["aeioAE\u0301\u0308\u0323\u0327\u0345\u0315\u031b", "\u1100\u1161\u11a8\uac00\uac01\u1175\u11c2", "\ufb01\u00bd\u2460\u3300\ufdfa\u1e9b\u0323",
             "\u0f71\u0f72\u0f74\u0f80\u0f73\u0344\u0340\u0385", "\U0001d15e\U0001d165\U0001d16e\U0002f868\U0002f874\U0002f91f\U0002f95f\U0002f9bf",
             "\u09c7\u09be\u09d7\u0b47\u0b56\u0cc6\u0cc2\u0cd5\u0dd9\u0dcf\u0dca", "".join(map(chr, range(0x300, 0x370))) + "ae\u00e9"]
sums = {}
for round in range(4000):
    alphabet = alphabets[round % len(alphabets)]
    text = ""
    for _ in range(1 + state % 9 if round % 50 else 90):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        text += alphabet[(state >> 33) % len(alphabet)]
    for form in ["NFC", "NFD", "NFKC", "NFKD"]:
        for label, db in [("new", u), ("old", u.ucd_3_2_0)]:
            result = db.normalize(form, text)
            key = label + form
            sums[key] = mix(sums.get(key, 0), result) + db.is_normalized(form, text)
            assert db.is_normalized(form, result) and db.normalize(form, result) == result
print(sums)
