// The storage of deque: a doubly linked list of blocks of 64 items. The ends grow into their blocks and take new ones when those are full; up to 16 freed blocks
// are kept. An empty deque has one block with its ends in the middle. `state` changes with every change of length. See docs/internals/containers.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Collections;

[InlineArray(Deque.BlockLength)]
internal struct DequeItems
{
    private nint _first;
}

[InlineArray(Deque.MaxFreeBlocks)]
internal struct DequeFreeBlocks
{
    private nint _first;
}

internal unsafe struct dequeblock
{
    public dequeblock* leftlink;
    public DequeItems data;
    public dequeblock* rightlink;
}

internal unsafe struct dequeobject
{
    public PyVarObject ob_base;
    public dequeblock* leftblock;
    public dequeblock* rightblock;
    public nint leftindex;
    public nint rightindex;
    public nuint state;
    /// <summary>-1 without a maximum.</summary>
    public nint maxlen;
    public nint numfreeblocks;
    public DequeFreeBlocks freeblocks;
    public PyObject* weakreflist;
}

internal static unsafe class Deque
{
    public const int BlockLength = 64;
    public const int MaxFreeBlocks = 16;
    private const nint Center = (BlockLength - 1) / 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject** Items(dequeblock* block) => (PyObject**)&block->data;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Size(void* deque) => ((PyVarObject*)deque)->ob_size;

    private static dequeblock* NewBlock(ThreadState* ts, dequeobject* d)
    {
        if (d->numfreeblocks > 0)
            return ((dequeblock**)&d->freeblocks)[--d->numfreeblocks];
        dequeblock* block = (dequeblock*)MemDomain.Malloc(ts->interp->heap, (nuint)sizeof(dequeblock));
        if (block == null)
            Err.NoMemory(ts);
        return block;
    }

    private static void FreeBlock(ThreadState* ts, dequeobject* d, dequeblock* block)
    {
        if (d->numfreeblocks < MaxFreeBlocks)
            ((dequeblock**)&d->freeblocks)[d->numfreeblocks++] = block;
        else
            MemDomain.Free(ts->interp->heap, block);
    }

    /// <summary>Gives a new deque its one block.</summary>
    public static Status Init(ThreadState* ts, dequeobject* d)
    {
        d->numfreeblocks = 0;
        d->state = 0;
        d->maxlen = -1;
        d->weakreflist = null;
        d->ob_base.ob_size = 0;
        d->leftblock = NewBlock(ts, d);
        if (d->leftblock == null)
            return Status.Error;
        d->leftblock->leftlink = null;
        d->leftblock->rightlink = null;
        d->rightblock = d->leftblock;
        d->leftindex = Center + 1;
        d->rightindex = Center;
        return Status.Ok;
    }

    public static void Free(ThreadState* ts, dequeobject* d)
    {
        if (d->leftblock != null)
        {
            Clear(ts, d);
            MemDomain.Free(ts->interp->heap, d->leftblock);
        }
        for (nint i = 0; i < d->numfreeblocks; i++)
            MemDomain.Free(ts->interp->heap, ((dequeblock**)&d->freeblocks)[i]);
    }

    /// <summary>Adds at the right end; takes over the reference in any case. Beyond the maximum length an item leaves at the other end.</summary>
    public static Status AppendSteal(ThreadState* ts, dequeobject* d, PyObject* item)
    {
        if (d->rightindex == BlockLength - 1)
        {
            dequeblock* block = NewBlock(ts, d);
            if (block == null)
            {
                Ref.Dec(ts, item);
                return Status.Error;
            }
            block->leftlink = d->rightblock;
            block->rightlink = null;
            d->rightblock->rightlink = block;
            d->rightblock = block;
            d->rightindex = -1;
        }
        d->ob_base.ob_size++;
        Items(d->rightblock)[++d->rightindex] = item;
        if ((nuint)d->maxlen < (nuint)d->ob_base.ob_size)
            Ref.Dec(ts, PopLeft(ts, d));
        else
            d->state++;
        return Status.Ok;
    }

    public static Status AppendLeftSteal(ThreadState* ts, dequeobject* d, PyObject* item)
    {
        if (d->leftindex == 0)
        {
            dequeblock* block = NewBlock(ts, d);
            if (block == null)
            {
                Ref.Dec(ts, item);
                return Status.Error;
            }
            block->rightlink = d->leftblock;
            block->leftlink = null;
            d->leftblock->leftlink = block;
            d->leftblock = block;
            d->leftindex = BlockLength;
        }
        d->ob_base.ob_size++;
        Items(d->leftblock)[--d->leftindex] = item;
        if ((nuint)d->maxlen < (nuint)d->ob_base.ob_size)
            Ref.Dec(ts, Pop(ts, d));
        else
            d->state++;
        return Status.Ok;
    }

    /// <summary>Takes the item at the right end of a deque that is not empty (owned).</summary>
    public static PyObject* Pop(ThreadState* ts, dequeobject* d)
    {
        PyObject* item = Items(d->rightblock)[d->rightindex--];
        d->ob_base.ob_size--;
        d->state++;
        if (d->rightindex >= 0)
            return item;
        if (d->ob_base.ob_size > 0)
        {
            dequeblock* previous = d->rightblock->leftlink;
            FreeBlock(ts, d, d->rightblock);
            previous->rightlink = null;
            d->rightblock = previous;
            d->rightindex = BlockLength - 1;
        }
        else
        {
            d->leftindex = Center + 1;
            d->rightindex = Center;
        }
        return item;
    }

    public static PyObject* PopLeft(ThreadState* ts, dequeobject* d)
    {
        PyObject* item = Items(d->leftblock)[d->leftindex++];
        d->ob_base.ob_size--;
        d->state++;
        if (d->leftindex < BlockLength)
            return item;
        if (d->ob_base.ob_size > 0)
        {
            dequeblock* next = d->leftblock->rightlink;
            FreeBlock(ts, d, d->leftblock);
            next->leftlink = null;
            d->leftblock = next;
            d->leftindex = 0;
        }
        else
        {
            d->leftindex = Center + 1;
            d->rightindex = Center;
        }
        return item;
    }

    /// <summary>Empties the deque before the first item is released.</summary>
    public static void Clear(ThreadState* ts, dequeobject* d)
    {
        nint count = d->ob_base.ob_size;
        if (count == 0)
            return;
        PyObject* pending = Err.Fetch(ts);
        dequeobject fresh = default;
        Status made = Init(ts, &fresh);
        Err.Clear(ts);
        if (pending != null)
            Err.Restore(ts, pending);
        if (made == Status.Error)
        {
            // No memory for a block: one by one, until nothing is left.
            while (d->ob_base.ob_size > 0)
                Ref.Dec(ts, Pop(ts, d));
            return;
        }
        dequeblock* block = d->leftblock;
        nint index = d->leftindex;
        d->leftblock = fresh.leftblock;
        d->rightblock = fresh.rightblock;
        d->leftindex = Center + 1;
        d->rightindex = Center;
        d->ob_base.ob_size = 0;
        d->state++;
        while (count-- > 0)
        {
            if (index == BlockLength)
            {
                dequeblock* next = block->rightlink;
                FreeBlock(ts, d, block);
                block = next;
                index = 0;
            }
            Ref.Dec(ts, Items(block)[index++]);
        }
        FreeBlock(ts, d, block);
    }

    /// <summary>The place of an item, found from the nearer end.</summary>
    public static PyObject** Place(dequeobject* d, nint index)
    {
        nint size = d->ob_base.ob_size;
        nint position = index + d->leftindex;
        nint blocks = position / BlockLength;
        dequeblock* block;
        if (index < size >> 1)
        {
            block = d->leftblock;
            while (blocks-- > 0)
                block = block->rightlink;
        }
        else
        {
            nint fromEnd = (d->leftindex + size - 1) / BlockLength - blocks;
            block = d->rightblock;
            while (fromEnd-- > 0)
                block = block->leftlink;
        }
        return Items(block) + position % BlockLength;
    }

    /// <summary>n steps to the right (to the left when negative), by moving items from one end to the other.</summary>
    public static Status Rotate(ThreadState* ts, dequeobject* d, nint n)
    {
        nint size = d->ob_base.ob_size;
        if (size <= 1)
            return Status.Ok;
        nint half = size >> 1;
        if (n > half || n < -half)
        {
            n %= size;
            if (n > half)
                n -= size;
            else if (n < -half)
                n += size;
        }
        nint limit = d->maxlen;
        d->maxlen = -1;
        nuint state = d->state;
        Status status = Status.Ok;
        for (; n > 0 && status == Status.Ok; n--)
            status = AppendLeftSteal(ts, d, Pop(ts, d));
        for (; n < 0 && status == Status.Ok; n++)
            status = AppendSteal(ts, d, PopLeft(ts, d));
        d->maxlen = limit;
        d->state = state + 1;
        return status;
    }

    public static Status Extend(ThreadState* ts, dequeobject* d, PyObject* iterable, bool left)
    {
        PyObject* source = iterable;
        if ((void*)iterable == d)
        {
            source = PyList.FromSequence(ts, iterable);
            if (source == null)
                return Status.Error;
        }
        else
            Ref.Inc(source);
        PyObject* iterator = Obj.GetIter(ts, source);
        Ref.Dec(ts, source);
        if (iterator == null)
            return Status.Error;
        // An empty deque fills its block from one edge, so that few blocks are taken.
        if (d->ob_base.ob_size == 0 && d->maxlen != 0)
        {
            d->leftindex = left ? BlockLength - 1 : 1;
            d->rightindex = left ? BlockLength - 2 : 0;
        }
        Status status = Status.Ok;
        PyObject* item;
        while (status == Status.Ok && (item = Obj.IterNext(ts, iterator)) != null)
        {
            if (d->maxlen == 0)
                Ref.Dec(ts, item);
            else
                status = left ? AppendLeftSteal(ts, d, item) : AppendSteal(ts, d, item);
        }
        if (d->ob_base.ob_size == 0)
        {
            d->leftindex = Center + 1;
            d->rightindex = Center;
        }
        Ref.Dec(ts, iterator);
        return status == Status.Error || Err.Occurred(ts) ? Status.Error : Status.Ok;
    }
}
