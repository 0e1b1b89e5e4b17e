// What a body's docstring is, and how its indentation is taken off; see docs/internals/codegen.md.
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Binding;

internal static class Docstrings
{
    /// <summary>The constant at the head of a body if it is a string.</summary>
    public static ConstantExpr? Of(Stmt[] body) =>
        body.Length > 0 && body[0] is ExprStmt { Value: ConstantExpr { Value: StrConstant } constant } ? constant : null;

    /// <summary>
    /// The text with tabs expanded, the first line's leading blanks removed, and the other lines' common margin too, as
    /// <c>inspect.cleandoc</c> does but without dropping blank lines at the ends.
    /// </summary>
    public static PyText Clean(PyText text)
    {
        ReadOnlySpan<byte> source = text.Utf8;
        byte[]? expanded = source.Contains((byte)'\t') ? ExpandTabs(source) : null;
        ReadOnlySpan<byte> doc = expanded ?? source;

        int start = 0;
        while (start < doc.Length && doc[start] == ' ')
            start++;
        int margin = Margin(doc[start..]);
        if (start == 0 && margin == 0)
            return expanded is null ? text : PyText.FromUtf8(expanded);

        var result = new byte[doc.Length - start];
        int length = 0;
        int position = start;
        while (position < doc.Length)
        {
            if (position > start)
            {
                for (int skipped = 0; skipped < margin && position < doc.Length && doc[position] == ' '; skipped++)
                    position++;
            }
            while (position < doc.Length)
            {
                byte value = doc[position++];
                result[length++] = value;
                if (value == '\n')
                    break;
            }
        }
        return PyText.FromUtf8(result.AsSpan(0, length).ToArray());
    }

    /// <summary>The smallest indentation of the lines after the first, blank lines left aside.</summary>
    private static int Margin(ReadOnlySpan<byte> doc)
    {
        int margin = int.MaxValue;
        int newline;
        while ((newline = doc.IndexOf((byte)'\n')) >= 0)
        {
            doc = doc[(newline + 1)..];
            int indent = 0;
            while (indent < doc.Length && doc[indent] == ' ')
                indent++;
            if (indent < doc.Length && doc[indent] != '\n' && indent < margin)
                margin = indent;
        }
        return margin == int.MaxValue ? 0 : margin;
    }

    private static byte[] ExpandTabs(ReadOnlySpan<byte> text)
    {
        var result = new List<byte>(text.Length + 16);
        int column = 0;
        foreach (byte value in text)
        {
            if (value == '\t')
            {
                do
                {
                    result.Add((byte)' ');
                    column++;
                }
                while (column % 8 != 0);
                continue;
            }
            result.Add(value);
            // Columns count characters: continuation bytes take none.
            if (value is (byte)'\n' or (byte)'\r')
                column = 0;
            else if ((value & 0xC0) != 0x80)
                column++;
        }
        return [.. result];
    }
}
