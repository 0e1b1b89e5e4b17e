// sys.stdin, sys.stdout and sys.stderr, made through the io module over the descriptors 0, 1 and 2; a descriptor that is not open gives None. See docs/internals/startup.md.
namespace Vivarium.Stdlib.Start;

internal static unsafe class StandardStreams
{
    public static Status Install(ThreadState* ts)
    {
        RuntimeConfig config = PyInterpreter.Of(ts).Config;
        using Owned<PyObject> io = Own.Of(ts, Imports.ImportModule(ts, "io"));
        using Owned<PyObject> open = Own.Of(ts, io.IsNull ? null : Obj.GetAttr(ts, io.Pointer, Id.open));
        if (open.IsNull || PyDict.SetString(ts, ts->interp->builtins, "open", open.Pointer) != Status.Ok)
            return Status.Error;
        string encoding = config.stdio_encoding ?? LocaleText.Encoding(config);
        string errors = config.stdio_errors ?? (LocaleText.IsLenient(config) ? "surrogateescape" : "strict");
        return Add(ts, config, io.Pointer, 0, "stdin", encoding, errors) == Status.Ok && Add(ts, config, io.Pointer, 1, "stdout", encoding, errors) == Status.Ok
            ? Add(ts, config, io.Pointer, 2, "stderr", encoding, "backslashreplace") : Status.Error;
    }

    private static Status Add(ThreadState* ts, RuntimeConfig config, PyObject* io, int descriptor, string name, string encoding, string errors)
    {
        using Owned<PyObject> stream = Own.Of(ts, NativeCalls.IsOpen(descriptor) ? Open(ts, config, io, descriptor, $"<{name}>", encoding, errors) : Py.None);
        if (stream.IsNull || PyDict.SetString(ts, ts->interp->sysdict, $"__{name}__", stream.Pointer) != Status.Ok)
            return Status.Error;
        return PyDict.SetString(ts, ts->interp->sysdict, name, stream.Pointer);
    }

    /// <summary>Standard input is always buffered; -u makes the others write at once.</summary>
    private static PyObject* Open(ThreadState* ts, RuntimeConfig config, PyObject* io, int descriptor, string name, string encoding, string errors)
    {
        bool writing = descriptor != 0;
        bool buffered = config.buffered_stdio || !writing;
        using Owned<PyObject> open = Own.Of(ts, Obj.GetAttr(ts, io, Id.open));
        using Owned<PyObject> arguments = Own.Of(ts, BuildArguments(ts, descriptor, writing ? "wb" : "rb", buffered ? -1 : 0));
        using Owned<PyObject> buffer = Own.Of(ts, open.IsNull || arguments.IsNull ? null : Call.Object(ts, open.Pointer, arguments.Pointer, null));
        using Owned<PyObject> raw = Own.Of(ts, buffer.IsNull ? null : buffered ? Obj.GetAttr(ts, buffer.Pointer, Id.raw) : Ref.New(buffer.Pointer));
        using Owned<PyObject> text = Own.Of(ts, raw.IsNull ? null : PyUnicode.FromString(ts, name));
        if (text.IsNull || Obj.SetAttr(ts, raw.Pointer, Id.name, text.Pointer) != Status.Ok)
            return null;
        using Owned<PyObject> isatty = Own.Of(ts, Call.Method(ts, raw.Pointer, Id.isatty));
        Truth terminal = isatty.IsNull ? Truth.Error : Obj.IsTrue(ts, isatty.Pointer);
        if (terminal == Truth.Error)
            return null;
        bool lineBuffering = config.buffered_stdio && (terminal == Truth.True || config.interactive != 0 || descriptor == 2);
        return Wrap(ts, io, buffer.Pointer, writing ? "w" : "r", encoding, errors, lineBuffering, !config.buffered_stdio && writing);
    }

    private static PyObject* BuildArguments(ThreadState* ts, int descriptor, string mode, int buffering)
    {
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        bool ok = !list.IsNull && Push(ts, list.Pointer, PyLong.FromInt64(ts, descriptor)) && Push(ts, list.Pointer, PyUnicode.FromString(ts, mode))
            && Push(ts, list.Pointer, PyLong.FromInt64(ts, buffering)) && Push(ts, list.Pointer, Py.None) && Push(ts, list.Pointer, Py.None) && Push(ts, list.Pointer, Py.None)
            && Push(ts, list.Pointer, Py.False);
        return ok ? PyList.AsTuple(ts, list.Pointer) : null;
    }

    private static bool Push(ThreadState* ts, PyObject* list, PyObject* item) => item != null && PyList.AppendSteal(ts, list, item) == Status.Ok;

    private static PyObject* Wrap(ThreadState* ts, PyObject* io, PyObject* buffer, string mode, string encoding, string errors, bool lineBuffering, bool writeThrough)
    {
        using Owned<PyObject> wrapper = Own.Of(ts, Obj.GetAttr(ts, io, Id.TextIOWrapper));
        using Owned<PyObject> list = Own.Of(ts, wrapper.IsNull ? null : PyList.New(ts, 0));
        bool ok = !list.IsNull && Push(ts, list.Pointer, Ref.New(buffer)) && Push(ts, list.Pointer, PyUnicode.FromString(ts, encoding))
            && Push(ts, list.Pointer, PyUnicode.FromString(ts, errors)) && Push(ts, list.Pointer, mode == "r" ? Py.None : PyUnicode.FromString(ts, "\n"))
            && Push(ts, list.Pointer, Py.Bool(lineBuffering)) && Push(ts, list.Pointer, Py.Bool(writeThrough));
        using Owned<PyObject> arguments = Own.Of(ts, ok ? PyList.AsTuple(ts, list.Pointer) : null);
        using Owned<PyObject> stream = Own.Of(ts, arguments.IsNull ? null : Call.Object(ts, wrapper.Pointer, arguments.Pointer, null));
        using Owned<PyObject> modeText = Own.Of(ts, stream.IsNull ? null : PyUnicode.FromString(ts, mode));
        return modeText.IsNull || Obj.SetAttr(ts, stream.Pointer, Id.mode, modeText.Pointer) != Status.Ok ? null : stream.Release();
    }

    /// <summary>Flushes sys.stdout and sys.stderr; false when the output could not be written. Nothing is raised.</summary>
    public static bool Flush(ThreadState* ts)
    {
        bool ok = FlushOne(ts, "stdout", report: true);
        FlushOne(ts, "stderr", report: false);
        return ok;
    }

    private static bool FlushOne(ThreadState* ts, string name, bool report)
    {
        PyObject* stream = PyDict.GetStringBorrowed(ts, ts->interp->sysdict, name);
        if (stream == null || stream == Py.None)
            return true;
        using Owned<PyObject> held = Own.Of(ts, Ref.New(stream));
        if (IsClosed(ts, stream))
            return true;
        PyObject* result = Call.Method(ts, stream, Id.flush);
        if (result != null)
        {
            Ref.Dec(ts, result);
            return true;
        }
        if (report)
            Err.WriteUnraisable(ts, "Exception ignored while flushing sys.stdout", null);
        Err.Clear(ts);
        return false;
    }

    private static bool IsClosed(ThreadState* ts, PyObject* stream)
    {
        PyObject* closed;
        if (Obj.LookupAttr(ts, stream, Id.closed, &closed) != Lookup.Found)
        {
            Err.Clear(ts);
            return false;
        }
        Truth truth = Obj.IsTrue(ts, closed);
        Ref.Dec(ts, closed);
        Err.Clear(ts);
        return truth == Truth.True;
    }
}
