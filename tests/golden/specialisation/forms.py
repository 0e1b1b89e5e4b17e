# Which forms instructions take, with their counters, for operands of many kinds. The tables are the reference's opcode numbers and cache sizes.
NAMES={129: 'BINARY_OP_ADD_FLOAT', 130: 'BINARY_OP_ADD_INT', 131: 'BINARY_OP_ADD_UNICODE', 132: 'BINARY_OP_EXTEND', 3: 'BINARY_OP_INPLACE_ADD_UNICODE', 133: 'BINARY_OP_MULTIPLY_FLOAT', 134: 'BINARY_OP_MULTIPLY_INT', 135: 'BINARY_OP_SUBSCR_DICT', 136: 'BINARY_OP_SUBSCR_GETITEM', 137: 'BINARY_OP_SUBSCR_LIST_INT', 138: 'BINARY_OP_SUBSCR_LIST_SLICE', 139: 'BINARY_OP_SUBSCR_STR_INT', 140: 'BINARY_OP_SUBSCR_TUPLE_INT', 141: 'BINARY_OP_SUBTRACT_FLOAT', 142: 'BINARY_OP_SUBTRACT_INT', 143: 'CALL_ALLOC_AND_ENTER_INIT', 144: 'CALL_BOUND_METHOD_EXACT_ARGS', 145: 'CALL_BOUND_METHOD_GENERAL', 146: 'CALL_BUILTIN_CLASS', 147: 'CALL_BUILTIN_FAST', 148: 'CALL_BUILTIN_FAST_WITH_KEYWORDS', 149: 'CALL_BUILTIN_O', 150: 'CALL_ISINSTANCE', 151: 'CALL_KW_BOUND_METHOD', 152: 'CALL_KW_NON_PY', 153: 'CALL_KW_PY', 154: 'CALL_LEN', 155: 'CALL_LIST_APPEND', 156: 'CALL_METHOD_DESCRIPTOR_FAST', 157: 'CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS', 158: 'CALL_METHOD_DESCRIPTOR_NOARGS', 159: 'CALL_METHOD_DESCRIPTOR_O', 160: 'CALL_NON_PY_GENERAL', 161: 'CALL_PY_EXACT_ARGS', 162: 'CALL_PY_GENERAL', 163: 'CALL_STR_1', 164: 'CALL_TUPLE_1', 165: 'CALL_TYPE_1', 166: 'COMPARE_OP_FLOAT', 167: 'COMPARE_OP_INT', 168: 'COMPARE_OP_STR', 169: 'CONTAINS_OP_DICT', 170: 'CONTAINS_OP_SET', 171: 'FOR_ITER_GEN', 172: 'FOR_ITER_LIST', 173: 'FOR_ITER_RANGE', 174: 'FOR_ITER_TUPLE', 175: 'JUMP_BACKWARD_JIT', 176: 'JUMP_BACKWARD_NO_JIT', 177: 'LOAD_ATTR_CLASS', 178: 'LOAD_ATTR_CLASS_WITH_METACLASS_CHECK', 179: 'LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN', 180: 'LOAD_ATTR_INSTANCE_VALUE', 181: 'LOAD_ATTR_METHOD_LAZY_DICT', 182: 'LOAD_ATTR_METHOD_NO_DICT', 183: 'LOAD_ATTR_METHOD_WITH_VALUES', 184: 'LOAD_ATTR_MODULE', 185: 'LOAD_ATTR_NONDESCRIPTOR_NO_DICT', 186: 'LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES', 187: 'LOAD_ATTR_PROPERTY', 188: 'LOAD_ATTR_SLOT', 189: 'LOAD_ATTR_WITH_HINT', 190: 'LOAD_CONST_IMMORTAL', 191: 'LOAD_CONST_MORTAL', 192: 'LOAD_GLOBAL_BUILTIN', 193: 'LOAD_GLOBAL_MODULE', 194: 'LOAD_SUPER_ATTR_ATTR', 195: 'LOAD_SUPER_ATTR_METHOD', 196: 'RESUME_CHECK', 197: 'SEND_GEN', 198: 'STORE_ATTR_INSTANCE_VALUE', 199: 'STORE_ATTR_SLOT', 200: 'STORE_ATTR_WITH_HINT', 201: 'STORE_SUBSCR_DICT', 202: 'STORE_SUBSCR_LIST_INT', 203: 'TO_BOOL_ALWAYS_TRUE', 204: 'TO_BOOL_BOOL', 205: 'TO_BOOL_INT', 206: 'TO_BOOL_LIST', 207: 'TO_BOOL_NONE', 208: 'TO_BOOL_STR', 209: 'UNPACK_SEQUENCE_LIST', 210: 'UNPACK_SEQUENCE_TUPLE', 211: 'UNPACK_SEQUENCE_TWO_TUPLE', 0: 'CACHE', 17: 'RESERVED', 128: 'RESUME', 254: 'INSTRUMENTED_LINE', 255: 'ENTER_EXECUTOR', 1: 'BINARY_SLICE', 2: 'BUILD_TEMPLATE', 4: 'CALL_FUNCTION_EX', 5: 'CHECK_EG_MATCH', 6: 'CHECK_EXC_MATCH', 7: 'CLEANUP_THROW', 8: 'DELETE_SUBSCR', 9: 'END_FOR', 10: 'END_SEND', 11: 'EXIT_INIT_CHECK', 12: 'FORMAT_SIMPLE', 13: 'FORMAT_WITH_SPEC', 14: 'GET_AITER', 15: 'GET_ANEXT', 16: 'GET_ITER', 18: 'GET_LEN', 19: 'GET_YIELD_FROM_ITER', 20: 'INTERPRETER_EXIT', 21: 'LOAD_BUILD_CLASS', 22: 'LOAD_LOCALS', 23: 'MAKE_FUNCTION', 24: 'MATCH_KEYS', 25: 'MATCH_MAPPING', 26: 'MATCH_SEQUENCE', 27: 'NOP', 28: 'NOT_TAKEN', 29: 'POP_EXCEPT', 30: 'POP_ITER', 31: 'POP_TOP', 32: 'PUSH_EXC_INFO', 33: 'PUSH_NULL', 34: 'RETURN_GENERATOR', 35: 'RETURN_VALUE', 36: 'SETUP_ANNOTATIONS', 37: 'STORE_SLICE', 38: 'STORE_SUBSCR', 39: 'TO_BOOL', 40: 'UNARY_INVERT', 41: 'UNARY_NEGATIVE', 42: 'UNARY_NOT', 43: 'WITH_EXCEPT_START', 44: 'BINARY_OP', 45: 'BUILD_INTERPOLATION', 46: 'BUILD_LIST', 47: 'BUILD_MAP', 48: 'BUILD_SET', 49: 'BUILD_SLICE', 50: 'BUILD_STRING', 51: 'BUILD_TUPLE', 52: 'CALL', 53: 'CALL_INTRINSIC_1', 54: 'CALL_INTRINSIC_2', 55: 'CALL_KW', 56: 'COMPARE_OP', 57: 'CONTAINS_OP', 58: 'CONVERT_VALUE', 59: 'COPY', 60: 'COPY_FREE_VARS', 61: 'DELETE_ATTR', 62: 'DELETE_DEREF', 63: 'DELETE_FAST', 64: 'DELETE_GLOBAL', 65: 'DELETE_NAME', 66: 'DICT_MERGE', 67: 'DICT_UPDATE', 68: 'END_ASYNC_FOR', 69: 'EXTENDED_ARG', 70: 'FOR_ITER', 71: 'GET_AWAITABLE', 72: 'IMPORT_FROM', 73: 'IMPORT_NAME', 74: 'IS_OP', 75: 'JUMP_BACKWARD', 76: 'JUMP_BACKWARD_NO_INTERRUPT', 77: 'JUMP_FORWARD', 78: 'LIST_APPEND', 79: 'LIST_EXTEND', 80: 'LOAD_ATTR', 81: 'LOAD_COMMON_CONSTANT', 82: 'LOAD_CONST', 83: 'LOAD_DEREF', 84: 'LOAD_FAST', 85: 'LOAD_FAST_AND_CLEAR', 86: 'LOAD_FAST_BORROW', 87: 'LOAD_FAST_BORROW_LOAD_FAST_BORROW', 88: 'LOAD_FAST_CHECK', 89: 'LOAD_FAST_LOAD_FAST', 90: 'LOAD_FROM_DICT_OR_DEREF', 91: 'LOAD_FROM_DICT_OR_GLOBALS', 92: 'LOAD_GLOBAL', 93: 'LOAD_NAME', 94: 'LOAD_SMALL_INT', 95: 'LOAD_SPECIAL', 96: 'LOAD_SUPER_ATTR', 97: 'MAKE_CELL', 98: 'MAP_ADD', 99: 'MATCH_CLASS', 100: 'POP_JUMP_IF_FALSE', 101: 'POP_JUMP_IF_NONE', 102: 'POP_JUMP_IF_NOT_NONE', 103: 'POP_JUMP_IF_TRUE', 104: 'RAISE_VARARGS', 105: 'RERAISE', 106: 'SEND', 107: 'SET_ADD', 108: 'SET_FUNCTION_ATTRIBUTE', 109: 'SET_UPDATE', 110: 'STORE_ATTR', 111: 'STORE_DEREF', 112: 'STORE_FAST', 113: 'STORE_FAST_LOAD_FAST', 114: 'STORE_FAST_STORE_FAST', 115: 'STORE_GLOBAL', 116: 'STORE_NAME', 117: 'SWAP', 118: 'UNPACK_EX', 119: 'UNPACK_SEQUENCE', 120: 'YIELD_VALUE', 234: 'INSTRUMENTED_END_FOR', 235: 'INSTRUMENTED_POP_ITER', 236: 'INSTRUMENTED_END_SEND', 237: 'INSTRUMENTED_FOR_ITER', 238: 'INSTRUMENTED_INSTRUCTION', 239: 'INSTRUMENTED_JUMP_FORWARD', 240: 'INSTRUMENTED_NOT_TAKEN', 241: 'INSTRUMENTED_POP_JUMP_IF_TRUE', 242: 'INSTRUMENTED_POP_JUMP_IF_FALSE', 243: 'INSTRUMENTED_POP_JUMP_IF_NONE', 244: 'INSTRUMENTED_POP_JUMP_IF_NOT_NONE', 245: 'INSTRUMENTED_RESUME', 246: 'INSTRUMENTED_RETURN_VALUE', 247: 'INSTRUMENTED_YIELD_VALUE', 248: 'INSTRUMENTED_END_ASYNC_FOR', 249: 'INSTRUMENTED_LOAD_SUPER_ATTR', 250: 'INSTRUMENTED_CALL', 251: 'INSTRUMENTED_CALL_KW', 252: 'INSTRUMENTED_CALL_FUNCTION_EX', 253: 'INSTRUMENTED_JUMP_BACKWARD', 256: 'ANNOTATIONS_PLACEHOLDER', 257: 'JUMP', 258: 'JUMP_IF_FALSE', 259: 'JUMP_IF_TRUE', 260: 'JUMP_NO_INTERRUPT', 261: 'LOAD_CLOSURE', 262: 'POP_BLOCK', 263: 'SETUP_CLEANUP', 264: 'SETUP_FINALLY', 265: 'SETUP_WITH', 266: 'STORE_FAST_MAYBE_NULL'}
CACHES={129: 5, 130: 5, 131: 5, 132: 5, 3: 5, 133: 5, 134: 5, 135: 5, 136: 5, 137: 5, 138: 5, 139: 5, 140: 5, 141: 5, 142: 5, 143: 3, 144: 3, 145: 3, 146: 3, 147: 3, 148: 3, 149: 3, 150: 3, 151: 3, 152: 3, 153: 3, 154: 3, 155: 3, 156: 3, 157: 3, 158: 3, 159: 3, 160: 3, 161: 3, 162: 3, 163: 3, 164: 3, 165: 3, 166: 1, 167: 1, 168: 1, 169: 1, 170: 1, 171: 1, 172: 1, 173: 1, 174: 1, 175: 1, 176: 1, 177: 9, 178: 9, 179: 9, 180: 9, 181: 9, 182: 9, 183: 9, 184: 9, 185: 9, 186: 9, 187: 9, 188: 9, 189: 9, 192: 4, 193: 4, 194: 1, 195: 1, 197: 1, 198: 4, 199: 4, 200: 4, 201: 1, 202: 1, 203: 3, 204: 3, 205: 3, 206: 3, 207: 3, 208: 3, 209: 1, 210: 1, 211: 1, 38: 1, 39: 3, 44: 5, 52: 3, 55: 3, 56: 1, 57: 1, 70: 1, 75: 1, 80: 9, 92: 4, 96: 1, 100: 1, 101: 1, 102: 1, 103: 1, 106: 1, 110: 4, 119: 1}
def forms(f):
    code = f.__code__._co_code_adaptive
    out = []
    i = 0
    while i < len(code) // 2:
        op = code[2 * i]
        n = CACHES.get(op, 0)
        if n and NAMES[op] not in ('POP_JUMP_IF_TRUE','POP_JUMP_IF_FALSE','POP_JUMP_IF_NONE','POP_JUMP_IF_NOT_NONE'):
            c = code[2 * i + 2] | code[2 * i + 3] << 8
            out.append('%s(%d,%d)' % (NAMES[op], c >> 4, c & 15))
        else:
            out.append(NAMES[op])
        i += 1 + n
    return out
KEEP = ('LOAD_ATTR','STORE_ATTR','LOAD_GLOBAL','BINARY_OP','COMPARE','CONTAINS','CALL','FOR_ITER','SEND','TO_BOOL','UNPACK','STORE_SUBSCR','LOAD_SUPER','RESUME','JUMP_BACKWARD','LOAD_CONST')
lines = []
def show(label, f):
    lines.append(label + ': ' + ' '.join(x for x in forms(f) if x.startswith(KEEP) and not x.startswith('RESUME')))
def run(label, f, *args, times=3):
    r = None
    for _ in range(times):
        try:
            r = f(*args)
        except Exception as e:
            r = type(e).__name__ + ': ' + str(e)
    show(label, f)
    return r

# ---- attributes ----
class Plain:
    cv = 7
    def __init__(self, a=1): self.a = a; self.b = 2
    def meth(self): return self.a
    @property
    def prop(self): return self.a
    @property
    def prop2(self): return len(str(self.a))
    @classmethod
    def cm(cls): return cls.cv
    @staticmethod
    def sm(): return 1
    def __len__(self): return 1
class Slots:
    __slots__ = ('x', 'y')
    cv = 3
    def __init__(self): self.x = 1
    def meth(self): return self.x
class SlotsDict:
    __slots__ = ('x', '__dict__')
    def meth(self): return 5
class Meta(type):
    mv = 1
    def mm(cls): return 2
class WithMeta(metaclass=Meta):
    z = 4
class GetAttr:
    def __init__(self): self.q = 1
    def __getattr__(self, n): return n
    @property
    def p(self): return 1
    def m(self): return 1
class GetAttribute:
    def __getattribute__(self, n): return n
class GetBoth:
    def __getattribute__(self, n): return n
    def __getattr__(self, n): return n
class SubInt(int): pass
class SubList(list):
    def m(self): return 1
class Exc(Exception): pass
class Many: pass
def t_inst():
    p = Plain()
    def f(p): return p.a + p.b
    run('inst', f, p)
    def f(p): return p.meth()
    run('meth', f, p)
    def f(p): return p.meth
    run('methobj', f, p)
    def f(p): return p.prop
    run('prop', f, p)
    def f(p): return p.prop2
    run('prop2', f, p)
    def f(p): return p.cv
    run('cv', f, p)
    def f(p): return p.cv()
    run('cvcall', f, p)
    def f(p): return p.cm()
    run('cm', f, p)
    def f(p): return p.sm()
    run('sm', f, p)
    def f(p): return p.__class__
    run('dunderclass', f, p)
    def f(p): return p.__dict__
    run('dunderdict', f, p)
    def f(p): p.a = 5; p.new = 6
    run('store', f, p)
    def f(p): return p.new
    run('afterdict', f, p)
    q = Plain(); q.__dict__
    def f(p): return p.a
    run('matdict', f, q)
    def f(p): p.a = 3
    run('matdictstore', f, q)
    def f(p): return p.meth()
    run('matdictmeth', f, q)
    r = Plain(); r.__dict__ = {'a': 1}
    def f(p): return p.a
    run('newdict', f, r)
    def f(p): p.a = 8
    run('newdictstore', f, r)
    def f(p): return p.meth()
    run('newdictmeth', f, r)
    def f(p): return p.cv
    run('newdictcv', f, r)
    s = Plain(); s.meth = 5
    def f(p): return p.meth
    run('shadow', f, s)
    def f(p): return p.meth()
    run('shadow2', f, Plain())
    def f(p): return p.nope
    run('missing', f, p)
    def f(p): p.prop = 1
    run('storeprop', f, p)
    def f(p): del p.b
    run('del', f, Plain())
t_inst()
def t_slots():
    s = Slots()
    def f(s): return s.x
    run('slot', f, s)
    def f(s): return s.y
    run('slotempty', f, s)
    def f(s): s.y = 2
    run('slotstore', f, s)
    def f(s): return s.meth()
    run('slotmeth', f, s)
    def f(s): return s.cv
    run('slotcv', f, s)
    d = SlotsDict(); d.x = 1
    def f(s): return s.x
    run('sd', f, d)
    def f(s): return s.meth()
    run('sdm', f, d)
    d.k = 3
    def f(s): return s.k
    run('sdk', f, d)
    def f(s): return s.meth()
    run('sdm2', f, d)
t_slots()
def t_class():
    def f(): return Plain.cv
    run('classcv', f)
    def f(): return Plain.meth
    run('classmeth', f)
    def f(): return Plain.meth(Plain())
    run('classmethcall', f)
    def f(): return Plain.cm()
    run('classcm', f)
    def f(): return Plain.sm()
    run('classsm', f)
    def f(): return Plain.prop
    run('classprop', f)
    def f(): return WithMeta.z
    run('metaz', f)
    def f(): return WithMeta.mv
    run('metamv', f)
    def f(): return WithMeta.mm()
    run('metamm', f)
    def f(): return Plain.__name__
    run('classname', f)
    def f(): return Plain.__doc__
    run('classdoc', f)
    def f(): return int.from_bytes
    run('intfrom', f)
    def f(): return dict.fromkeys('ab')
    run('fromkeys', f)
    def f(): return str.lower('A')
    run('strlower', f)
    def f(): return Plain.mro()
    run('mro', f)
    def f(): return list.__len__
    run('listlen', f)
    def f(): return Slots.x
    run('slotsx', f)
    def f(): Plain.newattr = 1
    run('classstore', f)
t_class()
def t_getattr():
    g = GetAttr()
    def f(g): return g.q
    run('ga_q', f, g)
    def f(g): return g.zz
    run('ga_zz', f, g)
    def f(g): return g.p
    run('ga_p', f, g)
    def f(g): return g.m()
    run('ga_m', f, g)
    def f(g): return g.q
    run('gattribute', f, GetAttribute())
    def f(g): return g.q()
    run('gattributecall', f, GetAttribute())
    def f(g): return g.q
    run('gboth', f, GetBoth())
t_getattr()
def t_other():
    def f(x): return x.real
    run('intreal', f, 5)
    run('intreal2', f, SubInt(5))
    def f(x): return x.m()
    run('sublist', f, SubList())
    def f(x): return x.append
    run('appendobj', f, SubList())
    def f(x): return x.args
    run('excargs', f, Exc(1))
    def f(x): return x.with_traceback(None)
    run('excwith', f, Exc(1))
    def f(x): return x.__name__
    run('fname', f, t_other)
    def f(x): x.attr = 1
    run('fstore', f, t_other)
    def f(x): return x.attr
    run('fload', f, t_other)
    def f(x): return x.lower()
    run('lower', f, 'ABC')
    def f(x): return x.lower
    run('lowerobj', f, 'ABC')
    def f(x): return x.func
    class P:
        def m(self): pass
    def g(x): return x.__func__
    run('methfunc', g, P().m)
    def f(x): return x.gi_running
    run('gen', f, (i for i in 'a'))
t_other()
# ---- globals ----
gl = 5
def t_globals():
    def f(): return gl
    run('global', f)
    def f(): return len
    run('builtin', f)
    def f(): return undefined_name
    run('undefined', f)
    def f(): return (len, gl, print)
    run('both', f)
t_globals()
# ---- operators ----
class Op:
    def __add__(self, o): return 1
    def __getitem__(self, i): return i
    def __lt__(self, o): return True
    def __contains__(self, o): return True
    def __setitem__(self, i, v): pass
class GI2:
    def __getitem__(self, i, j=0): return i
class Truthy: pass
class Lenny:
    def __len__(self): return 0
def t_ops():
    def f(a, b): return a + b
    for i, (a, b) in enumerate([(1, 2), (1.5, 2.5), ('a', 'b'), (1, 2.0), (2.0, 1), (2**40, 1), (True, 1), ([1], [2]), (Op(), 1), (float('nan'), 1), (b'a', b'b'), ((1,), (2,)), (1, 2**31)]):
        def f(a, b): return a + b
        run('add%d' % i, f, a, b)
        def f(a, b): a += b; return a
        run('iadd%d' % i, f, a, b)
    for i, (a, b) in enumerate([(1, 2), (1.5, 2.5), (1, 2.0), (2.0, 1), (2.0, 0), (1, 0.0), (7, 3), (2**40, 3), ('a', 3), (5, float('nan'))]):
        for op in '- * / // % ** << >> & | ^ @'.split():
            ns = {}
            exec('def f(a, b): return a %s b' % op, ns)
            run('op%s%d' % (op, i), ns['f'], a, b)
            exec('def f(a, b):\n a %s= b\n return a' % op, ns)
            run('op%s=%d' % (op, i), ns['f'], a, b)
    for i, (a, b) in enumerate([([1, 2], 0), ([1, 2], -1), ((1, 2), 1), ('ab', 1), ('a\xe9', 1), ({1: 2}, 1), ({1: 2}, 5), ([1, 2, 3], slice(1)), ((1, 2, 3), slice(1)), ('abc', slice(1)), (Op(), 1), (GI2(), 1), ([1], 5), ([1], True), (b'ab', 1), (range(5), 2), (list, int), (SubList([1]), 0), ('a', 7), ([1],2**40)]):
        def f(a, b): return a[b]
        run('sub%d' % i, f, a, b)
    for i, (a, b) in enumerate([([1, 2], 0), ([1, 2], -1), ({}, 1), ([1, 2], 5), ([1, 2], slice(0, 1)), (Op(), 1), (bytearray(3), 1), (SubList([1]), 0)]):
        def f(a, b): a[b] = [7]
        run('storesub%d' % i, f, a, b)
    for i, (a, b) in enumerate([(1, 2), (1.5, 2.5), ('a', 'b'), (1, 2.0), (2**40, 1), (2**40, 2**40), (True, False), ([1], [2]), (Op(), Op()), (None, None), (b'a', b'b'), ((1,), (2,)), (SubInt(1), SubInt(2))]):
        for op in '< <= == != > >='.split():
            ns = {}
            exec('def f(a, b): return a %s b' % op, ns)
            run('cmp%s%d' % (op, i), ns['f'], a, b)
    for i, (a, b) in enumerate([(1, {1}), (1, {1: 2}), (1, [1]), (1, (1,)), ('a', 'abc'), (1, frozenset([1])), (1, Op()), (1, range(3)), ([], {1}), ([], {})]):
        def f(a, b): return a in b
        run('in%d' % i, f, a, b)
        def f(a, b): return a not in b
        run('notin%d' % i, f, a, b)
    for i, a in enumerate([True, 5, 0, 2**70, [], [1], None, '', 'x', 1.5, {}, (), Truthy(), Lenny(), t_ops, Plain, object(), b'', SubInt(0), {1}, range(0), Ellipsis]):
        def f(a):
            if a: return 1
            return 0
        run('bool%d' % i, f, a)
        def f(a): return not a
        run('not%d' % i, f, a)
    for i, a in enumerate([(1, 2), [1, 2], 'ab', {1: 2, 3: 4}, range(2), (1, 2, 3), Lenny()]):
        def f(s):
            a, b = s
        run('unpack%d' % i, f, a)
    for i, a in enumerate([(1, 2, 3), [1, 2, 3], 'abc']):
        def f(s):
            a, b, c = s
        run('unpack3_%d' % i, f, a)
    def f(n):
        s = ''
        for c in n: s += c
        return s
    run('inplace', f, 'abcdef')
    def f(n):
        t = s = ''
        for c in n: t = s + c
        return s
    run('notinplace', f, 'abcdef')
t_ops()
# ---- loops ----
def gen(n):
    for i in range(n): yield i
def t_loops():
    for i, a in enumerate([[1, 2, 3], (1, 2, 3), range(3), 'abc', {1: 2}, {1, 2}, gen(5), enumerate('abc'), map(str, [1, 2]), zip('ab', 'cd'), range(2**70, 2**70 + 3), reversed([1,2,3])]):
        def f(x):
            for _ in x: pass
        it = a
        if i in (6, 7, 8, 9): 
            for k in range(3): f(type('G', (), {'__iter__': lambda s: gen(3)})() if i == 6 else enumerate('abc') if i == 7 else map(str, [1, 2]) if i == 8 else zip('ab', 'cd'))
            show('for%d' % i, f)
        else:
            run('for%d' % i, f, a)
    def f(): return list(yield_from())
    def yield_from(): yield from gen(3)
    run('yf', f)
    show('yf_inner', yield_from)
    def yf2(): yield from [1, 2, 3]
    def f(): return list(yf2())
    run('yf2', f)
    show('yf2_inner', yf2)
    def f(): return [i for i in range(4)]
    run('comp', f)
    def f(): return sum(i * 2 for i in range(4))
    run('genexp', f)
t_loops()
# ---- calls ----
def noargs(): return 1
def one(a): return a
def deflt(a, b=2): return b
def star(*a): return a
def kws(**k): return k
def kwonly(*, a=1): return a
class NoInit: pass
class InitDef:
    def __init__(self, a, b=2): self.a = a
class InitStar:
    def __init__(self, *a): self.a = a
class SlotInit:
    __slots__ = ('a',)
    def __init__(self, a): self.a = a
class NewCls:
    def __new__(cls, *a): return object.__new__(cls)
    def __init__(self, a): self.a = a
class MetaCall(type):
    def __call__(cls, *a): return 5
class WithMetaCall(metaclass=MetaCall): pass
class WithMeta2(metaclass=Meta):
    def __init__(self): pass
class SubDict(dict):
    def __init__(self): pass
class Call:
    def __call__(self, a): return a
def t_calls():
    src = ['noargs()', 'one(1)', 'deflt(1)', 'deflt(1, 2)', 'star()', 'star(1, 2)', 'kws()', 'kwonly()', 'NoInit()', 'InitDef(1)', 'InitDef(1, 2)', 'InitStar(1)', 'SlotInit(1)', 'NewCls(1)', 'WithMetaCall()', 'WithMeta2()', 'SubDict()', 'Call()(1)',
      'len([])', 'isinstance(1, int)', 'type(1)', 'str(1)', 'tuple([1])', 'int("5")', 'float("2")', 'list((1, 2))', 'dict()', 'set()', 'abs(-1)', 'ord("a")', 'chr(65)', 'min(1, 2)', 'max([1, 2])', 'print', 'sum([1])', 'repr(1)', 'hash(1)', 'id(1) and 1', 'callable(1)', 'getattr(1, "real")', 'hasattr(1, "real")', 'range(3)', 'bool(1)', 'sorted([2, 1])', 'divmod(5, 2)', 'pow(2, 3)', 'round(2.5)', 'any([])', 'all([])', 'iter([])', 'next(iter([1]))', 'zip()', 'enumerate([])', 'map(str, [])', 'object()', 'type("X", (), {})', 'bytes(3)', 'frozenset()', 'super', 'slice(1)', 'reversed([])', 'issubclass(int, int)', 'format(1)', 'bin(1)', 'hex(1)', 'oct(1)', 'ascii(1)', 'globals()', 'locals()', 'setattr(noargs, "k", 1)', 'delattr(noargs, "k")', 'bytearray(1)', 'property()', 'staticmethod(one)', 'classmethod(one)', 'filter(None, [])',
      '[].append(1)', '[1].pop()', '[1].copy()', '[2, 1].sort()', '[1].index(1)', '[1].extend([2])', '[1].count(1)', '[].insert(0, 1)', '[1].remove(1)', '[1].reverse()', '[].clear()', '{}.get(1)', '{}.get(1, 2)', '{}.keys()', '{}.items()', '{}.values()', '{1: 2}.pop(1)', '{}.setdefault(1, 2)', '{}.copy()', '"a".upper()', '"a b".split()', '"a b".split(" ")', '",".join(["a"])', '"a".replace("a", "b")', '"a".startswith("a")', '"a".find("a")', '"a".strip()', '"a".encode()', '"a".isdigit()', '"ab".count("a")', '"ab".endswith("b")', '"%s".zfill(3)', '"a".center(5)', 'set().add(1)', '{1}.union({2})', '{1}.discard(2)', '{1}.pop()', 'b"a".decode()', 'b"a".hex()', '(1,).index(1)', '(1,).count(1)', '(5).bit_length()', '(1.5).is_integer()', 'list.append([], 1)', 'str.upper("a")', 'dict.get({}, 1)', 'len.__call__([])', '"a".__len__()', '[].__len__()', '(1).__add__(2)',
      'one(a=1)', 'deflt(1, b=3)', 'kws(a=1)', 'kwonly(a=1)', 'sorted([1], reverse=True)', 'dict(a=1)', 'InitDef(a=1)', 'print(end="", sep="") if 0 else 1', '"a b".split(sep=" ")', 'Call()(a=1)', 'int("5", base=10)', 'star(*[1])', 'kws(**{})', 'Plain().meth()', 'Plain(3)', 'Plain.meth(Plain())', 'Plain().meth.__func__(Plain())', 'one(len)', '(lambda: 1)()', '(lambda x: x)(2)', '(lambda *a: a)(2)']
    for s in src:
        ns = dict(globals())
        exec('def f(): return ' + s, ns)
        run('call ' + s, ns['f'])
        exec('def f():\n ' + s, ns)
        run('callpop ' + s, ns['f'])
    b = Plain().meth
    def f(): return b()
    run('bound', f)
    class Q:
        def m(self, a, b=1): return a
        def k(self, *a): return a
    b2 = Q().m
    def f(): return b2(1)
    run('bounddef', f)
    def f(): return b2(1, b=2)
    run('boundkw', f)
    b3 = [].append
    def f(): return b3(1)
    run('boundappend', f)
    b4 = {}.get
    def f(): return b4(1)
    run('boundget', f)
    def f(l): l.append(1)
    run('append', f, [])
    def f(l): l.append(1)
    run('subappend', f, SubList())
    class A:
        def __init__(self): self.x = 1
        def g(self): return 3
        @property
        def p(self): return 4
    class B(A):
        def __init__(self): super().__init__()
        def g(self): return super().g() + super().p
        def h(self): return super().g
    for i in range(3): b = B(); b.g(); b.h()
    show('superinit', B.__init__)
    show('superg', B.g)
    show('superh', B.h)
t_calls()
def misc():
    def f(a, b=1): return a
    def g(): return f(1)
    run('vers1', g)
    f.__defaults__ = (5,)
    run('vers2', g, times=1)
    show('vers2f', g)
    run('vers3', g, times=60)
    f.__code__ = (lambda a, b=1: a).__code__
    run('vers4', g, times=60)
    class C:
        x = 1
        def m(self): return 1
    def h(c): return c.m()
    c = C()
    run('cv1', h, c)
    C.m = lambda self: 2
    run('cv2', h, c, times=1)
    run('cv3', h, c, times=60)
    def k(c): return c.m()
    run('mega', k, c)
    class D:
        def m(self): return 1
    run('mega2', k, D(), times=20)
    run('mega3', k, c, times=20)
    run('mega4', k, D(), times=40)
    def add(a, b): return a + b
    run('a1', add, 1, 2)
    run('a2', add, 1.0, 2.0)
    run('a3', add, 1.0, 2.0, times=49)
    run('a4', add, 1.0, 2.0, times=5)
    run('a5', add, [], [], times=60)
    run('a6', add, [], [], times=6)
    run('a7', add, [], [], times=20)
misc()
result = lines
