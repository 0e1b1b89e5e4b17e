// _json.make_encoder: from objects to JSON, written into one string. What is written is in JsonEncoding. See docs/internals/json.md.
namespace Vivarium.Stdlib.Json;

/// <summary>How strings are written.</summary>
internal enum FastEncode : long
{
    /// <summary>By calling the encoder.</summary>
    None,
    Ascii,
    Unicode,
}

internal unsafe struct PyEncoderObject
{
    public PyObject ob_base;
    public PyObject* markers;
    public PyObject* defaultfn;
    public PyObject* encoder;
    public PyObject* indent;
    public PyObject* key_separator;
    public PyObject* item_separator;
    public byte sort_keys;
    public byte skipkeys;
    public byte allow_nan;
    public FastEncode fast_encode;
}

[PyType("_json.Encoder", Layout = typeof(PyEncoderObject), Flags = TypeFlags.HaveGc, TextSignature = "", Doc = "Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)")]
[PyMember("markers", "markers", MemberType.Object, Doc = "markers")]
[PyMember("default", "defaultfn", MemberType.Object, Doc = "default")]
[PyMember("encoder", "encoder", MemberType.Object, Doc = "encoder")]
[PyMember("indent", "indent", MemberType.Object, Doc = "indent")]
[PyMember("key_separator", "key_separator", MemberType.Object, Doc = "key_separator")]
[PyMember("item_separator", "item_separator", MemberType.Object, Doc = "item_separator")]
[PyMember("sort_keys", "sort_keys", MemberType.Bool, Doc = "sort_keys")]
[PyMember("skipkeys", "skipkeys", MemberType.Bool, Doc = "skipkeys")]
internal static unsafe partial class EncoderType
{
    private static readonly ArgumentSpec* s_new = ArgumentSpec.Make(ImmortalRegion.Utf8("make_encoder"), 9, 0, 9, 9, 0, false,
        "markers\0default\0encoder\0indent\0key_separator\0item_separator\0sort_keys\0skipkeys\0allow_nan\0"u8);

    private static readonly ArgumentSpec* s_call = ArgumentSpec.Make(ImmortalRegion.Utf8("_iterencode"), 2, 0, 2, 2, 0, false, "obj\0_current_indent_level\0"u8);

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        PyObject** values = stackalloc PyObject*[9];
        if (!ArgumentParsing.UnpackKeywordDict(ts, s_new, PyTuple.Items(args), PyTuple.Size(args), kwargs, values, null, null))
            return null;
        for (int i = 4; i <= 5; i++)
        {
            if (!PyUnicode.Check(values[i]))
                return ArgumentParsing.BadArgument(ts, "make_encoder", $"argument {i + 1}", "str", values[i]);
        }
        byte* flags = stackalloc byte[3];
        for (int i = 0; i < 3; i++)
        {
            Truth truth = Obj.IsTrue(ts, values[6 + i]);
            if (truth == Truth.Error)
                return null;
            flags[i] = (byte)truth;
        }
        if (values[0] != Py.None && !PyDict.Check(values[0]))
            return Err.Type(ts, $"make_encoder() argument 1 must be dict or None, not {PyType.NameOf(values[0])}");
        PyEncoderObject* self = (PyEncoderObject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        self->markers = Ref.New(values[0]);
        self->defaultfn = Ref.New(values[1]);
        self->encoder = Ref.New(values[2]);
        self->indent = Ref.New(values[3]);
        self->key_separator = Ref.New(values[4]);
        self->item_separator = Ref.New(values[5]);
        self->sort_keys = flags[0];
        self->skipkeys = flags[1];
        self->allow_nan = flags[2];
        self->fast_encode = JsonModule.KnownEncoder(self->encoder);
        return (PyObject*)self;
    }

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, PyEncoderObject* self, PyObject* args, PyObject* kwargs)
    {
        PyObject** values = stackalloc PyObject*[2];
        if (!ArgumentParsing.UnpackKeywordDict(ts, s_call, PyTuple.Items(args), PyTuple.Size(args), kwargs, values, null, null))
            return null;
        nint level = Num.AsSsize(ts, values[1], Exc.OverflowError);
        if (level == -1 && Err.Occurred(ts))
            return null;
        var encoding = new JsonEncoding(ts, self, level);
        PyObject* text = encoding.Encode(values[0]);
        if (text == null)
            return null;
        PyObject* result = PyTuple.Pack(ts, text);
        Ref.Dec(ts, text);
        return result;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyEncoderObject* self)
    {
        GcList.UntrackIfTracked(self);
        tp_clear(ts, self);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyEncoderObject* self, visitproc visit, void* arg)
    {
        PyObject** fields = stackalloc PyObject*[] { self->markers, self->defaultfn, self->encoder, self->indent, self->key_separator, self->item_separator };
        int r = 0;
        for (int i = 0; i < 6 && r == 0; i++)
            r = fields[i] == null ? 0 : visit(fields[i], arg);
        return r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyEncoderObject* self)
    {
        Ref.Clear(ts, &self->markers);
        Ref.Clear(ts, &self->defaultfn);
        Ref.Clear(ts, &self->encoder);
        Ref.Clear(ts, &self->indent);
        Ref.Clear(ts, &self->key_separator);
        Ref.Clear(ts, &self->item_separator);
    }
}
