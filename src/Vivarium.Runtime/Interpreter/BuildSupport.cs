// Making containers from stack slots and spreading containers onto the stack.
namespace Vivarium.Runtime.Interpreter;

internal static unsafe class BuildSupport
{
    /// <summary>Consumes the slots, also on failure.</summary>
    public static PyObject* Tuple(ThreadState* ts, StackRef* slots, int count)
    {
        PyObject* tuple = PyTuple.New(ts, count);
        if (tuple == null)
        {
            Release(ts, slots, count);
            return null;
        }
        PyObject** items = PyTuple.Items(tuple);
        bool track = false;
        for (int i = 0; i < count; i++)
        {
            PyObject* item = StackRefs.TakeObject(slots[i]);
            track |= PyTuple.MayBeTracked(item);
            items[i] = item;
        }
        if (track)
            GcList.Track(ts, tuple);
        return tuple;
    }

    public static PyObject* List(ThreadState* ts, StackRef* slots, int count)
    {
        PyObject* list = PyList.New(ts, count);
        if (list == null)
        {
            Release(ts, slots, count);
            return null;
        }
        PyObject** items = PyList.Items(list);
        for (int i = 0; i < count; i++)
            items[i] = StackRefs.TakeObject(slots[i]);
        return list;
    }

    public static PyObject* Set(ThreadState* ts, StackRef* slots, int count)
    {
        PyObject* set = PySet.New(ts, null);
        for (int i = 0; i < count && set != null; i++)
        {
            if (PySet.Add(ts, set, StackRefs.Borrow(slots[i])) == Status.Ok)
                continue;
            Ref.Dec(ts, set);
            set = null;
        }
        Release(ts, slots, count);
        return set;
    }

    /// <summary>Count pairs of key and value.</summary>
    public static PyObject* Map(ThreadState* ts, StackRef* slots, int count)
    {
        PyObject* dict = count == 0 ? PyDict.New(ts) : PyDict.NewPresized(ts, count);
        for (int i = 0; i < count && dict != null; i++)
        {
            if (PyDict.Set(ts, dict, StackRefs.Borrow(slots[2 * i]), StackRefs.Borrow(slots[(2 * i) + 1])) == Status.Ok)
                continue;
            Ref.Dec(ts, dict);
            dict = null;
        }
        Release(ts, slots, count * 2);
        return dict;
    }

    public static PyObject* String(ThreadState* ts, StackRef* slots, int count)
    {
        PyObject** small = stackalloc PyObject*[11];
        using ArgumentArray array = new(ts, small, 10, count);
        PyObject* result = null;
        if (array.Items != null)
        {
            for (int i = 0; i < count; i++)
                array.Items[i] = StackRefs.Borrow(slots[i]);
            result = PyUnicode.JoinArray(ts, null, array.Items, count);
        }
        Release(ts, slots, count);
        return result;
    }

    private static void Release(ThreadState* ts, StackRef* slots, int count)
    {
        for (int i = 0; i < count; i++)
            StackRefs.Close(ts, slots[i]);
    }

    public static PyObject* Length(ThreadState* ts, PyObject* o)
    {
        nint length = Obj.Size(ts, o);
        return length < 0 ? null : PyLong.FromNInt(ts, length);
    }

    public static Status ListExtend(ThreadState* ts, PyObject* list, PyObject* iterable)
    {
        if (PyList.Extend(ts, list, iterable) == Status.Ok)
            return Status.Ok;
        if (Err.Matches(ts, Exc.TypeError) && TypeSlots.Of(iterable)->tp_iter == null && !Seq.Check(iterable))
        {
            Err.Clear(ts);
            Err.Type(ts, $"Value after * must be an iterable, not {PyType.NameOf(iterable)}");
        }
        return Status.Error;
    }

    public static Status DictUpdate(ThreadState* ts, PyObject* dict, PyObject* update)
    {
        if (PyDict.Merge(ts, dict, update, 1) == Status.Ok)
            return Status.Ok;
        if (Err.ClearIf(ts, Exc.AttributeError))
            Err.Type(ts, $"'{PyType.NameOf(update)}' object is not a mapping");
        return Status.Error;
    }

    /// <summary>f(**a, **b): a key that is there already, or an operand that is no mapping, names the function.</summary>
    public static Status DictMerge(ThreadState* ts, PyObject* callable, PyObject* dict, PyObject* update)
    {
        if (PyDict.Merge(ts, dict, update, 2) == Status.Ok)
            return Status.Ok;
        if (Err.ClearIf(ts, Exc.AttributeError))
        {
            using Owned<PyObject> function = Own.Of(ts, Call.FunctionText(ts, callable));
            if (!function.IsNull)
                Err.Type(ts, $"{PyUnicode.ToString(function.Pointer)} argument after ** must be a mapping, not {PyType.NameOf(update)}");
            return Status.Error;
        }
        if (!Err.Matches(ts, Exc.KeyError))
            return Status.Error;
        PyObject* exception = Err.Fetch(ts);
        PyObject* args = ((PyBaseExceptionObject*)exception)->args;
        if (args == null || !PyTuple.Check(args) || PyTuple.Size(args) != 1)
        {
            Err.Restore(ts, exception);
            return Status.Error;
        }
        using Owned<PyObject> owned = Own.Of(ts, exception);
        PyObject* key = PyTuple.GetBorrowed(args, 0);
        using Owned<PyObject> name = Own.Of(ts, Call.FunctionText(ts, callable));
        if (name.IsNull)
            return Status.Error;
        if (PyUnicode.Check(key))
            Err.Type(ts, $"{PyUnicode.ToString(name.Pointer)} got multiple values for keyword argument '{PyUnicode.ToString(key)}'");
        else
            Err.Type(ts, "keywords must be strings");
        return Status.Error;
    }

    // ---- Unpacking ----

    /// <summary>
    /// Replaces the sequence at sp[-1] by its items, the first on top. With <paramref name="after"/> >= 0 there is a starred target: a list of what is between.
    /// </summary>
    public static Status Unpack(ThreadState* ts, StackRef* sp, int before, int after)
    {
        PyObject* sequence = StackRefs.Borrow(sp[-1]);
        int total = before + (after < 0 ? 0 : after + 1);
        StackRef source = sp[-1];
        // Slots are filled from the top down: the first item belongs on top.
        StackRef* top = sp - 1 + total;
        if (after < 0 && (PyTuple.CheckExact(sequence) || PyList.CheckExact(sequence)))
        {
            bool tuple = PyTuple.CheckExact(sequence);
            nint n = tuple ? PyTuple.Size(sequence) : PyList.Size(sequence);
            if (n != before)
                return WrongCount(ts, n, before);
            PyObject** items = tuple ? PyTuple.Items(sequence) : PyList.Items(sequence);
            for (int i = 0; i < before; i++)
                *--top = StackRefs.New(items[i]);
            StackRefs.Close(ts, source);
            return Status.Ok;
        }
        using Owned<PyObject> iterator = Own.Of(ts, Obj.GetIter(ts, sequence));
        if (iterator.IsNull)
        {
            if (Err.Matches(ts, Exc.TypeError) && TypeSlots.Of(sequence)->tp_iter == null && !Seq.Check(sequence))
            {
                Err.Clear(ts);
                Err.Type(ts, $"cannot unpack non-iterable {PyType.NameOf(sequence)} object");
            }
            return Status.Error;
        }
        int filled = 0;
        if (FillFromIterator(ts, sequence, iterator.Pointer, top, before, after, ref filled) == Status.Ok)
        {
            StackRefs.Close(ts, source);
            return Status.Ok;
        }
        for (int i = 0; i < filled; i++)
            StackRefs.Close(ts, top[-1 - i]);
        sp[-1] = source;
        return Status.Error;
    }

    private static Status FillFromIterator(ThreadState* ts, PyObject* sequence, PyObject* iterator, StackRef* top, int before, int after, ref int filled)
    {
        // The lowest slot still holds the sequence; it is only overwritten by the last item.
        for (int i = 0; i < before; i++)
        {
            PyObject* item = Obj.IterNext(ts, iterator);
            if (item == null)
            {
                if (!Err.Occurred(ts))
                {
                    Err.Value(ts, after < 0
                        ? $"not enough values to unpack (expected {before}, got {i})"
                        : $"not enough values to unpack (expected at least {before + after}, got {i})");
                }
                return Status.Error;
            }
            top[-1 - filled++] = StackRefs.Steal(item);
        }
        if (after < 0)
        {
            PyObject* extra = Obj.IterNext(ts, iterator);
            if (extra == null)
                return Err.Occurred(ts) ? Status.Error : Status.Ok;
            Ref.Dec(ts, extra);
            return TooMany(ts, sequence, before);
        }
        PyObject* rest = PyList.FromSequence(ts, iterator);
        if (rest == null)
            return Status.Error;
        nint n = PyList.Size(rest);
        if (n < after)
        {
            Ref.Dec(ts, rest);
            return Err.ValueStatus(ts, $"not enough values to unpack (expected at least {before + after}, got {before + n})");
        }
        top[-1 - filled++] = StackRefs.Steal(rest);
        for (int i = 0; i < after; i++)
            top[-1 - filled++] = StackRefs.New(PyList.GetBorrowed(rest, n - after + i));
        return PyList.SetSlice(ts, rest, n - after, n, null);
    }

    private static Status TooMany(ThreadState* ts, PyObject* sequence, int expected)
    {
        if (PyList.CheckExact(sequence) || PyTuple.CheckExact(sequence) || PyDict.CheckExact(sequence))
        {
            nint n = Obj.Size(ts, sequence);
            if (n > expected)
                return Err.ValueStatus(ts, $"too many values to unpack (expected {expected}, got {n})");
        }
        return Err.ValueStatus(ts, $"too many values to unpack (expected {expected})");
    }

    private static Status WrongCount(ThreadState* ts, nint given, int expected) => Err.ValueStatus(ts, given < expected
        ? $"not enough values to unpack (expected {expected}, got {given})"
        : $"too many values to unpack (expected {expected}, got {given})");
}
