// repr, str, ascii, bytes and format of any object, and the guard against containers that contain themselves.
namespace Vivarium.Runtime.Abstract;

internal static unsafe partial class Obj
{
    public static PyObject* Repr(ThreadState* ts, PyObject* o)
    {
        unaryfunc repr = TypeSlots.Of(o)->tp_repr;
        if (repr == null)
            return PyUnicode.FromString(ts, $"<{PyType.NameOf(o)} object at 0x{(nint)o:x}>");
        if (!NativeStack.Enter(ts, " while getting the repr of an object"))
            return null;
        PyObject* result = repr(ts, o);
        return result == null || PyUnicode.Check(result) ? result : WrongResult(ts, result, "__repr__");
    }

    private static PyObject* WrongResult(ThreadState* ts, PyObject* result, string method)
    {
        Err.Type(ts, $"{method} returned non-string (type {PyType.NameOf(result)})");
        Ref.Dec(ts, result);
        return null;
    }

    public static PyObject* Str(ThreadState* ts, PyObject* o)
    {
        if (PyUnicode.CheckExact(o))
            return Ref.New(o);
        unaryfunc str = TypeSlots.Of(o)->tp_str;
        if (str == null)
            return Repr(ts, o);
        if (!NativeStack.Enter(ts, " while getting the str of an object"))
            return null;
        PyObject* result = str(ts, o);
        return result == null || PyUnicode.Check(result) ? result : WrongResult(ts, result, "__str__");
    }

    public static PyObject* Ascii(ThreadState* ts, PyObject* o)
    {
        PyObject* repr = Repr(ts, o);
        if (repr == null || PyUnicode.IsAscii(repr))
            return repr;
        using Owned<PyObject> owned = Own.Of(ts, repr);
        using Owned<PyObject> bytes = Own.Of(ts, PyUnicode.AsEncodedString(ts, repr, "ascii", "backslashreplace"));
        return bytes.IsNull ? null : PyUnicode.FromUtf8(ts, PyBytes.AsSpan(bytes.Pointer));
    }

    public static PyObject* Bytes(ThreadState* ts, PyObject* o)
    {
        if (PyBytes.CheckExact(o))
            return Ref.New(o);
        PyObject* method = PyType.LookupSpecial(ts, o, Id.__bytes__);
        if (method == null)
            return Err.Occurred(ts) ? null : PyBytes.FromObject(ts, o);
        PyObject* result = Call.NoArgs(ts, method);
        Ref.Dec(ts, method);
        if (result != null && !PyBytes.Check(result))
        {
            Err.Type(ts, $"__bytes__ returned non-bytes (type {PyType.NameOf(result)})");
            Ref.Dec(ts, result);
            return null;
        }
        return result;
    }

    /// <summary>format(o, spec); a null spec is the empty one.</summary>
    public static PyObject* Format(ThreadState* ts, PyObject* o, PyObject* spec)
    {
        if (spec != null && !PyUnicode.Check(spec))
            return Err.System(ts, "Format specifier must be a string, not " + PyType.NameOf(spec));
        if (spec == null || PyUnicode.Length(spec) == 0)
        {
            if (PyUnicode.CheckExact(o))
                return Ref.New(o);
            if (PyLong.CheckExact(o))
                return Str(ts, o);
        }
        using Owned<PyObject> empty = Own.Of(ts, spec == null ? PyUnicode.FromString(ts, "") : null);
        PyObject* method = PyType.LookupSpecial(ts, o, Id.__format__);
        if (method == null)
            return Err.Occurred(ts) ? null : Err.Type(ts, $"Type {PyType.NameOf(o)} doesn't define __format__");
        PyObject* result = Call.OneArg(ts, method, spec == null ? empty.Pointer : spec);
        Ref.Dec(ts, method);
        if (result != null && !PyUnicode.Check(result))
        {
            Err.Type(ts, $"__format__ must return a str, not {PyType.NameOf(result)}");
            Ref.Dec(ts, result);
            return null;
        }
        return result;
    }

    /// <summary>str(o) as a .NET string for messages; the type's name when str() fails. An exception raised by it is dropped.</summary>
    public static string StrText(ThreadState* ts, PyObject* o)
    {
        using Owned<PyObject> text = Own.Of(ts, Str(ts, o));
        if (!text.IsNull)
            return PyUnicode.ToString(text.Pointer);
        Err.Clear(ts);
        return $"<{PyType.NameOf(o)} object>";
    }

    /// <summary>repr(o) as .NET text, for messages; the type's name when repr fails.</summary>
    public static string ReprText(ThreadState* ts, PyObject* o)
    {
        PyObject* repr = Repr(ts, o);
        if (repr == null)
        {
            Err.Clear(ts);
            return $"<{PyType.NameOf(o)} object>";
        }
        string text = PyUnicode.ToString(repr);
        Ref.Dec(ts, repr);
        return text;
    }

    // ---- Containers in themselves ----

    /// <summary>repr() guard: 1 when already inside for this object, 0 when not, -1 on error. 0 must be followed by <see cref="ReprLeave"/>.</summary>
    public static int ReprEnter(ThreadState* ts, PyObject* o)
    {
        if (ts->dict == null && (ts->dict = PyDict.New(ts)) == null)
            return -1;
        PyObject* list = PyDict.GetBorrowed(ts, ts->dict, Id.Py_Repr);
        if (list == null)
        {
            if (Err.Occurred(ts) || (list = PyList.New(ts, 0)) == null)
                return -1;
            Status status = PyDict.Set(ts, ts->dict, Id.Py_Repr, list);
            Ref.Dec(ts, list);
            if (status != Status.Ok)
                return -1;
        }
        for (nint i = PyList.Size(list) - 1; i >= 0; i--)
        {
            if (PyList.GetBorrowed(list, i) == o)
                return 1;
        }
        return PyList.Append(ts, list, o) == Status.Ok ? 0 : -1;
    }

    public static void ReprLeave(ThreadState* ts, PyObject* o)
    {
        PyObject* pending = Err.Fetch(ts);
        PyObject* list = ts->dict == null ? null : PyDict.GetBorrowed(ts, ts->dict, Id.Py_Repr);
        for (nint i = list == null ? -1 : PyList.Size(list) - 1; i >= 0; i--)
        {
            if (PyList.GetBorrowed(list, i) != o)
                continue;
            PyList.SetSlice(ts, list, i, i + 1, null);
            break;
        }
        Err.Restore(ts, pending);
    }
}
