// Expressions and patterns: the walk, and the three rewrites that this phase knows. Arithmetic on constants is the flow optimiser's.
// See docs/internals/codegen.md.
using System.Numerics;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Binding;

internal sealed partial class AstPreprocessor
{
    private void FoldAll(Expr[] expressions)
    {
        for (int i = 0; i < expressions.Length; i++)
            expressions[i] = Fold(expressions[i]);
    }

    private Expr? FoldOptional(Expr? expression) => expression is null ? null : Fold(expression);

    private Expr Fold(Expr expression)
    {
        switch (expression.Kind)
        {
            case NodeKind.ConstantExpr:
                return expression;
            case NodeKind.Name:
                return FoldName((Name)expression);
            case NodeKind.BinOp:
                return FoldBinOp((BinOp)expression);
        }
        _guard.Enter();
        FoldChildren(expression);
        _guard.Leave();
        return expression;
    }

    private Expr FoldName(Name name)
    {
        if (name.Ctx != ExprContext.Load || name.Id != "__debug__")
            return name;
        return At(new ConstantExpr(Constant.Of(optimize == 0), null), name);
    }

    private static Expr At(Expr expression, LocatedNode place)
    {
        expression.CopyLocation(place);
        return expression;
    }

    /// <summary>A chain of operators leans to the left: its spine is walked in a loop, so it may be long.</summary>
    private Expr FoldBinOp(BinOp operation)
    {
        _guard.Enter();
        Expr result;
        if (operation.Left is not BinOp)
        {
            operation.Left = Fold(operation.Left);
            operation.Right = Fold(operation.Right);
            result = FormatFolding.TryFold(operation) ?? operation;
        }
        else
        {
            var spine = new Stack<BinOp>();
            Expr left = operation;
            while (left is BinOp inner)
            {
                spine.Push(inner);
                left = inner.Left;
            }
            result = Fold(left);
            while (spine.TryPop(out BinOp? next))
            {
                next.Left = result;
                next.Right = Fold(next.Right);
                result = FormatFolding.TryFold(next) ?? next;
            }
        }
        _guard.Leave();
        return result;
    }

    private void FoldChildren(Expr expression)
    {
        switch (expression)
        {
            case AttributeExpr node:
                node.Value = Fold(node.Value);
                break;
            case Call node:
                node.Func = Fold(node.Func);
                FoldAll(node.Args);
                FoldKeywords(node.Keywords);
                break;
            case BoolOp node:
                FoldAll(node.Values);
                break;
            case NamedExpr node:
                node.Value = Fold(node.Value);
                break;
            case UnaryOp node:
                node.Operand = Fold(node.Operand);
                break;
            case Lambda node:
                FoldArguments(node.Args);
                node.Body = Fold(node.Body);
                break;
            case IfExp node:
                node.Test = Fold(node.Test);
                node.Body = Fold(node.Body);
                node.OrElse = Fold(node.OrElse);
                break;
            case DictExpr node:
                for (int i = 0; i < node.Keys.Length; i++)
                    node.Keys[i] = FoldOptional(node.Keys[i]);
                FoldAll(node.Values);
                break;
            case SetExpr node:
                FoldAll(node.Elts);
                break;
            case ListExpr node:
                FoldAll(node.Elts);
                break;
            case TupleExpr node:
                FoldAll(node.Elts);
                break;
            case ListComp node:
                node.Elt = Fold(node.Elt);
                FoldGenerators(node.Generators);
                break;
            case SetComp node:
                node.Elt = Fold(node.Elt);
                FoldGenerators(node.Generators);
                break;
            case DictComp node:
                node.Key = Fold(node.Key);
                node.Value = Fold(node.Value);
                FoldGenerators(node.Generators);
                break;
            case GeneratorExp node:
                node.Elt = Fold(node.Elt);
                FoldGenerators(node.Generators);
                break;
            case Await node:
                node.Value = Fold(node.Value);
                break;
            case Yield node:
                node.Value = FoldOptional(node.Value);
                break;
            case YieldFrom node:
                node.Value = Fold(node.Value);
                break;
            case Compare node:
                node.Left = Fold(node.Left);
                FoldAll(node.Comparators);
                break;
            case FormattedValue node:
                node.Value = Fold(node.Value);
                node.FormatSpec = FoldOptional(node.FormatSpec);
                break;
            case Interpolation node:
                node.Value = Fold(node.Value);
                node.FormatSpec = FoldOptional(node.FormatSpec);
                break;
            case JoinedStr node:
                FoldAll(node.Values);
                break;
            case TemplateStr node:
                FoldAll(node.Values);
                break;
            case Subscript node:
                node.Value = Fold(node.Value);
                node.Slice = Fold(node.Slice);
                break;
            case Starred node:
                node.Value = Fold(node.Value);
                break;
            case Slice node:
                node.Lower = FoldOptional(node.Lower);
                node.Upper = FoldOptional(node.Upper);
                node.Step = FoldOptional(node.Step);
                break;
        }
    }

    private void FoldGenerators(Comprehension[] generators)
    {
        foreach (Comprehension generator in generators)
        {
            generator.Target = Fold(generator.Target);
            generator.Iter = Fold(generator.Iter);
            FoldAll(generator.Ifs);
        }
    }

    private void FoldMatch(Match statement)
    {
        statement.Subject = Fold(statement.Subject);
        foreach (MatchCase arm in statement.Cases)
        {
            Fold(arm.Pattern);
            arm.Guard = FoldOptional(arm.Guard);
            FoldAll(arm.Body);
        }
    }

    private void Fold(Pattern pattern)
    {
        _guard.Enter();
        switch (pattern)
        {
            case MatchValue node:
                node.Value = FoldPatternValue(node.Value);
                break;
            case MatchSequence node:
                FoldAll(node.Patterns);
                break;
            case MatchMapping node:
                for (int i = 0; i < node.Keys.Length; i++)
                    node.Keys[i] = FoldPatternValue(node.Keys[i]);
                FoldAll(node.Patterns);
                break;
            case MatchClass node:
                node.Cls = Fold(node.Cls);
                FoldAll(node.Patterns);
                FoldAll(node.KwdPatterns);
                break;
            case MatchAs { Pattern: { } inner }:
                Fold(inner);
                break;
            case MatchOr node:
                FoldAll(node.Patterns);
                break;
        }
        _guard.Leave();
    }

    private void FoldAll(Pattern[] patterns)
    {
        foreach (Pattern pattern in patterns)
            Fold(pattern);
    }

    /// <summary>Signed and complex numbers, the only operations that patterns have.</summary>
    private static Expr FoldPatternValue(Expr value)
    {
        if (value is UnaryOp { Op: UnaryOperator.USub, Operand: ConstantExpr operand } && Negate(operand.Value) is { } negated)
            return At(new ConstantExpr(negated, null), value);
        if (value is BinOp { Op: BinaryOperator.Add or BinaryOperator.Sub } sum)
        {
            sum.Left = FoldPatternValue(sum.Left);
            if (sum.Left is ConstantExpr { Value: var real } && sum.Right is ConstantExpr { Value: ComplexConstant imaginary }
                && Combine(real, sum.Op, imaginary) is { } complex)
            {
                return At(new ConstantExpr(complex, null), value);
            }
        }
        return value;
    }

    private static Constant? Negate(Constant value) => value switch
    {
        IntConstant i => Constant.Of(-i.Value),
        BoolConstant b => Constant.Of(b.Value ? BigInteger.MinusOne : BigInteger.Zero),
        FloatConstant f => Constant.Of(-f.Value),
        ComplexConstant c => new ComplexConstant(-c.Real, -c.Imag),
        _ => null,
    };

    private static ComplexConstant? Combine(Constant real, BinaryOperator op, ComplexConstant imaginary)
    {
        double left;
        switch (real)
        {
            case IntConstant i:
                left = (double)i.Value;
                if (double.IsInfinity(left))
                    return null;
                break;
            case FloatConstant f:
                left = f.Value;
                break;
            default:
                return null;
        }
        // A real operand leaves the imaginary part alone, but for its sign under subtraction.
        return op == BinaryOperator.Add
            ? new ComplexConstant(left + imaginary.Real, imaginary.Imag)
            : new ComplexConstant(left - imaginary.Real, -imaginary.Imag);
    }
}
