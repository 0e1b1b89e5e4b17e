// A token of the compiler as the tuple that tokenize wants: number, text, first and last place in characters, and the lines it stands on. See docs/internals/tokenize.md.
using Vivarium.Compiler.Text;

namespace Vivarium.Stdlib.Tokenize;

internal unsafe ref struct TokenTuples(ThreadState* ts, SourceText source, PyObject* lines, bool extra)
{
    private readonly ThreadState* _ts = ts;
    private readonly SourceText _source = source;
    private readonly PyObject* _lines = lines;
    private readonly bool _extra = extra;
    private int _line = 1;
    private int _lineStart;

    public PyObject* Make(Token token)
    {
        nint count = PyList.Size(_lines);
        string text = token.Kind is TokenKind.EndMarker or TokenKind.Dedent || token.Start >= token.End ? "" : _source.Text(token.Start, token.End);
        int start = Column(token.Lineno, token.ColOffset);
        int end = Column(token.EndLineno, token.EndColOffset);
        if (token.Kind is TokenKind.Newline or TokenKind.NL)
        {
            text = token.Lineno <= count ? LineEnd(PyList.GetBorrowed(_lines, token.Lineno - 1)) : "";
            end = start + Math.Max(1, text.Length);
            if (!_extra)
                (text, end) = ("", start);
        }
        int kind = token.IsKeyword ? (int)TokenKind.Name
            : _extra && token.Kind is >= TokenKind.LPar and <= TokenKind.Exclamation ? (int)TokenKind.Op : (int)token.Kind;
        using Owned<PyObject> line = Own.Of(_ts, Lines(token.Lineno, token.Kind is TokenKind.Newline or TokenKind.NL ? token.Lineno : token.EndLineno));
        using Owned<PyObject> first = Own.Of(_ts, line.IsNull ? null : Place(token.Lineno, start));
        using Owned<PyObject> last = Own.Of(_ts, first.IsNull ? null : Place(token.Kind is TokenKind.Newline or TokenKind.NL ? token.Lineno : token.EndLineno, end));
        PyObject* tuple = last.IsNull ? null : PyTuple.New(_ts, 5);
        if (tuple == null)
            return null;
        PyTuple.SetSteal(tuple, 0, PyLong.FromInt64(_ts, kind));
        PyTuple.SetSteal(tuple, 1, PyUnicode.FromString(_ts, text));
        PyTuple.SetSteal(tuple, 2, first.Release());
        PyTuple.SetSteal(tuple, 3, last.Release());
        PyTuple.SetSteal(tuple, 4, line.Release());
        if (PyTuple.GetBorrowed(tuple, 0) == null || PyTuple.GetBorrowed(tuple, 1) == null)
        {
            Ref.Dec(_ts, tuple);
            return null;
        }
        PyTuple.Track(_ts, tuple);
        return tuple;
    }

    private readonly PyObject* Place(int line, int column)
    {
        using Owned<PyObject> number = Own.Of(_ts, PyLong.FromInt64(_ts, line));
        return number.IsNull ? null : PyTuple.PackStealOrNull(_ts, number.Release(), PyLong.FromInt64(_ts, column));
    }

    private static string LineEnd(PyObject* line)
    {
        string text = PyUnicode.ToString(line);
        return text.EndsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : text.EndsWith('\n') ? "\n" : "";
    }

    /// <summary>A column in characters from one in bytes; lines come in order, but for the ends of tokens of several lines.</summary>
    private int Column(int line, int column)
    {
        if (column <= 0)
            return column;
        if (line < _line)
            (_line, _lineStart) = (1, 0);
        while (_line < line)
        {
            _lineStart = Math.Min(_source.LineEnd(_lineStart) + 1, _source.Length);
            _line++;
        }
        return _source.CountCharacters(_lineStart, Math.Min(_lineStart + column, _source.Length));
    }

    /// <summary>The text of the lines; owned.</summary>
    private readonly PyObject* Lines(int from, int to)
    {
        nint count = PyList.Size(_lines);
        if (from > count)
            return PyUnicode.FromString(_ts, "");
        if (from >= to)
            return Ref.New(PyList.GetBorrowed(_lines, from - 1));
        using Owned<PyObject> slice = Own.Of(_ts, PyList.GetSlice(_ts, _lines, from - 1, Math.Min(to, count)));
        using Owned<PyObject> empty = Own.Of(_ts, slice.IsNull ? null : PyUnicode.FromString(_ts, ""));
        return empty.IsNull ? null : PyUnicode.Join(_ts, empty.Pointer, slice.Pointer);
    }
}
