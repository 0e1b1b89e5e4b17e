// Patterns of the match statement, and type parameters.
// One class per constructor of Python 3.14's abstract syntax, fields in its order; see docs/internals/parser.md.
using Vivarium.Bytecode.Constants;

namespace Vivarium.Compiler.Syntax;

internal abstract class Pattern(NodeKind kind) : LocatedNode(kind);

internal sealed class MatchValue(Expr value) : Pattern(NodeKind.MatchValue)
{
    public Expr Value = value;
}

internal sealed class MatchSingleton(Constant value) : Pattern(NodeKind.MatchSingleton)
{
    public Constant Value = value;
}

internal sealed class MatchSequence(Pattern[] patterns) : Pattern(NodeKind.MatchSequence)
{
    public Pattern[] Patterns = patterns;
}

internal sealed class MatchMapping(Expr[] keys, Pattern[] patterns, string? rest) : Pattern(NodeKind.MatchMapping)
{
    public Expr[] Keys = keys;
    public Pattern[] Patterns = patterns;
    public string? Rest = rest;
}

internal sealed class MatchClass(Expr cls, Pattern[] patterns, string[] kwdAttrs, Pattern[] kwdPatterns) : Pattern(NodeKind.MatchClass)
{
    public Expr Cls = cls;
    public Pattern[] Patterns = patterns;
    public string[] KwdAttrs = kwdAttrs;
    public Pattern[] KwdPatterns = kwdPatterns;
}

internal sealed class MatchStar(string? name) : Pattern(NodeKind.MatchStar)
{
    public string? Name = name;
}

internal sealed class MatchAs(Pattern? pattern, string? name) : Pattern(NodeKind.MatchAs)
{
    public Pattern? Pattern = pattern;
    public string? Name = name;
}

internal sealed class MatchOr(Pattern[] patterns) : Pattern(NodeKind.MatchOr)
{
    public Pattern[] Patterns = patterns;
}

internal abstract class TypeParam(NodeKind kind) : LocatedNode(kind);

internal sealed class TypeVar(string name, Expr? bound, Expr? defaultValue) : TypeParam(NodeKind.TypeVar)
{
    public string Name = name;
    public Expr? Bound = bound;
    public Expr? DefaultValue = defaultValue;
}

internal sealed class ParamSpec(string name, Expr? defaultValue) : TypeParam(NodeKind.ParamSpec)
{
    public string Name = name;
    public Expr? DefaultValue = defaultValue;
}

internal sealed class TypeVarTuple(string name, Expr? defaultValue) : TypeParam(NodeKind.TypeVarTuple)
{
    public string Name = name;
    public Expr? DefaultValue = defaultValue;
}
