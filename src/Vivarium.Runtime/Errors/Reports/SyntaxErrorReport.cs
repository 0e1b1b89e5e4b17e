// The details of a SyntaxError and how they are shown: file and line, the text, carets below the wrong part, and the message, which may get a keyword that was
// mistyped. See docs/internals/reports.md.
using System.Globalization;
using System.Text;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Runtime.Errors.Reports;

internal sealed unsafe class SyntaxErrorReport
{
    public string? FileName { get; private set; }

    /// <summary>The line's number as text, and that of the end; null for None.</summary>
    public string? Line { get; set; }

    public string? EndLine { get; set; }

    /// <summary>The line's text; null when it is no str.</summary>
    public string? SourceText { get; set; }

    public bool HasOffset { get; private set; }

    /// <summary>From 1; null when it is no int (which shows the text only if it is None).</summary>
    public long? Offset { get; set; }

    public long? EndOffset { get; set; }

    public string Message { get; set; } = "";

    /// <summary>The private _metadata: where the last good statement starts, and the source if it is not that of the file.</summary>
    public (int Line, int Offset, string? Source)? Metadata { get; private set; }

    public static SyntaxErrorReport Capture(ThreadState* ts, PyObject* exception)
    {
        var report = new SyntaxErrorReport
        {
            FileName = Text(ts, exception, "filename"),
            Line = Text(ts, exception, "lineno"),
            EndLine = Text(ts, exception, "end_lineno"),
            EndOffset = Number(ts, exception, "end_offset", out _),
            Offset = Number(ts, exception, "offset", out bool hasOffset),
            Metadata = ReadMetadata(ts, exception),
        };
        report.HasOffset = hasOffset;
        using Owned<PyObject> text = Own.Of(ts, Attribute(ts, exception, "text"));
        if (!text.IsNull && PyUnicode.Check(text.Pointer))
            report.SourceText = PyUnicode.ToString(text.Pointer);
        using Owned<PyObject> message = Own.Of(ts, Attribute(ts, exception, "msg"));
        bool said = !message.IsNull && Obj.IsTrue(ts, message.Pointer) == Truth.True;
        report.Message = (said ? Text(ts, exception, "msg") : null) ?? "<no detail available>";
        Err.Clear(ts);
        return report;
    }

    private static PyObject* Attribute(ThreadState* ts, PyObject* o, string name)
    {
        PyObject* value = Obj.GetAttr(ts, o, name);
        Err.Clear(ts);
        return value;
    }

    private static string? Text(ThreadState* ts, PyObject* o, string name)
    {
        using Owned<PyObject> value = Own.Of(ts, Attribute(ts, o, name));
        if (value.IsNull || value.Pointer == Py.None)
            return null;
        using Owned<PyObject> text = Own.Of(ts, Obj.Str(ts, value.Pointer));
        Err.Clear(ts);
        return text.IsNull ? null : PyUnicode.ToString(text.Pointer);
    }

    private static long? Number(ThreadState* ts, PyObject* o, string name, out bool given)
    {
        using Owned<PyObject> value = Own.Of(ts, Attribute(ts, o, name));
        given = !value.IsNull && value.Pointer != Py.None;
        long number;
        return given && PyLong.Check(value.Pointer) && PyLong.TryGetInt64(value.Pointer, &number) ? number : null;
    }

    private static (int, int, string?)? ReadMetadata(ThreadState* ts, PyObject* exception)
    {
        using Owned<PyObject> value = Own.Of(ts, Attribute(ts, exception, "_metadata"));
        PyObject* tuple = value.Pointer;
        if (tuple == null || !PyTuple.Check(tuple) || PyTuple.Size(tuple) != 3)
            return null;
        long line = 0;
        long offset = 0;
        if (!PyLong.Check(PyTuple.GetBorrowed(tuple, 0)) || !PyLong.TryGetInt64(PyTuple.GetBorrowed(tuple, 0), &line)
            || !PyLong.Check(PyTuple.GetBorrowed(tuple, 1)) || !PyLong.TryGetInt64(PyTuple.GetBorrowed(tuple, 1), &offset))
        {
            return null;
        }
        PyObject* source = PyTuple.GetBorrowed(tuple, 2);
        return ((int)line, (int)offset, PyUnicode.Check(source) ? PyUnicode.ToString(source) : null);
    }

    // ---- Text ----

    /// <summary>The lines, each with its newline.</summary>
    public List<string> Format(string typeName, ReportColors colors, Action<SyntaxWarning> warn)
    {
        var lines = new List<string>();
        string suffix = "";
        if (Line != null)
        {
            string file = string.IsNullOrEmpty(FileName) ? "<string>" : FileName;
            lines.Add($"  File {colors.FileName}\"{file}\"{colors.Reset}, line {colors.LineNumber}{Line}{colors.Reset}\n");
        }
        else if (FileName != null)
        {
            suffix = $" ({FileName})";
        }
        if (SourceText != null)
        {
            KeywordTypos.Correct(this, warn);
            AddSource(lines, SourceText, colors);
        }
        lines.Add($"{colors.Type}{typeName}{colors.Reset}: {colors.Message}{Message}{colors.Reset}{suffix}\n");
        return lines;
    }

    private void AddSource(List<string> lines, string source, ReportColors colors)
    {
        int[] all = CodePoints.Of(source.TrimEnd('\n'));
        int spaces = 0;
        while (spaces < all.Length && all[spaces] is ' ' or '\n' or '\f')
            spaces++;
        ReadOnlySpan<int> shown = all.AsSpan(spaces);
        if (!HasOffset)
            lines.Add($"    {CodePoints.ToText(shown)}\n");
        if (Offset is not long offset)
            return;
        int textLength = TextLines.Length(source);
        long end = Line != EndLine ? all.Length + 1 : EndOffset is long given && given != 0 ? given : offset;
        if (textLength > 0 && offset > textLength)
            offset = all.Length + 1;
        if (textLength > 0 && end > textLength)
            end = all.Length + 1;
        if (offset >= end || end < 0)
            end = offset + 1;
        long column = offset - 1 - spaces;
        if (column < 0)
        {
            lines.Add($"    {CodePoints.ToText(shown)}\n");
            return;
        }
        int count = (int)(end - offset);
        int from = (int)long.Min(column, shown.Length);
        int to = (int)long.Min(column + count, shown.Length);
        // White space other than blanks keeps the carets in place.
        var blanks = new StringBuilder();
        foreach (int ch in shown[..from])
            blanks.Append(UnicodeData.IsSpace((uint)ch) ? (char)ch : ' ');
        string text = CodePoints.ToText(shown[..from]) + colors.Highlight + CodePoints.ToText(shown[from..to]) + colors.Reset + CodePoints.ToText(shown[to..]);
        lines.Add($"    {text}\n");
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"    {blanks}{colors.Highlight}{new string('^', count)}{colors.Reset}\n"));
    }
}
