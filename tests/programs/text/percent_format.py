# %-formatting of str, bytes and bytearray.
from _calls import call


class Index:
    def __index__(self):
        return 7


class Int:
    def __int__(self):
        return 8


class Float:
    def __float__(self):
        return 1.5


CASES = [('%d', 5), ('%d', 1.9), ('%d', 'a'), ('%d', Index()), ('%d', Int()), ('%x', Int()), ('%x', Index()), ('%f', Float()), ('%x', 255),
         ('%#x', 255), ('%#X', -255), ('%o', 8), ('%#o', 8), ('%x', 1.5), ('%c', 65), ('%c', 'ab'), ('%c', -1), ('%c', 0x110000),
         ('%c', 0x1f600), ('%f', 1.5), ('%e', 12345.678), ('%g', 1e100), ('%G', 1e-10), ('%F', float('nan')), ('%.0f', 2.5), ('%#.0f', 2.5),
         ('%s', (1,)), ('%s', ()), ('%', ()), ('%z', 1), ('%5', 1), ('%(a)s', {'a': 1}), ('%(a)s', (1,)), ('%(a', {'a': 1}), ('a', 1),
         ('a', {}), ('a', []), ('%s %s', 'ab'), ('%*d', (5, 3)), ('%*d', ('a', 3)), ('%-*d|', (5, 3)), ('%*d', (-5, 3)), ('%.*f', (2, 3.14159)),
         ('%+d', 5), ('% d', 5), ('%05d', -5), ('%-05d|', -5), ('%.5d', 3), ('%+.5d', 3), ('%#.5x', 3), ('%08.3f', -3.14159), ('%5c', 'a'),
         ('%%', ()), ('%5%', ()), ('%i', 3), ('%u', 3), ('%ld', 3), ('%hhd', 3), ('%(a)s%(b)s', {'a': 1}), ('%99999999999999999999d', 1),
         ('%.99999999999999999999d', 1), ('%(a(b)c)s', {'a(b)c': 1}), ('%d', 2**100), ('%x', -255), ('%#010x', -255), ('%010x', -255),
         ('%.3x', -5), ('%-#10x|', 255), ('%+x', 255), ('%b', 5), ('%\u20ac', 1), ('%s %(a)s', {'a': 1}), ('%(a)s %s', {'a': 1}),
         ('%r %a', ('é', 'é')), ('%.2s|%5s|%-5s|', ('abc', 'ab', 'ab')), ('%d', None), ('%c', None), ('%s', None), ('%f', None)]
for form, value in CASES:
    call(ascii(form), lambda: form % value)
    if form.isascii():
        def to_bytes(v):
            if isinstance(v, str):
                return v.encode()
            if isinstance(v, tuple):
                return tuple(map(to_bytes, v))
            return {to_bytes(k): w for k, w in v.items()} if isinstance(v, dict) else v
        call(ascii(form.encode()), lambda: form.encode() % to_bytes(value))
        call("bytearray", lambda: bytearray(form.encode()) % to_bytes(value))
