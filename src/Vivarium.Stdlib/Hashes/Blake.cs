// The compression functions of BLAKE2b and BLAKE2s (RFC 7693). See docs/internals/hashes.md.
using System.Numerics;

namespace Vivarium.Stdlib.Hashes;

internal static unsafe class Blake
{
    private static ReadOnlySpan<byte> Order =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
    ];

    /// <summary>One block; `length` counts all bytes up to its end, `last` and `lastNode` are all ones where they hold.</summary>
    public static void Block64(ulong* state, byte* data, UInt128 length, ulong last, ulong lastNode)
    {
        ulong* m = (ulong*)data;
        ulong* v = stackalloc ulong[16];
        for (int i = 0; i < 8; i++)
        {
            v[i] = state[i];
            v[i + 8] = ShaTwo.Start512[i];
        }
        v[12] ^= (ulong)length;
        v[13] ^= (ulong)(length >> 64);
        v[14] ^= last;
        v[15] ^= lastNode;
        ReadOnlySpan<byte> order = Order;
        for (int round = 0; round < 12; round++)
        {
            ReadOnlySpan<byte> s = order.Slice(round % 10 * 16, 16);
            Mix(v, 0, 4, 8, 12, m[s[0]], m[s[1]]);
            Mix(v, 1, 5, 9, 13, m[s[2]], m[s[3]]);
            Mix(v, 2, 6, 10, 14, m[s[4]], m[s[5]]);
            Mix(v, 3, 7, 11, 15, m[s[6]], m[s[7]]);
            Mix(v, 0, 5, 10, 15, m[s[8]], m[s[9]]);
            Mix(v, 1, 6, 11, 12, m[s[10]], m[s[11]]);
            Mix(v, 2, 7, 8, 13, m[s[12]], m[s[13]]);
            Mix(v, 3, 4, 9, 14, m[s[14]], m[s[15]]);
        }
        for (int i = 0; i < 8; i++)
            state[i] ^= v[i] ^ v[i + 8];
    }

    public static void Block32(ulong* state, byte* data, ulong length, uint last, uint lastNode)
    {
        uint* m = (uint*)data;
        uint* v = stackalloc uint[16];
        for (int i = 0; i < 8; i++)
        {
            v[i] = (uint)state[i];
            v[i + 8] = (uint)(ShaTwo.Start512[i] >> 32);
        }
        v[12] ^= (uint)length;
        v[13] ^= (uint)(length >> 32);
        v[14] ^= last;
        v[15] ^= lastNode;
        ReadOnlySpan<byte> order = Order;
        for (int round = 0; round < 10; round++)
        {
            ReadOnlySpan<byte> s = order.Slice(round * 16, 16);
            Mix(v, 0, 4, 8, 12, m[s[0]], m[s[1]]);
            Mix(v, 1, 5, 9, 13, m[s[2]], m[s[3]]);
            Mix(v, 2, 6, 10, 14, m[s[4]], m[s[5]]);
            Mix(v, 3, 7, 11, 15, m[s[6]], m[s[7]]);
            Mix(v, 0, 5, 10, 15, m[s[8]], m[s[9]]);
            Mix(v, 1, 6, 11, 12, m[s[10]], m[s[11]]);
            Mix(v, 2, 7, 8, 13, m[s[12]], m[s[13]]);
            Mix(v, 3, 4, 9, 14, m[s[14]], m[s[15]]);
        }
        for (int i = 0; i < 8; i++)
            state[i] = (uint)state[i] ^ v[i] ^ v[i + 8];
    }

    /// <summary>Four words of the square, a column or a diagonal of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ulong* v, int a, int b, int c, int d, ulong first, ulong second)
    {
        v[a] += v[b] + first;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 32);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 24);
        v[a] += v[b] + second;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 63);
    }

    /// <summary>Four words of the square, a column or a diagonal of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(uint* v, int a, int b, int c, int d, uint first, uint second)
    {
        v[a] += v[b] + first;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 12);
        v[a] += v[b] + second;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 8);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 7);
    }
}
