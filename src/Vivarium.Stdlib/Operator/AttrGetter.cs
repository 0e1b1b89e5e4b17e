// operator.attrgetter: a callable that fetches one attribute, or a tuple of several, of its argument; names may be dotted. See docs/internals/operator.md.
namespace Vivarium.Stdlib.Operators;

internal unsafe struct attrgetterobject
{
    public PyObject ob_base;
    public nint nattrs;
    /// <summary>One element for each argument: an interned name, or the tuple of the parts of a dotted one.</summary>
    public PyObject* attr;
    public vectorcallfunc vectorcall;
}

[PyType("operator.attrgetter", Layout = typeof(attrgetterobject), Flags = TypeFlags.HaveGc, VectorcallField = "vectorcall", TextSignature = "(attr, /, *attrs)",
    Doc = "A callable that fetches attributes of its argument.\n\nAfter f = attrgetter('name'), f(r) is r.name.\n"
        + "After g = attrgetter('name', 'date'), g(r) is (r.name, r.date).\nAfter h = attrgetter('name.first', 'name.last'), h(r) is\n(r.name.first, r.name.last).")]
internal static unsafe partial class AttrGetterType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.Type(ts, "attrgetter() takes no keyword arguments");
        nint n = PyTuple.Size(args);
        if (n == 0)
            return Err.Type(ts, "attrgetter expected 1 argument, got 0");
        PyObject* names = PyTuple.New(ts, n);
        if (names == null)
            return null;
        for (nint i = 0; i < n; i++)
        {
            PyObject* parts = Split(ts, PyTuple.GetBorrowed(args, i));
            if (parts == null)
            {
                Ref.Dec(ts, names);
                return null;
            }
            PyTuple.SetSteal(names, i, parts);
        }
        PyTuple.Track(ts, names);
        attrgetterobject* self = (attrgetterobject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
        {
            Ref.Dec(ts, names);
            return null;
        }
        self->nattrs = n;
        self->attr = names;
        self->vectorcall = &Vectorcall;
        return (PyObject*)self;
    }

    /// <summary>The interned name, or the tuple of the interned parts of a dotted one.</summary>
    private static PyObject* Split(ThreadState* ts, PyObject* name)
    {
        if (!PyUnicode.Check(name))
            return Err.Type(ts, "attribute name must be a string");
        nint length = PyUnicode.Length(name);
        nint parts = 1;
        for (nint i = 0; i < length; i++)
            parts += PyUnicode.ReadChar(name, i) == '.' ? 1 : 0;
        if (parts == 1)
            return Part(ts, name, 0, length);
        PyObject* result = PyTuple.New(ts, parts);
        if (result == null)
            return null;
        nint start = 0;
        for (nint k = 0; k < parts; k++)
        {
            nint end = start;
            while (end < length && PyUnicode.ReadChar(name, end) != '.')
                end++;
            PyObject* part = Part(ts, name, start, end);
            if (part == null)
            {
                Ref.Dec(ts, result);
                return null;
            }
            PyTuple.SetSteal(result, k, part);
            start = end + 1;
        }
        PyTuple.Track(ts, result);
        return result;
    }

    private static PyObject* Part(ThreadState* ts, PyObject* name, nint start, nint end)
    {
        UnicodeWriter writer = new(ts);
        writer.WriteSubstring(name, start, end);
        PyObject* part = writer.Finish();
        if (part != null)
            PyUnicode.InternInPlace(ts, &part);
        return part;
    }

    private static PyObject* Fetch(ThreadState* ts, PyObject* o, PyObject* name)
    {
        if (!PyTuple.CheckExact(name))
            return Obj.GetAttr(ts, o, name);
        Ref.Inc(o);
        for (nint i = 0; i < PyTuple.Size(name) && o != null; i++)
        {
            PyObject* value = Obj.GetAttr(ts, o, PyTuple.GetBorrowed(name, i));
            Ref.Dec(ts, o);
            o = value;
        }
        return o;
    }

    private static PyObject* Vectorcall(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        if (kwnames != null && PyTuple.Size(kwnames) != 0)
            return Err.Type(ts, "attrgetter() takes no keyword arguments");
        nint n = Call.ArgumentCount(nargsf);
        if (n != 1)
            return Err.Type(ts, $"attrgetter expected 1 argument, got {n}");
        attrgetterobject* self = (attrgetterobject*)callable;
        if (self->nattrs == 1)
            return Fetch(ts, args[0], PyTuple.GetBorrowed(self->attr, 0));
        PyObject* result = PyTuple.New(ts, self->nattrs);
        if (result == null)
            return null;
        for (nint i = 0; i < self->nattrs; i++)
        {
            PyObject* value = Fetch(ts, args[0], PyTuple.GetBorrowed(self->attr, i));
            if (value == null)
            {
                Ref.Dec(ts, result);
                return null;
            }
            PyTuple.SetSteal(result, i, value);
        }
        PyTuple.Track(ts, result);
        return result;
    }

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs) => Call.VectorcallFromTuple(ts, self, args, kwargs);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, attrgetterobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->attr);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(attrgetterobject* self, visitproc visit, void* arg) => self->attr == null ? 0 : visit(self->attr, arg);

    /// <summary>The names as they were given.</summary>
    private static PyObject* Arguments(ThreadState* ts, attrgetterobject* self)
    {
        PyObject* result = PyTuple.New(ts, self->nattrs);
        for (nint i = 0; result != null && i < self->nattrs; i++)
        {
            PyObject* name = Joined(ts, PyTuple.GetBorrowed(self->attr, i));
            if (name == null)
            {
                Ref.Dec(ts, result);
                return null;
            }
            PyTuple.SetSteal(result, i, name);
        }
        if (result != null)
            PyTuple.Track(ts, result);
        return result;
    }

    private static PyObject* Joined(ThreadState* ts, PyObject* name)
    {
        if (!PyTuple.CheckExact(name))
            return Ref.New(name);
        UnicodeWriter writer = new(ts);
        for (nint i = 0; i < PyTuple.Size(name); i++)
        {
            if (i > 0)
                writer.WriteChar('.');
            writer.WriteStr(PyTuple.GetBorrowed(name, i));
        }
        return writer.Finish();
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, attrgetterobject* self)
    {
        PyObject* args = Arguments(ts, self);
        PyObject* text = args == null ? null : GetterText.Repr(ts, (PyObject*)self, args, null);
        Ref.XDec(ts, args);
        return text;
    }

    [PyMethod("($self, /)", Doc = "What pickle keeps.", HideSignature = true)]
    private static PyObject* __reduce__(ThreadState* ts, attrgetterobject* self) =>
        PyTuple.PackStealOrNull(ts, Ref.New(((PyObject*)self)->ob_type), Arguments(ts, self));
}
