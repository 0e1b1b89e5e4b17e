// The vocabulary of symbol tables: what a name's flag word says, and the kinds of scopes. The numbers are those the _symtable
// module shows to Python code; see docs/internals/symtable.md.
namespace Vivarium.Compiler.Binding;

/// <summary>What is known of a name in one scope; the resolved <see cref="SymbolScope"/> sits above bit 12.</summary>
[Flags]
internal enum SymbolFlags
{
    None = 0,
    DEF_GLOBAL = 1,
    DEF_LOCAL = 2,
    DEF_PARAM = 4,
    DEF_NONLOCAL = 8,
    USE = 16,

    /// <summary>A free variable of a nested scope that a class body binds too.</summary>
    DEF_FREE_CLASS = 64,
    DEF_IMPORT = 128,
    DEF_ANNOT = 256,
    DEF_COMP_ITER = 512,
    DEF_TYPE_PARAM = 1024,

    /// <summary>A cell because of an inlined comprehension.</summary>
    DEF_COMP_CELL = 2048,
    DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT,
    DefinitionMask = (1 << SymbolFlagsExtensions.ScopeOffset) - 1,
}

/// <summary>Where a name lives.</summary>
internal enum SymbolScope
{
    Unknown = 0,
    LOCAL = 1,
    GLOBAL_EXPLICIT = 2,
    GLOBAL_IMPLICIT = 3,
    FREE = 4,
    CELL = 5,
}

internal enum BlockType : byte
{
    FunctionBlock = 0,
    ClassBlock = 1,
    ModuleBlock = 2,

    /// <summary>The body of an annotate function.</summary>
    AnnotationBlock = 3,

    /// <summary>The value of a <c>type</c> statement.</summary>
    TypeAliasBlock = 4,

    /// <summary>Around a generic function, class or alias.</summary>
    TypeParametersBlock = 5,

    /// <summary>The bound, constraints or default of one type parameter.</summary>
    TypeVariableBlock = 6,
}

internal enum ComprehensionType : byte
{
    NoComprehension = 0,
    ListComprehension = 1,
    DictComprehension = 2,
    SetComprehension = 3,
    GeneratorExpression = 4,
}

internal static class SymbolFlagsExtensions
{
    public const int ScopeOffset = 12;

    public static SymbolScope Scope(this SymbolFlags flags) => (SymbolScope)((int)flags >> ScopeOffset & 15);

    public static SymbolFlags WithScope(this SymbolFlags flags, SymbolScope scope) =>
        flags | (SymbolFlags)((int)scope << ScopeOffset);

    public static bool Has(this SymbolFlags flags, SymbolFlags any) => (flags & any) != 0;
}
