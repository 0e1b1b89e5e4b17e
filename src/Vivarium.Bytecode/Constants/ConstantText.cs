// Constants as text for dumps and test failures: close to repr(), exact enough to tell unequal constants apart.
using System.Globalization;
using System.Text;

namespace Vivarium.Bytecode.Constants;

internal static class ConstantText
{
    public static string Of(Constant constant) => constant switch
    {
        NoneConstant => "None",
        EllipsisConstant => "Ellipsis",
        BoolConstant b => b.Value ? "True" : "False",
        IntConstant i => i.Value.ToString(CultureInfo.InvariantCulture),
        FloatConstant f => Number(f.Value),
        ComplexConstant c => $"({Number(c.Real)}, {Number(c.Imag)}j)",
        StrConstant s => Quote(s.Value.CodePoints()),
        BytesConstant b => "b" + Quote(b.Value.Select(value => (int)value)),
        TupleConstant t => "(" + string.Join(", ", t.Items.Select(Of)) + ")",
        FrozenSetConstant f => "frozenset{" + string.Join(", ", f.Items.Select(Of).Order(StringComparer.Ordinal)) + "}",
        SliceConstant s => $"slice({Of(s.Start)}, {Of(s.Stop)}, {Of(s.Step)})",
        CodeConstant c => $"<code {c.Code.co_qualname} line {c.Code.co_firstlineno}>",
        _ => constant.GetType().Name,
    };

    private static string Number(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.All(c => char.IsAsciiDigit(c) || c == '-') ? text + ".0" : text;
    }

    private static string Quote(IEnumerable<int> points)
    {
        var text = new StringBuilder("'");
        foreach (int point in points)
        {
            if (point is '\'' or '\\')
                text.Append('\\').Append((char)point);
            else if (point is >= ' ' and < 127)
                text.Append((char)point);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\u{{{point:x}}}");
        }
        return text.Append('\'').ToString();
    }
}
