// Puts the scopes that the code generator finishes, inner ones first, back into the tree that they form. See docs/internals/testinternals.md.
using Vivarium.Compiler.Flow;

namespace Vivarium.Stdlib.TestInternals;

internal sealed record CollectedScope(UnitMetadata Metadata, InstructionSequence Sequence, List<CollectedScope> Inner);

internal sealed unsafe class ScopeCollector
{
    /// <summary>For each depth the scopes whose outer scope is not finished yet.</summary>
    private readonly Dictionary<int, List<CollectedScope>> _waiting = [];

    public CollectedScope Outermost => _waiting[0][^1];

    /// <summary>The sequence is copied: what comes after consumes it.</summary>
    public void Add(UnitMetadata unit, InstructionSequence sequence, int depth)
    {
        _waiting.Remove(depth + 1, out List<CollectedScope>? inner);
        if (!_waiting.TryGetValue(depth, out List<CollectedScope>? here))
            _waiting.Add(depth, here = []);
        // Functions that give annotations belong to the code that makes them, not to the scope they stand in.
        here.Add(new CollectedScope(unit, sequence.Copy(), [.. (inner ?? []).Where(scope => scope.Metadata.Name != "__annotate__")]));
    }

    public PyObject* ToObject(ThreadState* ts, CollectedScope scope)
    {
        using Owned<PyObject> result = Own.Of(ts, InstructionSequenceType.New(ts, scope.Sequence));
        if (result.IsNull)
            return null;
        foreach (CollectedScope inner in scope.Inner)
        {
            using Owned<PyObject> nested = Own.Of(ts, ToObject(ts, inner));
            if (nested.IsNull || InstructionSequenceType.AddNested(ts, result.Pointer, nested.Pointer) != Status.Ok)
                return null;
        }
        return result.Release();
    }
}
