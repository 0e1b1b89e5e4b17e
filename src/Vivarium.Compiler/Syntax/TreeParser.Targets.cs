// Targets of assignment, for, with, del: read as expressions, then checked and given their context.
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax;

internal sealed partial class TreeParser
{
    /// <summary>star_targets: one target or a tuple without parentheses.</summary>
    private Expr StarTargets()
    {
        int start = _pos;
        Expr first = StarTarget();
        if (Kind != TokenKind.Comma)
            return first;
        int mark = _exprs.Mark();
        _exprs.Push(first);
        while (Take(TokenKind.Comma) && StartsExpression(Kind))
            _exprs.Push(StarTarget());
        return Place(new TupleExpr(_exprs.Take(mark), ExprContext.Store), start);
    }

    private Expr StarTarget()
    {
        int start = _pos;
        if (!Take(TokenKind.Star))
            return AsTarget(Primary(), ExprContext.Store);
        return Place(new Starred(AsTarget(Primary(), ExprContext.Store), ExprContext.Store), start);
    }

    /// <summary>Gives an expression and its parts a context; fails if it is no target.</summary>
    private Expr AsTarget(Expr expression, ExprContext context)
    {
        switch (expression)
        {
            case Name name:
                name.Ctx = context;
                break;
            case AttributeExpr attribute:
                attribute.Ctx = context;
                break;
            case Subscript subscript:
                subscript.Ctx = context;
                break;
            case TupleExpr tuple:
                tuple.Ctx = context;
                AsTargets(tuple.Elts, context);
                break;
            case ListExpr list:
                list.Ctx = context;
                AsTargets(list.Elts, context);
                break;
            case Starred starred when context == ExprContext.Store:
                starred.Ctx = context;
                AsTarget(starred.Value, context);
                break;
            default:
                Fail();
                break;
        }
        return expression;
    }

    private void AsTargets(Expr[] expressions, ExprContext context)
    {
        Enter(6);
        foreach (Expr expression in expressions)
            AsTarget(expression, context);
        _depth -= 6;
    }

    /// <summary>single_target: what may be annotated or assigned with an operator.</summary>
    private Expr AsSingleTarget(Expr expression)
    {
        if (expression.Kind is not (NodeKind.Name or NodeKind.AttributeExpr or NodeKind.Subscript))
            Fail();
        return AsTarget(expression, ExprContext.Store);
    }
}
