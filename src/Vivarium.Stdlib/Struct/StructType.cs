// _struct.Struct: a compiled format. See docs/internals/buffers.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Structs;

internal unsafe struct PyStructObject
{
    public PyObject ob_base;
    /// <summary>Bytes; -1 before __init__.</summary>
    public nint s_size;
    /// <summary>Items.</summary>
    public nint s_len;
    public formatcode* s_codes;
    /// <summary>bytes</summary>
    public PyObject* s_format;
    public PyObject* weakreflist;
}

[PyType("_struct.Struct", Layout = typeof(PyStructObject), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, WeaklistField = "weakreflist",
    Doc = "Struct(fmt) --> compiled struct object")]
[PyMember("size", "s_size", MemberType.SSize, Doc = "struct size in bytes")]
internal static unsafe partial class StructType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        PyStructObject* self = (PyStructObject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        self->s_size = -1;
        self->s_len = -1;
        self->s_format = Py.None;
        return (PyObject*)self;
    }

    [Slot("(format)")]
    private static Status tp_init(ThreadState* ts, PyStructObject* self, PyObject* format)
    {
        using Owned<PyObject> bytes = Own.Of(ts, PyUnicode.Check(format) ? PyUnicode.AsEncodedString(ts, format, "ascii", null) : Ref.New(format));
        if (bytes.IsNull)
            return Status.Error;
        if (!PyBytes.Check(bytes.Pointer))
            return Err.TypeStatus(ts, $"Struct() argument 1 must be a str or bytes object, not {PyType.NameOf(bytes.Pointer)}");
        formatcode* codes;
        nint size = 0;
        nint items = 0;
        if (StructFormat.Parse(ts, PyBytes.AsSpan(bytes.Pointer), &codes, &size, &items) != Status.Ok)
            return Status.Error;
        formatcode* old = self->s_codes;
        self->s_codes = codes;
        self->s_size = size;
        self->s_len = items;
        if (old != null)
            MemDomain.Free(ts->interp->heap, old);
        Ref.SetSteal(ts, &self->s_format, bytes.Release());
        return Status.Ok;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyStructObject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        if (self->s_codes != null)
            MemDomain.Free(ts->interp->heap, self->s_codes);
        Ref.XDec(ts, self->s_format);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyStructObject* self, visitproc visit, void* arg) => 0;

    [PyGetSet("format", Doc = "struct format string")]
    private static PyObject* GetFormat(ThreadState* ts, PyStructObject* self) =>
        CheckReady(ts, self) ? PyUnicode.FromAscii(ts, PyBytes.AsSpan(self->s_format)) : null;

    [PyMethod("($self, /)", HideSignature = true, Doc = "S.__sizeof__() -> size of S in memory, in bytes")]
    private static nint __sizeof__(ThreadState* ts, PyStructObject* self)
    {
        nint size = ((PyObject*)self)->ob_type->tp_basicsize + sizeof(formatcode);
        for (formatcode* code = self->s_codes; code != null && code->format != 0; code++)
            size += sizeof(formatcode);
        return size;
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyStructObject* self)
    {
        using Owned<PyObject> format = Own.Of(ts, GetFormat(ts, self));
        return format.IsNull ? null : PyUnicode.FromString(ts, $"{PyType.Name(((PyObject*)self)->ob_type)}({Obj.ReprText(ts, format.Pointer)})");
    }

    private static bool CheckReady(ThreadState* ts, PyStructObject* self)
    {
        if (self->s_codes != null)
            return true;
        Err.Runtime(ts, "Struct object is not initialized");
        return false;
    }

    // ---- Unpacking ------------------------------------------------------------------------------------------------------------------------

    internal static PyObject* UnpackAt(ThreadState* ts, PyStructObject* self, byte* start)
    {
        PyObject* result = PyTuple.New(ts, self->s_len);
        if (result == null)
            return null;
        nint n = 0;
        for (formatcode* code = self->s_codes; code->format != 0; code++)
        {
            byte* at = start + code->offset;
            for (nint i = 0; i < code->repeat; i++, at += code->size)
            {
                PyObject* value = StructItems.Unpack(ts, code, at);
                if (value == null)
                {
                    Ref.Dec(ts, result);
                    return null;
                }
                PyTuple.SetSteal(result, n++, value);
            }
        }
        if (n > 0)
            PyTuple.Track(ts, result);
        return result;
    }

    [PyMethod("($self, buffer, /)", Doc = "The values in a buffer, whose size must be that of the struct.")]
    internal static PyObject* unpack(ThreadState* ts, PyStructObject* self, Py_buffer* buffer)
    {
        if (!CheckReady(ts, self))
            return null;
        return buffer->len == self->s_size ? UnpackAt(ts, self, (byte*)buffer->buf) : StructErrorType.Raise(ts, $"unpack requires a buffer of {self->s_size} bytes");
    }

    [PyMethod("($self, /, buffer, offset=0)", Doc = "The values at an offset of a buffer, which must have as many bytes from there.")]
    internal static PyObject* unpack_from(ThreadState* ts, PyStructObject* self, Py_buffer* buffer, nint offset = 0)
    {
        if (!CheckReady(ts, self))
            return null;
        if (offset < 0)
        {
            if (offset + self->s_size > 0)
                return StructErrorType.Raise(ts, $"not enough data to unpack {self->s_size} bytes at offset {offset}");
            if (offset + buffer->len < 0)
                return StructErrorType.Raise(ts, $"offset {offset} out of range for {buffer->len}-byte buffer");
            offset += buffer->len;
        }
        return buffer->len - offset >= self->s_size
            ? UnpackAt(ts, self, (byte*)buffer->buf + offset)
            : StructErrorType.Raise(ts, $"unpack_from requires a buffer of at least {(nuint)self->s_size + (nuint)offset} bytes for unpacking {self->s_size} bytes at offset {offset} (actual buffer size is {buffer->len})");
    }

    [PyMethod("($self, buffer, /)", Doc = "An iterator over the structs that follow each other in a buffer.")]
    internal static PyObject* iter_unpack(ThreadState* ts, PyStructObject* self, PyObject* buffer) => CheckReady(ts, self) ? StructIteratorType.New(ts, self, buffer) : null;

    // ---- Packing --------------------------------------------------------------------------------------------------------------------------

    private static Status PackAt(ThreadState* ts, PyStructObject* self, byte* start, PyObject** values)
    {
        new Span<byte>(start, (int)self->s_size).Clear();
        nint n = 0;
        for (formatcode* code = self->s_codes; code->format != 0; code++)
        {
            byte* at = start + code->offset;
            for (nint i = 0; i < code->repeat; i++, at += code->size)
            {
                if (StructItems.Pack(ts, code, at, values[n++]) != Status.Ok)
                    return Status.Error;
            }
        }
        return Status.Ok;
    }

    internal static PyObject* Pack(ThreadState* ts, PyStructObject* self, PyObject** values, nint count)
    {
        if (!CheckReady(ts, self))
            return null;
        if (count != self->s_len)
            return StructErrorType.Raise(ts, $"pack expected {self->s_len} items for packing (got {count})");
        PyObject* result = PyBytes.New(ts, self->s_size);
        if (result == null || PackAt(ts, self, PyBytes.Data(result), values) == Status.Ok)
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    internal static PyObject* PackInto(ThreadState* ts, PyStructObject* self, PyObject** args, nint count)
    {
        if (!CheckReady(ts, self))
            return null;
        if (count < 2)
            return StructErrorType.Raise(ts, count == 0 ? "pack_into expected buffer argument" : "pack_into expected offset argument");
        if (count - 2 != self->s_len)
            return StructErrorType.Raise(ts, $"pack_into expected {self->s_len} items for packing (got {count - 2})");
        Py_buffer view;
        if (PyBuffer.Get(ts, args[0], &view, BufferFlags.Writable) != Status.Ok)
        {
            Err.Clear(ts);
            return Err.Type(ts, $"argument must be read-write bytes-like object, not {PyType.NameOf(args[0])}");
        }
        Status status = PackIntoView(ts, self, &view, args);
        PyBuffer.Release(ts, &view);
        return status == Status.Ok ? Py.None : null;
    }

    private static Status PackIntoView(ThreadState* ts, PyStructObject* self, Py_buffer* view, PyObject** args)
    {
        nint offset = Num.AsSsize(ts, args[1], Exc.IndexError);
        if (offset == -1 && Err.Occurred(ts))
            return Status.Error;
        if (offset < 0)
        {
            if (offset + self->s_size > 0)
                return StructErrorType.Fail(ts, $"no space to pack {self->s_size} bytes at offset {offset}");
            if (offset + view->len < 0)
                return StructErrorType.Fail(ts, $"offset {offset} out of range for {view->len}-byte buffer");
            offset += view->len;
        }
        if (view->len - offset < self->s_size)
            return StructErrorType.Fail(ts, $"pack_into requires a buffer of at least {(nuint)self->s_size + (nuint)offset} bytes for packing {self->s_size} bytes at offset {offset} (actual buffer size is {view->len})");
        return PackAt(ts, self, (byte*)view->buf + offset, args + 2);
    }

    [PyMethod(Doc = "S.pack(v1, v2, ...) -> bytes\n\nThe values as bytes in the struct's format.", NoKeywords = true, HideSignature = true)]
    private static PyObject* pack(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames) => Pack(ts, (PyStructObject*)self, args, nargs);

    [PyMethod(Doc = "S.pack_into(buffer, offset, v1, v2, ...)\n\nWrites the values into a writable buffer at an offset.", NoKeywords = true, HideSignature = true)]
    private static PyObject* pack_into(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames) => PackInto(ts, (PyStructObject*)self, args, nargs);
}
