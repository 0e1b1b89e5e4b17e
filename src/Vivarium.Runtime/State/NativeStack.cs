// How much native stack is left. Recursion through native code is bounded by address, not by count, so that it ends in RecursionError and never
// in a stack overflow, which would kill the host (D9 of the design).
namespace Vivarium.Runtime.State;

internal static unsafe class NativeStack
{
    /// <summary>Bytes that stay for error handling after <see cref="Enter"/> starts to refuse.</summary>
    public const int SafetyMargin = 256 * 1024;

    private const int RaisingMargin = 192 * 1024;

    /// <summary>Bytes between here and the end of what Python code may use on this thread.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static nint Margin(ThreadState* ts)
    {
        byte here;
        return (nint)((nuint)(&here) - ts->c_stack_limit);
    }

    /// <summary>False, with RecursionError set ("… <paramref name="where"/>"), when native recursion is too deep; to be called by every slot that may call itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Enter(ThreadState* ts, string where) => Margin(ts) >= SafetyMargin || Refuse(ts, where);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Refuse(ThreadState* ts, string where)
    {
        long used = (long)(ts->c_stack_top - ts->c_stack_limit - (nuint)Math.Max(0, Margin(ts))) / 1024;
        // Making the exception calls too: most of the margin is there for it.
        ts->c_stack_limit -= RaisingMargin;
        Err.SetString(ts, Exc.RecursionError, $"Stack overflow (used {used} kB){where}");
        ts->c_stack_limit += RaisingMargin;
        return false;
    }
}
