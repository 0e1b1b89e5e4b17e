// The notes that say, in an exception of pickling, where in the object it came up. See docs/internals/pickle.md.
namespace Vivarium.Stdlib.Pickling;

internal static unsafe class PickleNotes
{
    /// <summary>"when serializing TYPE PART"; always Error.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Status Add(ThreadState* ts, PyObject* o, string part)
    {
        Err.AddNote(ts, $"when serializing {PyType.FullName(o->ob_type)} {part}");
        return Status.Error;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Status AddItem(ThreadState* ts, PyObject* o, nint index)
    {
        Err.AddNote(ts, $"when serializing {PyType.FullName(o->ob_type)} item {index}");
        return Status.Error;
    }

    /// <summary>Names the key of an item.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Status AddKey(ThreadState* ts, PyObject* o, PyObject* key)
    {
        PyObject* exception = Err.Fetch(ts);
        using Owned<PyObject> repr = Own.Of(ts, Obj.Repr(ts, key));
        if (repr.IsNull)
            Err.Clear(ts);
        Err.Restore(ts, exception);
        return repr.IsNull ? Status.Error : Add(ts, o, $"item {PyUnicode.ToString(repr.Pointer)}");
    }
}
