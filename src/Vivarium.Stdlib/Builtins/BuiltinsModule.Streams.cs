// builtins: print and input. See docs/internals/io.md.
using Vivarium.Stdlib.Io;

namespace Vivarium.Stdlib.Builtins;

internal static unsafe partial class BuiltinsModule
{
    [PyFunction("($module, /, *args, sep=' ', end='\\n', file=None, flush=False)", Doc = "Write objects as text to a stream, sys.stdout by default.")]
    private static PyObject* print(ThreadState* ts, PyObject* module, PyObject* args, PyObject* sep = null, PyObject* end = null, PyObject* file = null, PyObject* flush = null)
    {
        using Owned<PyObject> stream = Own.Of(ts, file == null || file == Py.None ? SysStream(ts, Id.stdout, "lost sys.stdout") : Ref.New(file));
        if (stream.IsNull)
            return null;
        if (stream.Pointer == Py.None)
            return Py.None;
        if (!CheckSeparator(ts, ref sep, "sep") || !CheckSeparator(ts, ref end, "end"))
            return null;
        PyObject* space = sep == null ? PyUnicode.Latin1Char(' ') : sep;
        nint n = PyTuple.Size(args);
        for (nint i = 0; i < n; i++)
        {
            if ((i > 0 && !Write(ts, stream.Pointer, space)) || !WriteText(ts, stream.Pointer, PyTuple.GetBorrowed(args, i)))
                return null;
        }
        if (!Write(ts, stream.Pointer, end == null ? PyUnicode.Latin1Char('\n') : end))
            return null;
        Truth wanted = flush == null ? Truth.False : Obj.IsTrue(ts, flush);
        if (wanted != Truth.True)
            return wanted == Truth.Error ? null : Py.None;
        PyObject* flushed = Call.Method(ts, stream.Pointer, Id.flush);
        Ref.XDec(ts, flushed);
        return flushed == null ? null : Py.None;
    }

    /// <summary>A stream of the module sys, owned.</summary>
    private static PyObject* SysStream(ThreadState* ts, PyObject* name, string lost)
    {
        PyObject* stream = ts->interp->sysdict == null ? null : PyDict.GetBorrowed(ts, ts->interp->sysdict, name);
        if (stream != null)
            return Ref.New(stream);
        return Err.Occurred(ts) ? null : Err.Runtime(ts, lost);
    }

    private static bool CheckSeparator(ThreadState* ts, ref PyObject* value, string name)
    {
        if (value == Py.None)
            value = null;
        if (value == null || PyUnicode.Check(value))
            return true;
        Err.Type(ts, $"{name} must be None or a string, not {PyType.NameOf(value)}");
        return false;
    }

    private static bool WriteText(ThreadState* ts, PyObject* stream, PyObject* o)
    {
        if (PyUnicode.CheckExact(o))
            return Write(ts, stream, o);
        PyObject* text = Obj.Str(ts, o);
        if (text == null)
            return false;
        bool written = Write(ts, stream, text);
        Ref.Dec(ts, text);
        return written;
    }

    private static bool Write(ThreadState* ts, PyObject* stream, PyObject* text)
    {
        if (TextIO.IsPlain(stream))
            return TextIO.Write(ts, (textio*)stream, text) == Status.Ok;
        PyObject* result = Call.Method(ts, stream, Id.write, text);
        Ref.XDec(ts, result);
        return result != null;
    }

    [PyFunction("($module, prompt='', /)", Doc = "Read a line of text from standard input and return it without its end.\n\n"
        + "The prompt is written to standard output before, without a line end. At the end of the input\n(*nix: Ctrl-D) EOFError is raised.")]
    private static PyObject* input(ThreadState* ts, PyObject* module, PyObject* prompt = null) => ConsoleInput.Read(ts, prompt);
}
