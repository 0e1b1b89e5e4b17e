// An exception with all that is shown with it, captured before the first line is printed: entries of its traceback, its text, notes, suggestions, the details of a syntax
// error, and the exceptions it is chained to or holds. Captured in the order in which the library's TracebackException does, since str() and others are Python code.
// See docs/internals/reports.md.
namespace Vivarium.Runtime.Errors.Reports;

internal sealed class ExceptionNode
{
    public required IReadOnlyList<FrameReport> Stack { get; init; }

    /// <summary>The type as it is printed: with its module unless that is builtins or __main__.</summary>
    public required string TypeName { get; init; }

    /// <summary>str(exception) with the suggestion behind it.</summary>
    public required string Text { get; init; }

    /// <summary>Lines below it, without newlines.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    public SyntaxErrorReport? Syntax { get; init; }

    public bool SuppressContext { get; init; }

    public ExceptionNode? Cause { get; set; }

    public ExceptionNode? Context { get; set; }

    /// <summary>The members of a group; null for other exceptions.</summary>
    public List<ExceptionNode>? Members { get; set; }
}

internal sealed unsafe class ExceptionCapture(ThreadState* ts)
{
    private readonly SourceLines _sources = new(ts);
    private readonly HashSet<nint> _seen = [];
    private readonly int? _limit = TracebackLimit(ts);

    /// <summary>Captures the exception and all that belongs to it.</summary>
    public static ExceptionNode Capture(ThreadState* ts, PyObject* exception)
    {
        var capture = new ExceptionCapture(ts);
        // What code run on the way takes out of the chain must live until the end.
        var held = new List<nint>();
        ExceptionNode root = capture.Tree(exception, held);
        foreach (nint o in held)
            Ref.Dec(ts, (PyObject*)o);
        return root;
    }

    /// <summary>sys.tracebacklimit: at least 0; null without one.</summary>
    private static int? TracebackLimit(ThreadState* ts)
    {
        using Owned<PyObject> limit = Own.Of(ts, ReportStream.SysObject(ts, "tracebacklimit"));
        if (limit.IsNull || !PyLong.Check(limit.Pointer))
            return null;
        long number;
        bool fits = PyLong.TryGetInt64(limit.Pointer, &number);
        return PyLong.IsNegative(limit.Pointer) ? 0 : fits && number <= int.MaxValue ? (int)number : int.MaxValue;
    }

    private ExceptionNode Tree(PyObject* exception, List<nint> held)
    {
        ExceptionNode root = Node(exception, held);
        var pending = new Stack<(ExceptionNode Node, nint Exception)>();
        pending.Push((root, (nint)exception));
        while (pending.TryPop(out (ExceptionNode Node, nint Exception) next))
        {
            PyBaseExceptionObject* e = (PyBaseExceptionObject*)next.Exception;
            ExceptionNode node = next.Node;
            PyObject* cause = e->cause;
            if (cause != null && !_seen.Contains((nint)cause))
                node.Cause = Node(cause, held);
            PyObject* context = e->context;
            if (node.Cause == null && e->suppress_context == 0 && context != null && !_seen.Contains((nint)context))
                node.Context = Node(context, held);
            if (node.Cause != null)
                pending.Push((node.Cause, (nint)cause));
            if (node.Context != null)
                pending.Push((node.Context, (nint)context));
            if (PyType.IsInstance((PyObject*)e, Exc.BaseExceptionGroup))
                AddMembers(node, ((PyBaseExceptionGroupObject*)e)->excs, held, pending);
        }
        return root;
    }

    private void AddMembers(ExceptionNode node, PyObject* members, List<nint> held, Stack<(ExceptionNode Node, nint Exception)> pending)
    {
        node.Members = [];
        for (nint i = 0; members != null && i < PyTuple.Size(members); i++)
        {
            PyObject* member = PyTuple.GetBorrowed(members, i);
            ExceptionNode child = Node(member, held);
            node.Members.Add(child);
            pending.Push((child, (nint)member));
        }
    }

    private ExceptionNode Node(PyObject* exception, List<nint> held)
    {
        Ref.Inc(exception);
        held.Add((nint)exception);
        _seen.Add((nint)exception);
        PyBaseExceptionObject* e = (PyBaseExceptionObject*)exception;
        PyTracebackObject* traceback = (PyTracebackObject*)e->traceback;
        IReadOnlyList<FrameReport> stack = Frames(traceback);
        string text = SafeText(exception, "exception");
        IReadOnlyList<string> notes = Notes(exception);
        string typeName = TypeName(exception->ob_type);
        SyntaxErrorReport? syntax = PyType.IsInstance(exception, Exc.SyntaxError) ? SyntaxErrorReport.Capture(ts, exception) : null;
        if (syntax == null)
            text += NameSuggestions.For(ts, exception, traceback);
        return new ExceptionNode
        {
            Stack = stack,
            TypeName = typeName,
            Text = text,
            Notes = notes,
            Syntax = syntax,
            SuppressContext = e->suppress_context != 0,
        };
    }

    private List<FrameReport> Frames(PyTracebackObject* traceback)
    {
        int count = 0;
        for (PyTracebackObject* at = traceback; at != null; at = at->tb_next)
            count++;
        int skip = 0;
        if (_limit is int limit)
        {
            // The last ones count; the library's slice wraps around when there are fewer than the limit, but less than twice.
            skip = count - limit;
            if (skip < 0)
                skip = int.Max(0, count + skip);
        }
        var frames = new List<FrameReport>(count - skip);
        for (PyTracebackObject* at = traceback; at != null; at = at->tb_next)
        {
            if (skip-- <= 0)
                frames.Add(new FrameReport(_sources, at));
        }
        return frames;
    }

    // ---- Text ----

    private string SafeText(PyObject* o, string what)
    {
        using Owned<PyObject> text = Own.Of(ts, Obj.Str(ts, o));
        Err.Clear(ts);
        return text.IsNull ? $"<{what} str() failed>" : PyUnicode.ToString(text.Pointer);
    }

    private string SafeRepr(PyObject* o, string what)
    {
        using Owned<PyObject> text = Own.Of(ts, Obj.Repr(ts, o));
        Err.Clear(ts);
        return text.IsNull ? $"<{what} repr() failed>" : PyUnicode.ToString(text.Pointer);
    }

    private string TypeName(PyTypeObject* type)
    {
        using Owned<PyObject> qualified = Own.Of(ts, Obj.GetAttr(ts, (PyObject*)type, Id.__qualname__));
        Err.Clear(ts);
        using Owned<PyObject> module = Own.Of(ts, Obj.GetAttr(ts, (PyObject*)type, Id.__module__));
        Err.Clear(ts);
        string name = !qualified.IsNull && PyUnicode.Check(qualified.Pointer) ? PyUnicode.ToString(qualified.Pointer) : PyType.Name(type);
        string place = !module.IsNull && PyUnicode.Check(module.Pointer) ? PyUnicode.ToString(module.Pointer) : "<unknown>";
        return place is "__main__" or "builtins" ? name : $"{place}.{name}";
    }

    private List<string> Notes(PyObject* exception)
    {
        var lines = new List<string>();
        PyObject* value;
        Lookup found = Obj.LookupAttr(ts, exception, Id.__notes__, &value);
        if (found == Lookup.Error)
        {
            using Owned<PyObject> error = Own.Of(ts, Err.Fetch(ts));
            lines.Add($"Ignored error getting __notes__: {SafeRepr(error.Pointer, "__notes__")}");
            return lines;
        }
        using Owned<PyObject> notes = Own.Of(ts, value);
        if (found == Lookup.Missing || value == Py.None)
            return lines;
        if (!IsSequence(value))
        {
            lines.Add(SafeRepr(value, "__notes__"));
            return lines;
        }
        using Owned<PyObject> iterator = Own.Of(ts, Obj.GetIter(ts, value));
        while (!iterator.IsNull)
        {
            using Owned<PyObject> note = Own.Of(ts, Obj.IterNext(ts, iterator.Pointer));
            if (note.IsNull)
                break;
            lines.AddRange(SafeText(note.Pointer, "note").Split('\n'));
        }
        Err.Clear(ts);
        return lines;
    }

    /// <summary>collections.abc.Sequence, but not str and bytes.</summary>
    private static bool IsSequence(PyObject* o) =>
        PyType.HasFlag(o->ob_type, TypeFlags.Sequence) || PyByteArray.Check(o);
}
