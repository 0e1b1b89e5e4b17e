// try in all its forms, and with. See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.CodeGen;

internal sealed partial class CodeGenerator
{
    private readonly record struct TryParts(Stmt[] Body, ExceptHandler[] Handlers, Stmt[] OrElse, Stmt[] FinalBody, bool IsStar);

    private void EmitTry(Location location, in TryParts parts)
    {
        if (parts.FinalBody.Length > 0)
            EmitTryFinally(location, parts);
        else
            EmitHandlers(location, parts);
    }

    private void EmitHandlers(Location location, in TryParts parts)
    {
        if (parts.IsStar)
            EmitTryStar(location, parts);
        else
            EmitTryExcept(location, parts);
    }

    private void EmitTryFinally(Location location, in TryParts parts)
    {
        Label body = NewLabel();
        Label end = NewLabel();
        Label cleanup = NewLabel();
        Label exit = NewLabel();
        EmitJump(Opcode.SETUP_FINALLY, end, location);
        UseLabel(body);
        PushBlock(FrameBlockKind.FinallyTry, body, end, location, parts.FinalBody);
        if (parts.Handlers.Length > 0)
            EmitHandlers(location, parts);
        else
            VisitAll(parts.Body);
        Emit(Opcode.POP_BLOCK, Location.None);
        PopBlock();
        VisitAll(parts.FinalBody);
        EmitJump(Opcode.JUMP_NO_INTERRUPT, exit, Location.None);

        UseLabel(end);
        PushBlock(FrameBlockKind.FinallyEnd, end, Label.None, location);
        EmitJump(Opcode.SETUP_CLEANUP, cleanup, Location.None);
        Emit(Opcode.PUSH_EXC_INFO, Location.None);
        EmitSilently(parts.FinalBody);
        Emit(Opcode.RERAISE, 0, Location.None);
        PopBlock();
        UseLabel(cleanup);
        EmitPopExceptAndReraise(Location.None);
        UseLabel(exit);
    }

    /// <summary>The finally body once more, for an exception; what there is to warn about has been said.</summary>
    private void EmitSilently(Stmt[] body)
    {
        _silent++;
        VisitAll(body);
        _silent--;
    }

    private void EmitTryExcept(Location location, in TryParts parts)
    {
        Label body = NewLabel();
        Label except = NewLabel();
        Label end = NewLabel();
        Label cleanup = NewLabel();
        EmitJump(Opcode.SETUP_FINALLY, except, location);
        UseLabel(body);
        PushBlock(FrameBlockKind.TryExcept, body, Label.None, location);
        VisitAll(parts.Body);
        PopBlock();
        Emit(Opcode.POP_BLOCK, Location.None);
        VisitAll(parts.OrElse);
        EmitJump(Opcode.JUMP_NO_INTERRUPT, end, Location.None);
        UseLabel(except);
        EmitJump(Opcode.SETUP_CLEANUP, cleanup, Location.None);
        Emit(Opcode.PUSH_EXC_INFO, Location.None);
        PushBlock(FrameBlockKind.ExceptionHandler, Label.None, Label.None, location);
        for (int i = 0; i < parts.Handlers.Length; i++)
        {
            ExceptHandler handler = parts.Handlers[i];
            Location place = handler.Loc();
            if (handler.Type is null && i < parts.Handlers.Length - 1)
                throw Error(place, "default 'except:' must be last");
            Label next = NewLabel();
            if (handler.Type is not null)
            {
                Visit(handler.Type);
                Emit(Opcode.CHECK_EXC_MATCH, place);
                EmitJump(Opcode.POP_JUMP_IF_FALSE, next, place);
            }
            EmitHandlerBody(handler, place, end);
            UseLabel(next);
        }
        Emit(Opcode.RERAISE, 0, Location.None);
        PopBlock();
        UseLabel(cleanup);
        EmitPopExceptAndReraise(Location.None);
        UseLabel(end);
    }

    private void EmitHandlerBody(ExceptHandler handler, Location place, Label end)
    {
        Label body = NewLabel();
        if (handler.Name is not { } name)
        {
            Emit(Opcode.POP_TOP, place);
            UseLabel(body);
            PushBlock(FrameBlockKind.HandlerCleanup, body, Label.None, place);
            VisitAll(handler.Body);
            PopBlock();
            Emit(Opcode.POP_BLOCK, Location.None);
            Emit(Opcode.POP_EXCEPT, Location.None);
            EmitJump(Opcode.JUMP_NO_INTERRUPT, end, Location.None);
            return;
        }
        Label cleanup = NewLabel();
        StoreName(place, name);
        EmitJump(Opcode.SETUP_CLEANUP, cleanup, place);
        UseLabel(body);
        PushBlock(FrameBlockKind.HandlerCleanup, body, Label.None, place, name);
        VisitAll(handler.Body);
        PopBlock();
        Emit(Opcode.POP_BLOCK, Location.None);
        Emit(Opcode.POP_BLOCK, Location.None);
        Emit(Opcode.POP_EXCEPT, Location.None);
        EmitClearName(name, Location.None);
        EmitJump(Opcode.JUMP_NO_INTERRUPT, end, Location.None);
        UseLabel(cleanup);
        EmitClearName(name, Location.None);
        Emit(Opcode.RERAISE, 1, Location.None);
    }

    /// <summary>
    /// except*: the stack holds the original exception, a list of what the clauses raised, and what is still unhandled; each clause
    /// splits off its part, and at the end everything that is left is raised together.
    /// </summary>
    private void EmitTryStar(Location location, in TryParts parts)
    {
        Label body = NewLabel();
        Label except = NewLabel();
        Label orElse = NewLabel();
        Label end = NewLabel();
        Label cleanup = NewLabel();
        Label reraiseStar = NewLabel();
        EmitJump(Opcode.SETUP_FINALLY, except, location);
        UseLabel(body);
        PushBlock(FrameBlockKind.TryExcept, body, Label.None, location);
        VisitAll(parts.Body);
        PopBlock();
        Emit(Opcode.POP_BLOCK, Location.None);
        EmitJump(Opcode.JUMP_NO_INTERRUPT, orElse, Location.None);
        UseLabel(except);
        EmitJump(Opcode.SETUP_CLEANUP, cleanup, Location.None);
        Emit(Opcode.PUSH_EXC_INFO, Location.None);
        PushBlock(FrameBlockKind.ExceptionGroupHandler, Label.None, Label.None, location);
        for (int i = 0; i < parts.Handlers.Length; i++)
        {
            if (i == 0)
            {
                Location first = parts.Handlers[0].Loc();
                Emit(Opcode.BUILD_LIST, 0, first);
                Emit(Opcode.COPY, 2, first);
            }
            EmitStarHandler(parts.Handlers[i]);
            if (i == parts.Handlers.Length - 1)
            {
                Emit(Opcode.LIST_APPEND, 1, Location.None);
                EmitJump(Opcode.JUMP_NO_INTERRUPT, reraiseStar, Location.None);
            }
        }
        PopBlock();
        Label reraise = NewLabel();
        UseLabel(reraiseStar);
        EmitIntrinsic2(Intrinsic2.INTRINSIC_PREP_RERAISE_STAR, Location.None);
        Emit(Opcode.COPY, 1, Location.None);
        EmitJump(Opcode.POP_JUMP_IF_NOT_NONE, reraise, Location.None);
        Emit(Opcode.POP_TOP, Location.None);
        Emit(Opcode.POP_BLOCK, Location.None);
        Emit(Opcode.POP_EXCEPT, Location.None);
        EmitJump(Opcode.JUMP_NO_INTERRUPT, end, Location.None);
        UseLabel(reraise);
        Emit(Opcode.POP_BLOCK, Location.None);
        Emit(Opcode.SWAP, 2, Location.None);
        Emit(Opcode.POP_EXCEPT, Location.None);
        Emit(Opcode.RERAISE, 0, Location.None);
        UseLabel(cleanup);
        EmitPopExceptAndReraise(Location.None);
        UseLabel(orElse);
        VisitAll(parts.OrElse);
        UseLabel(end);
    }

    private void EmitStarHandler(ExceptHandler handler)
    {
        Location place = handler.Loc();
        Label nextExcept = NewLabel();
        Label exceptWithError = NewLabel();
        Label noMatch = NewLabel();
        if (handler.Type is not null)
        {
            Visit(handler.Type);
            Emit(Opcode.CHECK_EG_MATCH, place);
            Emit(Opcode.COPY, 1, place);
            EmitJump(Opcode.POP_JUMP_IF_NONE, noMatch, place);
        }
        Label cleanupEnd = NewLabel();
        Label cleanupBody = NewLabel();
        if (handler.Name is not null)
            StoreName(place, handler.Name);
        else
            Emit(Opcode.POP_TOP, place);
        EmitJump(Opcode.SETUP_CLEANUP, cleanupEnd, place);
        UseLabel(cleanupBody);
        PushBlock(FrameBlockKind.HandlerCleanup, cleanupBody, Label.None, place, handler.Name);
        VisitAll(handler.Body);
        PopBlock();
        Emit(Opcode.POP_BLOCK, Location.None);
        if (handler.Name is not null)
            EmitClearName(handler.Name, Location.None);
        EmitJump(Opcode.JUMP_NO_INTERRUPT, nextExcept, Location.None);
        UseLabel(cleanupEnd);
        if (handler.Name is not null)
            EmitClearName(handler.Name, Location.None);
        // The new exception joins the list; below it lies the position it was raised at.
        Emit(Opcode.LIST_APPEND, 3, Location.None);
        Emit(Opcode.POP_TOP, Location.None);
        EmitJump(Opcode.JUMP_NO_INTERRUPT, exceptWithError, Location.None);
        UseLabel(nextExcept);
        Emit(Opcode.NOP, Location.None);
        EmitJump(Opcode.JUMP_NO_INTERRUPT, exceptWithError, Location.None);
        UseLabel(noMatch);
        Emit(Opcode.POP_TOP, place);
        UseLabel(exceptWithError);
    }

    private void EmitWith(WithItem[] items, int position, Stmt[] body, bool isAsync)
    {
        _guard.Enter();
        Label block = NewLabel();
        Label final = NewLabel();
        Label exit = NewLabel();
        Label cleanup = NewLabel();
        WithItem item = items[position];
        Visit(item.ContextExpr);
        Location location = item.ContextExpr.Loc();
        Emit(Opcode.COPY, 1, location);
        Emit(Opcode.LOAD_SPECIAL, (int)(isAsync ? SpecialMethod.SPECIAL___AEXIT__ : SpecialMethod.SPECIAL___EXIT__), location);
        Emit(Opcode.SWAP, 2, location);
        Emit(Opcode.SWAP, 3, location);
        Emit(Opcode.LOAD_SPECIAL, (int)(isAsync ? SpecialMethod.SPECIAL___AENTER__ : SpecialMethod.SPECIAL___ENTER__), location);
        Emit(Opcode.CALL, 0, location);
        if (isAsync)
            EmitAwait(1, location);
        EmitJump(Opcode.SETUP_WITH, final, location);
        UseLabel(block);
        PushBlock(isAsync ? FrameBlockKind.AsyncWith : FrameBlockKind.With, block, final, location);
        if (item.OptionalVars is not null)
            Visit(item.OptionalVars);
        else
            Emit(Opcode.POP_TOP, location);
        if (position + 1 == items.Length)
            VisitAll(body);
        else
            EmitWith(items, position + 1, body, isAsync);
        PopBlock();
        Emit(Opcode.POP_BLOCK, isAsync ? location : Location.None);

        EmitCallExitWithNones(location);
        if (isAsync)
            EmitAwait(2, location);
        Emit(Opcode.POP_TOP, location);
        EmitJump(Opcode.JUMP, exit, location);

        UseLabel(final);
        EmitJump(Opcode.SETUP_CLEANUP, cleanup, location);
        Emit(Opcode.PUSH_EXC_INFO, location);
        Emit(Opcode.WITH_EXCEPT_START, location);
        if (isAsync)
            EmitAwait(2, location);
        EmitWithExceptFinish(cleanup, exit);
        UseLabel(exit);
        _guard.Leave();
    }

    private void EmitWithExceptFinish(Label cleanup, Label exit)
    {
        Label suppress = NewLabel();
        Emit(Opcode.TO_BOOL, Location.None);
        EmitJump(Opcode.POP_JUMP_IF_TRUE, suppress, Location.None);
        Emit(Opcode.RERAISE, 2, Location.None);
        UseLabel(suppress);
        Emit(Opcode.POP_TOP, Location.None);
        Emit(Opcode.POP_BLOCK, Location.None);
        Emit(Opcode.POP_EXCEPT, Location.None);
        Emit(Opcode.POP_TOP, Location.None);
        Emit(Opcode.POP_TOP, Location.None);
        Emit(Opcode.POP_TOP, Location.None);
        EmitJump(Opcode.JUMP_NO_INTERRUPT, exit, Location.None);
        UseLabel(cleanup);
        EmitPopExceptAndReraise(Location.None);
    }

    private void EmitCallExitWithNones(Location location)
    {
        EmitNone(location);
        EmitNone(location);
        EmitNone(location);
        Emit(Opcode.CALL, 3, location);
    }
}
