// Where in the text of an instruction the operator, the index or the arguments are, so that the carets tell them from the rest (~~~^^~~). Found by parsing the text, as
// the library's traceback module does. See docs/internals/reports.md.
using Vivarium.Compiler.Syntax;

namespace Vivarium.Runtime.Errors.Reports;

/// <summary>The part to be marked: lines from 0, columns in characters; the end is exclusive.</summary>
internal readonly record struct CaretAnchors(int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>Null when the text is no operation of the kinds that are marked, or cannot be parsed.</summary>
    public static CaretAnchors? Find(string segment, Func<string, Module?> parse)
    {
        // The parentheses allow an expression of several lines; its lines count from 2.
        Module? tree = parse($"(\n{segment}\n)");
        if (tree is not { Body: [ExprStmt statement] })
            return null;
        var scanner = new Scanner([.. TextLines.Split(segment).Select(CodePoints.Of)]);
        switch (statement.Value)
        {
            case BinOp operation:
                return scanner.Operator(operation);
            case Subscript subscript:
                return scanner.Bracket(subscript.Value, '[', subscript);
            case Vivarium.Compiler.Syntax.Call call:
                return scanner.Bracket(call.Func, '(', call);
            default:
                return null;
        }
    }

    /// <summary>Walks over the characters; a step beyond the end makes <see cref="_failed"/> true.</summary>
    private sealed class Scanner(int[][] lines)
    {
        private int _line;
        private int _column;
        private bool _failed;

        public CaretAnchors? Operator(BinOp operation)
        {
            StartBehind(operation.Left);
            Seek(static ch => !UnicodeData.IsSpace((uint)ch) && ch != ')');
            if (_failed)
                return null;
            int end = _column + 1;
            int rightLine = operation.Right.Lineno - 2;
            if (end < lines[_line].Length
                && (rightLine > _line || (rightLine >= 0 && end < CharacterAt(rightLine, operation.Right.ColOffset)))
                && !UnicodeData.IsSpace((uint)lines[_line][end])
                && lines[_line][end] is not ('\\' or '#'))
            {
                end++;
            }
            return new CaretAnchors(_line, _column, _line, end);
        }

        public CaretAnchors? Bracket(Expr before, char bracket, Expr whole)
        {
            StartBehind(before);
            Seek(ch => ch == bracket);
            int endLine = whole.EndLineno - 2;
            if (_failed || endLine < 0 || endLine >= lines.Length)
                return null;
            return new CaretAnchors(_line, _column, endLine, CharacterAt(endLine, whole.EndColOffset));
        }

        private int CharacterAt(int line, int byteOffset) => CodePoints.FromByteOffset(lines[line], byteOffset);

        private void StartBehind(Expr expression)
        {
            _line = expression.EndLineno - 2;
            _failed = _line < 0 || _line >= lines.Length;
            if (_failed)
                return;
            _column = CharacterAt(_line, expression.EndColOffset);
            SkipLineEnds();
        }

        private void SkipLineEnds()
        {
            while (_line < lines.Length && _column >= lines[_line].Length)
            {
                _column = 0;
                _line++;
            }
            _failed |= _line >= lines.Length;
        }

        /// <summary>Goes on to a character that counts: not in a comment or behind a backslash.</summary>
        private void Seek(Func<int, bool> stop)
        {
            while (!_failed)
            {
                int ch = lines[_line][_column];
                if (ch is '\\' or '#')
                {
                    _column = 0;
                    _line++;
                }
                else if (stop(ch))
                {
                    return;
                }
                else
                {
                    _column++;
                }
                SkipLineEnds();
            }
        }
    }
}
