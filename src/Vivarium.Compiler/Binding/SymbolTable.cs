// The scopes of one program, found by the syntax node that opens each. A node can open several: a function its body, its annotations and
// its type parameters; a type parameter its bound and its default. See docs/internals/symtable.md.
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Binding;

internal sealed class SymbolTable(string fileName, FutureFeatures future)
{
    private readonly Dictionary<Node, Scope> _bodies = [];
    private readonly Dictionary<Node, Scope> _annotations = [];
    private readonly Dictionary<Node, Scope> _typeParameters = [];
    private readonly Dictionary<TypeParam, Scope> _defaults = [];

    public string FileName { get; } = fileName;
    public FutureFeatures Future { get; } = future;

    /// <summary>The scope of the module, the interactive statement or the expression.</summary>
    public Scope Top { get; internal set; } = null!;

    internal int ScopeCount { get; set; }

    /// <summary>
    /// Reads a tree and resolves every name in it. <paramref name="allowTopLevelAwait"/> is <c>PyCF_ALLOW_TOP_LEVEL_AWAIT</c>.
    /// </summary>
    public static SymbolTable Build(Mod mod, string fileName, FutureFeatures future, bool allowTopLevelAwait = false)
    {
        var table = new SymbolTable(fileName, future);
        new SymbolTableBuilder(table, allowTopLevelAwait).Build(mod);
        new ScopeAnalyzer(table).Analyze();
        return table;
    }

    /// <summary>The scope of a function's, class's, lambda's, comprehension's or alias value's body, or of a type parameter's bound.</summary>
    public Scope Body(Node node) => _bodies[node];

    /// <summary>The scope of a function's annotations.</summary>
    public Scope Annotations(Stmt function) => _annotations[function];

    /// <summary>The scope around a generic definition.</summary>
    public Scope TypeParameters(Stmt definition) => _typeParameters[definition];

    /// <summary>The scope of a type parameter's default value.</summary>
    public Scope Default(TypeParam parameter) => _defaults[parameter];

    internal void AddBody(Node node, Scope scope) => _bodies[node] = scope;
    internal void AddAnnotations(Stmt function, Scope scope) => _annotations[function] = scope;
    internal void AddTypeParameters(Stmt definition, Scope scope) => _typeParameters[definition] = scope;
    internal void AddDefault(TypeParam parameter, Scope scope) => _defaults[parameter] = scope;
}
