// User and group numbers: unsigned, with -1 for "leave as it is". See docs/internals/posix.md.
namespace Vivarium.Stdlib.Posix;

internal static unsafe class UserIds
{
    public static Status Uid(ThreadState* ts, PyObject* o, out uint id) => Convert(ts, o, "uid", out id);

    public static Status Gid(ThreadState* ts, PyObject* o, out uint id) => Convert(ts, o, "gid", out id);

    private static Status Convert(ThreadState* ts, PyObject* o, string what, out uint id)
    {
        id = uint.MaxValue;
        if (!Num.HasIndex(o))
            return Err.TypeStatus(ts, $"{what} should be integer, not {PyType.NameOf(o)}");
        using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, o));
        if (number.IsNull)
            return Status.Error;
        int overflow;
        long value = PyLong.AsInt64AndOverflow(ts, number.Pointer, &overflow);
        if (value == -1 && overflow == 0)
            return Status.Ok;
        if (overflow > 0)
            return Raise(ts, $"{what} is greater than maximum");
        // The reference says so too of numbers that are too large but fit into 64 bits.
        if (overflow < 0 || value is < 0 or > uint.MaxValue)
            return Raise(ts, $"{what} is less than minimum");
        id = (uint)value;
        return Status.Ok;
    }

    private static Status Raise(ThreadState* ts, string message)
    {
        Err.Overflow(ts, message);
        return Status.Error;
    }

    public static PyObject* ToPython(ThreadState* ts, uint id) => id == uint.MaxValue ? PyLong.SmallInt(-1) : PyLong.FromInt64(ts, id);
}
