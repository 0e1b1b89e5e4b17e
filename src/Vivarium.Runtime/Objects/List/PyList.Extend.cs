// list.extend: the fast ways for lists, tuples, sets, dicts and dict views, and the general way through an iterator. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyList
{
    public static Status Extend(ThreadState* ts, PyObject* o, PyObject* iterable)
    {
        PyListObject* list = (PyListObject*)o;
        if (CheckExact(iterable) || PyTuple.CheckExact(iterable) || o == iterable)
            return ExtendFast(ts, list, iterable);
        if (PySet.CheckAnyExact(iterable))
            return ExtendFromSet(ts, list, iterable);
        if (PyDict.CheckExact(iterable))
            return ExtendFromDict(ts, list, iterable, DictPart.Keys);
        PyObject* dict = DictViews.DictOfExactView(iterable, out DictPart part);
        return dict != null ? ExtendFromDict(ts, list, dict, part) : ExtendFromIterator(ts, list, iterable);
    }

    private static Status ExtendFast(ThreadState* ts, PyListObject* list, PyObject* sequence)
    {
        bool fromList = !PyTuple.CheckExact(sequence);
        nint count = Size(sequence);
        if (count == 0)
            return Status.Ok;
        nint size = list->ob_base.ob_size;
        if (list->ob_item == null)
        {
            if (Preallocate(ts, list, count) == Status.Error)
                return Status.Error;
            list->ob_base.ob_size = count;
        }
        else if (Resize(ts, list, size + count) == Status.Error)
            return Status.Error;
        // Only now: when a list extends itself, its array may have moved.
        PyObject** from = fromList ? Items(sequence) : PyTuple.Items(sequence);
        PyObject** to = list->ob_item + size;
        for (nint i = 0; i < count; i++)
            to[i] = Ref.New(from[i]);
        return Status.Ok;
    }

    private static Status ExtendFromSet(ThreadState* ts, PyListObject* list, PyObject* set)
    {
        nint count = PySet.Size(set);
        if (count == 0)
            return Status.Ok;
        nint size = list->ob_base.ob_size;
        if (Resize(ts, list, size + count) == Status.Error)
            return Status.Error;
        PyObject** to = list->ob_item + size;
        nint position = 0;
        PyObject* key;
        nint hash;
        while (PySet.Next(set, &position, &key, &hash))
            *to++ = Ref.New(key);
        return Status.Ok;
    }

    private static Status ExtendFromDict(ThreadState* ts, PyListObject* list, PyObject* dict, DictPart part)
    {
        nint count = PyDict.Size(dict);
        if (count == 0)
            return Status.Ok;
        nint size = list->ob_base.ob_size;
        if (Resize(ts, list, size + count) == Status.Error)
            return Status.Error;
        // Pairs are allocated on the way; the list never shows items that are not there yet.
        list->ob_base.ob_size = size;
        nint position = 0;
        PyObject* key;
        PyObject* value;
        while (PyDict.Next(dict, &position, &key, &value))
        {
            PyObject* item = part switch
            {
                DictPart.Keys => Ref.New(key),
                DictPart.Values => Ref.New(value),
                _ => PyTuple.Pack(ts, key, value),
            };
            if (item == null)
                return Status.Error;
            list->ob_item[list->ob_base.ob_size] = item;
            list->ob_base.ob_size++;
        }
        return Status.Ok;
    }

    private static Status ExtendFromIterator(ThreadState* ts, PyListObject* list, PyObject* iterable)
    {
        PyObject* iterator = Obj.GetIter(ts, iterable);
        if (iterator == null)
            return Status.Error;
        Status status = ExtendWith(ts, list, iterable, iterator);
        Ref.Dec(ts, iterator);
        return status;
    }

    private static Status ExtendWith(ThreadState* ts, PyListObject* list, PyObject* iterable, PyObject* iterator)
    {
        nint hint = Obj.LengthHint(ts, iterable, 8);
        if (hint < 0)
            return Status.Error;
        nint size = list->ob_base.ob_size;
        if (list->ob_item == null)
        {
            if (hint > 0 && Preallocate(ts, list, hint) == Status.Error)
                return Status.Error;
        }
        else if (size <= nint.MaxValue - hint)
        {
            if (Resize(ts, list, size + hint) == Status.Error)
                return Status.Error;
            list->ob_base.ob_size = size;
        }
        unaryfunc next = TypeSlots.Of(iterator)->tp_iternext;
        while (true)
        {
            PyObject* item = next(ts, iterator);
            if (item == null)
                break;
            if (AppendSteal(ts, (PyObject*)list, item) == Status.Error)
                return Status.Error;
        }
        if (Err.Occurred(ts) && !Err.ClearIf(ts, Exc.StopIteration))
            return Status.Error;
        // Give back what the hint promised too much.
        nint count = list->ob_base.ob_size;
        return count < list->allocated ? Resize(ts, list, count) : Status.Ok;
    }
}
