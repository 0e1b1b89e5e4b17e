// Arrays of object pointers in the mem domain, and what lists, tuples and deques do with them. See docs/internals/containers.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe class ItemArrays
{
    private const ulong MaxItems = long.MaxValue / 8;

    /// <summary>Uninitialised, or null without an exception.</summary>
    public static PyObject** Alloc(ThreadState* ts, nint count) =>
        (ulong)count > MaxItems ? null : (PyObject**)MemDomain.Malloc(ts->interp->heap, (nuint)count * (nuint)sizeof(PyObject*));

    /// <summary>Null without an exception when it fails; the old array is intact then.</summary>
    public static PyObject** Realloc(ThreadState* ts, PyObject** items, nuint count) =>
        count > MaxItems ? null : (PyObject**)MemDomain.Realloc(ts->interp->heap, items, count * (nuint)sizeof(PyObject*));

    public static void Reverse(PyObject** items, nint count)
    {
        nint low = 0;
        nint high = count - 1;
        while (low < high)
        {
            PyObject* item = items[low];
            items[low++] = items[high];
            items[high--] = item;
        }
    }

    /// <summary>Fills to with the count items at from, times over, with new references for all of them.</summary>
    public static void Repeat(PyObject** from, nint count, PyObject** to, nint times)
    {
        nint total = count * times;
        for (nint i = 0; i < count; i++)
        {
            AddReferences(from[i], times);
            to[i] = from[i];
        }
        Spread(to, count, total);
    }

    /// <summary>Copies the first count items over the rest of the array, doubling what is copied.</summary>
    public static void Spread(PyObject** items, nint count, nint total)
    {
        nint done = count;
        while (done < total)
        {
            nint step = Math.Min(done, total - done);
            NativeMemory.Copy(items, items + done, (nuint)step * (nuint)sizeof(PyObject*));
            done += step;
        }
    }

    /// <summary>Many references at once; a count that would pass into the immortal range stays there, as counting one by one does.</summary>
    public static void AddReferences(PyObject* o, nint count)
    {
        uint old = o->ob_refcnt;
        if ((int)old < 0)
            return;
        ulong sum = old + (ulong)count;
        o->ob_refcnt = sum > 0x80000000 ? 0x80000000 : (uint)sum;
    }

    public static void DecAll(ThreadState* ts, PyObject** items, nint count)
    {
        for (nint i = 0; i < count; i++)
            Ref.XDec(ts, items[i]);
    }
}
