// The sort itself: runs, their extension to a minimum length, and the order of merges. Merging is in Timsort.Merge.cs. Generic over the comparison, so that each
// kind of keys gets machine code with its comparison inlined. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class Timsort
{
    /// <summary>How often one run has to win in a row before merging changes to leaps.</summary>
    public const int MinGallop = 7;
    private const int MaxMinRun = 64;

    public static Status Run<TOrder>(ThreadState* ts, SortState* s)
        where TOrder : struct, ISortOrder
    {
        nint remaining = s->length;
        nint start = 0;
        nint minRun = MinRun(remaining);
        while (remaining > 0)
        {
            nint count = CountRun<TOrder>(ts, s, start, remaining);
            if (count < 0)
                return Status.Error;
            if (count < minRun)
            {
                nint wanted = Math.Min(remaining, minRun);
                if (InsertInto<TOrder>(ts, s, start, wanted, count) == Status.Error)
                    return Status.Error;
                count = wanted;
            }
            if (AddRun<TOrder>(ts, s, start, count) == Status.Error)
                return Status.Error;
            start += count;
            remaining -= count;
        }
        while (s->pendingCount > 1)
        {
            int i = s->pendingCount - 2;
            if (i > 0 && s->pending[i - 1].length < s->pending[i + 1].length)
                i--;
            if (MergeAt<TOrder>(ts, s, i) == Status.Error)
                return Status.Error;
        }
        return Status.Ok;
    }

    /// <summary>A length such that dividing by it gives a power of two, or a little less.</summary>
    private static nint MinRun(nint n)
    {
        nint rest = 0;
        while (n >= MaxMinRun)
        {
            rest |= n & 1;
            n >>= 1;
        }
        return n + rest;
    }

    /// <summary>
    /// Length of the run at start, which is ascending afterwards. A descending run may contain equal neighbours: each stretch of equals is turned round as it is found,
    /// so that turning the whole restores its order. -1 on error.
    /// </summary>
    private static nint CountRun<TOrder>(ThreadState* ts, SortState* s, nint start, nint remaining)
        where TOrder : struct, ISortOrder
    {
        PyObject** a = s->keys + start;
        nint n = ExtendAscending<TOrder>(ts, s, a, 1, remaining);
        if (n < 0 || n == remaining)
            return n;
        // a[n] < a[n-1]
        if (n > 1)
        {
            int rising = TOrder.Less(ts, s, a[0], a[n - 1]);
            if (rising != 0)
                return rising < 0 ? -1 : n;
        }
        // All so far are equal, and from here it goes down.
        ReverseRange(s, start, n);
        nint equals = 0;
        for (n++; n < remaining; n++)
        {
            int falls = TOrder.Less(ts, s, a[n], a[n - 1]);
            if (falls < 0)
                return -1;
            if (falls > 0)
            {
                ReverseEquals(s, start + n, equals);
                equals = 0;
                continue;
            }
            int rises = TOrder.Less(ts, s, a[n - 1], a[n]);
            if (rises < 0)
                return -1;
            if (rises > 0)
                break;
            equals++;
        }
        ReverseEquals(s, start + n, equals);
        ReverseRange(s, start, n);
        return ExtendAscending<TOrder>(ts, s, a, n, remaining);
    }

    private static nint ExtendAscending<TOrder>(ThreadState* ts, SortState* s, PyObject** a, nint n, nint remaining)
        where TOrder : struct, ISortOrder
    {
        for (; n < remaining; n++)
        {
            int falls = TOrder.Less(ts, s, a[n], a[n - 1]);
            if (falls != 0)
                return falls < 0 ? -1 : n;
        }
        return n;
    }

    private static void ReverseEquals(SortState* s, nint end, nint equals)
    {
        if (equals > 0)
            ReverseRange(s, end - equals - 1, equals + 1);
    }

    private static void ReverseRange(SortState* s, nint start, nint count)
    {
        if (count < 2)
            return;
        ItemArrays.Reverse(s->keys + start, count);
        if (s->values != null)
            ItemArrays.Reverse(s->values + start, count);
    }

    /// <summary>Binary insertion of the items from <paramref name="sorted"/> on into the sorted ones before them.</summary>
    private static Status InsertInto<TOrder>(ThreadState* ts, SortState* s, nint start, nint count, nint sorted)
        where TOrder : struct, ISortOrder
    {
        PyObject** a = s->keys + start;
        for (nint next = sorted; next < count; next++)
        {
            PyObject* pivot = a[next];
            nint low = 0;
            nint high = next;
            do
            {
                nint middle = (low + high) >> 1;
                int less = TOrder.Less(ts, s, pivot, a[middle]);
                if (less < 0)
                    return Status.Error;
                if (less > 0)
                    high = middle;
                else
                    low = middle + 1;
            }
            while (low < high);
            for (nint i = next; i > low; i--)
                a[i] = a[i - 1];
            a[low] = pivot;
            if (s->values != null)
                MoveValue(s->values + start, next, low);
        }
        return Status.Ok;
    }

    private static void MoveValue(PyObject** values, nint from, nint to)
    {
        PyObject* value = values[from];
        for (nint i = from; i > to; i--)
            values[i] = values[i - 1];
        values[to] = value;
    }

    /// <summary>Powersort: the boundary to the new run gets its depth in an ideal merge tree; deeper boundaries before it are merged first.</summary>
    private static Status AddRun<TOrder>(ThreadState* ts, SortState* s, nint start, nint length)
        where TOrder : struct, ISortOrder
    {
        if (s->pendingCount > 0)
        {
            ref SortRun last = ref s->pending[s->pendingCount - 1];
            int power = Power(last.start, last.length, length, s->length);
            while (s->pendingCount > 1 && s->pending[s->pendingCount - 2].power > power)
            {
                if (MergeAt<TOrder>(ts, s, s->pendingCount - 2) == Status.Error)
                    return Status.Error;
            }
            s->pending[s->pendingCount - 1].power = power;
        }
        ref SortRun added = ref s->pending[s->pendingCount++];
        added.start = start;
        added.length = length;
        added.power = 0;
        return Status.Ok;
    }

    /// <summary>How many leading binary digits the midpoints of two neighbouring runs share, plus one.</summary>
    private static int Power(nint start, nint first, nint second, nint total)
    {
        int result = 0;
        nint a = 2 * start + first;
        nint b = a + first + second;
        while (true)
        {
            result++;
            if (a >= total)
            {
                a -= total;
                b -= total;
            }
            else if (b >= total)
                return result;
            a <<= 1;
            b <<= 1;
        }
    }
}
