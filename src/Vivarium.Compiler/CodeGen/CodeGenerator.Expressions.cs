// Expressions: the dispatch, operators, attributes, subscripts and displays. See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.CodeGen;

internal sealed partial class CodeGenerator
{
    private void VisitAll(Expr[] expressions)
    {
        foreach (Expr expression in expressions)
            Visit(expression);
    }

    private void Visit(Expr expression)
    {
        switch (expression.Kind)
        {
            case NodeKind.Name:
                var name = (Name)expression;
                NameOp(name.Loc(), name.Id, name.Ctx);
                return;
            case NodeKind.ConstantExpr:
                EmitConst(((ConstantExpr)expression).Value, expression.Loc());
                return;
        }
        _guard.Enter();
        switch (expression.Kind)
        {
            case NodeKind.AttributeExpr:
                EmitAttribute((AttributeExpr)expression);
                break;
            case NodeKind.Call:
                EmitCallExpression((Call)expression);
                break;
            case NodeKind.Subscript:
                EmitSubscript((Subscript)expression);
                break;
            case NodeKind.BinOp:
                EmitBinOp((BinOp)expression);
                break;
            case NodeKind.BoolOp:
                EmitBoolOp((BoolOp)expression);
                break;
            case NodeKind.Compare:
                EmitCompareChain((Compare)expression);
                break;
            case NodeKind.UnaryOp:
                EmitUnaryOp((UnaryOp)expression);
                break;
            case NodeKind.NamedExpr:
                var walrus = (NamedExpr)expression;
                Visit(walrus.Value);
                Emit(Opcode.COPY, 1, walrus.Loc());
                Visit(walrus.Target);
                break;
            case NodeKind.Lambda:
                EmitLambda((Lambda)expression);
                break;
            case NodeKind.IfExp:
                EmitIfExp((IfExp)expression);
                break;
            case NodeKind.DictExpr:
                EmitDict((DictExpr)expression);
                break;
            case NodeKind.SetExpr:
                EmitSequence(expression.Loc(), ((SetExpr)expression).Elts, 0, s_setBuilder, null);
                break;
            case NodeKind.ListExpr:
                var list = (ListExpr)expression;
                EmitListOrTuple(list.Loc(), list.Elts, list.Ctx, s_listBuilder);
                break;
            case NodeKind.TupleExpr:
                var tuple = (TupleExpr)expression;
                EmitListOrTuple(tuple.Loc(), tuple.Elts, tuple.Ctx, s_tupleBuilder);
                break;
            case NodeKind.ListComp:
            case NodeKind.SetComp:
            case NodeKind.DictComp:
            case NodeKind.GeneratorExp:
                EmitComprehension(expression);
                break;
            case NodeKind.Yield:
                EmitYield((Yield)expression);
                break;
            case NodeKind.YieldFrom:
                EmitYieldFromExpression((YieldFrom)expression);
                break;
            case NodeKind.Await:
                Visit(((Await)expression).Value);
                EmitAwait(0, expression.Loc());
                break;
            case NodeKind.FormattedValue:
                EmitFormattedValue((FormattedValue)expression);
                break;
            case NodeKind.JoinedStr:
                EmitJoinedStr((JoinedStr)expression);
                break;
            case NodeKind.Interpolation:
                EmitInterpolation((Interpolation)expression);
                break;
            case NodeKind.TemplateStr:
                EmitTemplateStr((TemplateStr)expression);
                break;
            case NodeKind.Slice:
                EmitSlice((Slice)expression);
                break;
            case NodeKind.Starred:
                throw Error(expression.Loc(), ((Starred)expression).Ctx == ExprContext.Store
                    ? "starred assignment target must be in a list or tuple"
                    : "can't use starred expression here");
        }
        _guard.Leave();
    }

    private void EmitBinOp(BinOp operation)
    {
        if (operation.Left is not BinOp)
        {
            Visit(operation.Left);
            Visit(operation.Right);
            EmitBinary(operation.Op, operation.Loc());
            return;
        }
        // A chain of operators leans to the left: its spine is walked in a loop, so it may be long.
        var spine = new Stack<BinOp>();
        Expr left = operation;
        while (left is BinOp inner)
        {
            spine.Push(inner);
            left = inner.Left;
        }
        Visit(left);
        while (spine.TryPop(out BinOp? next))
        {
            Visit(next.Right);
            EmitBinary(next.Op, next.Loc());
        }
    }

    private void EmitBoolOp(BoolOp operation)
    {
        Location location = operation.Loc();
        Opcode jump = operation.Op == BoolOperator.And ? Opcode.JUMP_IF_FALSE : Opcode.JUMP_IF_TRUE;
        Label end = NewLabel();
        Expr[] values = operation.Values;
        for (int i = 0; i < values.Length - 1; i++)
        {
            Visit(values[i]);
            EmitJump(jump, end, location);
            Emit(Opcode.POP_TOP, location);
        }
        Visit(values[^1]);
        UseLabel(end);
    }

    private void EmitCompareChain(Compare chain)
    {
        CheckCompare(chain);
        Location location = chain.Loc();
        Visit(chain.Left);
        int last = chain.Ops.Length - 1;
        if (last == 0)
        {
            Visit(chain.Comparators[0]);
            EmitCompare(chain.Ops[0], location);
            return;
        }
        Label cleanup = NewLabel();
        for (int i = 0; i < last; i++)
        {
            Visit(chain.Comparators[i]);
            Emit(Opcode.SWAP, 2, location);
            Emit(Opcode.COPY, 2, location);
            EmitCompare(chain.Ops[i], location);
            Emit(Opcode.COPY, 1, location);
            Emit(Opcode.TO_BOOL, location);
            EmitJump(Opcode.POP_JUMP_IF_FALSE, cleanup, location);
            Emit(Opcode.POP_TOP, location);
        }
        Visit(chain.Comparators[last]);
        EmitCompare(chain.Ops[last], location);
        Label end = NewLabel();
        EmitJump(Opcode.JUMP_NO_INTERRUPT, end, Location.None);
        UseLabel(cleanup);
        Emit(Opcode.SWAP, 2, location);
        Emit(Opcode.POP_TOP, location);
        UseLabel(end);
    }

    private void EmitUnaryOp(UnaryOp operation)
    {
        Location location = operation.Loc();
        Visit(operation.Operand);
        switch (operation.Op)
        {
            case UnaryOperator.Invert:
                Emit(Opcode.UNARY_INVERT, location);
                break;
            case UnaryOperator.Not:
                Emit(Opcode.TO_BOOL, location);
                Emit(Opcode.UNARY_NOT, location);
                break;
            case UnaryOperator.UAdd:
                EmitIntrinsic1(Intrinsic1.INTRINSIC_UNARY_POSITIVE, location);
                break;
            default:
                Emit(Opcode.UNARY_NEGATIVE, location);
                break;
        }
    }

    private void EmitIfExp(IfExp choice)
    {
        Label end = NewLabel();
        Label next = NewLabel();
        EmitJumpIf(choice.Test, next, false);
        Visit(choice.Body);
        EmitJump(Opcode.JUMP_NO_INTERRUPT, end, Location.None);
        UseLabel(next);
        Visit(choice.OrElse);
        UseLabel(end);
    }

    private void EmitYield(Yield expression)
    {
        if (!_unit.Scope.IsFunctionLike)
            throw Error(expression.Loc(), "'yield' outside function");
        if (expression.Value is not null)
            Visit(expression.Value);
        else
            EmitNone(expression.Loc());
        EmitYieldValue(expression.Loc());
    }

    private void EmitYieldValue(Location location)
    {
        if (_unit.Scope.IsGenerator && _unit.Scope.IsCoroutine)
            EmitIntrinsic1(Intrinsic1.INTRINSIC_ASYNC_GEN_WRAP, location);
        Emit(Opcode.YIELD_VALUE, 0, location);
        Emit(Opcode.RESUME, ResumeKind.RESUME_AFTER_YIELD, location);
    }

    private void EmitYieldFromExpression(YieldFrom expression)
    {
        Location location = expression.Loc();
        if (!_unit.Scope.IsFunctionLike)
            throw Error(location, "'yield from' outside function");
        if (_unit.Kind == ScopeKind.AsyncFunction)
            throw Error(location, "'yield from' inside async function");
        Visit(expression.Value);
        Emit(Opcode.GET_YIELD_FROM_ITER, location);
        EmitNone(location);
        EmitYieldFrom(location, isAwait: false);
    }

    private void EmitAttribute(AttributeExpr attribute)
    {
        Location location = attribute.Loc();
        if (CanOptimizeSuper(attribute))
        {
            var call = (Call)attribute.Value;
            EmitSuperArguments(call);
            EmitSuperLoad(attribute.Attr, isMethod: false, hasArguments: call.Args.Length > 0, location);
            Emit(Opcode.NOP, AtAttributeName(location, attribute));
            return;
        }
        NoteStaticAttribute(attribute);
        Visit(attribute.Value);
        location = AtAttributeName(location, attribute);
        int name = _unit.Metadata.Names.Add(Mangle(attribute.Attr));
        switch (attribute.Ctx)
        {
            case ExprContext.Load:
                Emit(Opcode.LOAD_ATTR, name << 1, location);
                break;
            case ExprContext.Store:
                Emit(Opcode.STORE_ATTR, name, location);
                break;
            default:
                Emit(Opcode.DELETE_ATTR, name, location);
                break;
        }
    }

    /// <summary>Where an attribute's name stands on another line than the whole expression starts, that line is what counts.</summary>
    private static Location AtAttributeName(Location location, AttributeExpr attribute)
    {
        if (location.Line == attribute.EndLineno)
            return location;
        int length = CodePointCount(attribute.Attr);
        if (length > attribute.EndColOffset)
            return new Location(attribute.EndLineno, Math.Max(attribute.EndLineno, location.EndLine), -1, -1);
        return new Location(
            attribute.EndLineno, Math.Max(attribute.EndLineno, location.EndLine), attribute.EndColOffset - length, location.EndCol);
    }

    private static int CodePointCount(string text)
    {
        int count = text.Length;
        foreach (char unit in text)
        {
            if (char.IsLowSurrogate(unit))
                count--;
        }
        return count;
    }

    private void EmitSubscript(Subscript subscript)
    {
        Location location = subscript.Loc();
        if (subscript.Ctx == ExprContext.Load)
        {
            CheckSubscripted(subscript.Value);
            CheckIndex(subscript.Value, subscript.Slice);
        }
        Visit(subscript.Value);
        if (subscript.Ctx != ExprContext.Del && IsTwoPartSlice(subscript.Slice))
        {
            EmitTwoSliceParts((Slice)subscript.Slice);
            Emit(subscript.Ctx == ExprContext.Load ? Opcode.BINARY_SLICE : Opcode.STORE_SLICE, location);
            return;
        }
        Visit(subscript.Slice);
        switch (subscript.Ctx)
        {
            case ExprContext.Load:
                Emit(Opcode.BINARY_OP, (int)BinaryOpKind.NB_SUBSCR, location);
                break;
            case ExprContext.Store:
                Emit(Opcode.STORE_SUBSCR, location);
                break;
            default:
                Emit(Opcode.DELETE_SUBSCR, location);
                break;
        }
    }

    private static bool IsConstantSlice(Slice slice) =>
        slice.Lower is null or ConstantExpr && slice.Upper is null or ConstantExpr && slice.Step is null or ConstantExpr;

    private static bool IsTwoPartSlice(Expr slice) => slice is Slice { Step: null } parts && !IsConstantSlice(parts);

    private void EmitTwoSliceParts(Slice slice)
    {
        EmitSlicePart(slice.Lower, slice);
        EmitSlicePart(slice.Upper, slice);
    }

    private void EmitSlicePart(Expr? part, Slice slice)
    {
        if (part is not null)
            Visit(part);
        else
            EmitNone(slice.Loc());
    }

    private void EmitSlice(Slice slice)
    {
        if (IsConstantSlice(slice))
        {
            EmitConst(new SliceConstant(ValueOf(slice.Lower), ValueOf(slice.Upper), ValueOf(slice.Step)), slice.Loc());
            return;
        }
        EmitTwoSliceParts(slice);
        if (slice.Step is not null)
            Visit(slice.Step);
        Emit(Opcode.BUILD_SLICE, slice.Step is null ? 2 : 3, slice.Loc());
    }

    private static Constant ValueOf(Expr? constant) => constant is ConstantExpr expression ? expression.Value : Constant.None;
}
