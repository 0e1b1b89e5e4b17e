// What int(), float() and complex() share in reading text: digits of any script become ASCII digits, spaces become blanks. See docs/internals/formatting.md.
using System.Globalization;
using System.Text;

namespace Vivarium.Runtime.Objects.Formatting;

internal static unsafe class NumberText
{
    /// <summary>Value of a digit or letter, 37 for anything else.</summary>
    public static uint DigitValue(byte c)
    {
        uint d = (uint)c - '0';
        if (d <= 9)
            return d;
        uint letter = (c | 0x20u) - 'a';
        return letter <= 25 ? letter + 10 : 37;
    }

    /// <summary>The blanks that C's isspace knows.</summary>
    public static bool IsSpace(byte c) => c is (byte)' ' or (>= 9 and <= 13);

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0 && IsSpace(text[0]))
            text = text[1..];
        while (text.Length > 0 && IsSpace(text[^1]))
            text = text[..^1];
        return text;
    }

    /// <summary>ASCII as it is; decimal digits of other scripts as 0 to 9, other white space as blanks, and "?" for the first character beyond, where it ends.</summary>
    public static void ToAscii(PyObject* text, ref AsciiBuffer ascii)
    {
        nint length = PyUnicode.Length(text);
        int kind = PyUnicode.Kind(text);
        void* data = PyUnicode.Data(text);
        if (PyUnicode.IsAscii(text))
        {
            ascii.Append(new ReadOnlySpan<byte>(data, (int)length));
            return;
        }
        for (nint i = 0; i < length; i++)
        {
            uint ch = PyUnicode.Read(kind, data, i);
            if (ch < 128)
            {
                ascii.Append((byte)ch);
                continue;
            }
            int digit = DecimalValue(ch);
            if (digit < 0 && !IsUnicodeSpace(ch))
            {
                ascii.Append('?');
                return;
            }
            ascii.Append(digit < 0 ? (byte)' ' : (byte)('0' + digit));
        }
    }

    /// <summary>Value of a decimal digit of any script, or -1.</summary>
    public static int DecimalValue(uint ch)
    {
        if (!Rune.IsValid(ch))
            return -1;
        var rune = new Rune(ch);
        return Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber ? (int)Rune.GetNumericValue(rune) : -1;
    }

    private static bool IsUnicodeSpace(uint ch) => ch is 0x85 or 0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A) or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000;
}
