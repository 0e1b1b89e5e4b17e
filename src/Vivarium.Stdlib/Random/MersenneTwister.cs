// The Mersenne Twister MT19937 by M. Matsumoto and T. Nishimura: 624 words of state, from which words come with a period of 2**19937 - 1. See docs/internals/small_modules.md.
namespace Vivarium.Stdlib.Random;

internal unsafe struct RandomObject
{
    public PyObject ob_base;
    /// <summary>Words that were taken since the state was last moved on.</summary>
    public int index;
    public fixed uint state[MersenneTwister.N];
}

internal static unsafe class MersenneTwister
{
    public const int N = 624;
    private const int Middle = 397;
    private const uint UpperBit = 0x80000000;
    private const uint LowerBits = 0x7FFFFFFF;
    private const uint Twist = 0x9908B0DF;

    /// <summary>The next 32 bits.</summary>
    public static uint Next(RandomObject* self)
    {
        if (self->index >= N)
            MoveOn(self);
        uint y = self->state[self->index++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >> 18);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MoveOn(RandomObject* self)
    {
        uint* state = self->state;
        for (int i = 0; i < N; i++)
        {
            uint y = (state[i] & UpperBit) | (state[i + 1 < N ? i + 1 : 0] & LowerBits);
            state[i] = state[i + Middle < N ? i + Middle : i + Middle - N] ^ (y >> 1) ^ ((y & 1) != 0 ? Twist : 0);
        }
        self->index = 0;
    }

    /// <summary>53 bits as a number from 0 up to but not including 1.</summary>
    public static double NextDouble(RandomObject* self)
    {
        uint high = Next(self) >> 5;
        uint low = Next(self) >> 6;
        return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
    }

    private static void SeedWith(RandomObject* self, uint seed)
    {
        uint* state = self->state;
        state[0] = seed;
        for (uint i = 1; i < N; i++)
            state[i] = 1812433253u * (state[i - 1] ^ (state[i - 1] >> 30)) + i;
        self->index = N;
    }

    /// <summary>Seeds with words, of which there is at least one.</summary>
    public static void Seed(RandomObject* self, ReadOnlySpan<uint> key)
    {
        const uint Start = 19650218;
        SeedWith(self, Start);
        uint* state = self->state;
        int i = 1;
        int j = 0;
        for (int k = Math.Max(N, key.Length); k > 0; k--)
        {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * 1664525u)) + key[j] + (uint)j;
            i = Wrap(state, i + 1);
            j = j + 1 == key.Length ? 0 : j + 1;
        }
        for (int k = N - 1; k > 0; k--)
        {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * 1566083941u)) - (uint)i;
            i = Wrap(state, i + 1);
        }
        state[0] = UpperBit;
    }

    private static int Wrap(uint* state, int i)
    {
        if (i < N)
            return i;
        state[0] = state[N - 1];
        return 1;
    }
}
