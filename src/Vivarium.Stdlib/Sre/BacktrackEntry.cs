// One entry of the backtrack stack: what to undo, or where to go on, when the match that was built on top of it fails. Entries refer to each
// other by their offset in the stack, which may move as it grows. See docs/internals/re.md.
namespace Vivarium.Stdlib.Sre;

internal enum Entry
{
    /// <summary>Undo a mark: a = its index, b = where it was, c and d = lastmark and lastindex before.</summary>
    Mark,
    /// <summary>Try the next alternative: a = its skip word, b = position.</summary>
    Branch,
    /// <summary>Give back characters of a greedy repeat of one character: a = operands, b = position, c = the least position.</summary>
    GreedyOne,
    /// <summary>Take one more character of a lazy repeat: a = operands, b = position, c = characters so far.</summary>
    LazyOne,
    /// <summary>The record of a repeat that was entered: a = operands, b = the enclosing repeat's record, c = count, d = where its last iteration began.</summary>
    Repeat,
    /// <summary>Undo an iteration's bookkeeping: a = record, b = count before, c = where the last iteration began.</summary>
    Iteration,
    /// <summary>Leave a greedy repeat instead of iterating: a = record, b = count before, c = where the last iteration began, d = position.</summary>
    LeaveGreedy,
    /// <summary>Iterate a lazy repeat instead of leaving it: a = record, b = position.</summary>
    IterateLazy,
    /// <summary>Undo leaving a repeat: a = its record.</summary>
    Left,
    /// <summary>The inside of a group that is matched on its own: a = operands, b = position, c = the enclosing one, d = the repeat around it.</summary>
    Assert,
    AssertNot,
    Atomic,
    /// <summary>One iteration of a possessive repeat, likewise; the count is in <see cref="BacktrackEntry.count"/>.</summary>
    Possessive,
}

internal struct BacktrackEntry
{
    public Entry kind;
    public uint count;
    public nint a;
    public nint b;
    public nint c;
    public nint d;
}
