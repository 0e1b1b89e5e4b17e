// The attributes of types: __name__, __module__, __bases__, __doc__, annotations and the like.
namespace Vivarium.Runtime.Objects;

[PyMember("__basicsize__", "ht_type.tp_basicsize", MemberType.SSize)]
[PyMember("__itemsize__", "ht_type.tp_itemsize", MemberType.SSize)]
[PyMember("__weakrefoffset__", "ht_type.tp_weaklistoffset", MemberType.SSize)]
[PyMember("__base__", "ht_type.tp_base", MemberType.Object)]
[PyMember("__dictoffset__", "ht_type.tp_dictoffset", MemberType.SSize)]
internal static unsafe partial class TypeType
{
    [PyGetSet("__name__", Setter = nameof(TypeAttributes.SetName))]
    private static PyObject* GetName(ThreadState* ts, PyTypeObject* self) => TypeAttributes.GetName(ts, self);

    private static Status SetName(ThreadState* ts, PyTypeObject* self, PyObject* value) => TypeAttributes.SetName(ts, self, value);

    [PyGetSet("__qualname__", Setter = nameof(TypeAttributes.SetQualname))]
    private static PyObject* GetQualname(ThreadState* ts, PyTypeObject* self) => TypeAttributes.GetQualname(ts, self);

    private static Status SetQualname(ThreadState* ts, PyTypeObject* self, PyObject* value) => TypeAttributes.SetQualname(ts, self, value);

    [PyGetSet("__flags__")]
    private static PyObject* GetFlags(ThreadState* ts, PyTypeObject* self)
    {
        TypeFlags flags = self->tp_flags;
        if ((flags & TypeFlags.ShownAsHeapType) != 0)
            flags = (flags & ~(TypeFlags.ShownAsHeapType | TypeFlags.StaticBuiltin | TypeFlags.ImmutableType)) | TypeFlags.HeapType;
        return PyLong.FromUInt64(ts, (ulong)flags);
    }

    [PyGetSet("__bases__", Setter = nameof(TypeBases.SetBases))]
    private static PyObject* GetBases(ThreadState* ts, PyTypeObject* self) => Ref.New(self->tp_bases);

    private static Status SetBases(ThreadState* ts, PyTypeObject* self, PyObject* value) => TypeBases.SetBases(ts, self, value);

    [PyGetSet("__mro__")]
    private static PyObject* GetMro(ThreadState* ts, PyTypeObject* self) => self->tp_mro == null ? Py.None : Ref.New(self->tp_mro);

    [PyGetSet("__module__", Setter = nameof(TypeAttributes.SetModule))]
    private static PyObject* GetModule(ThreadState* ts, PyTypeObject* self) => TypeAttributes.GetModule(ts, self);

    private static Status SetModule(ThreadState* ts, PyTypeObject* self, PyObject* value) => TypeAttributes.SetModule(ts, self, value);

    [PyGetSet("__abstractmethods__", Setter = nameof(TypeAttributes.SetAbstractMethods))]
    private static PyObject* GetAbstractMethods(ThreadState* ts, PyTypeObject* self) => TypeAttributes.GetAbstractMethods(ts, self);

    private static Status SetAbstractMethods(ThreadState* ts, PyTypeObject* self, PyObject* value) => TypeAttributes.SetAbstractMethods(ts, self, value);

    [PyGetSet("__dict__")]
    private static PyObject* GetDict(ThreadState* ts, PyTypeObject* self) => self->tp_dict == null ? Py.None : MappingProxy.New(ts, self->tp_dict);

    [PyGetSet("__doc__", Setter = nameof(TypeAttributes.SetDoc))]
    private static PyObject* GetDoc(ThreadState* ts, PyTypeObject* self) => TypeAttributes.GetDoc(ts, self);

    private static Status SetDoc(ThreadState* ts, PyTypeObject* self, PyObject* value) => TypeAttributes.SetDoc(ts, self, value);

    [PyGetSet("__text_signature__")]
    private static PyObject* GetTextSignature(ThreadState* ts, PyTypeObject* self) => Signatures.TextSignature(ts, PyType.Name(self), self->tp_doc);

    [PyGetSet("__annotations__", Setter = nameof(TypeAnnotations.Set))]
    private static PyObject* GetAnnotations(ThreadState* ts, PyTypeObject* self) => TypeAnnotations.Get(ts, self);

    private static Status Set(ThreadState* ts, PyTypeObject* self, PyObject* value) => TypeAnnotations.Set(ts, self, value);

    [PyGetSet("__annotate__", Setter = nameof(TypeAnnotations.SetAnnotate))]
    private static PyObject* GetAnnotate(ThreadState* ts, PyTypeObject* self) => TypeAnnotations.GetAnnotate(ts, self);

    private static Status SetAnnotate(ThreadState* ts, PyTypeObject* self, PyObject* value) => TypeAnnotations.SetAnnotate(ts, self, value);

    [PyGetSet("__type_params__", Setter = nameof(TypeAttributes.SetTypeParams))]
    private static PyObject* GetTypeParams(ThreadState* ts, PyTypeObject* self) => TypeAttributes.GetTypeParams(ts, self);

    private static Status SetTypeParams(ThreadState* ts, PyTypeObject* self, PyObject* value) => TypeAttributes.SetTypeParams(ts, self, value);
}

internal static unsafe class TypeAttributes
{
    /// <summary>False with TypeError for built-in types and for deletion.</summary>
    private static bool CheckSettable(ThreadState* ts, PyTypeObject* type, PyObject* value, string name)
    {
        if (PyType.HasFlag(type, TypeFlags.ImmutableType))
        {
            Err.Type(ts, $"cannot set '{name}' attribute of immutable type '{PyType.TpName(type)}'");
            return false;
        }
        if (value == null)
        {
            Err.Type(ts, $"cannot delete '{name}' attribute of type '{PyType.TpName(type)}'");
            return false;
        }
        return true;
    }

    private static Status SetInDict(ThreadState* ts, PyTypeObject* type, PyObject* name, PyObject* value)
    {
        PyType.Modified(ts, type);
        return PyDict.Set(ts, type->tp_dict, name, value);
    }

    /// <summary>Owned value from the type's own dict, or null without an exception.</summary>
    private static PyObject* FromDict(ThreadState* ts, PyTypeObject* type, PyObject* name)
    {
        PyObject* value;
        return PyDict.GetRef(ts, type->tp_dict, name, &value) == Lookup.Found ? value : null;
    }

    public static PyObject* GetName(ThreadState* ts, PyTypeObject* type) =>
        PyType.HasFlag(type, TypeFlags.HeapType) ? Ref.New(((PyHeapTypeObject*)type)->ht_name) : PyUnicode.InternFromString(ts, PyType.Name(type));

    public static Status SetName(ThreadState* ts, PyTypeObject* type, PyObject* value)
    {
        if (!CheckSettable(ts, type, value, "__name__"))
            return Status.Error;
        if (!PyUnicode.Check(value))
            return Err.TypeStatus(ts, $"can only assign string to {PyType.TpName(type)}.__name__, not '{PyType.NameOf(value)}'");
        nint length;
        byte* utf8 = PyUnicode.AsUtf8(ts, value, &length);
        if (utf8 == null)
            return Status.Error;
        if (new ReadOnlySpan<byte>(utf8, (int)length).Contains((byte)0))
            return Err.ValueStatus(ts, "type name must not contain null characters");
        type->tp_name = utf8;
        Ref.SetSteal(ts, &((PyHeapTypeObject*)type)->ht_name, Ref.New(value));
        return Status.Ok;
    }

    public static PyObject* GetQualname(ThreadState* ts, PyTypeObject* type) =>
        PyType.HasFlag(type, TypeFlags.HeapType) ? Ref.New(((PyHeapTypeObject*)type)->ht_qualname) : PyUnicode.InternFromString(ts, PyType.Name(type));

    public static Status SetQualname(ThreadState* ts, PyTypeObject* type, PyObject* value)
    {
        if (!CheckSettable(ts, type, value, "__qualname__"))
            return Status.Error;
        if (!PyUnicode.Check(value))
            return Err.TypeStatus(ts, $"can only assign string to {PyType.TpName(type)}.__qualname__, not '{PyType.NameOf(value)}'");
        Ref.SetSteal(ts, &((PyHeapTypeObject*)type)->ht_qualname, Ref.New(value));
        return Status.Ok;
    }

    public static PyObject* GetModule(ThreadState* ts, PyTypeObject* type)
    {
        if (PyType.HasFlag(type, TypeFlags.HeapType))
        {
            PyObject* module = FromDict(ts, type, Id.__module__);
            return module == null && !Err.Occurred(ts) ? Err.SetObject(ts, Exc.AttributeError, Id.__module__) : module;
        }
        string name = PyType.TpName(type);
        int dot = name.LastIndexOf('.');
        return PyUnicode.InternFromString(ts, dot < 0 ? "builtins" : name[..dot]);
    }

    public static Status SetModule(ThreadState* ts, PyTypeObject* type, PyObject* value)
    {
        if (!CheckSettable(ts, type, value, "__module__"))
            return Status.Error;
        if (PyDict.Pop(ts, type->tp_dict, Id.__firstlineno__, null) == Lookup.Error)
            return Status.Error;
        return SetInDict(ts, type, Id.__module__, value);
    }

    public static PyObject* GetAbstractMethods(ThreadState* ts, PyTypeObject* type)
    {
        // type itself has this descriptor but no abstract methods.
        PyObject* value = type == TypeType.Type ? null : FromDict(ts, type, Id.__abstractmethods__);
        return value == null && !Err.Occurred(ts) ? Err.SetObject(ts, Exc.AttributeError, Id.__abstractmethods__) : value;
    }

    public static Status SetAbstractMethods(ThreadState* ts, PyTypeObject* type, PyObject* value)
    {
        Truth isAbstract = Truth.False;
        if (value != null)
        {
            isAbstract = Obj.IsTrue(ts, value);
            if (isAbstract == Truth.Error || SetInDict(ts, type, Id.__abstractmethods__, value) != Status.Ok)
                return Status.Error;
        }
        else
        {
            Lookup found = PyDict.Pop(ts, type->tp_dict, Id.__abstractmethods__, null);
            if (found == Lookup.Missing)
                Err.SetObject(ts, Exc.AttributeError, Id.__abstractmethods__);
            if (found != Lookup.Found)
                return Status.Error;
        }
        PyType.Modified(ts, type);
        if (isAbstract == Truth.True)
            type->tp_flags |= TypeFlags.IsAbstract;
        else
            type->tp_flags &= ~TypeFlags.IsAbstract;
        return Status.Ok;
    }

    public static PyObject* GetDoc(ThreadState* ts, PyTypeObject* type)
    {
        if (!PyType.HasFlag(type, TypeFlags.HeapType) && type->tp_doc != null)
            return PyUnicode.FromString(ts, Signatures.DocOf(PyType.Name(type), Utf8Text.ToString(type->tp_doc)));
        PyObject* doc = FromDict(ts, type, Id.__doc__);
        if (doc == null)
            return Err.Occurred(ts) ? null : Py.None;
        ternaryfunc get = TypeSlots.Of(doc)->tp_descr_get;
        if (get == null)
            return doc;
        PyObject* bound = get(ts, doc, null, (PyObject*)type);
        Ref.Dec(ts, doc);
        return bound;
    }

    public static Status SetDoc(ThreadState* ts, PyTypeObject* type, PyObject* value) =>
        CheckSettable(ts, type, value, "__doc__") ? SetInDict(ts, type, Id.__doc__, value) : Status.Error;

    public static PyObject* GetTypeParams(ThreadState* ts, PyTypeObject* type)
    {
        if (type == TypeType.Type)
            return PyTuple.New(ts, 0);
        PyObject* value = FromDict(ts, type, Id.__type_params__);
        return value == null && !Err.Occurred(ts) ? PyTuple.New(ts, 0) : value;
    }

    public static Status SetTypeParams(ThreadState* ts, PyTypeObject* type, PyObject* value) =>
        CheckSettable(ts, type, value, "__type_params__") ? SetInDict(ts, type, Id.__type_params__, value) : Status.Error;
}
