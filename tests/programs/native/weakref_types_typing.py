# _weakref, _types, _typing.
from _weakref import *
from _weakref import _remove_dead_weakref
from _typing import *
from _types import *
class O: pass
o=O(); r=ref(o); p=proxy(o); r2=ref(o,print); 
print(getweakrefcount(o), len(getweakrefs(o)), getweakrefs(o)[0] is r, getweakrefcount(1), getweakrefs(1))
d={1:r,2:5}
print(_remove_dead_weakref(d,1), d.keys()); print(_remove_dead_weakref(d,9))
try: _remove_dead_weakref(d,2)
except TypeError as e: print(e)
cb=[]
r3=ref(o,lambda r: cb.append(r is r3))
del o; print(cb, r(), _remove_dead_weakref(d,1), d)
try: p.x
except ReferenceError as e: print(e)
print(CapsuleType, LambdaType is FunctionType, sorted(k for k in globals() if k.endswith('Type')))
print(NoDefault, Generic, TypeVar, Union)
def fn[T](x:T): pass
print(fn.__type_params__, type(fn.__type_params__[0]) is TypeVar)
