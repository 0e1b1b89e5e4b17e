# Every method that bytes and bytearray share, over both.
from _calls import BYTES, summary

PLAIN = """upper lower title capitalize swapcase isascii isalpha isalnum isdigit isspace islower isupper istitle split rsplit
splitlines strip lstrip rstrip expandtabs hex decode __repr__ __sizeof__ __len__""".split()
ARGUMENTS = {
    "split rsplit": [(None, 1), (b' ',), (b'a',), (b'X', 1), (b'',), ('a',), (bytearray(b'b'),)],
    "find rfind index rindex count": [
        (b'a',), (b'',), (97,), (300,), ('a',), (b'bc', 0, 2), (b'a', -3), (b'a', None, None), (b'abc', 1), (b'zz',), ()],
    "startswith endswith": [(b'a',), ((b'H', b'a'),), ('a',), (b'', 100), (b'd', -1), (('a',),)],
    "replace": [(b'a', b'b'), (b'', b'-'), (b'a', b''), (b'abc', b'X', 2), (b'', b''), (b'a', 'b')],
    "center ljust rjust": [(10,), (10, b'*'), (11, bytearray(b'-')), (3,), (10, b'xx'), (10, 'x')],
    "zfill": [(0,), (3,), (10,)],
    "partition rpartition removeprefix removesuffix": [(b'a',), (b'',), (b'X',), ('x',)],
    "strip lstrip rstrip": [(b'a',), (b'abc ',), (b'',), ('x',)],
    "splitlines": [(True,)],
    "join": [([b'x', bytearray(b'y')],), ([],), ([b'z'],), ([1],), (['a'],), (5,)],
    "translate": [(None, b'abc'), (bytes(range(255, -1, -1)),), (b'x',), (bytes(256), b'a')],
    "__getitem__": [(0,), (-1,), (1000,), (slice(None, None, -1),), (slice(1, 3),), (slice(None, None, 2),), (slice(5, 0, -2),), ('a',)],
    "__add__ __contains__ __eq__ __lt__": [(b'a',), (bytearray(b'b'),), ('a',), (5,)],
    "__mul__": [(0,), (1,), (3,), (-1,)],
    "hex": [(':',), (':', 2), ('-', -3), (b'.', 1), ('::',), ('\u20ac',), (':', 0), (5,)],
    "decode": [(e, h) for e in ('utf-8', 'ascii', 'latin-1', 'utf-16', 'utf-32')
               for h in ('strict', 'ignore', 'replace', 'backslashreplace', 'surrogateescape', 'surrogatepass')],
    "fromhex": [('ab',), ('a b',), ('ab cd\n',), ('abx',), ('a',), ('\u20ac',), ('AbCd',), (b'abcd',), (5,)],
}
for kind in (bytes, bytearray):
    values = [kind(b) for b in BYTES]
    for name in PLAIN:
        summary(f"{kind.__name__}.{name}", [(getattr(b, name), ()) for b in values])
    for names, lists in ARGUMENTS.items():
        for name in names.split():
            for arguments in lists:
                summary(f"{kind.__name__}.{name}{ascii(arguments)}", [(getattr(b, name), arguments) for b in values])
    summary(f"list({kind.__name__})", [(list, (b,)) for b in values])
    summary(f"{kind.__name__}()", [(kind, a) for a in (
        ('a',), (-1,), (5,), ([256],), (['a'],), (1.5,), (None,), (b'a', 'utf8'), ('a', 'nope'), ('é', 'utf-8'), ([1, 2, 3],), (iter([1, 2]),), (memoryview(b'm'),))])
