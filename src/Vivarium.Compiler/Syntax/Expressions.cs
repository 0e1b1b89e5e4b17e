// Expressions. Constructors whose names .NET or the front end already uses end in Expr: ConstantExpr, TupleExpr, AttributeExpr…
// One class per constructor of Python 3.14's abstract syntax, fields in its order; see docs/internals/parser.md.
using Vivarium.Bytecode.Constants;

namespace Vivarium.Compiler.Syntax;

internal abstract class Expr(NodeKind kind) : LocatedNode(kind);

internal sealed class BoolOp(BoolOperator op, Expr[] values) : Expr(NodeKind.BoolOp)
{
    public BoolOperator Op = op;
    public Expr[] Values = values;
}

internal sealed class NamedExpr(Expr target, Expr value) : Expr(NodeKind.NamedExpr)
{
    public Expr Target = target;
    public Expr Value = value;
}

internal sealed class BinOp(Expr left, BinaryOperator op, Expr right) : Expr(NodeKind.BinOp)
{
    public Expr Left = left;
    public BinaryOperator Op = op;
    public Expr Right = right;
}

internal sealed class UnaryOp(UnaryOperator op, Expr operand) : Expr(NodeKind.UnaryOp)
{
    public UnaryOperator Op = op;
    public Expr Operand = operand;
}

internal sealed class Lambda(Arguments args, Expr body) : Expr(NodeKind.Lambda)
{
    public Arguments Args = args;
    public Expr Body = body;
}

internal sealed class IfExp(Expr test, Expr body, Expr orElse) : Expr(NodeKind.IfExp)
{
    public Expr Test = test;
    public Expr Body = body;
    public Expr OrElse = orElse;
}

internal sealed class DictExpr(Expr?[] keys, Expr[] values) : Expr(NodeKind.DictExpr)
{
    public Expr?[] Keys = keys;
    public Expr[] Values = values;
}

internal sealed class SetExpr(Expr[] elts) : Expr(NodeKind.SetExpr)
{
    public Expr[] Elts = elts;
}

internal sealed class ListComp(Expr elt, Comprehension[] generators) : Expr(NodeKind.ListComp)
{
    public Expr Elt = elt;
    public Comprehension[] Generators = generators;
}

internal sealed class SetComp(Expr elt, Comprehension[] generators) : Expr(NodeKind.SetComp)
{
    public Expr Elt = elt;
    public Comprehension[] Generators = generators;
}

internal sealed class DictComp(Expr key, Expr value, Comprehension[] generators) : Expr(NodeKind.DictComp)
{
    public Expr Key = key;
    public Expr Value = value;
    public Comprehension[] Generators = generators;
}

internal sealed class GeneratorExp(Expr elt, Comprehension[] generators) : Expr(NodeKind.GeneratorExp)
{
    public Expr Elt = elt;
    public Comprehension[] Generators = generators;
}

internal sealed class Await(Expr value) : Expr(NodeKind.Await)
{
    public Expr Value = value;
}

internal sealed class Yield(Expr? value) : Expr(NodeKind.Yield)
{
    public Expr? Value = value;
}

internal sealed class YieldFrom(Expr value) : Expr(NodeKind.YieldFrom)
{
    public Expr Value = value;
}

internal sealed class Compare(Expr left, CmpOperator[] ops, Expr[] comparators) : Expr(NodeKind.Compare)
{
    public Expr Left = left;
    public CmpOperator[] Ops = ops;
    public Expr[] Comparators = comparators;
}

internal sealed class Call(Expr func, Expr[] args, Keyword[] keywords) : Expr(NodeKind.Call)
{
    public Expr Func = func;
    public Expr[] Args = args;
    public Keyword[] Keywords = keywords;
}

internal sealed class FormattedValue(Expr value, int conversion, Expr? formatSpec) : Expr(NodeKind.FormattedValue)
{
    public Expr Value = value;
    public int Conversion = conversion;
    public Expr? FormatSpec = formatSpec;
}

internal sealed class Interpolation(Expr value, Constant str, int conversion, Expr? formatSpec) : Expr(NodeKind.Interpolation)
{
    public Expr Value = value;
    public Constant Str = str;
    public int Conversion = conversion;
    public Expr? FormatSpec = formatSpec;
}

internal sealed class JoinedStr(Expr[] values) : Expr(NodeKind.JoinedStr)
{
    public Expr[] Values = values;
}

internal sealed class TemplateStr(Expr[] values) : Expr(NodeKind.TemplateStr)
{
    public Expr[] Values = values;
}

internal sealed class ConstantExpr(Constant value, string? kind) : Expr(NodeKind.ConstantExpr)
{
    public Constant Value = value;
    public string? StringKind = kind;
}

internal sealed class AttributeExpr(Expr value, string attr, ExprContext ctx) : Expr(NodeKind.AttributeExpr)
{
    public Expr Value = value;
    public string Attr = attr;
    public ExprContext Ctx = ctx;
}

internal sealed class Subscript(Expr value, Expr slice, ExprContext ctx) : Expr(NodeKind.Subscript)
{
    public Expr Value = value;
    public Expr Slice = slice;
    public ExprContext Ctx = ctx;
}

internal sealed class Starred(Expr value, ExprContext ctx) : Expr(NodeKind.Starred)
{
    public Expr Value = value;
    public ExprContext Ctx = ctx;
}

internal sealed class Name(string id, ExprContext ctx) : Expr(NodeKind.Name)
{
    public string Id = id;
    public ExprContext Ctx = ctx;
}

internal sealed class ListExpr(Expr[] elts, ExprContext ctx) : Expr(NodeKind.ListExpr)
{
    public Expr[] Elts = elts;
    public ExprContext Ctx = ctx;
}

internal sealed class TupleExpr(Expr[] elts, ExprContext ctx) : Expr(NodeKind.TupleExpr)
{
    public Expr[] Elts = elts;
    public ExprContext Ctx = ctx;
}

internal sealed class Slice(Expr? lower, Expr? upper, Expr? step) : Expr(NodeKind.Slice)
{
    public Expr? Lower = lower;
    public Expr? Upper = upper;
    public Expr? Step = step;
}
