// classmethod and staticmethod: descriptors that change what a function is bound to. Both wrap one callable, carry its metadata and have a dict of their own.
// See docs/internals/descriptors.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct WrappedCallableObject
{
    public PyObject ob_base;
    public PyObject* callable;
    public PyObject* dict;
}

/// <summary>What the two types share.</summary>
internal static unsafe class WrappedCallable
{
    public static PyObject* New(ThreadState* ts, PyTypeObject* type, PyObject* callable)
    {
        WrappedCallableObject* o = (WrappedCallableObject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (o == null)
            return null;
        o->callable = Ref.New(callable);
        if (CopyMetadata(ts, (PyObject*)o, callable) == Status.Ok)
            return (PyObject*)o;
        Ref.Dec(ts, o);
        return null;
    }

    public static Status Init(ThreadState* ts, WrappedCallableObject* self, PyObject* callable)
    {
        Ref.SetSteal(ts, &self->callable, Ref.New(callable));
        return CopyMetadata(ts, (PyObject*)self, callable);
    }

    private static Status CopyMetadata(ThreadState* ts, PyObject* wrapper, PyObject* wrapped) =>
        CopyAttribute(ts, wrapper, wrapped, Id.__module__) == Status.Ok && CopyAttribute(ts, wrapper, wrapped, Id.__name__) == Status.Ok
        && CopyAttribute(ts, wrapper, wrapped, Id.__qualname__) == Status.Ok && CopyAttribute(ts, wrapper, wrapped, Id.__doc__) == Status.Ok
            ? Status.Ok
            : Status.Error;

    private static Status CopyAttribute(ThreadState* ts, PyObject* wrapper, PyObject* wrapped, PyObject* name)
    {
        PyObject* value;
        Lookup found = Obj.LookupAttr(ts, wrapped, name, &value);
        if (found != Lookup.Found)
            return found == Lookup.Error ? Status.Error : Status.Ok;
        Status status = Obj.SetAttr(ts, wrapper, name, value);
        Ref.Dec(ts, value);
        return status;
    }

    public static void Dealloc(ThreadState* ts, WrappedCallableObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->callable);
        Ref.XDec(ts, self->dict);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    public static int Traverse(WrappedCallableObject* self, visitproc visit, void* arg)
    {
        int r = self->callable == null ? 0 : visit(self->callable, arg);
        return r != 0 || self->dict == null ? r : visit(self->dict, arg);
    }

    public static void Clear(ThreadState* ts, WrappedCallableObject* self)
    {
        Ref.Clear(ts, &self->callable);
        Ref.Clear(ts, &self->dict);
    }

    public static PyObject* IsAbstract(ThreadState* ts, PyObject* callable)
    {
        Truth truth = AbstractFlag(ts, callable);
        return truth == Truth.Error ? null : Py.Bool(truth == Truth.True);
    }

    /// <summary>Truth of callable.__isabstractmethod__; False when it has none.</summary>
    public static Truth AbstractFlag(ThreadState* ts, PyObject* callable)
    {
        PyObject* flag;
        if (callable == null)
            return Truth.False;
        if (!NativeStack.Enter(ts, " while looking for an attribute"))
            return Truth.Error;
        Lookup found = Obj.LookupAttr(ts, callable, Id.__isabstractmethod__, &flag);
        if (found != Lookup.Found)
            return (Truth)(int)found;
        Truth truth = Obj.IsTrue(ts, flag);
        Ref.Dec(ts, flag);
        return truth;
    }

    /// <summary>Annotations are those of the callable, copied into the wrapper's dict when first asked for.</summary>
    public static PyObject* GetShared(ThreadState* ts, PyObject* self, PyObject* callable, PyObject* name)
    {
        using Owned<PyObject> dict = Own.Of(ts, GenericAttr.GetDict(ts, self));
        if (dict.IsNull)
            return null;
        PyObject* value;
        Lookup found = PyDict.GetRef(ts, dict.Pointer, name, &value);
        if (found != Lookup.Missing)
            return found == Lookup.Found ? value : null;
        value = Obj.GetAttr(ts, callable, name);
        if (value != null && PyDict.Set(ts, dict.Pointer, name, value) != Status.Ok)
        {
            Ref.Dec(ts, value);
            return null;
        }
        return value;
    }

    public static Status SetShared(ThreadState* ts, PyObject* self, PyObject* name, PyObject* value)
    {
        using Owned<PyObject> dict = Own.Of(ts, GenericAttr.GetDict(ts, self));
        if (dict.IsNull)
            return Status.Error;
        return value == null ? PyDict.Delete(ts, dict.Pointer, name) : PyDict.Set(ts, dict.Pointer, name, value);
    }
}

[PyType("classmethod", Layout = typeof(WrappedCallableObject), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, DictField = "dict", Doc = "Turn a function into a method of the class: it receives the class as first argument,\nwhether it is called on the class or on an instance.", TextSignature = "(function, /)")]
[PyMember("__func__", "callable", MemberType.Object)]
[PyMember("__wrapped__", "callable", MemberType.Object)]
internal static unsafe partial class ClassMethodType
{
    public static PyObject* New(ThreadState* ts, PyObject* callable) => WrappedCallable.New(ts, Type, callable);

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => PyType.GenericNew(ts, type, args, kwargs);

    [Slot("(function, /)")]
    private static Status tp_init(ThreadState* ts, WrappedCallableObject* self, PyObject* function) => WrappedCallable.Init(ts, self, function);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, WrappedCallableObject* self) => WrappedCallable.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(WrappedCallableObject* self, visitproc visit, void* arg) => WrappedCallable.Traverse(self, visit, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, WrappedCallableObject* self) => WrappedCallable.Clear(ts, self);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, WrappedCallableObject* self)
    {
        using Owned<PyObject> inner = Own.Of(ts, self->callable == null ? PyUnicode.FromString(ts, "None") : Obj.Repr(ts, self->callable));
        return inner.IsNull ? null : PyUnicode.FromString(ts, $"<classmethod({PyUnicode.ToString(inner.Pointer)})>");
    }

    [Slot]
    private static PyObject* tp_descr_get(ThreadState* ts, WrappedCallableObject* self, PyObject* instance, PyObject* owner)
    {
        if (self->callable == null)
            return Err.Runtime(ts, "uninitialized classmethod object");
        PyObject* type = owner == null ? (PyObject*)instance->ob_type : owner;
        return MethodType.New(ts, self->callable, type);
    }

    [PyGetSet("__isabstractmethod__")]
    private static PyObject* GetIsAbstract(ThreadState* ts, WrappedCallableObject* self) => WrappedCallable.IsAbstract(ts, self->callable);

    [PyGetSet("__dict__", Setter = nameof(SetDict))]
    private static PyObject* GetDict(ThreadState* ts, PyObject* self) => GenericAttr.GetDict(ts, self);

    private static Status SetDict(ThreadState* ts, PyObject* self, PyObject* value) => GenericAttr.SetDict(ts, self, value);

    [PyGetSet("__annotations__", Setter = nameof(SetAnnotations))]
    private static PyObject* GetAnnotations(ThreadState* ts, WrappedCallableObject* self) => WrappedCallable.GetShared(ts, (PyObject*)self, self->callable, Id.__annotations__);

    private static Status SetAnnotations(ThreadState* ts, PyObject* self, PyObject* value) => WrappedCallable.SetShared(ts, self, Id.__annotations__, value);

    [PyGetSet("__annotate__", Setter = nameof(SetAnnotate))]
    private static PyObject* GetAnnotate(ThreadState* ts, WrappedCallableObject* self) => WrappedCallable.GetShared(ts, (PyObject*)self, self->callable, Id.__annotate__);

    private static Status SetAnnotate(ThreadState* ts, PyObject* self, PyObject* value) => WrappedCallable.SetShared(ts, self, Id.__annotate__, value);

    [PyClassMethod("($type, object, /)")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* item) => GenericAliasSupport.New(ts, (PyObject*)type, item);
}

[PyType("staticmethod", Layout = typeof(WrappedCallableObject), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, DictField = "dict", Doc = "Turn a function into an attribute that is not bound to the class or the instance.", TextSignature = "(function, /)")]
[PyMember("__func__", "callable", MemberType.Object)]
[PyMember("__wrapped__", "callable", MemberType.Object)]
internal static unsafe partial class StaticMethodType
{
    public static PyObject* New(ThreadState* ts, PyObject* callable) => WrappedCallable.New(ts, Type, callable);

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => PyType.GenericNew(ts, type, args, kwargs);

    [Slot("(function, /)")]
    private static Status tp_init(ThreadState* ts, WrappedCallableObject* self, PyObject* function) => WrappedCallable.Init(ts, self, function);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, WrappedCallableObject* self) => WrappedCallable.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(WrappedCallableObject* self, visitproc visit, void* arg) => WrappedCallable.Traverse(self, visit, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, WrappedCallableObject* self) => WrappedCallable.Clear(ts, self);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, WrappedCallableObject* self)
    {
        using Owned<PyObject> inner = Own.Of(ts, self->callable == null ? PyUnicode.FromString(ts, "None") : Obj.Repr(ts, self->callable));
        return inner.IsNull ? null : PyUnicode.FromString(ts, $"<staticmethod({PyUnicode.ToString(inner.Pointer)})>");
    }

    [Slot]
    private static PyObject* tp_descr_get(ThreadState* ts, WrappedCallableObject* self, PyObject* instance, PyObject* owner)
    {
        if (self->callable == null)
            return Err.Runtime(ts, "uninitialized staticmethod object");
        return Ref.New(self->callable);
    }

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, WrappedCallableObject* self, PyObject* args, PyObject* kwargs) => Call.Object(ts, self->callable, args, kwargs);

    [PyGetSet("__isabstractmethod__")]
    private static PyObject* GetIsAbstract(ThreadState* ts, WrappedCallableObject* self) => WrappedCallable.IsAbstract(ts, self->callable);

    [PyGetSet("__dict__", Setter = nameof(SetDict))]
    private static PyObject* GetDict(ThreadState* ts, PyObject* self) => GenericAttr.GetDict(ts, self);

    private static Status SetDict(ThreadState* ts, PyObject* self, PyObject* value) => GenericAttr.SetDict(ts, self, value);

    [PyGetSet("__annotations__", Setter = nameof(SetAnnotations))]
    private static PyObject* GetAnnotations(ThreadState* ts, WrappedCallableObject* self) => WrappedCallable.GetShared(ts, (PyObject*)self, self->callable, Id.__annotations__);

    private static Status SetAnnotations(ThreadState* ts, PyObject* self, PyObject* value) => WrappedCallable.SetShared(ts, self, Id.__annotations__, value);

    [PyGetSet("__annotate__", Setter = nameof(SetAnnotate))]
    private static PyObject* GetAnnotate(ThreadState* ts, WrappedCallableObject* self) => WrappedCallable.GetShared(ts, (PyObject*)self, self->callable, Id.__annotate__);

    private static Status SetAnnotate(ThreadState* ts, PyObject* self, PyObject* value) => WrappedCallable.SetShared(ts, self, Id.__annotate__, value);

    [PyClassMethod("($type, object, /)")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* item) => GenericAliasSupport.New(ts, (PyObject*)type, item);
}
