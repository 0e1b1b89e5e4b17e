# Patterns, matches, scanners and templates as objects: attributes, arguments, errors, comparison and text.
import _sre
import copy
import re


def t(f, *args, **kwargs):
    try:
        print(ascii(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


p = re.compile('(?P<a>x)(y)?')
m = p.match('xy')
m2 = p.match('x')
print(_sre.MAGIC, _sre.CODESIZE, _sre.MAXREPEAT, _sre.MAXGROUPS, _sre.getcodesize())

# Making patterns by hand
for args in (('x', 0, (1,), 0, {}, ()), ('x', 0, [1], 0, [], ()), ('x', 0, [1], 0, {}, []), (5, 0, [1], 0, {}, ()), ('x', 'a', [1], 0, {}, ()), ('x', 0, [1], -1, {}, ()),
             ('x', 0, [1], 2**40, {}, ()), ('x', 2**40, [1], 0, {}, ()), ('x', 0, [1], 1, {}, ()), (None, 0, [1], 0, {}, ()), ('x', 0, [1], 0), (b'x', -1, [1], 0, {}, ()),
             ('x', 0xfff01ff, [1], 0, {}, ()), ('x', 1, [1], 0, {}, ()), ('x' * 300, 0, [1], 0, {}, ()), (bytearray(b'x'), 32, [1], 0, {}, ())):
    t(_sre.compile, *args)

# Templates
for items in ([], ['a'], ['a', 1], ['a', 1, 'b'], ['', 1, ''], ['a', 3, 'b'], ['a', -1, 'b'], ['a', 'x', 'b'], [1, 1, 1], ['a', 2**70, 'b'], ()):
    t(lambda: type(_sre.template(p, items)))
for template in (r'\1-\g<a>\2', '', 'plain', r'\n\\', b'x', 5, r'\9', r'\g<zz>', r'\g<1', r'\0', r'\x', r'\g<0>\g<2>', r'\101\08'):
    t(m.expand, template)
    t(m2.expand, template)
    t(p.sub, template, 'axyxb')

# Groups
for args in ((), (0,), (1,), (2,), (0, 1, 2), ('a',), ('b',), (3,), (-1,), (1.0,), (2**70,), (True,), (None,), ([],)):
    t(m.group, *args)
    t(m2.group, *args)
for name in ('start', 'end', 'span'):
    for args in ((), (1,), (2,), ('a',), ('zz',), (7,), (1, 2)):
        t(getattr(m, name), *args)
        t(getattr(m2, name), *args)
t(m.group, x=1)
t(lambda: m['a'])
t(lambda: m[5])
t(lambda: m[1:2])
t(lambda: m[0])
t(m.groups, default=5)
t(m2.groups, 5)
t(m2.groups)
t(m2.groupdict)
t(m2.groupdict, 7)
t(re.match('(?P<a>a)|(?P<b>b)', 'b').groupdict, default='-')
print(m.regs, m.regs is m.regs, m.lastindex, m.lastgroup, m2.lastindex, m2.lastgroup, m.pos, m.endpos, m.re is p, m.string, p.groupindex, p.groups, p.flags, p.pattern)
print(repr(p), repr(m), m2, re.match('.*', 'x' * 100), re.match('', ''), bool(m), re.match('()', '').lastindex, re.match('((a)b)', 'ab').lastindex)
print(re.compile('(?P<a>(?P<b>x)y)').match('xy').lastgroup, type(p.groupindex))

# Texts of the wrong kind
b = re.compile(b'x')
for text in (5, b'x', None, 'q', bytearray(b'xyx'), memoryview(b'xx'), memoryview(b'xx')[::2], memoryview(bytes([120, 0, 0, 0])).cast('I')):
    for pattern in (p, b):
        for method in ('match', 'search', 'fullmatch', 'findall', 'split', 'finditer'):
            t(lambda: [i for i in getattr(pattern, method)(text)] if method == 'finditer' else getattr(pattern, method)(text))
    t(lambda: p.sub('q', text))
    t(lambda: b.sub(b'q', text))
for pattern, args in ((b, (b'qq', bytearray(b'xyx'))), (b, ('qq', b'x')), (b, (lambda m: 'q', b'x')), (p, (lambda m: 5, 'x')), (p, (lambda m: None, 'xxa')), (p, (5, 'x')), (p, (b'q', 'x')),
                      (p, (bytearray(b'q'), 'x')), (b, (bytearray(b'q\\\\'), b'x')), (b, (bytearray(b'q'), b'x')), (b, (memoryview(b'<\\g<0>>'), b'axa')), (p, ('q', 'abc')), (p, (r'\1', 'b'))):
    t(pattern.sub, *args)
    t(pattern.subn, *args)
    t(pattern.sub, *args, count=1)


class Text(str):
    pass


print(type(p.sub('a', Text('q'))), type(p.search(Text('xy')).group()), p.sub(Text('\\\\'), 'x'), type(re.match('.*', Text('abc')).string))
s = 'abc'
print(re.sub('x', 'y', s) is s, re.match('.*', s).group() is s, re.match(b'.*', b'abc').group())

# Arguments
t(p.match, 'xy', 1, 2, 3, 4)
t(p.match)
t(p.match, string='xy', pos=-5, endpos=100)
t(p.match, 'xy', 2, 1)
t(re.compile('').match, 'abc', 3, 1)
t(re.compile('').search, 'abc', 3, 1)
t(re.compile('').fullmatch, 'abc', 3, 1)
t(re.compile('x*').match, 'abc', 3, 1)
t(re.compile('').findall, 'abc', 3, 1)
t(p.match, 'xy', 'a')
t(p.match, 'xy', 2**70)
t(p.sub, 'a', 'x', 'y')
t(p.split, 'a', 'x')
for count in (0, 1, 2, -1, 100):
    t(re.compile('').sub, '-', 'abc', count)
    t(re.compile('x*').subn, '-', 'axbxxc', count)
    t(re.compile('(x)|y').split, 'axbyc', count)
t(re.compile('x*').split, 'axbc')

# Scanners
sc = p.scanner('xyx')
for f in (sc.match, sc.search, sc.search, sc.match, sc.search):
    t(f)
print(sc.pattern is p, type(p.finditer('')).__name__, [x.span() for x in re.finditer('a*?', 'aab')], [x.span() for x in re.finditer('a*', 'baac')])
print(re.Scanner([(r'\d+', lambda s, x: int(x)), (r'\w+', lambda s, x: x), (r'\s+', None)]).scan('a 12 b3 !'))

# Case functions
for f in (_sre.ascii_iscased, _sre.ascii_tolower, _sre.unicode_iscased, _sre.unicode_tolower):
    for c in ('a', 65, 97, 0xdf, 0x130, 0x131, 0x1c5, 0x10400, -1, 0x110000, 0x7fffffff, 2**40):
        t(f, c)
print(hash(tuple(map(_sre.unicode_tolower, range(0x110000)))), sum(map(_sre.unicode_iscased, range(0x110000))))

# Comparison, copies, types
q = re.compile('(?P<a>x)(y)?', re.A)
print(p == q, p != q, p == re.compile('(?P<a>x)(y)?'), hash(p) == hash(q), p == 5, re.compile('a') == re.compile(b'a'), len({p, q, re.compile(b'a'), re.compile('a')}))
t(lambda: p < q)
print(copy.copy(p) is p, copy.deepcopy(p) is p, copy.copy(m) is m, copy.deepcopy([m])[0] is m)
print(re.Pattern[str], re.Match[bytes])
t(re.Pattern)
t(re.Match)
t(type(sc))
t(lambda: type('X', (re.Pattern,), {}))
t(lambda: p.__dict__)
t(lambda: setattr(m, 'x', 1))
t(lambda: setattr(m, 'pos', 1))
t(lambda: setattr(m, 'regs', 1))
t(lambda: m.__reduce_ex__(4))
print(p.__sizeof__(), m.__sizeof__(), sc.__sizeof__(), re.compile('').__sizeof__(), re.compile('(a)(b)(c)').match('abc').__sizeof__())
for flags in (re.I | re.M | re.S | re.X | re.A, re.U, 0, re.I):
    print(re.compile('a', flags), int(re.compile('a', flags).flags))
print(re.compile(b'a', re.L), re.compile(b'a').flags)
re.compile('x[a-c]+(?:y|z)', re.DEBUG)
for n in range(300):
    re.compile(f'cached{n}')
re.purge()
print(re.escape('a.b*c\n'), re.sub(r'(?P<w>\w+)', lambda m: m['w'].upper(), 'ab cd'), re.split(r'(\s)', 'a b'))
