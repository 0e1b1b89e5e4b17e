// The allocators compared, as structs so that the replay is compiled for each with its calls inlined. See docs/internals/heap.md.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vivarium.Heap;

namespace Vivarium.HeapBench;

internal unsafe interface IAllocator
{
    void* Malloc(nuint size);
    void* Realloc(void* p, nuint size);
    void Free(void* p);
}

/// <summary>The C library, called as cheaply as .NET can: no change of the collector's mode, through function pointers.</summary>
internal readonly unsafe struct LibcAllocator : IAllocator
{
    private static readonly nint Library = NativeLibrary.Load("libc");
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nuint, void*> MallocPointer =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nuint, void*>)NativeLibrary.GetExport(Library, "malloc");
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, nuint, void*> ReallocPointer =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, nuint, void*>)NativeLibrary.GetExport(Library, "realloc");
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void> FreePointer =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void>)NativeLibrary.GetExport(Library, "free");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void* Malloc(nuint size) => MallocPointer(size);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void* Realloc(void* p, nuint size) => ReallocPointer(p, size);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Free(void* p) => FreePointer(p);
}

/// <summary>The private heap's Object domain.</summary>
internal readonly unsafe struct ObjectAllocator(PyHeap* heap) : IAllocator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void* Malloc(nuint size) => ObjectDomain.Malloc(heap, size);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void* Realloc(void* p, nuint size) => ObjectDomain.Realloc(heap, p, size);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Free(void* p) => ObjectDomain.Free(heap, p);
}

/// <summary>Allocates nothing: what the replay itself costs.</summary>
internal readonly unsafe struct NoAllocator(byte* area) : IAllocator
{
    public void* Malloc(nuint size) => area;
    public void* Realloc(void* p, nuint size) => area;
    public void Free(void* p) => *(void**)p = area;
}
