// array.array: making, comparing, joining, repeating, and the buffer protocol. See docs/internals/array.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Arrays;

[PyType("array.array", Layout = typeof(arrayobject), Flags = TypeFlags.BaseType | TypeFlags.HaveGc | TypeFlags.Sequence, WeaklistField = "weakreflist", None = "tp_hash",
    Doc = "array(typecode [, initializer]) -> array\n\nA sequence of numbers or characters that lie in memory as C has them. The type code says how:\n\n"
        + "    Type code   C Type             Minimum size in bytes\n    'b'         signed integer     1\n    'B'         unsigned integer   1\n    'u'         Unicode character  2\n"
        + "    'w'         Unicode character  4\n    'h'         signed integer     2\n    'H'         unsigned integer   2\n    'i'         signed integer     2\n"
        + "    'I'         unsigned integer   2\n    'l'         signed integer     4\n    'L'         unsigned integer   4\n    'q'         signed integer     8\n"
        + "    'Q'         unsigned integer   8\n    'f'         floating-point     4\n    'd'         floating-point     8\n\n"
        + "The initializer is a list, an iterable, bytes, another array, or a string for the codes of characters.\n")]
internal static unsafe partial class ArrayType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if ((type == Type || (void*)TypeSlots.Of(type)->tp_init == (void*)TypeSlots.Of(Type)->tp_init) && !ArgumentParsing.NoKeywords(ts, "array.array", kwargs))
            return null;
        nint given = PyTuple.Size(args);
        if (given is < 1 or > 2)
            return Err.Type(ts, given < 1 ? "array() takes at least 1 argument (0 given)" : $"array() takes at most 2 arguments ({given} given)");
        PyObject* code = PyTuple.GetBorrowed(args, 0);
        if (!PyUnicode.Check(code))
            return Err.Type(ts, $"array() argument 1 must be a unicode character, not {PyType.NameOf(code)}");
        if (PyUnicode.Length(code) != 1)
            return Err.Type(ts, $"array() argument 1 must be a unicode character, not a string of length {PyUnicode.Length(code)}");
        return Construct(ts, type, code, given == 2 ? PyTuple.GetBorrowed(args, 1) : null);
    }

    private static PyObject* Construct(ThreadState* ts, PyTypeObject* type, PyObject* code, PyObject* initializer)
    {
        uint typecode = PyUnicode.ReadChar(code, 0);
        if (Audit.Wanted(ts))
        {
            using Owned<PyObject> details = Own.Of(ts, PyTuple.Pack(ts, code, initializer == null ? Py.None : initializer));
            if (details.IsNull || Audit.Raise(ts, "array.__new__", details.Pointer) != Status.Ok)
                return null;
        }
        if (typecode == 'u' && WarnOfWideCharacters(ts) != Status.Ok)
            return null;
        arraydescr* descr = ArrayItems.Find(typecode);
        bool text = typecode is 'u' or 'w';
        if (initializer != null && !text)
        {
            string character = char.ConvertFromUtf32((int)typecode);
            if (PyUnicode.Check(initializer))
                return Err.Type(ts, $"cannot use a str to initialize an array with typecode '{character}'");
            if (PyArray.Check(initializer) && ((arrayobject*)initializer)->ob_descr->IsText)
                return Err.Type(ts, $"cannot use a unicode array to initialize an array with typecode '{character}'");
        }
        if (descr == null)
            return Err.Value(ts, "bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)");
        arrayobject* self = PyArray.New(ts, type, KnownLength(descr, initializer), descr);
        if (self == null || initializer == null || Fill(ts, self, initializer) == Status.Ok)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    private static Status WarnOfWideCharacters(ThreadState* ts)
    {
        using Owned<PyObject> message = Own.Of(ts, PyUnicode.FromString(ts, "The 'u' type code is deprecated and will be removed in Python 3.16"));
        return message.IsNull ? Status.Error : Runtime.Errors.Warnings.WarningIssue.Warn(ts, (PyObject*)Exc.DeprecationWarning, message.Pointer, 1, null, null);
    }

    private static bool IsSameKind(arraydescr* descr, PyObject* initializer) => PyArray.Check(initializer) && ((arrayobject*)initializer)->ob_descr == descr;

    /// <summary>Of lists, tuples and arrays: they get exactly the memory they need.</summary>
    private static nint KnownLength(arraydescr* descr, PyObject* initializer) => initializer == null ? 0
        : PyList.Check(initializer) ? PyList.Size(initializer)
        : PyTuple.Check(initializer) ? PyTuple.Size(initializer)
        : IsSameKind(descr, initializer) ? PyArray.Size((arrayobject*)initializer) : 0;

    private static Status Fill(ThreadState* ts, arrayobject* self, PyObject* initializer)
    {
        nint length = PyArray.Size(self);
        if (IsSameKind(self->ob_descr, initializer))
        {
            PyArray.Copy(((arrayobject*)initializer)->ob_item, self->ob_item, length * self->ob_descr->itemsize);
            return Status.Ok;
        }
        if (PyList.Check(initializer) || PyTuple.Check(initializer))
            return FillFromSequence(ts, self, initializer, length);
        if (PyBytes.Check(initializer))
            return PyArray.AppendBytes(ts, self, PyBytes.Data(initializer), PyBytes.Length(initializer));
        if (PyByteArray.Check(initializer))
            return PyArray.AppendBytes(ts, self, PyByteArray.Data(initializer), PyByteArray.Length(initializer));
        if (!self->ob_descr->IsText || !PyUnicode.Check(initializer))
            return PyArray.ExtendFromIterable(ts, self, initializer);
        nint characters = PyUnicode.Length(initializer);
        if (characters == 0)
            return Status.Ok;
        self->ob_item = (byte*)MemDomain.Malloc(ts->interp->heap, (nuint)characters * sizeof(uint));
        if (self->ob_item == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        self->allocated = self->ob_base.ob_size = characters;
        CharCopy.CopyTo(initializer, 0, sizeof(uint), self->ob_item, 0, characters);
        return Status.Ok;
    }

    private static Status FillFromSequence(ThreadState* ts, arrayobject* self, PyObject* sequence, nint length)
    {
        new Span<byte>(self->ob_item, (int)(length * self->ob_descr->itemsize)).Clear();
        for (nint i = 0; i < length; i++)
        {
            PyObject* value = Seq.GetItem(ts, sequence, i);
            if (value == null)
                return Status.Error;
            Status status = PyArray.SetItem(ts, self, i, value);
            Ref.Dec(ts, value);
            if (status != Status.Ok)
                return status;
        }
        return Status.Ok;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, arrayobject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        MemDomain.Free(ts->interp->heap, self->ob_item);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => 0;

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => ArrayIteratorType.New(ts, (arrayobject*)self);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, arrayobject* self)
    {
        string name = PyType.Name(((PyObject*)self)->ob_type);
        char code = (char)self->ob_descr->typecode;
        if (PyArray.Size(self) == 0)
            return PyUnicode.FromString(ts, $"{name}('{code}')");
        using Owned<PyObject> content = Own.Of(ts, self->ob_descr->IsText ? PyArray.Text(ts, self) : PyArray.ToList(ts, self));
        if (content.IsNull)
            return null;
        var writer = new UnicodeWriter(ts);
        writer.WriteString($"{name}('{code}', ");
        writer.WriteRepr(content.Pointer);
        writer.WriteChar(')');
        return writer.Finish();
    }

    // ---- Comparison -----------------------------------------------------------------------------------------------------------------------------

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* left, PyObject* right, int op)
    {
        if (!PyArray.Check(left) || !PyArray.Check(right))
            return Py.NotImplemented;
        arrayobject* a = (arrayobject*)left;
        arrayobject* b = (arrayobject*)right;
        if (PyArray.Size(a) != PyArray.Size(b) && op is CompareOp.EQ or CompareOp.NE)
            return Py.Bool(op == CompareOp.NE);
        nint common = Math.Min(PyArray.Size(a), PyArray.Size(b));
        if (a->ob_descr == b->ob_descr && a->ob_descr->typecode is not ((byte)'f' or (byte)'d'))
        {
            for (nint i = 0; i < common; i++)
            {
                int order = ArrayItems.Compare(a->ob_descr, PyArray.At(a, i), PyArray.At(b, i));
                if (order != 0)
                    return Py.Bool(CompareOp.Holds(order, op));
            }
            return Py.Bool(Ordering.OfSizes(PyArray.Size(a), PyArray.Size(b), op));
        }
        for (nint i = 0; i < common; i++)
        {
            using Owned<PyObject> x = Own.Of(ts, PyArray.Item(ts, a, i));
            using Owned<PyObject> y = Own.Of(ts, x.IsNull ? null : PyArray.Item(ts, b, i));
            Truth equal = y.IsNull ? Truth.Error : Obj.RichCompareBool(ts, x.Pointer, y.Pointer, CompareOp.EQ);
            if (equal == Truth.Error)
                return null;
            if (equal == Truth.False)
                return op is CompareOp.EQ or CompareOp.NE ? Py.Bool(op == CompareOp.NE) : Obj.RichCompare(ts, x.Pointer, y.Pointer, op);
        }
        return Py.Bool(Ordering.OfSizes(PyArray.Size(a), PyArray.Size(b), op));
    }

    // ---- The sequence protocol ------------------------------------------------------------------------------------------------------------------

    [Slot]
    private static nint sq_length(ThreadState* ts, arrayobject* self) => PyArray.Size(self);

    [Slot]
    private static Truth sq_contains(ThreadState* ts, arrayobject* self, PyObject* value)
    {
        nint found = PyArray.Find(ts, self, value, 0, nint.MaxValue);
        return found >= 0 ? Truth.True : found == -1 ? Truth.False : Truth.Error;
    }

    [Slot]
    private static PyObject* sq_concat(ThreadState* ts, arrayobject* self, PyObject* other)
    {
        if (!PyArray.Check(other))
            return Err.Type(ts, $"can only append array (not \"{PyType.NameOf(other)}\") to array");
        arrayobject* more = (arrayobject*)other;
        if (more->ob_descr != self->ob_descr)
            return Err.Type(ts, "bad argument type for built-in operation");
        nint itemSize = self->ob_descr->itemsize;
        nint size = PyArray.Size(self);
        if (size > nint.MaxValue - PyArray.Size(more))
            return Err.NoMemory(ts);
        arrayobject* result = PyArray.New(ts, Type, size + PyArray.Size(more), self->ob_descr);
        if (result == null)
            return null;
        PyArray.Copy(self->ob_item, result->ob_item, size * itemSize);
        PyArray.Copy(more->ob_item, result->ob_item + size * itemSize, PyArray.Size(more) * itemSize);
        return (PyObject*)result;
    }

    [Slot]
    private static PyObject* sq_inplace_concat(ThreadState* ts, arrayobject* self, PyObject* other)
    {
        if (!PyArray.Check(other))
            return Err.Type(ts, $"can only extend array with array (not \"{PyType.NameOf(other)}\")");
        return PyArray.Extend(ts, self, other) == Status.Ok ? Ref.New(self) : null;
    }

    [Slot]
    private static PyObject* sq_repeat(ThreadState* ts, arrayobject* self, nint count)
    {
        nint size = PyArray.Size(self);
        count = Math.Max(count, 0);
        if (size != 0 && count > nint.MaxValue / size)
            return Err.NoMemory(ts);
        arrayobject* result = PyArray.New(ts, Type, size * count, self->ob_descr);
        if (result != null && size * count > 0)
            Repeat(self->ob_item, result->ob_item, size * self->ob_descr->itemsize, count);
        return (PyObject*)result;
    }

    [Slot]
    private static PyObject* sq_inplace_repeat(ThreadState* ts, arrayobject* self, nint count)
    {
        nint size = PyArray.Size(self);
        count = Math.Max(count, 0);
        if (size > 0 && count != 1)
        {
            if (count > nint.MaxValue / self->ob_descr->itemsize / size)
                return Err.NoMemory(ts);
            if (PyArray.Resize(ts, self, size * count) != Status.Ok)
                return null;
            if (count > 1)
                Repeat(self->ob_item, self->ob_item, size * self->ob_descr->itemsize, count);
        }
        return Ref.New(self);
    }

    private static void Repeat(byte* from, byte* to, nint bytes, nint count)
    {
        if (from != to)
            PyArray.Copy(from, to, bytes);
        nint done = bytes;
        nint total = bytes * count;
        while (done < total)
        {
            nint step = Math.Min(done, total - done);
            PyArray.Copy(to, to + done, step);
            done += step;
        }
    }

    // ---- The buffer protocol --------------------------------------------------------------------------------------------------------------------

    [Slot]
    private static Status bf_getbuffer(ThreadState* ts, arrayobject* self, Py_buffer* view, int flags)
    {
        // Of an empty array too the address must be one.
        view->buf = self->ob_item != null ? self->ob_item : BufferFlags.ByteFormat + 1;
        view->obj = Ref.New(self);
        view->itemsize = self->ob_descr->itemsize;
        view->len = PyArray.Size(self) * view->itemsize;
        view->@readonly = 0;
        view->ndim = 1;
        view->format = (flags & BufferFlags.Format) != 0 ? self->ob_descr->formats : null;
        view->shape = (flags & BufferFlags.Nd) != 0 ? &self->ob_base.ob_size : null;
        view->strides = (flags & BufferFlags.Strides) == BufferFlags.Strides ? &view->itemsize : null;
        view->suboffsets = null;
        view->@internal = null;
        self->ob_exports++;
        return Status.Ok;
    }

    [Slot]
    private static void bf_releasebuffer(ThreadState* ts, arrayobject* self, Py_buffer* view) => self->ob_exports--;
}
