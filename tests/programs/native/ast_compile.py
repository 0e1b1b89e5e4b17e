# Trees made by hand: compiled, or refused with the reason; trees of sources, dumped.
import ast, warnings; warnings.simplefilter("ignore")
L=dict(lineno=1,col_offset=0,end_lineno=1,end_col_offset=0)
def c(tree,mode='exec',fix=True):
    try:
        if fix: ast.fix_missing_locations(tree)
    except BaseException as e: print('fix',e)
    try: print(compile(tree,'<t>',mode))
    except BaseException as e: print(type(e).__name__,e)
M=lambda *s:ast.Module(list(s),[])
E=lambda e:ast.Expression(e)
N=lambda n='a',x=None:ast.Name(n,x or ast.Load())
c(1);c(ast.Pass());c(ast.AST());c(M(),'eval');c(E(N()),'exec');c(ast.Interactive([]),'exec');c(ast.Interactive([ast.Pass()]),'single');c(M(),'single')
c(ast.FunctionType([],N()),'eval');c(ast.FunctionType([],N()),'func_type')
m=ast.Module(); del m.body; c(m); m=ast.Module([]); del m.type_ignores; c(m); m=ast.Module(5,[]); c(m); c(ast.Module((),[])); c(ast.Module([1],[])); c(ast.Module([N()],[])); c(ast.Module([None],[])); c(ast.Module([],[1])); c(ast.Module([],[ast.TypeIgnore(1,'x')]))
c(M(ast.Expr(1)));c(M(ast.Expr(ast.Pass())));c(M(ast.Expr(None)));e=ast.Expr(N()); del e.value; c(M(e))
c(M(ast.Expr(N())),fix=False); x=ast.Expr(N(),**L); c(M(x),fix=False); x=ast.Expr(ast.Name('a',ast.Load(),lineno='a',col_offset=1),**L); c(M(x),fix=False)
x=ast.Expr(ast.Name('a',ast.Load(),lineno=1),**L); c(M(x),fix=False); x=ast.Expr(ast.Name('a',ast.Load(),lineno=1,col_offset=2),**L); c(M(x),fix=False)
x=ast.Expr(ast.Name('a',ast.Load(),lineno=None,col_offset=2),**L); c(M(x),fix=False); x=ast.Expr(ast.Name('a',ast.Load(),lineno=2**70,col_offset=2),**L); c(M(x),fix=False); x=ast.Expr(ast.Name('a',ast.Load(),lineno=1.0,col_offset=2),**L); c(M(x),fix=False)
for l in [(5,0,3,0),(1,5,1,3),(-1,0,0,0),(1,-1,1,0),(1,-2,1,-2),(-2,0,-2,0),(1,0,1,-1),(0,0,0,0)]:
    x=ast.Expr(ast.Name('a',ast.Load(),lineno=l[0],col_offset=l[1],end_lineno=l[2],end_col_offset=l[3]),**L); c(M(x),fix=False)
for i in ['None','True','False','a b','',1,None,b'a','__debug__']: c(E(ast.Name(i,ast.Load())),'eval')
class S(str): pass
c(E(ast.Name(S('a'),ast.Load())),'eval')
c(E(N(x=ast.Store())),'eval');c(E(N(x=5)),'eval');c(E(ast.Name('a',None)),'eval');c(E(N(x=ast.Load)),'eval')
c(E(ast.BinOp(N(),5,N())),'eval');c(E(ast.BinOp(N(),ast.And(),N())),'eval');c(E(ast.BinOp(N(),ast.operator(),N())),'eval');c(E(ast.BinOp(N(),ast.Add(),N())),'eval');c(E(ast.expr()),'eval')
c(E(ast.BoolOp(ast.And(),[])),'eval');c(E(ast.BoolOp(ast.And(),[N()])),'eval');c(E(ast.BoolOp(ast.And(),[N(),None])),'eval')
c(E(ast.Lambda(ast.arguments([],[],None,[],[],None,[]),N())),'eval');c(E(ast.Lambda(5,N())),'eval');c(E(ast.Lambda(ast.arguments([],[],None,[],[],None,[N()]),N())),'eval');c(E(ast.Lambda(ast.arguments([],[],None,[ast.arg('a')],[],None,[]),N())),'eval')
c(E(ast.Lambda(ast.arguments([],[],ast.arg('a',ast.Pass()),[],[],None,[]),N())),'eval');c(E(ast.Lambda(ast.arguments([],[],ast.arg('a',N(x=ast.Store())),[],[],None,[]),N())),'eval')
c(E(ast.Dict([N()],[])),'eval');c(E(ast.Dict([None],[N()])),'eval');c(E(ast.Dict([N()],[None])),'eval')
c(E(ast.ListComp(N(),[])),'eval');c(E(ast.ListComp(N(),[ast.comprehension(N(),N(),[],0)])),'eval');c(E(ast.ListComp(N(),[ast.comprehension(N(x=ast.Store()),N(),[],0)])),'eval');c(E(ast.ListComp(N(),[ast.comprehension(N(x=ast.Store()),N(),[],'x')])),'eval');c(E(ast.DictComp(N(),N(),[])),'eval');c(E(ast.SetComp(N(),[])),'eval');c(E(ast.GeneratorExp(N(),[])),'eval')
c(E(ast.Compare(N(),[],[])),'eval');c(E(ast.Compare(N(),[ast.Lt()],[])),'eval');c(E(ast.Compare(N(),[ast.Lt()],[5])),'eval')
c(E(ast.Call(N(),[None],[])),'eval');c(E(ast.Call(N(),[],[ast.keyword('a',N(x=ast.Store()))])),'eval');c(E(ast.Call(N(),[],[5])),'eval')
class O: pass
for v in [O(),[1],(1,[2]),frozenset([1,(2,3)]),frozenset([O()]) if 0 else {1},1+2j,...,None,True,b'x',(),(1,(2,'a')),NotImplemented,bytearray(),2**100,1.5]: c(E(ast.Constant(v)),'eval')
c(E(ast.Constant(1,5)),'eval');c(E(ast.Constant(1,'u')),'eval');c(E(ast.Constant('a',b'u')),'eval')
c(E(ast.JoinedStr([N()])),'eval');c(E(ast.JoinedStr([ast.FormattedValue(N(),-1,None)])),'eval');c(E(ast.JoinedStr([ast.FormattedValue(N(),5,None)])),'eval');c(E(ast.JoinedStr([ast.FormattedValue(N(),-1,N())])),'eval');c(E(ast.TemplateStr([N()])),'eval');c(E(ast.TemplateStr([ast.Interpolation(N(),'a',-1)])),'eval');c(E(ast.TemplateStr([ast.Interpolation(N(),5,-1)])),'eval');
c(E(ast.FormattedValue(N(),-1,None)),'eval')
c(E(ast.Attribute(N(),'None',ast.Load())),'eval');c(E(ast.Attribute(N(),'x',ast.Store())),'eval');c(E(ast.Subscript(N(),ast.Slice(),ast.Load())),'eval');c(E(ast.Slice()),'eval');c(E(ast.Starred(N(),ast.Load())),'eval');c(E(ast.List([N(x=ast.Store())],ast.Load())),'eval')
c(E(ast.NamedExpr(N(),N())),'eval');c(E(ast.NamedExpr(N(x=ast.Store()),N())),'eval');c(E(ast.NamedExpr(ast.Attribute(N(),'x',ast.Store()),N())),'eval')
c(M(ast.Assign([],N())));c(M(ast.Assign([N()],N())));c(M(ast.Assign([N(x=ast.Store())],N())));c(M(ast.Assign([ast.Constant(1)],N())));c(M(ast.Assign([ast.BinOp(N(),ast.Add(),N())],N())))
c(M(ast.Delete([])));c(M(ast.Delete([N()])));c(M(ast.Delete([None])));c(M(ast.AugAssign(N(),ast.Add(),N())));c(M(ast.AnnAssign(ast.Attribute(N(),'x',ast.Store()),N(),None,1)));c(M(ast.AnnAssign(N(x=ast.Store()),N(),None,1)));c(M(ast.AnnAssign(ast.Tuple([],ast.Store()),N(),None,1)));c(M(ast.AnnAssign(ast.Tuple([],ast.Store()),N(),None,0)))
P=ast.Pass
c(M(ast.For(N(),N(),[P()],[])));c(M(ast.For(N(x=ast.Store()),N(),[],[])));c(M(ast.For(N(x=ast.Store()),N(),[P()],[ast.Expr(N(x=ast.Store()))])));c(M(ast.While(N(),[],[])));c(M(ast.If(N(),[],[])));c(M(ast.With([],[P()])));c(M(ast.With([ast.withitem(N())],[])));c(M(ast.With([ast.withitem(N(),N())],[P()])))
c(M(ast.FunctionDef('f',ast.arguments(),[])));c(M(ast.FunctionDef('f',ast.arguments(),[P()])));c(M(ast.AsyncFunctionDef('f',ast.arguments(),[])));c(M(ast.ClassDef('C',[],[],[])));c(M(ast.ClassDef('C',[N(x=ast.Store())],[],[P()])));c(M(ast.ClassDef(None,[],[],[P()])));c(M(ast.FunctionDef('f',ast.arguments([ast.arg('None')]),[P()])))
c(M(ast.Raise()));c(M(ast.Raise(None,N())));c(M(ast.Raise(N(x=ast.Store()))))
c(M(ast.Try([],[],[],[])));c(M(ast.Try([P()],[],[],[])));c(M(ast.Try([P()],[],[P()],[P()])));c(M(ast.Try([P()],[ast.ExceptHandler(None,None,[])],[],[])));c(M(ast.Try([P()],[ast.ExceptHandler(None,'None',[P()])],[],[])));c(M(ast.TryStar([],[],[],[])));c(M(ast.TryStar([P()],[],[],[])));c(M(ast.TryStar([P()],[],[P()],[P()])));c(M(ast.TryStar([P()],[ast.ExceptHandler(N(),None,[])],[],[])));c(M(ast.Try([P()],[5],[],[])));c(M(ast.Try([P()],[],[],[None])))
c(M(ast.Import([])));c(M(ast.ImportFrom('a',[],0)));c(M(ast.ImportFrom('a',[ast.alias('b')],-1)));c(M(ast.ImportFrom('a',[ast.alias('b')],None)));c(M(ast.ImportFrom(None,[ast.alias('b')],0)));c(M(ast.Import([ast.alias('None')])));c(M(ast.Import([5])))
c(M(ast.Global([])));c(M(ast.Nonlocal([])));c(M(ast.Global(['a'])));c(M(ast.Global([1])));c(M(ast.Global(['None'])))
c(M(ast.Match(N(),[])));mt=lambda p,g=None,b=None:c(M(ast.Match(N(),[ast.match_case(p,g,[P()] if b is None else b)])))
mt(ast.MatchValue(N()));mt(ast.MatchValue(ast.Constant(1)));mt(ast.MatchValue(ast.Constant(None)));mt(ast.MatchValue(ast.Constant('a')));mt(ast.MatchValue(ast.Constant((1,))));mt(ast.MatchValue(ast.Attribute(N(),'a',ast.Load())));mt(ast.MatchValue(ast.UnaryOp(ast.USub(),ast.Constant(1))));mt(ast.MatchValue(ast.UnaryOp(ast.USub(),ast.Constant('a'))));mt(ast.MatchValue(ast.UnaryOp(ast.UAdd(),ast.Constant(1))));mt(ast.MatchValue(ast.BinOp(ast.Constant(1),ast.Add(),ast.Constant(1j))));mt(ast.MatchValue(ast.BinOp(ast.Constant(1j),ast.Add(),ast.Constant(1j))));mt(ast.MatchValue(ast.BinOp(ast.Constant(1),ast.Mult(),ast.Constant(1j))));mt(ast.MatchValue(ast.BinOp(ast.UnaryOp(ast.USub(),ast.Constant(1)),ast.Add(),ast.Constant(1j))));mt(ast.MatchValue(ast.JoinedStr([])));mt(ast.MatchValue(ast.TemplateStr([])));mt(ast.MatchValue(ast.Constant(...)));mt(ast.MatchValue(ast.BinOp(ast.Constant(1),ast.Add(),ast.Constant(2))));mt(ast.MatchValue(ast.BinOp(ast.UnaryOp(ast.USub(),ast.Constant(1j)),ast.Add(),ast.Constant(2j))))
mt(ast.MatchSingleton(1));mt(ast.MatchSingleton(None));mt(ast.MatchSingleton('a'));mt(ast.MatchSingleton(True))
mt(ast.MatchSequence([]));mt(ast.MatchSequence([5]));mt(ast.MatchSequence([ast.MatchStar('a'),ast.MatchStar()]));mt(ast.MatchStar('a'));mt(ast.MatchSequence([ast.MatchStar('_')]))
mt(ast.MatchMapping([N()],[]));mt(ast.MatchMapping([N()],[ast.MatchAs()]));mt(ast.MatchMapping([ast.Constant(1)],[ast.MatchAs()],'_'));mt(ast.MatchMapping([],[],'x'));mt(ast.MatchMapping([ast.Constant(True)],[ast.MatchAs()]));mt(ast.MatchMapping([ast.Constant(1)],[ast.MatchStar()]))
mt(ast.MatchClass(N(),[],[],[]));mt(ast.MatchClass(ast.Constant(1),[],[],[]));mt(ast.MatchClass(N(),[],['a'],[]));mt(ast.MatchClass(N(),[],['None'],[ast.MatchAs()]));mt(ast.MatchClass(N(x=ast.Store()),[],[],[]));mt(ast.MatchClass(ast.Attribute(ast.Constant(1),'a',ast.Load()),[],[],[]))
mt(ast.MatchAs());mt(ast.MatchAs(None,'a'));mt(ast.MatchAs(ast.MatchAs(),None));mt(ast.MatchAs(ast.MatchAs(None,'x'),'_'));mt(ast.MatchAs(None,'_'));mt(ast.MatchAs(ast.MatchAs(),'y'));mt(ast.MatchOr([]));mt(ast.MatchOr([ast.MatchAs()]));mt(ast.MatchOr([ast.MatchAs(),ast.MatchAs()]));mt(ast.MatchOr([ast.MatchValue(ast.Constant(1)),ast.MatchAs()]));mt(ast.MatchAs(None,'a'),N(x=ast.Store()));mt(ast.MatchAs(None,'a'),None,[]);mt(5);mt(None);mt(ast.MatchAs(None,'None'));mt(ast.pattern())
c(M(ast.TypeAlias(N(),[],N())));c(M(ast.TypeAlias(N(x=ast.Store()),[],N())));c(M(ast.TypeAlias(ast.Constant(1),[],N())));c(M(ast.TypeAlias(N(x=ast.Store()),[5],N())));c(M(ast.TypeAlias(N(x=ast.Store()),[ast.TypeVar('None')],N())));c(M(ast.TypeAlias(N(x=ast.Store()),[ast.TypeVar('T',N(x=ast.Store()))],N())));c(M(ast.TypeAlias(N(x=ast.Store()),[ast.TypeVar('T'),ast.TypeVarTuple('Ts'),ast.ParamSpec('P')],N())))
c(M(ast.Assert(N(),N(x=ast.Store()))));c(M(ast.Return(N())));c(M(ast.Break()));c(E(ast.Await(N())),'eval');c(E(ast.Yield()),'eval');c(E(ast.YieldFrom(N())),'eval');c(E(ast.IfExp(N(),N(),5)),'eval');c(E(ast.UnaryOp(5,N())),'eval');c(E(ast.Set([])),'eval');c(E(ast.Tuple(5,ast.Load())),'eval')
c(M(ast.FunctionDef('f',ast.arguments(),[P()],[N(x=ast.Store())])));c(M(ast.FunctionDef('f',ast.arguments(),[P()],[],N(x=ast.Store()))));c(M(ast.FunctionDef('f',ast.arguments(),[P()],[],None,5)));c(M(ast.FunctionDef('f',ast.arguments(),[P()],5)))
c(M(ast.ImportFrom('a',[ast.alias('b')],'x')));c(M(ast.Expr(ast.Constant(1)),ast.stmt()))
x=ast.Expr(ast.Constant(1)); x.value=ast.UnaryOp(ast.Not(),x); c(M(x),fix=False)
class BadList(list): pass
c(ast.Module(BadList([P()]),[])); 
class MyName(ast.Name): pass
c(E(MyName('a',ast.Load())),'eval')
x=ast.Constant(1)
for i in range(0): pass
c(E(x),'eval',fix=False)
x=ast.Constant(1,**L)
for i in range(150): x=ast.UnaryOp(ast.Not(),x,**L)
c(E(x),'eval',fix=False)
l=[]
class Evil(ast.Constant):
    @property
    def value(self): l.append(1); del tgt[:]; return 1
tgt=[Evil(**L),ast.Constant(2,**L)]
c(E(ast.List(tgt,ast.Load(),**L)),'eval',fix=False)
class B(ast.Name):
    @property
    def id(self): raise ZeroDivisionError('x')
try: c(E(B(**L)),'eval',fix=False)
except BaseException as e: print(e)
exec(compile(ast.parse('print(1+2)'),'','exec')); print(eval(compile(ast.parse('1+2','','eval'),'','eval'))); print(compile(ast.parse('a'),'','exec',ast.PyCF_ONLY_AST)); exec(compile(ast.parse('x:int=1;print(x)'),'x','exec',dont_inherit=True))
for s in ['a+1','f"{x!r:>{w}}"','t"{x}"','1+2','-1','(1,2)','lambda *a,b=1,**k:0','[*a]','{**a,1:2}','{*a}','x[1:2,::3]','a if b else c','not a','a<b<=c','(yield)','await x','x:=1','1_000','"a" "b"','u"a"','b"x"','1j','...','a@b','a.b.c','`']:
    for m in ['exec','eval','single']:
        try: print(m, ast.dump(ast.parse(s,mode=m),include_attributes=True))
        except SyntaxError as e: print(m,e)
print(ast.dump(ast.parse('(int, *str, **Any) -> float',mode='func_type'),indent=1))
print(ast.dump(ast.parse('x = 1 # type: int\nfor a in b: # type: str\n  pass\ny=1 # type: ignore[zz]\n',type_comments=True),indent=1))
print(ast.dump(ast.parse('1+2',optimize=1))); print(ast.dump(ast.parse('if __debug__: pass\n-1\n"a%s"%b',optimize=2)))
for fv in [(3,7),(3,8),(3,13),(2,7),(3,4),8]:
    for s in ['match a:\n case 1: pass','a:=1','(a:=1)','f(a,/)','def f(a,/):pass','type X=int','async def f(): [i async for i in x]']:
        try: ast.parse(s,feature_version=fv); print(fv,s,'ok')
        except Exception as e: print(fv,repr(s),type(e).__name__,e)
