# print() and input() over streams of every kind, and without them.
import sys, io
def t(f,*a,**k):
    try: r=f(*a,**k); print('  ->',repr(r),file=o)
    except BaseException as e: print('  !!',type(e).__name__,e, '| ctx',repr(e.__context__) if e.__context__ else '',file=o)
o=sys.stdout; si=sys.stdin; se=sys.stderr
t(input); t(input,'prompt> '); t(input,3); t(input,'a','b'); t(input,x=1)
sys.stdin=io.StringIO('one\r\ntwo\nthree'); 
t(input,'x'); t(input,'y'); t(input); t(input)
class B:
    def readline(self): return self.v
    def fileno(self): raise ValueError('f')
sys.stdin=B()
for v in (3,b'x\n',b'','',None,'a\n\n'): B.v=v; t(input)
sys.stdin=3; t(input)
sys.stdin=None; t(input)
del sys.stdin; t(input)
sys.stdin=io.StringIO('a\nb\nc\nd\ne\nf\n')
sys.stdout=None; t(input,'p')
del sys.stdout; t(input,'p'); t(print,'x')
sys.stdout=io.StringIO(); t(input,'p'); print('P',repr(sys.stdout.getvalue()),file=o)
sys.stdout=3; t(input,'p'); t(print,3); t(print,3,flush=True); t(print)
sys.stdout=None; t(print,3)
sys.stdout=o
sys.stderr=None; t(input)
del sys.stderr; t(input)
sys.stderr=3; t(input,'q')
class W:
    def write(self,s): o.write(repr(s)+';')
    def flush(self): o.write('FL;')
t(print,1,'a',None,sep='-',end='!',file=W(),flush=True); t(print,file=W()); t(print,1,2,sep=None,end=None,file=W())
t(print,1,sep=3); t(print,1,end=3); t(print,1,foo=3); t(print,1,2,sep='',end='')
t(print,1,file=3)
sys.stdout = o; sys.stderr = se; sys.stdin = si
