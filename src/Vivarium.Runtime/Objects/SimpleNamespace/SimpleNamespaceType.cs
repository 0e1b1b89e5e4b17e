// types.SimpleNamespace: an object that is nothing but its attributes; sys.implementation is one. See docs/internals/sys.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct _PyNamespaceObject
{
    public PyObject ob_base;
    public PyObject* ns_dict;
}

internal static unsafe class SimpleNamespace
{
    /// <summary>A namespace with a copy of the dict's entries; null for an empty one.</summary>
    public static PyObject* New(ThreadState* ts, PyObject* attributes)
    {
        _PyNamespaceObject* o = (_PyNamespaceObject*)TypeSlots.Of(SimpleNamespaceType.Type)->tp_new(ts, SimpleNamespaceType.Type, null, null);
        if (o == null || attributes == null || PyDict.Update(ts, o->ns_dict, attributes) == Status.Ok)
            return (PyObject*)o;
        Ref.Dec(ts, o);
        return null;
    }
}

[PyType("types.SimpleNamespace", Layout = typeof(_PyNamespaceObject), DictField = "ns_dict", Flags = TypeFlags.BaseType | TypeFlags.HaveGc,
    Doc = "An object whose attributes are what it was made with, and can be set freely.", TextSignature = "(mapping_or_iterable=(), /, **kwargs)")]
[PyMember("__dict__", "ns_dict", MemberType.Object)]
internal static unsafe partial class SimpleNamespaceType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        PyObject* self = TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        ((_PyNamespaceObject*)self)->ns_dict = PyDict.New(ts);
        if (((_PyNamespaceObject*)self)->ns_dict != null)
            return self;
        Ref.Dec(ts, self);
        return null;
    }

    [Slot]
    private static Status tp_init(ThreadState* ts, _PyNamespaceObject* self, PyObject* args, PyObject* kwargs)
    {
        if (PyTuple.Size(args) > 1)
            return Err.TypeStatus(ts, $"{PyType.Name(((PyObject*)self)->ob_type)} expected at most 1 argument, got {PyTuple.Size(args)}");
        if (PyTuple.Size(args) == 1 && InitFrom(ts, self, PyTuple.GetBorrowed(args, 0)) != Status.Ok)
            return Status.Error;
        return kwargs == null ? Status.Ok : UpdateChecked(ts, self, kwargs);
    }

    private static Status InitFrom(ThreadState* ts, _PyNamespaceObject* self, PyObject* given)
    {
        if (PyDict.CheckExact(given))
            return UpdateChecked(ts, self, given);
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        return dict.IsNull || PyDict.Update(ts, dict.Pointer, given) != Status.Ok ? Status.Error : UpdateChecked(ts, self, dict.Pointer);
    }

    private static Status UpdateChecked(ThreadState* ts, _PyNamespaceObject* self, PyObject* dict) =>
        PyDict.HasOnlyStringKeys(dict) ? PyDict.Update(ts, self->ns_dict, dict) : Err.TypeStatus(ts, "keywords must be strings");

    [Slot]
    private static void tp_dealloc(ThreadState* ts, _PyNamespaceObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.Clear(ts, &self->ns_dict);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(_PyNamespaceObject* self, visitproc visit, void* arg) => self->ns_dict == null ? 0 : visit(self->ns_dict, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, _PyNamespaceObject* self) => Ref.Clear(ts, &self->ns_dict);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, _PyNamespaceObject* self)
    {
        PyTypeObject* type = ((PyObject*)self)->ob_type;
        string name = type == Type ? "namespace" : PyType.Name(type);
        int entered = Obj.ReprEnter(ts, (PyObject*)self);
        if (entered != 0)
            return entered > 0 ? PyUnicode.FromString(ts, $"{name}(...)") : null;
        PyObject* result = WriteRepr(ts, self->ns_dict, name);
        Obj.ReprLeave(ts, (PyObject*)self);
        return result;
    }

    private static PyObject* WriteRepr(ThreadState* ts, PyObject* dict, string name)
    {
        using Owned<PyObject> list = Own.Of(ts, PyDict.Keys(ts, dict));
        if (list.IsNull)
            return null;
        UnicodeWriter writer = new(ts);
        writer.WriteString(name);
        writer.WriteAscii("("u8);
        bool first = true;
        for (nint i = 0; i < PyList.Size(list.Pointer) && !writer.Failed; i++)
        {
            PyObject* key = PyList.GetBorrowed(list.Pointer, i);
            if (!PyUnicode.Check(key) || PyUnicode.Length(key) == 0)
                continue;
            PyObject* value;
            Lookup there = PyDict.GetRef(ts, dict, key, &value);
            if (there == Lookup.Error)
                writer.Fail();
            if (there != Lookup.Found)
                continue;
            if (!first)
                writer.WriteAscii(", "u8);
            first = false;
            writer.WriteStr(key);
            writer.WriteAscii("="u8);
            writer.WriteRepr(value);
            Ref.Dec(ts, value);
        }
        writer.WriteAscii(")"u8);
        return writer.Finish();
    }

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op) =>
        PyType.IsInstance(self, Type) && PyType.IsInstance(other, Type)
            ? Obj.RichCompare(ts, ((_PyNamespaceObject*)self)->ns_dict, ((_PyNamespaceObject*)other)->ns_dict, op)
            : Py.NotImplemented;

    [PyMethod("($self, /)", Doc = "Describe the namespace for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, _PyNamespaceObject* self)
    {
        using Owned<PyObject> result = Own.Of(ts, PyTuple.New(ts, 3));
        if (result.IsNull)
            return null;
        PyTuple.SetSteal(result.Pointer, 0, Ref.New(((PyObject*)self)->ob_type));
        PyTuple.SetSteal(result.Pointer, 1, PyTuple.Empty());
        PyTuple.SetSteal(result.Pointer, 2, Ref.New(self->ns_dict));
        PyTuple.Track(ts, result.Pointer);
        return result.Release();
    }

    [PyMethod("($self, /, **changes)", Doc = "Make a copy in which the given attributes have new values.")]
    private static PyObject* __replace__(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs > 0)
            return Err.Type(ts, "__replace__() takes no positional arguments");
        using Owned<PyObject> result = Own.Of(ts, Call.NoArgs(ts, (PyObject*)self->ob_type));
        if (result.IsNull)
            return null;
        if (!PyType.IsInstance(result.Pointer, Type))
            return Err.Type(ts, $"expect {PyType.FullName(Type)} type, but {PyType.FullName(self->ob_type)}() returned '{PyType.FullName(result.Pointer->ob_type)}' object");
        PyObject* dict = ((_PyNamespaceObject*)result.Pointer)->ns_dict;
        if (PyDict.Update(ts, dict, ((_PyNamespaceObject*)self)->ns_dict) != Status.Ok)
            return null;
        for (nint i = 0; kwnames != null && i < PyTuple.Size(kwnames); i++)
        {
            if (PyDict.Set(ts, dict, PyTuple.GetBorrowed(kwnames, i), args[i]) != Status.Ok)
                return null;
        }
        return result.Release();
    }
}
