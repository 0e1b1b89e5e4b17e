// The type `function`: construction from code, attributes. See docs/internals/functions.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Objects;

[PyType("function", Layout = typeof(PyFunctionObject), Flags = TypeFlags.HaveGc | TypeFlags.MethodDescriptor, WeaklistField = "func_weakreflist", DictField = "func_dict", VectorcallField = "vectorcall",
    Doc = "A function made of code and the globals it runs in.", TextSignature = "(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)")]
[PyMember("__closure__", "func_closure", MemberType.Object)]
[PyMember("__doc__", "func_doc", MemberType.Object, ReadOnly = false)]
[PyMember("__globals__", "func_globals", MemberType.Object)]
[PyMember("__module__", "func_module", MemberType.Object, ReadOnly = false)]
[PyMember("__builtins__", "func_builtins", MemberType.Object)]
internal static unsafe partial class FunctionType
{
    [Slot("(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, [Of(typeof(CodeType))] PyObject* code, [Of(typeof(DictType))] PyObject* globals, PyObject* name, PyObject* argdefs, PyObject* closure, PyObject* kwdefaults)
    {
        PyCodeObject* co = (PyCodeObject*)code;
        if (name != Py.None && !PyUnicode.Check(name))
            return Err.Type(ts, "arg 3 (name) must be None or string");
        if (argdefs != Py.None && !PyTuple.Check(argdefs))
            return Err.Type(ts, "arg 4 (defaults) must be None or tuple");
        if (!PyTuple.Check(closure) && (co->co_nfreevars != 0 || closure != Py.None))
            return Err.Type(ts, co->co_nfreevars != 0 ? "arg 5 (closure) must be tuple" : "arg 5 (closure) must be None or tuple");
        nint cells = closure == Py.None ? 0 : PyTuple.Size(closure);
        if (kwdefaults != Py.None && !PyDict.Check(kwdefaults))
            return Err.Type(ts, "arg 6 (kwdefaults) must be None or dict");
        if (cells != co->co_nfreevars)
            return Err.Value(ts, $"{PyUnicode.ToString(co->co_name)} requires closure of length {co->co_nfreevars}, not {cells}");
        for (nint i = 0; i < cells; i++)
        {
            PyObject* cell = PyTuple.GetBorrowed(closure, i);
            if (cell->ob_type != CellType.Type)
                return Err.Type(ts, $"arg 5 (closure) expected cell, found {PyType.NameOf(cell)}");
        }
        PyFunctionObject* f = (PyFunctionObject*)PyFunction.New(ts, code, globals);
        if (f == null)
            return null;
        f->func_version = 0;
        if (name != Py.None)
        {
            Ref.SetSteal(ts, &f->func_name, Ref.New(name));
        }
        if (argdefs != Py.None)
            f->func_defaults = Ref.New(argdefs);
        if (closure != Py.None)
            f->func_closure = Ref.New(closure);
        if (kwdefaults != Py.None)
            f->func_kwdefaults = Ref.New(kwdefaults);
        return (PyObject*)f;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyFunctionObject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->func_weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        tp_clear(ts, self);
        Ref.Dec(ts, self->func_code);
        Ref.Dec(ts, self->func_name);
        Ref.Dec(ts, self->func_qualname);
        ObjectAlloc.GcFree(ts, self);
    }

    /// <summary>The fields that may be part of cycles, from func_globals on, without code, name and qualname.</summary>
    [Slot]
    private static int tp_traverse(PyFunctionObject* self, visitproc visit, void* arg)
    {
        PyObject** field = &self->func_globals;
        for (int i = 0; i < FieldCount; i++)
        {
            if (field[i] == null || &field[i] == &self->func_weakreflist)
                continue;
            int r = visit(field[i], arg);
            if (r != 0)
                return r;
        }
        return 0;
    }

    private const int FieldCount = 15;

    [Slot]
    private static void tp_clear(ThreadState* ts, PyFunctionObject* self)
    {
        PyFunction.ResetVersion(self);
        PyObject** field = &self->func_globals;
        for (int i = 0; i < FieldCount; i++)
        {
            PyObject** at = &field[i];
            // Name, qualname and code stay until the end: they cannot be part of a cycle, and messages need them.
            if (at != &self->func_weakreflist && at != &self->func_name && at != &self->func_qualname && at != &self->func_code)
                Ref.Clear(ts, at);
        }
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyFunctionObject* self) =>
        PyUnicode.FromString(ts, $"<function {PyUnicode.ToString(self->func_qualname)} at 0x{(nint)self:x}>");

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs) => Call.VectorcallFromTuple(ts, self, args, kwargs);

    [Slot]
    private static PyObject* tp_descr_get(ThreadState* ts, PyObject* self, PyObject* instance, PyObject* owner) =>
        instance == null || instance == Py.None ? Ref.New(self) : MethodType.New(ts, self, instance);

    // ---- Attributes ----

    [PyGetSet("__code__", Setter = nameof(SetCode))]
    private static PyObject* GetCode(ThreadState* ts, PyFunctionObject* self) => Ref.New(self->func_code);

    private static Status SetCode(ThreadState* ts, PyFunctionObject* self, PyObject* value)
    {
        if (value == null || value->ob_type != CodeType.Type)
            return Err.TypeStatus(ts, "__code__ must be set to a code object");
        nint cells = self->func_closure == null ? 0 : PyTuple.Size(self->func_closure);
        int free = ((PyCodeObject*)value)->co_nfreevars;
        if (free != cells)
            return Err.ValueStatus(ts, $"{PyUnicode.ToString(self->func_name)}() requires a code object with {cells} free vars, not {free}");
        const int Kind = (int)(CodeFlags.CO_GENERATOR | CodeFlags.CO_COROUTINE | CodeFlags.CO_ASYNC_GENERATOR);
        if ((((PyCodeObject*)self->func_code)->co_flags & Kind) != (((PyCodeObject*)value)->co_flags & Kind)
            && Err.Warn(ts, Exc.DeprecationWarning, "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)", 1) != Status.Ok)
        {
            return Status.Error;
        }
        PyFunction.ResetVersion(self);
        Ref.SetSteal(ts, &self->func_code, Ref.New(value));
        return Status.Ok;
    }

    [PyGetSet("__name__", Setter = nameof(SetName))]
    private static PyObject* GetName(ThreadState* ts, PyFunctionObject* self) => Ref.New(self->func_name);

    private static Status SetName(ThreadState* ts, PyFunctionObject* self, PyObject* value) => SetString(ts, &self->func_name, value, "__name__");

    [PyGetSet("__qualname__", Setter = nameof(SetQualname))]
    private static PyObject* GetQualname(ThreadState* ts, PyFunctionObject* self) => Ref.New(self->func_qualname);

    private static Status SetQualname(ThreadState* ts, PyFunctionObject* self, PyObject* value) => SetString(ts, &self->func_qualname, value, "__qualname__");

    private static Status SetString(ThreadState* ts, PyObject** field, PyObject* value, string name)
    {
        if (value == null || !PyUnicode.Check(value))
            return Err.TypeStatus(ts, $"{name} must be set to a string object");
        Ref.SetSteal(ts, field, Ref.New(value));
        return Status.Ok;
    }

    [PyGetSet("__defaults__", Setter = nameof(SetDefaults))]
    private static PyObject* GetDefaults(ThreadState* ts, PyFunctionObject* self) => self->func_defaults == null ? Py.None : Ref.New(self->func_defaults);

    private static Status SetDefaults(ThreadState* ts, PyFunctionObject* self, PyObject* value)
    {
        if (value == Py.None)
            value = null;
        if (value != null && !PyTuple.Check(value))
            return Err.TypeStatus(ts, "__defaults__ must be set to a tuple object");
        PyFunction.ResetVersion(self);
        Ref.SetSteal(ts, &self->func_defaults, Ref.XNew(value));
        return Status.Ok;
    }

    [PyGetSet("__kwdefaults__", Setter = nameof(SetKwdefaults))]
    private static PyObject* GetKwdefaults(ThreadState* ts, PyFunctionObject* self) => self->func_kwdefaults == null ? Py.None : Ref.New(self->func_kwdefaults);

    private static Status SetKwdefaults(ThreadState* ts, PyFunctionObject* self, PyObject* value)
    {
        if (value == Py.None)
            value = null;
        if (value != null && !PyDict.Check(value))
            return Err.TypeStatus(ts, "__kwdefaults__ must be set to a dict object");
        PyFunction.ResetVersion(self);
        Ref.SetSteal(ts, &self->func_kwdefaults, Ref.XNew(value));
        return Status.Ok;
    }

    [PyGetSet("__type_params__", Setter = nameof(SetTypeParams))]
    private static PyObject* GetTypeParams(ThreadState* ts, PyFunctionObject* self) => self->func_typeparams == null ? PyTuple.New(ts, 0) : Ref.New(self->func_typeparams);

    private static Status SetTypeParams(ThreadState* ts, PyFunctionObject* self, PyObject* value)
    {
        if (value == null || !PyTuple.Check(value))
            return Err.TypeStatus(ts, "__type_params__ must be set to a tuple");
        Ref.SetSteal(ts, &self->func_typeparams, Ref.New(value));
        return Status.Ok;
    }

    [PyGetSet("__dict__", Setter = nameof(SetDict))]
    private static PyObject* GetDict(ThreadState* ts, PyObject* self) => GenericAttr.GetDict(ts, self);

    private static Status SetDict(ThreadState* ts, PyObject* self, PyObject* value) => GenericAttr.SetDict(ts, self, value);

    [PyGetSet("__annotate__", Setter = nameof(SetAnnotate))]
    private static PyObject* GetAnnotate(ThreadState* ts, PyFunctionObject* self) => self->func_annotate == null ? Py.None : Ref.New(self->func_annotate);

    private static Status SetAnnotate(ThreadState* ts, PyFunctionObject* self, PyObject* value)
    {
        if (value == null)
            return Err.TypeStatus(ts, "__annotate__ cannot be deleted");
        if (value != Py.None && !Obj.IsCallable(value))
            return Err.TypeStatus(ts, "__annotate__ must be callable or None");
        if (value != Py.None)
            Ref.Clear(ts, &self->func_annotations);
        Ref.SetSteal(ts, &self->func_annotate, value == Py.None ? null : Ref.New(value));
        return Status.Ok;
    }

    /// <summary>Annotations come from __annotate__ when first asked for; older code objects give them as a tuple of names and values.</summary>
    [PyGetSet("__annotations__", Setter = nameof(SetAnnotations))]
    private static PyObject* GetAnnotations(ThreadState* ts, PyFunctionObject* self)
    {
        if (self->func_annotations == null)
        {
            PyObject* annotations = Annotate(ts, self);
            if (annotations == null)
                return null;
            Ref.SetSteal(ts, &self->func_annotations, annotations);
        }
        else if (PyTuple.CheckExact(self->func_annotations) && FromPairs(ts, self) != Status.Ok)
        {
            return null;
        }
        return Ref.New(self->func_annotations);
    }

    private static PyObject* Annotate(ThreadState* ts, PyFunctionObject* self)
    {
        if (self->func_annotate == null || !Obj.IsCallable(self->func_annotate))
            return PyDict.New(ts);
        using Owned<PyObject> format = Own.Of(ts, PyLong.FromInt64(ts, 1));
        PyObject* result = Call.OneArg(ts, self->func_annotate, format.Pointer);
        if (result != null && !PyDict.Check(result))
        {
            Err.Type(ts, $"__annotate__ returned non-dict of type '{PyType.NameOf(result)}'");
            Ref.Dec(ts, result);
            return null;
        }
        return result;
    }

    private static Status FromPairs(ThreadState* ts, PyFunctionObject* self)
    {
        PyObject* pairs = self->func_annotations;
        PyObject* dict = PyDict.New(ts);
        if (dict == null)
            return Status.Error;
        for (nint i = 0; i + 1 < PyTuple.Size(pairs); i += 2)
        {
            if (PyDict.Set(ts, dict, PyTuple.GetBorrowed(pairs, i), PyTuple.GetBorrowed(pairs, i + 1)) != Status.Ok)
            {
                Ref.Dec(ts, dict);
                return Status.Error;
            }
        }
        Ref.SetSteal(ts, &self->func_annotations, dict);
        return Status.Ok;
    }

    private static Status SetAnnotations(ThreadState* ts, PyFunctionObject* self, PyObject* value)
    {
        if (value == Py.None)
            value = null;
        if (value != null && !PyDict.Check(value))
            return Err.TypeStatus(ts, "__annotations__ must be set to a dict object");
        PyFunction.ResetVersion(self);
        Ref.SetSteal(ts, &self->func_annotations, Ref.XNew(value));
        Ref.Clear(ts, &self->func_annotate);
        return Status.Ok;
    }
}
