import gc, _weakref
class N: pass
a = N(); b = N(); a.b = b; b.a = a
r = _weakref.ref(a, lambda x: None)
del a, b
result = gc.collect(), r()
