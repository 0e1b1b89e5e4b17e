// Replacement templates as re._parser.parse_template gives them: a literal, then groups with the literals after them. Also the way to the
// library's own cache of compiled templates. See docs/internals/re.md.
namespace Vivarium.Stdlib.Sre;

[PyType("_sre.SRE_Template", Layout = typeof(TemplateObject), ItemSize = 16, Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class TemplateType
{
    public static bool Check(PyObject* o) => o->ob_type == Type;

    private static TemplateItem* Items(TemplateObject* self) => (TemplateItem*)(self + 1);

    /// <summary>A literal, or null for one that is empty.</summary>
    private static PyObject* Literal(PyObject* o)
    {
        bool empty = PyUnicode.Check(o) ? PyUnicode.Length(o) == 0 : PyBytes.Check(o) && PyBytes.Length(o) == 0;
        return empty ? null : Ref.New(o);
    }

    public static PyObject* New(ThreadState* ts, PyObject* list)
    {
        nint count = PyList.Size(list);
        if ((count & 1) == 0)
            return Err.Type(ts, "invalid template");
        nint chunks = count / 2;
        TemplateObject* self = (TemplateObject*)ObjectAlloc.GcNewVar(ts, Type, chunks);
        if (self == null)
            return null;
        self->chunks = chunks;
        self->literal = Ref.New(PyList.GetBorrowed(list, 0));
        new Span<TemplateItem>(Items(self), (int)chunks).Clear();
        for (nint i = 0; i < chunks; i++)
        {
            PyObject* number = PyList.GetBorrowed(list, 2 * i + 1);
            if (!PyLong.Check(number))
                return Refuse(ts, self, "an integer is required");
            nint index = PyLong.AsNInt(ts, number);
            if (index == -1 && Err.Occurred(ts))
            {
                Ref.Dec(ts, self);
                return null;
            }
            if (index < 0)
                return Refuse(ts, self, "invalid template");
            Items(self)[i].index = index;
            Items(self)[i].literal = Literal(PyList.GetBorrowed(list, 2 * i + 2));
        }
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    private static PyObject* Refuse(ThreadState* ts, TemplateObject* self, string message)
    {
        Ref.Dec(ts, self);
        return Err.Type(ts, message);
    }

    /// <summary>The text that the template stands for with the groups of a match.</summary>
    public static PyObject* Expand(ThreadState* ts, TemplateObject* self, MatchObject* match)
    {
        if (self->chunks == 0)
            return Ref.New(self->literal);
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        if (list.IsNull)
            return null;
        bool empty = PyUnicode.Check(self->literal) ? PyUnicode.Length(self->literal) == 0 : PyBytes.Check(self->literal) && PyBytes.Length(self->literal) == 0;
        if (!empty && PyList.Append(ts, list.Pointer, self->literal) != Status.Ok)
            return null;
        for (nint i = 0; i < self->chunks; i++)
        {
            PyObject* text = MatchType.GroupSlice(ts, match, Items(self)[i].index, Py.None);
            if (text == null)
                return null;
            if (text == Py.None)
                Ref.Dec(ts, text);
            else if (PyList.AppendSteal(ts, list.Pointer, text) != Status.Ok)
                return null;
            if (Items(self)[i].literal != null && PyList.Append(ts, list.Pointer, Items(self)[i].literal) != Status.Ok)
                return null;
        }
        return Join(ts, PyUnicode.Check(self->literal), list.Pointer);
    }

    public static PyObject* Join(ThreadState* ts, bool isText, PyObject* list) =>
        isText ? PyUnicode.Join(ts, PyUnicode.Empty, list) : ByteMethods.Join(ts, PyBytes.Empty, list);

    /// <summary>What the library's re._compile_template makes of a replacement: a template, or the text itself.</summary>
    public static PyObject* Compile(ThreadState* ts, PatternObject* pattern, PyObject* template)
    {
        using Owned<PyObject> module = Own.Of(ts, Imports.ImportModule(ts, "re"));
        using Owned<PyObject> function = Own.Of(ts, module.IsNull ? null : Obj.GetAttr(ts, module.Pointer, "_compile_template"));
        if (function.IsNull)
            return null;
        PyObject* result = Call.TwoArgs(ts, function.Pointer, (PyObject*)pattern, template);
        if (result != null || !Err.Matches(ts, Exc.TypeError))
            return result;
        // What cannot be hashed, a bytearray say, is not in the cache: its exact text is.
        bool isText = PyUnicode.Check(template);
        if (isText ? PyUnicode.CheckExact(template) : PyBytes.CheckExact(template) || !BufferView.Supports(template))
            return null;
        Err.Clear(ts);
        using Owned<PyObject> exact = Own.Of(ts, isText ? PyUnicode.ToExact(ts, template) : PyBytes.FromObject(ts, template));
        return exact.IsNull ? null : Call.TwoArgs(ts, function.Pointer, (PyObject*)pattern, exact.Pointer);
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, TemplateObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->literal);
        for (nint i = 0; i < self->chunks; i++)
            Ref.XDec(ts, Items(self)[i].literal);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(TemplateObject* self, visitproc visit, void* arg)
    {
        int r = visit(self->literal, arg);
        for (nint i = 0; r == 0 && i < self->chunks; i++)
        {
            if (Items(self)[i].literal != null)
                r = visit(Items(self)[i].literal, arg);
        }
        return r;
    }
}
