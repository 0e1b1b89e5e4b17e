// Comprehensions and generator expressions. Most comprehensions are inlined: their variables become locals of the scope around, whose own
// values of those names wait on the stack meanwhile. See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.CodeGen;

internal sealed partial class CodeGenerator
{
    /// <summary>What must be put back after an inlined comprehension.</summary>
    private sealed class InlinedState
    {
        /// <summary>Names whose outer values lie on the stack, the last one topmost.</summary>
        public List<string> Pushed { get; } = [];
        public List<(string Name, SymbolFlags Outer, bool Existed)> ReplacedSymbols { get; } = [];
        public List<string> Hidden { get; } = [];
        public Label Cleanup { get; set; } = Label.None;
    }

    private readonly record struct ComprehensionParts(
        Expr Node, ComprehensionType Type, string Name, Comprehension[] Generators, Expr Element, Expr? Value);

    private static ComprehensionParts ComprehensionPartsOf(Expr node) => node switch
    {
        ListComp c => new(c, ComprehensionType.ListComprehension, "<listcomp>", c.Generators, c.Elt, null),
        SetComp c => new(c, ComprehensionType.SetComprehension, "<setcomp>", c.Generators, c.Elt, null),
        DictComp c => new(c, ComprehensionType.DictComprehension, "<dictcomp>", c.Generators, c.Key, c.Value),
        GeneratorExp c => new(c, ComprehensionType.GeneratorExpression, "<genexpr>", c.Generators, c.Elt, null),
        _ => throw new InvalidOperationException("not a comprehension"),
    };

    private void EmitComprehension(Expr node)
    {
        ComprehensionParts parts = ComprehensionPartsOf(node);
        Scope scope = _table.Body(node);
        Location location = node.Loc();
        bool isGenerator = parts.Type == ComprehensionType.GeneratorExpression;
        InlinedState? state = null;
        if (scope.IsInlined)
        {
            EmitIterator(parts.Generators[0]);
            state = EnterInlined(scope, location);
        }
        else
        {
            EnterScope(parts.Name, ScopeKind.Comprehension, scope, node.Lineno, null, new ArgCounts(1));
        }
        if (!isGenerator)
        {
            Opcode build = parts.Type switch
            {
                ComprehensionType.ListComprehension => Opcode.BUILD_LIST,
                ComprehensionType.SetComprehension => Opcode.BUILD_SET,
                _ => Opcode.BUILD_MAP,
            };
            Emit(build, 0, location);
            if (state is not null)
                Emit(Opcode.SWAP, 2, location);
        }
        EmitGenerators(location, parts, 0, 0, iteratorOnStack: state is not null);
        if (state is not null)
        {
            LeaveInlined(state, location);
            return;
        }
        if (isGenerator)
            WrapInStopIterationHandler();
        else
            Emit(Opcode.RETURN_VALUE, location);
        CodeUnit code = FinishScope(addNone: true);
        MakeClosure(location, code, 0);
        EmitIterator(parts.Generators[0]);
        Emit(Opcode.CALL, 0, location);
        if (scope.IsCoroutine && !isGenerator)
            EmitAwait(0, location);
    }

    private void EmitIterator(Comprehension generator)
    {
        Visit(generator.Iter);
        Emit(generator.IsAsync ? Opcode.GET_AITER : Opcode.GET_ITER, generator.Iter.Loc());
    }

    private void EmitGenerators(Location location, in ComprehensionParts parts, int index, int depth, bool iteratorOnStack)
    {
        _guard.Enter();
        if (parts.Generators[index].IsAsync)
            EmitAsyncGenerator(location, parts, index, depth, iteratorOnStack);
        else
            EmitSyncGenerator(location, parts, index, depth, iteratorOnStack);
        _guard.Leave();
    }

    private void EmitSyncGenerator(Location location, in ComprehensionParts parts, int index, int depth, bool iteratorOnStack)
    {
        Label start = NewLabel();
        Label ifCleanup = NewLabel();
        Label anchor = NewLabel();
        Comprehension generator = parts.Generators[index];
        bool loops = true;
        if (!iteratorOnStack)
        {
            if (index == 0)
            {
                Emit(Opcode.LOAD_FAST, 0, location);
            }
            else if (SingleItem(generator.Iter) is { } item)
            {
                // for x in [value]: an assignment, no loop.
                Visit(item);
                loops = false;
            }
            else
            {
                EmitIterator(generator);
            }
        }
        if (loops)
        {
            depth++;
            UseLabel(start);
            EmitJump(Opcode.FOR_ITER, anchor, generator.Iter.Loc());
        }
        Visit(generator.Target);
        foreach (Expr condition in generator.Ifs)
            EmitJumpIf(condition, ifCleanup, false);
        Location elementLocation = EmitElement(location, parts, index + 1, depth);
        UseLabel(ifCleanup);
        if (!loops)
            return;
        EmitJump(Opcode.JUMP, start, elementLocation);
        UseLabel(anchor);
        Emit(Opcode.END_FOR, Location.None);
        Emit(Opcode.POP_ITER, Location.None);
    }

    private static Expr? SingleItem(Expr iter)
    {
        Expr[]? items = iter is ListExpr list ? list.Elts : iter is TupleExpr tuple ? tuple.Elts : null;
        return items is [not Starred] ? items[0] : null;
    }

    private void EmitAsyncGenerator(Location location, in ComprehensionParts parts, int index, int depth, bool iteratorOnStack)
    {
        Label start = NewLabel();
        Label send = NewLabel();
        Label except = NewLabel();
        Label ifCleanup = NewLabel();
        Comprehension generator = parts.Generators[index];
        if (!iteratorOnStack)
        {
            if (index == 0)
                Emit(Opcode.LOAD_FAST, 0, location);
            else
                EmitIterator(generator);
        }
        UseLabel(start);
        PushBlock(FrameBlockKind.AsyncComprehensionGenerator, start, Label.None, location);
        EmitJump(Opcode.SETUP_FINALLY, except, location);
        Emit(Opcode.GET_ANEXT, location);
        EmitNone(location);
        UseLabel(send);
        EmitYieldFrom(location, isAwait: true);
        Emit(Opcode.POP_BLOCK, location);
        Visit(generator.Target);
        foreach (Expr condition in generator.Ifs)
            EmitJumpIf(condition, ifCleanup, false);
        Location elementLocation = EmitElement(location, parts, index + 1, depth + 1);
        UseLabel(ifCleanup);
        EmitJump(Opcode.JUMP, start, elementLocation);
        PopBlock();
        UseLabel(except);
        EmitJump(Opcode.END_ASYNC_FOR, send, location);
    }

    /// <summary>The next generator, or the element after the last one. Gives the location of the jump back.</summary>
    private Location EmitElement(Location location, in ComprehensionParts parts, int next, int depth)
    {
        Location place = parts.Element.Loc();
        if (next < parts.Generators.Length)
        {
            EmitGenerators(location, parts, next, depth, iteratorOnStack: false);
            return place;
        }
        Visit(parts.Element);
        switch (parts.Type)
        {
            case ComprehensionType.GeneratorExpression:
                EmitYieldValue(place);
                Emit(Opcode.POP_TOP, place);
                break;
            case ComprehensionType.ListComprehension:
                Emit(Opcode.LIST_APPEND, depth + 1, place);
                break;
            case ComprehensionType.SetComprehension:
                Emit(Opcode.SET_ADD, depth + 1, place);
                break;
            default:
                Expr value = parts.Value!;
                Visit(value);
                place = place with { EndLine = value.EndLineno, EndCol = value.EndColOffset };
                Emit(Opcode.MAP_ADD, depth + 1, place);
                break;
        }
        return place;
    }

    private InlinedState EnterInlined(Scope comprehension, Location location)
    {
        var state = new InlinedState();
        Scope scope = _unit.Scope;
        bool inClassBody = scope.Type == BlockType.ClassBlock && _unit.InlinedComprehensionDepth == 0;
        _unit.InlinedComprehensionDepth++;
        SymbolMap symbols = comprehension.Symbols;
        for (int i = 0; i < symbols.Count; i++)
        {
            string name = symbols.NameAt(i);
            SymbolFlags flags = symbols.FlagsAt(i);
            bool bound = flags.Has(SymbolFlags.DEF_LOCAL) && !flags.Has(SymbolFlags.DEF_NONLOCAL);
            SymbolScope inside = flags.Scope();
            bool existed = scope.Symbols.Contains(name);
            SymbolFlags outerFlags = scope.Symbols[name];
            SymbolScope outside = outerFlags.Scope();
            // Inside, the name has the scope that the comprehension gives it.
            bool differs = inside != outside && inside != SymbolScope.FREE && !(inside == SymbolScope.CELL && outside == SymbolScope.FREE);
            if (differs || inClassBody)
            {
                state.ReplacedSymbols.Add((name, outerFlags, existed));
                scope.Symbols.GetOrAdd(name) = flags;
            }
            if (!bound)
                continue;
            if (!scope.IsFunctionLike)
                Hide(name, state);
            // A cell is pushed as it is, and the comprehension gets one of its own.
            Emit(Opcode.LOAD_FAST_AND_CLEAR, _unit.Metadata.VarNames.Add(name), location);
            if (inside == SymbolScope.CELL)
            {
                NameTable cells = outside == SymbolScope.FREE ? _unit.Metadata.FreeVars : _unit.Metadata.CellVars;
                Emit(Opcode.MAKE_CELL, cells.TryGet(name, out int slot) ? slot : throw NoVariable(name), location);
            }
            state.Pushed.Add(name);
        }
        if (state.Pushed.Count > 0)
        {
            // The iterator comes back to the top.
            Emit(Opcode.SWAP, state.Pushed.Count + 1, location);
            state.Cleanup = NewLabel();
            EmitJump(Opcode.SETUP_FINALLY, state.Cleanup, location);
            PushBlock(FrameBlockKind.InlinedComprehension, state.Cleanup, Label.None, location);
        }
        return state;
    }

    /// <summary>In a module or class body the comprehension's variables are fast locals that locals() does not show.</summary>
    private void Hide(string name, InlinedState state)
    {
        Dictionary<string, bool> hidden = _unit.Metadata.FastHidden;
        if (hidden.TryGetValue(name, out bool active) && active)
            return;
        hidden[name] = true;
        state.Hidden.Add(name);
    }

    private void LeaveInlined(InlinedState state, Location location)
    {
        if (state.Pushed.Count > 0)
        {
            PopBlock();
            Emit(Opcode.POP_BLOCK, Location.None);
            Label end = NewLabel();
            EmitJump(Opcode.JUMP_NO_INTERRUPT, end, Location.None);
            UseLabel(state.Cleanup);
            // The unfinished result lies below the exception.
            Emit(Opcode.SWAP, 2, Location.None);
            Emit(Opcode.POP_TOP, Location.None);
            RestorePushed(state, location);
            Emit(Opcode.RERAISE, 0, Location.None);
            UseLabel(end);
            RestorePushed(state, location);
        }
        _unit.InlinedComprehensionDepth--;
        foreach ((string name, SymbolFlags outer, bool existed) in state.ReplacedSymbols)
        {
            if (existed)
                _unit.Scope.Symbols.GetOrAdd(name) = outer;
            else
                _unit.Scope.Symbols.Remove(name);
        }
        foreach (string name in state.Hidden)
            _unit.Metadata.FastHidden[name] = false;
    }

    private void RestorePushed(InlinedState state, Location location)
    {
        Emit(Opcode.SWAP, state.Pushed.Count + 1, location);
        for (int i = state.Pushed.Count - 1; i >= 0; i--)
            Emit(Opcode.STORE_FAST_MAYBE_NULL, _unit.Metadata.VarNames.Add(state.Pushed[i]), location);
    }
}
