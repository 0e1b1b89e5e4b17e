// The second pass: decides for every name of every scope whether it is local, a cell, free or global, inlines comprehensions into the
// scopes around them, and reports nonlocals without a binding. Works outside in for bindings, inside out for free names; see
// docs/internals/symtable.md.
namespace Vivarium.Compiler.Binding;

internal sealed class ScopeAnalyzer(SymbolTable table)
{
    private static readonly string[] s_implicitClassCells = ["__class__", "__classdict__", "__conditional_annotations__"];

    private StackGuard _guard;

    public void Analyze()
    {
        var free = default(NameSet);
        var bound = default(NameSet);
        var global = default(NameSet);
        var typeParams = default(NameSet);
        AnalyzeScope(table.Top, isTop: true, ref bound, ref free, ref global, ref typeParams, null);
    }

    /// <summary>
    /// <paramref name="bound"/>, <paramref name="global"/> and <paramref name="typeParams"/> are what the enclosing scopes bind;
    /// the names that the scope needs from them are added to <paramref name="free"/>.
    /// </summary>
    private void AnalyzeScope(
        Scope scope, bool isTop, ref NameSet bound, ref NameSet free, ref NameSet global, ref NameSet typeParams, Scope? classScope)
    {
        _guard.Enter();
        bool isClass = scope.Type == BlockType.ClassBlock;
        var local = default(NameSet);
        var newBound = default(NameSet);
        var newGlobal = default(NameSet);
        var newFree = default(NameSet);
        var inlinedCells = default(NameSet);
        var scopes = new SymbolScope[scope.Symbols.Count];
        // A class body sees the bindings around it, but passes them on without its own.
        if (isClass)
        {
            newGlobal.UnionWith(ref global);
            newBound.UnionWith(ref bound);
        }
        for (int i = 0; i < scopes.Length; i++)
            scopes[i] = Resolve(scope, i, isTop, ref bound, ref local, ref free, ref global, ref typeParams, classScope);
        if (isClass)
        {
            foreach (string name in s_implicitClassCells)
                newBound.Add(name);
        }
        else
        {
            if (scope.IsFunctionLike)
                newBound.UnionWith(ref local);
            newBound.UnionWith(ref bound);
            newGlobal.UnionWith(ref global);
        }
        AnalyzeChildren(scope, ref scopes, ref newBound, ref newFree, ref newGlobal, ref typeParams, ref inlinedCells, classScope);
        if (scope.IsFunctionLike)
            FindCells(scope, scopes, ref newFree, ref inlinedCells);
        else if (isClass)
            DropClassCells(scope, ref newFree);
        Store(scope, scopes, isTop, ref bound, ref newFree, ref inlinedCells, isClass || scope.CanSeeClassScope);
        free.UnionWith(ref newFree);
        _guard.Leave();
    }

    private void AnalyzeChildren(
        Scope scope, ref SymbolScope[] scopes, ref NameSet bound, ref NameSet free, ref NameSet global, ref NameSet typeParams,
        ref NameSet inlinedCells, Scope? classScope)
    {
        bool anyInlined = false;
        foreach (Scope child in scope.Children)
        {
            Scope? childClass = !child.CanSeeClassScope ? null : scope.Type == BlockType.ClassBlock ? scope : classScope;
            // Comprehensions become part of their scope; generator expressions and those that may look into a class body do not.
            bool inlined = child.Comprehension is not (ComprehensionType.NoComprehension or ComprehensionType.GeneratorExpression)
                && !scope.CanSeeClassScope;
            NameSet childBound = bound.Share();
            NameSet childGlobal = global.Share();
            NameSet childTypeParams = typeParams.Share();
            var childFree = default(NameSet);
            AnalyzeScope(child, isTop: false, ref childBound, ref childFree, ref childGlobal, ref childTypeParams, childClass);
            // Such a scope reads the class's namespace even where the class binds __classdict__ itself.
            if (child.CanSeeClassScope && scope.Type == BlockType.ClassBlock)
                scope.NeedsClassDict = true;
            if (inlined)
            {
                Inline(scope, child, ref scopes, ref childFree, ref inlinedCells);
                child.IsInlined = true;
                anyInlined = true;
            }
            free.UnionWith(ref childFree);
        }
        if (anyInlined)
            scope.SpliceInlinedChildren();
    }

    private SymbolScope Resolve(
        Scope scope, int position, bool isTop, ref NameSet bound, ref NameSet local, ref NameSet free, ref NameSet global,
        ref NameSet typeParams, Scope? classScope)
    {
        string name = scope.Symbols.NameAt(position);
        SymbolFlags flags = scope.Symbols.FlagsAt(position);
        if (flags.Has(SymbolFlags.DEF_GLOBAL))
        {
            if (flags.Has(SymbolFlags.DEF_NONLOCAL))
                throw DirectiveError(scope, name, $"name '{name}' is nonlocal and global");
            global.Add(name);
            bound.Remove(name);
            return SymbolScope.GLOBAL_EXPLICIT;
        }
        if (flags.Has(SymbolFlags.DEF_NONLOCAL))
        {
            if (isTop)
                throw DirectiveError(scope, name, "nonlocal declaration not allowed at module level");
            if (!bound.Contains(name))
                throw DirectiveError(scope, name, $"no binding for nonlocal '{name}' found");
            if (typeParams.Contains(name))
                throw DirectiveError(scope, name, $"nonlocal binding not allowed for type parameter '{name}'");
            free.Add(name);
            return SymbolScope.FREE;
        }
        if (flags.Has(SymbolFlags.DEF_BOUND))
        {
            local.Add(name);
            global.Remove(name);
            if (flags.Has(SymbolFlags.DEF_TYPE_PARAM))
                typeParams.Add(name);
            else
                typeParams.Remove(name);
            return SymbolScope.LOCAL;
        }
        if (classScope is not null)
        {
            // The class body decides first: what it binds is looked up in its namespace at run time, then globally.
            SymbolFlags inClass = classScope.Symbols[name];
            if (inClass.Has(SymbolFlags.DEF_GLOBAL))
                return SymbolScope.GLOBAL_EXPLICIT;
            if (inClass.Has(SymbolFlags.DEF_BOUND) && !inClass.Has(SymbolFlags.DEF_NONLOCAL))
                return SymbolScope.GLOBAL_IMPLICIT;
        }
        if (bound.Contains(name))
        {
            free.Add(name);
            return SymbolScope.FREE;
        }
        return SymbolScope.GLOBAL_IMPLICIT;
    }

    private Syntax.SyntaxException DirectiveError(Scope scope, string name, string message) =>
        CompileErrors.Binding(table.FileName, message, scope.DirectiveLocation(name));

    /// <summary>Makes a comprehension's names names of the scope around it.</summary>
    private static void Inline(
        Scope scope, Scope comprehension, ref SymbolScope[] scopes, ref NameSet comprehensionFree, ref NameSet inlinedCells)
    {
        List<string>? removed = null;
        SymbolMap symbols = comprehension.Symbols;
        for (int i = 0; i < symbols.Count; i++)
        {
            string name = symbols.NameAt(i);
            SymbolFlags flags = symbols.FlagsAt(i);
            // The argument ".0" stays on the stack.
            if (flags.Has(SymbolFlags.DEF_PARAM))
                continue;
            SymbolScope nameScope = flags.Scope();
            SymbolFlags definition = flags & SymbolFlags.DefinitionMask;
            if (nameScope == SymbolScope.CELL || definition.Has(SymbolFlags.DEF_COMP_CELL))
                inlinedCells.Add(name);
            // The implicit cells of a class cannot be free in the class body itself.
            if (nameScope == SymbolScope.FREE && scope.Type == BlockType.ClassBlock && Array.IndexOf(s_implicitClassCells, name) >= 0)
            {
                nameScope = SymbolScope.GLOBAL_IMPLICIT;
                if (!IsFreeInAnyChild(comprehension, name))
                    comprehensionFree.Remove(name);
                (removed ??= []).Add(name);
            }
            int existing = scope.Symbols.Find(name);
            if (existing < 0)
            {
                scope.Symbols.GetOrAdd(name) = definition;
                int added = scope.Symbols.Count - 1;
                if (added >= scopes.Length)
                    Array.Resize(ref scopes, Math.Max(added + 1, scopes.Length * 2));
                scopes[added] = nameScope;
            }
            else
            {
                ref SymbolFlags known = ref scope.Symbols.FlagsAt(existing);
                // In a class body the comprehension's name is one from further out, not the class's own.
                if (nameScope == SymbolScope.FREE && scope.Type != BlockType.ClassBlock)
                    known |= definition & SymbolFlags.USE;
                if (known.Has(SymbolFlags.DEF_BOUND) && scope.Type != BlockType.ClassBlock && !IsFreeInAnyChild(comprehension, name))
                    comprehensionFree.Remove(name);
            }
        }
        foreach (string name in removed ?? [])
            symbols.Remove(name);
    }

    private static bool IsFreeInAnyChild(Scope scope, string name)
    {
        foreach (Scope child in scope.Children)
        {
            if (child.ScopeOf(name) == SymbolScope.FREE)
                return true;
        }
        return false;
    }

    /// <summary>Locals that a nested scope needs become cells, and are free no further out.</summary>
    private static void FindCells(Scope scope, SymbolScope[] scopes, ref NameSet free, ref NameSet inlinedCells)
    {
        if (free.IsEmpty && inlinedCells.IsEmpty)
            return;
        for (int i = 0; i < scope.Symbols.Count; i++)
        {
            if (scopes[i] != SymbolScope.LOCAL)
                continue;
            string name = scope.Symbols.NameAt(i);
            if (!free.Contains(name) && !inlinedCells.Contains(name))
                continue;
            scopes[i] = SymbolScope.CELL;
            free.Remove(name);
        }
    }

    private static void DropClassCells(Scope scope, ref NameSet free)
    {
        if (free.Contains("__class__"))
        {
            free.Remove("__class__");
            scope.NeedsClassClosure = true;
        }
        if (free.Contains("__classdict__"))
        {
            free.Remove("__classdict__");
            scope.NeedsClassDict = true;
        }
        if (free.Contains("__conditional_annotations__"))
        {
            free.Remove("__conditional_annotations__");
            scope.HasConditionalAnnotations = true;
        }
    }

    private static void Store(
        Scope scope, SymbolScope[] scopes, bool isTop, ref NameSet bound, ref NameSet free, ref NameSet inlinedCells, bool seesClass)
    {
        SymbolMap symbols = scope.Symbols;
        for (int i = 0; i < symbols.Count; i++)
        {
            ref SymbolFlags flags = ref symbols.FlagsAt(i);
            if (inlinedCells.Contains(symbols.NameAt(i)))
                flags |= SymbolFlags.DEF_COMP_CELL;
            flags = flags.WithScope(scopes[i]);
        }
        if (free.IsEmpty)
            return;
        foreach (string name in free)
        {
            int position = symbols.Find(name);
            if (position >= 0)
            {
                // A class body may have a name of its own that its methods take from further out.
                if (seesClass)
                    symbols.FlagsAt(position) |= SymbolFlags.DEF_FREE_CLASS;
                continue;
            }
            if (!isTop && !bound.Contains(name))
                continue;
            symbols.GetOrAdd(name) = SymbolFlags.None.WithScope(SymbolScope.FREE);
        }
    }
}
