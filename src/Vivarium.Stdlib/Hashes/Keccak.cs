// The permutation of SHA-3 and SHAKE (FIPS 202). See docs/internals/hashes.md.
using System.Numerics;

namespace Vivarium.Stdlib.Hashes;

internal static unsafe class Keccak
{
    private static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
        0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
        0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>The way of a lane around the square, and how far it is turned on each step.</summary>
    private static ReadOnlySpan<byte> Lanes => [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];

    private static ReadOnlySpan<byte> Turns => [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];

    public static void Permute(ulong* a)
    {
        ulong* c = stackalloc ulong[5];
        ReadOnlySpan<byte> lanes = Lanes;
        ReadOnlySpan<byte> turns = Turns;
        foreach (ulong constant in RoundConstants)
        {
            for (int x = 0; x < 5; x++)
                c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
            for (int x = 0; x < 5; x++)
            {
                ulong d = c[x == 0 ? 4 : x - 1] ^ BitOperations.RotateLeft(c[x == 4 ? 0 : x + 1], 1);
                a[x] ^= d;
                a[x + 5] ^= d;
                a[x + 10] ^= d;
                a[x + 15] ^= d;
                a[x + 20] ^= d;
            }
            ulong carried = a[1];
            for (int i = 0; i < 24; i++)
            {
                ulong next = a[lanes[i]];
                a[lanes[i]] = BitOperations.RotateLeft(carried, turns[i]);
                carried = next;
            }
            for (ulong* row = a; row < a + 25; row += 5)
            {
                ulong first = row[0], second = row[1];
                row[0] ^= ~row[1] & row[2];
                row[1] ^= ~row[2] & row[3];
                row[2] ^= ~row[3] & row[4];
                row[3] ^= ~row[4] & first;
                row[4] ^= ~first & second;
            }
            a[0] ^= constant;
        }
    }

    public static void Absorb(ulong* state, byte* data, nint blocks, int rate)
    {
        for (; blocks > 0; blocks--, data += rate)
        {
            for (int i = 0; i < rate / 8; i++)
                state[i] ^= ((ulong*)data)[i];
            Permute(state);
        }
    }
}
