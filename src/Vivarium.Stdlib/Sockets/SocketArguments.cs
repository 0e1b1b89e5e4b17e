// Arguments of the methods that take them by position only, with the messages of that convention. See docs/internals/sockets.md.
namespace Vivarium.Stdlib.Sockets;

internal static unsafe class SocketArguments
{
    /// <summary>Whether there are so many arguments.</summary>
    public static bool Count(ThreadState* ts, string function, nint given, nint min, nint max)
    {
        if (given >= min && given <= max)
            return true;
        nint limit = given < min ? min : max;
        string bound = min == max ? "exactly" : given < min ? "at least" : "at most";
        Err.Type(ts, $"{function}() takes {bound} {limit} argument{(limit == 1 ? "" : "s")} ({given} given)");
        return false;
    }

    /// <summary>An int of C in a list of arguments.</summary>
    public static bool Int(ThreadState* ts, PyObject* o, out int value)
    {
        long wide = ArgumentParsing.Int64(ts, o);
        value = (int)wide;
        if (wide == -1 && Err.Occurred(ts))
            return false;
        if (wide == value)
            return true;
        Err.Overflow(ts, wide > 0 ? "signed integer is greater than maximum" : "signed integer is less than minimum");
        return false;
    }

    /// <summary>An int of C that is the only argument.</summary>
    public static bool OnlyInt(ThreadState* ts, PyObject* o, out int value)
    {
        value = ArgumentParsing.Int32(ts, o);
        return value != -1 || !Err.Occurred(ts);
    }

    public static bool Size(ThreadState* ts, PyObject* o, out nint value)
    {
        value = ArgumentParsing.NInt(ts, o);
        return value != -1 || !Err.Occurred(ts);
    }
}
