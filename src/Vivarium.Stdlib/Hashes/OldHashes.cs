// The block functions of MD5 (RFC 1321) and SHA-1 (FIPS 180-4). See docs/internals/hashes.md.
using System.Buffers.Binary;
using System.Numerics;

namespace Vivarium.Stdlib.Hashes;

internal static unsafe class OldHashes
{
    private static ReadOnlySpan<uint> Sines =>
    [
        0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
        0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
        0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
        0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
        0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
        0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
        0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
        0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
    ];

    private static ReadOnlySpan<byte> Turns => [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

    public static void Md5Blocks(ulong* state, byte* data, nint blocks)
    {
        ReadOnlySpan<uint> sines = Sines;
        ReadOnlySpan<byte> turns = Turns;
        for (; blocks > 0; blocks--, data += 64)
        {
            uint* words = (uint*)data;
            uint a = (uint)state[0], b = (uint)state[1], c = (uint)state[2], d = (uint)state[3];
            for (int i = 0; i < 64; i++)
            {
                (uint mixed, int word) = (i >> 4) switch
                {
                    0 => (d ^ b & (c ^ d), i),
                    1 => (c ^ d & (b ^ c), 5 * i + 1),
                    2 => (b ^ c ^ d, 3 * i + 5),
                    _ => (c ^ (b | ~d), 7 * i),
                };
                uint sum = a + mixed + sines[i] + words[word & 15];
                (a, d, c, b) = (d, c, b, b + BitOperations.RotateLeft(sum, turns[i >> 4 << 2 | i & 3]));
            }
            state[0] = (uint)state[0] + a;
            state[1] = (uint)state[1] + b;
            state[2] = (uint)state[2] + c;
            state[3] = (uint)state[3] + d;
        }
    }

    public static void Sha1Blocks(ulong* state, byte* data, nint blocks)
    {
        uint* w = stackalloc uint[80];
        for (; blocks > 0; blocks--, data += 64)
        {
            for (int i = 0; i < 16; i++)
                w[i] = BinaryPrimitives.ReverseEndianness(((uint*)data)[i]);
            for (int i = 16; i < 80; i++)
                w[i] = BitOperations.RotateLeft(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
            uint a = (uint)state[0], b = (uint)state[1], c = (uint)state[2], d = (uint)state[3], e = (uint)state[4];
            for (int i = 0; i < 80; i++)
            {
                uint mixed = i < 20 ? (d ^ b & (c ^ d)) + 0x5a827999
                    : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1
                    : i < 60 ? (b & c | d & (b | c)) + 0x8f1bbcdc
                    : (b ^ c ^ d) + 0xca62c1d6;
                uint sum = BitOperations.RotateLeft(a, 5) + mixed + e + w[i];
                (e, d, c, b, a) = (d, c, BitOperations.RotateLeft(b, 30), a, sum);
            }
            state[0] = (uint)state[0] + a;
            state[1] = (uint)state[1] + b;
            state[2] = (uint)state[2] + c;
            state[3] = (uint)state[3] + d;
            state[4] = (uint)state[4] + e;
        }
    }
}
