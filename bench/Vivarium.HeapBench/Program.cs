// Replays allocation traces on the C library's malloc and on the private heap, interleaved, and prints ratios (below 1: the heap is
// faster). The net ratio leaves out what the replay itself costs. See docs/internals/heap.md.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vivarium.Heap;

namespace Vivarium.HeapBench;

internal static unsafe class Program
{
    private static int Main(string[] args)
    {
        int rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 15;
        string? only = args.Length > 1 ? args[1] : null;
        Console.WriteLine($"{"trace",-16} {"steps",9} {"libc ns",8} {"heap ns",8} {"replay ns",9} {"ratio",6} {"net",6}");
        double logSum = 0, netLogSum = 0;
        int count = 0;
        foreach (Trace trace in Trace.All())
        {
            if (only != null && !trace.Name.Contains(only, StringComparison.Ordinal))
                continue;
            (double libc, double heap, double none) = Measure(trace, rounds);
            double ratio = heap / libc, net = (heap - none) / (libc - none);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{trace.Name,-16} {trace.Steps.Count,9} {libc,8:F2} {heap,8:F2} {none,9:F2} {ratio,6:F2} {net,6:F2}  {trace.What}"));
            logSum += Math.Log(ratio);
            netLogSum += Math.Log(net);
            count++;
        }
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{"geometric mean",-53} {Math.Exp(logSum / count),6:F2} {Math.Exp(netLogSum / count),6:F2}"));
        if (only == null)
        {
            AddressTest.Run();
            MemoryTest.Run();
        }
        return 0;
    }

    /// <summary>Nanoseconds per step: the least over all rounds, in each of which every allocator has its turn.</summary>
    private static (double Libc, double Heap, double None) Measure(Trace trace, int rounds)
    {
        Step[] steps = [.. trace.Steps];
        void** places = (void**)NativeMemory.AllocZeroed((nuint)trace.Places, (nuint)sizeof(void*));
        byte* area = (byte*)NativeMemory.AllocZeroed(1 << 20);
        PyHeap* heap = PyHeap.Create(default);
        List<double> libc = [], own = [], none = [];
        for (int round = -2; round < rounds; round++)
        {
            double first = 0, second = 0;
            if (round % 2 == 0)
            {
                first = Time(new LibcAllocator(), steps, places);
                second = Time(new ObjectAllocator(heap), steps, places);
            }
            else
            {
                second = Time(new ObjectAllocator(heap), steps, places);
                first = Time(new LibcAllocator(), steps, places);
            }
            double third = Time(new NoAllocator(area), steps, places);
            if (round < 0)
                continue;
            libc.Add(first);
            own.Add(second);
            none.Add(third);
        }
        if (heap->LiveBlocks != 0)
            throw new InvalidOperationException("a trace left blocks alive");
        PyHeap.Destroy(heap);
        NativeMemory.Free(area);
        NativeMemory.Free(places);
        return (libc.Min(), own.Min(), none.Min());
    }

    private static double Time<T>(T allocator, Step[] steps, void** places)
        where T : struct, IAllocator
    {
        long start = Stopwatch.GetTimestamp();
        Replay(allocator, steps, places);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / steps.Length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Replay<T>(T allocator, Step[] steps, void** places)
        where T : struct, IAllocator
    {
        foreach (ref readonly Step step in steps.AsSpan())
        {
            void** place = &places[step.Place];
            if (step.Operation == Operation.Malloc)
            {
                void* p = allocator.Malloc((nuint)step.Size);
                // As every object does: a count and a type.
                ((nuint*)p)[0] = 1;
                ((nuint*)p)[1] = (nuint)p;
                *place = p;
            }
            else if (step.Operation == Operation.Free)
            {
                allocator.Free(*place);
            }
            else
            {
                *place = allocator.Realloc(*place, (nuint)step.Size);
            }
        }
    }
}
