// Blocking a signal whose disposition is the system's default: another thread of the process, which the .NET runtime made and which does not block it, would get it and end
// the process. Such a signal is parked: our handler takes it, sends it on to the main thread, where it stays pending as long as it is blocked; unblocking restores the
// default first. See docs/internals/signals.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Signal;

internal static unsafe class ParkedSignals
{
    private static ulong s_parked;

    private static ulong Bit(int signal) => 1UL << (signal - 1);

    public static bool IsParked(int signal) => (s_parked & Bit(signal)) != 0;

    public static void Forget(int signal) => s_parked &= ~Bit(signal);

    /// <summary>Before the main thread blocks these signals.</summary>
    public static void Park(ThreadState* ts, sigset_t* set)
    {
        for (int signal = 1; signal < SignalSets.Count; signal++)
        {
            bool fixedByOthers = signal is 4 or 5 or 6 or 7 or 8 or 9 or 11 or 19 || SignalBoard.IsReserved(signal) || SignalSets.IsInternal(signal);
            if (fixedByOthers || !SignalSets.Contains(set, signal) || SignalHandling.HandlerBorrowed(ts, signal) != SignalHandling.Default)
                continue;
            if (SignalBoard.SetHandled(signal) == 0)
                s_parked |= Bit(signal);
        }
    }

    /// <summary>Before the main thread unblocks these signals, which then take their default action if they have come.</summary>
    public static void Unpark(sigset_t* set)
    {
        for (int signal = 1; signal < SignalSets.Count && s_parked != 0; signal++)
        {
            if ((s_parked & Bit(signal)) == 0 || !SignalSets.Contains(set, signal))
                continue;
            s_parked &= ~Bit(signal);
            _ = SignalBoard.SetDefault(signal);
        }
    }
}
