// Where arenas lie. All arenas of all heaps are mapped inside one range of addresses that is far from where a process keeps anything
// else, so that "is this a small block?" is one subtraction and one comparison, with nothing to look up. The range is not reserved: each
// arena is mapped at an address of our choice, 1 MiB aligned, which the system refuses when it is taken; so heaps need not know of each
// other, and an unused heap costs no address space. The range is chosen once per process, for machines with smaller addresses too.
// See docs/internals/heap.md.
using System.Runtime.InteropServices;

namespace Vivarium.Heap;

internal static unsafe class ArenaSpace
{
    /// <summary>Steps between attempts when a place is taken: prime to the number of places, and beyond most heaps' size.</summary>
    private const nuint Stride = 4097;
    private const int Attempts = 4096;

    /// <summary>The lowest address an arena can have, and the length of the range.</summary>
    public static readonly nuint Low;
    public static readonly nuint Span;

    private static readonly int MapFlags = OperatingSystem.IsLinux() ? MAP_PRIVATE | 0x20 | 0x100000 : MAP_PRIVATE | 0x1000;

    static ArenaSpace()
    {
        // 32 TiB at 32 TiB; 128 GiB at 128 GiB; 64 GiB at 64 GiB: the first that this machine can address.
        ReadOnlySpan<int> candidates = [45, 37, 36];
        foreach (int shift in candidates)
        {
            Low = (nuint)1 << shift;
            Span = Low;
            void* probe = (void*)(Low + (Span >> 1));
            MapResult result = MapAt(probe, HeapLayout.ArenaSize);
            if (result == MapResult.Mapped)
                Unmap(probe);
            if (result != MapResult.Refused)
                return;
        }
    }

    public static nuint Places => Span >> HeapLayout.ArenaShift;

    /// <summary>
    /// Maps an arena, at the preferred address if that is free, else at the next place (which is advanced); null when the system has no
    /// memory for it.
    /// </summary>
    public static void* Map(void* preferred, ref nuint nextPlace) => Map(preferred, ref nextPlace, arenas: 1);

    /// <summary>
    /// Maps two arenas side by side that the system may back by one huge page of 2 MiB: that costs a fraction of 512 small pages,
    /// both to get and to reach. Each can be unmapped by itself. Null where there are no such pages.
    /// </summary>
    public static void* MapPair(void* preferred, ref nuint nextPlace)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        nextPlace = (nextPlace + 1) & ~(nuint)1;
        void* pair = Map((void*)((nuint)preferred & ~((nuint)HeapLayout.ArenaSize * 2 - 1)), ref nextPlace, arenas: 2);
        if (pair != null)
            _ = madvise(pair, 2 * HeapLayout.ArenaSize, MADV_HUGEPAGE);
        return pair;
    }

    private static void* Map(void* preferred, ref nuint nextPlace, int arenas)
    {
        nuint size = (nuint)arenas * HeapLayout.ArenaSize;
        if (preferred != null)
        {
            switch (MapAt(preferred, size))
            {
                case MapResult.Mapped:
                    return preferred;
                case MapResult.Refused:
                    return null;
            }
        }
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            nuint place = nextPlace;
            void* address = (void*)(Low + (place << HeapLayout.ArenaShift));
            MapResult result = MapAt(address, size);
            if (result == MapResult.Refused)
                return null;
            // Steps of a pair are even.
            nextPlace = (place + (result == MapResult.Mapped ? 1 : Stride) * (nuint)arenas) % Places;
            if (result == MapResult.Mapped)
                return address;
        }
        return null;
    }

    public static void Unmap(void* arena)
    {
        if (OperatingSystem.IsWindows())
            _ = VirtualFree(arena, 0, MEM_RELEASE);
        else
            _ = munmap(arena, HeapLayout.ArenaSize);
    }

    private enum MapResult
    {
        Mapped,
        /// <summary>Something is at the address already.</summary>
        Taken,
        /// <summary>No memory, or no such address.</summary>
        Refused,
    }

    private static MapResult MapAt(void* address, nuint size)
    {
        if (OperatingSystem.IsWindows())
        {
            if (VirtualAlloc(address, size, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE) != null)
                return MapResult.Mapped;
            return Marshal.GetLastPInvokeError() == ERROR_INVALID_ADDRESS ? MapResult.Taken : MapResult.Refused;
        }
        void* at = mmap(address, size, PROT_READ | PROT_WRITE, MapFlags, -1, 0);
        if (at == address)
            return MapResult.Mapped;
        if (at == (void*)-1)
            return Marshal.GetLastPInvokeError() == EEXIST ? MapResult.Taken : MapResult.Refused;
        // A system that takes the address for a wish.
        _ = munmap(at, size);
        return MapResult.Taken;
    }

    private const int PROT_READ = 1, PROT_WRITE = 2, MAP_PRIVATE = 2, EEXIST = 17, MADV_HUGEPAGE = 14;
    private const uint MEM_COMMIT = 0x1000, MEM_RESERVE = 0x2000, MEM_RELEASE = 0x8000, PAGE_READWRITE = 4;
    private const int ERROR_INVALID_ADDRESS = 487;

    [DllImport("libc", SetLastError = true)]
    private static extern void* mmap(void* address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", SetLastError = true)]
    private static extern int munmap(void* address, nuint length);

    [DllImport("libc", SetLastError = true)]
    private static extern int madvise(void* address, nuint length, int advice);

    [DllImport("kernel32", SetLastError = true)]
    private static extern void* VirtualAlloc(void* address, nuint size, uint type, uint protection);

    [DllImport("kernel32", SetLastError = true)]
    private static extern int VirtualFree(void* address, nuint size, uint type);
}
