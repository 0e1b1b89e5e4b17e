// The first pass over a program's names: makes a scope for every block and notes in it how each name is defined and used. What can be
// wrong with one scope alone is reported here; ScopeAnalyzer does what needs them all. See docs/internals/symtable.md.
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Binding;

internal sealed partial class SymbolTableBuilder(SymbolTable table, bool allowTopLevelAwait)
{
    private readonly List<Scope> _stack = [];
    private StackGuard _guard;
    private Scope _cur = null!;
    private SymbolMap _globals = null!;

    /// <summary>The class whose name mangles private names.</summary>
    private string? _private;

    private bool FutureAnnotations => (table.Future.Features & Bytecode.CodeFlags.CO_FUTURE_ANNOTATIONS) != 0;

    public void Build(Mod mod)
    {
        Scope top = NewScope("top", BlockType.ModuleBlock, new Location(0, 0, 0, 0));
        table.Top = top;
        table.AddBody(mod, top);
        EnterScope(top);
        switch (mod)
        {
            case Module module:
                top.HasDocstring = Docstrings.Of(module.Body) is not null;
                VisitBody(module.Body);
                break;
            case Interactive interactive:
                VisitBody(interactive.Body);
                break;
            case Expression expression:
                Visit(expression.Body);
                break;
            default:
                throw new SyntaxException(SyntaxErrorKind.SyntaxError, "this compiler does not handle FunctionTypes");
        }
        ExitScope();
    }

    private SyntaxException Error(string message, Location location) => CompileErrors.Binding(table.FileName, message, location);

    private string Mangle(string name) => NameMangling.MaybeMangle(_private, _cur, name);

    private Scope NewScope(string name, BlockType type, Location location)
    {
        var scope = new Scope(name, type, table.ScopeCount++, location);
        if (_cur is not null)
        {
            scope.IsNested = _cur.IsNested || _cur.IsFunctionLike;
            scope.IsMethod = type == BlockType.FunctionBlock && _cur.Type == BlockType.ClassBlock;
        }
        return scope;
    }

    private Scope EnterNewScope(string name, BlockType type, Location location)
    {
        Scope scope = NewScope(name, type, location);
        EnterScope(scope);
        if (type is BlockType.AnnotationBlock or BlockType.TypeVariableBlock or BlockType.TypeAliasBlock)
        {
            // These become functions of one argument: in which format to give the value.
            AddDefinition(".format", SymbolFlags.DEF_PARAM, location);
            AddDefinition(".format", SymbolFlags.USE, location);
        }
        return scope;
    }

    private void EnterScope(Scope scope)
    {
        Scope? parent = _cur;
        _stack.Add(scope);
        _cur = scope;
        if (parent is null)
        {
            _globals = scope.Symbols;
            return;
        }
        scope.ComprehensionIterDepth = parent.ComprehensionIterDepth;
        if (parent.MangledNames is not null && scope.Type != BlockType.ClassBlock)
            scope.MangledNames = parent.MangledNames;
        // Annotations that end up as strings must leave no trace in the table.
        if (FutureAnnotations && scope.Type == BlockType.AnnotationBlock)
            return;
        // The scope of variable annotations is entered once for each of them.
        if (scope != parent.AnnotationBlock)
            parent.Children.Add(scope);
    }

    private void ExitScope()
    {
        _stack.RemoveAt(_stack.Count - 1);
        _cur = _stack.Count > 0 ? _stack[^1] : null!;
    }

    /// <summary>The class scope is reachable from the current one through the cell of its namespace.</summary>
    private void LetSeeClassScope(Location location)
    {
        _cur.CanSeeClassScope = true;
        AddDefinition("__classdict__", SymbolFlags.USE, location);
    }

    /// <summary>Records a definition or use without a check of the name itself.</summary>
    private void AddDefinition(string name, SymbolFlags flag, Location location) => AddDefinition(name, flag, _cur, location);

    private void AddDefinition(string name, SymbolFlags flag, Scope scope, Location location)
    {
        string mangled = NameMangling.MaybeMangle(_private, _cur, name);
        ref SymbolFlags flags = ref scope.Symbols.GetOrAdd(mangled);
        if (flag.Has(SymbolFlags.DEF_PARAM) && flags.Has(SymbolFlags.DEF_PARAM))
            throw Error($"duplicate argument '{name}' in function definition", location);
        if (flag.Has(SymbolFlags.DEF_TYPE_PARAM) && flags.Has(SymbolFlags.DEF_TYPE_PARAM))
            throw Error($"duplicate type parameter '{name}'", location);
        if (scope.InComprehensionTarget)
        {
            if (flags.Has(SymbolFlags.DEF_GLOBAL | SymbolFlags.DEF_NONLOCAL))
                throw Error($"comprehension inner loop cannot rebind assignment expression target '{name}'", location);
            flags |= SymbolFlags.DEF_COMP_ITER;
        }
        flags |= flag;
        if (flag.Has(SymbolFlags.DEF_PARAM))
            scope.VarNames.Add(mangled);
        else if (flag.Has(SymbolFlags.DEF_GLOBAL))
            _globals.GetOrAdd(mangled) |= flag;
    }

    /// <summary>Records a definition that the program's text makes.</summary>
    private void Define(string name, SymbolFlags flag, Location location, ExprContext context = ExprContext.Store)
    {
        if (flag.Has(SymbolFlags.DEF_BOUND))
            CheckName(name, location, context);
        if (flag.Has(SymbolFlags.DEF_TYPE_PARAM))
            _cur.MangledNames?.Add(name);
        AddDefinition(name, flag, _cur, location);
    }

    private void CheckName(string name, Location location, ExprContext context)
    {
        if (name != "__debug__" || context == ExprContext.Load)
            return;
        throw Error(context == ExprContext.Store ? "cannot assign to __debug__" : "cannot delete __debug__", location);
    }

    private void CheckKeywords(Keyword[] keywords)
    {
        foreach (Keyword keyword in keywords)
        {
            if (keyword.Arg is not null)
                CheckName(keyword.Arg, keyword.Loc(), ExprContext.Store);
        }
    }
}
