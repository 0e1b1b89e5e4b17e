// The match statement and its patterns.
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax;

internal sealed partial class TreeParser
{
    private readonly Scratch<MatchCase> _cases = new();
    private readonly Scratch<Pattern> _patterns = new();

    /// <summary>A match statement, or null, with nothing read, if the word is a name here.</summary>
    private Match? MatchStatement()
    {
        int start = _pos;
        if (!StartsExpression(NextKind))
            return null;
        int exprMark = _exprs.Mark(), depth = _depth;
        Expr subject;
        try
        {
            _pos++;
            subject = MatchSubject();
            if (Kind != TokenKind.Colon || NextKind != TokenKind.Newline)
                Fail();
        }
        catch (ParseFailedException)
        {
            _exprs.Drop(exprMark);
            _depth = depth;
            _pos = start;
            return null;
        }
        RequireVersion(10);
        _pos += 2;
        Expect(TokenKind.Indent);
        int mark = _cases.Mark();
        do
        {
            _cases.Push(Case());
        }
        while (Kind != TokenKind.Dedent);
        _pos++;
        return PlaceBlock(new Match(subject, _cases.Take(mark)), start);
    }

    private Expr MatchSubject()
    {
        int start = _pos;
        Expr first = StarNamedExpression();
        if (Kind != TokenKind.Comma)
        {
            if (first.Kind == NodeKind.Starred)
                Fail();
            return first;
        }
        int mark = _exprs.Mark();
        _exprs.Push(first);
        while (Take(TokenKind.Comma) && StartsExpression(Kind))
            _exprs.Push(StarNamedExpression());
        return Place(new TupleExpr(_exprs.Take(mark), ExprContext.Load), start);
    }

    private MatchCase Case()
    {
        if (!IsWord(_pos, "case"u8))
            Fail();
        _pos++;
        Pattern pattern = TopPattern();
        Expr? guard = Take(TokenKind.KwIf) ? NamedExpression() : null;
        Expect(TokenKind.Colon);
        return new MatchCase(pattern, guard, Block());
    }

    /// <summary>patterns: an open sequence or one pattern.</summary>
    private Pattern TopPattern()
    {
        int start = _pos;
        Pattern first = MaybeStarPattern();
        if (Kind != TokenKind.Comma)
        {
            if (first.Kind == NodeKind.MatchStar)
                Fail();
            return first;
        }
        int mark = _patterns.Mark();
        _patterns.Push(first);
        while (Take(TokenKind.Comma) && Kind is not (TokenKind.Colon or TokenKind.KwIf))
            _patterns.Push(MaybeStarPattern());
        return Place(new MatchSequence(_patterns.Take(mark)), start);
    }

    private Pattern MaybeStarPattern()
    {
        if (Kind != TokenKind.Star)
            return AsPattern();
        int start = _pos++;
        string name = ExpectName();
        RejectCapture();
        return Place(new MatchStar(name == "_" ? null : name), start);
    }

    /// <summary>A captured name must not go on as a value, a class or a keyword.</summary>
    private void RejectCapture()
    {
        if (Kind is TokenKind.Dot or TokenKind.LPar or TokenKind.Equal)
            Fail();
    }

    private Pattern AsPattern()
    {
        int start = _pos;
        Pattern pattern = OrPattern();
        if (!Take(TokenKind.KwAs))
            return pattern;
        string name = ExpectName();
        if (name == "_")
            Fail();
        RejectCapture();
        return Place(new MatchAs(pattern, name), start);
    }

    private Pattern OrPattern()
    {
        int start = _pos;
        Pattern first = ClosedPattern();
        if (Kind != TokenKind.VBar)
            return first;
        int mark = _patterns.Mark();
        _patterns.Push(first);
        while (Take(TokenKind.VBar))
            _patterns.Push(ClosedPattern());
        return Place(new MatchOr(_patterns.Take(mark)), start);
    }

    private Pattern ClosedPattern()
    {
        int start = _pos;
        switch (Kind)
        {
            case TokenKind.Name:
                return NamePattern();
            case TokenKind.KwNone:
                _pos++;
                return Place(new MatchSingleton(Constant.None), start);
            case TokenKind.KwTrue:
                _pos++;
                return Place(new MatchSingleton(Constant.True), start);
            case TokenKind.KwFalse:
                _pos++;
                return Place(new MatchSingleton(Constant.False), start);
            case TokenKind.LPar:
            case TokenKind.LSqb:
                return BracketedPattern();
            case TokenKind.LBrace:
                return MappingPattern();
            default:
                return Place(new MatchValue(LiteralValue()), start);
        }
    }

    private Pattern NamePattern()
    {
        int start = _pos;
        if (NextKind is not (TokenKind.Dot or TokenKind.LPar))
        {
            string name = ExpectName();
            RejectCapture();
            return Place(new MatchAs(null, name == "_" ? null : name), start);
        }
        Expr value = NameOrAttribute();
        if (Kind == TokenKind.LPar)
            return ClassPattern(value, start);
        RejectCapture();
        return Place(new MatchValue(value), start);
    }

    private Expr NameOrAttribute()
    {
        int start = _pos;
        Expr value = new Name(ExpectName(), ExprContext.Load);
        Place(value, start);
        while (Take(TokenKind.Dot))
            value = Place(new AttributeExpr(value, ExpectName(), ExprContext.Load), start);
        return value;
    }

    /// <summary>A number with a sign or imaginary part, or a string.</summary>
    private Expr LiteralValue()
    {
        int start = _pos;
        if (Kind is TokenKind.String or TokenKind.FStringStart or TokenKind.TStringStart)
            return Strings();
        Expr real = SignedNumber();
        if (Kind is not (TokenKind.Plus or TokenKind.Minus))
            return real;
        BinaryOperator op = Take(TokenKind.Plus) ? BinaryOperator.Add : BinaryOperator.Sub;
        if (op == BinaryOperator.Sub)
            _pos++;
        if (IsImaginary(real))
            Fail();
        int imaginaryStart = _pos;
        Expect(TokenKind.Number);
        Expr imaginary = NumberAtom(imaginaryStart);
        if (!IsImaginary(imaginary))
            Fail();
        return Place(new BinOp(real, op, imaginary), start);
    }

    private static bool IsImaginary(Expr number) =>
        (number is UnaryOp negative ? negative.Operand : number) is ConstantExpr { Value: ComplexConstant };

    private Expr SignedNumber()
    {
        int start = _pos;
        bool negative = Take(TokenKind.Minus);
        int numberStart = _pos;
        Expect(TokenKind.Number);
        Expr number = NumberAtom(numberStart);
        return negative ? Place(new UnaryOp(UnaryOperator.USub, number), start) : number;
    }

    private Pattern BracketedPattern()
    {
        int start = _pos;
        Enter(12);
        TokenKind close = Kind == TokenKind.LPar ? TokenKind.RPar : TokenKind.RSqb;
        _pos++;
        int mark = _patterns.Mark();
        bool comma = false;
        while (Kind != close)
        {
            _patterns.Push(MaybeStarPattern());
            if (!Take(TokenKind.Comma))
                break;
            comma = true;
        }
        Expect(close);
        _depth -= 12;
        Pattern[] patterns = _patterns.Take(mark);
        if (close == TokenKind.RPar && patterns.Length == 1 && !comma)
        {
            if (patterns[0].Kind == NodeKind.MatchStar)
                Fail();
            return patterns[0];
        }
        return Place(new MatchSequence(patterns), start);
    }

    private MatchMapping MappingPattern()
    {
        int start = _pos++;
        Enter(12);
        int mark = _patterns.Mark(), keyMark = _exprs.Mark();
        string? rest = null;
        while (Kind != TokenKind.RBrace)
        {
            if (rest is not null)
                Fail();
            if (Take(TokenKind.DoubleStar))
            {
                rest = ExpectName();
                if (rest == "_")
                    Fail();
                RejectCapture();
            }
            else
            {
                _exprs.Push(MappingKey());
                Expect(TokenKind.Colon);
                _patterns.Push(AsPattern());
            }
            if (!Take(TokenKind.Comma))
                break;
        }
        Expect(TokenKind.RBrace);
        _depth -= 12;
        Expr[] keys = _exprs.Take(keyMark);
        return Place(new MatchMapping(keys, _patterns.Take(mark), rest), start);
    }

    private Expr MappingKey()
    {
        switch (Kind)
        {
            case TokenKind.Name:
                Expr value = NameOrAttribute();
                if (value.Kind != NodeKind.AttributeExpr)
                    Fail();
                return value;
            case TokenKind.KwNone:
            case TokenKind.KwTrue:
            case TokenKind.KwFalse:
                return Atom();
            default:
                return LiteralValue();
        }
    }

    private MatchClass ClassPattern(Expr cls, int start)
    {
        Enter(12);
        Expect(TokenKind.LPar);
        int mark = _patterns.Mark(), nameMark = _strings.Mark();
        int positional = 0;
        while (Kind != TokenKind.RPar)
        {
            if (Kind == TokenKind.Name && NextKind == TokenKind.Equal)
            {
                _strings.Push(ExpectName());
                _pos++;
            }
            else if (_strings.CountFrom(nameMark) > 0)
            {
                Fail();
            }
            else
            {
                positional++;
            }
            _patterns.Push(AsPattern());
            if (!Take(TokenKind.Comma))
                break;
        }
        Expect(TokenKind.RPar);
        _depth -= 12;
        Pattern[] all = _patterns.Take(mark);
        return Place(new MatchClass(cls, all[..positional], _strings.Take(nameMark), all[positional..]), start);
    }
}
