# BytesIO, StringIO, IncrementalNewlineDecoder and BufferedRWPair: methods, errors, state, and what they say when closed or never initialised.
import _io
def t(f,*a,**k):
    try: r=f(*a,**k); print('  ->',repr(r))
    except BaseException as e: print('  !!',type(e).__name__,e, '| ctx',repr(e.__context__) if e.__context__ else '')
for k in ((),(b'abc',),('x',),(3,),(None,),(bytearray(b'xy'),)): t(lambda: _io.BytesIO(*k).getvalue())
b=_io.BytesIO(b'hello\nworld\n')
print(b.__sizeof__(),_io.BytesIO().__sizeof__())
t(b.seek,-1);t(b.seek,3,5);t(b.seek,-20,1);t(b.seek,-3,2);t(b.read);t(b.seek,1.0);t(b.seek,2**70);t(b.truncate,-1);t(b.truncate,'x');t(b.seek,100);t(b.read);t(b.write,b'z');t(b.getvalue)
t(b.truncate,5); t(b.tell); t(b.truncate); t(b.truncate,2**70); t(b.read,'x'); t(b.read1,'x'); t(b.readline,1.5); t(b.readlines,'x'); t(b.seek,0);t(b.readlines,3);t(b.readlines,None);t(b.readinto,b'');t(b.readinto,bytearray(3));t(b.write,'x');t(b.writelines,[b'a','b']);t(b.writelines,3)
m=b.getbuffer(); t(b.write,b'123'*100); t(b.truncate,1);t(b.close);t(b.__init__,b'');t(b.__setstate__,(b'',0,None)); print(len(m),m.readonly); m[0]=65; t(b.getvalue); t(lambda:m.obj) ; m.release(); 
b=_io.BytesIO(b'abc'); b.x=1; b.seek(1); t(b.__getstate__); 
for s in ((1,),(b'a',1),('a',1,None),(b'a','x',None),(b'a',-1,None),(b'abc',2,{'y':1}),(b'a',0,3),3): t(b.__setstate__,s)
print(b.__dict__, b.tell(), b.isatty(), b.readable(),b.writable(),b.seekable(),b.closed,b)
b.close()
for n in 'read readline readlines tell seek truncate getvalue isatty readable writable seekable flush close __getstate__ __iter__ __next__ write'.split(): print(n); t(getattr(b,n)); t(getattr(b,n),0)
S=_io.StringIO
for k in ((),('abc',),(b'x',),(3,),(None,),('a\r\nb\rc\n',None),('a\r\nb\rc\n',''),('a\r\nb\rc\n','\n'),('a\r\nb\rc\n','\r\n'),('a\r\nb\rc\n','\r'),('a','x'),('a',3),('a',b'')): print(k);t(lambda: (S(*k).getvalue(),S(*k).readlines(),S(*k).newlines,S(*k).tell()))
s=S('hello\nwörld\n'); print(s.__sizeof__(),S().__sizeof__())
t(s.seek,-1);t(s.seek,3,5);t(s.seek,1,1);t(s.seek,1,2);t(s.seek,0,1);t(s.seek,0,2);t(s.tell);t(s.seek,1.0);t(s.seek,2**70);t(s.truncate,-1);t(s.truncate,'x');t(s.seek,20);t(s.read);t(s.write,'z');t(s.getvalue);t(s.truncate,5);t(s.tell);t(s.truncate);t(s.read,'x');t(s.readline,1.5);t(s.readline,'x');t(s.write,b'x');t(s.write,3); t(s.truncate,2**70)
s.seek(0);print(list(s)); s.seek(0); t(s.readline,3); t(s.readline,0); t(s.readline,None); t(s.readline,-1);t(s.read,None);t(s.read,0)
s.x=1; t(s.__getstate__); 
for st in ((1,),('a','\n',1),('a','\n',1,None),('abc',None,2,{'y':1}),(3,'\n',0,None),('a',3,0,None),('a','\n','x',None),('a','\n',-1,None),('a','\n',0,3),3,('a','x',0,None)): print(st); t(s.__setstate__,st); t(s.getvalue); t(s.tell)
print(s.__dict__,s.line_buffering,s.encoding,s.errors,s.newlines,s)
s.close()
for n in 'read readline readlines tell seek truncate getvalue isatty readable writable seekable flush close __getstate__ __iter__ __next__ write'.split(): print(n); t(getattr(s,n)); t(getattr(s,n),0); t(getattr(s,n),'x')
t(lambda:s.line_buffering);t(lambda:s.newlines);t(lambda:s.closed);t(lambda:s.encoding)
s=S.__new__(S); t(s.read); t(s.getvalue); t(s.write,'x'); t(s.close); t(lambda: s.closed); t(s.__init__,'x'); t(s.read)
s=S(newline=None); s.write('a\r\nb\rc\n'); t(s.getvalue); t(lambda:s.newlines)
s=S(newline=''); s.write('a\r\nb\rc\n'); t(s.getvalue); t(lambda:s.newlines); s.seek(0); t(s.readlines)
s=S(newline='\r\n'); s.write('a\r\nb\rc\n'); t(s.getvalue); t(lambda:s.newlines); s.seek(0); t(s.readlines)
d=_io.IncrementalNewlineDecoder(None,True); t(d.decode,'a\r'); t(d.getstate); t(d.decode,'\nb'); t(lambda:d.newlines); t(d.decode,b'x'); t(d.setstate,3); t(d.setstate,(1,)); t(d.setstate,('a','b')); t(d.setstate,(b'',1)); t(d.decode,''); t(d.decode,'',True); t(d.reset); t(lambda:d.newlines)
t(d.setstate,(1,2,3))
d=_io.IncrementalNewlineDecoder.__new__(_io.IncrementalNewlineDecoder); t(d.decode,'a'); t(lambda:d.newlines); t(_io.IncrementalNewlineDecoder); t(_io.IncrementalNewlineDecoder,None)
R=_io.BufferedRWPair
t(R);t(R,1,2);t(R,_io.BytesIO(),_io.BytesIO(),0); p=R(_io.BytesIO(b'abc\nde'),_io.BytesIO()); 
t(p.read,2);t(p.peek);t(p.read1);t(p.write,b'xy');t(p.flush);t(p.readable);t(p.writable);t(p.isatty);t(p.readinto,bytearray(2));t(p.readinto1,bytearray(2));t(p.seekable);t(p.tell);t(p.fileno);t(p.detach);t(p.closed.__bool__);t(p.readline);t(repr,p);t(p.close);t(p.read);t(p.write,b'');t(lambda:p.closed);t(p.close);t(p.read,'x'); t(p.truncate)
p=R.__new__(R); t(p.read);t(p.closed.__class__) if 0 else t(lambda:p.closed); t(p.close); t(p.write,b''); t(p.flush)
t(_io._BytesIOBuffer)
