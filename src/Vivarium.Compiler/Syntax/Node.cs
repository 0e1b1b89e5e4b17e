// The base of every syntax-tree node, the kinds to switch on, and the simple enumerations of Python 3.14's abstract syntax.
// Lines count from 1; columns are offsets in UTF-8 bytes from 0, as in the ast module. Fields are mutable: a pass may rewrite in place.
// See docs/internals/parser.md.
namespace Vivarium.Compiler.Syntax;

/// <summary>Which node class an object is; <c>switch</c> on it instead of testing types.</summary>
internal enum NodeKind : byte
{
    Module, Interactive, Expression, FunctionType, FunctionDef, AsyncFunctionDef, ClassDef, Return, Delete,
    Assign, TypeAlias, AugAssign, AnnAssign, For, AsyncFor, While, If, With, AsyncWith, Match, Raise, Try,
    TryStar, Assert, Import, ImportFrom, Global, Nonlocal, ExprStmt, Pass, Break, Continue, BoolOp, NamedExpr,
    BinOp, UnaryOp, Lambda, IfExp, DictExpr, SetExpr, ListComp, SetComp, DictComp, GeneratorExp, Await, Yield,
    YieldFrom, Compare, Call, FormattedValue, Interpolation, JoinedStr, TemplateStr, ConstantExpr,
    AttributeExpr, Subscript, Starred, Name, ListExpr, TupleExpr, Slice, MatchValue, MatchSingleton,
    MatchSequence, MatchMapping, MatchClass, MatchStar, MatchAs, MatchOr, Arguments, Arg, Keyword, Alias,
    WithItem, MatchCase, Comprehension, ExceptHandler, TypeVar, ParamSpec, TypeVarTuple, TypeIgnore,
}

internal enum BoolOperator : byte
{
    And, Or,
}

internal enum BinaryOperator : byte
{
    Add, Sub, Mult, MatMult, Div, Mod, Pow, LShift, RShift, BitOr, BitXor, BitAnd, FloorDiv,
}

internal enum UnaryOperator : byte
{
    Invert, Not, UAdd, USub,
}

internal enum CmpOperator : byte
{
    Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn,
}

internal enum ExprContext : byte
{
    Load, Store, Del,
}

/// <summary>A node of the syntax tree.</summary>
internal abstract class Node(NodeKind kind)
{
    public readonly NodeKind Kind = kind;
}

/// <summary>A node with a place in the source.</summary>
internal abstract class LocatedNode(NodeKind kind) : Node(kind)
{
    public int Lineno;
    public int ColOffset;
    public int EndLineno;
    public int EndColOffset;

    public void CopyLocation(LocatedNode from)
    {
        Lineno = from.Lineno;
        ColOffset = from.ColOffset;
        EndLineno = from.EndLineno;
        EndColOffset = from.EndColOffset;
    }
}
