// Searching against the obvious way, over texts of few letters, where patterns overlap themselves.
using Vivarium.Runtime.Objects;

namespace Vivarium.Runtime.Tests.Str;

public class CharSearchTests
{
    [Fact]
    public void TwoWayFindsWhatThereIs()
    {
        var random = new Random(1);
        for (int round = 0; round < 3000; round++)
        {
            byte[] text = Letters(random, random.Next(0, 200), random.Next(1, 4));
            byte[] pattern = round % 2 == 0 || text.Length < 3
                ? Letters(random, random.Next(1, 40), random.Next(1, 4))
                : text[random.Next(0, text.Length / 2)..random.Next(text.Length / 2 + 1, text.Length)];
            Assert.Equal(text.AsSpan().IndexOf(pattern), TwoWay<byte>.IndexOf(text, pattern));
        }
    }

    [Fact]
    public void LongPatternsInLongPeriodicTextsAreFound()
    {
        var random = new Random(2);
        for (int round = 0; round < 50; round++)
        {
            ushort[] unit = [.. Letters(random, random.Next(1, 9), 2).Select(b => (ushort)b)];
            ushort[] text = [.. Enumerable.Range(0, 5000).Select(i => unit[i % unit.Length])];
            ushort[] pattern = text[..random.Next(64, 300)];
            text[random.Next(text.Length)] = 'x';
            Assert.Equal(text.AsSpan().IndexOf(pattern), CharSearch.IndexOf<ushort>(text, pattern));
            pattern[^1] = 'y';
            Assert.Equal(-1, CharSearch.IndexOf<ushort>(text, pattern));
        }
    }

    [Fact]
    public void CountsDoNotOverlap()
    {
        Assert.Equal(2, CharSearch.Count<byte>("aaaaa"u8, "aa"u8));
        Assert.Equal(6, CharSearch.Count<byte>("aaaaa"u8, ""u8));
        Assert.Equal(1, CharSearch.Count<byte>("aaaaa"u8, "aa"u8, 1));
        Assert.Equal(5, CharSearch.Count<byte>("aaaaa"u8, "a"u8));
        Assert.Equal(0, CharSearch.Count<byte>(""u8, "a"u8));
    }

    private static byte[] Letters(Random random, int length, int kinds) =>
        [.. Enumerable.Range(0, length).Select(_ => (byte)('a' + random.Next(kinds)))];
}
