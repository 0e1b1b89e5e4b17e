// The way into the matcher for a text of any character size, and the check point that long matches serve. See docs/internals/re.md.
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Stdlib.Sre;

/// <summary>What an attempt came to; Error with an exception set.</summary>
internal enum Found
{
    Error = -1,
    No = 0,
    Yes = 1,
}

internal static unsafe class Matching
{
    /// <summary>Backtracks, iterations and attempts between two looks at the check point.</summary>
    public const int Quantum = 4096;

    public static Found Match(ThreadState* ts, SreState* state, uint* code) => state->charsize switch
    {
        1 => Matcher<byte>.Match(ts, state, code),
        2 => Matcher<ushort>.Match(ts, state, code),
        _ => Matcher<uint>.Match(ts, state, code),
    };

    public static Found Search(ThreadState* ts, SreState* state, uint* code) => state->charsize switch
    {
        1 => Matcher<byte>.Search(ts, state, code),
        2 => Matcher<ushort>.Search(ts, state, code),
        _ => Matcher<uint>.Search(ts, state, code),
    };

    /// <summary>Charges the work of one quantum and serves what is pending: signals, collections, other threads.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Status CheckPoint(ThreadState* ts, SreState* state)
    {
        state->budget = Quantum;
        ts->fuel -= Quantum / 16;
        return ts->eval_breaker == 0 && ts->fuel > 0 ? Status.Ok : CheckPoints.Serve(ts);
    }
}
