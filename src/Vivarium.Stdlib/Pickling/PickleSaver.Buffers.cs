// Writing bytes, bytearrays, PickleBuffers and strings. Their data is written at once, or beside the pickle. See docs/internals/pickle.md.
namespace Vivarium.Stdlib.Pickling;

internal static unsafe partial class PickleSaver
{
    private static Status SaveBytes(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        if (self->proto >= 3)
            return SaveBytesData(ts, self, o, PyBytes.Data(o), PyBytes.Length(o), o);
        if (!NativeStack.Enter(ts, " while pickling an object"))
            return Status.Error;
        // Python 2 makes a str of it.
        if (PyBytes.Length(o) == 0)
            return SaveMade(ts, self, (PyObject*)BytesType.Type, null, null, o);
        using Owned<PyObject> text = Own.Of(ts, Vivarium.Runtime.Codecs.SingleByteCodecs.DecodeLatin1(ts, PyBytes.AsSpan(o)));
        using Owned<PyObject> encoding = Own.Of(ts, text.IsNull ? null : PyUnicode.InternFromString(ts, "latin1"));
        return encoding.IsNull ? Status.Error : SaveMade(ts, self, PickleState.Encode(ts), text.Pointer, encoding.Pointer, o);
    }

    /// <summary>Writes the object as the result of a call with up to two arguments.</summary>
    private static Status SaveMade(ThreadState* ts, PicklerObject* self, PyObject* function, PyObject* first, PyObject* second, PyObject* o)
    {
        using Owned<PyObject> arguments = Own.Of(ts, first == null ? PyTuple.Empty() : second == null ? PyTuple.Pack(ts, first) : PyTuple.Pack(ts, first, second));
        using Owned<PyObject> reduced = Own.Of(ts, arguments.IsNull ? null : PyTuple.Pack(ts, function, arguments.Pointer));
        return reduced.IsNull ? Status.Error : SaveReduce(ts, self, reduced.Pointer, o);
    }

    private static Status SaveBytesData(ThreadState* ts, PicklerObject* self, PyObject* o, byte* data, nint length, PyObject* payload)
    {
        (byte opcode, int size) = (long)length switch
        {
            <= 0xFF => (PickleOpcode.SHORT_BINBYTES, 1),
            <= 0xFFFFFFFF => (PickleOpcode.BINBYTES, 4),
            _ => (PickleOpcode.BINBYTES8, 8),
        };
        return PickleOutput.WriteBytes(ts, self, opcode, size, data, length, payload) == Status.Ok ? Memoize(ts, self, o) : Status.Error;
    }

    private static Status SaveByteArrayData(ThreadState* ts, PicklerObject* self, PyObject* o, byte* data, nint length) =>
        PickleOutput.WriteBytes(ts, self, PickleOpcode.BYTEARRAY8, 8, data, length, null) == Status.Ok ? Memoize(ts, self, o) : Status.Error;

    private static Status SaveByteArray(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        if (self->proto >= 5)
            return SaveByteArrayData(ts, self, o, PyByteArray.Data(o), PyByteArray.Length(o));
        if (PyByteArray.Length(o) == 0)
            return SaveMade(ts, self, (PyObject*)ByteArrayType.Type, null, null, o);
        using Owned<PyObject> bytes = Own.Of(ts, PyBytes.FromSpan(ts, PyByteArray.AsSpan(o)));
        return bytes.IsNull ? Status.Error : SaveMade(ts, self, (PyObject*)ByteArrayType.Type, bytes.Pointer, null, o);
    }

    private static Status SavePickleBuffer(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        if (self->proto < 5)
            return PickleState.Fail(ts, "PickleBuffer can only be pickled with protocol >= 5");
        if (PickleBufferType.View(ts, o) == null)
            return Status.Error;
        // A buffer of our own: the callback may release the other.
        Py_buffer view;
        if (PyBuffer.Get(ts, o, &view, BufferFlags.FullReadOnly) != Status.Ok)
            return Status.Error;
        Status status = SaveView(ts, self, o, &view);
        PyBuffer.Release(ts, &view);
        return status;
    }

    private static Status SaveView(ThreadState* ts, PicklerObject* self, PyObject* o, Py_buffer* view)
    {
        if (view->suboffsets != null || !PyBuffer.IsContiguous(view, 'A'))
            return PickleState.Fail(ts, "PickleBuffer can not be pickled when pointing to a non-contiguous buffer");
        bool isReadOnly = view->@readonly != 0;
        if (self->buffer_callback != null)
        {
            using Owned<PyObject> answer = Own.Of(ts, CallHook(ts, self->buffer_callback, o));
            Truth inBand = answer.IsNull ? Truth.Error : Obj.IsTrue(ts, answer.Pointer);
            if (inBand == Truth.Error)
                return Status.Error;
            if (inBand == Truth.False)
            {
                return PickleOutput.Write(ts, self, PickleOpcode.NEXT_BUFFER) != Status.Ok || (isReadOnly && PickleOutput.Write(ts, self, PickleOpcode.READONLY_BUFFER) != Status.Ok)
                    ? Status.Error
                    : Status.Ok;
            }
        }
        return isReadOnly ? SaveBytesData(ts, self, o, (byte*)view->buf, view->len, null) : SaveByteArrayData(ts, self, o, (byte*)view->buf, view->len);
    }

    private static Status SaveStr(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        Status status = self->bin != 0 ? WriteStr(ts, self, o) : WriteEscaped(ts, self, o);
        return status == Status.Ok ? Memoize(ts, self, o) : status;
    }

    private static Status WriteStr(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        nint length;
        byte* utf8;
        if (PyUnicode.IsCompactAscii(o))
        {
            length = PyUnicode.Length(o);
            utf8 = (byte*)PyUnicode.Data(o);
        }
        else
        {
            utf8 = PyUnicode.AsUtf8(ts, o, &length);
        }
        if (utf8 != null)
            return WriteUtf8(ts, self, utf8, length, null);
        if (!Err.ClearIf(ts, Exc.UnicodeEncodeError))
            return Status.Error;
        using Owned<PyObject> bytes = Own.Of(ts, PyUnicode.AsEncodedString(ts, o, "utf-8", "surrogatepass"));
        return bytes.IsNull ? Status.Error : WriteUtf8(ts, self, PyBytes.Data(bytes.Pointer), PyBytes.Length(bytes.Pointer), bytes.Pointer);
    }

    private static Status WriteUtf8(ThreadState* ts, PicklerObject* self, byte* utf8, nint length, PyObject* payload)
    {
        (byte opcode, int size) = (long)length switch
        {
            <= 0xFF when self->proto >= 4 => (PickleOpcode.SHORT_BINUNICODE, 1),
            <= 0xFFFFFFFF => (PickleOpcode.BINUNICODE, 4),
            _ => (PickleOpcode.BINUNICODE8, 8),
        };
        return PickleOutput.WriteBytes(ts, self, opcode, size, utf8, length, payload);
    }

    /// <summary>One line in the encoding raw-unicode-escape, with what would end or change the line escaped as well.</summary>
    private static Status WriteEscaped(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        if (PickleOutput.Write(ts, self, PickleOpcode.UNICODE) != Status.Ok)
            return Status.Error;
        int kind = PyUnicode.Kind(o);
        void* data = PyUnicode.Data(o);
        nint length = PyUnicode.Length(o);
        const int Chunk = 240;
        byte* text = stackalloc byte[Chunk + 10];
        int used = 0;
        for (nint i = 0; i < length; i++)
        {
            uint c = PyUnicode.Read(kind, data, i);
            if (c >= 0x100 || c is '\\' or 0 or '\n' or '\r' or 0x1A)
            {
                int digits = c >= 0x10000 ? 8 : 4;
                text[used++] = (byte)'\\';
                text[used++] = (byte)(digits == 8 ? 'U' : 'u');
                for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
                    text[used++] = "0123456789abcdef"u8[(int)(c >> shift) & 15];
            }
            else
            {
                text[used++] = (byte)c;
            }
            if (used >= Chunk)
            {
                if (PickleOutput.Write(ts, self, new ReadOnlySpan<byte>(text, used)) != Status.Ok)
                    return Status.Error;
                used = 0;
            }
        }
        text[used++] = (byte)'\n';
        return PickleOutput.Write(ts, self, new ReadOnlySpan<byte>(text, used));
    }
}
