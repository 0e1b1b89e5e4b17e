// Product types: parameters, arguments of calls, import aliases, with items, cases, comprehension clauses.
// One class per constructor of Python 3.14's abstract syntax, fields in its order; see docs/internals/parser.md.
namespace Vivarium.Compiler.Syntax;

internal sealed class Arguments(
    Arg[] posOnlyArgs, Arg[] args, Arg? vararg, Arg[] kwOnlyArgs, Expr?[] kwDefaults, Arg? kwarg, Expr[] defaults)
    : Node(NodeKind.Arguments)
{
    public Arg[] PosOnlyArgs = posOnlyArgs;
    public Arg[] Args = args;
    public Arg? Vararg = vararg;
    public Arg[] KwOnlyArgs = kwOnlyArgs;
    public Expr?[] KwDefaults = kwDefaults;
    public Arg? Kwarg = kwarg;
    public Expr[] Defaults = defaults;
}

internal sealed class Arg(string arg, Expr? annotation, string? typeComment) : LocatedNode(NodeKind.Arg)
{
    public string Name = arg;
    public Expr? Annotation = annotation;
    public string? TypeComment = typeComment;
}

internal sealed class Keyword(string? arg, Expr value) : LocatedNode(NodeKind.Keyword)
{
    public string? Arg = arg;
    public Expr Value = value;
}

internal sealed class Alias(string name, string? asName) : LocatedNode(NodeKind.Alias)
{
    public string Name = name;
    public string? AsName = asName;
}

internal sealed class WithItem(Expr contextExpr, Expr? optionalVars) : Node(NodeKind.WithItem)
{
    public Expr ContextExpr = contextExpr;
    public Expr? OptionalVars = optionalVars;
}

internal sealed class MatchCase(Pattern pattern, Expr? guard, Stmt[] body) : Node(NodeKind.MatchCase)
{
    public Pattern Pattern = pattern;
    public Expr? Guard = guard;
    public Stmt[] Body = body;
}

internal sealed class Comprehension(Expr target, Expr iter, Expr[] ifs, bool isAsync) : Node(NodeKind.Comprehension)
{
    public Expr Target = target;
    public Expr Iter = iter;
    public Expr[] Ifs = ifs;
    public bool IsAsync = isAsync;
}
