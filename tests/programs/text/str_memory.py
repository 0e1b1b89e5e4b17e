# Sizes, identities and interning of str and bytes.
import sys

for s in ('', 'a', 'ab', '\xe9', '\xe9a', '\u20ac', '\u20aca', '\U0001f600', 'x' * 1000, '\u20ac' * 100):
    print(ascii(s[:3]), sys.getsizeof(s), sys.getsizeof(s.encode()))


class S(str):
    pass


class B(bytes):
    pass


for s in ('', 'a', 'ab', '\xe9', '\u20ac', '\U0001f600'):
    print(sys.getsizeof(S(s)), S(s) == s, hash(S(s)) == hash(s), type(S(s) + ''), type(str(S(s))), type(S(s)[:]))
print(sys.getsizeof(B(b'abc')), type(B(b'a') + b''), B(b'ab').hex())
word = 'abc'
letter, accent, nothing, byte = 'a', '\xe9', '', b'a'
print(letter is word[0], ''.join(['a']) is letter, chr(233) is accent, bytes([97]) is byte, nothing is word[3:], b'ab'[2:] is byte[1:])
x = ''.join(['he', 'llo', ' w'])
y = ''.join(['he', 'llo', ' w'])
print(x is y, sys.intern(x) is sys.intern(y), sys._is_interned(x), sys._is_interned(y), word[:] is word, str(word) is word, word * 1 is word)
s = 'start'
for i in range(1000):
    s += str(i)
print(len(s), hash(s), s[-9:])
t = 'é'
for i in range(100):
    t += chr(0x100 + i * 50)
print(len(t), hash(t), sys.getsizeof(t))
print([hash(v) for v in ('', 'a', 'abc', 'hello world', '\u20ac', 'abcdefgh', 'x' * 100, b'abc', b'')])
print('abc' < 'abd', 'a' < '\u20ac' < '\U0001f600', 'ab' > 'a', 'abc' == b'abc', sorted(['b', '\xe9', 'a', '\u0100', 'Z']))
