// Errors of the JSON scanner: json.decoder.JSONDecodeError with a place, and StopIteration with an index where a value was expected. See docs/internals/json.md.
namespace Vivarium.Stdlib.Json;

internal static unsafe class JsonErrors
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyObject* Decode(ThreadState* ts, string message, PyObject* text, nint place)
    {
        using Owned<PyObject> module = Own.Of(ts, Imports.ImportModule(ts, "json.decoder"));
        using Owned<PyObject> type = Own.Of(ts, module.IsNull ? null : Obj.GetAttr(ts, module.Pointer, "JSONDecodeError"));
        using Owned<PyObject> what = Own.Of(ts, type.IsNull ? null : PyUnicode.FromString(ts, message));
        using Owned<PyObject> where = Own.Of(ts, what.IsNull ? null : PyLong.FromNInt(ts, place));
        using Owned<PyObject> error = Own.Of(ts, where.IsNull ? null : Call.ThreeArgs(ts, type.Pointer, what.Pointer, text, where.Pointer));
        if (!error.IsNull)
            Err.SetObject(ts, error.Pointer->ob_type, error.Pointer);
        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyObject* NoValue(ThreadState* ts, nint place)
    {
        using Owned<PyObject> where = Own.Of(ts, PyLong.FromNInt(ts, place));
        return where.IsNull ? null : Err.SetObject(ts, Exc.StopIteration, where.Pointer);
    }
}
