# Buffered streams over raw streams written in Python: wrong results, what the raw stream is asked, re-entry, closing.
import _io
def t(f,*a,**k):
    try: r=f(*a,**k); print('  ->',repr(r))
    except BaseException as e: print('  !!',type(e).__name__,e, '| ctx',repr(e.__context__) if e.__context__ else '')
class R(_io._RawIOBase):
    def readable(self): return True
    def readinto(self,b): return self.r
    def writable(self): return True
    def write(self,b): return self.r
    def seekable(self): return True
    def tell(self): return self.t
    def seek(self,a,b=0): return self.t
r=R(); r.t=0
b=_io.BufferedReader(r)
for v in (None,-1,10**9,'x',1.5,10**30): 
    r.r=v; print(v); t(b.read,3); t(b.read1,3); t(b.readinto,bytearray(3)); t(b.peek); t(b.readline); t(b.read)
w=_io.BufferedWriter(r,4)
for v in (None,-1,10**9,'x',1.5,10**30): 
    r.r=v; print(v); t(w.write,b'abcdefghijk'); t(w.flush); 
r.r=None
r.t=-5; t(b.tell); t(b.seek,0); r.t='x'; t(b.tell); r.t=10**30; t(b.tell)
t(_io.BufferedReader,r,0); t(_io.BufferedReader,r,-1); t(_io.BufferedReader,3); t(_io.BufferedReader,r,10**30);t(_io.BufferedReader,r,'x')
r.r=0
class N:
    def __repr__(self): return repr(r2)
r2=R(); r2.t=0; r2.r=0; 
b2=_io.BufferedReader(r2); r2.name=b2; t(repr,b2)

# What a raw stream sees, and positions of a stream that is read and written.
class Log(_io._RawIOBase):
    def __init__(self, data): self.data = bytearray(data); self.at = 0; self.log = []
    def readable(self): return True
    def writable(self): return True
    def seekable(self): return True
    def readinto(self, b):
        n = min(len(b), len(self.data) - self.at, 7); b[:n] = self.data[self.at:self.at+n]; self.at += n; self.log.append(('r', len(b), n)); return n
    def write(self, b):
        self.data[self.at:self.at+len(b)] = b; self.at += len(b); self.log.append(('w', bytes(b))); return len(b)
    def seek(self, p, w=0):
        self.at = p if w == 0 else self.at + p if w == 1 else len(self.data) + p; self.log.append(('s', p, w)); return self.at
    def tell(self): self.log.append('t'); return self.at
    def truncate(self, n=None): self.log.append(('tr', n)); return n
raw = Log(b'one\ntwo\nthree\nfour five six seven'); b = _io.BufferedRandom(raw, 16)
print(b.readline(), b.tell(), b.read(2), b.tell()); print(b.write(b'XY'), b.tell(), b.read(3), b.tell(), b.peek(), b.read1(4), b.seek(0), b.read(5)); print(raw.log); raw.log.clear()
print(b.seek(-4, 1), b.write(b'Q' * 20), b.seek(2), b.read(30), b.tell(), b.truncate(9), b.flush()); print(raw.log, bytes(raw.data)); raw.log.clear()
print(b.seek(0, 2), b.write(b'end'), b.seek(0), list(b)); print(raw.log); raw.log.clear()
print(b.detach() is raw); t(b.read); t(b.detach); t(b.close)
w = _io.BufferedWriter(Log(b''), 8); raw = w.raw
print([w.write(b'abc'), w.write(b'defg'), w.write(b'h'), w.write(b'0123456789'), w.write(b'x')], raw.log); w.flush(); print(raw.log); print(w.tell(), w.closed, w.close(), w.closed); t(w.write, b'z'); t(w.flush); t(w.tell); print(bytes(raw.data))
r = _io.BufferedReader(Log(bytes(range(65, 91))), 10)
x = bytearray(4); y = bytearray(25); print(r.readinto(x), x, r.readinto1(y), y[:8], r.read(0), r.read(1), r.readinto(y), y, r.read(), r.raw.log)
# A raw stream that comes back to its buffer, and one that keeps the view it was given.
class Again(_io._RawIOBase):
    def writable(self): return True
    def write(self, b): self.kept = b; return self.w.write(b'again') if self.w else len(b)
a = Again(); a.w = w = _io.BufferedWriter(a, 4); a.name = 'n'
t(w.write, b'0123456789'); a.w = None; t(w.flush); w.close()
class Close(_io._RawIOBase):
    def writable(self): return True
    def write(self, b): raise OSError(5, 'write fails')
    def close(self): super().close(); raise ValueError('close fails')
w = _io.BufferedWriter(Close()); w.write(b'x'); t(w.close); print(w.closed, w.raw.closed)
# The base classes' ways to read.
class Bytes(_io._RawIOBase):
    def __init__(self, *pieces): self.pieces = list(pieces)
    def readinto(self, b):
        p = self.pieces.pop(0) if self.pieces else b''
        if p is None: return None
        if len(p) > len(b): self.pieces.insert(0, p[len(b):]); p = p[:len(b)]
        b[:len(p)] = p; return len(p)
print(Bytes(b'ab', b'cd', b'').read(), Bytes(b'ab', None, b'cd').read(), Bytes(None).read(), Bytes(b'ab\nc').readline(), Bytes(b'a', b'\n').readlines(), Bytes(b'abc').read(3))
class Peek(Bytes):
    def peek(self, n): return b'xy\nz'
    def read(self, n): return b'xy\nz'[:n]
print(Peek().readline(), Peek().readline(2))
class Lines(_io._IOBase):
    def __init__(self): self.left = [b'a\n', b'bb\n', b'']
    def readline(self, size=-1): return self.left.pop(0)
    def write(self, x): print('write', x)
print(list(Lines()), Lines().readlines(1), Lines().readlines(3), next(Lines())); Lines().writelines('xy')
with Lines() as l: pass
t(l.__enter__); t(l.writelines, []); print(l.closed)
