# Sources through ast: parsed, unparsed, compiled from the tree; literal_eval; visitors; annotationlib on top.
import annotationlib
import ast

SOURCES = [
    'x: int = 1\ny = z = [1, 2.5, 3j, "s", b"b", None, True, ...]\n',
    'def f(a, /, b: int = 1, *c, d, e=2, **g) -> str:\n    """Doc."""\n    return a if b else c\n',
    'async def g():\n    async with a as b, c:\n        await d\n    async for i in j:\n        yield i\n    return\n',
    'class C[T: int = str, *Ts, **P](A, metaclass=M):\n    x = 1\n    @property\n    def y(self): return self.x\n',
    'try:\n    pass\nexcept (A, B) as e:\n    raise X from e\nelse:\n    pass\nfinally:\n    del a, b[1], c.d\n',
    'try:\n    pass\nexcept* A:\n    pass\n',
    'match x:\n    case 1 | -2.5 | 3+4j | None: pass\n    case [a, *_, {"k": v, **r}] if a: pass\n    case C(1, b=D()) as e: pass\n    case _: pass\n',
    'with (a as b, c): pass\nfor i, *j in k:\n    break\nelse:\n    continue_ = 1\nwhile not a: a += 1; b @= 2\n',
    'print(f"{x!r:>{w}} {y=} {{}}", t"{a!s} b", *args, k=1, **kw)\n',
    'lambda: (yield)\n[i async for i in x if y]\n{a: b for a in c}\n{a for a in b}\n(a for b in c)\n',
    'import a.b as c, d\nfrom . import e\nfrom ..f import g as h, i\nfrom j import *\nglobal k\n',
    'type X[T] = list[T]\nassert a, b\n(a := 1)\nx[1:2, ::3, ...]\nnot a < b <= c is not d not in e\n-a ** ~b // +c << 1 | 2 & 3 ^ 4\n',
]
for source in SOURCES:
    tree = ast.parse(source)
    text = ast.unparse(tree)
    print(text)
    print(ast.dump(tree) == ast.dump(ast.parse(text)), len(list(ast.walk(tree))))
    print(ast.dump(tree, include_attributes=True))
    try:
        code = compile(tree, '<tree>', 'exec')
        print(code.co_code == compile(source, '<tree>', 'exec').co_code, code.co_names)
    except SyntaxError as e:
        print(e)

for text in ('1', '-1', '1+2j', '[1, (2, {3: "x"})]', '{1, 2}', 'set()', 'None', 'a', '1+1', 'f()', '"a" "b"', ' 1', '{**a}'):
    try:
        print(repr(ast.literal_eval(text)))
    except Exception as e:
        print(type(e).__name__, e)


class Doubler(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value * 2), node) if isinstance(node.value, int) else node


print(eval(compile(Doubler().visit(ast.parse('(1, 2, "a", [3])', mode='eval')), '', 'eval')))


class Names(ast.NodeVisitor):
    def visit_Name(self, node):
        print(node.id, type(node.ctx).__name__, node.lineno, node.col_offset)


Names().visit(ast.parse('a = b + c(d)\ndel e'))
print(ast.get_docstring(ast.parse('"""Hello\n   there."""')), ast.get_source_segment('x = a + b', ast.parse('x = a + b').body[0].value))


def function(a: Undefined | int, b: 'str' = 1) -> list[Unknown]:
    pass


print(annotationlib.get_annotations(function, format=annotationlib.Format.STRING))
