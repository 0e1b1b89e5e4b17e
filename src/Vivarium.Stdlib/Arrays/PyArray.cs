// Arrays as C# code uses them: making, growing, reading and changing. Arrays grow by a sixteenth and a few items; memory is given back only when the size drops by 16 items at once. While a buffer is
// exported the size cannot change. See docs/internals/array.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Arrays;

internal static unsafe class PyArray
{
    public static bool Check(PyObject* o) => o->ob_type == ArrayType.Type || PyType.IsSubtype(o->ob_type, ArrayType.Type);

    public static nint Size(arrayobject* self) => self->ob_base.ob_size;

    public static byte* At(arrayobject* self, nint index) => self->ob_item + index * self->ob_descr->itemsize;

    /// <summary>With room for exactly so many items, which are not set.</summary>
    public static arrayobject* New(ThreadState* ts, PyTypeObject* type, nint size, arraydescr* descr)
    {
        if (size > nint.MaxValue / descr->itemsize)
            return (arrayobject*)Err.NoMemory(ts);
        arrayobject* self = (arrayobject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        self->ob_descr = descr;
        self->ob_base.ob_size = 0;
        if (size > 0)
        {
            self->ob_item = (byte*)MemDomain.Malloc(ts->interp->heap, (nuint)(size * descr->itemsize));
            if (self->ob_item == null)
            {
                Ref.Dec(ts, self);
                return (arrayobject*)Err.NoMemory(ts);
            }
        }
        self->ob_base.ob_size = size;
        self->allocated = size;
        return self;
    }

    public static Status Resize(ThreadState* ts, arrayobject* self, nint size)
    {
        const nint KeptShrink = 16;
        const nint SmallSize = 8;
        nint old = Size(self);
        if (self->ob_exports > 0 && size != old)
        {
            Err.SetString(ts, Exc.BufferError, "cannot resize an array that is exporting buffers");
            return Status.Error;
        }
        if (self->allocated >= size && old < size + KeptShrink && self->ob_item != null)
        {
            self->ob_base.ob_size = size;
            return Status.Ok;
        }
        if (size == 0)
        {
            MemDomain.Free(ts->interp->heap, self->ob_item);
            self->ob_item = null;
            self->ob_base.ob_size = 0;
            self->allocated = 0;
            return Status.Ok;
        }
        nint capacity = (size >> 4) + (old < SmallSize ? 3 : 7) + size;
        byte* items = capacity > nint.MaxValue / self->ob_descr->itemsize || capacity < 0
            ? null
            : (byte*)MemDomain.Realloc(ts->interp->heap, self->ob_item, (nuint)(capacity * self->ob_descr->itemsize));
        if (items == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        self->ob_item = items;
        self->ob_base.ob_size = size;
        self->allocated = capacity;
        return Status.Ok;
    }

    public static void Copy(void* from, void* to, nint bytes)
    {
        if (bytes > 0)
            Buffer.MemoryCopy(from, to, bytes, bytes);
    }

    public static PyObject* Item(ThreadState* ts, arrayobject* self, nint index) => ArrayItems.Load(ts, self->ob_descr, At(self, index));

    /// <summary>Sets the item, if it is still there after the value has been converted.</summary>
    public static Status SetItem(ThreadState* ts, arrayobject* self, nint index, PyObject* value)
    {
        if (ArrayItems.Convert(ts, self->ob_descr, value, out ulong bits) != Status.Ok)
            return Status.Error;
        if ((nuint)index >= (nuint)Size(self))
        {
            Err.Index(ts, "array assignment index out of range");
            return Status.Error;
        }
        ArrayItems.Store(self->ob_descr, At(self, index), bits);
        return Status.Ok;
    }

    /// <summary>Inserts before the index, which is clipped.</summary>
    public static Status Insert(ThreadState* ts, arrayobject* self, nint index, PyObject* value)
    {
        if (ArrayItems.Convert(ts, self->ob_descr, value, out ulong bits) != Status.Ok)
            return Status.Error;
        nint size = Size(self);
        if (Resize(ts, self, size + 1) != Status.Ok)
            return Status.Error;
        if (index < 0)
            index = Math.Max(0, index + size);
        index = Math.Min(index, size);
        Copy(At(self, index), At(self, index + 1), (size - index) * self->ob_descr->itemsize);
        ArrayItems.Store(self->ob_descr, At(self, index), bits);
        return Status.Ok;
    }

    public static Status Append(ThreadState* ts, arrayobject* self, PyObject* value)
    {
        if (ArrayItems.Convert(ts, self->ob_descr, value, out ulong bits) != Status.Ok)
            return Status.Error;
        nint size = Size(self);
        if (Resize(ts, self, size + 1) != Status.Ok)
            return Status.Error;
        ArrayItems.Store(self->ob_descr, At(self, size), bits);
        return Status.Ok;
    }

    /// <summary>Removes the items from low up to high, which are in range.</summary>
    public static Status Delete(ThreadState* ts, arrayobject* self, nint low, nint high)
    {
        if (high <= low)
            return Status.Ok;
        nint size = Size(self);
        if (self->ob_exports > 0)
            return Resize(ts, self, size - (high - low));
        Copy(At(self, high), At(self, low), (size - high) * self->ob_descr->itemsize);
        return Resize(ts, self, size - (high - low));
    }

    public static Status Extend(ThreadState* ts, arrayobject* self, PyObject* other)
    {
        if (!Check(other))
            return ExtendFromIterable(ts, self, other);
        arrayobject* items = (arrayobject*)other;
        if (items->ob_descr != self->ob_descr)
            return Err.TypeStatus(ts, "can only extend with array of same kind");
        nint size = Size(self);
        nint more = Size(items);
        if (more > nint.MaxValue - size || Resize(ts, self, size + more) != Status.Ok)
        {
            if (!Err.Occurred(ts))
                Err.NoMemory(ts);
            return Status.Error;
        }
        Copy(items->ob_item, At(self, size), more * self->ob_descr->itemsize);
        return Status.Ok;
    }

    public static Status ExtendFromIterable(ThreadState* ts, arrayobject* self, PyObject* iterable)
    {
        PyObject* iterator = Obj.GetIter(ts, iterable);
        if (iterator == null)
            return Status.Error;
        Status status = Status.Ok;
        PyObject* value;
        while (status == Status.Ok && (value = Obj.IterNext(ts, iterator)) != null)
        {
            status = Append(ts, self, value);
            Ref.Dec(ts, value);
        }
        Ref.Dec(ts, iterator);
        return Err.Occurred(ts) ? Status.Error : status;
    }

    /// <summary>Appends whole items from bytes.</summary>
    public static Status AppendBytes(ThreadState* ts, arrayobject* self, byte* bytes, nint length)
    {
        nint itemSize = self->ob_descr->itemsize;
        if (length % itemSize != 0)
            return Err.ValueStatus(ts, "bytes length not a multiple of item size");
        nint size = Size(self);
        nint more = length / itemSize;
        if (more == 0)
            return Status.Ok;
        if (Resize(ts, self, size + more) != Status.Ok)
            return Status.Error;
        Copy(bytes, At(self, size), length);
        return Status.Ok;
    }

    /// <summary>The characters of an array of text.</summary>
    public static PyObject* Text(ThreadState* ts, arrayobject* self) => self->ob_descr->typecode == 'u'
        ? PyUnicode.FromUcs4(ts, (uint*)self->ob_item, Size(self))
        : Runtime.Codecs.WideCodecs.DecodeUtf32(ts, new ReadOnlySpan<byte>(self->ob_item, (int)Size(self) * sizeof(uint)), null, -1, null, null);

    public static Status AppendText(ThreadState* ts, arrayobject* self, PyObject* text)
    {
        nint size = Size(self);
        nint more = PyUnicode.Length(text);
        if (more == 0)
            return Status.Ok;
        if (Resize(ts, self, size + more) != Status.Ok)
            return Status.Error;
        CharCopy.CopyTo(text, 0, sizeof(uint), self->ob_item, size, more);
        return Status.Ok;
    }

    public static PyObject* ToList(ThreadState* ts, arrayobject* self)
    {
        nint count = Size(self);
        PyObject* list = PyList.New(ts, count);
        for (nint i = 0; list != null && i < count; i++)
        {
            PyObject* item = Item(ts, self, i);
            if (item == null)
            {
                Ref.Dec(ts, list);
                return null;
            }
            PyList.SetSteal(list, i, item);
        }
        return list;
    }

    /// <summary>The items from low up to high, which are clipped, as a new array.</summary>
    public static PyObject* Slice(ThreadState* ts, arrayobject* self, nint low, nint high)
    {
        nint size = Size(self);
        low = Math.Clamp(low, 0, size);
        high = Math.Clamp(high, low, size);
        arrayobject* result = New(ts, ArrayType.Type, high - low, self->ob_descr);
        if (result != null)
            Copy(At(self, low), result->ob_item, (high - low) * self->ob_descr->itemsize);
        return (PyObject*)result;
    }

    /// <summary>The place of the first equal item within the bounds; -1 when there is none, -2 on error.</summary>
    public static nint Find(ThreadState* ts, arrayobject* self, PyObject* value, nint start, nint stop)
    {
        for (nint i = start; i < stop && i < Size(self); i++)
        {
            PyObject* item = Item(ts, self, i);
            if (item == null)
                return -2;
            Truth equal = Obj.RichCompareBool(ts, item, value, CompareOp.EQ);
            Ref.Dec(ts, item);
            if (equal != Truth.False)
                return equal == Truth.True ? i : -2;
        }
        return -1;
    }
}
