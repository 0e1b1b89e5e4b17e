// Expressions: from star_expressions down to primaries. Binary operators climb by precedence.
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax;

internal sealed partial class TreeParser
{
    private readonly Scratch<Expr> _exprs = new();
    private readonly Scratch<CmpOperator> _cmpOps = new();

    /// <summary>Precedence of each binary operator by token, 0 for other tokens.</summary>
    private static readonly byte[] Precedence = MakePrecedence();

    private static byte[] MakePrecedence()
    {
        byte[] table = new byte[256];
        table[(int)TokenKind.VBar] = 1;
        table[(int)TokenKind.Circumflex] = 2;
        table[(int)TokenKind.Amper] = 3;
        table[(int)TokenKind.LeftShift] = table[(int)TokenKind.RightShift] = 4;
        table[(int)TokenKind.Plus] = table[(int)TokenKind.Minus] = 5;
        foreach (TokenKind kind in (ReadOnlySpan<TokenKind>)[TokenKind.Star, TokenKind.Slash, TokenKind.DoubleSlash, TokenKind.Percent,
                     TokenKind.At])
            table[(int)kind] = 6;
        return table;
    }

    private static BinaryOperator OperatorOf(TokenKind kind) => kind switch
    {
        TokenKind.VBar => BinaryOperator.BitOr,
        TokenKind.Circumflex => BinaryOperator.BitXor,
        TokenKind.Amper => BinaryOperator.BitAnd,
        TokenKind.LeftShift => BinaryOperator.LShift,
        TokenKind.RightShift => BinaryOperator.RShift,
        TokenKind.Plus => BinaryOperator.Add,
        TokenKind.Minus => BinaryOperator.Sub,
        TokenKind.Star => BinaryOperator.Mult,
        TokenKind.Slash => BinaryOperator.Div,
        TokenKind.DoubleSlash => BinaryOperator.FloorDiv,
        TokenKind.Percent => BinaryOperator.Mod,
        _ => BinaryOperator.MatMult,
    };

    /// <summary>yield_expr | star_expressions: the right side of assignments.</summary>
    private Expr AnnotatedRhs() => Kind == TokenKind.KwYield ? YieldExpression() : StarExpressions();

    private Expr YieldExpression()
    {
        int start = _pos++;
        if (Take(TokenKind.KwFrom))
            return Place(new YieldFrom(FullExpression()), start);
        return Place(new Yield(StartsExpression(Kind) ? StarExpressions() : null), start);
    }

    /// <summary>star_expressions: one expression, or a tuple without parentheses.</summary>
    private Expr StarExpressions()
    {
        int start = _pos;
        Expr first = StarExpression();
        return Kind == TokenKind.Comma ? BareTuple(first, start, starred: true) : first;
    }

    /// <summary>expressions: as <see cref="StarExpressions"/>, but without stars.</summary>
    private Expr Expressions()
    {
        int start = _pos;
        Expr first = FullExpression();
        return Kind == TokenKind.Comma ? BareTuple(first, start, starred: false) : first;
    }

    private TupleExpr BareTuple(Expr first, int start, bool starred)
    {
        int mark = _exprs.Mark();
        _exprs.Push(first);
        while (Take(TokenKind.Comma) && StartsExpression(Kind))
            _exprs.Push(starred ? StarExpression() : FullExpression());
        return Place(new TupleExpr(_exprs.Take(mark), ExprContext.Load), start);
    }

    private static bool StartsExpression(TokenKind kind) => kind is TokenKind.Name or TokenKind.Number or TokenKind.String
        or TokenKind.LPar or TokenKind.LSqb or TokenKind.LBrace or TokenKind.Plus or TokenKind.Minus or TokenKind.Star or TokenKind.Tilde
        or TokenKind.Ellipsis or TokenKind.FStringStart or TokenKind.TStringStart or TokenKind.KwFalse or TokenKind.KwNone
        or TokenKind.KwTrue or TokenKind.KwAwait or TokenKind.KwLambda or TokenKind.KwNot;

    private Expr StarExpression() => Kind == TokenKind.Star ? Star() : FullExpression();

    /// <summary>'*' bitwise_or.</summary>
    private Starred Star()
    {
        int start = _pos++;
        return Place(new Starred(Binary(1), ExprContext.Load), start);
    }

    private Expr StarNamedExpression() => Kind == TokenKind.Star ? Star() : NamedExpression();

    /// <summary>assignment_expression | expression !':='.</summary>
    private Expr NamedExpression()
    {
        if (Kind == TokenKind.Name && NextKind == TokenKind.ColonEqual)
        {
            RequireVersion(8);
            int start = _pos;
            var target = new Name(_literals.Name(_tokens[_pos++]), ExprContext.Store);
            Place(target, start);
            _pos++;
            return Place(new NamedExpr(target, FullExpression()), start);
        }
        Expr expression = FullExpression();
        if (Kind == TokenKind.ColonEqual)
            Fail();
        return expression;
    }

    /// <summary>expression: a disjunction, a conditional expression or a lambda.</summary>
    private Expr FullExpression()
    {
        int start = _pos;
        if (Kind == TokenKind.KwLambda)
            return LambdaExpression();
        Expr body = Disjunction();
        if (Kind != TokenKind.KwIf)
            return body;
        _pos++;
        Expr test = Disjunction();
        Expect(TokenKind.KwElse);
        Enter(1);
        Expr orElse = FullExpression();
        _depth--;
        return Place(new IfExp(test, body, orElse), start);
    }

    private Expr Disjunction()
    {
        int start = _pos;
        Expr left = Conjunction();
        if (Kind != TokenKind.KwOr)
            return left;
        int mark = _exprs.Mark();
        _exprs.Push(left);
        while (Take(TokenKind.KwOr))
            _exprs.Push(Conjunction());
        return Place(new BoolOp(BoolOperator.Or, _exprs.Take(mark)), start);
    }

    private Expr Conjunction()
    {
        int start = _pos;
        Expr left = Inversion();
        if (Kind != TokenKind.KwAnd)
            return left;
        int mark = _exprs.Mark();
        _exprs.Push(left);
        while (Take(TokenKind.KwAnd))
            _exprs.Push(Inversion());
        return Place(new BoolOp(BoolOperator.And, _exprs.Take(mark)), start);
    }

    private Expr Inversion()
    {
        if (Kind != TokenKind.KwNot)
            return Comparison();
        int start = _pos++;
        Enter(1);
        Expr operand = Inversion();
        _depth--;
        return Place(new UnaryOp(UnaryOperator.Not, operand), start);
    }

    private Expr Comparison()
    {
        int start = _pos;
        Expr left = Binary(1);
        if (!TakeComparison(out CmpOperator op))
            return left;
        int opMark = _cmpOps.Mark(), mark = _exprs.Mark();
        do
        {
            _cmpOps.Push(op);
            _exprs.Push(Binary(1));
        }
        while (TakeComparison(out op));
        return Place(new Compare(left, _cmpOps.Take(opMark), _exprs.Take(mark)), start);
    }

    private bool TakeComparison(out CmpOperator op)
    {
        op = default;
        switch (Kind)
        {
            case TokenKind.EqEqual:
                op = CmpOperator.Eq;
                break;
            case TokenKind.NotEqual:
                op = CmpOperator.NotEq;
                if (_flufl)
                    Fail();
                break;
            case TokenKind.Less when _flufl && NextKind == TokenKind.Greater && _tokens[_pos].End == _tokens[_pos + 1].Start:
                op = CmpOperator.NotEq;
                _pos++;
                break;
            case TokenKind.Less:
                op = CmpOperator.Lt;
                break;
            case TokenKind.LessEqual:
                op = CmpOperator.LtE;
                break;
            case TokenKind.Greater:
                op = CmpOperator.Gt;
                break;
            case TokenKind.GreaterEqual:
                op = CmpOperator.GtE;
                break;
            case TokenKind.KwIn:
                op = CmpOperator.In;
                break;
            case TokenKind.KwIs:
                op = CmpOperator.Is;
                if (NextKind == TokenKind.KwNot)
                {
                    _pos++;
                    op = CmpOperator.IsNot;
                }
                break;
            case TokenKind.KwNot when NextKind == TokenKind.KwIn:
                _pos++;
                op = CmpOperator.NotIn;
                break;
            default:
                return false;
        }
        _pos++;
        return true;
    }

    /// <summary>Operands joined by operators of at least the given precedence; 1 is bitwise_or.</summary>
    private Expr Binary(int minimum)
    {
        int start = _pos;
        Expr left = Factor();
        while (true)
        {
            TokenKind kind = Kind;
            int precedence = Precedence[(int)kind];
            if (precedence < minimum || precedence == 0)
                return left;
            if (kind == TokenKind.At)
                RequireVersion(5);
            _pos++;
            Expr right = precedence == 6 ? Factor() : Binary(precedence + 1);
            left = Place(new BinOp(left, OperatorOf(kind), right), start);
        }
    }

    private Expr Factor()
    {
        UnaryOperator op;
        switch (Kind)
        {
            case TokenKind.Minus:
                op = UnaryOperator.USub;
                break;
            case TokenKind.Plus:
                op = UnaryOperator.UAdd;
                break;
            case TokenKind.Tilde:
                op = UnaryOperator.Invert;
                break;
            default:
                return Power();
        }
        int start = _pos++;
        Enter(1);
        Expr operand = Factor();
        _depth--;
        return Place(new UnaryOp(op, operand), start);
    }

    private Expr Power()
    {
        int start = _pos;
        Expr left = Kind == TokenKind.KwAwait ? AwaitPrimary() : Primary();
        if (Kind != TokenKind.DoubleStar)
            return left;
        _pos++;
        Enter(2);
        Expr right = Factor();
        _depth -= 2;
        return Place(new BinOp(left, BinaryOperator.Pow, right), start);
    }

    private Await AwaitPrimary()
    {
        int start = _pos++;
        RequireVersion(5);
        return Place(new Await(Primary()), start);
    }

    /// <summary>An atom with any number of attributes, calls and subscripts.</summary>
    private Expr Primary()
    {
        int start = _pos;
        Expr expression = Atom();
        while (true)
        {
            switch (Kind)
            {
                case TokenKind.Dot:
                    _pos++;
                    string name = ExpectName();
                    expression = Place(new AttributeExpr(expression, name, ExprContext.Load), start);
                    break;
                case TokenKind.LPar:
                    expression = CallOf(expression, start);
                    break;
                case TokenKind.LSqb:
                    _pos++;
                    Enter(16);
                    Expr slice = Slices();
                    _depth -= 16;
                    Expect(TokenKind.RSqb);
                    expression = Place(new Subscript(expression, slice, ExprContext.Load), start);
                    break;
                default:
                    return expression;
            }
        }
    }

    private Expr Slices()
    {
        int start = _pos;
        Expr first = Kind == TokenKind.Star ? StarredExpression() : SliceItem();
        if (Kind != TokenKind.Comma && first.Kind != NodeKind.Starred)
            return first;
        int mark = _exprs.Mark();
        _exprs.Push(first);
        while (Take(TokenKind.Comma) && Kind != TokenKind.RSqb)
            _exprs.Push(Kind == TokenKind.Star ? StarredExpression() : SliceItem());
        return Place(new TupleExpr(_exprs.Take(mark), ExprContext.Load), start);
    }

    /// <summary>'*' expression, as in calls and subscripts.</summary>
    private Starred StarredExpression()
    {
        int start = _pos++;
        return Place(new Starred(FullExpression(), ExprContext.Load), start);
    }

    private Expr SliceItem()
    {
        int start = _pos;
        Expr? lower = null;
        if (Kind != TokenKind.Colon)
        {
            lower = NamedExpression();
            if (Kind != TokenKind.Colon)
                return lower;
            if (lower.Kind == NodeKind.NamedExpr && _tokens[start].Kind == TokenKind.Name && _tokens[start + 1].Kind == TokenKind.ColonEqual)
                Fail();
        }
        _pos++;
        Expr? upper = SliceBound();
        Expr? step = Take(TokenKind.Colon) ? SliceBound() : null;
        return Place(new Slice(lower, upper, step), start);
    }

    private Expr? SliceBound() => Kind is TokenKind.Colon or TokenKind.Comma or TokenKind.RSqb ? null : FullExpression();

    private Expr Atom()
    {
        int start = _pos;
        ref Token token = ref _tokens[start];
        switch (token.Kind)
        {
            case TokenKind.Name:
                _pos++;
                return Place(new Name(_literals.Name(token), ExprContext.Load), start);
            case TokenKind.Number:
                _pos++;
                return NumberAtom(start);
            case TokenKind.String or TokenKind.FStringStart or TokenKind.TStringStart:
                return Strings();
            case TokenKind.LPar:
                return Nested(Bracket.Parenthesis);
            case TokenKind.LSqb:
                return Nested(Bracket.Square);
            case TokenKind.LBrace:
                return Nested(Bracket.Brace);
            case TokenKind.KwNone:
                _pos++;
                return Place(new ConstantExpr(Constant.None, null), start);
            case TokenKind.KwTrue:
                _pos++;
                return Place(new ConstantExpr(Constant.True, null), start);
            case TokenKind.KwFalse:
                _pos++;
                return Place(new ConstantExpr(Constant.False, null), start);
            case TokenKind.Ellipsis:
                _pos++;
                return Place(new ConstantExpr(Constant.Ellipsis, null), start);
            default:
                Fail();
                return null;
        }
    }

    private ConstantExpr NumberAtom(int start)
    {
        if (_options.FeatureVersion < 6 && _source.Span[_tokens[start].Start.._tokens[start].End].Contains((byte)'_'))
            Fail();
        return Place(new ConstantExpr(_literals.Number(_tokens[start]), null), start);
    }
}
