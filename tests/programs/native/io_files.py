# FileIO and BufferedReader over a file: positions, arguments that are refused, the base classes' refusals, what is said when closed.
import _io, posix
def t(f,*a,**k):
    try: r=f(*a,**k); print('  ->',repr(r))
    except BaseException as e: print('  !!',type(e).__name__,e, '| ctx',repr(e.__context__) if e.__context__ else '')
p='/tmp/viv-io-'+str(posix.getpid())
_io.open(p,'wb').write(b'abc\ndef\n')
f=_io.FileIO(p)
for a in (1.0,2**70,'x',None,-1): print('fseek',a); t(f.seek,a); t(f.seek,0,a)
b=_io.BufferedReader(f)
for a in (1.0,2**70,'x',None,-1): print('bseek',a); t(b.seek,a);t(b.seek,0,a)
for a in (1.0,2**70,'x',-5): print('read',a); t(f.read,a);t(b.read,a);t(b.readline,a);t(b.peek,a);t(b.read1,a)
t(f.readinto,b'xx');t(b.readinto,b'xx');t(b.readinto1,b'');t(f.readinto,3)
t(f.write,b'x');t(b.write,b'x')
t(f.truncate,1);t(b.truncate,1)
t(_io._IOBase()._checkClosed,1);t(_io._IOBase()._checkClosed,1,2)
t(_io._IOBase()._checkSeekable,1);t(_io._IOBase()._checkSeekable)
t(_io._IOBase()._checkReadable);t(_io._IOBase()._checkWritable)
x=_io._IOBase()
for n in 'tell truncate flush close closed isatty readable __iter__ __next__ readline readlines writelines'.split():
    print(n); a=getattr(x,n); 
    if callable(a): t(a); t(a,0)
x=_io._RawIOBase()
for n in 'read readall readinto write'.split():
    print('raw',n); a=getattr(x,n); t(a); t(a,3)
x=_io._BufferedIOBase()
for n in 'read read1 readinto readinto1'.split():
    print('buf',n); a=getattr(x,n); t(a); t(a,bytearray(3))
x=_io._TextIOBase()
for n in 'read readline'.split():
    print('text',n); a=getattr(x,n); t(a); t(a,3)
for o in (f,b): t(o.__getstate__)
print(repr(f).replace(p,'P'),repr(b).replace(p,'P')); print(f.mode,b.mode,b.name==p,f.__sizeof__(),b.__sizeof__())
t(_io.FileIO,-1);t(_io.FileIO,'nope');t(_io.FileIO,p,'z');t(_io.FileIO,p,'rw');t(_io.FileIO,p,'r++');t(_io.FileIO,p,'b');t(_io.FileIO,p,'');t(_io.FileIO,p,closefd=False)
t(_io.FileIO,'a\0b');t(_io.FileIO,1.5);t(_io.FileIO,None);t(_io.FileIO,9999);t(_io.FileIO,2**70);t(_io.FileIO,'/');t(_io.FileIO,p,opener=lambda *a:-5);t(_io.FileIO,p,opener=lambda *a:'s');t(_io.FileIO,p,'r\0');t(_io.FileIO)
t(_io.FileIO,p,3)
f.close() if 0 else None
g=_io.FileIO(p,'ab');print(repr(g).replace(p,'P'));g.close();print(repr(g))
for n in 'read readall tell fileno isatty seekable readable writable truncate'.split(): t(getattr(g,n))
t(g.write,b'');t(g.readinto,bytearray(1));t(g.seek,0);print(g.closed,g.mode,g._blksize);
t(_io.BufferedReader,g)
posix.unlink(p)
