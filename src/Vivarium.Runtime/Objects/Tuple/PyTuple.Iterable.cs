// tuple(iterable) for any iterable: the tuple grows as items come and is shown to the collector when it is complete.
// See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyTuple
{
    private static PyObject* FromIterable(ThreadState* ts, PyObject* o)
    {
        PyObject* iterator = Obj.GetIter(ts, o);
        if (iterator == null)
            return null;
        nint capacity = Obj.LengthHint(ts, o, 10);
        PyObject* result = capacity < 0 ? null : New(ts, capacity);
        if (result != null)
            result = Fill(ts, result, iterator);
        Ref.Dec(ts, iterator);
        return result;
    }

    /// <summary>Consumes the tuple, whose size is a guess; returns one of the right size.</summary>
    private static PyObject* Fill(ThreadState* ts, PyObject* t, PyObject* iterator)
    {
        unaryfunc next = TypeSlots.Of(iterator)->tp_iternext;
        nint count = 0;
        while (true)
        {
            PyObject* item = next(ts, iterator);
            if (item == null)
                break;
            if (count >= Size(t))
            {
                nint capacity = Size(t) + 10;
                capacity += capacity >> 2;
                if (Resize(ts, &t, capacity) == Status.Error)
                {
                    Ref.Dec(ts, item);
                    return null;
                }
            }
            SetSteal(t, count++, item);
        }
        if (Err.Occurred(ts) && !Err.ClearIf(ts, Exc.StopIteration))
        {
            Ref.Dec(ts, t);
            return null;
        }
        if (count < Size(t) && Resize(ts, &t, count) == Status.Error)
            return null;
        Track(ts, t);
        return t;
    }

    /// <summary>Changes the size of an untracked, unshared tuple; new items are null. On error the tuple is released and *t is null.</summary>
    public static Status Resize(ThreadState* ts, PyObject** t, nint size)
    {
        PyObject* old = *t;
        nint oldSize = Size(old);
        if (oldSize == size)
            return Status.Ok;
        if (oldSize == 0)
        {
            *t = New(ts, size);
            return *t == null ? Status.Error : Status.Ok;
        }
        if (size == 0)
        {
            Ref.Dec(ts, old);
            *t = s_empty;
            return Status.Ok;
        }
        GcList.UntrackIfTracked(old);
        for (nint i = size; i < oldSize; i++)
            Ref.Clear(ts, Items(old) + i);
        if (size > oldSize)
            return Grow(ts, t, oldSize, size);
        return ObjectAlloc.GcResize(ts, t, size);
    }

    private static Status Grow(ThreadState* ts, PyObject** t, nint oldSize, nint size)
    {
        PyTupleObject* grown = Alloc(ts, size);
        PyObject* old = *t;
        if (grown == null)
        {
            *t = null;
            Ref.Dec(ts, old);
            return Status.Error;
        }
        PyObject** items = &grown->ob_item;
        NativeMemory.Copy(Items(old), items, (nuint)oldSize * (nuint)sizeof(PyObject*));
        NativeMemory.Clear(items + oldSize, (nuint)(size - oldSize) * (nuint)sizeof(PyObject*));
        NativeMemory.Clear(Items(old), (nuint)oldSize * (nuint)sizeof(PyObject*));
        Ref.Dec(ts, old);
        *t = (PyObject*)grown;
        return Status.Ok;
    }
}
