// The input a decompressor has not used yet, in a buffer of its own between calls: _ZlibDecompressor, BZ2Decompressor and LZMADecompressor keep theirs in the
// same four fields. See docs/internals/compression.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Zlib;

internal unsafe struct PendingInput(byte* start, nint size, byte* next, nint available)
{
    /// <summary>The buffer, which is in the mem domain, and its size.</summary>
    public byte* Start = start;
    public nint Size = size;
    /// <summary>Where reading goes on, null without pending input; and how much there is.</summary>
    public byte* Next = next;
    public nint Available = available;
    private bool _buffered;

    /// <summary>Puts new data behind what is pending; afterwards next and available tell all input there is.</summary>
    public Status Add(ThreadState* ts, byte* data, nint length)
    {
        _buffered = Next != null;
        if (!_buffered)
        {
            Next = data;
            Available = length;
            return Status.Ok;
        }
        nint room = Size - (nint)(Next - Start) - Available;
        if (length > room && length <= Size - Available)
        {
            Buffer.MemoryCopy(Next, Start, Size, Available);
            Next = Start;
        }
        else if (length > room)
        {
            nint offset = (nint)(Next - Start);
            byte* grown = (byte*)MemDomain.Realloc(ts->interp->heap, Start, (nuint)(Size + length - room));
            if (grown == null)
            {
                Err.NoMemory(ts);
                return Status.Error;
            }
            Size += length - room;
            Start = grown;
            Next = grown + offset;
        }
        Buffer.MemoryCopy(data, Next + Available, length, length);
        Available += length;
        return Status.Ok;
    }

    /// <summary>Nothing is pending any more.</summary>
    public void Forget() => Next = null;

    /// <summary>Keeps what is left of the caller's data.</summary>
    public Status Keep(ThreadState* ts)
    {
        if (_buffered)
            return Status.Ok;
        if (Size < Available)
        {
            if (Start != null)
                MemDomain.Free(ts->interp->heap, Start);
            Start = (byte*)MemDomain.Malloc(ts->interp->heap, (nuint)Available);
            Size = Start == null ? 0 : Available;
            if (Start == null)
            {
                Next = null;
                Err.NoMemory(ts);
                return Status.Error;
            }
        }
        Buffer.MemoryCopy(Next, Start, Size, Available);
        Next = Start;
        return Status.Ok;
    }
}
