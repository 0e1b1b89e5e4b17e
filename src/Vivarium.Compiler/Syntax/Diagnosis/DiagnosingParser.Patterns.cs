// The match statement, patterns, and their mistakes.
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax.Diagnosis;

internal sealed partial class DiagnosingParser
{
    private bool MatchStatement()
    {
        int start = _mark;
        if (!Word("match"u8))
            return false;
        if (Subject() && Tok(TokenKind.Colon) && Tok(TokenKind.Newline) && Tok(TokenKind.Indent) && Many(Case) && Tok(TokenKind.Dedent))
        {
            CheckVersion(10, "Pattern matching is");
            return true;
        }
        _mark = start;
        if (_invalid)
        {
            Token keyword = _tokens[_mark++];
            if (Subject())
            {
                int mark = _mark;
                if (Tok(TokenKind.Newline))
                {
                    CheckVersion(10, "Pattern matching is");
                    Raise("expected ':'");
                }
                _mark = mark;
                if (Tok(TokenKind.Colon))
                    ExpectIndent("'match' statement", keyword);
            }
        }
        return Back(start);
    }

    private bool Subject()
    {
        int start = _mark;
        if (StarNamedExpression() is not null && Tok(TokenKind.Comma))
        {
            StarNamedExpressions();
            return true;
        }
        _mark = start;
        return NamedExpression() is not null;
    }

    private bool Case()
    {
        int start = _mark;
        if (_invalid)
        {
            if (CaseHead(out Token keyword))
            {
                int mark = _mark;
                if (Tok(TokenKind.Newline))
                    Raise("expected ':'");
                _mark = mark;
                if (Tok(TokenKind.Colon))
                    ExpectIndent("'case' statement", keyword);
            }
            _mark = start;
        }
        return (CaseHead(out _) && Tok(TokenKind.Colon) && Block()) || Back(start);
    }

    private bool CaseHead(out Token keyword)
    {
        keyword = TokenAt(_mark);
        if (!Word("case"u8) || !TopPattern())
            return false;
        int mark = _mark;
        if (!Tok(TokenKind.KwIf) || NamedExpression() is null)
            _mark = mark;
        return true;
    }

    private bool TopPattern()
    {
        int start = _mark;
        if (OpenSequence())
            return true;
        _mark = start;
        return PatternRule() is not null;
    }

    private bool OpenSequence()
    {
        int start = _mark;
        if (!MaybeStarPattern() || !Tok(TokenKind.Comma))
            return Back(start);
        MaybeSequence();
        return true;
    }

    private void MaybeSequence()
    {
        if (Separated(TokenKind.Comma, MaybeStarPattern))
            Tok(TokenKind.Comma);
    }

    private bool MaybeStarPattern() =>
        Remembered(Rule.StarPattern, static p => p.ReadStarPattern() ? Something : null) is not null || PatternRule() is not null;

    private bool ReadStarPattern()
    {
        int start = _mark;
        if (!Tok(TokenKind.Star))
            return false;
        return CaptureTarget() || Word("_"u8) || Back(start);
    }

    private bool CaptureTarget()
    {
        int start = _mark;
        if (Word("_"u8))
            return Back(start);
        return (NameToken() is not null && !SeesCaptureEnd()) || Back(start);
    }

    private bool SeesCaptureEnd() => TokenAt(_mark).Kind is TokenKind.Dot or TokenKind.LPar or TokenKind.Equal;

    /// <summary>A pattern; what comes back carries its place.</summary>
    private LocatedNode? PatternRule() => Cached(Rule.AsPattern, static p => p.ReadPattern());

    private LocatedNode? ReadPattern()
    {
        int start = _mark;
        if (OrPattern() is null)
        {
            _mark = start;
            return null;
        }
        int mark = _mark;
        if (!Tok(TokenKind.KwAs))
            return From(new MatchStar(null), start);
        int target = _mark;
        if (CaptureTarget())
            return From(new MatchStar(null), start);
        if (_invalid)
        {
            _mark = target;
            Token name = TokenAt(_mark);
            if (Word("_"u8))
                RaiseAt(name, "cannot use '_' as a target");
            if (FullExpression() is Expr wrong)
                RaiseAt(wrong, $"cannot use {NameOf(wrong)} as pattern target");
        }
        _mark = mark;
        return From(new MatchStar(null), start);
    }

    private object? OrPattern() => Cached(
        Rule.OrPattern,
        static p => p.Separated(TokenKind.VBar, p.ClosedPattern) ? Something : null);

    private bool ClosedPattern() => Remembered(Rule.ClosedPattern, static p => p.ReadClosed() ? Something : null) is not null;

    private bool ReadClosed()
    {
        int start = _mark;
        if (LiteralPattern())
            return true;
        _mark = start;
        if (CaptureTarget() || Word("_"u8))
            return true;
        if (AttributeName() && !SeesCaptureEnd())
            return true;
        _mark = start;
        if (Tok(TokenKind.LPar) && PatternRule() is not null && Tok(TokenKind.RPar))
            return true;
        _mark = start;
        if (SequencePattern())
            return true;
        _mark = start;
        if (MappingPattern())
            return true;
        _mark = start;
        return ClassPattern() || Back(start);
    }

    private bool LiteralPattern()
    {
        int start = _mark;
        if (SignedNumber() && !See(TokenKind.Plus, TokenKind.Minus))
            return true;
        _mark = start;
        if (ComplexNumber())
            return true;
        _mark = start;
        if (Strings() is not null)
            return true;
        _mark = start;
        return Tok(TokenKind.KwNone) || Tok(TokenKind.KwTrue) || Tok(TokenKind.KwFalse);
    }

    private bool SignedNumber()
    {
        int start = _mark;
        Tok(TokenKind.Minus);
        return Number() is not null || Back(start);
    }

    private bool ComplexNumber()
    {
        Tok(TokenKind.Minus);
        if (Number() is not ConstantExpr real)
            return false;
        if (real.Value is ComplexConstant)
            RaiseAt(real, "real number required in complex literal");
        if (!Tok(TokenKind.Plus) && !Tok(TokenKind.Minus))
            return false;
        if (Number() is not ConstantExpr imaginary)
            return false;
        if (imaginary.Value is not ComplexConstant)
            RaiseAt(imaginary, "imaginary number required in complex literal");
        return true;
    }

    /// <summary>At least one dot.</summary>
    private bool AttributeName()
    {
        int start = _mark;
        return (DottedName() && _mark > start + 1) || Back(start);
    }

    private bool SequencePattern()
    {
        int start = _mark;
        if (Tok(TokenKind.LSqb))
        {
            MaybeSequence();
            return Tok(TokenKind.RSqb) || Back(start);
        }
        if (!Tok(TokenKind.LPar))
            return false;
        OpenSequence();
        return Tok(TokenKind.RPar) || Back(start);
    }

    private bool MappingPattern()
    {
        int start = _mark;
        if (!Tok(TokenKind.LBrace))
            return false;
        if (Tok(TokenKind.RBrace))
            return true;
        if (Tok(TokenKind.DoubleStar) && CaptureTarget())
        {
            Tok(TokenKind.Comma);
            if (Tok(TokenKind.RBrace))
                return true;
        }
        _mark = start + 1;
        if (!Separated(TokenKind.Comma, MappingItem))
            return Back(start);
        int mark = _mark;
        if (Tok(TokenKind.Comma) && Tok(TokenKind.DoubleStar) && CaptureTarget())
            Tok(TokenKind.Comma);
        else
        {
            _mark = mark;
            Tok(TokenKind.Comma);
        }
        return Tok(TokenKind.RBrace) || Back(start);
    }

    private bool MappingItem()
    {
        int start = _mark;
        if (!LiteralPattern())
        {
            _mark = start;
            if (!AttributeName())
                return Back(start);
        }
        return (Tok(TokenKind.Colon) && PatternRule() is not null) || Back(start);
    }

    private bool KeywordPattern()
    {
        int start = _mark;
        return (NameToken() is not null && Tok(TokenKind.Equal) && PatternRule() is not null) || Back(start);
    }

    private bool PositionalPatterns(List<LocatedNode> into) => Separated(TokenKind.Comma, () =>
    {
        if (PatternRule() is not LocatedNode pattern)
            return false;
        into.Add(pattern);
        return true;
    });

    private bool ClassPattern()
    {
        int start = _mark;
        if (!DottedName() || !Tok(TokenKind.LPar))
            return Back(start);
        int open = _mark;
        if (Tok(TokenKind.RPar))
            return true;
        if (PositionalPatterns([]))
        {
            int mark = _mark;
            Tok(TokenKind.Comma);
            if (Tok(TokenKind.RPar))
                return true;
            _mark = mark;
        }
        _mark = open;
        if (Separated(TokenKind.Comma, KeywordPattern))
        {
            Tok(TokenKind.Comma);
            if (Tok(TokenKind.RPar))
                return true;
        }
        _mark = open;
        if (PositionalPatterns([]) && Tok(TokenKind.Comma) && Separated(TokenKind.Comma, KeywordPattern))
        {
            Tok(TokenKind.Comma);
            if (Tok(TokenKind.RPar))
                return true;
        }
        if (_invalid)
        {
            _mark = open;
            if (!PositionalPatterns([]) || !Tok(TokenKind.Comma))
                _mark = open;
            List<LocatedNode> late = [];
            if (Separated(TokenKind.Comma, KeywordPattern) && Tok(TokenKind.Comma) && PositionalPatterns(late))
                RaiseRange(late[0], late[^1], "positional patterns follow keyword patterns");
        }
        return Back(start);
    }
}
