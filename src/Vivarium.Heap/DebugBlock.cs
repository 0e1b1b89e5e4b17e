// A block under the debug hooks: the owner's bytes between a 32-byte header and an 8-byte tail.
//     origin 8 | serial 8 | size 8 | state 1, 7 x FD | the owner's bytes | 8 x FD
// Fresh bytes are CD, released ones DD. In a released block the tail holds the origin of the release.
// See docs/internals/heap.md.
using System.Runtime.InteropServices;

namespace Vivarium.Heap;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DebugBlock
{
    public const int HeaderSize = 32;
    public const int TailSize = 8;
    public const int Overhead = HeaderSize + TailSize;

    public const byte CleanByte = 0xCD;
    public const byte DeadByte = 0xDD;
    public const byte ForbiddenByte = 0xFD;
    public const ulong ForbiddenWord = 0xFDFDFDFDFDFDFDFD;
    private const int StateOffset = -8;

    public nuint origin;
    public ulong serial;
    public nuint size;
    /// <summary>
    /// The domain's letter: r, m or o while alive; R, M or O after release; with the high bit once it left the quarantine, when the allocator
    /// has overwritten the origin.
    /// </summary>
    public byte state;
    private fixed byte guard[7];

    public static DebugBlock* Of(void* p) => (DebugBlock*)((byte*)p - HeaderSize);
    public static byte* BytesOf(DebugBlock* block) => (byte*)block + HeaderSize;

    public static byte LetterOf(HeapDomain domain) => "rmo"u8[(int)domain];
    public static byte Released(byte letter) => (byte)(letter & ~0x20);
    public static byte Gone(byte letter) => (byte)(letter | 0x80);

    public static bool IsReleased(byte state) => (state & 0x7F) is 'R' or 'M' or 'O';
    public static bool IsGone(byte state) => (state & 0x80) != 0;

    public static HeapDomain DomainOf(byte state) => (state & 0x5F) switch
    {
        'R' => HeapDomain.Raw,
        'M' => HeapDomain.Mem,
        _ => HeapDomain.Object,
    };

    /// <summary>Makes a fresh block of the given bytes.</summary>
    public static byte* Initialize(DebugBlock* block, nuint size, HeapDomain domain, nuint origin, ulong serial, bool zero)
    {
        block->origin = origin;
        block->serial = serial;
        block->size = size;
        *(ulong*)&block->state = ForbiddenWord;
        block->state = LetterOf(domain);
        byte* p = BytesOf(block);
        NativeMemory.Fill(p, size, zero ? (byte)0 : CleanByte);
        *(ulong*)(p + size) = ForbiddenWord;
        return p;
    }

    /// <summary>Marks a block as released.</summary>
    public static void Bury(DebugBlock* block, HeapDomain domain, nuint origin)
    {
        block->state = Released(LetterOf(domain));
        byte* p = BytesOf(block);
        NativeMemory.Fill(p, block->size, DeadByte);
        *(nuint*)(p + block->size) = origin;
    }

    /// <summary>
    /// What is wrong with the guard bytes of a live block, or with the bytes of a released one in quarantine; null if nothing is.
    /// <paramref name="room"/> is the size of the memory the block stands in. <see cref="HeapCorruptionKind.BadPointer"/> means that even
    /// the size is destroyed.
    /// </summary>
    public static HeapCorruption? Inspect(DebugBlock* block, nuint room, HeapDomain domain)
    {
        byte* p = BytesOf(block);
        byte letter = LetterOf(domain);
        bool alive = block->state == letter;
        if (room < Overhead || block->size > room - Overhead)
            return Describe(block, HeapCorruptionKind.BadPointer);
        if (!alive && block->state != Released(letter))
            return Describe(block, HeapCorruptionKind.Underrun, StateOffset, letter);
        for (int i = StateOffset + 1; i < 0; i++)
        {
            if (p[i] != ForbiddenByte)
                return Describe(block, alive ? HeapCorruptionKind.Underrun : HeapCorruptionKind.UseAfterFree, i, ForbiddenByte);
        }
        if (alive)
        {
            for (nuint i = block->size; i < block->size + TailSize; i++)
            {
                if (p[i] != ForbiddenByte)
                    return Describe(block, HeapCorruptionKind.Overrun, (nint)i, ForbiddenByte);
            }
        }
        else
        {
            int at = FirstOther(p, block->size);
            if (at >= 0)
                return Describe(block, HeapCorruptionKind.UseAfterFree, at, DeadByte);
        }
        return null;
    }

    public static HeapCorruption Describe(DebugBlock* block, HeapCorruptionKind kind, nint offset = 0, byte expected = 0)
    {
        byte* p = BytesOf(block);
        bool legible = kind != HeapCorruptionKind.BadPointer;
        bool released = legible && IsReleased(block->state) && !IsGone(block->state);
        return new HeapCorruption
        {
            Kind = kind,
            Address = (nuint)p,
            Size = legible ? block->size : 0,
            Serial = legible ? block->serial : 0,
            Origin = legible && !IsGone(block->state) ? block->origin : 0,
            FreedOrigin = released ? *(nuint*)(p + block->size) : 0,
            Domain = legible ? DomainOf(block->state) : HeapDomain.Object,
            UsedDomain = legible ? DomainOf(block->state) : HeapDomain.Object,
            Offset = offset,
            Expected = expected,
            Found = expected == 0 ? (byte)0 : p[offset],
        };
    }

    private static int FirstOther(byte* p, nuint size)
    {
        for (nuint done = 0; done < size;)
        {
            int length = (int)Math.Min(size - done, 1 << 30);
            int at = new ReadOnlySpan<byte>(p + done, length).IndexOfAnyExcept(DeadByte);
            if (at >= 0)
                return (int)Math.Min(done + (nuint)at, int.MaxValue);
            done += (nuint)length;
        }
        return -1;
    }
}
