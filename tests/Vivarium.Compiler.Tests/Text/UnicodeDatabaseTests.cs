// Names and normalisation; the checksum over all code points was computed with the reference's unicodedata 16.0.
using System.Security.Cryptography;
using System.Text;
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Tests.Text;

public class UnicodeDatabaseTests
{
    [Theory]
    [InlineData("DIGIT ONE", '1')]
    [InlineData("latin small letter e with acute", 0xE9)]
    [InlineData("LF", '\n')]
    [InlineData("NULL", 0)]
    [InlineData("HANGUL SYLLABLE GAG", 0xAC01)]
    [InlineData("HANGUL SYLLABLE HIH", 0xD7A3)]
    [InlineData("CJK UNIFIED IDEOGRAPH-4E00", 0x4E00)]
    [InlineData("CJK UNIFIED IDEOGRAPH-04E00", -1)]
    [InlineData("SNAKE", 0x1F40D)]
    [InlineData("VARIATION SELECTOR-17", 0xE0100)]
    [InlineData("KEYCAP DIGIT ONE", -1)]
    [InlineData("NO SUCH NAME", -1)]
    [InlineData("HANGUL SYLLABLE", -1)]
    public void NamesFindCharacters(string name, int expected) => Assert.Equal(expected, UnicodeDatabase.FindCharacter(name));

    [Theory]
    [InlineData("\uFB01", "fi")]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("\u1e9b\u0323", "\u1e69")]
    [InlineData("\u1100\u1161\u11a8", "\uac01")]
    [InlineData("\U0001d431", "x")]
    [InlineData("a\u0328\u0301", "\u0105\u0301")]
    public void IdentifiersBecomeNfkc(string text, string expected) => Assert.Equal(expected, UnicodeDatabase.ToNfkc(text));

    [Fact]
    public void EveryCharacterNormalisesAsRecorded()
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        for (int code = 0; code < 0x110000; code++)
        {
            if (code is < 0xD800 or > 0xDFFF)
                all.AppendData(Encoding.UTF8.GetBytes(UnicodeDatabase.ToNfkc(char.ConvertFromUtf32(code) + "\u0323\u0301")));
        }
        Assert.Equal("f11c5b4ca1d217934d4492344e2f2a96", Convert.ToHexStringLower(all.GetHashAndReset()));
    }
}
