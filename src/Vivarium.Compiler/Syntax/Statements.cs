// Statements. The ASDL constructor Expr is ExprStmt here, since Expr is the base class of expressions.
// One class per constructor of Python 3.14's abstract syntax, fields in its order; see docs/internals/parser.md.
namespace Vivarium.Compiler.Syntax;

internal abstract class Stmt(NodeKind kind) : LocatedNode(kind);

internal sealed class FunctionDef(
    string name, Arguments args, Stmt[] body, Expr[] decoratorList, Expr? returns, string? typeComment, TypeParam[] typeParams)
    : Stmt(NodeKind.FunctionDef)
{
    public string Name = name;
    public Arguments Args = args;
    public Stmt[] Body = body;
    public Expr[] DecoratorList = decoratorList;
    public Expr? Returns = returns;
    public string? TypeComment = typeComment;
    public TypeParam[] TypeParams = typeParams;
}

internal sealed class AsyncFunctionDef(
    string name, Arguments args, Stmt[] body, Expr[] decoratorList, Expr? returns, string? typeComment, TypeParam[] typeParams)
    : Stmt(NodeKind.AsyncFunctionDef)
{
    public string Name = name;
    public Arguments Args = args;
    public Stmt[] Body = body;
    public Expr[] DecoratorList = decoratorList;
    public Expr? Returns = returns;
    public string? TypeComment = typeComment;
    public TypeParam[] TypeParams = typeParams;
}

internal sealed class ClassDef(string name, Expr[] bases, Keyword[] keywords, Stmt[] body, Expr[] decoratorList, TypeParam[] typeParams)
    : Stmt(NodeKind.ClassDef)
{
    public string Name = name;
    public Expr[] Bases = bases;
    public Keyword[] Keywords = keywords;
    public Stmt[] Body = body;
    public Expr[] DecoratorList = decoratorList;
    public TypeParam[] TypeParams = typeParams;
}

internal sealed class Return(Expr? value) : Stmt(NodeKind.Return)
{
    public Expr? Value = value;
}

internal sealed class Delete(Expr[] targets) : Stmt(NodeKind.Delete)
{
    public Expr[] Targets = targets;
}

internal sealed class Assign(Expr[] targets, Expr value, string? typeComment) : Stmt(NodeKind.Assign)
{
    public Expr[] Targets = targets;
    public Expr Value = value;
    public string? TypeComment = typeComment;
}

internal sealed class TypeAlias(Expr name, TypeParam[] typeParams, Expr value) : Stmt(NodeKind.TypeAlias)
{
    public Expr Name = name;
    public TypeParam[] TypeParams = typeParams;
    public Expr Value = value;
}

internal sealed class AugAssign(Expr target, BinaryOperator op, Expr value) : Stmt(NodeKind.AugAssign)
{
    public Expr Target = target;
    public BinaryOperator Op = op;
    public Expr Value = value;
}

internal sealed class AnnAssign(Expr target, Expr annotation, Expr? value, bool simple) : Stmt(NodeKind.AnnAssign)
{
    public Expr Target = target;
    public Expr Annotation = annotation;
    public Expr? Value = value;
    public bool Simple = simple;
}

internal sealed class For(Expr target, Expr iter, Stmt[] body, Stmt[] orElse, string? typeComment) : Stmt(NodeKind.For)
{
    public Expr Target = target;
    public Expr Iter = iter;
    public Stmt[] Body = body;
    public Stmt[] OrElse = orElse;
    public string? TypeComment = typeComment;
}

internal sealed class AsyncFor(Expr target, Expr iter, Stmt[] body, Stmt[] orElse, string? typeComment) : Stmt(NodeKind.AsyncFor)
{
    public Expr Target = target;
    public Expr Iter = iter;
    public Stmt[] Body = body;
    public Stmt[] OrElse = orElse;
    public string? TypeComment = typeComment;
}

internal sealed class While(Expr test, Stmt[] body, Stmt[] orElse) : Stmt(NodeKind.While)
{
    public Expr Test = test;
    public Stmt[] Body = body;
    public Stmt[] OrElse = orElse;
}

internal sealed class If(Expr test, Stmt[] body, Stmt[] orElse) : Stmt(NodeKind.If)
{
    public Expr Test = test;
    public Stmt[] Body = body;
    public Stmt[] OrElse = orElse;
}

internal sealed class With(WithItem[] items, Stmt[] body, string? typeComment) : Stmt(NodeKind.With)
{
    public WithItem[] Items = items;
    public Stmt[] Body = body;
    public string? TypeComment = typeComment;
}

internal sealed class AsyncWith(WithItem[] items, Stmt[] body, string? typeComment) : Stmt(NodeKind.AsyncWith)
{
    public WithItem[] Items = items;
    public Stmt[] Body = body;
    public string? TypeComment = typeComment;
}

internal sealed class Match(Expr subject, MatchCase[] cases) : Stmt(NodeKind.Match)
{
    public Expr Subject = subject;
    public MatchCase[] Cases = cases;
}

internal sealed class Raise(Expr? exc, Expr? cause) : Stmt(NodeKind.Raise)
{
    public Expr? Exc = exc;
    public Expr? Cause = cause;
}

internal sealed class Try(Stmt[] body, ExceptHandler[] handlers, Stmt[] orElse, Stmt[] finalBody) : Stmt(NodeKind.Try)
{
    public Stmt[] Body = body;
    public ExceptHandler[] Handlers = handlers;
    public Stmt[] OrElse = orElse;
    public Stmt[] FinalBody = finalBody;
}

internal sealed class TryStar(Stmt[] body, ExceptHandler[] handlers, Stmt[] orElse, Stmt[] finalBody) : Stmt(NodeKind.TryStar)
{
    public Stmt[] Body = body;
    public ExceptHandler[] Handlers = handlers;
    public Stmt[] OrElse = orElse;
    public Stmt[] FinalBody = finalBody;
}

internal sealed class Assert(Expr test, Expr? msg) : Stmt(NodeKind.Assert)
{
    public Expr Test = test;
    public Expr? Msg = msg;
}

internal sealed class Import(Alias[] names) : Stmt(NodeKind.Import)
{
    public Alias[] Names = names;
}

internal sealed class ImportFrom(string? module, Alias[] names, int level) : Stmt(NodeKind.ImportFrom)
{
    public string? Module = module;
    public Alias[] Names = names;
    public int Level = level;
}

internal sealed class Global(string[] names) : Stmt(NodeKind.Global)
{
    public string[] Names = names;
}

internal sealed class Nonlocal(string[] names) : Stmt(NodeKind.Nonlocal)
{
    public string[] Names = names;
}

internal sealed class ExprStmt(Expr value) : Stmt(NodeKind.ExprStmt)
{
    public Expr Value = value;
}

internal sealed class Pass() : Stmt(NodeKind.Pass);

internal sealed class Break() : Stmt(NodeKind.Break);

internal sealed class Continue() : Stmt(NodeKind.Continue);

internal sealed class ExceptHandler(Expr? type, string? name, Stmt[] body) : LocatedNode(NodeKind.ExceptHandler)
{
    public Expr? Type = type;
    public string? Name = name;
    public Stmt[] Body = body;
}
