# TextIOWrapper: reconfigure(), seek() and tell() with several codecs and line ends, arguments that are refused, detach().
import os,io,_io
def t(f,*a,**k):
    try: r=f(*a,**k); print('  ->',repr(r))
    except BaseException as e: print('  !!',type(e).__name__,e, '| ctx',repr(e.__context__) if e.__context__ else '')
p=os.environ['TMPDIR']+'/text'
open(p,'wb').write('aé\nb\r\nc\n'.encode()*3)
f=open(p,encoding='utf-8')
for k in ({'encoding':3},{'errors':3},{'newline':3},{'newline':'x'},{'line_buffering':'x'},{'line_buffering':2},{'write_through':None},{'write_through':1.5},{'encoding':'nope'},{'errors':'nope'}):
    print(k); t(f.reconfigure,**k); print(f)
f.read(1); t(f.reconfigure,encoding='ascii'); t(f.reconfigure,line_buffering=True); t(f.reconfigure, newline=None)
for a in (1,2,3,-1): print(a); t(f.seek,1,a); t(f.seek,0,a)
t(f.seek,-3);t(f.seek,'x');t(f.seek,2**200);t(f.seek,1.0); t(f.seek,0,1.0)
f.seek(0); next(f); t(f.tell); 
f.seek(0); print(repr(f.read(2)),f.tell(),repr(f.readline()),f.tell(),repr(f.read(2)),f.tell())
f.seek(0)
pos=[]
while (c:=f.read(1)): pos.append((c,f.tell()))
print(pos)
for newl in (None,'','\r\n'):
  for enc in ('utf-8','utf-16','utf-8-sig','utf-7'):
    with open(p+'2','w',encoding=enc,newline='') as g: g.write('aé\r\nb\r\n\rc\n'.replace('é','é' if enc!='shift_jis' else 'あ')*2)
    with open(p+'2',encoding=enc,newline=newl) as g:
        pos=[g.tell()]
        while (c:=g.read(1)): pos.append((c,g.tell()))
        print(enc,repr(newl),pos)
        for x in pos[1:]:
            g.seek(x[1]); 
        g.seek(pos[3][1]); print(repr(g.read()))
    with open(p+'2','a',encoding=enc) as g: g.write('z')
    with open(p+'2','r+',encoding=enc) as g: g.seek(0,2); g.write('y'); g.seek(0); g.write('é' if enc!='shift_jis' else 'あ')
    print(open(p+'2','rb').read())
pass;t(_io.TextIOWrapper,_io.BytesIO(),errors=3);t(_io.TextIOWrapper,_io.BytesIO(),newline='x\0');t(_io.TextIOWrapper,_io.BytesIO(),newline='abc');t(_io.TextIOWrapper,_io.BytesIO(),newline=3);t(_io.TextIOWrapper,3);t(_io.TextIOWrapper,_io.BytesIO(),'a\0');t(_io.TextIOWrapper,_io.BytesIO(),'utf-8','a\0');t(_io.TextIOWrapper,_io.BytesIO(),3)
t(_io.TextIOWrapper,_io.BytesIO(),'nope')
f=open(p)
f.detach(); 
for n in ('_CHUNK_SIZE','buffer','closed','encoding','errors','line_buffering','mode','name','newlines','write_through'): t(getattr,f,n)
t(f.read);t(f.write,'x');t(repr,f);t(f.close);t(f.flush); t(f.tell)
x=_io.TextIOWrapper.__new__(_io.TextIOWrapper); t(x.read); t(repr,x); t(x.close); t(getattr,x,'closed'); 
