// Instructions that push numbers, bytes and strings. See docs/internals/pickle.md.
using System.Buffers.Binary;
using Vivarium.Runtime.Codecs;

namespace Vivarium.Stdlib.Pickling;

internal static unsafe partial class Loading
{
    private static Status LoadBinInt(ThreadState* ts, UnpicklerObject* self, int size)
    {
        byte* at = LoadInput.Read(ts, self, size);
        return at == null ? Status.Error : PushSteal(ts, self, PyLong.FromInt64(ts, Number(at, size)));
    }

    /// <summary>A line of at least one character besides its end; -1 with an exception.</summary>
    private static nint NonEmptyLine(ThreadState* ts, UnpicklerObject* self, byte** line)
    {
        nint length = LoadInput.ReadLine(ts, self, line);
        if (length is >= 0 and < 2)
        {
            PickleState.FailLoad(ts, "pickle data was truncated");
            return -1;
        }
        return length;
    }

    /// <summary>A number of a line in base 10; owned. A NUL ends the line.</summary>
    private static PyObject* IntOfLine(ThreadState* ts, byte* line, nint length)
    {
        ReadOnlySpan<byte> text = new(line, (int)length);
        int end = text.IndexOf((byte)0);
        if (end >= 0)
            text = text[..end];
        using Owned<PyObject> given = Own.Of(ts, SingleByteCodecs.DecodeLatin1(ts, text));
        return given.IsNull ? null : PyLong.FromBytes(ts, text, 10, given.Pointer);
    }

    private static Status LoadInt(ThreadState* ts, UnpicklerObject* self)
    {
        byte* line;
        nint length = NonEmptyLine(ts, self, &line);
        if (length < 0)
            return Status.Error;
        // Protocol 1 writes bools so.
        if (length == 3 && line[0] == '0' && line[1] is (byte)'0' or (byte)'1')
            return PushSteal(ts, self, Py.Bool(line[1] == '1'));
        PyObject* number = IntOfLine(ts, line, length);
        if (number == null && Err.ClearIf(ts, Exc.ValueError))
            return Err.ValueStatus(ts, "could not convert string to int");
        return PushSteal(ts, self, number);
    }

    private static Status LoadLong(ThreadState* ts, UnpicklerObject* self)
    {
        byte* line;
        nint length = NonEmptyLine(ts, self, &line);
        if (length < 0)
            return Status.Error;
        if (line[length - 2] == 'L')
            length -= 2;
        return PushSteal(ts, self, IntOfLine(ts, line, length));
    }

    private static Status LoadCountedLong(ThreadState* ts, UnpicklerObject* self, int size)
    {
        byte* at = LoadInput.Read(ts, self, size);
        if (at == null)
            return Status.Error;
        int count = Number(at, size);
        if (count < 0)
            return PickleState.FailLoad(ts, "LONG pickle has negative byte count");
        if (count == 0)
            return PushSteal(ts, self, PyLong.SmallInt(0));
        at = LoadInput.Read(ts, self, count);
        return at == null ? Status.Error : PushSteal(ts, self, PyLong.FromByteArray(ts, new ReadOnlySpan<byte>(at, count), little: true, signed: true));
    }

    private static Status LoadFloat(ThreadState* ts, UnpicklerObject* self)
    {
        byte* line;
        nint length = NonEmptyLine(ts, self, &line);
        if (length < 0)
            return Status.Error;
        ReadOnlySpan<byte> text = new(line, (int)length);
        int end = PyFloat.ParsePrefix(text, out double value);
        if (end <= 0)
        {
            int nul = text.IndexOf((byte)0);
            return Err.ValueStatus(ts, $"could not convert string to float: '{System.Text.Encoding.UTF8.GetString((nul < 0 ? text : text[..nul])[..Math.Min(nul < 0 ? text.Length : nul, 200)])}'");
        }
        if (end < text.Length && text[end] is not ((byte)'\n' or 0))
            return Err.ValueStatus(ts, "could not convert string to float");
        if (double.IsInfinity(value) && !text[..end].ContainsAny("nN"u8))
        {
            Err.Overflow(ts, "value too large to convert to float: " + System.Text.Encoding.ASCII.GetString(text[..Math.Min(end, 200)]));
            return Status.Error;
        }
        return PushSteal(ts, self, PyFloat.FromDouble(ts, value));
    }

    private static Status LoadBinFloat(ThreadState* ts, UnpicklerObject* self)
    {
        byte* at = LoadInput.Read(ts, self, 8);
        return at == null ? Status.Error : PushSteal(ts, self, PyFloat.FromDouble(ts, BinaryPrimitives.ReadDoubleBigEndian(new ReadOnlySpan<byte>(at, 8))));
    }

    // ---- Bytes and buffers ----------------------------------------------------------------------------------------------------------------

    private static Status LoadBytes(ThreadState* ts, UnpicklerObject* self, int size)
    {
        byte* at = LoadInput.Read(ts, self, size);
        if (at == null)
            return Status.Error;
        nint length = Length(at, size);
        if (length < 0 || length > nint.MaxValue - PyBytes.HeaderSize - 1)
        {
            Err.Overflow(ts, length < 0 ? $"BINBYTES exceeds system's maximum size of {nint.MaxValue} bytes" : "byte string is too large");
            return Status.Error;
        }
        return PushSteal(ts, self, LoadInput.ReadObject(ts, self, length, mutable: false));
    }

    private static Status LoadByteArray(ThreadState* ts, UnpicklerObject* self)
    {
        byte* at = LoadInput.Read(ts, self, 8);
        if (at == null)
            return Status.Error;
        nint length = Length(at, 8);
        if (length < 0)
        {
            Err.Overflow(ts, $"BYTEARRAY8 exceeds system's maximum size of {nint.MaxValue} bytes");
            return Status.Error;
        }
        return PushSteal(ts, self, LoadInput.ReadObject(ts, self, length, mutable: true));
    }

    private static Status LoadNextBuffer(ThreadState* ts, UnpicklerObject* self)
    {
        if (self->buffers == null)
            return PickleState.FailLoad(ts, "pickle stream refers to out-of-band data but no *buffers* argument was given");
        using Owned<PyObject> iterator = Own.Of(ts, Ref.New(self->buffers));
        PyObject* buffer = Obj.IterNext(ts, iterator.Pointer);
        if (buffer == null && !Err.Occurred(ts))
            return PickleState.FailLoad(ts, "not enough out-of-band buffers");
        return PushSteal(ts, self, buffer);
    }

    private static Status LoadReadOnlyBuffer(ThreadState* ts, UnpicklerObject* self)
    {
        LoadStack* stack = self->stack;
        if (stack->size <= stack->fence)
            return Underflow(ts, stack);
        using Owned<PyObject> view = Own.Of(ts, PyMemoryView.FromObject(ts, stack->data[stack->size - 1]));
        if (view.IsNull)
            return Status.Error;
        Py_buffer* buffer = PyMemoryView.ViewOf(view.Pointer);
        if (buffer->@readonly != 0)
            return Status.Ok;
        buffer->@readonly = 1;
        PyObject* old = stack->data[stack->size - 1];
        stack->data[stack->size - 1] = view.Release();
        Ref.Dec(ts, old);
        return Status.Ok;
    }

    // ---- Strings --------------------------------------------------------------------------------------------------------------------------

    /// <summary>The str of a Python 2 string, or the string as bytes where the encoding says so; takes over the bytes.</summary>
    private static PyObject* DecodeOld(ThreadState* ts, UnpicklerObject* self, PyObject* bytes)
    {
        string encoding = Utf8Text.ToString(self->encoding);
        if (bytes == null || encoding == "bytes")
            return bytes;
        string errors = Utf8Text.ToString(self->errors);
        using Owned<PyObject> held = Own.Of(ts, bytes);
        return PyUnicode.Decode(ts, PyBytes.AsSpan(bytes), encoding, errors);
    }

    private static Status LoadBinString(ThreadState* ts, UnpicklerObject* self, int size)
    {
        byte* at = LoadInput.Read(ts, self, size);
        if (at == null)
            return Status.Error;
        int length = Number(at, size);
        if (length < 0)
            return PickleState.FailLoad(ts, "BINSTRING pickle has negative byte count");
        at = LoadInput.Read(ts, self, length);
        return at == null ? Status.Error : PushSteal(ts, self, DecodeOld(ts, self, PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(at, length))));
    }

    private static Status LoadString(ThreadState* ts, UnpicklerObject* self)
    {
        byte* line;
        nint length = LoadInput.ReadLine(ts, self, &line);
        if (length < 0)
            return Status.Error;
        length--;
        if (length < 2 || line[0] != line[length - 1] || line[0] is not ((byte)'\'' or (byte)'"'))
            return PickleState.FailLoad(ts, "the STRING opcode argument must be quoted");
        return PushSteal(ts, self, DecodeOld(ts, self, EscapeCodecs.DecodeBytesEscape(ts, new ReadOnlySpan<byte>(line + 1, (int)length - 2), null)));
    }

    private static Status LoadUnicode(ThreadState* ts, UnpicklerObject* self)
    {
        byte* line;
        nint length = LoadInput.ReadLine(ts, self, &line);
        return length < 0 ? Status.Error : PushSteal(ts, self, EscapeCodecs.DecodeRawUnicodeEscape(ts, new ReadOnlySpan<byte>(line, (int)length - 1), null, null));
    }

    private static Status LoadBinUnicode(ThreadState* ts, UnpicklerObject* self, int size)
    {
        byte* at = LoadInput.Read(ts, self, size);
        if (at == null)
            return Status.Error;
        nint length = Length(at, size);
        if (length < 0)
        {
            Err.Overflow(ts, $"BINUNICODE exceeds system's maximum size of {nint.MaxValue} bytes");
            return Status.Error;
        }
        at = LoadInput.Read(ts, self, length);
        return at == null ? Status.Error : PushSteal(ts, self, Utf8Codec.Decode(ts, new ReadOnlySpan<byte>(at, (int)length), "surrogatepass", null));
    }
}
