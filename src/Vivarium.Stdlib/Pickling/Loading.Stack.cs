// Instructions that build containers, move objects about the stack, and use the memo. See docs/internals/pickle.md.
namespace Vivarium.Stdlib.Pickling;

internal static unsafe partial class Loading
{
    private static Status LoadCountedTuple(ThreadState* ts, UnpicklerObject* self, int count)
    {
        if (self->stack->size < count)
            return Underflow(ts, self->stack);
        return PushSteal(ts, self, PopTuple(ts, self, self->stack->size - count));
    }

    private static Status LoadTuple(ThreadState* ts, UnpicklerObject* self)
    {
        nint mark = Marker(ts, self);
        return mark < 0 ? Status.Error : PushSteal(ts, self, PopTuple(ts, self, mark));
    }

    private static Status LoadList(ThreadState* ts, UnpicklerObject* self)
    {
        nint mark = Marker(ts, self);
        return mark < 0 ? Status.Error : PushSteal(ts, self, PopList(ts, self, mark));
    }

    private static Status LoadDict(ThreadState* ts, UnpicklerObject* self)
    {
        nint mark = Marker(ts, self);
        if (mark < 0)
            return Status.Error;
        LoadStack* stack = self->stack;
        if ((stack->size - mark) % 2 != 0)
            return PickleState.FailLoad(ts, "odd number of items for DICT");
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        // Hashing runs code, but none that could take objects off the stack.
        for (nint i = mark; !dict.IsNull && i < stack->size; i += 2)
        {
            if (PyDict.Set(ts, dict.Pointer, stack->data[i], stack->data[i + 1]) != Status.Ok)
                return Status.Error;
        }
        if (dict.IsNull)
            return Status.Error;
        Cut(ts, stack, mark);
        return PushSteal(ts, self, dict.Release());
    }

    private static Status LoadFrozenSet(ThreadState* ts, UnpicklerObject* self)
    {
        nint mark = Marker(ts, self);
        if (mark < 0)
            return Status.Error;
        using Owned<PyObject> items = Own.Of(ts, PopTuple(ts, self, mark));
        return items.IsNull ? Status.Error : PushSteal(ts, self, PySet.NewFrozen(ts, items.Pointer));
    }

    // ---- Adding to containers -------------------------------------------------------------------------------------------------------------

    /// <summary>Whether there is a container below a depth; Missing: nothing to add to it.</summary>
    private static Lookup CheckContainer(ThreadState* ts, UnpicklerObject* self, nint start)
    {
        LoadStack* stack = self->stack;
        if (start > stack->size || start <= stack->fence)
        {
            Underflow(ts, stack);
            return Lookup.Error;
        }
        return start == stack->size ? Lookup.Missing : Lookup.Found;
    }

    private static Status LoadAppend(ThreadState* ts, UnpicklerObject* self)
    {
        if (self->stack->size - 1 <= self->stack->fence)
            return Underflow(ts, self->stack);
        return Append(ts, self, self->stack->size - 1);
    }

    private static Status LoadAppends(ThreadState* ts, UnpicklerObject* self)
    {
        nint mark = Marker(ts, self);
        return mark < 0 ? Status.Error : Append(ts, self, mark);
    }

    private static Status Append(ThreadState* ts, UnpicklerObject* self, nint start)
    {
        Lookup work = CheckContainer(ts, self, start);
        if (work != Lookup.Found)
            return work == Lookup.Missing ? Status.Ok : Status.Error;
        LoadStack* stack = self->stack;
        PyObject* list = stack->data[start - 1];
        if (PyList.CheckExact(list))
        {
            for (nint i = start; i < stack->size; i++)
            {
                if (PyList.Append(ts, list, stack->data[i]) != Status.Ok)
                    return Status.Error;
            }
            Cut(ts, stack, start);
            return Status.Ok;
        }
        PyObject* method;
        Lookup found = Obj.LookupAttr(ts, list, Id.extend, &method);
        if (found == Lookup.Error)
            return Status.Error;
        if (found == Lookup.Found)
        {
            using Owned<PyObject> extend = Own.Of(ts, method);
            using Owned<PyObject> items = Own.Of(ts, PopList(ts, self, start));
            using Owned<PyObject> done = Own.Of(ts, items.IsNull ? null : Call.OneArg(ts, method, items.Pointer));
            return done.IsNull ? Status.Error : Status.Ok;
        }
        return CallForEach(ts, self, list, Id.append, start);
    }

    /// <summary>Calls a method with each object above a depth, and drops them.</summary>
    private static Status CallForEach(ThreadState* ts, UnpicklerObject* self, PyObject* container, PyObject* name, nint start)
    {
        using Owned<PyObject> method = Own.Of(ts, Obj.GetAttr(ts, container, name));
        if (method.IsNull)
            return Status.Error;
        for (nint i = start; i < self->stack->size; i++)
        {
            using Owned<PyObject> done = Own.Of(ts, Call.OneArg(ts, method.Pointer, self->stack->data[i]));
            if (done.IsNull)
                return Status.Error;
        }
        Cut(ts, self->stack, start);
        return Status.Ok;
    }

    private static Status LoadSetItems(ThreadState* ts, UnpicklerObject* self)
    {
        nint mark = Marker(ts, self);
        return mark < 0 ? Status.Error : SetItems(ts, self, mark);
    }

    private static Status SetItems(ThreadState* ts, UnpicklerObject* self, nint start)
    {
        Lookup work = CheckContainer(ts, self, start);
        if (work != Lookup.Found)
            return work == Lookup.Missing ? Status.Ok : Status.Error;
        LoadStack* stack = self->stack;
        if ((stack->size - start) % 2 != 0)
            return PickleState.FailLoad(ts, "odd number of items for SETITEMS");
        PyObject* container = stack->data[start - 1];
        bool isDict = PyDict.CheckExact(container);
        for (nint i = start; i < stack->size; i += 2)
        {
            Status status = isDict
                ? PyDict.Set(ts, container, stack->data[i], stack->data[i + 1])
                : Obj.SetItem(ts, container, stack->data[i], stack->data[i + 1]);
            if (status != Status.Ok)
                return status;
        }
        Cut(ts, stack, start);
        return Status.Ok;
    }

    private static Status LoadAddItems(ThreadState* ts, UnpicklerObject* self)
    {
        nint mark = Marker(ts, self);
        if (mark < 0)
            return Status.Error;
        Lookup work = CheckContainer(ts, self, mark);
        if (work != Lookup.Found)
            return work == Lookup.Missing ? Status.Ok : Status.Error;
        PyObject* set = self->stack->data[mark - 1];
        if (!PySet.Check(set))
            return CallForEach(ts, self, set, Id.add, mark);
        using Owned<PyObject> items = Own.Of(ts, PopTuple(ts, self, mark));
        return items.IsNull ? Status.Error : PySet.Update(ts, set, items.Pointer);
    }

    // ---- The stack itself -----------------------------------------------------------------------------------------------------------------

    /// <summary>Drops an object, or the mark if it is on top.</summary>
    private static Status LoadPop(ThreadState* ts, UnpicklerObject* self)
    {
        LoadStack* stack = self->stack;
        if (self->num_marks > 0 && self->marks[self->num_marks - 1] == stack->size)
        {
            Marker(ts, self);
            return Status.Ok;
        }
        if (stack->size <= stack->fence)
            return Underflow(ts, stack);
        Cut(ts, stack, stack->size - 1);
        return Status.Ok;
    }

    private static Status LoadPopMark(ThreadState* ts, UnpicklerObject* self)
    {
        nint mark = Marker(ts, self);
        if (mark < 0)
            return Status.Error;
        Cut(ts, self->stack, mark);
        return Status.Ok;
    }

    private static Status LoadDup(ThreadState* ts, UnpicklerObject* self)
    {
        LoadStack* stack = self->stack;
        return stack->size <= stack->fence ? Underflow(ts, stack) : PushSteal(ts, self, Ref.New(stack->data[stack->size - 1]));
    }

    // ---- The memo -------------------------------------------------------------------------------------------------------------------------

    private static Status PushMemo(ThreadState* ts, UnpicklerObject* self, nint index)
    {
        PyObject* value = LoadMemo.Get(ts, self, index);
        if (value != null)
            return PushSteal(ts, self, Ref.New(value));
        return Err.Occurred(ts) ? Status.Error : PickleState.FailLoad(ts, $"Memo value not found at index {index}");
    }

    /// <summary>The number of a line, or -1 with an exception; -1 is also a number.</summary>
    private static nint IndexOfLine(ThreadState* ts, UnpicklerObject* self)
    {
        byte* line;
        nint length = NonEmptyLine(ts, self, &line);
        if (length < 0)
            return -1;
        using Owned<PyObject> number = Own.Of(ts, IntOfLine(ts, line, length));
        return number.IsNull ? -1 : PyLong.AsNInt(ts, number.Pointer);
    }

    private static Status LoadGet(ThreadState* ts, UnpicklerObject* self)
    {
        nint index = IndexOfLine(ts, self);
        return index == -1 && Err.Occurred(ts) ? Status.Error : PushMemo(ts, self, index);
    }

    private static Status LoadBinGet(ThreadState* ts, UnpicklerObject* self, int size)
    {
        byte* at = LoadInput.Read(ts, self, size);
        return at == null ? Status.Error : PushMemo(ts, self, Length(at, size));
    }

    private static Status LoadPut(ThreadState* ts, UnpicklerObject* self)
    {
        byte* line;
        nint length = NonEmptyLine(ts, self, &line);
        if (length < 0)
            return Status.Error;
        LoadStack* stack = self->stack;
        if (stack->size <= stack->fence)
            return Underflow(ts, stack);
        using Owned<PyObject> number = Own.Of(ts, IntOfLine(ts, line, length));
        nint index = number.IsNull ? -1 : PyLong.AsNInt(ts, number.Pointer);
        if (index >= 0)
            return LoadMemo.Put(ts, self, index, stack->data[stack->size - 1]);
        return Err.Occurred(ts) ? Status.Error : Err.ValueStatus(ts, "negative PUT argument");
    }

    private static Status LoadBinPut(ThreadState* ts, UnpicklerObject* self, int size)
    {
        byte* at = LoadInput.Read(ts, self, size);
        if (at == null)
            return Status.Error;
        LoadStack* stack = self->stack;
        return stack->size <= stack->fence ? Underflow(ts, stack) : LoadMemo.Put(ts, self, Length(at, size), stack->data[stack->size - 1]);
    }

    private static Status LoadMemoize(ThreadState* ts, UnpicklerObject* self)
    {
        LoadStack* stack = self->stack;
        return stack->size <= stack->fence ? Underflow(ts, stack) : LoadMemo.Put(ts, self, self->memo_len, stack->data[stack->size - 1]);
    }
}
