# _lru_cache_wrapper: sizes, keys, recursion, keys whose comparison clears the cache.
from _functools import _lru_cache_wrapper as L
def ci(*a): return a
calls=[]
def g(*a,**k):
    calls.append((a,tuple(k.items())))
    return sum(x for x in a if isinstance(x,(int,float)))+len(k)
for size in (None,0,1,2,3,8):
  for typed in (0,1):
    c=L(g,size,typed,ci); calls.clear()
    s=[]
    x=12345
    for i in range(400):
        x=(x*1103515245+12345)&0x7fffffff
        r=(x>>8)%12
        if r<6: s.append(c(r))
        elif r<8: s.append(c(float(r-6)))
        elif r<10: s.append(c(r,k=r))
        elif r==10: s.append(c('a',b=1,c=2))
        else: s.append(c(1,2,3))
    print(size,typed,len(calls),sum(s),c.cache_info(),calls[-5:])
    c.cache_clear(); print(c.cache_info())
# recursion
@lambda f: L(f,None,False,ci)
def fib(n): return n if n<2 else fib(n-1)+fib(n-2)
print(fib(90), fib.cache_info())
fib2=L(lambda n: n if n<2 else fib2(n-1)+fib2(n-2), 4, True, ci)
print(fib2(50), fib2.cache_info())
class Bad:
    def __hash__(self): raise ValueError('h')
try: fib(Bad())
except ValueError as e: print(e)
try: fib([])
except TypeError as e: print(e)
class Evil:
    def __init__(s,n): s.n=n
    def __hash__(s): return 1
    def __eq__(s,o):
        if boom[0]: boom[0]-=1; h.cache_clear()
        return s.n==o.n
boom=[0]
h=L(lambda e:e.n,3,0,ci)
for b in (0,1,2,5):
    boom[0]=b
    print([h(Evil(i%5)) for i in range(12)], h.cache_info())
# cycles
h=L(lambda e:e,3,0,ci); h(h); h.me=h; print(h.__dict__.keys()); print(h.__copy__() is h, h.__deepcopy__({}) is h)
class C:
    m=L(lambda self,x:(x,),5,0,ci)
c=C(); print(c.m(3), C.m.cache_info()); 
h=fib2=fib=None
