# The hash modules: digests of every length around the blocks, in pieces of every size, copies; all parameters of BLAKE2; HMAC; errors.
import _blake2
import _hmac
import _md5
import _sha1
import _sha2
import _sha3
import sys


def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        result = f"{type(error).__module__}.{type(error).__name__}: {error}"
    print(getattr(function, "__qualname__", function), str(args)[:50], kwargs or "", "->", repr(result).split(" at 0x")[0].split(" @ 0x")[0])


data = bytes(i * 7 % 251 for i in range(1000))
fixed = [_md5.md5, _sha1.sha1, _sha2.sha224, _sha2.sha256, _sha2.sha384, _sha2.sha512, _sha3.sha3_224, _sha3.sha3_256, _sha3.sha3_384, _sha3.sha3_512, _blake2.blake2b, _blake2.blake2s]
for new in fixed:
    total = _md5.md5()
    for length in [*range(0, 300), 511, 512, 513, 1000]:
        whole = new(data[:length])
        total.update(whole.digest())
        pieces = new()
        step = 1 + length % 37
        for start in range(0, length, step):
            pieces.update(data[start : min(start + step, length)])
            if start % 3 == 0:
                pieces.digest()
        assert pieces.digest() == whole.digest() == whole.copy().digest()
        assert bytes.fromhex(whole.hexdigest()) == whole.digest()
    h = new(b"abc")
    print(h.name, h.digest_size, h.block_size, h.hexdigest(), total.hexdigest())
for new in [_sha3.shake_128, _sha3.shake_256]:
    total = _md5.md5()
    for length in range(0, 400, 13):
        h = new(data[:length])
        total.update(h.digest(length))
        assert h.hexdigest(length) == h.digest(1000)[:length].hex()
    print(h.name, h.digest_size, h.block_size, h._capacity_bits, h._rate_bits, h._suffix, total.hexdigest())
    for length in [0, 1, -1, 2**29, 2**70, "a", 1.5]:
        show(new(b"x").digest, length)
    show(new(b"x").hexdigest)
    show(new(b"x").digest, length=3)
print(_sha3.sha3_512()._capacity_bits, _sha3.sha3_512()._rate_bits, _sha3.sha3_512()._suffix)
print(_sha2.sha256(b"a" * 1_000_000).hexdigest(), _md5.md5(b"a" * 1_000_000).hexdigest())

for new in [_md5.md5, _sha2.sha256, _blake2.blake2b, _blake2.blake2s]:
    for args, kwargs in [((), {}), (("a",), {}), ((b"a", b"b"), {}), ((b"a",), {"usedforsecurity": False}), ((), {"data": b"a"}), ((), {"string": b"a"}),
                         ((), {"data": b"a", "string": b"b"}), ((b"a",), {"string": b"b"}), ((b"a",), {"data": b"c"}), ((None,), {}), ((), {"data": None}), ((5,), {}), ((), {"foo": 1}),
                         ((memoryview(b"abcd").cast("H"),), {}), ((memoryview(b"abcd").cast("B", (2, 2)),), {}), ((memoryview(b"abcd")[::2],), {})]:
        show(new, *args, **kwargs)
h = _md5.md5(b"x")
for method, args in [("update", ("a",)), ("update", ()), ("digest", (1,)), ("hexdigest", ())]:
    show(getattr(h, method), *args)
show(type(h))
show(setattr, h, "name", 1)

options = [{"digest_size": n} for n in (-1, 0, 1, 20, 32, 33, 64, 65, 2**40)]
options += [{"key": b"k" * n} for n in (0, 1, 32, 33, 64, 65)] + [{"salt": b"s" * n} for n in (0, 3, 8, 9, 16, 17)] + [{"person": b"p" * n} for n in (1, 8, 9, 16, 17)]
options += [{"fanout": n} for n in (-1, 0, 2, 255, 256)] + [{"depth": n} for n in (0, 2, 255, 256)] + [{"leaf_size": n} for n in (-1, 4096, 2**32 - 1, 2**32, 2**64, 1.5)]
options += [{"node_offset": n} for n in (-1, 7, 2**48 - 1, 2**48, 2**64 - 1, 2**64)] + [{"node_depth": n} for n in (-1, 255, 256)] + [{"inner_size": n} for n in (-1, 32, 33, 64, 65)]
options += [{"last_node": 5}, {"key": "a"}, {"salt": "a"}, {"person": 5}, {"fanout": "a"},
            dict(fanout=2, depth=3, leaf_size=4096, node_offset=7, node_depth=1, inner_size=32, last_node=True, salt=b"abc", person=b"def", key=b"key", digest_size=20)]
for new in [_blake2.blake2b, _blake2.blake2s]:
    for option in options:
        try:
            h = new(b"abc", **option)
            result = h.hexdigest(), h.digest_size, new(data[:256], **option).hexdigest()[:16], new(b"", **option).hexdigest()[:16]
        except Exception as error:
            result = repr(error)
        print(new.__name__, str(option)[:60], result)
    print(new.SALT_SIZE, new.PERSON_SIZE, new.MAX_KEY_SIZE, new.MAX_DIGEST_SIZE)

for name in ["md5", "SHA1", "sha224", "Sha256", "sha2_384", "sha512", "sha3_224", "sha3_256", "SHA3_384", "sha3_512"]:
    for length in [0, 1, 63, 64, 65, 128, 129, 200]:
        h = _hmac.new(data[:length], data, name)
        print(h.hexdigest()[:24], end=" ")
        assert _hmac.compute_digest(data[:length], data, name) == h.digest() == h.copy().digest()
    print(h.name, h.block_size, h.digest_size, repr(h).split(" @")[0])
for name in sorted(n for n in dir(_hmac) if n.startswith("compute_") and n != "compute_digest"):
    print(name, getattr(_hmac, name)(b"key", data).hex())
for args, kwargs in [((), {}), ((b"k",), {}), ((b"k", b"m"), {}), ((b"k", b"m", "blake2s"), {}), ((b"k", b"m", "foo"), {}), ((b"k", b"m", 5), {}), (("k", b"m", "md5"), {}),
                     ((b"k", "m", "md5"), {}), ((b"k", None, "md5"), {}), ((b"k",), {"digestmod": "md5"}), ((b"k", b"m", None), {}), ((b"k", b"m", "\ud800"), {})]:
    show(_hmac.new, *args, **kwargs)
show(_hmac.compute_digest, b"k", b"m", "foo")
show(_hmac.compute_md5, b"k")
show(_hmac.compute_md5, b"k", "m")
show(_hmac.new(b"k", b"m", "md5").update, "a")
show(type(h))
for module in [_blake2, _hmac, _md5, _sha1, _sha2, _sha3]:
    print(module.__name__, sorted(n for n in dir(module) if not n.startswith("__")))
print([sys.getsizeof(new()) for new in fixed], sys.getsizeof(h))
