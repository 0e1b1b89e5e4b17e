// Sets of signals: from an iterable of numbers and to a set of them. See docs/internals/signals.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Signal;

internal static unsafe class SignalSets
{
    /// <summary>One more than the highest signal.</summary>
    public const int Count = 65;

    /// <summary>Two signals belong to the C library alone.</summary>
    public static bool IsInternal(int signal) => signal is 32 or 33;

    public static bool Contains(sigset_t* set, int signal) => (set->bits[(signal - 1) / 64] & (1UL << ((signal - 1) % 64))) != 0;

    public static void Add(sigset_t* set, int signal) => set->bits[(signal - 1) / 64] |= 1UL << ((signal - 1) % 64);

    public static void Remove(sigset_t* set, int signal) => set->bits[(signal - 1) / 64] &= ~(1UL << ((signal - 1) % 64));

    /// <summary>The signals that an iterable of ints names.</summary>
    public static Status Parse(ThreadState* ts, PyObject* iterable, sigset_t* set)
    {
        *set = default;
        using Owned<PyObject> iterator = Own.Of(ts, Obj.GetIter(ts, iterable));
        if (iterator.IsNull)
            return Status.Error;
        while (true)
        {
            using Owned<PyObject> item = Own.Of(ts, Obj.IterNext(ts, iterator.Pointer));
            if (item.IsNull)
                return Err.Occurred(ts) ? Status.Error : Status.Ok;
            using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, item.Pointer));
            if (number.IsNull)
                return Status.Error;
            int overflow;
            long signal = PyLong.AsInt64AndOverflow(ts, number.Pointer, &overflow);
            if (signal is <= 0 or >= Count)
                return Err.ValueStatus(ts, $"signal number {(overflow != 0 ? -1 : signal)} out of range [1; 64]");
            if (!IsInternal((int)signal))
                Add(set, (int)signal);
            else if (Err.Warn(ts, Exc.RuntimeWarning, $"invalid signal number {signal}, please use valid_signals()", 1) != Status.Ok)
                return Status.Error;
        }
    }
}
