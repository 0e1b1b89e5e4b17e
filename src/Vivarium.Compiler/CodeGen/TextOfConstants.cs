// repr() of constants, for annotations kept as text and for error messages. See docs/internals/codegen.md.
using System.Globalization;
using System.Text;
using Vivarium.Bytecode.Constants;

namespace Vivarium.Compiler.CodeGen;

internal static class TextOfConstants
{
    public static string Repr(string text) => Repr(PyText.FromString(text)).ToString();

    public static PyText Repr(Constant value)
    {
        var text = new PyTextBuilder();
        Append(text, value);
        return text.ToText();
    }

    public static PyText Repr(PyText value)
    {
        var text = new PyTextBuilder();
        AppendStr(text, value);
        return text.ToText();
    }

    public static void Append(PyTextBuilder text, Constant value)
    {
        switch (value)
        {
            case NoneConstant:
                text.Append("None");
                break;
            case EllipsisConstant:
                text.Append("Ellipsis");
                break;
            case BoolConstant b:
                text.Append(b.Value ? "True" : "False");
                break;
            case IntConstant i:
                text.Append(i.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case FloatConstant f:
                text.Append(Float(f.Value, addPoint: true));
                break;
            case ComplexConstant c:
                AppendComplex(text, c);
                break;
            case StrConstant s:
                AppendStr(text, s.Value);
                break;
            case BytesConstant b:
                AppendBytes(text, b.Value);
                break;
            case TupleConstant t:
                AppendItems(text, "(", t.Items, t.Items.Length == 1 ? ",)" : ")");
                break;
            case FrozenSetConstant { Items.Length: 0 }:
                text.Append("frozenset()");
                break;
            case FrozenSetConstant s:
                AppendItems(text, "frozenset({", s.Items, "})");
                break;
            case SliceConstant s:
                AppendItems(text, "slice(", [s.Start, s.Stop, s.Step], ")");
                break;
        }
    }

    private static void AppendItems(PyTextBuilder text, string open, Constant[] items, string close)
    {
        text.Append(open);
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0)
                text.Append(", ");
            Append(text, items[i]);
        }
        text.Append(close);
    }

    /// <summary>The shortest digits that read back as the same number, in the form Python gives them.</summary>
    public static string Float(double value, bool addPoint)
    {
        if (double.IsNaN(value))
            return "nan";
        if (double.IsInfinity(value))
            return value < 0 ? "-inf" : "inf";
        string shortest = value.ToString("E16", CultureInfo.InvariantCulture);
        string round = value.ToString("R", CultureInfo.InvariantCulture);
        (string digits, int exponent) = Split(round);
        string sign = shortest[0] == '-' ? "-" : "";
        if (exponent is < -4 or >= 16)
        {
            string fraction = digits.Length > 1 ? "." + digits[1..] : "";
            string power = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
            return $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{power}";
        }
        if (exponent < 0)
            return sign + "0." + new string('0', -exponent - 1) + digits;
        if (digits.Length <= exponent + 1)
            return sign + digits + new string('0', exponent + 1 - digits.Length) + (addPoint ? ".0" : "");
        return sign + digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }

    /// <summary>Significant digits without zeros at the ends, and the power of ten of the first.</summary>
    private static (string Digits, int Exponent) Split(string number)
    {
        int e = number.IndexOf('E');
        int exponent = e < 0 ? 0 : int.Parse(number.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = (e < 0 ? number : number[..e]).TrimStart('-');
        int point = mantissa.IndexOf('.');
        string digits = mantissa.Replace(".", "");
        exponent += (point < 0 ? mantissa.Length : point) - 1;
        int leading = 0;
        while (leading < digits.Length - 1 && digits[leading] == '0')
            leading++;
        digits = digits[leading..];
        exponent -= leading;
        digits = digits.TrimEnd('0');
        return digits.Length == 0 ? ("0", 0) : (digits, exponent);
    }

    private static void AppendComplex(PyTextBuilder text, ComplexConstant value)
    {
        if (value.Real == 0 && !double.IsNegative(value.Real))
        {
            text.Append(Float(value.Imag, addPoint: false) + "j");
            return;
        }
        string imag = Float(value.Imag, addPoint: false);
        text.Append($"({Float(value.Real, addPoint: false)}{(imag[0] == '-' ? "" : "+")}{imag}j)");
    }

    private static void AppendStr(PyTextBuilder text, PyText value)
    {
        ReadOnlySpan<byte> utf8 = value.Utf8;
        char quote = utf8.Contains((byte)'\'') && !utf8.Contains((byte)'"') ? '"' : '\'';
        text.Append(quote);
        foreach (int point in value.CodePoints())
        {
            switch (point)
            {
                case '\\':
                    text.Append("\\\\");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                default:
                    if (point == quote)
                    {
                        text.Append('\\');
                        text.Append(point);
                    }
                    else if (IsPrintable(point))
                    {
                        text.Append(point);
                    }
                    else
                    {
                        text.Append(Escape(point));
                    }
                    break;
            }
        }
        text.Append(quote);
    }

    private static string Escape(int point) => point switch
    {
        < 0x100 => "\\x" + point.ToString("x2", CultureInfo.InvariantCulture),
        < 0x10000 => "\\u" + point.ToString("x4", CultureInfo.InvariantCulture),
        _ => "\\U" + point.ToString("x8", CultureInfo.InvariantCulture),
    };

    private static bool IsPrintable(int point)
    {
        if (point < 0x7F)
            return point >= ' ';
        return CharUnicodeInfo.GetUnicodeCategory(point) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
    }

    private static void AppendBytes(PyTextBuilder text, byte[] value)
    {
        char quote = Array.IndexOf(value, (byte)'\'') >= 0 && Array.IndexOf(value, (byte)'"') < 0 ? '"' : '\'';
        text.Append('b');
        text.Append(quote);
        foreach (byte b in value)
        {
            if (b == quote || b == '\\')
            {
                text.Append('\\');
                text.Append(b);
            }
            else if (b is >= 0x20 and < 0x7F)
            {
                text.Append(b);
            }
            else
            {
                text.Append(b switch { (byte)'\t' => "\\t", (byte)'\n' => "\\n", (byte)'\r' => "\\r", _ => Escape(b) });
            }
        }
        text.Append(quote);
    }

    /// <summary>Appends ASCII text of our own.</summary>
    public static void Append(this PyTextBuilder builder, string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
            builder.Append(rune.Value);
    }
}
