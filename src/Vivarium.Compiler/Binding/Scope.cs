// One scope of a program: its names, what kind of block it is, and what was found out while reading it. Made by
// SymbolTableBuilder, completed by ScopeAnalyzer, then only read; see docs/internals/symtable.md.
using Vivarium.Compiler.Flow;

namespace Vivarium.Compiler.Binding;

/// <summary>Where a <c>global</c> or <c>nonlocal</c> statement (or a walrus that acts as one) names a name.</summary>
internal readonly record struct Directive(string Name, Location Location);

internal sealed class Scope(string name, BlockType type, int id, Location location)
{
    private List<Directive>? _directives;

    public string Name { get; } = name;
    public BlockType Type { get; } = type;

    /// <summary>A number that no other scope of the same table has; counts in order of creation.</summary>
    public int Id { get; } = id;
    public Location Location { get; } = location;
    public SymbolMap Symbols { get; } = new();

    /// <summary>Names of parameters in order of declaration.</summary>
    public List<string> VarNames { get; } = [];
    public List<Scope> Children { get; private set; } = [];

    /// <summary>Type parameters of a generic class: the only names that get mangled in this scope; null means that all are.</summary>
    public HashSet<string>? MangledNames { get; set; }

    /// <summary>The scope of this scope's variable annotations.</summary>
    public Scope? AnnotationBlock { get; set; }

    /// <summary>What is being defined, for error messages: "a TypeVar bound".</summary>
    public string? ScopeInfo { get; set; }

    public ComprehensionType Comprehension { get; set; }
    public bool IsNested { get; set; }
    public bool IsGenerator { get; set; }
    public bool IsCoroutine { get; set; }
    public bool IsMethod { get; set; }
    public bool HasVarargs { get; set; }
    public bool HasVarkeywords { get; set; }
    public bool ReturnsValue { get; set; }
    public bool HasDocstring { get; set; }
    public bool AnnotationsUsed { get; set; }
    public bool NeedsClassClosure { get; set; }
    public bool NeedsClassDict { get; set; }
    public bool HasConditionalAnnotations { get; set; }

    /// <summary>Names may be bound in an enclosing class body.</summary>
    public bool CanSeeClassScope { get; set; }

    /// <summary>A comprehension whose code is part of the enclosing scope's.</summary>
    public bool IsInlined { get; set; }

    // State of the first pass.
    internal bool InComprehensionTarget { get; set; }
    internal int ComprehensionIterDepth { get; set; }
    internal bool InConditionalBlock { get; set; }
    internal bool InUnevaluatedAnnotation { get; set; }

    public bool IsFunctionLike => Type is BlockType.FunctionBlock or >= BlockType.AnnotationBlock;

    /// <summary>Where the name lives, explicit and implicit globals apart.</summary>
    public SymbolScope ScopeOf(string mangledName) => Symbols[mangledName].Scope();

    internal void AddDirective(string mangledName, Location location) => (_directives ??= []).Add(new Directive(mangledName, location));

    /// <summary>The first directive for a name, which errors about it point to.</summary>
    internal Location DirectiveLocation(string mangledName)
    {
        if (_directives is not null)
        {
            foreach (Directive directive in _directives)
            {
                if (directive.Name == mangledName)
                    return directive.Location;
            }
        }
        return Location;
    }

    /// <summary>Puts the children of inlined comprehensions in the comprehensions' places.</summary>
    internal void SpliceInlinedChildren()
    {
        List<Scope> spliced = [];
        foreach (Scope child in Children)
        {
            if (child.IsInlined)
                spliced.AddRange(child.Children);
            else
                spliced.Add(child);
        }
        Children = spliced;
    }
}
