// The unpickler's memo: an array for the numbers that picklers give, which count up from 0, and a dict for numbers far beyond: a pickle of a few bytes must not make the
// array gigabytes large. See docs/internals/pickle.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Pickling;

internal static unsafe class LoadMemo
{
    private const nint InitialSize = 32;
    /// <summary>How far a number may be beyond four times as many objects as there are.</summary>
    private const nint Slack = 4096;

    private static PyObject** Allocate(ThreadState* ts, nint size)
    {
        PyObject** block = size > int.MaxValue ? null : (PyObject**)MemDomain.Calloc(ts->interp->heap, (nuint)size + 1, (nuint)sizeof(PyObject*));
        if (block != null)
            return block + 1;
        Err.NoMemory(ts);
        return null;
    }

    private static PyObject** Far(UnpicklerObject* self) => self->memo - 1;

    public static Status Prepare(ThreadState* ts, UnpicklerObject* self)
    {
        if (self->memo != null)
            return Status.Ok;
        self->memo = Allocate(ts, InitialSize);
        self->memo_size = self->memo == null ? 0 : InitialSize;
        self->memo_len = 0;
        return self->memo == null ? Status.Error : Status.Ok;
    }

    public static void Free(ThreadState* ts, UnpicklerObject* self)
    {
        PyObject** memo = self->memo;
        nint size = self->memo_size;
        if (memo == null)
            return;
        self->memo = null;
        self->memo_size = self->memo_len = 0;
        Release(ts, memo, size);
    }

    private static void Release(ThreadState* ts, PyObject** memo, nint size)
    {
        for (nint i = -1; i < size; i++)
            Ref.XDec(ts, memo[i]);
        MemDomain.Free(ts->interp->heap, memo - 1);
    }

    public static int Traverse(UnpicklerObject* self, visitproc visit, void* arg)
    {
        if (self->memo == null)
            return 0;
        for (nint i = -1; i < self->memo_size; i++)
        {
            int r = self->memo[i] == null ? 0 : visit(self->memo[i], arg);
            if (r != 0)
                return r;
        }
        return 0;
    }

    /// <summary>Borrowed; null, maybe with an exception, where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* Get(ThreadState* ts, UnpicklerObject* self, nint index) =>
        (nuint)index < (nuint)self->memo_size && self->memo[index] != null ? self->memo[index] : GetFar(ts, self, index);

    private static PyObject* GetFar(ThreadState* ts, UnpicklerObject* self, nint index)
    {
        PyObject* far = self->memo == null ? null : *Far(self);
        if (far == null)
            return null;
        using Owned<PyObject> key = Own.Of(ts, PyLong.FromInt64(ts, index));
        return key.IsNull ? null : PyDict.GetBorrowed(ts, far, key.Pointer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Status Put(ThreadState* ts, UnpicklerObject* self, nint index, PyObject* value)
    {
        if ((nuint)index >= (nuint)self->memo_size || self->memo[index] != null)
            return PutSlowly(ts, self, index, value);
        self->memo[index] = Ref.New(value);
        self->memo_len++;
        return Status.Ok;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status PutSlowly(ThreadState* ts, UnpicklerObject* self, nint index, PyObject* value)
    {
        if (Prepare(ts, self) != Status.Ok)
            return Status.Error;
        if (index >= self->memo_size)
        {
            if (index > (4 * self->memo_len) + Slack)
                return PutFar(ts, self, index, value);
            if (Grow(ts, self, index * 2) != Status.Ok)
                return Status.Error;
        }
        bool isNew = self->memo[index] == null;
        if (isNew)
            self->memo_len++;
        Ref.SetSteal(ts, &self->memo[index], Ref.New(value));
        return Status.Ok;
    }

    private static Status Grow(ThreadState* ts, UnpicklerObject* self, nint size)
    {
        PyObject** larger = Allocate(ts, size);
        if (larger == null)
            return Status.Error;
        for (nint i = -1; i < self->memo_size; i++)
            larger[i] = self->memo[i];
        MemDomain.Free(ts->interp->heap, self->memo - 1);
        self->memo = larger;
        self->memo_size = size;
        return Status.Ok;
    }

    private static Status PutFar(ThreadState* ts, UnpicklerObject* self, nint index, PyObject* value)
    {
        if (*Far(self) == null && (*Far(self) = PyDict.New(ts)) == null)
            return Status.Error;
        using Owned<PyObject> far = Own.Of(ts, Ref.New(*Far(self)));
        using Owned<PyObject> key = Own.Of(ts, PyLong.FromInt64(ts, index));
        if (key.IsNull)
            return Status.Error;
        nint before = PyDict.Size(far.Pointer);
        if (PyDict.Set(ts, far.Pointer, key.Pointer, value) != Status.Ok)
            return Status.Error;
        self->memo_len += PyDict.Size(far.Pointer) - before;
        return Status.Ok;
    }

    public static PyObject* ToDict(ThreadState* ts, UnpicklerObject* self)
    {
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        if (dict.IsNull || self == null || self->memo == null)
            return dict.Release();
        if (*Far(self) != null && PyDict.Update(ts, dict.Pointer, *Far(self)) != Status.Ok)
            return null;
        for (nint i = 0; i < self->memo_size; i++)
        {
            if (self->memo[i] == null)
                continue;
            using Owned<PyObject> key = Own.Of(ts, PyLong.FromInt64(ts, i));
            if (key.IsNull || PyDict.Set(ts, dict.Pointer, key.Pointer, self->memo[i]) != Status.Ok)
                return null;
        }
        return dict.Release();
    }

    /// <summary>Replaces the memo by that of another unpickler, or by a dict of objects by number.</summary>
    public static Status Assign(ThreadState* ts, UnpicklerObject* self, PyObject* value)
    {
        if (value == null)
            return Err.TypeStatus(ts, "attribute deletion is not supported");
        PyObject* contents;
        if (value->ob_type == UnpicklerMemoProxyType.Type)
            contents = ToDict(ts, (UnpicklerObject*)((MemoProxyObject*)value)->owner);
        else if (PyDict.Check(value))
            contents = PyDict.Copy(ts, value);
        else
            return Err.TypeStatus(ts, $"'memo' attribute must be an UnpicklerMemoProxy object or dict, not {PyType.NameOf(value)}");
        using Owned<PyObject> held = Own.Of(ts, contents);
        if (held.IsNull)
            return Status.Error;
        PyObject** old = self->memo;
        nint oldSize = self->memo_size;
        nint oldCount = self->memo_len;
        self->memo = null;
        if (Prepare(ts, self) == Status.Ok && PutAll(ts, self, held.Pointer) == Status.Ok)
        {
            if (old != null)
                Release(ts, old, oldSize);
            return Status.Ok;
        }
        PyObject* pending = Err.Fetch(ts);
        Free(ts, self);
        self->memo = old;
        self->memo_size = oldSize;
        self->memo_len = oldCount;
        Err.Restore(ts, pending);
        return Status.Error;
    }

    private static Status PutAll(ThreadState* ts, UnpicklerObject* self, PyObject* dict)
    {
        nint position = 0;
        PyObject* key;
        PyObject* value;
        while (PyDict.Next(dict, &position, &key, &value))
        {
            if (!PyLong.Check(key))
                return Err.TypeStatus(ts, "memo key must be integers");
            nint index = PyLong.AsNInt(ts, key);
            if (index == -1 && Err.Occurred(ts))
                return Status.Error;
            if (index < 0)
                return Err.ValueStatus(ts, "memo key must be positive integers.");
            if (Put(ts, self, index, value) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }
}
