// Prints exceptions as the library's traceback module prints them: chains oldest first, tracebacks with repeated entries collapsed, groups in boxes. Everything is captured
// first (ExceptionCapture), then written piece by piece. See docs/internals/reports.md.
using System.Globalization;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Runtime.Errors.Reports;

internal sealed unsafe class ExceptionPrinter
{
    private const int MaxGroupWidth = 15;
    private const int MaxGroupDepth = 10;
    private const int RecursiveCutoff = 3;
    private const string CauseMessage = "\nThe above exception was the direct cause of the following exception:\n\n";
    private const string ContextMessage = "\nDuring handling of the above exception, another exception occurred:\n\n";

    private readonly ThreadState* _ts;
    private readonly ReportSink _sink;
    private readonly ReportColors _colors;
    private int _depth;
    private bool _needClose;

    private ExceptionPrinter(ThreadState* ts, ReportSink sink, ReportColors colors)
    {
        _ts = ts;
        _sink = sink;
        _colors = colors;
    }

    /// <summary>Prints the exception to sys.stderr (or where reports go without one). The caller holds it; no exception may be set, and none is left.</summary>
    public static void Print(ThreadState* ts, PyObject* exception)
    {
        PyObject* file;
        ReportTarget target = ReportStream.Find(ts, &file);
        using Owned<PyObject> stream = Own.Of(ts, file);
        switch (target)
        {
            case ReportTarget.Stream:
                ReportColors colors = ReportColors.For(ts, file);
                Run(ts, new StreamSink(ts, file), colors, exception);
                Err.Clear(ts);
                break;
            case ReportTarget.Descriptor:
                Run(ts, new DescriptorSink(), ReportColors.For(ts, null), exception);
                Err.Clear(ts);
                break;
            case ReportTarget.Lost:
                ReportStream.WriteDescriptor($"{ObjectDump.Describe(ts, exception)}lost sys.stderr\n");
                break;
        }
    }

    /// <summary>The whole text.</summary>
    public static string Format(ThreadState* ts, PyObject* exception, ReportColors colors)
    {
        var sink = new ReportSink();
        Run(ts, sink, colors, exception);
        Err.Clear(ts);
        return sink.Text;
    }

    private static void Run(ThreadState* ts, ReportSink sink, ReportColors colors, PyObject* exception) =>
        new ExceptionPrinter(ts, sink, colors).Chain(ExceptionCapture.Capture(ts, exception));

    // ---- Chains ----

    private bool Chain(ExceptionNode? node)
    {
        var chain = new Stack<(string? Message, ExceptionNode Node)>();
        while (node != null)
        {
            ExceptionNode? next = node.Cause ?? (node.SuppressContext ? null : node.Context);
            chain.Push((next == null ? null : node.Cause != null ? CauseMessage : ContextMessage, node));
            node = next;
        }
        foreach ((string? message, ExceptionNode exception) in chain)
        {
            if (message != null && !Emit(message))
                return false;
            if (!(exception.Members == null ? Single(exception) : Group(exception, exception.Members)))
                return false;
        }
        return true;
    }

    private bool Single(ExceptionNode node)
    {
        if (node.Stack.Count != 0 && !(Emit("Traceback (most recent call last):\n") && EmitAll(Stack(node.Stack))))
            return false;
        return EmitAll(Only(node));
    }

    // ---- Groups ----

    private bool Group(ExceptionNode node, List<ExceptionNode> members)
    {
        if (_depth > MaxGroupDepth)
            return Emit($"... (max_group_depth is {MaxGroupDepth})\n");
        bool top = _depth == 0;
        if (top)
            _depth = 1;
        if (node.Stack.Count != 0 && !(Emit("Exception Group Traceback (most recent call last):\n", top ? '+' : '|') && EmitAll(Stack(node.Stack))))
            return false;
        if (!EmitAll(Only(node)))
            return false;
        int count = int.Min(members.Count, MaxGroupWidth + 1);
        _needClose = false;
        for (int i = 0; i < count; i++)
        {
            if (!Member(members, i, last: i == count - 1))
                return false;
        }
        if (top)
            _depth = 0;
        return true;
    }

    private bool Member(List<ExceptionNode> members, int i, bool last)
    {
        // The closing line may come from a group within.
        _needClose |= last;
        bool cut = i >= MaxGroupWidth;
        string title = cut ? "..." : (i + 1).ToString(CultureInfo.InvariantCulture);
        if (!_sink.Put($"{Margin}{(i == 0 ? "+-" : "  ")}+---------------- {title} ----------------\n"))
            return false;
        _depth++;
        int left = members.Count - MaxGroupWidth;
        bool worked = cut ? Emit(string.Create(CultureInfo.InvariantCulture, $"and {left} more exception{(left > 1 ? "s" : "")}\n")) : Chain(members[i]);
        if (worked && last && _needClose)
        {
            worked = _sink.Put($"{Margin}+------------------------------------\n");
            _needClose = false;
        }
        _depth--;
        return worked;
    }

    private string Margin => new(' ', 2 * _depth);

    // ---- Pieces ----

    private bool Emit(string text, char margin = '|') => _sink.Put(_depth == 0 ? text : TextLines.Indent(text, $"{Margin}{margin} "));

    private bool EmitAll(List<string> pieces)
    {
        foreach (string piece in pieces)
        {
            if (!Emit(piece))
                return false;
        }
        return true;
    }

    /// <summary>The entries; from the fourth of the same line on they are only counted.</summary>
    private List<string> Stack(IReadOnlyList<FrameReport> frames)
    {
        var pieces = new List<string>();
        int count = 0;
        for (int i = 0; i < frames.Count; i++)
        {
            if (i == 0 || !frames[i].IsSamePlace(frames[i - 1]))
            {
                AddRepeated(pieces, count);
                count = 0;
            }
            if (++count <= RecursiveCutoff)
                pieces.Add(frames[i].Format(_colors, Parse));
        }
        AddRepeated(pieces, count);
        return pieces;
    }

    private static void AddRepeated(List<string> pieces, int count)
    {
        int more = count - RecursiveCutoff;
        if (more > 0)
            pieces.Add(string.Create(CultureInfo.InvariantCulture, $"  [Previous line repeated {more} more time{(more > 1 ? "s" : "")}]\n"));
    }

    private List<string> Only(ExceptionNode node)
    {
        List<string> pieces;
        if (node.Syntax != null)
            pieces = node.Syntax.Format(node.TypeName, _colors, warning => Warn(warning, "<input>"));
        else if (node.Text.Length == 0)
            pieces = [$"{_colors.Type}{node.TypeName}{_colors.Reset}\n"];
        else
            pieces = [$"{_colors.Type}{node.TypeName}{_colors.Reset}: {_colors.Message}{node.Text}{_colors.Reset}\n"];
        foreach (string line in node.Notes)
            pieces.Add(line + "\n");
        return pieces;
    }

    // ---- Parsing source ----

    /// <summary>ast.parse(text): null if it is no program. Warnings about the text are issued, once more, as the library's parser does.</summary>
    private Module? Parse(string text)
    {
        List<SyntaxWarning> warnings = [];
        Mod tree;
        try
        {
            tree = Parser.Parse(text, "<unknown>", new ParseOptions { Warnings = warnings });
        }
        catch (SyntaxException)
        {
            return null;
        }
        foreach (SyntaxWarning warning in warnings)
        {
            if (!Warn(warning, "<unknown>"))
                return null;
        }
        return (Module)tree;
    }

    /// <summary>False when the filters made an error of it.</summary>
    private bool Warn(SyntaxWarning warning, string file)
    {
        using Owned<PyObject> name = Own.Of(_ts, PyUnicode.FromString(_ts, file));
        bool issued = !name.IsNull && Err.WarnExplicit(_ts, Exc.SyntaxWarning, warning.Message, name.Pointer, warning.Lineno, null, null) == Status.Ok;
        Err.Clear(_ts);
        return issued;
    }
}
