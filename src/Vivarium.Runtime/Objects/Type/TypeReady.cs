// Making a type usable: its dict filled from its slots, methods, members and properties; its MRO; what it inherits. Static types are readied once by the bootstrap
// thread state, classes when they are created. See docs/internals/types.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class TypeReady
{
    private const TypeFlags Inherited = TypeFlags.LongSubclass | TypeFlags.ListSubclass | TypeFlags.TupleSubclass | TypeFlags.BytesSubclass
        | TypeFlags.UnicodeSubclass | TypeFlags.DictSubclass | TypeFlags.BaseExcSubclass | TypeFlags.TypeSubclass | TypeFlags.MatchSelf | TypeFlags.ItemsAtEnd;

    public static Status Ready(ThreadState* ts, PyTypeObject* type)
    {
        if (PyType.HasFlag(type, TypeFlags.Ready))
            return Status.Ok;
        type->tp_flags |= TypeFlags.Readying;
        if (type->tp_base == null && type != ObjectType.Type)
            type->tp_base = ObjectType.Type;
        PyTypeObject* b = type->tp_base;
        if (b != null && Ready(ts, b) != Status.Ok)
            return Status.Error;
        if (type->ob_base.ob_base.ob_type == null)
            type->ob_base.ob_base.ob_type = b != null ? b->ob_base.ob_base.ob_type : TypeType.Type;
        if (type->tp_bases == null)
        {
            type->tp_bases = b == null ? PyTuple.New(ts, 0) : PyTuple.Pack(ts, (PyObject*)b);
            if (type->tp_bases == null)
                return Status.Error;
        }
        if (type->tp_dict == null && (type->tp_dict = PyDict.New(ts)) == null)
            return Status.Error;
        if (type->tp_mro == null && SetMro(ts, type) != Status.Ok)
            return Status.Error;
        if (SetNew(ts, type) != Status.Ok || FillDict(ts, type) != Status.Ok)
            return Status.Error;
        Inherit(ts, type);
        if (SetHash(ts, type) != Status.Ok)
            return Status.Error;
        if (PyType.HasFlag(type, TypeFlags.StaticBuiltin))
        {
            Subclasses.RegisterStatic(type);
        }
        else if (Subclasses.AddToAllBases(ts, type) != Status.Ok)
        {
            return Status.Error;
        }
        type->tp_flags = (type->tp_flags & ~TypeFlags.Readying) | TypeFlags.Ready;
        if (PyType.HasFlag(type, TypeFlags.StaticBuiltin))
            PyType.AssignVersion(ts, type);
        return Status.Ok;
    }

    /// <summary>Through the metaclass's mro() when it has one of its own.</summary>
    public static Status SetMro(ThreadState* ts, PyTypeObject* type)
    {
        PyObject* mro = MroOf(ts, type);
        if (mro == null)
            return Status.Error;
        PyObject* old = type->tp_mro;
        type->tp_mro = mro;
        Ref.XDec(ts, old);
        return Status.Ok;
    }

    public static PyObject* MroOf(ThreadState* ts, PyTypeObject* type)
    {
        PyTypeObject* meta = type->ob_base.ob_base.ob_type;
        if (meta == TypeType.Type || meta == null)
            return Mro.Compute(ts, type);
        PyObject* method = PyType.LookupSpecial(ts, (PyObject*)type, Id.mro);
        if (method == null)
            return Err.Occurred(ts) ? null : Mro.Compute(ts, type);
        PyObject* result = Call.NoArgs(ts, method);
        Ref.Dec(ts, method);
        if (result == null)
            return null;
        PyObject* mro = PyTuple.FromSequence(ts, result);
        Ref.Dec(ts, result);
        if (mro != null && !CheckMro(ts, type, mro))
        {
            Ref.Dec(ts, mro);
            return null;
        }
        return mro;
    }

    private static bool CheckMro(ThreadState* ts, PyTypeObject* type, PyObject* mro)
    {
        nint n = PyTuple.Size(mro);
        PyTypeObject* solid = TypeLayout.SolidBase(type);
        for (nint i = 0; i < n; i++)
        {
            PyObject* item = PyTuple.GetBorrowed(mro, i);
            if (!PyType.Check(item))
            {
                Err.Type(ts, $"mro() returned a non-class ('{PyType.NameOf(item)}')");
                return false;
            }
            if (!PyType.IsSubtype(solid, TypeLayout.SolidBase((PyTypeObject*)item)))
            {
                Err.Type(ts, $"mro() returned base with unsuitable layout ('{PyType.TpName((PyTypeObject*)item)}')");
                return false;
            }
        }
        return true;
    }

    /// <summary>__new__ for types with a constructor of their own; types without one inherit it, unless they forbid instances.</summary>
    private static Status SetNew(ThreadState* ts, PyTypeObject* type)
    {
        TypeSlots* slots = TypeSlots.Of(type);
        PyTypeObject* b = type->tp_base;
        if (PyType.HasFlag(type, TypeFlags.DisallowInstantiation))
        {
            slots->tp_new = null;
            return Status.Ok;
        }
        // A static type that derives from object directly must say that it can be made: by a constructor, or by having subclasses (typing.Generic).
        if (slots->tp_new == null && b == ObjectType.Type && !PyType.HasFlag(type, TypeFlags.HeapType) && !PyType.HasFlag(type, TypeFlags.BaseType))
        {
            type->tp_flags |= TypeFlags.DisallowInstantiation;
            return Status.Ok;
        }
        if (slots->tp_new == null)
        {
            slots->tp_new = TypeSlots.Of(b)->tp_new;
            return Status.Ok;
        }
        return PyType.HasFlag(type, TypeFlags.HeapType) ? Status.Ok : TypeNewMethod.AddTo(ts, type);
    }

    private static Status FillDict(ThreadState* ts, PyTypeObject* type)
    {
        if (AddOperators(ts, type) != Status.Ok)
            return Status.Error;
        for (PyMethodDef* def = type->tp_methods; def != null && def->ml_name != null; def++)
        {
            if (AddMethod(ts, type, def) != Status.Ok)
                return Status.Error;
        }
        for (PyMemberDef* def = type->tp_members; def != null && def->name != null; def++)
        {
            if (AddSteal(ts, type, def->name, Descriptors.NewMember(ts, type, def)) != Status.Ok)
                return Status.Error;
        }
        for (PyGetSetDef* def = type->tp_getset; def != null && def->name != null; def++)
        {
            if (AddSteal(ts, type, def->name, Descriptors.NewGetSet(ts, type, def)) != Status.Ok)
                return Status.Error;
        }
        return SetDoc(ts, type);
    }

    /// <summary>Shows each slot that the type fills as a special method.</summary>
    private static Status AddOperators(ThreadState* ts, PyTypeObject* type)
    {
        SlotDef* end = SlotTable.First + SlotTable.Count;
        for (SlotDef* def = SlotTable.First; def < end; def++)
        {
            if (def->wrapper == null)
                continue;
            void* function = *SlotTable.SlotOf(type, def);
            if (function == null || (PyType.HasFlag(type, TypeFlags.HeapType) && function == def->function))
                continue;
            Lookup there = PyDict.Contains(ts, type->tp_dict, def->name);
            if (there == Lookup.Error)
                return Status.Error;
            if (there == Lookup.Found)
                continue;
            PyObject* descriptor = def->name == Id.__hash__ && function == (void*)(hashfunc)(&Obj.HashNotImplemented)
                ? Py.None
                : Descriptors.NewWrapper(ts, type, def, function);
            if (descriptor == null)
                return Status.Error;
            Status status = PyDict.Set(ts, type->tp_dict, def->name, descriptor);
            Ref.Dec(ts, descriptor);
            if (status != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    private static Status AddMethod(ThreadState* ts, PyTypeObject* type, PyMethodDef* def)
    {
        PyObject* descriptor;
        if ((def->ml_flags & MethodFlags.Class) != 0)
            descriptor = Descriptors.NewClassMethod(ts, type, def);
        else if ((def->ml_flags & MethodFlags.Static) != 0)
            descriptor = Descriptors.NewStaticMethod(ts, type, def);
        else
            descriptor = Descriptors.NewMethod(ts, type, def);
        if (descriptor == null)
            return Status.Error;
        PyObject* name = PyUnicode.InternFromString(ts, Utf8Text.ToString(def->ml_name));
        if (name == null)
        {
            Ref.Dec(ts, descriptor);
            return Status.Error;
        }
        Status status = Status.Ok;
        Lookup there = (def->ml_flags & MethodFlags.Coexist) != 0 ? Lookup.Missing : PyDict.Contains(ts, type->tp_dict, name);
        if (there == Lookup.Missing)
            status = PyDict.Set(ts, type->tp_dict, name, descriptor);
        else if (there == Lookup.Error)
            status = Status.Error;
        Ref.Dec(ts, name);
        Ref.Dec(ts, descriptor);
        return status;
    }

    private static Status AddSteal(ThreadState* ts, PyTypeObject* type, byte* name, PyObject* descriptor)
    {
        if (descriptor == null)
            return Status.Error;
        PyObject* key = PyUnicode.InternFromString(ts, Utf8Text.ToString(name));
        Status status = Status.Error;
        if (key != null)
        {
            Lookup there = PyDict.Contains(ts, type->tp_dict, key);
            status = there switch
            {
                Lookup.Missing => PyDict.Set(ts, type->tp_dict, key, descriptor),
                Lookup.Found => Status.Ok,
                _ => Status.Error,
            };
            Ref.Dec(ts, key);
        }
        Ref.Dec(ts, descriptor);
        return status;
    }

    private static Status SetDoc(ThreadState* ts, PyTypeObject* type)
    {
        Lookup there = PyDict.Contains(ts, type->tp_dict, Id.__doc__);
        if (there != Lookup.Missing)
            return there == Lookup.Error ? Status.Error : Status.Ok;
        if (type->tp_doc == null)
            return PyDict.Set(ts, type->tp_dict, Id.__doc__, Py.None);
        PyObject* doc = PyUnicode.FromString(ts, Signatures.DocOf(PyType.Name(type), Utf8Text.ToString(type->tp_doc)));
        if (doc == null)
            return Status.Error;
        Status status = PyDict.Set(ts, type->tp_dict, Id.__doc__, doc);
        Ref.Dec(ts, doc);
        return status;
    }

    // ---- Inheritance ----

    private static void Inherit(ThreadState* ts, PyTypeObject* type)
    {
        PyTypeObject* b = type->tp_base;
        if (b != null)
            InheritSpecial(type, b);
        PyObject* mro = type->tp_mro;
        nint n = PyTuple.Size(mro);
        for (nint i = 1; i < n; i++)
        {
            PyTypeObject* ancestor = (PyTypeObject*)PyTuple.GetBorrowed(mro, i);
            // What it is to pattern matching, the first ancestor that is one or the other decides.
            if ((type->tp_flags & (TypeFlags.Sequence | TypeFlags.Mapping)) == 0)
                type->tp_flags |= ancestor->tp_flags & (TypeFlags.Sequence | TypeFlags.Mapping);
            if (PyType.Check((PyObject*)ancestor) || !PyType.HasFlag(type, TypeFlags.HeapType))
                SlotInheritance.Inherit(ts, type, ancestor);
        }
    }

    private static void InheritSpecial(PyTypeObject* type, PyTypeObject* b)
    {
        TypeSlots* slots = TypeSlots.Of(type);
        TypeSlots* baseSlots = TypeSlots.Of(b);
        if (PyType.HasFlag(b, TypeFlags.HaveGc) && slots->tp_traverse == null && slots->tp_clear == null)
        {
            type->tp_flags |= TypeFlags.HaveGc;
            slots->tp_traverse = baseSlots->tp_traverse;
            slots->tp_clear = baseSlots->tp_clear;
        }
        type->tp_flags |= b->tp_flags & TypeFlags.PreHeader;
        if (type->tp_basicsize == 0)
            type->tp_basicsize = b->tp_basicsize;
        if (type->tp_itemsize == 0)
            type->tp_itemsize = b->tp_itemsize;
        if (type->tp_weaklistoffset == 0)
            type->tp_weaklistoffset = b->tp_weaklistoffset;
        if (type->tp_dictoffset == 0)
            type->tp_dictoffset = b->tp_dictoffset;
        type->tp_flags |= b->tp_flags & Inherited;
        if (PyType.HasFlag(type, TypeFlags.ManagedDict))
            type->tp_dictoffset = -1;
        if (PyType.HasFlag(type, TypeFlags.ManagedWeakref))
            type->tp_weaklistoffset = ObjectAlloc.ManagedWeakrefOffset;
    }

    /// <summary>A type that compares but does not hash is unhashable.</summary>
    private static Status SetHash(ThreadState* ts, PyTypeObject* type)
    {
        if (TypeSlots.Of(type)->tp_hash != null)
            return Status.Ok;
        Lookup there = PyDict.Contains(ts, type->tp_dict, Id.__hash__);
        if (there != Lookup.Missing)
            return there == Lookup.Error ? Status.Error : Status.Ok;
        TypeSlots.Of(type)->tp_hash = &Obj.HashNotImplemented;
        return PyDict.Set(ts, type->tp_dict, Id.__hash__, Py.None);
    }
}
