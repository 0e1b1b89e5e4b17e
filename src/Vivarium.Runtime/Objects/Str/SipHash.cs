// SipHash-1-3, the hash of str and bytes: one compression round for every eight bytes, three to finish. Text is hashed in the
// bytes of its storage, so an ASCII str and the same bytes have the same hash. See docs/internals/str.md.
using System.Numerics;

namespace Vivarium.Runtime.Objects;

internal static unsafe class SipHash
{
    /// <summary>Hash as Python sees it: never -1, and 0 for nothing.</summary>
    public static nint HashBytes(void* data, nint length)
    {
        if (length == 0)
            return 0;
        ulong k0 = HashSecret.K0;
        nint hash = (nint)Compute(k0, HashSecret.K1, (byte*)data, length);
        return hash == -1 ? -2 : hash;
    }

    public static ulong Compute(ulong k0, ulong k1, byte* data, nint length)
    {
        ulong v0 = k0 ^ 0x736f6d6570736575;
        ulong v1 = k1 ^ 0x646f72616e646f6d;
        ulong v2 = k0 ^ 0x6c7967656e657261;
        ulong v3 = k1 ^ 0x7465646279746573;
        ulong last = (ulong)length << 56;
        byte* end = data + (length & ~(nint)7);
        for (; data < end; data += 8)
        {
            ulong word = Unsafe.ReadUnaligned<ulong>(data);
            v3 ^= word;
            Round(ref v0, ref v1, ref v2, ref v3);
            v0 ^= word;
        }
        switch (length & 7)
        {
            case 7: last |= (ulong)data[6] << 48; goto case 6;
            case 6: last |= (ulong)data[5] << 40; goto case 5;
            case 5: last |= (ulong)data[4] << 32; goto case 4;
            case 4: last |= Unsafe.ReadUnaligned<uint>(data); break;
            case 3: last |= (ulong)data[2] << 16; goto case 2;
            case 2: last |= (ulong)data[1] << 8; goto case 1;
            case 1: last |= data[0]; break;
        }
        v3 ^= last;
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= last;
        v2 ^= 0xff;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v2 += v3;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
