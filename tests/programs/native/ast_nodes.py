# Node classes: construction and its warnings, fields, repr, copies, pickling, replacing, subclasses.
import ast, warnings, copy, pickle, gc, sys
def t(f):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try: print(f())
        except BaseException as e: print(type(e).__name__,e)
        for x in w: print('  W',x.category.__name__,x.message, x.filename==__file__)
t(lambda: ast.Name()); t(lambda: ast.Name('a')); t(lambda: ast.Name('a',1,2)); t(lambda: ast.Name('a',id=3)); t(lambda: ast.Name('a',foo=3))
t(lambda: ast.Name(id='x',ctx=ast.Store(),lineno=3)); t(lambda: ast.Name(id='x').ctx); t(lambda: ast.FunctionDef('a').body)
t(lambda: ast.FunctionDef('a').args); t(lambda: ast.Constant()); t(lambda:ast.Constant(1)); t(lambda: ast.Constant(1,kind='u'))
t(lambda: ast.Return().value); t(lambda:ast.BinOp(1)); t(lambda:ast.BinOp(1,2,3)); t(lambda:ast.AST()); t(lambda:ast.AST(1)); t(lambda:ast.AST(a=1)); t(lambda:ast.expr(1)); t(lambda:ast.Load(1))
t(lambda:ast.Load(x=1).x)
t(lambda: ast.ImportFrom().level); t(lambda: ast.Dict(keys=1)); t(lambda:ast.BoolOp().op)
t(lambda: ast.arguments()._fields and vars(ast.arguments())); t(lambda: vars(ast.ImportFrom(names=[])))
n=ast.Name('a',ast.Load())
t(lambda: n.__reduce__()); t(lambda: n.__reduce_ex__(2)); t(lambda: copy.deepcopy(n)); t(lambda: pickle.loads(pickle.dumps(n)).id); t(lambda: copy.copy(n).id)
t(lambda: copy.replace(n,id='b').id); t(lambda: copy.replace(n,foo=1)); t(lambda: n.__replace__(1)); t(lambda: n.__replace__(lineno=3).lineno)
m=ast.Name('q',ast.Load()); del m.id
t(lambda: copy.replace(m)); t(lambda: copy.replace(m,id='k').id); t(lambda: copy.replace(ast.Constant(1))); t(lambda: repr(m)); m.extra=2; t(lambda: copy.replace(m,id='z').extra)
t(lambda: repr(ast.parse('x=1+2\nfoo(a,b,*c)'))); t(lambda: repr(ast.parse('f(1,2,3,4)\na\nb\nc'))); t(lambda: repr(ast.parse('f(g(h(i(j(k())))))').body[0]))
t(lambda: repr(ast.Constant([1,2,3]))); t(lambda: repr(ast.List([1,2]))); t(lambda: repr(ast.List((1,2,3)))); t(lambda:repr(ast.List(())));t(lambda:repr(ast.List([])));t(lambda:repr(ast.List([1])));
t(lambda: repr(ast.List([[1,2],3,4]))); t(lambda:repr(ast.Module([ast.Pass()],[ast.TypeIgnore(1,'x')]))); t(lambda:repr(ast.List([ast.Name('a'),ast.Name('b')])))
t(lambda: repr(ast.Load())); t(lambda: ast.Load() is ast.parse('a').body[0].value.ctx); t(lambda: ast.parse('a').body[0].value.ctx is ast.parse('a+b').body[0].value.left.ctx)
class My(ast.AST):
    _fields=('a','b')
t(lambda: My(1,2)); t(lambda: My(1)); t(lambda: My()); t(lambda: My(1,2,3)); t(lambda: My(c=1))
class My2(ast.AST):
    _fields=('a','b'); _field_types={'a':int,'b':int|None}; a:int
t(lambda: My2(1)); t(lambda: My2()); t(lambda: My2(c=1)); t(lambda:repr(My2(3,4)))
class My3(ast.Name): pass
t(lambda: My3()); t(lambda: My3('a').ctx); t(lambda:My3('a',zz=1))
class My4(ast.AST): _fields=1
t(lambda: My4()); 
class My5(ast.AST): _fields=('a',); _field_types={}
t(lambda: My5())
class My6(ast.expr): _fields=('a',); _field_types={'a':list[int]}
t(lambda: My6().a)
class My7(ast.AST): _fields=('a','a')
t(lambda: My7(1,2))
class My8(ast.AST): _fields=(1,)
t(lambda: My8(1)); t(lambda: My8())
class My9(ast.AST):_attributes=('lineno',)
t(lambda: My9(lineno=1).lineno)
t(lambda: ast.Name.__match_args__); t(lambda: ast.Name.__init__); t(lambda: ast.Name('x').foo); t(lambda: n.__dict__); t(lambda: sys.getsizeof(n)); t(lambda: gc.is_tracked(n)); 
import weakref; t(lambda: weakref.ref(n)() is n); t(lambda: weakref.ref(ast.AST())); t(lambda: n==ast.Name('a',n.ctx)); t(lambda: hash(n)==hash(n))
t(lambda: ast.Name.__annotations__); t(lambda:ast.expr.__annotations__)
t(lambda: ast.expr_context.__subclasses__()); t(lambda: len(ast.expr.__subclasses__())); t(lambda: ast.AST.__basicsize__)
t(lambda: ast.Name('a', ctx=None)); t(lambda: ast.Name(**{'id':1,'ctx':2,'lineno':3,'col_offset':3}).__dict__); t(lambda:ast.AnnAssign(simple=1)); t(lambda:ast.comprehension().__dict__)
def deep(k):
    x=ast.Name('a')
    for i in range(k): x=ast.UnaryOp(ast.USub(),x)
    return x
t(lambda: repr(ast.List([ast.List([ast.List([ast.List([ast.Name('a')])])])])))
t(lambda: repr(ast.Constant('abc')));t(lambda:repr(ast.parse('def f(a,b=1): pass')));t(lambda:repr(ast.Name(1,2)))
o=ast.Constant(1); o.value=o; t(lambda: repr(o)); t(lambda: repr(ast.Tuple([1,2,3,4])));t(lambda: repr(ast.Tuple([[],[1,2]])))
