// What a block costs the process: growth of its resident memory for many blocks of a size.
// See docs/internals/heap.md.
using System.Globalization;
using System.Runtime.InteropServices;
using Vivarium.Heap;

namespace Vivarium.HeapBench;

internal static unsafe class MemoryTest
{
    private const int Count = 1_000_000;

    public static void Run()
    {
        if (!OperatingSystem.IsLinux())
            return;
        nuint* places = (nuint*)NativeMemory.Alloc(Count, (nuint)sizeof(nuint));
        NativeMemory.Fill(places, Count * (nuint)sizeof(nuint), 1);
        // A function of the GNU library.
        if (!NativeLibrary.TryGetExport(NativeLibrary.Load("libc"), "malloc_trim", out nint address))
            return;
        delegate* unmanaged[Cdecl]<nuint, int> trim = (delegate* unmanaged[Cdecl]<nuint, int>)address;
        foreach (int size in (int[])[32, 48, 64, 96, 520, 1104])
        {
            int count = size > 512 ? Count / 10 : Count;
            // What the C library keeps of earlier blocks would be used again unseen.
            _ = trim(0);
            long before = ResidentBytes();
            PyHeap* heap = PyHeap.Create(default);
            for (int i = 0; i < count; i++)
                NativeMemory.Fill((void*)(places[i] = (nuint)ObjectDomain.Malloc(heap, (nuint)size)), (nuint)size, 1);
            double own = (double)(ResidentBytes() - before) / count;
            PyHeap.Destroy(heap);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"resident bytes for a block of {size}: {own:F1}"));
        }
        NativeMemory.Free(places);
    }

    private static long ResidentBytes()
    {
        string[] fields = File.ReadAllText("/proc/self/statm").Split(' ');
        return long.Parse(fields[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }
}
