# _struct: sizes, alignment, byte orders, ranges, errors, buffers.
import _struct
from _struct import *
from _struct import _clearcache
def t(s):
    try: print(s,'=>',repr(eval(s)))
    except BaseException as e: print(s,'=>',type(e).__name__,e)
S=Struct
for f in ['','x','c','b','B','?','h','H','i','I','l','L','q','Q','n','N','e','f','d','F','D','s','p','P','5s','0s','3x','bhilq','<bhilq','>bhilq','=bhilq','!bhilq','@bi','bi0q','b 3i h','10p','<n','<P','<N','5','<5','y','b<','99999999999999999999b','9223372036854775807i','4611686018427387904q',' b','@ b','é','b\0i','F','<D','bD','bF','0i','b0i']: t('calcsize(%r)'%f)
for s in ["S(1)","S()","S(b'hi').format","S('hi').size","S('hi')","S('hi').__sizeof__(),S('').__sizeof__(),S('5s3xb').__sizeof__()","S.__basicsize__","S('hi').pack(1,2)","S('hi').pack(1)","S('hi').pack(1,2,3)","S('h').pack('a')","S('h').pack(1.5)","pack('hi',1)","pack()","pack('h')","pack(1)","pack_into('h')","pack_into('h',bytearray(2))","pack_into('h',bytearray(2),0)","pack_into('h',bytearray(2),0,1,2)","pack_into('h',b'ab',0,1)","pack_into('h',bytearray(2),1,1)","pack_into('h',bytearray(2),-1,1)","pack_into('h',bytearray(2),-3,1)","pack_into('h',bytearray(1),0,1)","pack_into('h',bytearray(2),5,1)","pack_into('h',bytearray(2),'a',1)","pack_into('h',5,0,1)","unpack('h',b'ab')","unpack('h',b'a')","unpack('h',b'abc')","unpack('h','ab')","unpack('h')","unpack_from('h',b'abcd',1)","unpack_from('h',b'abcd',3)","unpack_from('h',b'abcd',-1)","unpack_from('h',b'abcd',-5)","unpack_from('h',b'abcd',-2)","unpack_from('h',buffer=b'abcd',offset=2)","unpack_from('h',b'a',0)","unpack_from('h',b'abcd',10)","list(iter_unpack('h',b'abcdef'))","iter_unpack('h',b'abc')","iter_unpack('',b'')","iter_unpack('h',b'ab')","iter_unpack('h',b'abcd').__length_hint__()","type(iter_unpack('h',b'ab'))","type(iter_unpack('h',b'ab'))()","S('h').iter_unpack(b'abcd').__next__()","S('h').unpack(b'ab')","S('h').unpack_from(b'abcd',1)","error","error.__mro__","error.__module__","Struct","S('h').pack_into(bytearray(2),0,1)","S('h').pack_into()","S('h').pack_into(bytearray(2))","S('h').unpack(1)","S('h')==S('h')","_clearcache()","_struct.__doc__ is not None","pack.__text_signature__,unpack.__text_signature__,Struct.pack.__text_signature__"]: t(s)
class I:
    def __index__(s): return 7
class Fl:
    def __float__(s): return 2.5
vals=[0,1,-1,127,128,-128,-129,255,256,32767,32768,-32768,-32769,65535,65536,2**31-1,2**31,-2**31,-2**31-1,2**32-1,2**32,2**63-1,2**63,-2**63,-2**63-1,2**64-1,2**64,2**100]
for order in ('@','>'):
    for c in 'bBhHiIlLqQnNP?':
        for v in vals:
            if v in (0,1,-1,127,255) and order not in ('','>'): continue
            try: r=pack(order+c,v).hex()
            except Exception as e: r=type(e).__name__+' '+str(e)
            print(order+c,v,r)
for order in ('<','>'):
    for c in 'efdFD':
        for v in (0.0,-0.0,1.5,3.14159,1e300,65504.0,65520.0,65519.0,1e-8,5e-324,float('inf'),float('-inf'),float('nan'),2**2000,'a',I(),Fl(),1+2j,2.0**-24,2.0**-25,3e38,3.5e38):
            try: r=pack(order+c,v); r=(r.hex(), repr(unpack(order+c,r)))
            except Exception as e: r=type(e).__name__+' '+str(e)
            print(order+c,v if not isinstance(v,(I,Fl)) and v!=2**2000 else '?',r)
for c,v in (('c',b'a'),('c',b''),('c',b'ab'),('c','a'),('c',bytearray(b'z')),('s',b'abc'),('2s',b'abc'),('5s',b'abc'),('5s','abc'),('0s',b'abc'),('5s',bytearray(b'xy')),('p',b'abc'),('4p',b'abcdef'),('5p',b'ab'),('0p',b'ab'),('300p',b'q'*290),('5p','ab'),('?',[]),('?',[1]),('b',I()),('h',Fl()),('P',I()),('q','x'),('3x5sb',b'abc')):
    try: r=pack(c,v) if c!='3x5sb' else pack(c,v,1); print(c,v if isinstance(v,(bytes,str)) else '?',r.hex(),unpack(c,r))
    except Exception as e: print(c,type(e).__name__,e)
print(unpack('<bBhHiIqQ?', bytes(range(200,200+31))), unpack('>bBhHiIqQ?', bytes(range(200,200+31))), unpack('>iIlL',bytes(range(0x80,0x90))), unpack('<iIlL',bytes(range(0xf0,0x100))))
print(unpack('@lLnN',bytes(range(0xd0,0xf0))), pack('bhbi',1,2,3,4).hex(), pack('>bhbi',1,2,3,4).hex(), pack('bx3hq',1,2,3,4,5).hex())
print(unpack('?',b'\x05'),unpack('<?',b'\x05'))
s=S('<3h'); print(list(s.iter_unpack(bytes(range(12)))), s.pack(*range(3)))
class X(S): pass
print(X('h').pack(3)); 
b=bytearray(10); pack_into('>hh',b,3,1,2); print(b); pack_into('bx',b,-2,9); print(b)
it=iter_unpack('B',b); 
try: b.append(1)
except BufferError as e: print(e)
print(list(it)); b.append(1)
