// IncrementalNewlineDecoder: wraps a decoder and turns "\r\n" and "\r" into "\n" if it is to translate, remembering which line ends it met. A "\r" at the end of a
// piece waits for the next one, which may begin with "\n". See docs/internals/io.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Io;

internal static unsafe class NewlineDecoder
{
    private const byte SeenCr = 1;
    private const byte SeenLf = 2;
    private const byte SeenCrLf = 4;
    private const byte SeenAll = SeenCr | SeenLf | SeenCrLf;

    public static bool CheckExact(PyObject* o) => o->ob_type == IncrementalNewlineDecoderType.Type;

    public static PyObject* New(ThreadState* ts, PyObject* decoder, bool translate)
    {
        nldecoder_object* self = (nldecoder_object*)TypeSlots.Of(IncrementalNewlineDecoderType.Type)->tp_alloc(ts, IncrementalNewlineDecoderType.Type, 0);
        if (self != null)
            Init(self, decoder, translate, null);
        return (PyObject*)self;
    }

    /// <summary>Fills a fresh object; references are taken.</summary>
    public static void Init(nldecoder_object* self, PyObject* decoder, bool translate, PyObject* errors)
    {
        self->decoder = Ref.New(decoder);
        self->errors = Ref.New(errors == null ? Id.strict : errors);
        self->translate = (byte)(translate ? 1 : 0);
        self->seennl = 0;
        self->pendingcr = 0;
    }

    private static bool CheckInitialized(ThreadState* ts, nldecoder_object* self)
    {
        if (self->errors != null)
            return true;
        Err.Value(ts, "IncrementalNewlineDecoder.__init__() not called");
        return false;
    }

    public static PyObject* Decode(ThreadState* ts, PyObject* o, PyObject* input, bool final)
    {
        nldecoder_object* self = (nldecoder_object*)o;
        if (!CheckInitialized(ts, self))
            return null;
        // Without a decoder the input is text already.
        PyObject* text = self->decoder == Py.None ? Ref.New(input) : Call.Method(ts, self->decoder, Id.decode, input, Py.Bool(final));
        if (text == null)
            return null;
        if (!PyUnicode.Check(text))
        {
            Err.Type(ts, $"decoder should return a string result, not '{PyType.NameOf(text)}'");
            Ref.Dec(ts, text);
            return null;
        }
        return TranslateSteal(ts, self, text, final);
    }

    private static PyObject* TranslateSteal(ThreadState* ts, nldecoder_object* self, PyObject* text, bool final)
    {
        nint length = PyUnicode.Length(text);
        if (self->pendingcr != 0 && (final || length > 0))
        {
            PyObject* joined = PyUnicode.Concat(ts, PyUnicode.Latin1Char('\r'), text);
            Ref.Dec(ts, text);
            if (joined == null)
                return null;
            text = joined;
            length++;
            self->pendingcr = 0;
        }
        if (!final && length > 0 && PyUnicode.ReadChar(text, length - 1) == '\r')
        {
            PyObject* shorter = PyUnicode.Substring(ts, text, 0, length - 1);
            Ref.Dec(ts, text);
            if (shorter == null)
                return null;
            text = shorter;
            length--;
            self->pendingcr = 1;
        }
        if (length == 0)
            return text;
        int kind = PyUnicode.Kind(text);
        void* data = PyUnicode.Data(text);
        nint firstCr = IndexOf(kind, data, length, '\r');
        if (firstCr < 0)
        {
            if ((self->seennl & SeenLf) == 0 && IndexOf(kind, data, length, '\n') >= 0)
                self->seennl |= SeenLf;
            return text;
        }
        Note(self, kind, data, length);
        return self->translate == 0 ? text : ReplaceSteal(ts, text, kind, data, length, firstCr);
    }

    private static nint IndexOf(int kind, void* data, nint length, char c) => kind switch
    {
        1 => new ReadOnlySpan<byte>(data, (int)length).IndexOf((byte)c),
        2 => new ReadOnlySpan<ushort>(data, (int)length).IndexOf(c),
        _ => new ReadOnlySpan<uint>(data, (int)length).IndexOf(c),
    };

    /// <summary>Which line ends there are; nothing more is to be learnt once all kinds were met.</summary>
    private static void Note(nldecoder_object* self, int kind, void* data, nint length)
    {
        byte seen = self->seennl;
        for (nint i = 0; i < length && seen != SeenAll; i++)
        {
            uint c = PyUnicode.Read(kind, data, i);
            if (c == '\n')
            {
                seen |= SeenLf;
            }
            else if (c == '\r')
            {
                bool pair = i + 1 < length && PyUnicode.Read(kind, data, i + 1) == '\n';
                seen |= pair ? SeenCrLf : SeenCr;
                i += pair ? 1 : 0;
            }
        }
        self->seennl = seen;
    }

    private static PyObject* ReplaceSteal(ThreadState* ts, PyObject* text, int kind, void* data, nint length, nint firstCr)
    {
        using Owned<PyObject> hold = Own.Of(ts, text);
        byte* copy = (byte*)MemDomain.Malloc(ts->interp->heap, (nuint)(length * kind));
        if (copy == null)
            return Err.NoMemory(ts);
        NativeMemory.Copy(data, copy, (nuint)(firstCr * kind));
        nint to = firstCr;
        for (nint from = firstCr; from < length;)
        {
            uint c = PyUnicode.Read(kind, data, from++);
            if (c == '\r')
            {
                c = '\n';
                if (from < length && PyUnicode.Read(kind, data, from) == '\n')
                    from++;
            }
            PyUnicode.Write(kind, copy, to++, c);
        }
        PyObject* result = PyUnicode.FromKindAndData(ts, kind, copy, to);
        MemDomain.Free(ts->interp->heap, copy);
        return result;
    }

    // ---- State: (input the decoder keeps, its flags with the waiting "\r" as the lowest bit) ----

    public static PyObject* GetState(ThreadState* ts, nldecoder_object* self)
    {
        if (!CheckInitialized(ts, self))
            return null;
        using Owned<PyObject> state = Own.Of(ts, self->decoder == Py.None ? null : Call.Method(ts, self->decoder, Id.getstate));
        PyObject* buffer = PyBytes.Empty;
        ulong flags = 0;
        if (self->decoder != Py.None)
        {
            if (state.IsNull)
                return null;
            if (!PyTuple.Check(state.Pointer))
                return Err.Type(ts, "illegal decoder state");
            if (!UnpackState(ts, state.Pointer, "illegal decoder state", out buffer, out flags))
                return null;
        }
        using Owned<PyObject> number = Own.Of(ts, PyLong.FromUInt64(ts, (flags << 1) | self->pendingcr));
        return number.IsNull ? null : PyTuple.Pack(ts, buffer, number.Pointer);
    }

    private static bool UnpackState(ThreadState* ts, PyObject* state, string message, out PyObject* buffer, out ulong flags)
    {
        buffer = null;
        flags = 0;
        if (PyTuple.Size(state) != 2)
        {
            Err.Type(ts, message);
            return false;
        }
        buffer = PyTuple.GetBorrowed(state, 0);
        using Owned<PyObject> number = Own.Of(ts, Num.HasIndex(PyTuple.GetBorrowed(state, 1)) ? Num.Index(ts, PyTuple.GetBorrowed(state, 1)) : null);
        if (!number.IsNull)
            flags = PyLong.AsUInt64Mask(ts, number.Pointer);
        else if (!Err.Occurred(ts))
            Err.Type(ts, message);
        return !Err.Occurred(ts);
    }

    public static PyObject* SetState(ThreadState* ts, nldecoder_object* self, PyObject* state)
    {
        if (!CheckInitialized(ts, self))
            return null;
        if (!PyTuple.Check(state))
            return Err.Type(ts, "state argument must be a tuple");
        if (!UnpackState(ts, state, "setstate(): illegal state argument", out PyObject* buffer, out ulong flags))
            return null;
        self->pendingcr = (byte)(flags & 1);
        if (self->decoder == Py.None)
            return Py.None;
        using Owned<PyObject> number = Own.Of(ts, PyLong.FromUInt64(ts, flags >> 1));
        using Owned<PyObject> inner = Own.Of(ts, number.IsNull ? null : PyTuple.Pack(ts, buffer, number.Pointer));
        return inner.IsNull ? null : Call.Method(ts, self->decoder, Id.setstate, inner.Pointer);
    }

    public static PyObject* Reset(ThreadState* ts, nldecoder_object* self)
    {
        if (!CheckInitialized(ts, self))
            return null;
        self->seennl = 0;
        self->pendingcr = 0;
        return self->decoder == Py.None ? Py.None : Call.Method(ts, self->decoder, Id.reset);
    }

    /// <summary>None, one line end, or a tuple of those met.</summary>
    public static PyObject* Newlines(ThreadState* ts, nldecoder_object* self)
    {
        if (!CheckInitialized(ts, self))
            return null;
        using Owned<PyObject> crlf = Own.Of(ts, PyUnicode.FromAscii(ts, "\r\n"u8));
        if (crlf.IsNull)
            return null;
        PyObject** items = stackalloc PyObject*[3];
        int count = 0;
        if ((self->seennl & SeenCr) != 0)
            items[count++] = PyUnicode.Latin1Char('\r');
        if ((self->seennl & SeenLf) != 0)
            items[count++] = PyUnicode.Latin1Char('\n');
        if ((self->seennl & SeenCrLf) != 0)
            items[count++] = crlf.Pointer;
        return count == 0 ? Py.None : count == 1 ? Ref.New(items[0]) : PyTuple.FromArray(ts, items, count);
    }
}

[PyType("_io.IncrementalNewlineDecoder", Layout = typeof(nldecoder_object), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, TextSignature = "(decoder, translate, errors='strict')",
    Doc = "A decoder that knows all line ends.\n\nIt wraps another incremental decoder, or None when its input is text already. With translate true it makes\n"
        + "'\\n' of '\\r\\n' and '\\r'. The attribute newlines tells which line ends were met; a pair that is cut in\nhalf between two pieces is put together.")]
internal static unsafe partial class IncrementalNewlineDecoderType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => TypeSlots.Of(type)->tp_alloc(ts, type, 0);

    [Slot("(decoder, translate, errors='strict')")]
    private static Status tp_init(ThreadState* ts, nldecoder_object* self, PyObject* decoder, bool translate, PyObject* errors = null)
    {
        tp_clear(ts, self);
        NewlineDecoder.Init(self, decoder, translate, errors);
        return Status.Ok;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, nldecoder_object* self)
    {
        GcList.UntrackIfTracked(self);
        tp_clear(ts, self);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        nldecoder_object* o = (nldecoder_object*)self;
        int r = o->decoder == null ? 0 : visit(o->decoder, arg);
        return r != 0 || o->errors == null ? r : visit(o->errors, arg);
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, nldecoder_object* self)
    {
        Ref.Clear(ts, &self->decoder);
        Ref.Clear(ts, &self->errors);
    }

    [PyMethod("($self, /, input, final=False)")]
    private static PyObject* decode(ThreadState* ts, nldecoder_object* self, PyObject* input, bool final) => NewlineDecoder.Decode(ts, (PyObject*)self, input, final);

    [PyMethod("($self, /)")]
    private static PyObject* getstate(ThreadState* ts, nldecoder_object* self) => NewlineDecoder.GetState(ts, self);

    [PyMethod("($self, state, /)")]
    private static PyObject* setstate(ThreadState* ts, nldecoder_object* self, PyObject* state) => NewlineDecoder.SetState(ts, self, state);

    [PyMethod("($self, /)")]
    private static PyObject* reset(ThreadState* ts, nldecoder_object* self) => NewlineDecoder.Reset(ts, self);

    [PyGetSet("newlines")]
    private static PyObject* GetNewlines(ThreadState* ts, nldecoder_object* self) => NewlineDecoder.Newlines(ts, self);
}
