// Methods and attributes of memoryview. See docs/internals/buffers.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class MemoryViewType
{
    [PyMethod("($self, /)", Doc = "Gives the memory back; the view cannot be used afterwards.")]
    private static Status release(ThreadState* ts, PyMemoryViewObject* self) => PyMemoryView.Release(ts, self);

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __enter__(ThreadState* ts, PyMemoryViewObject* self) => PyMemoryView.CheckLive(ts, self) ? Ref.New(self) : null;

    [PyMethod("($self, /, *exc_info)", HideSignature = true)]
    private static Status __exit__(ThreadState* ts, PyMemoryViewObject* self, PyObject* exc_info) => PyMemoryView.Release(ts, self);

    [PyMethod("($self, /)", Doc = "A view of the same memory that cannot be written through.")]
    private static PyObject* toreadonly(ThreadState* ts, PyMemoryViewObject* self)
    {
        PyObject* result = PyMemoryView.Again(ts, self);
        if (result != null)
            ((PyMemoryViewObject*)result)->view.@readonly = 1;
        return result;
    }

    [PyClassMethod("($type, /, object, flags)", Doc = "A view of the object's memory, asked for with the given flags.")]
    private static PyObject* _from_flags(ThreadState* ts, PyTypeObject* type, PyObject* @object, int flags) => PyMemoryView.FromObject(ts, @object, flags);

    [PyClassMethod("($type, object, /)", Doc = "See PEP 585")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* @object) => GenericAliasSupport.New(ts, (PyObject*)type, @object);

    // ---- Copies of the content ------------------------------------------------------------------------------------------------------------

    [PyMethod("($self, /)", Doc = "The items as a list, of lists where there are several dimensions.")]
    private static PyObject* tolist(ThreadState* ts, PyMemoryViewObject* self)
    {
        if (!PyMemoryView.CheckLive(ts, self))
            return null;
        Py_buffer* view = &self->view;
        byte* format = BufferFormat.Supported(ts, view);
        if (format == null)
            return null;
        if (view->ndim == 0)
            return BufferFormat.Unpack(ts, (byte*)view->buf, format);
        return ListOf(ts, (byte*)view->buf, view, 0, format);
    }

    private static PyObject* ListOf(ThreadState* ts, byte* at, Py_buffer* view, int dimension, byte* format)
    {
        nint size = view->shape[dimension];
        PyObject* list = PyList.New(ts, size);
        for (nint i = 0; list != null && i < size; i++)
        {
            byte* item = BufferItems.Follow(view->suboffsets, dimension, at + (view->strides[dimension] * i));
            PyObject* value = dimension == view->ndim - 1 ? BufferFormat.Unpack(ts, item, format) : ListOf(ts, item, view, dimension + 1, format);
            if (value == null)
            {
                Ref.Dec(ts, list);
                return null;
            }
            PyList.SetSteal(list, i, value);
        }
        return list;
    }

    [PyMethod("($self, /, order='C')", Doc = "The content as bytes.\n\n"
        + "Order 'C' has the last index vary fastest, 'F' the first, and 'A' takes\nFortran order when the memory is laid out so, else that of C.")]
    private static PyObject* tobytes(ThreadState* ts, PyMemoryViewObject* self, PyObject* order = null)
    {
        char c = 'C';
        if ((order != null && ToOrder(ts, order, out c) != Status.Ok) || !PyMemoryView.CheckLive(ts, self))
            return null;
        return BufferCopy.ToBytes(ts, &self->view, c);
    }

    private static Status ToOrder(ThreadState* ts, PyObject* o, out char order)
    {
        order = 'C';
        if (o == Py.None)
            return Status.Ok;
        if (!PyUnicode.Check(o))
            return Err.TypeStatus(ts, $"tobytes() argument 'order' must be str or None, not {PyType.NameOf(o)}");
        foreach (char c in "CFA")
        {
            if (PyUnicode.Length(o) == 1 && PyUnicode.ReadChar(o, 0) == c)
            {
                order = c;
                return Status.Ok;
            }
        }
        return Err.ValueStatus(ts, "order must be 'C', 'F' or 'A'");
    }

    [PyMethod("($self, /, sep=<unrepresentable>, bytes_per_sep=1)", Doc = "The content as hexadecimal digits.\n\n"
        + "  sep\n    A str or bytes of one character that goes between the bytes.\n  bytes_per_sep\n    How many bytes lie between two; counted from the right when positive.")]
    private static PyObject* hex(ThreadState* ts, PyMemoryViewObject* self, PyObject* sep = null, int bytes_per_sep = 1)
    {
        if (!PyMemoryView.CheckLive(ts, self))
            return null;
        if (PyMemoryView.IsCContiguous(self) && self->view.len <= PyBytes.MaxLength)
        {
            // The separator may be asked for its length by code of its own, which must not release the view.
            self->exports++;
            PyObject* digits = ByteMethods.Hex(ts, new ReadOnlySpan<byte>(self->view.buf, (int)self->view.len), sep, bytes_per_sep);
            self->exports--;
            return digits;
        }
        using Owned<PyObject> bytes = Own.Of(ts, BufferCopy.ToBytes(ts, &self->view, 'C'));
        return bytes.IsNull ? null : ByteMethods.Hex(ts, PyBytes.AsSpan(bytes.Pointer), sep, bytes_per_sep);
    }

    // ---- Searching ------------------------------------------------------------------------------------------------------------------------

    [PyMethod("($self, value, /)", Doc = "How often the value occurs.")]
    private static nint count(ThreadState* ts, PyMemoryViewObject* self, PyObject* value)
    {
        using Owned<PyObject> iterator = Own.Of(ts, Obj.GetIter(ts, (PyObject*)self));
        if (iterator.IsNull)
            return -1;
        nint found = 0;
        while (true)
        {
            PyObject* item = TypeSlots.Of(iterator.Pointer)->tp_iternext(ts, iterator.Pointer);
            if (item == null)
                return Err.Occurred(ts) ? -1 : found;
            Truth equal = item == value ? Truth.True : Obj.RichCompareBool(ts, item, value, CompareOp.EQ);
            Ref.Dec(ts, item);
            if (equal == Truth.Error)
                return -1;
            found += equal == Truth.True ? 1 : 0;
        }
    }

    [PyMethod("($self, value, start=0, stop=sys.maxsize, /)", Doc = "The first index of the value.\n\nRaises ValueError if the value is not there.")]
    private static PyObject* index(ThreadState* ts, PyMemoryViewObject* self, PyObject* value, [SliceIndex] nint start, [SliceIndex] nint stop)
    {
        if (!PyMemoryView.CheckLive(ts, self))
            return null;
        if (self->view.ndim == 0)
            return Err.Type(ts, "invalid lookup on 0-dim memory");
        if (self->view.ndim != 1)
            return NotImplemented(ts, "multi-dimensional lookup is not implemented");
        nint size = self->view.shape[0];
        start = start < 0 ? Math.Max(start + size, 0) : start;
        stop = stop < 0 ? Math.Max(stop + size, 0) : stop;
        stop = Math.Min(stop, size);
        for (nint i = Math.Min(start, size); i < stop; i++)
        {
            PyObject* item = sq_item(ts, self, i);
            if (item == null)
                return null;
            Truth equal = item == value ? Truth.True : Obj.RichCompareBool(ts, item, value, CompareOp.EQ);
            Ref.Dec(ts, item);
            if (equal == Truth.Error)
                return null;
            if (equal == Truth.True)
                return PyLong.FromNInt(ts, i);
        }
        return Err.Value(ts, "memoryview.index(x): x not found");
    }

    // ---- Attributes -----------------------------------------------------------------------------------------------------------------------

    private static PyObject* TupleOf(ThreadState* ts, nint* numbers, int count)
    {
        if (numbers == null)
            return PyTuple.Empty();
        PyObject* tuple = PyTuple.New(ts, count);
        for (int i = 0; tuple != null && i < count; i++)
        {
            PyObject* number = PyLong.FromNInt(ts, numbers[i]);
            if (number == null)
            {
                Ref.Dec(ts, tuple);
                return null;
            }
            PyTuple.SetSteal(tuple, i, number);
        }
        return tuple;
    }

    [PyGetSet("obj", Doc = "The object whose memory this is.")]
    private static PyObject* GetObj(ThreadState* ts, PyMemoryViewObject* self) =>
        !PyMemoryView.CheckLive(ts, self) ? null : self->view.obj == null ? Py.None : Ref.New(self->view.obj);

    [PyGetSet("nbytes", Doc = "How many bytes a contiguous copy takes.")]
    private static PyObject* GetNBytes(ThreadState* ts, PyMemoryViewObject* self) => PyMemoryView.CheckLive(ts, self) ? PyLong.FromNInt(ts, self->view.len) : null;

    [PyGetSet("readonly", Doc = "Whether the memory cannot be written to.")]
    private static PyObject* GetReadOnly(ThreadState* ts, PyMemoryViewObject* self) => PyMemoryView.CheckLive(ts, self) ? Py.Bool(self->view.@readonly != 0) : null;

    [PyGetSet("itemsize", Doc = "The size of an item in bytes.")]
    private static PyObject* GetItemSize(ThreadState* ts, PyMemoryViewObject* self) => PyMemoryView.CheckLive(ts, self) ? PyLong.FromNInt(ts, self->view.itemsize) : null;

    [PyGetSet("format", Doc = "The format of an item, as the module struct has it.")]
    private static PyObject* GetFormat(ThreadState* ts, PyMemoryViewObject* self) =>
        PyMemoryView.CheckLive(ts, self) ? PyUnicode.FromUtf8(ts, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(self->view.format)) : null;

    [PyGetSet("ndim", Doc = "The number of dimensions.")]
    private static PyObject* GetNDim(ThreadState* ts, PyMemoryViewObject* self) => PyMemoryView.CheckLive(ts, self) ? PyLong.FromInt64(ts, self->view.ndim) : null;

    [PyGetSet("shape", Doc = "The number of items along each dimension.")]
    private static PyObject* GetShape(ThreadState* ts, PyMemoryViewObject* self) => PyMemoryView.CheckLive(ts, self) ? TupleOf(ts, self->view.shape, self->view.ndim) : null;

    [PyGetSet("strides", Doc = "The bytes from one item to the next along each dimension.")]
    private static PyObject* GetStrides(ThreadState* ts, PyMemoryViewObject* self) => PyMemoryView.CheckLive(ts, self) ? TupleOf(ts, self->view.strides, self->view.ndim) : null;

    [PyGetSet("suboffsets", Doc = "For arrays of pointers: what to add after following the pointer of a dimension.")]
    private static PyObject* GetSuboffsets(ThreadState* ts, PyMemoryViewObject* self) => PyMemoryView.CheckLive(ts, self) ? TupleOf(ts, self->view.suboffsets, self->view.ndim) : null;

    [PyGetSet("c_contiguous", Doc = "Whether the items lie together in C order.")]
    private static PyObject* GetCContiguous(ThreadState* ts, PyMemoryViewObject* self) => PyMemoryView.CheckLive(ts, self) ? Py.Bool(PyMemoryView.IsCContiguous(self)) : null;

    [PyGetSet("f_contiguous", Doc = "Whether the items lie together in Fortran order.")]
    private static PyObject* GetFContiguous(ThreadState* ts, PyMemoryViewObject* self) => PyMemoryView.CheckLive(ts, self) ? Py.Bool(PyMemoryView.IsFortran(self)) : null;

    [PyGetSet("contiguous", Doc = "Whether the items lie together.")]
    private static PyObject* GetContiguous(ThreadState* ts, PyMemoryViewObject* self) =>
        PyMemoryView.CheckLive(ts, self) ? Py.Bool(PyMemoryView.IsCContiguous(self) || PyMemoryView.IsFortran(self)) : null;
}
