// The hash of str and bytes against figures of the reference under several PYTHONHASHSEEDs.
using System.Runtime.InteropServices;
using System.Text;
using Vivarium.Runtime.Objects;
using Vivarium.Runtime.State;

namespace Vivarium.Runtime.Tests.Str;

public unsafe class SipHashTests
{
    [Theory]
    [InlineData(0u, "a", 4644417185603328019)]
    [InlineData(0u, "abc", -4594863902769663758)]
    [InlineData(0u, "hello world", -5642461784034726774)]
    [InlineData(0u, "abcdefgh", 4574395652268504554)]
    [InlineData(1u, "a", -3012895188637184397)]
    [InlineData(1u, "abcdefgh", -202642195356325900)]
    [InlineData(2u, "hello world", 6984142850158785673)]
    [InlineData(42u, "abc", 3869580338025362921)]
    [InlineData(4294967295u, "abc", -6122489556238538401)]
    public void HashesAreTheReferences(uint seed, string text, long expected)
    {
        Assert.Equal(expected, Hash(seed, Encoding.ASCII.GetBytes(text)));
    }

    [Theory]
    [InlineData(0u, -5529981157763016009)]
    [InlineData(42u, -9193319877017669544)]
    public void WideTextIsHashedInItsStoredForm(uint seed, long expected)
    {
        Assert.Equal(expected, Hash(seed, [0xAC, 0x20]));
    }

    [Fact]
    public void SeedZeroIsTheZeroKey()
    {
        Span<byte> secret = stackalloc byte[24];
        HashSecret.Expand(0, secret);
        Assert.True(secret.IndexOfAnyExcept((byte)0) < 0);
    }

    private static long Hash(uint seed, byte[] bytes)
    {
        Span<byte> secret = stackalloc byte[24];
        HashSecret.Expand(seed, secret);
        fixed (byte* p = bytes)
            return (long)SipHash.Compute(MemoryMarshal.Read<ulong>(secret), MemoryMarshal.Read<ulong>(secret[8..]), p, bytes.Length);
    }
}
