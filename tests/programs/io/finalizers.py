# Streams that are dropped close themselves; what a subclass does in close() and __del__.
import sys, io, _io, os
P=os.environ['TMPDIR']+'/f'
open(P,'w').close()
class R(_io._RawIOBase):
    def close(self): print('close fails'); raise ValueError('boom')
class B(_io.BytesIO):
    def close(self): print('closing'); super().close()
B()
class F(_io.FileIO):
    def __del__(self): print('del', self.closed); super().__del__(); print('after', self.closed)
F(P)
class T(_io.TextIOWrapper):
    def close(self): print('T.close'); super().close()
t=T(_io.BytesIO(),'utf-8'); t.write('x'); del t
class W(_io._RawIOBase):
    def writable(self): return True
    def write(self,b): print('W',bytes(b)); return len(b)
w=_io.BufferedWriter(W()); w.write(b'pending'); del w
w=_io.TextIOWrapper(_io.BufferedWriter(W()),'latin-1'); w.write('päd'); del w
class W2(W):
    def write(self,b): raise OSError(5,'bad')
try:
    with _io.BufferedWriter(W2()) as w: w.write(b'q')
except OSError as e: print(repr(e), repr(e.__context__))
# cycles
# name & attributes
import weakref
x=_io.StringIO(); wr=weakref.ref(x); print(wr() is x); del x; print(wr())
print(io.UnsupportedOperation, io.UnsupportedOperation.__mro__, io.UnsupportedOperation.__module__)

