# Messages of the errors that programs meet most often.
class Foo:
    def __init__(self):
        self.value = 1

    def method(self, arg):
        pass


foo = Foo()
lst, d, s, n, t = [1, 2], {"a": 1}, "text", 5, (1, 2)
cases = """1 + 'a'
'a' + 1
[] + ()
n.foo
foo.valeu
foo.metod(1)
foo.method()
foo.method(1, 2)
undefined
lenn([1])
lst[5]
lst['a']
lst[1.5]
d['zz']
d[[]]
s[10]
s['a']
t[9]
n[0]
n()
None.x
None[0]
None()
foo[0]
foo()
foo + 1
foo < foo
-foo
len(foo)
iter(foo)
[x for x in n]
int('12x')
int('')
int([])
float('abc')
int(None)
1 / 0
1 // 0
1 % 0
1.0 / 0
1.0 // 0
0 ** -1
divmod(1, 0)
'%d' % 'a'
'%s %s' % 1
'{}'.format()
'{a}'.format()
'abc'.index('z')
b'abc'.index(b'z')
[].pop()
{}.popitem()
set().pop()
[1].remove(2)
[1].index(2)
next(iter([]))
max([])
chr(-1)
ord('ab')
range(0, 1, 0)
''.join([1])
open('/nonexistent/file')
__import__('nope')
a, b = 1
a, b = [1]
a, b = [1, 2, 3]
x = yield_
del undefined
import os.nope
from math import nope
from nope import x
raise 5
raise ValueError('v')
assert 0, 'm'
foo.x.y
setattr(n, 'x', 1)
n.real = 5
del n.x
lst.x = 1
s[0] = 'x'
t[0] = 1
del t[0]
del s[0]
hash(lst)
{lst: 1}
sorted([1, 'a'])
sum(['a', 'b'])
isinstance(1, 2)
super().x
type('X', (int, str), {})
class X(5): pass
class X(bool): pass
lambda: (yield)
print(**5)
f = lambda x: x; f()
f = lambda x: x; f(1, 2)
f = lambda x: x; f(y=1)
with 5: pass
for i in 5: pass
10 ** 10 ** 10 if False else 1 << -1
'a' * 'b'
[1] * 'a'
10**400 * 1.0
float(10**400)
'é'.encode('ascii')
b'\\xff'.decode()
'x'.encode('nope')
complex_missing
abs('a')
round('a')
bytes([300])
bytes(-1)
int('1' * 5000)
''.split('')
'abc'.replace()
globals()['nope']
object().x
object.x
exec('1 +')
eval('1 = 2')
import_module
sys.path""".split("\n")
for case in cases:
    try:
        exec(case, {**globals()})
        print(case, "-> ok")
    except BaseException as e:
        print(case, "->", type(e).__name__ + ":", e)
