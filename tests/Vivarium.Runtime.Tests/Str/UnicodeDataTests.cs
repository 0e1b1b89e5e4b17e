// Character data against counts and sums over all of Unicode, recorded from the reference (Unicode 16.0.0).
using Vivarium.Runtime.Objects;

namespace Vivarium.Runtime.Tests.Str;

public class UnicodeDataTests
{
    private delegate int Mapping(uint ch, Span<uint> result);

    private static (long Count, long Sum) Where(Func<uint, bool> predicate)
    {
        long count = 0, sum = 0;
        for (uint ch = 0; ch <= PyUnicode.MaxCodePoint; ch++)
        {
            if (predicate(ch))
            {
                count++;
                sum = unchecked(sum * 31 + ch);
            }
        }
        return (count, sum);
    }

    private static long Mapped(Mapping mapping)
    {
        Span<uint> result = stackalloc uint[3];
        long sum = 0;
        for (uint ch = 0; ch <= PyUnicode.MaxCodePoint; ch++)
        {
            int count = mapping(ch, result);
            for (int i = 0; i < count; i++)
                sum = unchecked(sum * 31 + result[i]);
        }
        return sum;
    }

    [Fact]
    public void PredicatesAreTheReferences()
    {
        Assert.Equal((141028L, 1144608545954243050L), Where(UnicodeData.IsAlpha));
        Assert.Equal((142939L, 8677067901629235621L), Where(UnicodeData.IsAlnum));
        Assert.Equal((760L, -1002085095358193956L), Where(UnicodeData.IsDecimal));
        Assert.Equal((888L, -4468957000996220392L), Where(UnicodeData.IsDigit));
        Assert.Equal((2002L, 883393112961877624L), Where(UnicodeData.IsNumeric));
        Assert.Equal((29L, 4481974937377263580L), Where(UnicodeData.IsSpace));
        Assert.Equal((154810L, -3408361602160588000L), Where(UnicodeData.IsPrintable));
        Assert.Equal((2569L, -3488882835711542197L), Where(UnicodeData.IsLower));
        Assert.Equal((1978L, -7140779077815019997L), Where(UnicodeData.IsUpper));
        Assert.Equal((141247L, -1641455859233220645L), Where(UnicodeData.IsXidStart));
        Assert.Equal((144522L, 3443626090788419548L), Where(UnicodeData.IsXidContinue));
        Assert.Equal((10L, 274120541619051L), Where(UnicodeData.IsLineBreak));
    }

    [Fact]
    public void CaseMappingsAreTheReferences()
    {
        Assert.Equal(3644265216048878106L, Mapped(UnicodeData.ToUpper));
        Assert.Equal(1623810505229433940L, Mapped(UnicodeData.ToLower));
        Assert.Equal(2377555588404908406L, Mapped(UnicodeData.ToTitle));
        Assert.Equal(2698817447964531067L, Mapped(UnicodeData.ToFolded));
    }

    [Fact]
    public void DigitsHaveTheirValues()
    {
        Assert.Equal(8705265957129721084L, Values(UnicodeData.Decimal));
        Assert.Equal(6560618529094510144L, Values(UnicodeData.Digit));
    }

    private static long Values(Func<uint, int> value)
    {
        long sum = 0;
        for (uint ch = 0; ch <= PyUnicode.MaxCodePoint; ch++)
        {
            if (value(ch) is int digit and >= 0)
                sum = unchecked(sum * 31 + digit);
        }
        return sum;
    }
}
