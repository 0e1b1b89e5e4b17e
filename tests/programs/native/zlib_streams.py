# zlib (level 0 is not here: versions of the library cut its blocks differently): whole and piecewise compression in all formats, dictionaries, copies, limits on output, flush modes, errors, and hostile input.
import copy
import zlib


def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        result = f"{type(error).__module__}.{type(error).__name__}: {error}"
    text = repr(result).split(" at 0x")[0]
    print(getattr(function, "__name__", function), str(args)[:70], kwargs or "", "->", text[:200])


text = b"".join(b"%d bottles of beer on the wall, " % n for n in range(300))
packed = zlib.compress(text)
show(zlib.compress)
for args in [("a",), (b"a", 10), (b"a", -2), (b"a", 1, 100), (b"a", 1, 0), (b"a", 1, 8), (b"a", 1, -8), (b"a", 1.5), (b"", 9), (None,), (b"a", 2**40)]:
    show(zlib.compress, *args)
for level in [-1, *range(1, 10)]:
    for wbits in [15, 9, -15, 31, 27]:
        data = zlib.compress(text, level, wbits)
        print(level, wbits, len(data), hex(zlib.crc32(data)), zlib.decompress(data, wbits) == text, end="; ")
    print()
show(zlib.decompress)
for data, kwargs in [(packed[:-3], {}), (b"x", {}), (b"", {}), (b"abcdef", {}), (packed + b"xx", {}), (packed, {"bufsize": 0}), (packed, {"bufsize": -1}), (packed, {"wbits": 100}),
                     (packed, {"bufsize": 2**70}), (packed, {"wbits": "a"}), (packed[:-1] + b"x", {}), (packed, {"wbits": -15}), (packed, {"wbits": 47}), (packed, {"wbits": 0}),
                     (packed, {"wbits": 9}), (packed[:20] + b"\xff" * 20 + packed[40:], {})]:
    show(zlib.decompress, data, **kwargs)
for args in [(10,), (1, 9), (1, 8, 100), (1, 8, 15, 10), (1, 8, 15, 9, 9), (1, 8, 15, 9, 0, "a"), (1, 8, 15, 9, 0, b""), (1, 8, 15, 9, 0, None), (1, 8, -15, 9, 0, b"abc"),
             (1, 8, 31, 9, 0, b"abc")]:
    show(zlib.compressobj, *args)
for args in [(100,), (15, 5), (15, b""), (-15, b"abc"), (15, None)]:
    show(zlib.decompressobj, *args)

for strategy in range(5):
    for level, mem in [(1, 1), (6, 8), (9, 9)]:
        c = zlib.compressobj(level, zlib.DEFLATED, 12, mem, strategy)
        out = b"".join([c.compress(text[:1000]), c.flush(zlib.Z_SYNC_FLUSH), c.compress(text[1000:3000]), c.flush(zlib.Z_FULL_FLUSH), c.compress(text[3000:]),
                        c.flush(zlib.Z_PARTIAL_FLUSH), c.flush(zlib.Z_BLOCK), c.flush(zlib.Z_NO_FLUSH), c.flush()])
        print(strategy, level, len(out), hex(zlib.adler32(out)), zlib.decompress(out) == text)
c = zlib.compressobj()
first = c.compress(text[:500])
twin = copy.copy(c)
print(first + c.compress(text[500:]) + c.flush() == first + twin.compress(text[500:]) + copy.deepcopy(twin).flush())
show(c.flush, 77)
show(c.flush)
show(c.compress, b"x")
show(c.copy)
show(c.compress, "x")

d = zlib.decompressobj()
pieces = []
data = packed + b"behind"
while not d.eof:
    pieces.append(d.decompress(data, 700))
    data = d.unconsumed_tail
print([len(p) for p in pieces], b"".join(pieces) == text, d.unused_data, d.unconsumed_tail)
show(d.decompress, b" and more")
print(d.unused_data)
show(d.flush)
show(d.decompress, b"after flush")
show(d.copy)
d = zlib.decompressobj()
show(d.decompress, packed, -1)
print(d.decompress(packed, max_length=3), len(d.unconsumed_tail))
twin = d.copy()
show(d.flush, 0)
print(d.flush(10) == text[3:], twin.flush() == text[3:], twin.eof, d.eof)
d = zlib.decompressobj()
for byte in range(30):
    d.decompress(packed[byte : byte + 1])
show(d.flush)
show(zlib.decompressobj().decompress, b"garbage!")
zdict = b"bottles of beer on the wall"
c = zlib.compressobj(zdict=zdict)
with_dict = c.compress(text) + c.flush()
show(zlib.decompress, with_dict)
show(zlib.decompressobj().decompress, with_dict)
show(zlib.decompressobj(zdict=b"wrong").decompress, with_dict)
print(zlib.decompressobj(zdict=bytearray(zdict)).decompress(with_dict) == text)
c = zlib.compressobj(wbits=-15, zdict=zdict)
raw = c.compress(text) + c.flush()
print(len(raw), zlib.decompressobj(wbits=-15, zdict=zdict).decompress(raw) == text)

for limit in [-1, 0, 1, 100, 100_000]:
    k = zlib._ZlibDecompressor()
    out, position = [], 0
    while not k.eof and len(out) < 40:
        feed = packed[position : position + 200] if k.needs_input else b""
        position += len(feed)
        out.append(k.decompress(feed, limit))
    print(limit, len(out), sum(map(len, out)), text.startswith(b"".join(out)), k.eof, k.needs_input, k.unused_data)
k = zlib._ZlibDecompressor(zdict="a")
show(k.decompress, packed + b"rest", 5)
print(k.needs_input, k.eof, k.unused_data)
print(k.decompress(b"") == text[5:], k.unused_data)
show(k.decompress, b"")
show(k.decompress, "x")
for args in [(1, 2, 3), (100,), (15, "a"), ("a",)]:
    show(zlib._ZlibDecompressor, *args)
k = zlib._ZlibDecompressor()
show(k.decompress, b"garbage")
show(k.decompress, packed)


for value in [-1, 0, 2**70 + 3, "x", 1.5]:
    show(zlib.crc32, b"abc", value)
    show(zlib.adler32, b"abc", value)
state = 5
outcomes = {}
for round in range(3000):
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    broken = bytearray(packed if round & 1 else with_dict)
    for _ in range(round % 4):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        broken[(state >> 40) % len(broken)] ^= 1 << (state >> 33) % 8
    del broken[(state >> 20) % 2000 :]
    d = zlib.decompressobj(zdict=zdict)
    try:
        result = len(d.decompress(broken, (state >> 50) % 3000) + d.flush()), d.eof, len(d.unconsumed_tail)
    except zlib.error as error:
        result = str(error)
    outcomes[result] = outcomes.get(result, 0) + 1
print(len(outcomes), zlib.crc32(repr(sorted(map(str, outcomes.items()))).encode()), [o for o in sorted(map(str, outcomes)) if o.startswith("Err")])
print(sorted(n for n in dir(zlib) if n[0] != "_"), [type(o).__basicsize__ for o in (c, d, k)])
