# What changes a bytearray, with the memory it holds afterwards.
def change(code, start=b'abc'):
    x = bytearray(start)
    try:
        exec(code, {'x': x})
        print(code, x if len(x) < 20 else len(x), x.__sizeof__(), x.__alloc__())
    except Exception as e:
        print(code, type(e).__name__, e)


for code in """x.append(1)|x.append(256)|x.append('a')|x.extend([1,2])|x.extend('a')|x.extend([300])|x.extend(b'zz')|x.extend(5)|x.extend(x)
x.insert(1,5)|x.insert(-100,5)|x.pop()|x.pop(5)|x.pop(-1)|x.pop(0)|x.remove(98)|x.remove(5)|x.remove(300)|x.clear()|x.clear();x.pop()|x.reverse()
x.resize(10)|x.resize(1)|x.resize(-1)|x[0]=300|x[0]='a'|x[10]=1|x[0:1]=b'1234'|x[0:2]=[1]|x[0:2]='a'|x[0:2]=5|x[::2]=b'1'|x[::2]=b'12'
del x[0]|del x[::2]|del x[9]|del x[0:2]|del x[::-1]|x+=b'aaaa'|x+='a'|x+=5|x*=3|x*=0|x[0:3]=x|x[:]=b''|x['a']=1|x+=bytes(100)|x.__init__(b'zz')|x.__init__(5)
x[1:1]=b'abc'*10|m=memoryview(x);x.append(1)""".replace('\n', '|').split('|'):
    change(code)
x, last, steps = bytearray(), None, []
for i in range(200):
    if x.__alloc__() != last:
        last = x.__alloc__()
        steps.append((i, last))
    x.append(i)
while x:
    if x.__alloc__() != last:
        last = x.__alloc__()
        steps.append((len(x), last))
    x.pop()
print(steps)
x, steps = bytearray(100), []
for i in range(100):
    if x.__alloc__() != last:
        last = x.__alloc__()
        steps.append((len(x), last))
    del x[0]
print(steps)
print([bytearray(iter([1] * n)).__alloc__() for n in range(30)], [bytearray([1] * n).__alloc__() for n in range(10)])
print(bytearray(b'a\xff').__reduce__(), bytearray(b'a').__reduce_ex__(3), repr(bytearray(b"a'b\"")), repr(bytearray(b"a'b")))
