# memoryview and the buffer protocol: items, slices, casts, formats, copies, comparison, exports, __buffer__ of classes.
def t(s):
    try: print(s,'=>',repr(eval(s)))
    except BaseException as e: print(s,'=>',type(e).__name__,e)
m=memoryview(bytearray(range(24)))
ro=memoryview(b'abcdef')
rel=memoryview(b'abc'); rel.release()
nd=m.cast('B',[2,3,4])
z=m[:1].cast('B',[])
for s in ["memoryview()","memoryview(1)","memoryview(object=b'a')[0]","m","rel","rel[0]","len(rel)","rel==rel","rel==m","m==rel","rel.release()","hash(rel)","hash(m)","hash(ro)==hash(b'abcdef')","hash(ro.cast('h'))","hash(memoryview(bytearray()))","ro[1]","ro[-1]","ro[6]","ro['a']","ro[1.5]","ro[1:3].tobytes()","ro[::2].tobytes()","ro[::-1].tobytes()","ro[()]","ro[...]","ro[1,]","ro[1,2]","ro[:,]","ro[0]==97","m[0]","ro.__setitem__(0,1)","m.__setitem__(0,256)","m.__setitem__(0,-1)","m.__setitem__(0,'a')","m.__setitem__(0,1.5)","m.__delitem__(0)","ro.__delitem__(0)","m.__setitem__(slice(0,2),b'abc')","m.__setitem__(slice(0,2),5)","m.__setitem__(slice(0,2),'ab')","m.__setitem__(slice(0,2),memoryview(b'abcd').cast('H'))","nd[0]","nd[0,1]","nd[0,1,2]","nd[0,1,2,3]","nd[5,0,0]","nd[0,5,0]","nd[0,0,-5]","nd[0:1]","nd[0:1,0:1]","nd[0,0:1]","nd[...]","nd['a']","nd.tolist()","nd.tobytes()","nd.tobytes('F')","nd.tobytes('A')","nd.tobytes(None)","nd.tobytes('X')","nd.tobytes(1)","len(nd)","nd.shape,nd.strides,nd.suboffsets,nd.ndim,nd.nbytes,nd.itemsize,nd.format","iter(nd)","list(nd)","nd.__setitem__(0,1)","nd.__setitem__((0,0,0),7)","nd.__setitem__((0,0),7)","nd.__setitem__(slice(0,1),nd)","nd.__setitem__((slice(0,1),),nd)","nd.__setitem__('a',nd)","nd.cast('H')[1]","nd.cast('H',[3,4]).tolist()","nd.cast('B',[4,6])","m.cast('H').cast('I')","m.cast('H').cast('B').cast('I').tolist()","m[:3].cast('H')","m[::2].cast('H')","m.cast('zz')","m.cast('@')","m.cast('<B')","m.cast('é')","m.cast(1)","m.cast('B',5)","m.cast('B',None)","m.cast('B',[1.5])","m.cast('B',[-1,2])","m.cast('B',[0])","m.cast('B',[5])","m.cast('B',[2**62,2**62])","m.cast('B',[1]*65)","m[:0].cast('B',[0])","m[:0].cast('I')","z[()]","z[...]","z[0]","z[:]","len(z)","list(z)","z.tolist()","z.shape,z.strides,z.ndim,z.nbytes","z.__setitem__((),5)","z.__setitem__(...,6)","z.__setitem__(0,6)","z.index(1)","z.count(1)","nd.index(1)","nd.count(1)","ro.index(99)","ro.index(1)","ro.index(97,1)","ro.index(99,-4,-1)","ro.count(97)","ro.hex()","ro.hex('-')","ro.hex(':',2)","ro[::2].hex()","ro[::-1].hex('_',-2)","ro.toreadonly()==ro","m.toreadonly().readonly","m.toreadonly().__setitem__(0,1)","ro.obj,ro.readonly,ro.c_contiguous,ro.f_contiguous,ro.contiguous","ro[::2].c_contiguous","nd.f_contiguous","m.obj is m[3:].obj","memoryview[int]","ro.__class__.__name__","isinstance(ro,memoryview)","97 in ro","b'a' in ro","ro==b'abcdef'","ro==bytearray(b'abcdef')","ro=='abcdef'","ro<b'a'","ro.cast('c')==b'abcdef'","ro.cast('c')[0]","m.cast('?')[:3].tolist()","m.cast('b').tolist()","m.cast('h').tolist()","m.cast('q').tolist()","m.cast('Q').tolist()","m.cast('n').tolist()","m.cast('N').tolist()","m.cast('l').tolist()","m.cast('f').tolist()","m.cast('d').tolist()","m.cast('e').tolist()","m.cast('P').tolist()","m[:16].cast('D').tolist()","m[:16].cast('F').tolist()","m.cast('@I').format","memoryview._from_flags(b'a',0).format","memoryview._from_flags(b'a',1)","memoryview._from_flags(m,1).shape","memoryview._from_flags(m,284).format","memoryview._from_flags(m,4)","memoryview._from_flags(m[::2],0)","memoryview._from_flags(m[::2],0x18).tolist()","memoryview._from_flags(m[::2],0x38).tolist()","memoryview._from_flags(m[::2],0x58).tolist()","memoryview._from_flags(m[::2],0x98).tolist()","memoryview._from_flags(m[::2],8).tolist()","memoryview._from_flags(1,8).tolist()","memoryview._from_flags(nd,0).shape","memoryview._from_flags(nd,8).shape","memoryview._from_flags(nd,0x58).shape","m.__buffer__(0).format","m.__buffer__(2**40)","m.__buffer__('a')","ro.__buffer__(1)","b'a'.__buffer__(284)","bytearray(b'a').__buffer__(1)","m.__release_buffer__(m)","m.__release_buffer__(1)","bytearray(b'1').__release_buffer__(m)","bytes(m[::-1])","bytearray(m[2:4])","b''.join([m[1:2],ro[:2]])","b'x'+ro","bytearray(b'x')+ro","ro+b'x'","ro*2","int(memoryview(b'12'))","float(memoryview(b'1.5'))","str(ro[:3],'ascii')","bytes.fromhex('00')","type('X',(memoryview,),{})","bool(m[:0]),bool(m)","m.release(1)","m.foo","m.__enter__() is m","sorted(ro)","list(reversed(ro))","max(ro)","[*ro]","memoryview(ro).obj","memoryview(memoryview(m[2:5])[1:])[0]","m.__sizeof__(),nd.__sizeof__(),z.__sizeof__()","type(iter(ro))","iter(ro).__length_hint__()","sorted(dir(memoryview))"]: t(s)
# exports
b=bytearray(b'hello'); v=memoryview(b)
for f in (lambda: b.append(1), lambda: b.clear(), lambda: b.__setitem__(slice(0,1),b''), lambda: b.extend(b'x'), lambda: b.pop()):
    try: f()
    except BufferError as e: print(e)
b[0]=120; print(v[0]); v[1:3]=b'ZZ'; print(b)
v[::2]=b'123'; print(b); v[::-1]=b'abcde'; print(b); v[1:]=v[:-1]; print(b); v[:-1]=v[1:]; print(b); v[::-1]=v; print(b)
w=memoryview(v)
try: v.release(); print('released v')
except BufferError as e: print(e)
x=v if 0 else w
y=memoryview._from_flags(w,0)
try: b.append(1)
except BufferError as e: print(e)
w.release(); 
try: y[0]; print('y ok')
except Exception as e: print(e)
y.release(); b.append(33); print(b)
with memoryview(b) as q: print(q[0])
try: q[0]
except ValueError as e: print(e)
for fmt,vals in (('b',(127,-128,128)),('B',(255,-1)),('h',(32767,32768)),('H',(65535,65536)),('i',(2**31-1,2**31)),('I',(2**32-1,2**32,-1)),('l',(2**63-1,2**63)),('q',(-2**63,2**63)),('Q',(2**64-1,2**64,-1)),('n',(1,2**63)),('N',(2**64-1,-1)),('f',(1.5,1e40,'a')),('d',(1e300,'x',3)),('e',(1.5,1e6)),('?',(0,5,[],'a')),('c',(b'a',b'ab','a',1)),('P',(0,2**64-1,2**64))):
    bb=memoryview(bytearray(8)).cast(fmt)
    for val in vals:
        try: bb[0]=val; print(fmt,val,bb.tolist()[0] if fmt!='P' else bb[0])
        except Exception as e: print(fmt,val,type(e).__name__,e)
    class I:
        def __index__(self): return 5
        def __float__(self): return 2.5
    try: bb[0]=I(); print(fmt,bb[0])
    except Exception as e: print(fmt,type(e).__name__,e)
import _weakref
v=memoryview(b'1'); r=_weakref.ref(v); print(r() is v); del v; print(r())
nan=float('nan')
f=memoryview(bytearray(16)).cast('d'); f[0]=nan; g=memoryview(bytearray(16)).cast('d'); g[0]=nan; print(f==g, f!=g, f==f); f[0]=g[0]=0.0; print(f==g); f[0]=-0.0; print(f==g)
print(m.cast('B',[2,12])==m.cast('B',[12,2]), m.cast('B',[2,12])==m.cast('B',[2,12]), m==bytes(m), m[:0]==b'', m[::2]==bytes(m)[::2], m.cast('B',[24,1])==m)
it=iter(ro); print(next(it)); 
rr=memoryview(b'abc'); it=iter(rr); next(it); rr.release()
try: next(it)
except ValueError as e: print(e)
class Cls:
    def __buffer__(self,flags): print('buffer',flags); self.v=memoryview(b'xyz'); return self.v
    def __release_buffer__(self,v): print('release',v is self.v, bytes(v))
c=Cls(); v=memoryview(c); print(bytes(v), v.obj is c, type(v.obj).__name__); v.release(); print(bytes(c))
class D(bytearray):
    def __buffer__(self,flags): print('D.buffer'); return super().__buffer__(flags)
    def __release_buffer__(self,v): print('D.release',v); super().__release_buffer__(v)
d=D(b'12345'); v=memoryview(d); print(v[1]); v.release(); d.append(1); print(len(d))
class E:
    def __buffer__(self,flags): return 5
try: memoryview(E())
except TypeError as e: print(e)
class F(bytearray):
    def __release_buffer__(self,v):
        print('F.release', v.nbytes, v[0], v.tolist())
        try: memoryview(v)
        except ValueError as e: print(e)
        self.saved=v
d=F(b'123'); v=memoryview(d); v.release()
try: d.saved[0]
except ValueError as e: print(e)
d.append(3)
class G:
    def __release_buffer__(self,v): pass
try: memoryview(G())
except TypeError as e: print(e)
class H(bytes):
    def __buffer__(self,flags): raise KeyError('no')
try: memoryview(H(b'a'))
except KeyError as e: print(e)
v=memoryview(b'ab'); l=[v]; l.append(l); del v,l
b=bytearray(b'abc'); v=memoryview(b)
class Ev:
    def __index__(s): v.release(); return 1
for k in (lambda: v[Ev()], lambda: v[Ev():], lambda: v.__setitem__(Ev(),1), lambda: v.__setitem__(0,Ev()), lambda: v.__setitem__(slice(Ev(),None),b'ab'), lambda: v.cast('B',[Ev()]) , lambda: v.index(98,Ev())):
    v=memoryview(b)
    try: print(k())
    except Exception as e: print(type(e).__name__,e)
