# What str says about every character, as one hash for each question and block of 4096.
QUESTIONS = "isalpha isalnum isdecimal isdigit isnumeric isspace isprintable isidentifier islower isupper istitle".split()
CHANGES = "upper lower title casefold swapcase capitalize".split()
for name in QUESTIONS + CHANGES:
    method = getattr(str, name)
    hashes = [hash("\n".join([str(method(chr(p))) for p in range(start, start + 4096)])) for start in range(0, 0x20000, 4096)]
    print(name, hash(tuple(hashes)), hashes[:3])
print(hash("\n".join([ascii(chr(p)) + repr(chr(p)) for p in range(0x3000)])))
print(hash("\n".join([("A" + chr(p) + "\u03a3").lower() + (chr(p) + "\u03a3").lower() for p in range(0x3000)])))
print([p for p in range(0x3100) if len(("a" + chr(p) + "b").splitlines()) > 1])
