// Three ways to tell a small block from a large one, timed: a radix tree of three levels like the reference's, the heap's own map
// (PyHeap.Owns), and one range of addresses for all arenas, which is what Free uses. See docs/internals/heap.md.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vivarium.Heap;

namespace Vivarium.HeapBench;

internal static unsafe class AddressTest
{
    private const int TopBits = 15, MidBits = 15, BottomBits = 14;
    private static byte*** radix;

    public static void Run()
    {
        PyHeap* heap = PyHeap.Create(default);
        const int Count = 1 << 16;
        void** pointers = (void**)NativeMemory.Alloc(Count, (nuint)sizeof(void*));
        radix = (byte***)NativeMemory.AllocZeroed(1 << TopBits, (nuint)sizeof(void*));
        Random random = new(1);
        for (int i = 0; i < Count; i++)
        {
            pointers[i] = ObjectDomain.Malloc(heap, (nuint)(i % 8 == 0 ? 600 : 512));
            if (i % 8 != 0)
                Enter(pointers[i]);
        }
        for (int i = Count - 1; i > 0; i--)
        {
            int other = random.Next(i + 1);
            void* swapped = pointers[i];
            pointers[i] = pointers[other];
            pointers[other] = swapped;
        }
        int tree = 0, map = 0, range = 0;
        double treeTime = double.MaxValue, mapTime = double.MaxValue, rangeTime = double.MaxValue;
        for (int round = 0; round < 50; round++)
        {
            long start = Stopwatch.GetTimestamp();
            tree = CountTree(pointers, Count);
            treeTime = Math.Min(treeTime, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Count);
            start = Stopwatch.GetTimestamp();
            map = CountMap(heap, pointers, Count);
            mapTime = Math.Min(mapTime, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Count);
            start = Stopwatch.GetTimestamp();
            range = CountRange(heap, pointers, Count);
            rangeTime = Math.Min(rangeTime, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Count);
        }
        if (tree != map || map != range)
            throw new InvalidOperationException("the tests disagree");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"address test, ns each: radix tree {treeTime:F2}, arena map (Owns) {mapTime:F2}, address range (Free) {rangeTime:F2}"));
        NativeMemory.Free(pointers);
        PyHeap.Destroy(heap);
    }

    private static void Enter(void* p)
    {
        nuint number = (nuint)p >> HeapLayout.ArenaShift;
        byte*** top = &((byte***)radix)[number >> (MidBits + BottomBits)];
        if (*top == null)
            *top = (byte**)NativeMemory.AllocZeroed(1 << MidBits, (nuint)sizeof(void*));
        byte** mid = &(*top)[(number >> BottomBits) & ((1 << MidBits) - 1)];
        if (*mid == null)
            *mid = (byte*)NativeMemory.AllocZeroed(1 << BottomBits);
        (*mid)[number & ((1 << BottomBits) - 1)] = 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool InTree(byte*** top, void* p)
    {
        nuint number = (nuint)p >> HeapLayout.ArenaShift;
        byte** mid = top[number >> (MidBits + BottomBits)];
        if (mid == null)
            return false;
        byte* bottom = mid[(number >> BottomBits) & ((1 << MidBits) - 1)];
        return bottom != null && bottom[number & ((1 << BottomBits) - 1)] != 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CountTree(void** pointers, int count)
    {
        byte*** top = radix;
        int found = 0;
        for (int i = 0; i < count; i++)
        {
            if (InTree(top, pointers[i]))
                found++;
        }
        return found;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CountMap(PyHeap* heap, void** pointers, int count)
    {
        int found = 0;
        for (int i = 0; i < count; i++)
        {
            if (PyHeap.Owns(heap, pointers[i]))
                found++;
        }
        return found;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CountRange(PyHeap* heap, void** pointers, int count)
    {
        int found = 0;
        for (int i = 0; i < count; i++)
        {
            if ((nuint)pointers[i] - heap->inlineLow < heap->inlineSpan)
                found++;
        }
        return found;
    }
}
