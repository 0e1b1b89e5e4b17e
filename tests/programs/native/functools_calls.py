# partial, reduce, cmp_to_key: values and errors.
from _functools import *
from _functools import _lru_cache_wrapper,_PlaceholderType

P=Placeholder
def t(s):
    try: print(s,'=>',repr(eval(s)))
    except BaseException as e: print(s,'=>',type(e).__name__,e)
def f(*a,**k): return a,k
class S(partial): pass
for s in ["partial()","partial(1)","partial(f,P)","partial(f,x=P)","partial(f,1,x=2)","partial(f,P,2)()","partial(f,P,2)(1,3)","partial(partial(f,P,2),P,3)","partial(partial(f,P,P,2),9)","partial(partial(f,P,2),P)","partial(f,P,2)(P)","partial(f,P,2,y=1)(x=1)","_PlaceholderType()","_PlaceholderType(1)","S(f,1)","partial(S(f,1),2)","S(partial(f,1),2)","partial(f,1).__reduce__()[1:]","partial(f).__setstate__(1)","partial(f).__setstate__((1,2,3,4))","partial(f).__setstate__((f,(P,),{},None))","cmp_to_key(1)(2)<cmp_to_key(1)(2)","cmp_to_key(f)(1)<1","cmp_to_key(lambda a,b:a-b)(1)","cmp_to_key(lambda a,b:a-b)","cmp_to_key(lambda a,b:a-b)<1","hash(cmp_to_key(f)(1))","cmp_to_key(f).obj","cmp_to_key(f)(obj=2).obj","cmp_to_key(f)()","cmp_to_key()","cmp_to_key(f)<cmp_to_key(f)","reduce(f,1)","reduce(f,[])","reduce(f,[],5)","reduce(f,[1,2,3])","reduce(f,[1,2],initial=9)","_lru_cache_wrapper(1,2,3,4)","_lru_cache_wrapper(f,'a',3,4)","_lru_cache_wrapper(f,-5,3,f)","_lru_cache_wrapper(f,-5,3,f).cache_info()","_lru_cache_wrapper(f,None,3,f).cache_info()","P.__reduce__()","P is _PlaceholderType()","type(cmp_to_key(f)).__basicsize__","type(cmp_to_key(f))","partial(f,1)==partial(f,1)","partial[int]","_lru_cache_wrapper(f,2,0,f).__get__(1)","_lru_cache_wrapper(f,2,0,f).__reduce__()","partial(f,1).__get__(3)","partial(f,1).__get__(None)","partial(f,1).__dict__", "partial(f, a=1)(b=2,a=3)","partial(f,1,a=1)(2)","del_()","partial(f,**{'a':1}).keywords","P<1","cmp_to_key(f).__doc__",
"partial.__call__","_lru_cache_wrapper.__reduce__.__text_signature__","partial.__setstate__.__doc__, partial.__reduce__.__doc__","S.__dict__.keys()","reduce()","reduce(1,2,3,4)",]: t(s)
p=partial(f,1); p.keywords[1]=2
t("p()"); t("p(a=1)"); 
p=partial(f); p.__setstate__((f,(1,p),{},{})); t("p")
try: p.func=1
except Exception as e: print(e)
try: del p.__dict__
except Exception as e: print(e)
p.__dict__={'a':1}; print(p.__reduce__()[2][3]); 
try: p.__setstate__((f,[1],{},{}))
except Exception as e: print(e)
