# Specialised code, when what its guards depend on changes: the results must be those of the new state. Each check runs the same code before and after.
log = []


def warm(f, *args, times=8):
    for _ in range(times):
        r = f(*args)
    return r


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__ + ': ' + str(e)


def note(label, *values):
    log.append((label, *values))


# ---- globals and builtins ----
counter = 1


def get_counter(): return counter
def get_len(): return len([1, 2])
def get_late(): return late_global


note('global', warm(get_counter))
counter = 'rebound'
note('global rebound', get_counter())
del counter
note('global deleted', attempt(get_counter))
counter = [3]
note('global again', get_counter())
note('builtin', warm(get_len))
len = lambda x: 'shadowed'
note('builtin shadowed', get_len())
del len
note('builtin unshadowed', get_len())
note('late', attempt(get_late), attempt(get_late), attempt(get_late))
late_global = 5
note('late defined', warm(get_late))
for i in range(100):
    globals()['extra_%d' % i] = i
note('globals grown', get_counter(), get_len(), get_late())
for i in range(100):
    del globals()['extra_%d' % i]
note('globals shrunk', get_counter(), get_len(), get_late())


# ---- instances ----
class C:
    kind = 'class'
    def __init__(self, x): self.x = x
    def method(self): return ('method', self.x)
    @property
    def prop(self): return ('prop', self.x)


def get_x(o): return o.x
def set_x(o, v): o.x = v
def call_method(o): return o.method()
def get_kind(o): return o.kind
def get_prop(o): return o.prop


c = C(1)
note('inst', warm(get_x, c), warm(call_method, c), warm(get_kind, c), warm(get_prop, c))
c.__dict__
note('materialised', get_x(c), call_method(c), get_kind(c), get_prop(c))
c.method = lambda: 'shadow'
c.kind = 'own'
note('shadowed', call_method(c), get_kind(c))
d = C(2)
note('other', get_x(d), call_method(d), get_kind(d), get_prop(d))
del c.method, c.kind
note('unshadowed', call_method(c), get_kind(c))
C.method = lambda self: ('new method', self.x)
C.kind = 'new kind'
C.prop = property(lambda self: ('new prop', self.x))
note('class changed', call_method(d), get_kind(d), get_prop(d), call_method(c))
del C.kind
note('class attr deleted', attempt(get_kind, d))
C.x = property(lambda self: 'data descriptor')
note('data descriptor', get_x(d), attempt(set_x, d, 5))
del C.x
note('descriptor gone', get_x(d))
warm(set_x, d, 7)
note('stored', get_x(d))
d.__dict__ = {'x': 'dict', 'y': 1}
note('dict replaced', get_x(d), warm(call_method, d))
set_x(d, 'again')
note('dict replaced store', d.__dict__)
e = C(3)
for i in range(40):
    setattr(e, 'a%d' % i, i)
note('many attributes', get_x(e), call_method(e), e.a39, len(e.__dict__))
del e.x
note('deleted', attempt(get_x, e))
set_x(e, 'back')
note('back', get_x(e), list(e.__dict__)[-1])


class Other:
    x = 'other x'
    kind = 'other kind'
    prop = 'other prop'
    def method(self): return 'other method'


f = C(4)
note('before class change', warm(get_x, f), warm(call_method, f))
f.__class__ = Other
note('class assigned', get_x(f), call_method(f), get_kind(f), get_prop(f))
del f.x
note('class value behind', get_x(f))


class Base:
    def who(self): return 'base'
class Derived(Base):
    pass


def who(o): return o.who()


g = Derived()
note('inherited', warm(who, g))
Base.who = lambda self: 'base changed'
note('base changed', who(g))
Derived.who = lambda self: 'derived'
note('derived added', who(g))
del Derived.who
note('derived removed', who(g))
class Base2:
    def who(self): return 'base2'
Derived.__bases__ = (Base2,)
note('bases changed', who(g))


class Slotted:
    __slots__ = ('a', 'b')
    def __init__(self): self.a = 1


def get_a(o): return o.a
def set_b(o, v): o.b = v
def get_b(o): return o.b


s = Slotted()
note('slot', warm(get_a, s), attempt(get_b, s))
warm(set_b, s, [1])
note('slot stored', warm(get_b, s))
del s.a
note('slot deleted', attempt(get_a, s))
Slotted.a = 5
note('slot replaced', get_a(s))


class Hooked:
    def __init__(self): self.known = 1


def known(o): return o.known
def unknown(o): return o.unknown


h = Hooked()
note('no hook', warm(known, h), attempt(unknown, h), attempt(unknown, h), attempt(unknown, h))
Hooked.__getattr__ = lambda self, name: 'hook ' + name
note('hook', known(h), unknown(h))
Hooked.__getattribute__ = lambda self, name: 'all ' + name
note('getattribute', known(h), warm(unknown, h))
del Hooked.__getattr__
note('getattribute alone', warm(known, h), warm(unknown, h))
del Hooked.__getattribute__
note('hooks gone', known(h), attempt(unknown, h))
Hooked.__setattr__ = lambda self, name, value: note('setattr', name, value)
def set_known(o, v): o.known = v
warm(set_known, h, 2, times=3)
del Hooked.__setattr__
warm(set_known, h, 3)
note('setattr gone', known(h))

# ---- modules ----
module = type(C.__init__).__mro__ and None


class ModuleLike:
    pass


# ---- classes as owners ----
def class_attr(): return C.tag


C.tag = 1
note('class attr', warm(class_attr))
C.tag = 2
note('class attr changed', class_attr())
class Meta(type):
    pass
class WithMeta(metaclass=Meta):
    v = 'class'
def with_meta(): return WithMeta.v
note('metaclass', warm(with_meta))
Meta.v = property(lambda cls: 'meta')
note('metaclass property', with_meta())
del Meta.v
note('metaclass again', with_meta())

# ---- operators ----
def add(a, b): return a + b
def sub(a, b): return a - b
def mul(a, b): return a * b
def lt(a, b): return a < b
def eq(a, b): return a == b
def item(a, b): return a[b]
def contains(a, b): return a in b
def truth(a): return bool(a) if False else (1 if a else 0)


class I(int):
    def __add__(self, o): return 'I.add'
    def __lt__(self, o): return 'I.lt'
    def __bool__(self): return False
class F(float):
    def __mul__(self, o): return 'F.mul'
class S(str):
    def __add__(self, o): return 'S.add'
    def __eq__(self, o): return 'S.eq'
    __hash__ = str.__hash__
class L(list):
    def __getitem__(self, i): return 'L.item'
    def __len__(self): return 0
class T(tuple):
    def __getitem__(self, i): return 'T.item'
class D(dict):
    def __missing__(self, k): return 'missing'
    def __contains__(self, k): return True


for op in (add, sub, mul):
    note(op.__name__, warm(op, 2, 3), op(2 ** 29, 2 ** 29), op(2 ** 30 - 1, 2 ** 30 - 1), op(-2 ** 30 + 1, 2 ** 30 - 1), op(2 ** 62, 2 ** 62), op(2 ** 100, -5), op(True, 2),
         op(I(3), 4), op(3, I(4)), op(1.5, 2), op(1.5, 2.5), op(F(2), 3.0), attempt(op, 'a', 3), attempt(op, 3, None))
note('floats', warm(add, 1.0, 2.0), add(1, 2), add(float('inf'), 1.0), add(F(1), 1.0), warm(mul, 2.0, 3.0), mul(F(2), 3.0), mul(2.0, 'x') if False else 0)
note('strs', warm(add, 'a', 'b'), add(S('a'), 'b'), add('a', S('b')), attempt(add, 'a', 1), attempt(add, 'a', b'b'))
note('lt', warm(lt, 1, 2), lt(2 ** 70, 1), lt(1, 2 ** 70), lt(I(1), 2), lt(1.0, float('nan')), attempt(lt, 1, 'a'), lt('a', 'b'), lt(True, 2))
note('eq', warm(eq, 'ab', 'ab'), eq('ab', 'cd'), eq('ab', 'abc'), eq(S('ab'), 'ab'), eq('é', 'é'), eq('ab', 5), eq('a' * 300, 'a' * 300), eq(1, 1.0))
note('eqf', warm(eq, 1.0, 1.0), eq(float('nan'), float('nan')), eq(0.0, -0.0), eq(1, 1.0))
note('list', warm(item, [1, 2], 1), attempt(item, [1], 1), item([1, 2], -1), item(L([1]), 0), item([1, 2], True), attempt(item, [1], 'a'), attempt(item, [1], 2 ** 70), item([1, 2, 3], slice(1, 3)))
note('tuple', warm(item, (1, 2), 1), attempt(item, (1,), 1), item((1, 2), -1), item(T([1]), 0))
note('str', warm(item, 'ab', 1), attempt(item, 'a', 1), item('aé', 1), item('aé中', 2), item(S('xy'), 0))
note('dict', warm(item, {1: 2}, 1), attempt(item, {}, 'k'), item(D(), 5), attempt(item, {}, []))
note('in', warm(contains, 1, {1: 2}), contains(1, D()), contains(1, {2}), contains(1, [1]), attempt(contains, [], {}), attempt(contains, 1, 5))
note('in set', warm(contains, 1, {1}), contains({1}, {frozenset([1])}), attempt(contains, [], {1}))
note('truth', warm(truth, 5), truth(0), truth(I(5)), truth(2 ** 70), truth([]), truth(L([1])), truth(''), truth(None), truth(0.0), truth(object()))


class GetItem:
    def __getitem__(self, i): return ('getitem', i)


gi = GetItem()
note('getitem', warm(item, gi, 3))
GetItem.__getitem__ = lambda self, i: ('new getitem', i)
note('getitem changed', item(gi, 4), warm(item, gi, 5))
del GetItem.__getitem__
note('getitem gone', attempt(item, gi, 4))


class Truthy:
    pass


tr = Truthy()
note('always true', warm(truth, tr))
Truthy.__bool__ = lambda self: False
note('not any more', truth(tr))
del Truthy.__bool__
Truthy.__len__ = lambda self: 0
note('by length', truth(tr))


def store(c, i, v):
    c[i] = v
    return c


note('store', warm(store, [1, 2], 1, 'x'), attempt(store, [1], 1, 2), store([1, 2], -1, 5), store({}, 1, 2), attempt(store, {}, [], 1), attempt(store, (1,), 0, 1), store([1, 2, 3], slice(0, 2), [9]))


# ---- calls ----
def target(a, b=2): return ('target', a, b)
def caller(): return target(1)
def caller_exact(): return target(1, 5)
def caller_kw(): return target(1, b=6)


note('call', warm(caller), warm(caller_exact), warm(caller_kw))
target.__defaults__ = (9,)
note('defaults', caller(), caller_exact(), caller_kw())
target.__defaults__ = None
note('no defaults', attempt(caller), caller_exact())
target.__code__ = (lambda a, b: ('code', b, a)).__code__
note('code', attempt(caller), caller_exact(), caller_kw())
target = len
note('builtin target', attempt(caller), attempt(caller_exact))
target = lambda *a, **k: (a, k)
note('lambda', caller(), caller_exact(), caller_kw())


class Called:
    def __init__(self, v): self.v = v


def make(): return Called(3).v


note('init', warm(make))
Called.__init__ = lambda self, v: setattr(self, 'v', ('new', v))
note('init changed', make(), warm(make))
def init_default(self, v, w=5): self.v = (v, w)
Called.__init__ = init_default
note('init default', warm(make))
def init_bad(self, v): return 5
Called.__init__ = init_bad
note('init returns', attempt(make), attempt(make), attempt(make))
def init_raise(self, v): raise KeyError(v)
Called.__init__ = init_raise
note('init raises', attempt(make), attempt(make), attempt(make))
Called.__init__ = lambda self, v: setattr(self, 'v', v)
Called.__new__ = lambda cls, v: object.__new__(cls)
note('new', warm(make))
del Called.__new__
note('new deleted', attempt(make), attempt(make))


def use_builtins(x): return (len(x), isinstance(x, list), type(x), str(x), tuple(x))


note('builtins', warm(use_builtins, [1, 2]), use_builtins('ab'), use_builtins(L([1])), attempt(use_builtins, 5))


def appender(l, v):
    l.append(v)
    return l


class LA(list):
    def append(self, v): list.append(self, ('LA', v))
class NotList:
    def append(self, v): self.v = v


note('append', warm(appender, [], 1), appender(LA(), 2), appender(L(), 3) == 5, attempt(appender, (), 1), appender(NotList(), 4).v)


class Bound:
    def m(self, a): return ('bound', a)


bm = Bound().m
def call_bound(): return bm(1)
note('bound', warm(call_bound))
Bound.m = None
note('bound keeps', call_bound())
bm = [].append
note('bound builtin', attempt(call_bound))


# ---- super ----
class A1:
    def f(self): return 'A1.f'
    p = property(lambda self: 'A1.p')
class B1(A1):
    def f(self): return 'B1>' + super().f()
    def g(self): return super().p


b = B1()
note('super', warm(b.f), warm(b.g))
A1.f = lambda self: 'A1.f changed'
A1.p = 'plain'
note('super changed', b.f(), b.g())
class C1:
    def f(self): return 'C1.f'
B1.__bases__ = (C1,)
note('super bases', b.f(), attempt(b.g))


# ---- loops and unpacking ----
def loop(it): return [x for x in it]
def total(it):
    t = 0
    for x in it: t += x
    return t
def unpack(s):
    a, b = s
    return (b, a)


def gen(n):
    for i in range(n):
        yield i


class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n


note('loops', warm(total, [1, 2]), total((1, 2)), total(range(3)), total(gen(4)), total(It()), total({5: 1}), total(range(2 ** 30 - 2, 2 ** 30 + 2)), total(range(2 ** 62, 2 ** 62 + 3)))
note('ranges', warm(total, range(5)), total(range(10, 0, -3)), total(range(300, 305)), total([1.5]), total(range(0)))
note('gens', warm(total, gen(5)) if False else [total(gen(5)) for _ in range(5)])
grow = [1, 2, 3]
seen = []
for x in grow:
    seen.append(x)
    if len(grow) < 6: grow.append(x + 10)
note('growing', seen)
note('unpack', warm(unpack, (1, 2)), unpack([3, 4]), unpack('ab'), unpack({1: 2, 3: 4}), attempt(unpack, (1,)), attempt(unpack, [1, 2, 3]), attempt(unpack, 5), unpack(gen(2)))


def running():
    def inner():
        return list(g0)
    def g():
        yield 1
        for _ in g0: pass
    g0 = g()
    next(g0)
    try:
        for x in g0: pass
    except ValueError as e:
        return str(e)


note('running', [running() for _ in range(4)])


def delegate(it): yield from it
note('delegate', [list(delegate(gen(3))) for _ in range(4)], list(delegate([1, 2])), list(delegate(It())))


# ---- str in place ----
def concat(parts):
    s = ''
    keep = []
    for p in parts:
        s += p
        keep.append(s)
    return s, keep
def concat_free(parts):
    s = ''
    for p in parts:
        s += p
    return s


note('concat', warm(concat, ['a', 'b', 'c']), warm(concat_free, ['xy'] * 20), attempt(concat_free, ['a', 5]), concat_free(['a', 'é', '中', '𐍈']), concat_free([S('q'), 'r']))

# ---- recursion ----
class Rec:
    def __init__(self, n):
        self.n = n
        self.next = Rec(n - 1) if n else None


r = Rec(100)
depth = 0
while r: depth, r = depth + 1, r.next
def deep(n): return deep(n + 1)
def deep_init():
    class X:
        def __init__(self): X()
    X()
note('recursion', depth, attempt(deep, 0), attempt(deep_init))
result = log
