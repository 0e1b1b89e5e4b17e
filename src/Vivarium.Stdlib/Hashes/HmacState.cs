// HMAC (RFC 2104) over any of the hashes: two hashes that have the padded key in them. See docs/internals/hashes.md.
namespace Vivarium.Stdlib.Hashes;

internal unsafe struct HmacState
{
    private const int LargestBlock = 144;

    public HashState Inner;
    public HashState Outer;

    public void Start(HashKind kind, ReadOnlySpan<byte> key)
    {
        Inner.Start(kind);
        Span<byte> padded = stackalloc byte[LargestBlock];
        padded = padded[..Inner.BlockSize];
        padded.Clear();
        if (key.Length <= padded.Length)
        {
            key.CopyTo(padded);
        }
        else
        {
            fixed (byte* data = key)
                Inner.Update(data, key.Length);
            Inner.Digest(padded[..Inner.DigestSize]);
            Inner.Start(kind);
        }
        Outer.Start(kind);
        Mix(ref Inner, padded, 0x36);
        Mix(ref Outer, padded, 0x36 ^ 0x5C);
        padded.Clear();
    }

    private static void Mix(ref HashState state, Span<byte> padded, byte mask)
    {
        for (int i = 0; i < padded.Length; i++)
            padded[i] ^= mask;
        fixed (byte* data = padded)
            state.Update(data, padded.Length);
    }

    public readonly void Digest(Span<byte> digest)
    {
        Inner.Digest(digest);
        HashState outer = Outer;
        fixed (byte* data = digest)
            outer.Update(data, digest.Length);
        outer.Digest(digest);
    }
}
