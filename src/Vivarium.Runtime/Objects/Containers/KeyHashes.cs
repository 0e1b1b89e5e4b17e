// Hashes of dict keys, set elements and tuple items: exact str and small exact ints without a call through the type, and the message that tells
// which object could not be a key. See docs/internals/dict.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class KeyHashes
{
    /// <summary>-1 with the exception of the object's own hash function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Of(ThreadState* ts, PyObject* o)
    {
        if (PyUnicode.CheckExact(o))
        {
            nint hash = ((PyASCIIObject*)o)->hash;
            return hash != -1 ? hash : PyUnicode.Hash(o);
        }
        if (PyLong.CheckExact(o) && ((PyLongObject*)o)->lv_tag < 16)
            return OfSmallInt((PyLongObject*)o);
        return Obj.Hash(ts, o);
    }

    /// <summary>The hash of an int of at most one digit: its value, but -2 for -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint OfSmallInt(PyLongObject* o)
    {
        nint value = (1 - (nint)(o->lv_tag & 3)) * (nint)o->ob_digit;
        return value == -1 ? -2 : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint OfDictKey(ThreadState* ts, PyObject* key)
    {
        nint hash = Of(ts, key);
        if (hash == -1)
            NameUnhashable(ts, key, "dict key");
        return hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint OfSetElement(ThreadState* ts, PyObject* key)
    {
        nint hash = Of(ts, key);
        if (hash == -1)
            NameUnhashable(ts, key, "set element");
        return hash;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void NameUnhashable(ThreadState* ts, PyObject* key, string role)
    {
        PyObject* error = Err.Fetch(ts);
        if (error->ob_type != Exc.TypeError)
        {
            Err.Restore(ts, error);
            return;
        }
        PyObject* text = Obj.Str(ts, error);
        if (text != null)
        {
            Err.Type(ts, $"cannot use '{PyType.FullName(key->ob_type)}' as a {role} ({PyUnicode.ToString(text)})");
            Ref.Dec(ts, text);
        }
        Ref.Dec(ts, error);
    }
}
