// The source lines under a traceback entry, with carets below what was being executed: which lines of a long statement are shown, what is marked with ~ and what with ^.
// The rules are those of the library's traceback module. See docs/internals/reports.md.
using System.Globalization;
using System.Text;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Runtime.Errors.Reports;

/// <summary>The lines of one entry, ready to be shown.</summary>
internal sealed class CaretLines
{
    private readonly int[][] _lines;
    private readonly CaretAnchors? _anchors;
    private readonly bool _showCarets;
    private readonly ReportColors _colors;
    /// <summary>In display columns: where the instruction starts in the first line and ends in the last.</summary>
    private readonly int _start;
    private readonly int _end;
    private readonly int _anchorStart;
    private readonly int _anchorEnd;

    private CaretLines(int[][] lines, int start, int end, ReportColors colors, Func<string, Module?> parse)
    {
        _lines = lines;
        _colors = colors;
        _start = EastAsianWidth.OfLine(lines[0], start);
        _end = EastAsianWidth.OfLine(lines[^1], end);
        _anchors = CaretAnchors.Find(Segment(lines, start, end), parse);
        if (_anchors is CaretAnchors anchors)
        {
            _anchorStart = EastAsianWidth.OfLine(lines[anchors.Line], anchors.Column + (anchors.Line == 0 ? start : 0));
            _anchorEnd = EastAsianWidth.OfLine(lines[anchors.EndLine], anchors.EndColumn + (anchors.EndLine == 0 ? start : 0));
        }
        _showCarets = ShouldShow(start, end, parse);
    }

    /// <summary>The text, each line indented by four blanks. The columns are byte offsets in the first and the last of the lines; parse gives a tree or null.</summary>
    public static string? Render(string original, string dedented, int lineCount, int column, int endColumn, ReportColors colors, Func<string, Module?> parse)
    {
        List<string> all = TextLines.Split(original);
        List<string> shown = TextLines.Split(dedented);
        if (all.Count < lineCount || shown.Count == 0)
            return null;
        int[] first = CodePoints.Of(all[0]);
        int[] last = CodePoints.Of(all[lineCount - 1]);
        int[][] lines = [.. shown.Take(lineCount).Select(CodePoints.Of)];
        int removed = first.Length - lines[0].Length;
        int start = int.Max(0, CodePoints.FromByteOffset(first, column) - removed);
        int end = int.Max(0, CodePoints.FromByteOffset(last, endColumn) - removed);
        return new CaretLines(lines, start, end, colors, parse).Text();
    }

    private static string Segment(int[][] lines, int start, int end)
    {
        int[] joined = [.. lines.SelectMany((line, i) => i == 0 ? line : line.Prepend('\n'))];
        int stop = joined.Length - (lines[^1].Length - end);
        start = int.Min(start, joined.Length);
        stop = int.Clamp(stop, start, joined.Length);
        return CodePoints.ToText(joined.AsSpan(start, stop - start));
    }

    // ---- Whether carets say anything ----

    private bool ShouldShow(int start, int end, Func<string, Module?> parse)
    {
        Module? tree = parse(CodePoints.Join(_lines));
        if (tree != null)
        {
            if (tree.Body.Length == 0)
                return false;
            Expr? call = tree.Body[0] switch
            {
                Return { Value: Vivarium.Compiler.Syntax.Call { Func: Name } value } => value,
                Assign { Value: Vivarium.Compiler.Syntax.Call value, Targets: [Name] } => value,
                _ => null,
            };
            if (call != null && call.Lineno == 1 && call.EndLineno == _lines.Length && call.ColOffset == start && call.EndColOffset == end)
                return false;
        }
        return _anchors != null || HasText(_lines[0].AsSpan(0, int.Min(start, _lines[0].Length))) || HasText(_lines[^1].AsSpan(int.Min(end, _lines[^1].Length)));
    }

    private static bool HasText(ReadOnlySpan<int> text)
    {
        foreach (int ch in text)
        {
            if (!UnicodeData.IsSpace((uint)ch))
                return true;
        }
        return false;
    }

    // ---- Which lines ----

    private string Text()
    {
        var significant = new SortedSet<int> { 0, _lines.Length - 1 };
        if (_anchors is CaretAnchors anchors)
        {
            for (int offset = -1; offset <= 1; offset++)
            {
                significant.Add(anchors.Line + offset);
                significant.Add(anchors.EndLine + offset);
            }
        }
        significant.Remove(-1);
        significant.Remove(_lines.Length);
        var output = new List<string>();
        int previous = -1;
        foreach (int line in significant)
        {
            int skipped = line - previous - 1;
            if (previous >= 0 && skipped == 1)
                AddLine(output, line - 1);
            else if (previous >= 0 && skipped > 1)
                output.Add(string.Create(CultureInfo.InvariantCulture, $"...<{skipped} lines>..."));
            AddLine(output, line);
            previous = line;
        }
        var text = new StringBuilder();
        foreach (string line in TextLines.Dedent(output))
            text.Append(line).Append('\n');
        return TextLines.Indent(text.ToString(), "    ");
    }

    private void AddLine(List<string> output, int line)
    {
        if (!_showCarets)
        {
            output.Add(CodePoints.ToText(_lines[line]));
            return;
        }
        string carets = Carets(line);
        if (_colors.Any)
        {
            AddColored(output, _lines[line], carets);
            return;
        }
        output.Add(CodePoints.ToText(_lines[line]));
        output.Add(carets);
    }

    private string Carets(int line)
    {
        int[] text = _lines[line];
        int spaces = 0;
        while (spaces < text.Length && UnicodeData.IsSpace((uint)text[spaces]))
            spaces++;
        int count = line == _lines.Length - 1 ? _end : EastAsianWidth.OfLine(text, text.Length);
        var carets = new StringBuilder(count);
        for (int column = 0; column < count; column++)
        {
            bool before = column < spaces || (line == 0 && column < _start);
            carets.Append(before ? ' ' : _anchors == null || InAnchors(line, column) ? '^' : '~');
        }
        return carets.ToString();
    }

    private bool InAnchors(int line, int column)
    {
        CaretAnchors anchors = _anchors!.Value;
        bool begun = line > anchors.Line || (line == anchors.Line && column >= _anchorStart);
        bool ended = line > anchors.EndLine || (line == anchors.EndLine && column >= _anchorEnd);
        return begun && !ended;
    }

    /// <summary>The line and its carets, coloured in runs of the same caret. The characters beyond the last caret are not.</summary>
    private void AddColored(List<string> output, int[] line, string carets)
    {
        var text = new StringBuilder();
        var marks = new StringBuilder();
        // The newline takes part as one more character.
        int count = int.Max(line.Length + 1, carets.Length);
        int at = 0;
        while (at < count)
        {
            char mark = MarkAt(carets, at);
            int end = at + 1;
            while (end < count && MarkAt(carets, end) == mark)
                end++;
            string color = mark == '^' ? _colors.Highlight : mark == '~' ? _colors.Range : "";
            string reset = color.Length == 0 ? "" : _colors.Reset;
            int textStart = int.Min(at, line.Length + 1);
            int textEnd = int.Min(end, line.Length + 1);
            text.Append(color);
            CodePoints.Append(text, line.AsSpan(int.Min(textStart, line.Length), int.Min(textEnd, line.Length) - int.Min(textStart, line.Length)));
            if (textEnd == line.Length + 1 && textStart <= line.Length)
                text.Append('\n');
            text.Append(reset);
            marks.Append(color).Append(carets, int.Min(at, carets.Length), int.Min(end, carets.Length) - int.Min(at, carets.Length)).Append(reset);
            at = end;
        }
        output.AddRange((text.ToString() + marks).Split('\n'));
    }

    private static char MarkAt(string carets, int at) => at < carets.Length ? carets[at] : '\0';
}
