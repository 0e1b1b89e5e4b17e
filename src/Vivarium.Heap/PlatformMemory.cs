// The platform's C library and its virtual memory, reached as cheaply as the runtime allows. Short calls suppress the switch of the
// thread's collector mode, which costs more than malloc itself; calls that may copy or map much memory do not, so as not to hold up a
// collection of the CLR's own heap. See docs/internals/heap.md.
using System.Runtime.InteropServices;

namespace Vivarium.Heap;

internal static unsafe class PlatformMemory
{
    /// <summary>From this size on, calls let the CLR's collector run meanwhile.</summary>
    public const nuint SlowCallSize = 128 * 1024;

    private static readonly nint Library = NativeLibrary.Load(OperatingSystem.IsWindows() ? "ucrtbase" : "libc");
    private static readonly nint MallocAddress = NativeLibrary.GetExport(Library, "malloc");
    private static readonly nint CallocAddress = NativeLibrary.GetExport(Library, "calloc");
    private static readonly nint ReallocAddress = NativeLibrary.GetExport(Library, "realloc");
    private static readonly nint FreeAddress = NativeLibrary.GetExport(Library, "free");

    public static void* Malloc(nuint size) =>
        size < SlowCallSize
            ? ((delegate* unmanaged[Cdecl, SuppressGCTransition]<nuint, void*>)MallocAddress)(size)
            : ((delegate* unmanaged[Cdecl]<nuint, void*>)MallocAddress)(size);

    public static void* Calloc(nuint size) =>
        size < SlowCallSize
            ? ((delegate* unmanaged[Cdecl, SuppressGCTransition]<nuint, nuint, void*>)CallocAddress)(1, size)
            : ((delegate* unmanaged[Cdecl]<nuint, nuint, void*>)CallocAddress)(1, size);

    public static void* Realloc(void* p, nuint size) =>
        size < SlowCallSize
            ? ((delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, nuint, void*>)ReallocAddress)(p, size)
            : ((delegate* unmanaged[Cdecl]<void*, nuint, void*>)ReallocAddress)(p, size);

    /// <summary>Releases a block of <paramref name="size"/> bytes.</summary>
    public static void Free(void* p, nuint size)
    {
        if (size < SlowCallSize)
            ((delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void>)FreeAddress)(p);
        else
            ((delegate* unmanaged[Cdecl]<void*, void>)FreeAddress)(p);
    }
}
