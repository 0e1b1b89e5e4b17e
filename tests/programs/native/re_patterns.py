# What single items of patterns match: repeats of all kinds, groups matched on their own, assertions, conditions, sets, case, words and lines.
import re


def show(pattern, *texts, flags=0):
    try:
        compiled = re.compile(pattern, flags)
    except (re.PatternError, ValueError, OverflowError) as e:
        print(ascii(pattern), type(e).__name__, e)
        return
    print(ascii(pattern), int(flags))
    for text in texts:
        print('   ', ascii(text), [(m.regs, m.lastindex) for m in compiled.finditer(text)], (m := compiled.fullmatch(text)) and m.regs,
              ascii(compiled.split(text)))


# Repeats
for repeat in ('*', '+', '?', '{2}', '{2,}', '{,2}', '{1,3}', '{0}', '{0,0}'):
    for kind in ('', '?', '+'):
        for item in ('a', '.', '[ab]', '[^b]', r'\w', '(?:ab)', '(a|ab)', '(a?)', '(?:a|(b))', '(?=a)a', '(?i:A)'):
            if '}' in repeat and kind == '+' and item == '(?:ab)':
                continue
            show(item + repeat + kind + 'b', 'aab', 'abab', 'b', 'xaaabb\n', 'ababab')
for item in ('(?:a?)*', '(a?)*', '(a?)*?', '(?:a?)+', '(a?)*+', '(?:)*', '(|a)*', '(|a)+', '(a|)+', '(?:(a)|b)*', '(?:(a)|(b)|c)*', '((a)|(b))*', '(?:a*)*', '(?:a*)+?b',
             '(a*)*', '(a*)+', '(?:(?:a*)*)*', '(?:a|b)*?c', '(?:x|(?:a|b)*)*c', '(?:(a)|(b))*?c', '(?:(?P<x>a)|b(?P=x))*'):
    show(item, 'aab', 'bac', 'abc', 'abcabc', '')
show('(?:a{2}){2}', 'aaaaa')
show('(?:a{2,3}){2,3}?a', 'aaaaaaaaaa')
show('(?:(a{1,2})(b{0,2}))*', 'aabbabaab')
show('(?:ab){2,}c|d', 'ababcd')
show('(.*)(\\d+)', 'foo123', 'x1')
show('(.*?)(\\d+)', 'foo123', 'x1')
show('(.+)b(.+)c', 'abbbcbbcc')
show('x{65536}', 'x')
show('a{3,2}', '')
show('a**', '')
show('(?:a{99999999999999999999})', '')

# Atomic groups and possessive repeats
show('(?>a*)ab', 'aaab', 'ab')
show('(?>a|ab)c', 'abc', 'ac')
show('(?>(a)|b)+', 'abab', 'ba')
show('(?>(a+)b)+(?(1)c|d)', 'aababc', 'd')
show('(?:(?>a+)b|a+c)', 'aaac', 'aab')
show('(?:ab)*+ab', 'abab')
show('(?:(a)|b)*+(c)?', 'abac', 'bb', 'c')
show('(?:a|ab){1,2}+b', 'aabb', 'abab')
show('((?:x|y)++)(z)', 'xyxyz', 'xz')
show('a?+a', 'a', 'aa')
show('[ab]{2,3}+b', 'abab', 'aaab')
show('(?:(?:a{1,2}+b)*+c|a)', 'aababc', 'aab')

# Assertions
show('(?=(a+))a*b\\1', 'baaabac')
show('(?=(a+))a*?b', 'aab')
show('(?!ab)a.', 'abacad')
show('(?!(a)b)a(.)', 'abac')
show('(?<=a)b', 'abbb', 'b')
show('(?<=ab|cd)x', 'abxcdxx')
show('(?<=(a))b(\\1)', 'aba', 'ab')
show('(?<!a)b', 'abbb', 'b')
show('(?<!^)a', 'aaa')
show('(?<=\\b)a', 'a aa')
show('(?<=^|b)a', 'aba')
show('(?<=a{2})b', 'aabab')
show('(?<=a+)b', '')
show('(?<=.\n)x', 'a\nx', flags=re.S)
show('(?:(?=(a)|b).)*', 'abab')
show('(?:(?!x)(.))*x', 'abx')
show('a(?=b(?=c(?!d)))', 'abcd', 'abce')
show('(?!)|a', 'a')
show('(?:(?<=a)b|a)*', 'abab')

# Conditions and references
show('(a)?(?(1)b|c)', 'ab', 'c', 'b', 'ac')
show('(a)?b(?(1)c)', 'abc', 'b', 'ab')
show('(?P<q>["\'])?\\w+(?(q)(?P=q))', '"ab" cd \'x\' "y')
show('(?:(a)|b)(?(1)x|y)', 'ax', 'by', 'ay', 'bx')
show('(x)?(?(1)\x0f.|z)', 'x\x0fq', 'z')
show('(a)?(?(1)|c)', 'a', 'c', '')
show('(a)(?(1)a|b)(?(1)(?(1)c)|d)', 'aac')
show('(?:(?(1)b|(a)))*', 'abbb')
show(r'(a*)\1b', 'aaaab', 'b')
show(r'(a|b)\1', 'abba')
show(r'(?i)(a)\1', 'aA')
show(r'(?i)(\u0130)\1', '\u0130i\u0307', '\u0130\u0130')
show(r'(?:(a)|b)*\1', 'aba', 'bb')
show(r'(a)|\1b', 'b')
show(r'(a\1)', '')
show(r'(?(2)a)', '')

# Sets
everything = ''.join(map(chr, range(0, 0x180))) + '\u0391\u03b1\u03c2\u03c3\u2028\u3000\u4e00\u0660\ud800\uffff\U0001d7ce\U00010400\U00010428'
for inner in ('abc', 'a-z', '^a-z', r'\w', r'\W', r'^\W', r'\d', r'\D', r'\s', r'\S', r'\s\S', r'\w\W', r'\w-', 'aeiou', '^aeiou', 'aeiou\u03b1', 'a-f0-9_', '^a-f0-9_',
              '\u0100-\u0130', '^\u0100-\u0130', 'a\u0391-\u03c9z\uffff', '\U00010400-\U00010410', 'x\U00010400', '^\U00010428', r'\x00-\x1f', 'ksi', '\xb5\xdf', '\u03c3',
              ']', '^]', 'a\\]', r'\b', '\u4e00\u4e02\u4e04\u5000\u5002', '^\u4e00\u4e02\u4e04\u5000\u5002'):
    pattern = '[' + inner + ']'
    for flags in (0, re.I, re.A, re.I | re.A):
        compiled = re.compile(pattern, flags)
        runs = [m.span() for m in re.compile(pattern + '+', flags).finditer(everything)]
        print(ascii(pattern), int(flags), runs, sum(1 for c in everything if compiled.match(c)), len(compiled.findall(everything)))
for inner in (b'a-z', rb'\w', rb'\W', b'^a', b'\xe0-\xff', rb'\s', b'k'):
    for flags in (0, re.I, re.L, re.I | re.L):
        pattern = b'[' + inner + b']+'
        print(pattern, int(flags), [m.span() for m in re.finditer(pattern, bytes(range(256)), flags)])

# Case
for pattern in ('k', 'K', '\u212a', 's', '\u017f', '\xb5', '\u03bc', '\xdf', '\u1e9e', '\u0130', '\u0131', 'i', '\u03c3', '\u03c2', '\u0345', '\u1fbe', '\u0390', '\u1fd3', '\ufb05', '\ufb06', 'ab\xe9',
                '\U00010400', '[\U00010400-\U00010402]'):
    for flags in (re.I, re.I | re.A):
        compiled = re.compile(pattern, flags)
        print(ascii(pattern), int(flags), ascii([c for c in map(chr, range(0x3000)) if compiled.fullmatch(c)] + [c for c in map(chr, range(0xfb00, 0xfb10)) if compiled.fullmatch(c)]
                                                 + [c for c in map(chr, range(0x10400, 0x10450)) if compiled.fullmatch(c)]))
        print('   ', len(re.findall('[^' + pattern + ']', everything, flags)) if len(pattern) == 1 else '')
show('abc', 'ABC', 'aBc', flags=re.I)
show(b'abc\xe9', b'ABC\xc9', b'aBc\xe9', flags=re.I)
show(b'abc\xe9', b'ABC\xc9', b'aBc\xe9', flags=re.I | re.L)
show(b'[^a\xe9]+', b'Aa\xc9\xe9b', flags=re.I | re.L)
show('(?i:a)b(?-i:c)', 'Abc', 'aBc', 'abC')
show('(?i:a(?-i:b))', 'Ab', 'AB')
show('(?a:\\w+)\\w', 'ab\xe9', '\xe9')

# Words and lines
for place in (r'\b', r'\B', '^', '$', r'\A', r'\Z', r'\z'):
    for flags in (0, re.M, re.A):
        show(place, 'ab cd', '', ' ', 'a\n', '\na\nb\n', '\xe9 a', 'a\r\n\u2028b', flags=flags)
    show(place.encode(), b'ab cd', b'\xe9 a\n', flags=re.L)
show('a.c', 'abc', 'a\nc', 'a\rc', 'a\u2028c')
show('a.c', 'a\nc', flags=re.S)
show('^a|b$', 'a\nb\na\nb', flags=re.M)
show(r' a  b # comment', 'ab', flags=re.X)

# Prefixes and other things that a search looks for first
show('aab', 'aaab', 'aaaab aab', 'aa')
show('abab(c)?', 'abababc abab')
show('(a)bc', 'xabcabc')
show('(?:abc|abd)e', 'abcabdeabce')
show('[ab]c', 'xacbcab')
show('(?:a|b|c)d', 'adbdcd', 'xd')
show('ab(?=c)', 'ababc')
show('a\u0100', 'a\u0100', 'aa\u0100')
show('\U00010400x', 'a\u0100', '\U00010400x')
show('x' * 40 + 'y', 'x' * 100 + 'y')
show('aabaaa', 'aabaabaaabaabaaa')

# Positions
for pos, endpos in ((0, 3), (1, 3), (2, 2), (3, 1), (-5, 100), (6, 6), (5, 9)):
    for pattern in ('^', '$', 'a*', r'\b', 'b', '(?<=a)b', '.', 'a$', '(?=b)', 'a*?', r'\B', '^b'):
        compiled = re.compile(pattern)
        print(pos, endpos, pattern, [(m and m.span()) for m in (compiled.match('aababb', pos, endpos), compiled.search('aababb', pos, endpos), compiled.fullmatch('aababb', pos, endpos))],
              compiled.findall('aababb', pos, endpos))

# Long texts and deep patterns
print(re.fullmatch('(?:a|b)*', 'ab' * 50000).end(), re.fullmatch('(a|b)*?', 'ab' * 20000).regs, re.fullmatch('(?:(?:a|b)(c?))*+', 'abc' * 20000).regs)
print(re.match('(?:' * 50 + 'a' + ')*' * 50, 'a' * 100).end(), len(re.findall('a', 'ba' * 100000)), re.search('(x+x+)+y', 'x' * 12))
print(re.sub('(?:a|b)+?c', '-', 'abc' * 10000) == '-' * 10000, re.match('.*' * 5 + 'x', 'a' * 30))
