// Puts a number's text (sign, prefix, digits, point, fraction) into a field: padding, sign-aware zeros and grouping. See docs/internals/formatting.md.
namespace Vivarium.Runtime.Objects.Formatting;

internal static unsafe class NumberLayout
{
    /// <summary>
    /// Writes a number. The text is what follows sign and prefix: digits, then possibly a point, more digits and anything ("e+05", "%").
    /// Texts that do not begin with a digit (inf, a character) are padded but not grouped.
    /// </summary>
    public static void Write(ref UnicodeWriter writer, in FormatSpec spec, bool negative, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> text)
    {
        int whole = CountDigits(text);
        if (spec.GroupSize == 4 || spec.type is 'x' or 'X')
            whole = text.Length;
        ReadOnlySpan<byte> digits = text[..whole];
        ReadOnlySpan<byte> rest = text[whole..];
        int fraction = rest.Length > 0 && rest[0] == '.' ? CountDigits(rest[1..]) : 0;
        nint fractionSeparators = spec.fraction_thousands != 0 && fraction > 0 ? (fraction - 1) / 3 : 0;
        int signLength = negative || spec.sign is '+' or ' ' ? 1 : 0;
        nint others = signLength + prefix.Length + rest.Length + fractionSeparators;
        nint minimum = spec.fill == '0' && spec.align == '=' ? spec.width - others : 0;
        nint grouped = digits.Length == 0 ? 0 : GroupedLength(digits.Length, minimum, spec.thousands != 0 ? spec.GroupSize : 0);
        nint padding = Math.Max(0, spec.width - others - grouped);
        nint left = spec.align == '>' ? padding : spec.align == '^' ? padding / 2 : 0;
        nint inner = spec.align == '=' ? padding : 0;
        writer.WriteRepeated(spec.fill, left);
        if (signLength != 0)
            writer.WriteChar(negative ? '-' : spec.sign);
        writer.WriteAscii(prefix);
        writer.WriteRepeated(spec.fill, inner);
        WriteGrouped(ref writer, digits, grouped, spec.thousands, spec.GroupSize);
        WriteRest(ref writer, rest, fraction, spec.fraction_thousands);
        writer.WriteRepeated(spec.fill, padding - left - inner);
    }

    private static int CountDigits(ReadOnlySpan<byte> text)
    {
        int count = 0;
        while (count < text.Length && text[count] is >= (byte)'0' and <= (byte)'9')
            count++;
        return count;
    }

    /// <summary>Characters of the digits with separators, and with zeros in front up to the minimum (a separator is never first).</summary>
    private static nint GroupedLength(nint digits, nint minimum, int group)
    {
        if (group == 0)
            return Math.Max(digits, minimum);
        nint total = 0;
        for (bool first = true; ; first = false)
        {
            if (!first)
            {
                minimum--;
                total++;
            }
            nint length = Math.Min(group, Math.Max(Math.Max(digits, minimum), 1));
            total += length;
            digits -= length;
            minimum -= length;
            if (digits <= 0 && minimum <= 0)
                return total;
        }
    }

    private static void WriteGrouped(ref UnicodeWriter writer, ReadOnlySpan<byte> digits, nint length, char separator, int group)
    {
        if (separator == 0)
        {
            writer.WriteRepeated('0', length - digits.Length);
            writer.WriteAscii(digits);
            return;
        }
        // From the right, character k is a separator when k % (group + 1) == group.
        nint taken = length - 1;
        int next = 0;
        nint digitPlaces = length - length / (group + 1);
        nint zeros = digitPlaces - digits.Length;
        for (; taken >= 0; taken--)
        {
            if (taken % (group + 1) == group)
                writer.WriteChar(separator);
            else if (zeros-- > 0)
                writer.WriteChar('0');
            else
                writer.WriteChar(digits[next++]);
        }
    }

    private static void WriteRest(ref UnicodeWriter writer, ReadOnlySpan<byte> rest, int fraction, char separator)
    {
        if (separator == 0 || fraction == 0)
        {
            writer.WriteAscii(rest);
            return;
        }
        writer.WriteChar('.');
        for (int i = 0; i < fraction; i++)
        {
            if (i > 0 && i % 3 == 0)
                writer.WriteChar(separator);
            writer.WriteChar(rest[1 + i]);
        }
        writer.WriteAscii(rest[(1 + fraction)..]);
    }
}
