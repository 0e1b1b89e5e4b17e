// Entering a scope, finishing it into a code unit, and making the function object of the code in the scope around it.
// See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Flow;

namespace Vivarium.Compiler.CodeGen;

internal sealed partial class CodeGenerator
{
    /// <summary>How many arguments a scope's code takes; ArgCount counts positional-only ones too.</summary>
    private readonly record struct ArgCounts(int ArgCount, int PosOnlyArgCount = 0, int KwOnlyArgCount = 0);

    private void EnterScope(string name, ScopeKind kind, Scope scope, int line, string? privateName, ArgCounts counts)
    {
        var varNames = new NameTable();
        foreach (string variable in scope.VarNames)
            varNames.Add(variable);
        var cells = new NameTable();
        AddSorted(cells, scope, SymbolScope.CELL, SymbolFlags.DEF_COMP_CELL);
        if (scope.NeedsClassClosure)
            cells.Add("__class__");
        if (scope.NeedsClassDict)
            cells.Add("__classdict__");
        if (scope.HasConditionalAnnotations)
            cells.Add("__conditional_annotations__");
        var free = new NameTable(cells.Count);
        AddSorted(free, scope, SymbolScope.FREE, SymbolFlags.DEF_FREE_CLASS);
        var metadata = new UnitMetadata
        {
            Name = name,
            Qualname = name,
            VarNames = varNames,
            CellVars = cells,
            FreeVars = free,
            ArgCount = counts.ArgCount,
            PosOnlyArgCount = counts.PosOnlyArgCount,
            KwOnlyArgCount = counts.KwOnlyArgCount,
            FirstLineNo = line,
        };
        if (_unit is not null)
            _outer.Add(_unit);
        var unit = new CodeUnitBuilder(scope, kind, metadata, privateName ?? _unit?.PrivateName);
        _unit = unit;
        _sequence = unit.Sequence;
        Location location = new(line, line, 0, 0);
        if (kind == ScopeKind.Module)
            location = location with { Line = 0 };
        else
            metadata.Qualname = QualifiedName(unit);
        Emit(Opcode.RESUME, ResumeKind.RESUME_AT_FUNC_START, location);
    }

    /// <summary>Names with a given resolution, in the order of their code points.</summary>
    private static void AddSorted(NameTable names, Scope scope, SymbolScope resolution, SymbolFlags orFlag)
    {
        List<string>? found = null;
        SymbolMap symbols = scope.Symbols;
        for (int i = 0; i < symbols.Count; i++)
        {
            SymbolFlags flags = symbols.FlagsAt(i);
            if (flags.Scope() == resolution || flags.Has(orFlag))
                (found ??= []).Add(symbols.NameAt(i));
        }
        if (found is null)
            return;
        found.Sort(CompareCodePoints);
        foreach (string name in found)
            names.Add(name);
    }

    private static int CompareCodePoints(string left, string right)
    {
        int length = Math.Min(left.Length, right.Length);
        for (int i = 0; i < length; i++)
        {
            char a = left[i];
            char b = right[i];
            if (a == b)
                continue;
            // In UTF-16 surrogates sort below the characters from U+E000 on; code points the other way round.
            if (char.IsSurrogate(a) != char.IsSurrogate(b))
                return char.IsSurrogate(a) ? (b >= 0xE000 ? 1 : a - b) : (a >= 0xE000 ? -1 : a - b);
            return a - b;
        }
        return left.Length - right.Length;
    }

    private string QualifiedName(CodeUnitBuilder unit)
    {
        string name = unit.Metadata.Name;
        if (_outer.Count <= 1)
            return name;
        CodeUnitBuilder parent = _outer[^1];
        // Annotation scopes are left out of names.
        if (parent.Kind == ScopeKind.Annotations)
        {
            if (_outer.Count == 2)
                return name;
            parent = _outer[^2];
        }
        if (unit.Kind is ScopeKind.Function or ScopeKind.AsyncFunction or ScopeKind.Class)
        {
            string mangled = NameMangling.Mangle(parent.PrivateName, name);
            if (parent.Scope.ScopeOf(mangled) == SymbolScope.GLOBAL_EXPLICIT)
                return name;
        }
        string prefix = parent.Kind is ScopeKind.Function or ScopeKind.AsyncFunction or ScopeKind.Lambda ? ".<locals>." : ".";
        return parent.Metadata.Qualname + prefix + name;
    }

    /// <summary>Ends the current scope and goes back to the one around it.</summary>
    private CodeUnit FinishScope(bool addNone)
    {
        if (addNone)
            EmitNone(Location.None);
        Emit(Opcode.RETURN_VALUE, Location.None);
        CodeUnitBuilder unit = _unit;
        _options.Observer?.Invoke(unit.Metadata, unit.Sequence, _outer.Count);
        CodeUnit code = Assembler.Assemble(unit.Metadata, unit.Sequence, FlagsOf(unit), _options.FileName);
        if (_outer.Count > 0)
        {
            _unit = _outer[^1];
            _outer.RemoveAt(_outer.Count - 1);
            _sequence = _unit.Sequence;
        }
        return code;
    }

    private CodeFlags FlagsOf(CodeUnitBuilder unit)
    {
        Scope scope = unit.Scope;
        CodeFlags flags = CodeFlags.None;
        if (scope.IsFunctionLike)
        {
            flags |= CodeFlags.CO_NEWLOCALS | CodeFlags.CO_OPTIMIZED;
            if (scope.IsNested)
                flags |= CodeFlags.CO_NESTED;
            if (scope.IsGenerator)
                flags |= scope.IsCoroutine ? CodeFlags.CO_ASYNC_GENERATOR : CodeFlags.CO_GENERATOR;
            else if (scope.IsCoroutine)
                flags |= CodeFlags.CO_COROUTINE;
            if (scope.HasVarargs)
                flags |= CodeFlags.CO_VARARGS;
            if (scope.HasVarkeywords)
                flags |= CodeFlags.CO_VARKEYWORDS;
            if (scope.HasDocstring)
                flags |= CodeFlags.CO_HAS_DOCSTRING;
            if (scope.IsMethod)
                flags |= CodeFlags.CO_METHOD;
        }
        flags |= _options.Features;
        if (_options.AllowTopLevelAwait && unit.Kind == ScopeKind.Module && scope.IsCoroutine && !scope.IsGenerator)
            flags |= CodeFlags.CO_COROUTINE;
        return flags;
    }

    /// <summary>Pushes a function made of <paramref name="code"/>; what the flags name is on the stack already.</summary>
    private void MakeClosure(Location location, CodeUnit code, FunctionAttribute flags)
    {
        int freeCount = 0;
        for (int i = 0; i < code.co_localspluskinds.Length; i++)
        {
            if ((code.co_localspluskinds[i] & LocalKind.CO_FAST_FREE) == 0)
                continue;
            freeCount++;
            Emit(Opcode.LOAD_CLOSURE, ClosureSlot(code.co_localsplusnames[i].ToString()), location);
        }
        if (freeCount > 0)
        {
            flags |= FunctionAttribute.MAKE_FUNCTION_CLOSURE;
            Emit(Opcode.BUILD_TUPLE, freeCount, location);
        }
        EmitConst(new CodeConstant(code), location);
        Emit(Opcode.MAKE_FUNCTION, location);
        SetAttribute(flags, FunctionAttribute.MAKE_FUNCTION_CLOSURE, location);
        SetAttribute(flags, FunctionAttribute.MAKE_FUNCTION_ANNOTATIONS, location);
        SetAttribute(flags, FunctionAttribute.MAKE_FUNCTION_ANNOTATE, location);
        SetAttribute(flags, FunctionAttribute.MAKE_FUNCTION_KWDEFAULTS, location);
        SetAttribute(flags, FunctionAttribute.MAKE_FUNCTION_DEFAULTS, location);
    }

    private void SetAttribute(FunctionAttribute flags, FunctionAttribute one, Location location)
    {
        if ((flags & one) != 0)
            Emit(Opcode.SET_FUNCTION_ATTRIBUTE, (int)one, location);
    }

    /// <summary>The number of the variable that a nested function's free variable is here.</summary>
    private int ClosureSlot(string name)
    {
        UnitMetadata metadata = _unit.Metadata;
        bool implicitCell = _unit.Scope.Type is BlockType.ClassBlock or BlockType.ModuleBlock
            && name is "__class__" or "__classdict__" or "__conditional_annotations__";
        bool isCell = (implicitCell && metadata.CellVars.Contains(name)) || _unit.Scope.ScopeOf(name) == SymbolScope.CELL;
        int slot;
        if (isCell ? metadata.CellVars.TryGet(name, out slot) : metadata.FreeVars.TryGet(name, out slot))
            return slot;
        throw new InvalidOperationException($"'{metadata.Name}' has no variable for the free variable '{name}'");
    }

    private void PushBlock(FrameBlockKind kind, Label block, Label exit, Location location, object? datum = null)
    {
        if (_unit.Blocks.Count >= MaxBlocks)
            throw Error(location, "too many statically nested blocks");
        _unit.Blocks.Add(new FrameBlock(kind, block, exit, location, datum));
    }

    private void PopBlock() => _unit.Blocks.RemoveAt(_unit.Blocks.Count - 1);
}
