// One entry of a traceback, captured before anything is printed: file, line, name and the source lines. See docs/internals/reports.md.
using System.Globalization;
using Vivarium.Bytecode.Tables;
using Vivarium.Compiler.Syntax;
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.Errors.Reports;

internal sealed unsafe class FrameReport
{
    private readonly string _file;
    private readonly string _name;
    private readonly int _line;
    private readonly int _endLine;
    private readonly int _column = -1;
    private readonly int _endColumn = -1;
    /// <summary>The lines, each with its newline; null when the entry has no line number.</summary>
    private readonly string? _source;

    public FrameReport(SourceLines sources, PyTracebackObject* entry)
    {
        _PyInterpreterFrame* frame = entry->tb_frame->f_frame;
        PyCodeObject* code = Frames.CodeOf(frame);
        _file = PyUnicode.ToString(code->co_filename);
        _name = PyUnicode.ToString(code->co_name);
        _line = -1;
        if (entry->tb_lasti >= 0 && CodeLines.Find(code, entry->tb_lasti / 2, out LocationEntry place))
        {
            (_line, _endLine, _column, _endColumn) = (place.Line, place.EndLine, place.Col, place.EndCol);
        }
        if (_line < 0)
            (_line, _endLine) = (TracebackType.LineOf(entry), -1);
        if (_endLine < 0)
            _endLine = _line;
        if (_line < 0)
            return;
        var source = new System.Text.StringBuilder();
        for (int line = _line; line <= _endLine; line++)
            source.Append(sources.Line(code, frame->f_globals, line)).Append('\n');
        _source = source.ToString();
    }

    public bool IsSamePlace(FrameReport other) => other._line == _line && other._line >= 0 && other._file == _file && other._name == _name;

    public string Format(ReportColors colors, Func<string, Module?> parse)
    {
        bool typed = _file.StartsWith("<stdin-", StringComparison.Ordinal) && _file.EndsWith('>');
        string file = typed ? "<stdin>" : _file;
        string line = _line < 0 ? "None" : _line.ToString(CultureInfo.InvariantCulture);
        return $"  File {colors.FileName}\"{file}\"{colors.Reset}, line {colors.LineNumber}{line}{colors.Reset}, in {colors.Frame}{_name}{colors.Reset}\n{Source(colors, parse)}";
    }

    private string Source(ReportColors colors, Func<string, Module?> parse)
    {
        if (_source == null || TextLines.LeadingSpaces(_source) == _source.Length)
            return "";
        if (_column < 0 || _endColumn < 0)
        {
            string first = TextLines.Trim(_source[.._source.IndexOf('\n')]);
            return first.Length == 0 ? "\n" : $"    {first}\n";
        }
        string dedented = string.Join('\n', TextLines.Dedent(_source.Split('\n')));
        return CaretLines.Render(_source, dedented, _endLine - _line + 1, _column, _endColumn, colors, parse) ?? "";
    }
}
