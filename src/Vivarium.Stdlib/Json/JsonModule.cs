// The module _json: what of the module json has to be fast. See docs/internals/json.md.
namespace Vivarium.Stdlib.Json;

[PyModule("_json", Doc = "Fast parts of the module json.")]
internal static unsafe partial class JsonModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) =>
        Modules.AddObject(ts, module, "make_scanner", (PyObject*)ScannerType.Type) == Status.Ok ? Modules.AddObject(ts, module, "make_encoder", (PyObject*)EncoderType.Type) : Status.Error;

    /// <summary>Whether the encoder of strings is one of this module's functions.</summary>
    public static FastEncode KnownEncoder(PyObject* encoder)
    {
        if (encoder->ob_type != BuiltinFunctionType.Type)
            return FastEncode.None;
        PyMethodDef* method = ((PyCFunctionObject*)encoder)->m_ml;
        PyMethodDef* all = Definition->m_methods;
        for (; all->ml_name != null; all++)
        {
            if (all == method)
            {
                string name = Utf8Text.ToString(method->ml_name);
                return name == nameof(encode_basestring_ascii) ? FastEncode.Ascii : name == nameof(encode_basestring) ? FastEncode.Unicode : FastEncode.None;
            }
        }
        return FastEncode.None;
    }

    [PyFunction("($self, object, /)", Doc = "A string as JSON, all of it ASCII.")]
    private static PyObject* encode_basestring_ascii(ThreadState* ts, PyObject* module, PyObject* @object) => JsonQuoting.Quote(ts, @object, asciiOnly: true);

    [PyFunction("($self, object, /)", Doc = "A string as JSON.")]
    private static PyObject* encode_basestring(ThreadState* ts, PyObject* module, PyObject* @object) => JsonQuoting.Quote(ts, @object, asciiOnly: false);

    [PyFunction(NoKeywords = true, HideSignature = true,
        Doc = "scanstring(string, end, strict=True) -> (string, end)\n\nReads a JSON string.\n\nend is the index behind its opening quote; the end that is returned is behind the closing one. Unless strict is\n"
            + "false, the string may have no control characters.")]
    private static PyObject* scanstring(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs is < 2 or > 3)
            return Err.Type(ts, $"scanstring() takes {(nargs < 2 ? "at least 2" : "at most 3")} arguments ({nargs} given)");
        nint start = Num.AsSsize(ts, args[1], Exc.OverflowError);
        if (start == -1 && Err.Occurred(ts))
            return null;
        Truth strict = nargs == 3 ? Obj.IsTrue(ts, args[2]) : Truth.True;
        if (strict == Truth.Error)
            return null;
        PyObject* text = args[0];
        if (!PyUnicode.Check(text))
            return Err.Type(ts, $"first argument must be a string, not {PyType.NameOf(text)}");
        nint length = PyUnicode.Length(text);
        if (start < 0 || start > length)
            return Err.Value(ts, "end is out of bounds");
        nint next = 0;
        void* data = PyUnicode.Data(text);
        bool isStrict = strict == Truth.True;
        PyObject* value = PyUnicode.Kind(text) switch
        {
            1 => JsonStrings<byte>.Scan(ts, text, (byte*)data, length, start, isStrict, &next),
            2 => JsonStrings<ushort>.Scan(ts, text, (ushort*)data, length, start, isStrict, &next),
            _ => JsonStrings<uint>.Scan(ts, text, (uint*)data, length, start, isStrict, &next),
        };
        return PyTuple.PackStealOrNull(ts, value, value == null ? null : PyLong.FromNInt(ts, next));
    }
}
