// Setting and clearing the reasons for a check point. Other threads do so too, hence atomically. See docs/internals/threads.md.
namespace Vivarium.Runtime.State;

internal static unsafe class EvalBreakers
{
    public static void Set(ThreadState* ts, EvalBreaker reason) => Interlocked.Or(ref *(ulong*)&ts->eval_breaker, (ulong)reason);

    public static void Clear(ThreadState* ts, EvalBreaker reason) => Interlocked.And(ref *(ulong*)&ts->eval_breaker, ~(ulong)reason);

    public static bool IsSet(ThreadState* ts, EvalBreaker reason) => ((ulong)ts->eval_breaker & (ulong)reason) != 0;
}
