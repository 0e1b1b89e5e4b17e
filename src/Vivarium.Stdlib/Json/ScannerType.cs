// _json.make_scanner: from JSON to objects. See docs/internals/json.md.
namespace Vivarium.Stdlib.Json;

internal unsafe struct PyScannerObject
{
    public PyObject ob_base;
    public byte strict;
    public PyObject* object_hook;
    public PyObject* object_pairs_hook;
    public PyObject* parse_float;
    public PyObject* parse_int;
    public PyObject* parse_constant;
}

[PyType("_json.Scanner", Layout = typeof(PyScannerObject), Flags = TypeFlags.HaveGc, TextSignature = "", Doc = "JSON scanner object")]
[PyMember("strict", "strict", MemberType.Bool, Doc = "strict")]
[PyMember("object_hook", "object_hook", MemberType.Object, Doc = "object_hook")]
[PyMember("object_pairs_hook", "object_pairs_hook", MemberType.Object)]
[PyMember("parse_float", "parse_float", MemberType.Object, Doc = "parse_float")]
[PyMember("parse_int", "parse_int", MemberType.Object, Doc = "parse_int")]
[PyMember("parse_constant", "parse_constant", MemberType.Object, Doc = "parse_constant")]
internal static unsafe partial class ScannerType
{
    private static readonly ArgumentSpec* s_new = ArgumentSpec.Make(ImmortalRegion.Utf8("make_scanner"), 1, 0, 1, 1, 0, false, "context\0"u8);

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        PyObject* context;
        if (!ArgumentParsing.UnpackKeywordDict(ts, s_new, PyTuple.Items(args), PyTuple.Size(args), kwargs, &context, null, null))
            return null;
        PyScannerObject* self = (PyScannerObject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        if (Fill(ts, self, context) == Status.Ok)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    private static Status Fill(ThreadState* ts, PyScannerObject* self, PyObject* context)
    {
        using Owned<PyObject> strict = Own.Of(ts, Obj.GetAttr(ts, context, Id.strict));
        Truth isStrict = strict.IsNull ? Truth.Error : Obj.IsTrue(ts, strict.Pointer);
        if (isStrict == Truth.Error)
            return Status.Error;
        self->strict = (byte)isStrict;
        bool complete = (self->object_hook = Obj.GetAttr(ts, context, "object_hook")) != null
            && (self->object_pairs_hook = Obj.GetAttr(ts, context, "object_pairs_hook")) != null
            && (self->parse_float = Obj.GetAttr(ts, context, "parse_float")) != null
            && (self->parse_int = Obj.GetAttr(ts, context, "parse_int")) != null
            && (self->parse_constant = Obj.GetAttr(ts, context, "parse_constant")) != null;
        return complete ? Status.Ok : Status.Error;
    }

    private static readonly ArgumentSpec* s_call = ArgumentSpec.Make(ImmortalRegion.Utf8("scan_once"), 2, 0, 2, 2, 0, false, "string\0idx\0"u8);

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, PyScannerObject* self, PyObject* args, PyObject* kwargs)
    {
        PyObject** values = stackalloc PyObject*[2];
        if (!ArgumentParsing.UnpackKeywordDict(ts, s_call, PyTuple.Items(args), PyTuple.Size(args), kwargs, values, null, null))
            return null;
        nint index = Num.AsSsize(ts, values[1], Exc.OverflowError);
        if (index == -1 && Err.Occurred(ts))
            return null;
        if (!PyUnicode.Check(values[0]))
            return Err.Type(ts, $"first argument must be a string, not {PyType.NameOf(values[0])}");
        if (index < 0)
            return Err.Value(ts, "idx cannot be negative");
        nint next = 0;
        PyObject* value = PyUnicode.Kind(values[0]) switch
        {
            1 => Scan<byte>(ts, self, values[0], index, &next),
            2 => Scan<ushort>(ts, self, values[0], index, &next),
            _ => Scan<uint>(ts, self, values[0], index, &next),
        };
        return PyTuple.PackStealOrNull(ts, value, value == null ? null : PyLong.FromNInt(ts, next));
    }

    private static PyObject* Scan<TChar>(ThreadState* ts, PyScannerObject* self, PyObject* text, nint index, nint* next)
        where TChar : unmanaged, IEquatable<TChar>
    {
        var scan = new JsonScan<TChar>(ts, self, text);
        PyObject* value = scan.Value(index, next);
        scan.Dispose();
        return value;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyScannerObject* self)
    {
        GcList.UntrackIfTracked(self);
        tp_clear(ts, self);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyScannerObject* self, visitproc visit, void* arg)
    {
        PyObject** fields = stackalloc PyObject*[] { self->object_hook, self->object_pairs_hook, self->parse_float, self->parse_int, self->parse_constant };
        int r = 0;
        for (int i = 0; i < 5 && r == 0; i++)
            r = fields[i] == null ? 0 : visit(fields[i], arg);
        return r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyScannerObject* self)
    {
        Ref.Clear(ts, &self->object_hook);
        Ref.Clear(ts, &self->object_pairs_hook);
        Ref.Clear(ts, &self->parse_float);
        Ref.Clear(ts, &self->parse_int);
        Ref.Clear(ts, &self->parse_constant);
    }
}
