// The limit on the depth of Python calls (sys.setrecursionlimit). Native recursion is limited by the native stack (State/NativeStack.cs).
namespace Vivarium.Runtime.Interpreter;

internal static unsafe class Recursion
{
    /// <summary>Depth granted beyond the limit while RecursionError is raised and handled.</summary>
    private const int Headroom = 50;

    /// <summary>Called when the count has gone below zero: true when headroom lets the call pass, else RecursionError is set.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Check(ThreadState* ts)
    {
        if (ts->recursion_headroom != 0)
        {
            if (ts->py_recursion_remaining >= -Headroom)
                return true;
            Err.SetString(ts, Exc.RecursionError, "maximum recursion depth exceeded while handling another RecursionError");
            return false;
        }
        if (ts->py_recursion_remaining > 0)
            return true;
        ts->recursion_headroom++;
        Err.SetString(ts, Exc.RecursionError, "maximum recursion depth exceeded");
        ts->recursion_headroom--;
        return false;
    }

    public static void SetLimit(ThreadState* ts, int limit)
    {
        ts->interp->recursion_limit = limit;
        for (ThreadState* t = ts->interp->threads; t != null; t = t->next)
        {
            int depth = t->py_recursion_limit - t->py_recursion_remaining;
            t->py_recursion_limit = limit;
            t->py_recursion_remaining = limit - depth;
        }
    }
}
