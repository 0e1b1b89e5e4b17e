// The match statement. Captured values stay on the stack until the whole pattern has matched; fail-pop labels undo as many of them
// as a failure at that depth finds there. See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.CodeGen;

internal sealed partial class CodeGenerator
{
    private void EmitMatch(Match statement)
    {
        Visit(statement.Subject);
        Label end = NewLabel();
        MatchCase[] cases = statement.Cases;
        bool hasDefault = cases.Length > 1 && IsWildcard(cases[^1].Pattern);
        int tested = cases.Length - (hasDefault ? 1 : 0);
        for (int i = 0; i < tested; i++)
        {
            MatchCase arm = cases[i];
            Location location = arm.Pattern.Loc();
            bool last = i == tested - 1;
            // The last tested case consumes the subject itself.
            if (!last)
                Emit(Opcode.COPY, 1, location);
            var context = new PatternContext { AllowIrrefutable = arm.Guard is not null || i == cases.Length - 1 };
            EmitPattern(arm.Pattern, context);
            foreach (string name in context.Stores)
                StoreName(location, name);
            if (arm.Guard is not null)
                EmitJumpIf(arm.Guard, FailPop(context, 0), false);
            if (!last)
                Emit(Opcode.POP_TOP, Location.Next);
            VisitAll(arm.Body);
            EmitJump(Opcode.JUMP, end, Location.None);
            // A failure cleans up on the line of the pattern, not of the body before.
            EmitFailPops(location, context);
        }
        if (hasDefault)
        {
            MatchCase arm = cases[^1];
            Location location = arm.Pattern.Loc();
            Emit(Opcode.NOP, location);
            if (arm.Guard is not null)
                EmitJumpIf(arm.Guard, end, false);
            VisitAll(arm.Body);
        }
        UseLabel(end);
    }

    private static bool IsWildcard(Pattern pattern) => pattern is MatchAs { Name: null };

    private static bool IsWildcardStar(Pattern pattern) => pattern is MatchStar { Name: null };

    private void EmitSubpattern(Pattern pattern, PatternContext context)
    {
        bool outer = context.AllowIrrefutable;
        context.AllowIrrefutable = true;
        EmitPattern(pattern, context);
        context.AllowIrrefutable = outer;
    }

    private void EmitPattern(Pattern pattern, PatternContext context)
    {
        _guard.Enter();
        switch (pattern)
        {
            case MatchValue node:
                EmitMatchValue(node, context);
                break;
            case MatchSingleton node:
                EmitConst(node.Value, node.Loc());
                EmitCompare(CmpOperator.Is, node.Loc());
                EmitFailJump(node.Loc(), context, Opcode.POP_JUMP_IF_FALSE);
                break;
            case MatchSequence node:
                EmitMatchSequence(node, context);
                break;
            case MatchMapping node:
                EmitMatchMapping(node, context);
                break;
            case MatchClass node:
                EmitMatchClass(node, context);
                break;
            case MatchStar node:
                EmitCapture(node.Loc(), node.Name, context);
                break;
            case MatchAs node:
                EmitMatchAs(node, context);
                break;
            case MatchOr node:
                EmitMatchOr(node, context);
                break;
        }
        _guard.Leave();
    }

    private Label FailPop(PatternContext context, int pops)
    {
        while (context.FailPops.Count <= pops)
            context.FailPops.Add(NewLabel());
        return context.FailPops[pops];
    }

    /// <summary>Fails from here: what the pattern has on the stack, captures included, goes.</summary>
    private void EmitFailJump(Location location, PatternContext context, Opcode opcode) =>
        EmitJump(opcode, FailPop(context, context.OnTop + context.Stores.Count), location);

    private void EmitFailPops(Location location, PatternContext context)
    {
        if (context.FailPops.Count == 0)
            return;
        for (int i = context.FailPops.Count - 1; i > 0; i--)
        {
            UseLabel(context.FailPops[i]);
            Emit(Opcode.POP_TOP, location);
        }
        UseLabel(context.FailPops[0]);
        context.FailPops.Clear();
    }

    /// <summary>Moves the top of the stack below the values that must stay above it.</summary>
    private void EmitRotate(Location location, int count)
    {
        for (; count > 1; count--)
            Emit(Opcode.SWAP, count, location);
    }

    private void EmitCapture(Location location, string? name, PatternContext context)
    {
        if (name is null)
        {
            Emit(Opcode.POP_TOP, location);
            return;
        }
        if (context.Stores.Contains(name))
            throw DuplicateStore(location, name);
        EmitRotate(location, context.OnTop + context.Stores.Count + 1);
        context.Stores.Add(name);
    }

    private SyntaxException DuplicateStore(Location location, string name) =>
        Error(location, $"multiple assignments to name {TextOfConstants.Repr(name)} in pattern");

    private void EmitMatchValue(MatchValue pattern, PatternContext context)
    {
        Location location = pattern.Loc();
        if (pattern.Value is not (ConstantExpr or AttributeExpr))
            throw Error(location, "patterns may only match literals and attribute lookups");
        Visit(pattern.Value);
        EmitCompare(CmpOperator.Eq, location);
        Emit(Opcode.TO_BOOL, location);
        EmitFailJump(location, context, Opcode.POP_JUMP_IF_FALSE);
    }

    private void EmitMatchAs(MatchAs pattern, PatternContext context)
    {
        Location location = pattern.Loc();
        if (pattern.Pattern is null)
        {
            if (!context.AllowIrrefutable)
            {
                throw Error(location, pattern.Name is null
                    ? "wildcard makes remaining patterns unreachable"
                    : $"name capture {TextOfConstants.Repr(pattern.Name)} makes remaining patterns unreachable");
            }
            EmitCapture(location, pattern.Name, context);
            return;
        }
        context.OnTop++;
        Emit(Opcode.COPY, 1, location);
        EmitPattern(pattern.Pattern, context);
        context.OnTop--;
        EmitCapture(location, pattern.Name, context);
    }

    private void EmitMatchOr(MatchOr pattern, PatternContext context)
    {
        Location location = pattern.Loc();
        Label end = NewLabel();
        List<string>? control = null;
        for (int i = 0; i < pattern.Patterns.Length; i++)
        {
            Pattern alternative = pattern.Patterns[i];
            Location place = alternative.Loc();
            // Only the last alternative may match everything, if that is allowed at all.
            var inner = new PatternContext { AllowIrrefutable = i == pattern.Patterns.Length - 1 && context.AllowIrrefutable };
            Emit(Opcode.COPY, 1, place);
            EmitPattern(alternative, inner);
            if (control is null)
                control = inner.Stores;
            else if (inner.Stores.Count != control.Count || !Reorder(inner.Stores, control, place))
                throw Error(location, "alternative patterns bind different names");
            EmitJump(Opcode.JUMP, end, place);
            EmitFailPops(place, inner);
        }
        // No alternative matched: the subject is still there.
        Emit(Opcode.POP_TOP, location);
        EmitFailJump(location, context, Opcode.JUMP);
        UseLabel(end);
        int rotations = control!.Count + 1 + context.OnTop + context.Stores.Count;
        foreach (string name in control)
        {
            EmitRotate(location, rotations);
            if (context.Stores.Contains(name))
                throw DuplicateStore(location, name);
            context.Stores.Add(name);
        }
        Emit(Opcode.POP_TOP, location);
    }

    /// <summary>Brings an alternative's captures into the order of the first alternative's. False if they are other names.</summary>
    private bool Reorder(List<string> stores, List<string> control, Location location)
    {
        for (int wanted = control.Count - 1; wanted >= 0; wanted--)
        {
            int found = stores.IndexOf(control[wanted]);
            if (found < 0)
                return false;
            if (found == wanted)
                continue;
            int rotations = found + 1;
            List<string> rotated = stores.GetRange(0, rotations);
            stores.RemoveRange(0, rotations);
            stores.InsertRange(wanted - found, rotated);
            for (; rotations > 0; rotations--)
                EmitRotate(location, wanted + 1);
        }
        return true;
    }

    /// <summary>The state of matching one case, or one alternative of an or-pattern.</summary>
    private sealed class PatternContext
    {
        /// <summary>Names captured so far; their values lie on the stack, the last one topmost below <see cref="OnTop"/> others.</summary>
        public List<string> Stores { get; } = [];

        /// <summary>May a pattern that always matches stand here?</summary>
        public bool AllowIrrefutable { get; set; }

        /// <summary>Label i pops i values and falls into the next case.</summary>
        public List<Label> FailPops { get; } = [];

        /// <summary>Values above the captures that later steps still need.</summary>
        public int OnTop { get; set; }
    }
}
