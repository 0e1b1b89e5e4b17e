# The module gc: settings, statistics, callbacks, what is tracked, generations, finalizers.
import gc
def t(s):
    try: print(s,'=>',repr(eval(s)))
    except BaseException as e: print(s,'=>',type(e).__name__,e)
for s in ["gc.get_threshold()","len(gc.get_count())","gc.isenabled()","gc.disable()","gc.isenabled()","gc.enable()","gc.isenabled()","gc.collect(3)","gc.collect(-1)","gc.collect('a')","gc.collect(generation=0)>=0","gc.collect(1)>=0","gc.collect()>=0","gc.collect()","gc.get_stats()[0].keys()","len(gc.get_stats())","gc.set_debug()","gc.set_debug('a')","gc.get_debug()","gc.set_threshold()","gc.set_threshold(700)","gc.get_threshold()","gc.set_threshold(700,11)","gc.get_threshold()","gc.set_threshold(700,11,12)","gc.get_threshold()","gc.set_threshold(1,2,3,4)","gc.set_threshold('a')","gc.set_threshold(2000,10,10)","gc.get_threshold()","gc.get_objects(3)","len(gc.get_objects(-1))>10","gc.get_objects('a')","type(gc.get_objects())","type(gc.get_objects(0))","gc.get_objects(None) != []","gc.is_tracked(1)","gc.is_tracked([])","gc.is_tracked({})","gc.is_tracked({1:[]})","gc.is_tracked(())","gc.is_tracked(int)","gc.is_finalized(1)","gc.is_finalized([])","gc.freeze()","gc.get_freeze_count()>0","gc.unfreeze()","gc.get_freeze_count()","gc.get_referents()","gc.get_referents([1,2])","gc.get_referents((1,'a'),[3])","gc.get_referents(1)","gc.get_referents({'a':2})","gc.get_referrers()","gc.callbacks","gc.garbage","gc.DEBUG_LEAK","gc.set_threshold.__text_signature__","gc.collect.__text_signature__","gc.get_debug(1)","type(gc)"]: t(s)
x=[]; y=[x]; z={'k':x}; w=(x,)
r=gc.get_referrers(x); print(len([i for i in r if i is y or i is z or i is w]))
class N: pass
def cyc():
    a=N(); b=N(); a.b=b; b.a=a
gc.collect()
for i in range(5): cyc()
print(gc.collect())
l=[]; l.append(l); del l; print(gc.collect())
log=[]
def cb(p,i): log.append((p,sorted(i.items())))
gc.callbacks.append(cb); cyc(); gc.collect(); gc.collect(0); gc.callbacks.remove(cb)
for e in log: print(e)
def bad(p,i): raise ValueError(p)
s0=gc.get_stats()[2]; cyc(); gc.collect(); s1=gc.get_stats()[2]; print({k:s1[k]-s0[k] for k in s0})
gc.set_debug(gc.DEBUG_SAVEALL); cyc(); n=gc.collect(); print(n,len(gc.garbage),[type(o).__name__ for o in gc.garbage]); gc.garbage.clear(); gc.set_debug(0)
class F:
    def __del__(s): log.append('del')
log.clear()
f=F(); f.f=f; print(gc.is_finalized(f)); del f; print(gc.collect(), log)
class R:
    keep=None
    def __del__(s): R.keep=s
r=R(); r.r=r; del r; print(gc.collect(), gc.is_finalized(R.keep)); k=R.keep; R.keep=None; del k; print(gc.collect(), R.keep)
gc.disable(); 
for i in range(3000): cyc()
c=gc.get_count(); print(c[0]>3000); print(gc.collect()); print(gc.get_count()[1:]); gc.enable()
gc.collect(0); print(gc.get_count()[1]); gc.collect(0); print(gc.get_count()[1]); gc.collect(1); print(gc.get_count()[1:]); gc.collect(2); print(gc.get_count()[1:])
gc.collect(); 
st=[]
def g():
    global st
    o=[]; o.append(o)
    st.append(any(i is o for i in gc.get_objects(0)))
    gc.collect(0); st.append((any(i is o for i in gc.get_objects(0)),any(i is o for i in gc.get_objects(1)),any(i is o for i in gc.get_objects(2))))
    gc.collect(1); st.append((any(i is o for i in gc.get_objects(0)),any(i is o for i in gc.get_objects(1)),any(i is o for i in gc.get_objects(2))))
    return st
print(g())
class D:
    def __del__(s):
        print('nested', gc.collect())
d=D(); d.d=d; del d; print(gc.collect())
