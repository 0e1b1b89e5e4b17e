# The functions of _codecs over good and bad input, error handlers, the registry.
import _codecs
import codecs
from _calls import TEXTS, call, summary

DATA = [b'', b'a\xffb', b'\xed\xa0\x80x', b'\xe2\x82', b'\xe2\x82a', b'\xf0\x9f\x98', b'\xc0\x80', b'\xf5', b'\xe0\x80\x80', b'\xf4\x90\x80\x80',
        b'\x80\x81', b'\xe2(', '\u20ac\U0001f600é'.encode(), b'\xff\xfea\x00', b'\x00\xd8', b'\x00\xd8\x00', b'\x00\xd8a\x00', b'\x00\xdc',
        b'\xd8\x00\x00a', b'\x3d\xd8\x00\xde', b'abc', b'\x00\x00\x11\x00', b'\xff\xfe\x00\x00a\x00\x00\x00', b'\x00\xd8\x00\x00', b'a' * 40 + b'\xff',
        b'+-', b'+AGE-', b'+IKw', b'+2D3eAA-', b'+A', b'+AAAA', b'+IKx-', b'+@', b'+IKw!', b'+2D0-', b'+2D0AQQ-', b'+\xff', b'+IKw\xff', b'+AGEAYg-x',
        b'\\', b'a\\x4', b'\\xzz', b'\\u123', b'\\U00110000', b'\\N', b'\\N{', b'\\N{}', b'\\N{SPACE}', b'\\N{NOPE}', b'\\18', b'\\\n',
        b'\\ud800\\udc00', b'\\a\\b\\f\\n\\r\\t\\v\\\\\\\'\\"', b'\\u1234', b'\\\\u1234', b'\\\\\\u1234', b'\\101', b'a\\']
HANDLERS = [None, 'ignore', 'replace', 'backslashreplace', 'surrogateescape', 'surrogatepass']
for name in 'utf_8 utf_7 utf_16 utf_16_le utf_16_be utf_32 utf_32_le utf_32_be unicode_escape raw_unicode_escape'.split():
    for handler in HANDLERS:
        for final in (False, True):
            summary(f"{name}_decode {handler} {final}", [(getattr(_codecs, name + '_decode'), (d, handler, final)) for d in DATA])
        summary(f"{name}_encode {handler}", [(getattr(_codecs, name + '_encode'), (t, handler)) for t in TEXTS])
for handler in HANDLERS:
    for name in ('ascii', 'latin_1', 'charmap'):
        summary(f"{name}_decode {handler}", [(getattr(_codecs, name + '_decode'), (d, handler)) for d in DATA])
        summary(f"{name}_encode {handler}", [(getattr(_codecs, name + '_encode'), (t, handler)) for t in TEXTS])
    for mapping in ('abc\ufffe', {97: 98, 0: 'xyz', 255: None}, {97: -1}, {97: 1.5}):
        summary(f"charmap_decode {handler}", [(_codecs.charmap_decode, (d, handler, mapping)) for d in DATA])
    for mapping in ({97: 98, 0x20ac: b'eur', 98: None, 63: 63}, {97: 300}, {97: 'x'}):
        summary(f"charmap_encode {handler}", [(_codecs.charmap_encode, (t, handler, mapping)) for t in TEXTS])
    summary(f"escape_decode {handler}", [(_codecs.escape_decode, (d, handler)) for d in DATA])
summary("escape_encode", [(_codecs.escape_encode, (d,)) for d in DATA])
summary("ex_decode", [(f, (d,)) for d in DATA for f in (_codecs.utf_16_ex_decode, _codecs.utf_32_ex_decode)])
table = _codecs.charmap_build('\x00' + ''.join(map(chr, range(1, 128))) + '\u20ac\u0100')
print(type(table).__name__, table.size(), table.__sizeof__())
call("map", _codecs.charmap_encode, 'a\u20ac\u0100', None, table)
call("map", _codecs.charmap_encode, 'a\u1234', 'xmlcharrefreplace', table)
call("build", _codecs.charmap_build, 'abc')

codecs.register_error('two', lambda e: ('<%s>' % e.reason[:3], e.end))
codecs.register_error('bad1', lambda e: 1)
codecs.register_error('bad2', lambda e: ('x', 99))
codecs.register_error('bad3', lambda e: (b'x', e.end))
codecs.register_error('back', lambda e: ('!', -1))
for name in ('two', 'bad1', 'bad2', 'bad3', 'back', 'nope'):
    call(name, b'a\xffb'.decode, 'ascii', name)
    call(name, b'a\xffb'.decode, 'utf-8', name)
    call(name, 'a\u1234b'.encode, 'ascii', name)
    call(name, '\ud800b'.encode, 'utf-8', name)
    call(name, '\ud800b'.encode, 'utf-16-le', name)
for name in ('strict', 'ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace', 'surrogatepass', 'surrogateescape'):
    handler = codecs.lookup_error(name)
    print(handler)
    for e in (UnicodeEncodeError('utf-8', 'a\udc80b', 1, 2, 'x'), UnicodeDecodeError('utf-8', b'a\xffb', 1, 2, 'x'), UnicodeTranslateError('abc', 0, 2, 'x'), ValueError('v')):
        call(type(e).__name__, handler, e)


def search(name):
    if name == 'three':
        return 1, 2, 3
    if name == 'odd':
        return (lambda *a: 1,) * 4
    if name == 'numbers':
        return (lambda *a: (1, 2),) * 4
    return None


codecs.register(search)
call("three", 'a'.encode, 'three')
call("odd", codecs.encode, 'a', 'odd')
call("numbers", codecs.encode, 'a', 'numbers')
call("numbers", 'a'.encode, 'numbers')
call("numbers", b'a'.decode, 'numbers')
call("unknown", codecs.lookup, 'no such Codec')
codecs.unregister(search)
call("gone", 'a'.encode, 'NUMBERS')
call("rot13", 'a'.encode, 'rot13')
call("rot13", codecs.encode, 'abc', 'rot13')
call("cp1252", 'a\u20ac'.encode, 'cp1252')
call("koi8-r", bytes(range(128, 256)).decode, 'koi8-r')
