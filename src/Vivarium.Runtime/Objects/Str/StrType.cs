// The type str: construction, protocol slots and the methods that are about the object as a whole. The text methods are in the other
// StrType.*.cs files.
// See docs/internals/str.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

[PyType("str", Layout = typeof(PyUnicodeObject),
    Flags = TypeFlags.BaseType | TypeFlags.UnicodeSubclass | TypeFlags.MatchSelf, TextSignature = "",
    Doc = "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nText: an immutable sequence of Unicode characters. With an encoding or an error handler,\n"
        + "the object must offer a buffer, whose bytes are decoded; otherwise the result is what\nobject.__str__() returns, or repr(object) without that method.\n"
        + "The encoding is 'utf-8' and the error handler 'strict' unless given.")]
internal static unsafe partial class StrType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => PyUnicode.Dealloc(ts, self);

    [Slot("(object='', encoding='utf-8', errors='strict')")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* @object = null,
        [Of(typeof(StrType))] PyObject* encoding = null,
        [Of(typeof(StrType))] PyObject* errors = null)
    {
        PyObject* value;
        if (@object == null)
            value = StaticStrings.Empty;
        else if (encoding == null && errors == null)
            value = Obj.Str(ts, @object);
        else
            value = FromEncodedObject(ts, @object, encoding, errors);
        if (value == null || type == Type)
            return value;
        PyObject* instance = NewSubclassInstance(ts, type, value);
        Ref.Dec(ts, value);
        return instance;
    }

    [Slot]
    private static PyObject* tp_vectorcall(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        nint given = VectorArguments.Count(nargsf);
        if (kwnames != null && PyTuple.Size(kwnames) != 0)
            return Call.MakeTupleCall(ts, callable, args, nargsf, kwnames, null);
        if (given > 3)
            return Err.Type(ts, $"str expected at most 3 arguments, got {given}");
        if (given < 2)
            return given == 0 ? StaticStrings.Empty : Obj.Str(ts, args[0]);
        for (nint i = 1; i < given; i++)
        {
            if (!PyUnicode.Check(args[i]))
                return ArgumentParsing.BadArgument(ts, "str", i == 1 ? "argument 'encoding'" : "argument 'errors'", "str", args[i]);
        }
        return FromEncodedObject(ts, args[0], args[1], given == 3 ? args[2] : null);
    }

    /// <summary>str(object, encoding, errors)</summary>
    private static PyObject* FromEncodedObject(ThreadState* ts, PyObject* o, PyObject* encoding, PyObject* errors)
    {
        string? encodingName = null, errorsName = null;
        if (encoding != null && (encodingName = CodecName(ts, encoding)) == null)
            return null;
        if (errors != null && (errorsName = CodecName(ts, errors)) == null)
            return null;
        if (PyBytes.Check(o))
            return PyBytes.Length(o) == 0 ? Empty(ts, encodingName, errorsName) : PyUnicode.Decode(ts, PyBytes.AsSpan(o), encodingName, errorsName);
        if (PyUnicode.Check(o))
            return Err.Type(ts, "decoding str is not supported");
        BufferView view = default;
        if (!BufferView.Supports(o))
            return Err.Type(ts, $"decoding to str: need a bytes-like object, {PyType.NameOf(o)} found");
        if (view.Get(ts, o) == Status.Error)
            return null;
        PyObject* result = view.Length == 0 ? Empty(ts, encodingName, errorsName) : PyUnicode.Decode(ts, view.Span, encodingName, errorsName);
        view.Release(ts);
        return result;
    }

    private static PyObject* Empty(ThreadState* ts, string? encoding, string? errors) =>
        Codecs.CodecRegistry.KnowsNames(ts, encoding, errors) ? StaticStrings.Empty : null;

    /// <summary>An encoding's or handler's name; null with ValueError when it holds a NUL.</summary>
    internal static string? CodecName(ThreadState* ts, PyObject* name)
    {
        string text = PyUnicode.ToString(name);
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            Err.Value(ts, "embedded null character");
            return null;
        }
        return text;
    }

    /// <summary>An instance of a subclass, with the characters in a block of their own.</summary>
    private static PyObject* NewSubclassInstance(ThreadState* ts, PyTypeObject* type, PyObject* value)
    {
        PyObject* self = TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        int kind = PyUnicode.Kind(value);
        nint length = PyUnicode.Length(value);
        PyUnicodeObject* o = (PyUnicodeObject*)self;
        o->_base._base.length = length;
        o->_base._base.hash = ((PyASCIIObject*)value)->hash;
        bool ascii = PyUnicode.IsAscii(value);
        o->_base._base.state = (uint)kind << PyUnicode.KindShift | (ascii ? PyUnicode.AsciiBit : 0);
        o->_base.utf8 = null;
        o->_base.utf8_length = 0;
        o->data = MemDomain.Malloc(ts->interp->heap, (nuint)((length + 1) * kind));
        if (o->data == null)
        {
            o->_base._base.length = 0;
            Ref.Dec(ts, self);
            return Err.NoMemory(ts);
        }
        if (ascii)
        {
            o->_base.utf8_length = length;
            o->_base.utf8 = (byte*)o->data;
        }
        Buffer.MemoryCopy(PyUnicode.Data(value), o->data, (length + 1) * kind, (length + 1) * kind);
        return self;
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => PyUnicode.Repr(ts, self);

    [Slot]
    private static PyObject* tp_str(ThreadState* ts, PyObject* self) => PyUnicode.ToExact(ts, self);

    [Slot]
    private static nint tp_hash(ThreadState* ts, PyObject* self) => PyUnicode.Hash(self);

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op) => PyUnicode.RichCompare(ts, self,
        other, op);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => StrIteratorType.New(ts, self);

    [Slot]
    private static PyObject* nb_remainder(ThreadState* ts, PyObject* left, PyObject* right) =>
        PyUnicode.Check(left) ? PyUnicode.Format(ts, left, right) : Py.NotImplemented;

    [Slot]
    private static nint sq_length(ThreadState* ts, PyObject* self) => PyUnicode.Length(self);

    [Slot]
    private static nint mp_length(ThreadState* ts, PyObject* self) => PyUnicode.Length(self);

    [Slot]
    private static PyObject* sq_concat(ThreadState* ts, PyObject* self, PyObject* other) => PyUnicode.Concat(ts, self, other);

    [Slot]
    private static PyObject* sq_repeat(ThreadState* ts, PyObject* self, nint count) => PyUnicode.Repeat(ts, self, count);

    [Slot]
    private static PyObject* sq_item(ThreadState* ts, PyObject* self, nint index)
    {
        if ((nuint)index >= (nuint)PyUnicode.Length(self))
            return Err.Index(ts, "string index out of range");
        return PyUnicode.FromChar(ts, PyUnicode.ReadChar(self, index));
    }

    [Slot]
    private static Truth sq_contains(ThreadState* ts, PyObject* self, PyObject* item) => PyUnicode.Contains(ts, self, item);

    [Slot]
    private static PyObject* mp_subscript(ThreadState* ts, PyObject* self, PyObject* item)
    {
        if (PySlice.Check(item))
            return Slice(ts, self, item);
        if (!Num.HasIndex(item))
            return Err.Type(ts, $"string indices must be integers, not '{PyType.NameOf(item)}'");
        nint index = Num.AsSsize(ts, item, Exc.IndexError);
        if (index == -1 && Err.Occurred(ts))
            return null;
        return sq_item(ts, self, index < 0 ? index + PyUnicode.Length(self) : index);
    }

    private static PyObject* Slice(ThreadState* ts, PyObject* self, PyObject* slice)
    {
        nint start, stop, step;
        if (PySlice.Unpack(ts, slice, &start, &stop, &step) == Status.Error)
            return null;
        nint count = PySlice.AdjustIndices(PyUnicode.Length(self), &start, &stop, step);
        if (count <= 0)
            return StaticStrings.Empty;
        if (step == 1)
            return PyUnicode.Substring(ts, self, start, start + count);
        int kind = PyUnicode.Kind(self);
        void* data = PyUnicode.Data(self);
        var writer = new UnicodeWriter(ts, exact: true);
        uint max = 0x7F;
        if (!PyUnicode.IsAscii(self))
        {
            for (nint i = 0, at = start; i < count; i++, at += step)
                max = Math.Max(max, PyUnicode.Read(kind, data, at));
        }
        writer.Prepare(count, max);
        for (nint i = 0, at = start; i < count; i++, at += step)
            writer.WriteChar(PyUnicode.Read(kind, data, at));
        return writer.Finish();
    }

    [PyMethod("($self, /)", Doc = "Return the size of the string in memory, in bytes.")]
    private static nint __sizeof__(ThreadState* ts, PyObject* self) => PyUnicode.SizeOf(self);

    [PyMethod("($self, /)", Doc = "Return the arguments from which copy and pickle make the string anew.", HideSignature = false)]
    private static PyObject* __getnewargs__(ThreadState* ts, PyObject* self)
    {
        PyObject* copy = PyUnicode.Copy(ts, self);
        if (copy == null)
            return null;
        PyObject* result = PyTuple.Pack(ts, copy);
        Ref.Dec(ts, copy);
        return result;
    }

    [PyMethod("($self, /, encoding='utf-8', errors='strict')", Doc = "Encode the string with the codec registered for the encoding.\n\n"
        + "The error handler decides what happens to characters the encoding lacks: 'strict' raises\na UnicodeEncodeError; 'ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace' and any\n"
        + "name registered with codecs.register_error may be given instead.")]
    private static PyObject* encode(ThreadState* ts, PyObject* self, [Of(typeof(StrType))] PyObject* encoding = null,
        [Of(typeof(StrType))] PyObject* errors = null)
    {
        string? encodingName = null, errorsName = null;
        if (encoding != null && (encodingName = CodecName(ts, encoding)) == null)
            return null;
        if (errors != null && (errorsName = CodecName(ts, errors)) == null)
            return null;
        return PyUnicode.AsEncodedString(ts, self, encodingName, errorsName);
    }

    [PyMethod("($self, format_spec, /)", Doc = "Return the string formatted as the format specification says.")]
    private static PyObject* __format__(ThreadState* ts, PyObject* self, [Of(typeof(StrType))] PyObject* format_spec) =>
        PyUnicode.FormatWithSpec(ts, self, format_spec);

    [PyMethod("($self, /, *args, **kwargs)", Doc = "Return the string with its replacement fields, in braces, filled from the arguments.")]
    private static PyObject* format(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs) => StrFormatter.Format(ts, self,
        args, kwargs);

    [PyMethod("($self, mapping, /)", Doc = "Return the string with its replacement fields, in braces, filled from the mapping.")]
    private static PyObject* format_map(ThreadState* ts, PyObject* self, PyObject* mapping) => StrFormatter.Format(ts, self, null, mapping);
}
