// The module _struct: bytes as C structs. Formats that functions are called with are compiled once and kept, up to a hundred. See docs/internals/buffers.md.
namespace Vivarium.Stdlib.Structs;

[PyModule("_struct", Types = [typeof(StructType)], Doc = "Converts between Python values and C structs as bytes.\n\n"
    + "The first character of a format may say the byte order:\n  @: native order, sizes and alignment (the default)\n  =: native order, standard sizes\n  <: little-endian, standard sizes\n  >: big-endian, standard sizes\n  !: the same as >\n\n"
    + "The others are types, each after an optional count:\n  x: a byte of padding; c: char; b, B: signed, unsigned byte; ?: bool;\n  h, H: short; i, I: int; l, L: long; q, Q: long long; e: half float;\n  f: float; d: double; F, D: complex.\n"
    + "  s: bytes and p: counted bytes, of the count's length.\nNative only: n, N: ssize_t, size_t; P: pointer.\n\nSpaces between types are ignored. Errors are struct.error.\n")]
internal static unsafe partial class StructModule
{
    private const int CacheLimit = 100;

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) => Modules.AddObject(ts, module, "error", (PyObject*)StructErrorType.Type);

    /// <summary>The compiled format, from the cache or new; owned.</summary>
    private static PyStructObject* Compiled(ThreadState* ts, PyObject* format)
    {
        InterpreterState* interp = ts->interp;
        bool keep = PyUnicode.CheckExact(format) || PyBytes.CheckExact(format);
        if (keep && interp->struct_cache == null && (interp->struct_cache = PyDict.New(ts)) == null)
            return null;
        PyObject* known = null;
        if (keep && PyDict.GetRef(ts, interp->struct_cache, format, &known) != Lookup.Missing)
            return (PyStructObject*)known;
        PyObject* made = Call.OneArg(ts, (PyObject*)StructType.Type, format);
        if (made == null || !keep)
            return (PyStructObject*)made;
        if (PyDict.Size(interp->struct_cache) >= CacheLimit)
            PyDict.Clear(ts, interp->struct_cache);
        if (PyDict.Set(ts, interp->struct_cache, format, made) != Status.Ok)
            Err.Clear(ts);
        return (PyStructObject*)made;
    }

    [PyFunction("($module, /)", Doc = "Forgets the compiled formats.")]
    private static void _clearcache(ThreadState* ts, PyObject* module)
    {
        if (ts->interp->struct_cache != null)
            PyDict.Clear(ts, ts->interp->struct_cache);
    }

    [PyFunction("($module, format, /)", Doc = "The size in bytes of a struct of the format.")]
    private static nint calcsize(ThreadState* ts, PyObject* module, PyObject* format)
    {
        using Owned<PyStructObject> compiled = Own.Of(ts, Compiled(ts, format));
        return compiled.IsNull ? -1 : compiled.Pointer->s_size;
    }

    [PyFunction(Doc = "pack(format, v1, v2, ...) -> bytes\n\nThe values as bytes in the format.", NoKeywords = true, HideSignature = true)]
    private static PyObject* pack(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs == 0)
            return Err.Type(ts, "missing format argument");
        using Owned<PyStructObject> compiled = Own.Of(ts, Compiled(ts, args[0]));
        return compiled.IsNull ? null : StructType.Pack(ts, compiled.Pointer, args + 1, nargs - 1);
    }

    [PyFunction(Doc = "pack_into(format, buffer, offset, v1, v2, ...)\n\nWrites the values into a writable buffer at an offset.", NoKeywords = true, HideSignature = true)]
    private static PyObject* pack_into(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs == 0)
            return Err.Type(ts, "missing format argument");
        using Owned<PyStructObject> compiled = Own.Of(ts, Compiled(ts, args[0]));
        return compiled.IsNull ? null : StructType.PackInto(ts, compiled.Pointer, args + 1, nargs - 1);
    }

    [PyFunction("($module, format, buffer, /)", Doc = "The values in a buffer of exactly the format's size.")]
    private static PyObject* unpack(ThreadState* ts, PyObject* module, PyObject* format, Py_buffer* buffer)
    {
        using Owned<PyStructObject> compiled = Own.Of(ts, Compiled(ts, format));
        return compiled.IsNull ? null : StructType.unpack(ts, compiled.Pointer, buffer);
    }

    [PyFunction("($module, format, /, buffer, offset=0)", Doc = "The values at an offset of a buffer.")]
    private static PyObject* unpack_from(ThreadState* ts, PyObject* module, PyObject* format, Py_buffer* buffer, nint offset = 0)
    {
        using Owned<PyStructObject> compiled = Own.Of(ts, Compiled(ts, format));
        return compiled.IsNull ? null : StructType.unpack_from(ts, compiled.Pointer, buffer, offset);
    }

    [PyFunction("($module, format, buffer, /)", Doc = "An iterator over the structs that follow each other in a buffer.")]
    private static PyObject* iter_unpack(ThreadState* ts, PyObject* module, PyObject* format, PyObject* buffer)
    {
        using Owned<PyStructObject> compiled = Own.Of(ts, Compiled(ts, format));
        return compiled.IsNull ? null : StructType.iter_unpack(ts, compiled.Pointer, buffer);
    }
}
