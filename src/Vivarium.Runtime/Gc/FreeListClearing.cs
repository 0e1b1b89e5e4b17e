// Gives the memory of objects kept for reuse back to the heap: at the end of each full collection, and when the interpreter ends. See docs/internals/gc.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Gc;

internal static unsafe class FreeListClearing
{
    public static void ClearAll(ThreadState* ts)
    {
        FreeLists* lists = &ts->interp->free_lists;
        Plain(ts, &lists->floats);
        Plain(ts, &lists->ints);
        FreeList* tuples = (FreeList*)&lists->tuples;
        for (int i = 0; i < FreeLists.TupleMaxSaveSize; i++)
            Containers(ts, &tuples[i]);
        Containers(ts, &lists->lists);
        Containers(ts, &lists->list_iters);
        Containers(ts, &lists->tuple_iters);
        Containers(ts, &lists->dicts);
        void* keys;
        while ((keys = FreeList.Pop(&lists->dictkeys)) != null)
            MemDomain.Free(ts->interp->heap, keys);
        Containers(ts, &lists->slices);
        Plain(ts, &lists->ranges);
        Plain(ts, &lists->range_iters);
        Containers(ts, &lists->contexts);
        Containers(ts, &lists->pycfunctionobject);
        Containers(ts, &lists->pycmethodobject);
        Containers(ts, &lists->pymethodobjects);
    }

    /// <summary>Also the instances of MemoryError made in advance, which nothing but the interpreter's end gives up.</summary>
    public static void ClearReserve(ThreadState* ts) => Containers(ts, &ts->interp->memory_errors);

    private static void Plain(ThreadState* ts, FreeList* list)
    {
        void* entry;
        while ((entry = FreeList.Pop(list)) != null)
            ObjectDomain.Free(ts->interp->heap, entry);
    }

    private static void Containers(ThreadState* ts, FreeList* list)
    {
        void* entry;
        while ((entry = FreeList.Pop(list)) != null)
            ObjectDomain.Free(ts->interp->heap, (byte*)entry - sizeof(PyGC_Head));
    }
}
