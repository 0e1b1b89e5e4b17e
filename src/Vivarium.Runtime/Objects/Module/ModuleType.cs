// The type `module`: a dict with a hook for missing attributes (PEP 562). What missing attributes say is in ModuleErrors.cs. See docs/internals/modules.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

[PyType("module", Layout = typeof(PyModuleObject), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, WeaklistField = "md_weaklist", DictField = "md_dict",
    Doc = "Make a module.\n\nThe name must be a string; doc, its docstring, can be any object.", TextSignature = "(name, doc=None)")]
[PyMember("__dict__", "md_dict", MemberType.Object)]
internal static unsafe partial class ModuleType
{
    internal static PyObject* Allocate(ThreadState* ts, PyTypeObject* type)
    {
        PyModuleObject* self = (PyModuleObject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        self->md_def = null;
        self->md_state = null;
        self->md_weaklist = null;
        self->md_name = null;
        self->md_dict = PyDict.New(ts);
        if (self->md_dict != null)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => Allocate(ts, type);

    [Slot("(name, doc=None)")]
    private static Status tp_init(ThreadState* ts, PyModuleObject* self, PyASCIIObject* name, PyObject* doc) => Modules.Fill(ts, self, (PyObject*)name, doc);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyModuleObject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->md_weaklist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        Ref.Clear(ts, &self->md_dict);
        Ref.Clear(ts, &self->md_name);
        if (self->md_state != null)
            MemDomain.Free(ts->interp->heap, self->md_state);
        TypeSlots.Of((PyObject*)self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyModuleObject* self, visitproc visit, void* arg) => self->md_dict == null ? 0 : visit(self->md_dict, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, PyModuleObject* self) => Ref.Clear(ts, &self->md_dict);

    [Slot]
    private static PyObject* tp_getattro(ThreadState* ts, PyModuleObject* self, PyObject* name)
    {
        PyObject* value = GenericAttr.GetOrNull(ts, (PyObject*)self, name);
        if (value != null || Err.Occurred(ts))
            return value;
        PyObject* hook = null;
        if (self->md_dict != null && PyDict.GetRef(ts, self->md_dict, Id.__getattr__, &hook) == Lookup.Error)
            return null;
        if (hook != null)
        {
            value = Call.OneArg(ts, hook, name);
            Ref.Dec(ts, hook);
            return value;
        }
        return ModuleErrors.Missing(ts, self, name);
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self)
    {
        if (ts->interp->importlib != null)
            return Call.Method(ts, ts->interp->importlib, Id._module_repr, self);
        PyObject* name = Modules.NameBorrowed(ts, self);
        if (Err.Occurred(ts))
            return null;
        return PyUnicode.FromString(ts, $"<module '{(name == null ? "?" : PyUnicode.ToString(name))}'>");
    }

    [PyMethod("($self, /)", HideSignature = true, Doc = "__dir__() -> list\nspecialized dir() implementation")]
    private static PyObject* __dir__(ThreadState* ts, PyObject* self)
    {
        using Owned<PyObject> dict = Own.Of(ts, Obj.GetAttr(ts, self, Id.__dict__));
        if (dict.IsNull)
            return null;
        if (!PyDict.Check(dict.Pointer))
            return Err.Type(ts, $"{PyType.NameOf(self)}.__dict__ is not a dictionary");
        PyObject* hook;
        if (PyDict.GetRef(ts, dict.Pointer, Id.__dir__, &hook) == Lookup.Error)
            return null;
        if (hook == null)
            return PyDict.Keys(ts, dict.Pointer);
        PyObject* result = Call.NoArgs(ts, hook);
        Ref.Dec(ts, hook);
        return result;
    }

    // ---- Annotations (PEP 649) ----

    private static PyObject* DictOf(ThreadState* ts, PyObject* self)
    {
        PyObject* dict = Obj.GetAttr(ts, self, Id.__dict__);
        if (dict == null || PyDict.Check(dict))
            return dict;
        Ref.Dec(ts, dict);
        return Err.Type(ts, "<module>.__dict__ is not a dictionary");
    }

    [PyGetSet("__annotations__", Setter = nameof(SetAnnotations))]
    private static PyObject* GetAnnotations(ThreadState* ts, PyObject* self)
    {
        using Owned<PyObject> dict = Own.Of(ts, DictOf(ts, self));
        PyObject* annotations;
        if (dict.IsNull || PyDict.GetRef(ts, dict.Pointer, Id.__annotations__, &annotations) == Lookup.Error)
            return null;
        if (annotations != null)
            return annotations;
        // A module that is still being imported may annotate more names: what is computed now must not be kept.
        Truth initializing = ModuleErrors.IsInitializing(ts, dict.Pointer);
        PyObject* annotate;
        if (initializing == Truth.Error || PyDict.GetRef(ts, dict.Pointer, Id.__annotate__, &annotate) == Lookup.Error)
            return null;
        using Owned<PyObject> result = Own.Of(ts, Compute(ts, annotate));
        Ref.XDec(ts, annotate);
        if (result.IsNull || (initializing == Truth.False && PyDict.Set(ts, dict.Pointer, Id.__annotations__, result.Pointer) != Status.Ok))
            return null;
        return result.Release();
    }

    private static PyObject* Compute(ThreadState* ts, PyObject* annotate)
    {
        if (annotate == null || !Obj.IsCallable(annotate))
            return PyDict.New(ts);
        PyObject* result = Call.OneArg(ts, annotate, PyLong.SmallInt(1));
        if (result == null || PyDict.Check(result))
            return result;
        Err.Type(ts, $"__annotate__ returned non-dict of type '{PyType.NameOf(result)}'");
        Ref.Dec(ts, result);
        return null;
    }

    private static Status SetAnnotations(ThreadState* ts, PyObject* self, PyObject* value)
    {
        using Owned<PyObject> dict = Own.Of(ts, DictOf(ts, self));
        if (dict.IsNull)
            return Status.Error;
        if (value != null)
        {
            if (PyDict.Set(ts, dict.Pointer, Id.__annotations__, value) != Status.Ok)
                return Status.Error;
        }
        else
        {
            Lookup removed = PyDict.Pop(ts, dict.Pointer, Id.__annotations__, null);
            if (removed == Lookup.Error)
                return Status.Error;
            if (removed == Lookup.Missing)
            {
                Err.Attribute(ts, "__annotations__");
                return Status.Error;
            }
        }
        return PyDict.Pop(ts, dict.Pointer, Id.__annotate__, null) == Lookup.Error ? Status.Error : Status.Ok;
    }

    [PyGetSet("__annotate__", Setter = nameof(SetAnnotate))]
    private static PyObject* GetAnnotate(ThreadState* ts, PyObject* self)
    {
        using Owned<PyObject> dict = Own.Of(ts, DictOf(ts, self));
        PyObject* annotate;
        if (dict.IsNull || PyDict.GetRef(ts, dict.Pointer, Id.__annotate__, &annotate) == Lookup.Error)
            return null;
        if (annotate != null)
            return annotate;
        return PyDict.Set(ts, dict.Pointer, Id.__annotate__, Py.None) == Status.Ok ? Py.None : null;
    }

    private static Status SetAnnotate(ThreadState* ts, PyObject* self, PyObject* value)
    {
        if (value == null)
            return Err.TypeStatus(ts, "cannot delete __annotate__ attribute");
        using Owned<PyObject> dict = Own.Of(ts, DictOf(ts, self));
        if (dict.IsNull)
            return Status.Error;
        if (value != Py.None && !Obj.IsCallable(value))
            return Err.TypeStatus(ts, "__annotate__ must be callable or None");
        if (PyDict.Set(ts, dict.Pointer, Id.__annotate__, value) != Status.Ok)
            return Status.Error;
        return value != Py.None && PyDict.Pop(ts, dict.Pointer, Id.__annotations__, null) == Lookup.Error ? Status.Error : Status.Ok;
    }
}
