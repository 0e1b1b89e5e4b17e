// Targets of assignments, with, for and del.
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax.Diagnosis;

internal sealed partial class DiagnosingParser
{
    private Expr? StarTargets()
    {
        int start = _mark;
        if (StarTarget() is not Expr first)
            return null;
        if (!See(TokenKind.Comma))
            return first;
        while (true)
        {
            int mark = _mark;
            if (!Tok(TokenKind.Comma) || StarTarget() is null)
            {
                _mark = mark;
                break;
            }
        }
        Tok(TokenKind.Comma);
        return From(new TupleExpr([], ExprContext.Store), start);
    }

    private Expr? StarTarget() => Remembered(Rule.StarTarget, static p => p.ReadStarTarget());

    private Expr? ReadStarTarget()
    {
        int start = _mark;
        if (Tok(TokenKind.Star) && !See(TokenKind.Star) && StarTarget() is Expr inner)
            return From(new Starred(inner, ExprContext.Store), start);
        _mark = start;
        return Remembered(Rule.TargetWithStarAtom, static p => p.MemberTarget() ?? p.StarAtom());
    }

    /// <summary>An attribute or subscript that nothing is called or taken from.</summary>
    private Expr? MemberTarget()
    {
        int start = _mark;
        if (TargetPrimary() is Expr primary)
        {
            int mark = _mark;
            if (Tok(TokenKind.Dot) && NameToken() is not null && !SeesMember())
                return From(new AttributeExpr(primary, "", ExprContext.Store), start);
            _mark = mark;
            if (Tok(TokenKind.LSqb) && Slices() is not null && Tok(TokenKind.RSqb) && !SeesMember())
                return From(new Subscript(primary, primary, ExprContext.Store), start);
        }
        _mark = start;
        return null;
    }

    private bool SeesMember() => TokenAt(_mark).Kind is TokenKind.LPar or TokenKind.LSqb or TokenKind.Dot;

    /// <summary>A primary as long as another member follows it.</summary>
    private Expr? TargetPrimary() => Remembered(Rule.TargetPrimary, static p => p.ReadTargetPrimary());

    private Expr? ReadTargetPrimary()
    {
        int start = _mark;
        Expr? primary = Atom();
        if (primary is null || !SeesMember())
            return null;
        while (true)
        {
            int mark = _mark;
            if (Trailer(primary, start) is not Expr longer || !SeesMember())
            {
                _mark = mark;
                return primary;
            }
            primary = longer;
        }
    }

    private Expr? StarAtom()
    {
        int start = _mark;
        if (NameToken() is Name name)
            return name;
        if (Tok(TokenKind.LPar))
        {
            if (Remembered(Rule.TargetWithStarAtom, static p => p.MemberTarget() ?? p.StarAtom()) is Expr inner && Tok(TokenKind.RPar))
                return inner;
            _mark = start + 1;
            StarTargets();
            if (Tok(TokenKind.RPar) && !IsParenthesizedStar(start))
                return From(new TupleExpr([], ExprContext.Store), start);
        }
        _mark = start;
        if (Tok(TokenKind.LSqb))
        {
            StarTargets();
            if (Tok(TokenKind.RSqb))
                return From(new ListExpr([], ExprContext.Store), start);
        }
        _mark = start;
        return null;
    }

    /// <summary>"(*a)" without a comma is no tuple.</summary>
    private bool IsParenthesizedStar(int start)
    {
        int end = _mark;
        _mark = start + 1;
        bool single = StarTarget() is not null && See(TokenKind.RPar);
        _mark = end;
        return single;
    }

    private Expr? SingleTarget()
    {
        int start = _mark;
        if ((SingleSubscriptAttributeTarget() ?? NameToken()) is Expr target)
            return target;
        if (Tok(TokenKind.LPar) && SingleTarget() is Expr inner && Tok(TokenKind.RPar))
            return inner;
        _mark = start;
        return null;
    }

    private Expr? SingleSubscriptAttributeTarget() => MemberTarget();

    private object? DelTargets()
    {
        if (!Separated(TokenKind.Comma, () => DelTarget() is not null))
            return null;
        Tok(TokenKind.Comma);
        return Something;
    }

    private Expr? DelTarget() => Remembered(Rule.DelTarget, static p => p.MemberTarget() ?? p.DelAtom());

    private Expr? DelAtom()
    {
        int start = _mark;
        if (NameToken() is Name name)
            return name;
        if (Tok(TokenKind.LPar))
        {
            DelTargets();
            if (Tok(TokenKind.RPar))
                return Something;
        }
        _mark = start;
        if (Tok(TokenKind.LSqb))
        {
            DelTargets();
            if (Tok(TokenKind.RSqb))
                return Something;
        }
        _mark = start;
        return null;
    }
}
