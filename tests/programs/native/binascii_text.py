# binascii: every direction, hostile text, and a long run of inputs made by a generator of numbers, whose results are summed up.
import binascii as b


def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        result = f"{type(error).__module__}.{type(error).__name__}: {error}"
    print(function.__name__, args, kwargs or "", "->", result)


class Numbers:
    def __init__(self, seed):
        self.state = seed

    def __call__(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit


for text in [b"", b"=", b"====", b"ab=", b"ab==", b"ab==x", b"ab==\n", b"ab=c=", b"abc=", b"abc==", b"abcd=", b"abcd\n", b"ab\n==", b"ab=\n=", b"a", b"a=",
             b"a=bc", b"abcde", b"abcd=efgh", b"ab=cd", "YQ==", "Y\u00e9", b"\xff\xfe"]:
    show(b.a2b_base64, text)
    show(b.a2b_base64, text, strict_mode=True)
show(b.b2a_base64, b"")
show(b.b2a_base64, bytes(range(48)), newline=False)
for text in [b"", "", b"\n", b"#", b"#abc\x10", b"#86)CX", b"\x80abc", b"#86)C", b"#86)C  \r\n", b"#86)C``\n", b"M", b"  ", "\x7f"]:
    show(b.a2b_uu, text)
for data in [b"", b"a", b"ab", b"abc", b"\0\0\0\0", b"x" * 45, b"x" * 46]:
    show(b.b2a_uu, data)
    show(b.b2a_uu, data, backtick=True)
for text in ["", "abc", "abxx", "AbCd09", b"ff00", "\u1234", 5, None]:
    show(b.unhexlify, text)
show(b.hexlify, b"\x00\x01\xff\x80", "-", 3)
show(b.hexlify, b"\x00\x01\xff\x80", b":", -3)
show(b.hexlify, bytearray(b"abc"), sep="::")
show(b.hexlify, b"abc", "\u1234")
show(b.hexlify, "abc")
for crc in [0, -1, 2**70 + 5, 1.5, "x"]:
    show(b.crc32, b"abc", crc)
    show(b.crc_hqx, b"abc", crc)
show(b.crc32, memoryview(bytes(range(256)))[::2])
show(b.crc32, memoryview(bytes(range(256))).cast("I"))
show(b.crc32, bytes(100_000))
for text in [b"=", b"==", b"=\n", b"=\r\r\nx", b"=4", b"=4g", b"=41=4a=4A", b"a_b", b"=3D=", b"= \n", b"=\rabc"]:
    show(b.a2b_qp, text)
    show(b.a2b_qp, text, header=True)
for data in [b"", b".", b".\n", b"..", b" ", b"a \n", b"a\t\r\nb\n", b"a\nb\r\nc", b"=_\x7f\x00\xff", b"x" * 80, b"\xff" * 40 + b"\r\n." + b"y" * 76 + b"\n", b"a b\tc"]:
    for flags in range(8):
        show(b.b2a_qp, data, quotetabs=bool(flags & 1), istext=bool(flags & 2), header=bool(flags & 4))
print(b.Error.__mro__, b.Incomplete.__mro__, sorted(n for n in dir(b) if n[0] != "_"))

numbers = Numbers(1)
alphabets = [b"abAB09+/==\n", b"abcd=", b"=\r\n_ .a4F\t", bytes(range(256)), b" `#M!_\n\r", b"0123456789abcdefABCDEF"]
total = 0
for round in range(6000):
    alphabet = alphabets[numbers(len(alphabets))]
    data = bytes(alphabet[numbers(len(alphabet))] for _ in range(numbers(90 if round % 10 == 0 else 12)))
    for function, kwargs in [(b.a2b_base64, {}), (b.a2b_base64, {"strict_mode": True}), (b.a2b_uu, {}), (b.a2b_qp, {}), (b.a2b_qp, {"header": 1}), (b.a2b_hex, {}),
                             (b.b2a_qp, {"quotetabs": round & 1, "istext": round & 2, "header": round & 4}), (b.b2a_uu, {"backtick": round & 1}), (b.b2a_base64, {})]:
        try:
            result = function(data, **kwargs)
        except b.Error as error:
            result = str(error).encode()
        total = b.crc32(result, total)
    total = b.crc_hqx(data, total & 0xFFFF) + total
    if round % 1000 == 999:
        print(round, total)
