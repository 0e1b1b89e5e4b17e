// Turns "..." % (a, b) into the f-string that does the same, when the format knows only %s, %r, %a and %% and the tuple is written
// out with as many items. See docs/internals/codegen.md.
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Binding;

internal static class FormatFolding
{
    private const int MaxDigits = 2;

    /// <summary>The f-string, or null where the operation must stay.</summary>
    public static Expr? TryFold(BinOp operation)
    {
        if (operation is not
            { Op: BinaryOperator.Mod, Left: ConstantExpr { Value: StrConstant format }, Right: TupleExpr { Elts: var items } })
        {
            return null;
        }
        foreach (Expr item in items)
        {
            if (item is Starred)
                return null;
        }
        ReadOnlySpan<byte> text = format.Value.Utf8;
        var parts = new List<Expr>();
        int position = 0;
        int used = 0;
        while (true)
        {
            if (ReadLiteral(text, ref position) is { } literal)
                parts.Add(literal);
            if (position >= text.Length)
                break;
            if (used >= items.Length)
                return null;
            Expr item = items[used++];
            if (ReadConversion(text, ref position, item) is not { } value)
                return null;
            parts.Add(value);
        }
        if (used < items.Length)
            return null;
        var result = new JoinedStr([.. parts]);
        result.CopyLocation(operation);
        return result;
    }

    /// <summary>Reads up to a conversion or the end; %% stands for one percent sign.</summary>
    private static ConstantExpr? ReadLiteral(ReadOnlySpan<byte> text, ref int position)
    {
        var bytes = new List<byte>();
        while (position < text.Length)
        {
            if (text[position] == '%')
            {
                if (position + 1 >= text.Length || text[position + 1] != '%')
                    break;
                position++;
            }
            bytes.Add(text[position++]);
        }
        return bytes.Count == 0 ? null : Unplaced(PyText.FromUtf8([.. bytes]));
    }

    private static FormattedValue? ReadConversion(ReadOnlySpan<byte> text, ref int position, Expr item)
    {
        position++;
        bool left = false;
        for (; position < text.Length; position++)
        {
            if (text[position] == '-')
                left = true;
            else if (text[position] is not ((byte)'+' or (byte)' ' or (byte)'#' or (byte)'0'))
                break;
        }
        if (!ReadDigits(text, ref position, out int width))
            return null;
        int precision = -1;
        if (position < text.Length && text[position] == '.')
        {
            position++;
            if (!ReadDigits(text, ref position, out precision))
                return null;
            precision = Math.Max(precision, 0);
        }
        if (position >= text.Length || text[position] is not ((byte)'s' or (byte)'r' or (byte)'a'))
            return null;
        int conversion = text[position++];
        string spec = "";
        if (width > 0)
            spec = (left ? "" : ">") + Number(width);
        if (precision >= 0)
            spec += "." + Number(precision);
        var value = new FormattedValue(item, conversion, spec.Length == 0 ? null : Unplaced(PyText.FromString(spec)));
        value.CopyLocation(item);
        return value;
    }

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>At most two digits; -1 for none. False for more.</summary>
    private static bool ReadDigits(ReadOnlySpan<byte> text, ref int position, out int value)
    {
        value = -1;
        int digits = 0;
        for (; position < text.Length && text[position] is >= (byte)'0' and <= (byte)'9'; position++)
        {
            if (++digits > MaxDigits)
                return false;
            value = Math.Max(value, 0) * 10 + (text[position] - '0');
        }
        return true;
    }

    /// <summary>A constant without a place in the source.</summary>
    private static ConstantExpr Unplaced(PyText text)
    {
        Location none = Location.None;
        return new ConstantExpr(new StrConstant(text), null)
        {
            Lineno = none.Line,
            ColOffset = none.Col,
            EndLineno = none.EndLine,
            EndColOffset = none.EndCol,
        };
    }
}
