// The key of str and bytes hashes: one for the process, from PYTHONHASHSEED (a number: always the same key, 0: no randomisation at all) or
// random.
// It must be configured before the first string is hashed, and never changes afterwards. See docs/internals/str.md.
using System.Security.Cryptography;

namespace Vivarium.Runtime.State;

internal static class HashSecret
{
    private static readonly Lock s_lock = new();
    private static ulong s_k0;
    private static ulong s_k1;
    private static uint s_expatSalt;
    private static volatile bool s_ready;

    /// <summary>First half of the key of the hash function.</summary>
    public static ulong K0
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (!s_ready)
                Configure(Environment.GetEnvironmentVariable("PYTHONHASHSEED"));
            return s_k0;
        }
    }

    /// <summary>Second half; read after <see cref="K0"/>.</summary>
    public static ulong K1 => s_k1;

    /// <summary>What XML parsers salt their tables with.</summary>
    public static uint ExpatSalt => s_expatSalt;

    /// <summary>
    /// Fixes the key for the life of the process; false when the text is neither a number from 0 to 4294967295 nor "random" nor absent.
    /// A second call changes nothing: hashes of shared strings are computed already.
    /// </summary>
    public static bool Configure(string? seedText)
    {
        uint? seed = null;
        if (!string.IsNullOrEmpty(seedText) && seedText != "random")
        {
            if (!uint.TryParse(seedText, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture,
                out uint number))
                return false;
            seed = number;
        }
        lock (s_lock)
        {
            if (s_ready)
                return true;
            Span<byte> secret = stackalloc byte[24];
            Expand(seed, secret);
            s_k0 = MemoryMarshal.Read<ulong>(secret);
            s_k1 = MemoryMarshal.Read<ulong>(secret[8..]);
            s_expatSalt = MemoryMarshal.Read<uint>(secret[16..]);
            s_ready = true;
        }
        return true;
    }

    /// <summary>24 bytes from a seed: zeros for 0, a linear congruential sequence for other numbers, random without one.</summary>
    internal static void Expand(uint? seed, Span<byte> secret)
    {
        if (seed is null)
        {
            RandomNumberGenerator.Fill(secret);
            return;
        }
        secret.Clear();
        if (seed == 0)
            return;
        uint x = seed.Value;
        for (int i = 0; i < secret.Length; i++)
        {
            x = unchecked(x * 214013 + 2531011);
            secret[i] = (byte)(x >> 16);
        }
    }
}
