// SyntaxWarnings for code that can only be a mistake: comparing literals by identity, calling or indexing what cannot be.
// See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.CodeGen;

internal sealed partial class CodeGenerator
{
    private void CheckCompare(Compare chain)
    {
        bool leftFine = MayBeCompared(chain.Left);
        Expr left = chain.Left;
        for (int i = 0; i < chain.Ops.Length; i++)
        {
            Expr right = chain.Comparators[i];
            bool rightFine = MayBeCompared(right);
            if (chain.Ops[i] is CmpOperator.Is or CmpOperator.IsNot && !(leftFine && rightFine))
            {
                string type = TypeOf(leftFine ? right : left)!;
                Warn(chain.Loc(), chain.Ops[i] == CmpOperator.Is
                    ? $"\"is\" with '{type}' literal. Did you mean \"==\"?"
                    : $"\"is not\" with '{type}' literal. Did you mean \"!=\"?");
                return;
            }
            left = right;
            leftFine = rightFine;
        }
    }

    /// <summary>Literals other than the singletons have no identity to speak of.</summary>
    private static bool MayBeCompared(Expr expression)
    {
        if (expression is ConstantExpr constant)
            return constant.Value is NoneConstant or BoolConstant or EllipsisConstant;
        if (expression is not TupleExpr tuple)
            return true;
        foreach (Expr item in tuple.Elts)
        {
            if (item is not ConstantExpr)
                return true;
        }
        return false;
    }

    private void CheckCaller(Expr function)
    {
        switch (function.Kind)
        {
            case NodeKind.ConstantExpr:
            case NodeKind.TupleExpr:
            case NodeKind.ListExpr:
            case NodeKind.ListComp:
            case NodeKind.DictExpr:
            case NodeKind.DictComp:
            case NodeKind.SetExpr:
            case NodeKind.SetComp:
            case NodeKind.GeneratorExp:
            case NodeKind.JoinedStr:
            case NodeKind.TemplateStr:
            case NodeKind.FormattedValue:
            case NodeKind.Interpolation:
                Warn(function.Loc(), $"'{TypeOf(function)}' object is not callable; perhaps you missed a comma?");
                break;
        }
    }

    private void CheckSubscripted(Expr value)
    {
        switch (value)
        {
            case ConstantExpr constant:
                if (constant.Value is NoneConstant or EllipsisConstant or IntConstant or BoolConstant or FloatConstant
                    or ComplexConstant or FrozenSetConstant)
                {
                    break;
                }
                return;
            case SetExpr or SetComp or GeneratorExp or TemplateStr or Interpolation or Lambda:
                break;
            default:
                return;
        }
        Warn(value.Loc(), $"'{TypeOf(value)}' object is not subscriptable; perhaps you missed a comma?");
    }

    private void CheckIndex(Expr value, Expr index)
    {
        if (TypeOf(index) is not { } indexType || indexType is "int" or "bool" or "slice")
            return;
        switch (value)
        {
            case ConstantExpr { Value: StrConstant or BytesConstant or TupleConstant }:
            case TupleExpr or ListExpr or ListComp or JoinedStr or FormattedValue:
                Warn(
                    value.Loc(),
                    $"{TypeOf(value)} indices must be integers or slices, not {indexType}; perhaps you missed a comma?");
                break;
        }
    }

    /// <summary>The name of the type that an expression is certain to have.</summary>
    private static string? TypeOf(Expr expression) => expression switch
    {
        TupleExpr => "tuple",
        ListExpr or ListComp => "list",
        DictExpr or DictComp => "dict",
        SetExpr or SetComp => "set",
        GeneratorExp => "generator",
        Lambda => "function",
        TemplateStr => "string.templatelib.Template",
        Interpolation => "string.templatelib.Interpolation",
        JoinedStr or FormattedValue => "str",
        ConstantExpr constant => TypeOf(constant.Value),
        _ => null,
    };

    private static string TypeOf(Constant value) => value switch
    {
        NoneConstant => "NoneType",
        EllipsisConstant => "ellipsis",
        BoolConstant => "bool",
        IntConstant => "int",
        FloatConstant => "float",
        ComplexConstant => "complex",
        StrConstant => "str",
        BytesConstant => "bytes",
        TupleConstant => "tuple",
        FrozenSetConstant => "frozenset",
        SliceConstant => "slice",
        CodeConstant => "code",
        _ => "object",
    };
}
