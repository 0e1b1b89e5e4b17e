// Merging two neighbouring runs. The smaller one moves to a temporary array; when one run keeps winning, its next stretch is found by leaps (galloping).
// After an error every item is in the list once, in whatever order. See docs/internals/containers.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class Timsort
{
    private static Status MergeAt<TOrder>(ThreadState* ts, SortState* s, int i)
        where TOrder : struct, ISortOrder
    {
        nint a = s->pending[i].start;
        nint countA = s->pending[i].length;
        nint b = s->pending[i + 1].start;
        nint countB = s->pending[i + 1].length;
        s->pending[i].length = countA + countB;
        if (i == s->pendingCount - 3)
            s->pending[i + 1] = s->pending[i + 2];
        s->pendingCount--;

        // What of A is not greater than B's first is in place, and so is what of B is not less than A's last.
        nint skip = GallopRight<TOrder>(ts, s, s->keys[b], s->keys + a, countA, 0);
        if (skip < 0)
            return Status.Error;
        a += skip;
        countA -= skip;
        if (countA == 0)
            return Status.Ok;
        countB = GallopLeft<TOrder>(ts, s, s->keys[a + countA - 1], s->keys + b, countB, countB - 1);
        if (countB <= 0)
            return countB < 0 ? Status.Error : Status.Ok;
        if (!Reserve(ts, s, Math.Min(countA, countB)))
            return Status.Error;
        return countA <= countB ? MergeLow<TOrder>(ts, s, a, countA, b, countB) : MergeHigh<TOrder>(ts, s, a, countA, b, countB);
    }

    private static bool Reserve(ThreadState* ts, SortState* s, nint count)
    {
        if (count <= s->tempSize)
            return true;
        nint parts = s->values == null ? 1 : 2;
        PyObject** temp = count > nint.MaxValue / 16 ? null : ItemArrays.Alloc(ts, count * parts);
        if (temp == null)
        {
            Err.NoMemory(ts);
            return false;
        }
        if (s->temp != (PyObject**)s->smallTemp)
            MemDomain.Free(ts->interp->heap, s->temp);
        s->temp = temp;
        s->tempSize = count;
        s->tempValues = s->values == null ? null : temp + count;
        return true;
    }

    /// <summary>Where in the sorted array the key belongs, left of its equals; the search starts at hint. -1 on error.</summary>
    private static nint GallopLeft<TOrder>(ThreadState* ts, SortState* s, PyObject* key, PyObject** a, nint n, nint hint)
        where TOrder : struct, ISortOrder
    {
        nint last = 0;
        nint offset = 1;
        int less = TOrder.Less(ts, s, a[hint], key);
        if (less < 0)
            return -1;
        if (less > 0)
        {
            nint limit = n - hint;
            while (offset < limit)
            {
                less = TOrder.Less(ts, s, a[hint + offset], key);
                if (less < 0)
                    return -1;
                if (less == 0)
                    break;
                last = offset;
                offset = (offset << 1) + 1;
            }
            offset = Math.Min(offset, limit) + hint;
            last += hint;
        }
        else
        {
            nint limit = hint + 1;
            while (offset < limit)
            {
                less = TOrder.Less(ts, s, a[hint - offset], key);
                if (less < 0)
                    return -1;
                if (less > 0)
                    break;
                last = offset;
                offset = (offset << 1) + 1;
            }
            nint nearest = last;
            last = hint - Math.Min(offset, limit);
            offset = hint - nearest;
        }
        for (last++; last < offset;)
        {
            nint middle = last + ((offset - last) >> 1);
            less = TOrder.Less(ts, s, a[middle], key);
            if (less < 0)
                return -1;
            if (less > 0)
                last = middle + 1;
            else
                offset = middle;
        }
        return offset;
    }

    /// <summary>The same, right of its equals.</summary>
    private static nint GallopRight<TOrder>(ThreadState* ts, SortState* s, PyObject* key, PyObject** a, nint n, nint hint)
        where TOrder : struct, ISortOrder
    {
        nint last = 0;
        nint offset = 1;
        int less = TOrder.Less(ts, s, key, a[hint]);
        if (less < 0)
            return -1;
        if (less > 0)
        {
            nint limit = hint + 1;
            while (offset < limit)
            {
                less = TOrder.Less(ts, s, key, a[hint - offset]);
                if (less < 0)
                    return -1;
                if (less == 0)
                    break;
                last = offset;
                offset = (offset << 1) + 1;
            }
            nint nearest = last;
            last = hint - Math.Min(offset, limit);
            offset = hint - nearest;
        }
        else
        {
            nint limit = n - hint;
            while (offset < limit)
            {
                less = TOrder.Less(ts, s, key, a[hint + offset]);
                if (less < 0)
                    return -1;
                if (less > 0)
                    break;
                last = offset;
                offset = (offset << 1) + 1;
            }
            offset = Math.Min(offset, limit) + hint;
            last += hint;
        }
        for (last++; last < offset;)
        {
            nint middle = last + ((offset - last) >> 1);
            less = TOrder.Less(ts, s, key, a[middle]);
            if (less < 0)
                return -1;
            if (less > 0)
                offset = middle;
            else
                last = middle + 1;
        }
        return offset;
    }

    /// <summary>A is the shorter run: it is moved away, and the merge fills from the left.</summary>
    private static Status MergeLow<TOrder>(ThreadState* ts, SortState* s, nint a, nint countA, nint b, nint countB)
        where TOrder : struct, ISortOrder
    {
        ToTemp(s, a, countA);
        nint to = a;
        nint t = 0;
        Status status = Status.Ok;
        Move(s, b++, to++);
        if (--countB == 0)
            goto restOfA;
        if (countA == 1)
            goto restOfB;
        nint minGallop = s->minGallop;
        while (true)
        {
            nint winsA = 0;
            nint winsB = 0;
            do
            {
                int less = TOrder.Less(ts, s, s->keys[b], s->temp[t]);
                if (less < 0)
                    goto fail;
                if (less > 0)
                {
                    Move(s, b++, to++);
                    winsB++;
                    winsA = 0;
                    if (--countB == 0)
                        goto restOfA;
                }
                else
                {
                    FromTemp(s, t++, to++);
                    winsA++;
                    winsB = 0;
                    if (--countA == 1)
                        goto restOfB;
                }
            }
            while (winsA < minGallop && winsB < minGallop);
            minGallop++;
            do
            {
                minGallop -= minGallop > 1 ? 1 : 0;
                s->minGallop = minGallop;
                winsA = GallopRight<TOrder>(ts, s, s->keys[b], s->temp + t, countA, 0);
                if (winsA < 0)
                    goto fail;
                if (winsA > 0)
                {
                    FromTempRange(s, t, to, winsA);
                    to += winsA;
                    t += winsA;
                    countA -= winsA;
                    if (countA == 1)
                        goto restOfB;
                    // Only an inconsistent comparison can use up A here.
                    if (countA == 0)
                        goto restOfA;
                }
                Move(s, b++, to++);
                if (--countB == 0)
                    goto restOfA;
                winsB = GallopLeft<TOrder>(ts, s, s->temp[t], s->keys + b, countB, 0);
                if (winsB < 0)
                    goto fail;
                if (winsB > 0)
                {
                    MoveRange(s, b, to, winsB);
                    to += winsB;
                    b += winsB;
                    countB -= winsB;
                    if (countB == 0)
                        goto restOfA;
                }
                FromTemp(s, t++, to++);
                if (--countA == 1)
                    goto restOfB;
            }
            while (winsA >= MinGallop || winsB >= MinGallop);
            s->minGallop = ++minGallop;
        }
    fail:
        status = Status.Error;
    restOfA:
        FromTempRange(s, t, to, countA);
        return status;
    restOfB:
        // The last item of A belongs behind all that is left of B.
        MoveRange(s, b, to, countB);
        FromTemp(s, t, to + countB);
        return Status.Ok;
    }

    /// <summary>B is the shorter run: it is moved away, and the merge fills from the right.</summary>
    private static Status MergeHigh<TOrder>(ThreadState* ts, SortState* s, nint baseA, nint countA, nint b, nint countB)
        where TOrder : struct, ISortOrder
    {
        ToTemp(s, b, countB);
        nint to = b + countB - 1;
        nint t = countB - 1;
        nint a = baseA + countA - 1;
        Status status = Status.Ok;
        Move(s, a--, to--);
        if (--countA == 0)
            goto restOfB;
        if (countB == 1)
            goto restOfA;
        nint minGallop = s->minGallop;
        while (true)
        {
            nint winsA = 0;
            nint winsB = 0;
            do
            {
                int less = TOrder.Less(ts, s, s->temp[t], s->keys[a]);
                if (less < 0)
                    goto fail;
                if (less > 0)
                {
                    Move(s, a--, to--);
                    winsA++;
                    winsB = 0;
                    if (--countA == 0)
                        goto restOfB;
                }
                else
                {
                    FromTemp(s, t--, to--);
                    winsB++;
                    winsA = 0;
                    if (--countB == 1)
                        goto restOfA;
                }
            }
            while (winsA < minGallop && winsB < minGallop);
            minGallop++;
            do
            {
                minGallop -= minGallop > 1 ? 1 : 0;
                s->minGallop = minGallop;
                nint place = GallopRight<TOrder>(ts, s, s->temp[t], s->keys + baseA, countA, countA - 1);
                if (place < 0)
                    goto fail;
                winsA = countA - place;
                if (winsA > 0)
                {
                    to -= winsA;
                    a -= winsA;
                    MoveRange(s, a + 1, to + 1, winsA);
                    countA -= winsA;
                    if (countA == 0)
                        goto restOfB;
                }
                FromTemp(s, t--, to--);
                if (--countB == 1)
                    goto restOfA;
                place = GallopLeft<TOrder>(ts, s, s->keys[a], s->temp, countB, countB - 1);
                if (place < 0)
                    goto fail;
                winsB = countB - place;
                if (winsB > 0)
                {
                    to -= winsB;
                    t -= winsB;
                    FromTempRange(s, t + 1, to + 1, winsB);
                    countB -= winsB;
                    if (countB == 1)
                        goto restOfA;
                    // Only an inconsistent comparison can use up B here.
                    if (countB == 0)
                        goto restOfB;
                }
                Move(s, a--, to--);
                if (--countA == 0)
                    goto restOfB;
            }
            while (winsA >= MinGallop || winsB >= MinGallop);
            s->minGallop = ++minGallop;
        }
    fail:
        status = Status.Error;
    restOfB:
        FromTempRange(s, 0, to - countB + 1, countB);
        return status;
    restOfA:
        // The first item of B belongs in front of all that is left of A.
        MoveRange(s, a + 1 - countA, to + 1 - countA, countA);
        FromTemp(s, t, to - countA);
        return Status.Ok;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move(SortState* s, nint from, nint to)
    {
        s->keys[to] = s->keys[from];
        if (s->values != null)
            s->values[to] = s->values[from];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FromTemp(SortState* s, nint from, nint to)
    {
        s->keys[to] = s->temp[from];
        if (s->values != null)
            s->values[to] = s->tempValues[from];
    }

    private static void MoveRange(SortState* s, nint from, nint to, nint count)
    {
        nuint size = (nuint)count * (nuint)sizeof(PyObject*);
        Buffer.MemoryCopy(s->keys + from, s->keys + to, size, size);
        if (s->values != null)
            Buffer.MemoryCopy(s->values + from, s->values + to, size, size);
    }

    private static void FromTempRange(SortState* s, nint from, nint to, nint count)
    {
        nuint size = (nuint)count * (nuint)sizeof(PyObject*);
        Buffer.MemoryCopy(s->temp + from, s->keys + to, size, size);
        if (s->values != null)
            Buffer.MemoryCopy(s->tempValues + from, s->values + to, size, size);
    }

    private static void ToTemp(SortState* s, nint from, nint count)
    {
        nuint size = (nuint)count * (nuint)sizeof(PyObject*);
        Buffer.MemoryCopy(s->keys + from, s->temp, size, size);
        if (s->values != null)
            Buffer.MemoryCopy(s->values + from, s->tempValues, size, size);
    }
}
