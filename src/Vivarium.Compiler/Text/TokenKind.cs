// The tokens of Python 3.14: the first seventy carry the numbers of the `token` module, the keywords follow.
// See docs/internals/parser.md.
namespace Vivarium.Compiler.Text;

internal enum TokenKind : byte
{
    EndMarker, Name, Number, String, Newline, Indent, Dedent,
    LPar, RPar, LSqb, RSqb, Colon, Comma, Semi, Plus, Minus, Star, Slash, VBar, Amper, Less, Greater, Equal, Dot, Percent,
    LBrace, RBrace, EqEqual, NotEqual, LessEqual, GreaterEqual, Tilde, Circumflex, LeftShift, RightShift, DoubleStar,
    PlusEqual, MinEqual, StarEqual, SlashEqual, PercentEqual, AmperEqual, VBarEqual, CircumflexEqual, LeftShiftEqual,
    RightShiftEqual, DoubleStarEqual, DoubleSlash, DoubleSlashEqual, At, AtEqual, RArrow, Ellipsis, ColonEqual, Exclamation,
    Op, TypeIgnore, TypeComment, SoftKeyword,
    FStringStart, FStringMiddle, FStringEnd, TStringStart, TStringMiddle, TStringEnd,
    Comment, NL, ErrorToken, Encoding,

    KwFalse = 70, KwNone, KwTrue, KwAnd, KwAs, KwAssert, KwAsync, KwAwait, KwBreak, KwClass, KwContinue, KwDef, KwDel, KwElif, KwElse,
    KwExcept, KwFinally, KwFor, KwFrom, KwGlobal, KwIf, KwImport, KwIn, KwIs, KwLambda, KwNonlocal, KwNot, KwOr, KwPass, KwRaise,
    KwReturn, KwTry, KwWhile, KwWith, KwYield,
}

/// <summary>One token: what it is and where. Columns are byte offsets in their lines, -1 where the token has no text.</summary>
internal struct Token
{
    public TokenKind Kind;

    /// <summary>How many brackets are open behind the token.</summary>
    public short Level;

    public int Start;
    public int End;
    public int Lineno;
    public int ColOffset;
    public int EndLineno;
    public int EndColOffset;

    public readonly bool IsKeyword => Kind >= TokenKind.KwFalse;

    /// <summary>Tokens without text of their own, over which the end of a node reaches back.</summary>
    public readonly bool IsLayout => Kind is TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent or TokenKind.EndMarker;
}
