// The platform's C library, called as cheaply as the runtime allows: short calls suppress the switch of the thread's collector mode, which
// costs more than malloc itself. Calls that may copy or map much memory do not, so as not to hold up a collection of the CLR's own heap;
// they stand in methods of their own, because a method with such a call pays for it from its first instruction.
// See docs/internals/heap.md.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Vivarium.Heap;

/// <summary>The C library's functions. A heap has a copy of the addresses, so that a call has nothing static to look up.</summary>
internal unsafe struct PlatformMemory
{
    /// <summary>From this size on, calls let the CLR's collector run meanwhile.</summary>
    private const nuint SlowCallSize = 128 * 1024;

    private void* malloc;
    private void* calloc;
    private void* realloc;
    private void* free;

    /// <summary>For calls that are not made on a hot path.</summary>
    public static readonly PlatformMemory Shared = Load();

    private static PlatformMemory Load()
    {
        nint library = NativeLibrary.Load(OperatingSystem.IsWindows() ? "ucrtbase" : "libc");
        return new PlatformMemory
        {
            malloc = (void*)NativeLibrary.GetExport(library, "malloc"),
            calloc = (void*)NativeLibrary.GetExport(library, "calloc"),
            realloc = (void*)NativeLibrary.GetExport(library, "realloc"),
            free = (void*)NativeLibrary.GetExport(library, "free"),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void* Malloc(nuint size) =>
        size < SlowCallSize ? ((delegate* unmanaged[Cdecl, SuppressGCTransition]<nuint, void*>)malloc)(size) : SlowMalloc(size);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void* Calloc(nuint size) =>
        size < SlowCallSize ? ((delegate* unmanaged[Cdecl, SuppressGCTransition]<nuint, nuint, void*>)calloc)(1, size) : SlowCalloc(size);

    public readonly void* Realloc(void* p, nuint size) =>
        size < SlowCallSize
            ? ((delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, nuint, void*>)realloc)(p, size)
            : SlowRealloc(p, size);

    /// <summary>Releases a block of <paramref name="size"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Free(void* p, nuint size)
    {
        if (size < SlowCallSize)
            ((delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void>)free)(p);
        else
            SlowFree(p);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void* SlowMalloc(nuint size) => ((delegate* unmanaged[Cdecl]<nuint, void*>)malloc)(size);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void* SlowCalloc(nuint size) => ((delegate* unmanaged[Cdecl]<nuint, nuint, void*>)calloc)(1, size);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void* SlowRealloc(void* p, nuint size) => ((delegate* unmanaged[Cdecl]<void*, nuint, void*>)realloc)(p, size);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void SlowFree(void* p) => ((delegate* unmanaged[Cdecl]<void*, void>)free)(p);
}
