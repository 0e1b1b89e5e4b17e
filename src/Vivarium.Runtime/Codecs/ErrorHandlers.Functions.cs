// The Python functions of the built-in error handlers: codecs.lookup_error("strict") and the others. Each takes a UnicodeError and returns
// (replacement, position)
// or raises. See docs/internals/codecs.md.
namespace Vivarium.Runtime.Codecs;

internal static unsafe partial class ErrorHandlers
{
    private static readonly (ErrorHandler Handler, string Name)[] s_names =
    [
        (ErrorHandler.Strict, "strict"), (ErrorHandler.Ignore, "ignore"), (ErrorHandler.Replace, "replace"),
        (ErrorHandler.XmlCharRefReplace, "xmlcharrefreplace"), (ErrorHandler.BackslashReplace, "backslashreplace"),
        (ErrorHandler.NameReplace, "namereplace"), (ErrorHandler.SurrogatePass, "surrogatepass"), (ErrorHandler.SurrogateEscape,
            "surrogateescape"),
    ];

    private static readonly PyMethodDef* s_definitions = MakeDefinitions();

    /// <summary>Puts the built-in handlers into a new registry.</summary>
    public static Status Register(ThreadState* ts, PyObject* registry)
    {
        for (int i = 0; i < s_names.Length; i++)
        {
            using var name = Own.Of(ts, PyUnicode.InternFromString(ts, s_names[i].Name));
            using var function = Own.Of(ts, name.IsNull ? null : PyCFunction.New(ts, s_definitions + i, null, null, null));
            if (function.IsNull || PyDict.Set(ts, registry, name.Object, function.Object) == Status.Error)
                return Status.Error;
        }
        return Status.Ok;
    }


    private static PyMethodDef* MakeDefinitions()
    {
        PyMethodDef* definitions = (PyMethodDef*)ImmortalRegion.Allocate((nuint)(s_names.Length * sizeof(PyMethodDef)));
        for (int i = 0; i < s_names.Length; i++)
        {
            (ErrorHandler handler, string name) = s_names[i];
            bool isSurrogate = handler is ErrorHandler.SurrogateEscape or ErrorHandler.SurrogatePass;
            definitions[i].ml_name = ImmortalRegion.Utf8(isSurrogate ? name : name + "_errors");
            definitions[i].ml_flags = MethodFlags.O;
            definitions[i].ml_doc = ImmortalRegion.Utf8(Documentation(handler, name, isSurrogate));
            definitions[i].ml_meth = handler switch
            {
                ErrorHandler.Strict => (delegate*<ThreadState*, PyObject*, PyObject*, PyObject*>)&Strict,
                ErrorHandler.Ignore => (delegate*<ThreadState*, PyObject*, PyObject*, PyObject*>)&Ignore,
                ErrorHandler.Replace => (delegate*<ThreadState*, PyObject*, PyObject*, PyObject*>)&Replace,
                ErrorHandler.XmlCharRefReplace => (delegate*<ThreadState*, PyObject*, PyObject*, PyObject*>)&XmlCharRefReplace,
                ErrorHandler.BackslashReplace => (delegate*<ThreadState*, PyObject*, PyObject*, PyObject*>)&BackslashReplace,
                ErrorHandler.NameReplace => (delegate*<ThreadState*, PyObject*, PyObject*, PyObject*>)&NameReplace,
                ErrorHandler.SurrogatePass => (delegate*<ThreadState*, PyObject*, PyObject*, PyObject*>)&SurrogatePass,
                _ => (delegate*<ThreadState*, PyObject*, PyObject*, PyObject*>)&SurrogateEscape,
            };
        }
        return definitions;
    }

    private static string Documentation(ErrorHandler handler, string name, bool isSurrogate)
    {
        string signature = $"{(isSurrogate ? name : name + "_errors")}($self, object, /)\n--\n\n";
        return handler switch
        {
            ErrorHandler.Strict => signature + "The 'strict' error handler: raise the UnicodeError.",
            ErrorHandler.Ignore => signature + "The 'ignore' error handler: leave out what cannot be converted.",
            ErrorHandler.Replace => signature + "The 'replace' error handler: put a replacement marker.",
            ErrorHandler.XmlCharRefReplace => signature + "The 'xmlcharrefreplace' error handler: put XML character references.",
            ErrorHandler.BackslashReplace => signature + "The 'backslashreplace' error handler: put backslash escapes.",
            ErrorHandler.NameReplace => signature + "The 'namereplace' error handler: put \\N{...} escapes.",
            _ => signature,
        };
    }

    private static PyObject* Strict(ThreadState* ts, PyObject* self, PyObject* e)
    {
        if (!PyType.IsSubtype(e->ob_type, Exc.BaseException))
            return Err.Type(ts, "codec must pass exception instance");
        return Err.SetObject(ts, e->ob_type, e);
    }

    private static PyObject* Ignore(ThreadState* ts, PyObject* self, PyObject* e) => Apply(ts, e, ErrorHandler.Ignore);
    private static PyObject* Replace(ThreadState* ts, PyObject* self, PyObject* e) => Apply(ts, e, ErrorHandler.Replace);
    private static PyObject* XmlCharRefReplace(ThreadState* ts, PyObject* self, PyObject* e) => Apply(ts, e,
        ErrorHandler.XmlCharRefReplace);
    private static PyObject* BackslashReplace(ThreadState* ts, PyObject* self, PyObject* e) => Apply(ts, e, ErrorHandler.BackslashReplace);
    private static PyObject* NameReplace(ThreadState* ts, PyObject* self, PyObject* e) => Apply(ts, e, ErrorHandler.NameReplace);
    private static PyObject* SurrogatePass(ThreadState* ts, PyObject* self, PyObject* e) => Apply(ts, e, ErrorHandler.SurrogatePass);
    private static PyObject* SurrogateEscape(ThreadState* ts, PyObject* self, PyObject* e) => Apply(ts, e, ErrorHandler.SurrogateEscape);

    private static PyObject* Apply(ThreadState* ts, PyObject* e, ErrorHandler handler)
    {
        bool encode = UnicodeErrors.IsEncode(e), decode = UnicodeErrors.IsDecode(e), translate = UnicodeErrors.IsTranslate(e);
        bool accepts = handler switch
        {
            ErrorHandler.XmlCharRefReplace or ErrorHandler.NameReplace => encode,
            ErrorHandler.SurrogateEscape or ErrorHandler.SurrogatePass => encode || decode,
            _ => encode || decode || translate,
        };
        if (!accepts)
            return Err.Type(ts, $"don't know how to handle {PyType.NameOf(e)} in error callback");
        if (UnicodeErrors.GetRange(ts, e, out PyObject* o, out nint start, out nint end) == Status.Error)
            return null;
        bool isSurrogate = handler is ErrorHandler.SurrogateEscape or ErrorHandler.SurrogatePass;
        string encoding = "";
        if (isSurrogate)
        {
            PyObject* name = UnicodeErrors.EncodingBorrowed(ts, e);
            if (name == null)
                return null;
            encoding = PyUnicode.ToString(name);
        }
        nint stop = nint.Max(start, end);
        PyObject* replacement;
        if (decode)
            replacement = DecodeReplacement(ts, handler, encoding, PyBytes.AsSpan(o), start, &stop);
        else if (translate && handler == ErrorHandler.Replace)
            replacement = Marks(ts, stop - start);
        else
            replacement = EncodeReplacement(ts, handler, encoding, o, start, &stop);
        if (replacement != null && encode && handler == ErrorHandler.SurrogateEscape && stop != end)
        {
            Ref.Dec(ts, replacement);
            replacement = null;
        }
        if (replacement == null)
            return Err.Occurred(ts) ? null : Err.SetObject(ts, e->ob_type, e);
        using var text = Own.Of(ts, replacement);
        using var position = Own.Of(ts, PyLong.FromNInt(ts, stop));
        return position.IsNull ? null : PyTuple.Pack(ts, text.Object, position.Object);
    }

    private static PyObject* Marks(ThreadState* ts, nint count)
    {
        var writer = new UnicodeWriter(ts, exact: true);
        writer.WriteRepeated(0xFFFD, count);
        return writer.Finish();
    }
}
