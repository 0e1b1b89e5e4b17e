// The methods of arrays. See docs/internals/array.md.
using System.Buffers.Binary;

namespace Vivarium.Stdlib.Arrays;

internal static unsafe partial class ArrayType
{
    [PyGetSet("typecode", Doc = "the character that says what the items are")]
    private static PyObject* GetTypecode(ThreadState* ts, arrayobject* self) => PyUnicode.FromChar(ts, self->ob_descr->typecode);

    [PyGetSet("itemsize", Doc = "bytes of one item")]
    private static PyObject* GetItemsize(ThreadState* ts, arrayobject* self) => PyLong.FromInt64(ts, self->ob_descr->itemsize);

    // ---- As a list has them ---------------------------------------------------------------------------------------------------------------------

    [PyMethod("($self, v, /)", Doc = "Adds an item at the end.")]
    private static Status append(ThreadState* ts, arrayobject* self, PyObject* v) => PyArray.Append(ts, self, v);

    [PyMethod("($self, bb, /)", Doc = "Adds the items of an array of the same kind, or of an iterable, at the end.")]
    private static Status extend(ThreadState* ts, arrayobject* self, PyObject* bb) => PyArray.Extend(ts, self, bb);

    [PyMethod("($self, i, v, /)", Doc = "Puts an item in front of that at position i.")]
    private static Status insert(ThreadState* ts, arrayobject* self, nint i, PyObject* v) => PyArray.Insert(ts, self, i, v);

    [PyMethod("($self, i=-1, /)", Doc = "Removes the item at position i, by default the last one, and returns it.")]
    private static PyObject* pop(ThreadState* ts, arrayobject* self, nint i)
    {
        nint size = PyArray.Size(self);
        if (size == 0)
            return Err.Index(ts, "pop from empty array");
        if (i < 0)
            i += size;
        if ((nuint)i >= (nuint)size)
            return Err.Index(ts, "pop index out of range");
        PyObject* item = PyArray.Item(ts, self, i);
        if (item == null || PyArray.Delete(ts, self, i, i + 1) == Status.Ok)
            return item;
        Ref.Dec(ts, item);
        return null;
    }

    [PyMethod("($self, v, /)", Doc = "Removes the first item equal to v.")]
    private static Status remove(ThreadState* ts, arrayobject* self, PyObject* v)
    {
        nint found = PyArray.Find(ts, self, v, 0, nint.MaxValue);
        if (found == -1)
            return Err.ValueStatus(ts, "array.remove(x): x not in array");
        return found < 0 ? Status.Error : PyArray.Delete(ts, self, found, Math.Min(found + 1, PyArray.Size(self)));
    }

    [PyMethod("($self, /)", Doc = "Removes all items.")]
    private static Status clear(ThreadState* ts, arrayobject* self) => PyArray.Resize(ts, self, 0);

    [PyMethod("($self, v, start=0, stop=sys.maxsize, /)", Doc = "The position of the first item equal to v, from start up to stop.\n\nValueError when there is none.")]
    private static PyObject* index(ThreadState* ts, arrayobject* self, PyObject* v, [SliceIndex(NotNone = true)] nint start = 0, [SliceIndex(NotNone = true)] nint stop = int.MaxValue)
    {
        nint size = PyArray.Size(self);
        if (start < 0)
            start = Math.Max(0, start + size);
        if (stop < 0)
            stop += size;
        else if (stop == int.MaxValue)
            stop = nint.MaxValue;
        nint found = PyArray.Find(ts, self, v, start, stop);
        return found == -1 ? Err.Value(ts, "array.index(x): x not in array") : found < 0 ? null : PyLong.FromNInt(ts, found);
    }

    [PyMethod("($self, v, /)", Doc = "How many items are equal to v.")]
    private static PyObject* count(ThreadState* ts, arrayobject* self, PyObject* v)
    {
        nint count = 0;
        for (nint at = 0; (at = PyArray.Find(ts, self, v, at, nint.MaxValue)) >= 0; at++)
            count++;
        return Err.Occurred(ts) ? null : PyLong.FromNInt(ts, count);
    }

    [PyMethod("($self, /)", Doc = "Turns the order of the items round.")]
    private static void reverse(ThreadState* ts, arrayobject* self)
    {
        nint size = PyArray.Size(self);
        switch (self->ob_descr->itemsize)
        {
            case 1:
                new Span<byte>(self->ob_item, (int)size).Reverse();
                break;
            case 2:
                new Span<ushort>(self->ob_item, (int)size).Reverse();
                break;
            case 4:
                new Span<uint>(self->ob_item, (int)size).Reverse();
                break;
            default:
                new Span<ulong>(self->ob_item, (int)size).Reverse();
                break;
        }
    }

    [PyMethod("($self, /)", Doc = "A copy.")]
    private static PyObject* __copy__(ThreadState* ts, arrayobject* self) => PyArray.Slice(ts, self, 0, PyArray.Size(self));

    [PyMethod("($self, unused, /)", Doc = "A copy.")]
    private static PyObject* __deepcopy__(ThreadState* ts, arrayobject* self, PyObject* unused) => PyArray.Slice(ts, self, 0, PyArray.Size(self));

    [PyMethod("($self, /)", Doc = "Bytes of memory the array takes.")]
    private static nint __sizeof__(ThreadState* ts, arrayobject* self) => ((PyObject*)self)->ob_type->tp_basicsize + self->allocated * self->ob_descr->itemsize;

    [PyClassMethod("($type, object, /)", Doc = "Generic alias of the class, for annotations.")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* item) => GenericAliasSupport.New(ts, (PyObject*)type, item);

    // ---- Memory ---------------------------------------------------------------------------------------------------------------------------------

    [PyMethod("($self, /)", Doc = "The address of the items and their number.\n\nBytes are the number times the itemsize. The address holds until the array changes its length.")]
    private static PyObject* buffer_info(ThreadState* ts, arrayobject* self)
    {
        PyObject* address = PyLong.FromUInt64(ts, (ulong)self->ob_item);
        return PyTuple.PackStealOrNull(ts, address, address == null ? null : PyLong.FromNInt(ts, PyArray.Size(self)));
    }

    [PyMethod("($self, /)", Doc = "Turns the order of the bytes of each item round.")]
    private static void byteswap(ThreadState* ts, arrayobject* self)
    {
        int size = (int)PyArray.Size(self);
        switch (self->ob_descr->itemsize)
        {
            case 2:
                BinaryPrimitives.ReverseEndianness(new Span<ushort>(self->ob_item, size), new Span<ushort>(self->ob_item, size));
                break;
            case 4:
                BinaryPrimitives.ReverseEndianness(new Span<uint>(self->ob_item, size), new Span<uint>(self->ob_item, size));
                break;
            case 8:
                BinaryPrimitives.ReverseEndianness(new Span<ulong>(self->ob_item, size), new Span<ulong>(self->ob_item, size));
                break;
            default:
                break;
        }
    }

    [PyMethod("($self, /)", Doc = "The items as a list.")]
    private static PyObject* tolist(ThreadState* ts, arrayobject* self) => PyArray.ToList(ts, self);

    [PyMethod("($self, list, /)", Doc = "Adds the items of a list at the end; none of them when one does not fit.")]
    private static Status fromlist(ThreadState* ts, arrayobject* self, PyObject* list)
    {
        if (!PyList.Check(list))
            return Err.TypeStatus(ts, "arg must be list");
        nint more = PyList.Size(list);
        nint size = PyArray.Size(self);
        if (more == 0)
            return Status.Ok;
        if (PyArray.Resize(ts, self, size + more) != Status.Ok)
            return Status.Error;
        new Span<byte>(PyArray.At(self, size), (int)(more * self->ob_descr->itemsize)).Clear();
        for (nint i = 0; i < more; i++)
        {
            PyObject* value = Ref.New(PyList.GetBorrowed(list, i));
            Status status = PyArray.SetItem(ts, self, size + i, value);
            Ref.Dec(ts, value);
            if (status == Status.Ok && more != PyList.Size(list))
            {
                Err.Runtime(ts, "list changed size during iteration");
                status = Status.Error;
            }
            if (status == Status.Ok)
                continue;
            PyObject* error = Err.Fetch(ts);
            if (PyArray.Size(self) > size && PyArray.Resize(ts, self, size) != Status.Ok)
                Err.Clear(ts);
            Err.Restore(ts, error);
            return Status.Error;
        }
        return Status.Ok;
    }

    [PyMethod("($self, /)", Doc = "The memory of the items as bytes.")]
    private static PyObject* tobytes(ThreadState* ts, arrayobject* self)
    {
        nint length = PyArray.Size(self) * self->ob_descr->itemsize;
        return length > PyBytes.MaxLength ? Err.NoMemory(ts) : PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(self->ob_item, (int)length));
    }

    [PyMethod("($self, buffer, /)", Doc = "Adds items at the end whose memory is that of the bytes.")]
    private static Status frombytes(ThreadState* ts, arrayobject* self, Py_buffer* buffer) =>
        buffer->itemsize != 1 ? Err.TypeStatus(ts, "a bytes-like object is required") : PyArray.AppendBytes(ts, self, (byte*)buffer->buf, buffer->len);

    [PyMethod("($self, /)", Doc = "The characters as a string; for the type codes 'u' and 'w'.")]
    private static PyObject* tounicode(ThreadState* ts, arrayobject* self) =>
        self->ob_descr->IsText ? PyArray.Text(ts, self) : Err.Value(ts, "tounicode() may only be called on unicode type arrays ('u' or 'w')");

    [PyMethod("($self, ustr, /)", Doc = "Adds the characters of a string at the end; for the type codes 'u' and 'w'.")]
    private static Status fromunicode(ThreadState* ts, arrayobject* self, PyObject* ustr)
    {
        if (!PyUnicode.Check(ustr))
            return Err.TypeStatus(ts, $"fromunicode() argument must be str, not {PyType.NameOf(ustr)}");
        return self->ob_descr->IsText ? PyArray.AppendText(ts, self, ustr) : Err.ValueStatus(ts, "fromunicode() may only be called on unicode type arrays ('u' or 'w')");
    }

    // ---- Files ----------------------------------------------------------------------------------------------------------------------------------

    [PyMethod("($self, f, /)", Doc = "Writes the memory of the items to a binary file.")]
    private static Status tofile(ThreadState* ts, arrayobject* self, PyObject* f)
    {
        const nint BlockSize = 64 * 1024;
        for (nint done = 0; done < PyArray.Size(self) * self->ob_descr->itemsize; done += BlockSize)
        {
            nint length = Math.Min(BlockSize, PyArray.Size(self) * self->ob_descr->itemsize - done);
            using Owned<PyObject> block = Own.Of(ts, PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(self->ob_item + done, (int)length)));
            using Owned<PyObject> result = Own.Of(ts, block.IsNull ? null : Call.Method(ts, f, Id.write, block.Pointer));
            if (result.IsNull)
                return Status.Error;
        }
        return Status.Ok;
    }

    [PyMethod("($self, f, n, /)", Doc = "Reads n items from a binary file and adds them at the end.\n\nEOFError when there are fewer; they are added all the same.")]
    private static Status fromfile(ThreadState* ts, arrayobject* self, PyObject* f, nint n)
    {
        nint itemSize = self->ob_descr->itemsize;
        if (n < 0)
            return Err.ValueStatus(ts, "negative count");
        if (n > nint.MaxValue / itemSize)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        using Owned<PyObject> wanted = Own.Of(ts, PyLong.FromNInt(ts, n * itemSize));
        using Owned<PyObject> bytes = Own.Of(ts, wanted.IsNull ? null : Call.Method(ts, f, Id.read, wanted.Pointer));
        if (bytes.IsNull)
            return Status.Error;
        if (!PyBytes.Check(bytes.Pointer))
            return Err.TypeStatus(ts, "read() didn't return bytes");
        nint length = PyBytes.Length(bytes.Pointer);
        if (PyArray.AppendBytes(ts, self, PyBytes.Data(bytes.Pointer), length) != Status.Ok)
            return Status.Error;
        if (length == n * itemSize)
            return Status.Ok;
        Err.SetString(ts, Exc.EOFError, "read() didn't return enough bytes");
        return Status.Error;
    }
}
