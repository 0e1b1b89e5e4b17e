// The codecs and error handlers of one interpreter: search functions, the cache of what they found, and handlers by name. The first lookup
// imports the package
// encodings, which registers its search function. See docs/internals/codecs.md.
namespace Vivarium.Runtime.Codecs;

internal static unsafe partial class CodecRegistry
{
    private static Status Initialize(ThreadState* ts)
    {
        InterpreterState* interp = ts->interp;
        if (interp->codec_search_path == null && (interp->codec_search_path = PyList.New(ts, 0)) == null)
            return Status.Error;
        if (interp->codec_search_cache == null && (interp->codec_search_cache = PyDict.New(ts)) == null)
            return Status.Error;
        if (interp->codec_error_registry == null)
        {
            PyObject* registry = PyDict.New(ts);
            if (registry == null)
                return Status.Error;
            if (ErrorHandlers.Register(ts, registry) == Status.Error)
            {
                Ref.Dec(ts, registry);
                return Status.Error;
            }
            interp->codec_error_registry = registry;
        }
        return Status.Ok;
    }

    /// <summary>At the end of an interpreter, and before the collector's last run.</summary>
    public static void Clear(ThreadState* ts)
    {
        Ref.Clear(ts, &ts->interp->codec_search_path);
        Ref.Clear(ts, &ts->interp->codec_search_cache);
        Ref.Clear(ts, &ts->interp->codec_error_registry);
    }

    /// <summary>codecs.register</summary>
    public static Status Register(ThreadState* ts, PyObject* searchFunction)
    {
        if (Initialize(ts) == Status.Error)
            return Status.Error;
        if (!Obj.IsCallable(searchFunction))
            return Err.TypeStatus(ts, "argument must be callable");
        return PyList.Append(ts, ts->interp->codec_search_path, searchFunction);
    }

    /// <summary>codecs.unregister: the cache is emptied when the function was there.</summary>
    public static Status Unregister(ThreadState* ts, PyObject* searchFunction)
    {
        PyObject* path = ts->interp->codec_search_path;
        if (path == null)
            return Status.Ok;
        for (nint i = 0; i < PyList.Size(path); i++)
        {
            if (PyList.GetBorrowed(path, i) != searchFunction)
                continue;
            if (ts->interp->codec_search_cache != null)
                PyDict.Clear(ts, ts->interp->codec_search_cache);
            return PyList.SetSlice(ts, path, i, i + 1, null);
        }
        return Status.Ok;
    }

    /// <summary>In development mode, whether codec and error handler exist, also when conversion would not need them; false with LookupError.</summary>
    public static bool KnowsNames(ThreadState* ts, string? encoding, string? errors)
    {
        if (!PyInterpreter.Of(ts).Config.dev_mode || ts->interp->codec_search_path == null)
            return true;
        if (encoding != null && BuiltinCodecs.Find(encoding) == BuiltinCodec.None)
        {
            using var codec = Own.Of(ts, Lookup(ts, encoding));
            if (codec.IsNull)
                return false;
        }
        using var handler = Own.Of(ts, errors == null ? Py.None : LookupError(ts, errors));
        return !handler.IsNull;
    }

    /// <summary>The codec's tuple (encoder, decoder, stream reader, stream writer), owned; LookupError when unknown.</summary>
    public static PyObject* Lookup(ThreadState* ts, string encoding)
    {
        if (Initialize(ts) == Status.Error)
            return null;
        PyObject* key = PyUnicode.FromString(ts, BuiltinCodecs.Normalize(encoding));
        if (key == null)
            return null;
        PyUnicode.InternInPlace(ts, &key);
        using var name = Own.Of(ts, key);
        PyObject* cached = PyDict.GetBorrowed(ts, ts->interp->codec_search_cache, key);
        if (cached != null)
            return Ref.New(cached);
        if (Err.Occurred(ts))
            return null;
        if (PyList.Size(ts->interp->codec_search_path) == 0 && !ImportEncodings(ts))
            return null;
        if (PyList.Size(ts->interp->codec_search_path) == 0)
            return Err.SetString(ts, Exc.LookupError, "no codec search functions registered: can't find encoding");
        return Search(ts, key, encoding);
    }

    private static PyObject* Search(ThreadState* ts, PyObject* key, string encoding)
    {
        PyObject* path = ts->interp->codec_search_path;
        for (nint i = 0; i < PyList.Size(path); i++)
        {
            using var function = Own.Of(ts, Ref.New(PyList.GetBorrowed(path, i)));
            PyObject* found = Call.OneArg(ts, function.Object, key);
            if (found == null)
                return null;
            if (found == Py.None)
                continue;
            if (!PyTuple.Check(found) || PyTuple.Size(found) != 4)
            {
                Ref.Dec(ts, found);
                return Err.Type(ts, "codec search functions must return 4-tuples");
            }
            if (PyDict.Set(ts, ts->interp->codec_search_cache, key, found) == Status.Ok)
                return found;
            Ref.Dec(ts, found);
            return null;
        }
        return Err.SetString(ts, Exc.LookupError, $"unknown encoding: {encoding}");
    }

    private static bool ImportEncodings(ThreadState* ts)
    {
        PyObject* module = ImportModule(ts, "encodings");
        Ref.XDec(ts, module);
        return module != null;
    }

    /// <summary>__import__(name) for a top-level module; owned.</summary>
    internal static PyObject* ImportModule(ThreadState* ts, string name)
    {
        PyObject* import = PyDict.GetStringBorrowed(ts, ts->interp->builtins, "__import__");
        if (import == null)
            return Err.Occurred(ts) ? null : Err.Import(ts, "__import__ not found");
        using var hold = Own.Of(ts, Ref.New(import));
        using var text = Own.Of(ts, PyUnicode.FromString(ts, name));
        return text.IsNull ? null : Call.OneArg(ts, hold.Object, text.Object);
    }

    /// <summary>The handler of a name (null: strict), owned; LookupError when unknown.</summary>
    public static PyObject* LookupError(ThreadState* ts, string? name)
    {
        if (Initialize(ts) == Status.Error)
            return null;
        PyObject* handler = PyDict.GetStringBorrowed(ts, ts->interp->codec_error_registry, name ?? "strict");
        if (handler != null)
            return Ref.New(handler);
        return Err.Occurred(ts) ? null : Err.SetString(ts, Exc.LookupError, $"unknown error handler name '{name}'");
    }

    /// <summary>codecs.register_error</summary>
    public static Status RegisterError(ThreadState* ts, PyObject* name, PyObject* handler)
    {
        if (Initialize(ts) == Status.Error)
            return Status.Error;
        if (!Obj.IsCallable(handler))
            return Err.TypeStatus(ts, "handler must be callable");
        return PyDict.Set(ts, ts->interp->codec_error_registry, name, handler);
    }

    /// <summary>_codecs._unregister_error: whether it was there; built-in handlers stay.</summary>
    public static Truth UnregisterError(ThreadState* ts, PyObject* name)
    {
        if (Initialize(ts) == Status.Error)
            return Truth.Error;
        string text = PyUnicode.ToString(name);
        if (ErrorHandlers.Of(text) != ErrorHandler.Other)
        {
            Err.Value(ts, $"cannot un-register built-in error handler '{text}'");
            return Truth.Error;
        }
        return (Truth)(int)PyDict.Pop(ts, ts->interp->codec_error_registry, name, null);
    }

    /// <summary>codecs.encode(o, encoding, errors): whatever the encoder gives.</summary>
    public static PyObject* Encode(ThreadState* ts, PyObject* o, string encoding, string? errors)
    {
        PyObject* codec = Lookup(ts, encoding);
        return codec == null ? null : ApplySteal(ts, codec, 0, o, encoding, errors);
    }

    public static PyObject* Decode(ThreadState* ts, PyObject* o, string encoding, string? errors)
    {
        PyObject* codec = Lookup(ts, encoding);
        return codec == null ? null : ApplySteal(ts, codec, 1, o, encoding, errors);
    }

    private static PyObject* ApplySteal(ThreadState* ts, PyObject* codec, int index, PyObject* o, string encoding, string? errors)
    {
        using var hold = Own.Of(ts, codec);
        PyObject* function = PyTuple.GetBorrowed(codec, index);
        PyObject* pair;
        if (errors == null)
        {
            pair = Call.OneArg(ts, function, o);
        }
        else
        {
            using var handler = Own.Of(ts, PyUnicode.FromString(ts, errors));
            pair = handler.IsNull ? null : Call.TwoArgs(ts, function, o, handler.Object);
        }
        if (pair == null)
        {
            AddNote(ts, $"{(index == 0 ? "encoding" : "decoding")} with '{encoding}' codec failed");
            return null;
        }
        using var result = Own.Of(ts, pair);
        if (!PyTuple.Check(pair) || PyTuple.Size(pair) != 2)
            return Err.Type(ts, $"{(index == 0 ? "encoder" : "decoder")} must return a tuple (object, integer)");
        return Ref.New(PyTuple.GetBorrowed(pair, 0));
    }

    /// <summary>Adds a note to the exception being raised; a failure to do so is dropped in favour of that exception.</summary>
    private static void AddNote(ThreadState* ts, string text)
    {
        PyObject* exception = Err.Fetch(ts);
        using var note = Own.Of(ts, PyUnicode.FromString(ts, text));
        using var name = Own.Of(ts, note.IsNull ? null : PyUnicode.InternFromString(ts, "add_note"));
        PyObject* done = name.IsNull ? null : Call.Method(ts, exception, name.Object, note.Object);
        if (done == null)
            Err.Clear(ts);
        Ref.XDec(ts, done);
        Err.Restore(ts, exception);
    }

    /// <summary>str.encode through the registry: only text encodings, and the result must be bytes.</summary>
    public static PyObject* EncodeText(ThreadState* ts, PyObject* s, string encoding, string? errors)
    {
        PyObject* codec = LookupText(ts, encoding, "codecs.encode()");
        if (codec == null)
            return null;
        PyObject* result = ApplySteal(ts, codec, 0, s, encoding, errors);
        if (result == null || PyBytes.Check(result))
            return result;
        using var hold = Own.Of(ts, result);
        if (PyByteArray.Check(result))
        {
            string warning = $"encoder {encoding} returned bytearray instead of bytes; use codecs.encode() to encode to arbitrary types";
            return Err.Warn(ts, Exc.RuntimeWarning, warning, 1) == Status.Error ? null : PyBytes.FromSpan(ts, PyByteArray.AsSpan(result));
        }
        return Err.Type(ts,
            $"'{encoding}' encoder returned '{PyType.NameOf(result)}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types");
    }

    /// <summary>bytes.decode through the registry: only text encodings, and the result must be str.</summary>
    public static PyObject* DecodeText(ThreadState* ts, PyObject* bytes, string encoding, string? errors)
    {
        PyObject* codec = LookupText(ts, encoding, "codecs.decode()");
        if (codec == null)
            return null;
        PyObject* result = ApplySteal(ts, codec, 1, bytes, encoding, errors);
        if (result == null || PyUnicode.Check(result))
            return result;
        using var hold = Own.Of(ts, result);
        return Err.Type(ts,
            $"'{encoding}' decoder returned '{PyType.NameOf(result)}' instead of 'str'; use codecs.decode() to decode to arbitrary types");
    }

    /// <summary>The codec unless its _is_text_encoding says no; plain tuples count as text encodings.</summary>
    private static PyObject* LookupText(ThreadState* ts, string encoding, string alternative)
    {
        PyObject* codec = Lookup(ts, encoding);
        if (codec == null || PyTuple.CheckExact(codec))
            return codec;
        using var hold = Own.Of(ts, codec);
        using var name = Own.Of(ts, PyUnicode.InternFromString(ts, "_is_text_encoding"));
        if (name.IsNull)
            return null;
        PyObject* flag = null;
        Lookup found = Obj.LookupAttr(ts, codec, name.Object, &flag);
        Truth isText = found == Errors.Lookup.Found ? Obj.IsTrue(ts, flag) : found == Errors.Lookup.Missing ? Truth.True : Truth.Error;
        Ref.XDec(ts, flag);
        if (isText == Truth.Error)
            return null;
        if (isText == Truth.False)
            return Err.SetString(ts, Exc.LookupError, $"'{encoding}' is not a text encoding; use {alternative} to handle arbitrary codecs");
        return hold.Release();
    }
}
