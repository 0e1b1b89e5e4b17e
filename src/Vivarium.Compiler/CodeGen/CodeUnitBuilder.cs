// What the code generator knows of one scope while it emits that scope's instructions, and of the blocks it is inside of there.
// See docs/internals/codegen.md.
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.CodeGen;

internal enum ScopeKind : byte
{
    Module,
    Class,
    Function,
    AsyncFunction,
    Lambda,
    Comprehension,

    /// <summary>Annotations, type parameters, alias values.</summary>
    Annotations,
}

/// <summary>A construct that return, break or continue must undo on its way out.</summary>
internal enum FrameBlockKind : byte
{
    WhileLoop,
    ForLoop,
    TryExcept,
    FinallyTry,
    FinallyEnd,
    With,
    AsyncWith,
    HandlerCleanup,
    PopValue,
    ExceptionHandler,
    ExceptionGroupHandler,
    AsyncComprehensionGenerator,
    InlinedComprehension,
    StopIteration,
}

/// <summary>One open block. Block is where a loop continues, Exit where break goes; Datum is a finally body or a handler's name.</summary>
internal readonly record struct FrameBlock(FrameBlockKind Kind, Label Block, Label Exit, Location Location, object? Datum);

internal sealed class CodeUnitBuilder(Scope scope, ScopeKind kind, UnitMetadata metadata, string? privateName)
{
    public Scope Scope { get; } = scope;
    public ScopeKind Kind { get; } = kind;
    public UnitMetadata Metadata { get; } = metadata;

    /// <summary>The class whose private names are mangled here.</summary>
    public string? PrivateName { get; } = privateName;

    public InstructionSequence Sequence { get; set; } = new();
    public List<FrameBlock> Blocks { get; } = [];

    /// <summary>Attributes assigned through <c>self</c> in a class's functions.</summary>
    public HashSet<string>? StaticAttributes { get; set; }

    /// <summary>Variable annotations met so far, and for each the index under which its execution is noted, or -1.</summary>
    public List<AnnAssign>? DeferredAnnotations { get; set; }
    public List<int>? ConditionalIndexes { get; set; }
    public int NextConditionalIndex { get; set; }

    public bool InConditionalBlock { get; set; }
    public int InlinedComprehensionDepth { get; set; }
}
