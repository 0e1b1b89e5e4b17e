// The roots of a syntax tree.
// One class per constructor of Python 3.14's abstract syntax, fields in its order; see docs/internals/parser.md.
namespace Vivarium.Compiler.Syntax;

internal abstract class Mod(NodeKind kind) : Node(kind);

internal sealed class Module(Stmt[] body, TypeIgnore[] typeIgnores) : Mod(NodeKind.Module)
{
    public Stmt[] Body = body;
    public TypeIgnore[] TypeIgnores = typeIgnores;
}

internal sealed class Interactive(Stmt[] body) : Mod(NodeKind.Interactive)
{
    public Stmt[] Body = body;
}

internal sealed class Expression(Expr body) : Mod(NodeKind.Expression)
{
    public Expr Body = body;
}

internal sealed class FunctionType(Expr[] argTypes, Expr returns) : Mod(NodeKind.FunctionType)
{
    public Expr[] ArgTypes = argTypes;
    public Expr Returns = returns;
}

/// <summary>A <c># type: ignore</c> comment, kept when type comments are asked for.</summary>
internal sealed class TypeIgnore(int lineno, string tag) : Node(NodeKind.TypeIgnore)
{
    public int Lineno = lineno;
    public string Tag = tag;
}
