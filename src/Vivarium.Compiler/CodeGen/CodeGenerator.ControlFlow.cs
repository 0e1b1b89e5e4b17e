// if, loops, conditional jumps, and leaving blocks with return, break and continue. Artificial jumps out of a branch are
// JUMP_NO_INTERRUPT, as the reference has them. See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.CodeGen;

internal sealed partial class CodeGenerator
{
    /// <summary>An elif chain is a nest of ifs: emitted in a loop, it may be long.</summary>
    private void EmitIf(If statement)
    {
        List<Label>? ends = null;
        while (true)
        {
            Label end = NewLabel();
            Label next = statement.OrElse.Length > 0 ? NewLabel() : end;
            EmitJumpIf(statement.Test, next, false);
            VisitAll(statement.Body);
            if (statement.OrElse.Length == 0)
            {
                UseLabel(end);
                break;
            }
            EmitJump(Opcode.JUMP_NO_INTERRUPT, end, Location.None);
            UseLabel(next);
            if (statement.OrElse is [If inner])
            {
                (ends ??= []).Add(end);
                statement = inner;
                continue;
            }
            VisitAll(statement.OrElse);
            UseLabel(end);
            break;
        }
        if (ends is null)
            return;
        for (int i = ends.Count - 1; i >= 0; i--)
            UseLabel(ends[i]);
    }

    private void EmitFor(For statement)
    {
        Location location = statement.Loc();
        Label start = NewLabel();
        Label cleanup = NewLabel();
        Label end = NewLabel();
        PushBlock(FrameBlockKind.ForLoop, start, end, location);
        Visit(statement.Iter);
        Location iter = statement.Iter.Loc();
        Emit(Opcode.GET_ITER, iter);
        UseLabel(start);
        EmitJump(Opcode.FOR_ITER, cleanup, iter);
        // Keeps the line of a target on a line of its own; removed when redundant.
        Emit(Opcode.NOP, statement.Target.Loc());
        Visit(statement.Target);
        VisitAll(statement.Body);
        EmitJump(Opcode.JUMP, start, Location.None);
        UseLabel(cleanup);
        Emit(Opcode.END_FOR, Location.None);
        Emit(Opcode.POP_ITER, Location.None);
        PopBlock();
        VisitAll(statement.OrElse);
        UseLabel(end);
    }

    /// <summary>Outside async functions, only the module level of a top-level-await program may wait; it becomes a coroutine.</summary>
    private void RequireAsync(Location location, string message)
    {
        if (_options.AllowTopLevelAwait && _unit.Kind == ScopeKind.Module)
            _unit.Scope.IsCoroutine = true;
        else if (_unit.Kind != ScopeKind.AsyncFunction)
            throw Error(location, message);
    }

    private void EmitAsyncFor(AsyncFor statement)
    {
        Location location = statement.Loc();
        RequireAsync(location, "'async for' outside async function");
        Label start = NewLabel();
        Label send = NewLabel();
        Label except = NewLabel();
        Label end = NewLabel();
        Visit(statement.Iter);
        Emit(Opcode.GET_AITER, statement.Iter.Loc());
        UseLabel(start);
        PushBlock(FrameBlockKind.ForLoop, start, end, location);
        EmitJump(Opcode.SETUP_FINALLY, except, location);
        Emit(Opcode.GET_ANEXT, location);
        EmitNone(location);
        UseLabel(send);
        EmitYieldFrom(location, isAwait: true);
        Emit(Opcode.POP_BLOCK, location);
        Emit(Opcode.NOT_TAKEN, location);
        Visit(statement.Target);
        VisitAll(statement.Body);
        EmitJump(Opcode.JUMP, start, Location.None);
        PopBlock();
        UseLabel(except);
        EmitJump(Opcode.END_ASYNC_FOR, send, statement.Iter.Loc());
        VisitAll(statement.OrElse);
        UseLabel(end);
    }

    private void EmitWhile(While statement)
    {
        Location location = statement.Loc();
        Label loop = NewLabel();
        Label end = NewLabel();
        Label anchor = NewLabel();
        UseLabel(loop);
        PushBlock(FrameBlockKind.WhileLoop, loop, end, location);
        EmitJumpIf(statement.Test, anchor, false);
        VisitAll(statement.Body);
        EmitJump(Opcode.JUMP, loop, Location.None);
        PopBlock();
        UseLabel(anchor);
        VisitAll(statement.OrElse);
        UseLabel(end);
    }

    /// <summary>Jumps to <paramref name="next"/> if the expression's truth is <paramref name="condition"/>, else goes on.</summary>
    private void EmitJumpIf(Expr expression, Label next, bool condition)
    {
        _guard.Enter();
        switch (expression)
        {
            case UnaryOp { Op: UnaryOperator.Not } not:
                EmitJumpIf(not.Operand, next, !condition);
                break;
            case BoolOp operation:
                EmitJumpIfBoolOp(operation, next, condition);
                break;
            case IfExp choice:
                Label end = NewLabel();
                Label otherwise = NewLabel();
                EmitJumpIf(choice.Test, otherwise, false);
                EmitJumpIf(choice.Body, next, condition);
                EmitJump(Opcode.JUMP_NO_INTERRUPT, end, Location.None);
                UseLabel(otherwise);
                EmitJumpIf(choice.OrElse, next, condition);
                UseLabel(end);
                break;
            case Compare { Ops.Length: > 1 } chain:
                EmitJumpIfChain(chain, next, condition);
                break;
            default:
                Visit(expression);
                Emit(Opcode.TO_BOOL, expression.Loc());
                EmitJump(condition ? Opcode.POP_JUMP_IF_TRUE : Opcode.POP_JUMP_IF_FALSE, next, expression.Loc());
                break;
        }
        _guard.Leave();
    }

    private void EmitJumpIfBoolOp(BoolOp operation, Label next, bool condition)
    {
        bool shortcut = operation.Op == BoolOperator.Or;
        Label target = shortcut == condition ? next : NewLabel();
        Expr[] values = operation.Values;
        for (int i = 0; i < values.Length - 1; i++)
            EmitJumpIf(values[i], target, shortcut);
        EmitJumpIf(values[^1], next, condition);
        if (target != next)
            UseLabel(target);
    }

    private void EmitJumpIfChain(Compare chain, Label next, bool condition)
    {
        Location location = chain.Loc();
        CheckCompare(chain);
        Label cleanup = NewLabel();
        int last = chain.Ops.Length - 1;
        Visit(chain.Left);
        for (int i = 0; i < last; i++)
        {
            Visit(chain.Comparators[i]);
            Emit(Opcode.SWAP, 2, location);
            Emit(Opcode.COPY, 2, location);
            EmitCompare(chain.Ops[i], location);
            Emit(Opcode.TO_BOOL, location);
            EmitJump(Opcode.POP_JUMP_IF_FALSE, cleanup, location);
        }
        Visit(chain.Comparators[last]);
        EmitCompare(chain.Ops[last], location);
        Emit(Opcode.TO_BOOL, location);
        EmitJump(condition ? Opcode.POP_JUMP_IF_TRUE : Opcode.POP_JUMP_IF_FALSE, next, location);
        Label end = NewLabel();
        EmitJump(Opcode.JUMP_NO_INTERRUPT, end, Location.None);
        UseLabel(cleanup);
        Emit(Opcode.POP_TOP, location);
        if (!condition)
            EmitJump(Opcode.JUMP_NO_INTERRUPT, next, Location.None);
        UseLabel(end);
    }

    private void EmitBreak(Location location)
    {
        Location origin = location;
        Emit(Opcode.NOP, location);
        if (UnwindToLoop(ref location) is not { } loop)
            throw Error(origin, "'break' outside loop");
        Unwind(loop, ref location, keepTop: false);
        EmitJump(Opcode.JUMP, loop.Exit, location);
    }

    private void EmitContinue(Location location)
    {
        Location origin = location;
        Emit(Opcode.NOP, location);
        if (UnwindToLoop(ref location) is not { } loop)
            throw Error(origin, "'continue' not properly in loop");
        EmitJump(Opcode.JUMP, loop.Block, location);
    }

    private FrameBlock? UnwindToLoop(ref Location location) => UnwindBlocks(ref location, keepTop: false, stopAtLoop: true);

    private void UnwindAll(ref Location location, bool keepTop) => UnwindBlocks(ref location, keepTop, stopAtLoop: false);

    /// <summary>
    /// Emits what leaving the open blocks takes, innermost first, up to the loop if one is asked for. While a block's exit is
    /// emitted the block itself counts as closed; afterwards all are open as before.
    /// </summary>
    private FrameBlock? UnwindBlocks(ref Location location, bool keepTop, bool stopAtLoop)
    {
        List<FrameBlock> blocks = _unit.Blocks;
        var closed = new Stack<FrameBlock>();
        FrameBlock? loop = null;
        while (blocks.Count > 0)
        {
            FrameBlock top = blocks[^1];
            if (top.Kind == FrameBlockKind.ExceptionGroupHandler)
                throw Error(location, "'break', 'continue' and 'return' cannot appear in an except* block");
            if (stopAtLoop && top.Kind is FrameBlockKind.WhileLoop or FrameBlockKind.ForLoop)
            {
                loop = top;
                break;
            }
            blocks.RemoveAt(blocks.Count - 1);
            closed.Push(top);
            Unwind(top, ref location, keepTop);
        }
        while (closed.TryPop(out FrameBlock block))
            blocks.Add(block);
        return loop;
    }

    /// <summary>Emits the exit from one block; with <paramref name="keepTop"/> a return value on the stack stays there.</summary>
    private void Unwind(in FrameBlock block, ref Location location, bool keepTop)
    {
        switch (block.Kind)
        {
            case FrameBlockKind.ForLoop:
                if (keepTop)
                    Emit(Opcode.SWAP, 2, location);
                Emit(Opcode.POP_TOP, location);
                break;
            case FrameBlockKind.TryExcept:
                Emit(Opcode.POP_BLOCK, location);
                break;
            case FrameBlockKind.FinallyTry:
                Emit(Opcode.POP_BLOCK, location);
                if (keepTop)
                    PushBlock(FrameBlockKind.PopValue, Label.None, Label.None, location);
                VisitAll((Stmt[])block.Datum!);
                if (keepTop)
                    PopBlock();
                // What follows belongs to the unwinding, not to the finally body.
                location = Location.None;
                break;
            case FrameBlockKind.FinallyEnd:
                if (keepTop)
                    Emit(Opcode.SWAP, 2, location);
                Emit(Opcode.POP_TOP, location);
                if (keepTop)
                    Emit(Opcode.SWAP, 2, location);
                Emit(Opcode.POP_BLOCK, location);
                Emit(Opcode.POP_EXCEPT, location);
                break;
            case FrameBlockKind.With:
            case FrameBlockKind.AsyncWith:
                location = block.Location;
                Emit(Opcode.POP_BLOCK, location);
                if (keepTop)
                {
                    Emit(Opcode.SWAP, 3, location);
                    Emit(Opcode.SWAP, 2, location);
                }
                EmitCallExitWithNones(location);
                if (block.Kind == FrameBlockKind.AsyncWith)
                    EmitAwait(2, location);
                Emit(Opcode.POP_TOP, location);
                location = Location.None;
                break;
            case FrameBlockKind.HandlerCleanup:
                if (block.Datum is not null)
                    Emit(Opcode.POP_BLOCK, location);
                if (keepTop)
                    Emit(Opcode.SWAP, 2, location);
                Emit(Opcode.POP_BLOCK, location);
                Emit(Opcode.POP_EXCEPT, location);
                if (block.Datum is string name)
                    EmitClearName(name, location);
                break;
            case FrameBlockKind.PopValue:
                if (keepTop)
                    Emit(Opcode.SWAP, 2, location);
                Emit(Opcode.POP_TOP, location);
                break;
        }
    }

    /// <summary>The variable of an except clause ends with the clause, whatever the clause did with it.</summary>
    private void EmitClearName(string name, Location location)
    {
        EmitNone(location);
        StoreName(location, name);
        NameOp(location, name, ExprContext.Del);
    }
}
