// Prints an exception that could not propagate: what was being done, the traceback without carets, type and text; no chain, no notes. The pieces are written one by one, as
// the reference writes them. See docs/internals/reports.md.
using System.Globalization;
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.Errors.Reports;

internal unsafe ref struct UnraisablePrinter
{
    private const int RecursiveCutoff = 3;
    private const int DefaultLimit = 1000;

    private readonly ThreadState* _ts;
    private readonly PyObject* _file;
    private readonly bool _descriptor;
    private bool _failed;

    private UnraisablePrinter(ThreadState* ts, PyObject* file, bool descriptor)
    {
        _ts = ts;
        _file = file;
        _descriptor = descriptor;
    }

    /// <summary>All are borrowed and may be null or None. Leaves no exception.</summary>
    public static void Print(ThreadState* ts, PyObject* type, PyObject* value, PyObject* traceback, PyObject* message, PyObject* o)
    {
        PyObject* file;
        ReportTarget target = ReportStream.Find(ts, &file);
        using Owned<PyObject> stream = Own.Of(ts, file);
        if (target is not (ReportTarget.Stream or ReportTarget.Descriptor))
            return;
        var printer = new UnraisablePrinter(ts, file, target == ReportTarget.Descriptor);
        printer.Header(Given(message), Given(o));
        if (traceback != null && traceback->ob_type == TracebackType.Type)
            printer.Traceback((PyTracebackObject*)traceback);
        printer.Exception(type, Given(value));
        if (!printer._failed && !printer._descriptor)
            ReportStream.Flush(ts, file);
        Err.Clear(ts);
    }

    private static PyObject* Given(PyObject* o) => o == Py.None ? null : o;

    private void Put(string piece)
    {
        if (_failed)
            return;
        if (_descriptor)
            ReportStream.WriteDescriptor(piece);
        else
            _failed = ReportStream.Write(_ts, _file, piece) != Status.Ok;
    }

    private void PutObject(PyObject* text)
    {
        if (_failed)
            return;
        if (_descriptor)
            ReportStream.WriteDescriptor(PyUnicode.ToString(text));
        else
            _failed = ReportStream.WriteObject(_ts, _file, text) != Status.Ok;
    }

    private void Header(PyObject* message, PyObject* o)
    {
        if (message != null)
        {
            using Owned<PyObject> text = Own.Of(_ts, Obj.Str(_ts, message));
            if (!text.IsNull)
                PutObject(text.Pointer);
            Err.Clear(_ts);
            Put(o == null ? ":\n" : ": ");
        }
        else if (o != null)
        {
            Put("Exception ignored in: ");
        }
        if (o == null)
            return;
        using Owned<PyObject> repr = Own.Of(_ts, _failed ? null : Obj.Repr(_ts, o));
        if (repr.IsNull)
        {
            Err.Clear(_ts);
            Put("<object repr() failed>");
        }
        else
        {
            PutObject(repr.Pointer);
        }
        Put("\n");
    }

    // ---- Traceback ----

    private void Traceback(PyTracebackObject* traceback)
    {
        long limit = Limit();
        if (limit <= 0)
            return;
        Put("Traceback (most recent call last):\n");
        long depth = 0;
        for (PyTracebackObject* at = traceback; at != null; at = at->tb_next)
            depth++;
        PyObject* lastFile = null;
        PyObject* lastName = null;
        int lastLine = -1;
        long count = 0;
        for (PyTracebackObject* at = traceback; at != null && !_failed; at = at->tb_next)
        {
            if (depth-- > limit)
                continue;
            PyCodeObject* code = Frames.CodeOf(at->tb_frame->f_frame);
            int line = TracebackType.LineOf(at);
            if (lastFile == null || !PyUnicode.Equal(lastFile, code->co_filename) || lastLine == -1 || lastLine != line || !PyUnicode.Equal(lastName, code->co_name))
            {
                Repeated(count);
                lastFile = code->co_filename;
                lastName = code->co_name;
                lastLine = line;
                count = 0;
            }
            if (++count <= RecursiveCutoff)
                Entry(code, line);
        }
        Repeated(count);
    }

    /// <summary>sys.tracebacklimit, or that of the runtime.</summary>
    private readonly long Limit()
    {
        using Owned<PyObject> limit = Own.Of(_ts, ReportStream.SysObject(_ts, "tracebacklimit"));
        if (limit.IsNull || !PyLong.Check(limit.Pointer))
            return DefaultLimit;
        long number;
        return PyLong.TryGetInt64(limit.Pointer, &number) ? number : PyLong.IsNegative(limit.Pointer) ? 0 : long.MaxValue;
    }

    private void Entry(PyCodeObject* code, int line)
    {
        string file = PyUnicode.ToString(code->co_filename);
        Put(string.Create(CultureInfo.InvariantCulture, $"  File \"{file}\", line {line}, in {PyUnicode.ToString(code->co_name)}\n"));
        string source = (SourceLines.ProgramText(_ts, file, line) ?? "").TrimEnd('\n').TrimStart(' ', '\t', '\f');
        if (source.Length == 0)
            return;
        Put("    ");
        Put(source);
        Put("\n");
    }

    private void Repeated(long count)
    {
        long more = count - RecursiveCutoff;
        if (more > 0)
            Put(string.Create(CultureInfo.InvariantCulture, $"  [Previous line repeated {more} more time{(more > 1 ? "s" : "")}]\n"));
    }

    // ---- Type and text ----

    private void Exception(PyObject* type, PyObject* value)
    {
        string module = TextOf(type, Id.__module__, out bool known);
        if (!known)
        {
            Put("<unknown>");
        }
        else if (module is not ("builtins" or "__main__"))
        {
            Put(module);
            Put(".");
        }
        string name = TextOf(type, Id.__qualname__, out known);
        Put(known ? name : "<unknown>");
        if (value != null)
        {
            Put(": ");
            using Owned<PyObject> text = Own.Of(_ts, _failed ? null : Obj.Str(_ts, value));
            if (text.IsNull)
            {
                Err.Clear(_ts);
                Put("<exception str() failed>");
            }
            else
            {
                PutObject(text.Pointer);
            }
        }
        Put("\n");
    }

    private readonly string TextOf(PyObject* type, PyObject* name, out bool known)
    {
        using Owned<PyObject> value = Own.Of(_ts, _failed ? null : Obj.GetAttr(_ts, type, name));
        if (!_failed)
            Err.Clear(_ts);
        known = !value.IsNull && PyUnicode.Check(value.Pointer);
        return known ? PyUnicode.ToString(value.Pointer) : "";
    }
}
