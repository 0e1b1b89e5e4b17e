// Memory for the texts of one entry of the system's databases: outside of the heap, as the interpreter lock is not held while it is filled. See docs/internals/sockets.md.
using Vivarium.Stdlib.Posix;

namespace Vivarium.Stdlib.Sockets;

internal unsafe ref struct LookupBuffer
{
    private const nuint FirstSize = 1024, MostSize = 1 << 24;

    public byte* Pointer { get; private set; } = (byte*)NativeMemory.Alloc(FirstSize);

    public nuint Size { get; private set; } = FirstSize;

    public LookupBuffer()
    {
    }

    /// <summary>Whether the call is to be made again, with the buffer larger now.</summary>
    public bool Grow(int error)
    {
        if (error != OsError.ERANGE || Size >= MostSize)
            return false;
        Size *= 2;
        Pointer = (byte*)NativeMemory.Realloc(Pointer, Size);
        return true;
    }

    public readonly void Dispose() => NativeMemory.Free(Pointer);
}
