// Creating a class: what `class C(bases): …` and type(name, bases, dict) do after the body has run. See docs/internals/types.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe class TypeNew
{
    /// <summary>type.__new__(metatype, name, bases, dict, **kwargs)</summary>
    public static PyObject* New(ThreadState* ts, PyTypeObject* metatype, PyObject* args, PyObject* kwargs)
    {
        if (PyTuple.Size(args) != 3)
        {
            return metatype == TypeType.Type || PyTuple.Size(args) == 1
                ? Err.Type(ts, $"type.__new__() takes exactly 3 arguments ({PyTuple.Size(args)} given)")
                : Err.Type(ts, $"type.__new__() takes exactly 3 arguments ({PyTuple.Size(args)} given)");
        }
        PyObject* name = PyTuple.GetBorrowed(args, 0);
        PyObject* bases = PyTuple.GetBorrowed(args, 1);
        PyObject* body = PyTuple.GetBorrowed(args, 2);
        if (!PyUnicode.Check(name))
            return Err.Type(ts, $"type.__new__() argument 1 must be str, not {PyType.NameOf(name)}");
        if (!PyTuple.Check(bases))
            return Err.Type(ts, $"type.__new__() argument 2 must be tuple, not {PyType.NameOf(bases)}");
        if (!PyDict.Check(body))
            return Err.Type(ts, $"type.__new__() argument 3 must be dict, not {PyType.NameOf(body)}");
        if (!CheckBaseKinds(ts, bases))
            return null;
        PyTypeObject* winner = CalculateMetaclass(ts, metatype, bases);
        if (winner == null)
            return null;
        if (winner != metatype && TypeSlots.Of(winner)->tp_new != TypeSlots.Of(TypeType.Type)->tp_new)
        {
            newfunc winnerNew = TypeSlots.Of(winner)->tp_new;
            return winnerNew == null ? Err.Type(ts, "metaclass cannot make classes") : winnerNew(ts, winner, args, kwargs);
        }
        using Owned<PyObject> defaultBases = Own.Of(ts, PyTuple.Size(bases) == 0 ? PyTuple.Pack(ts, (PyObject*)ObjectType.Type) : Ref.New(bases));
        if (defaultBases.IsNull)
            return null;
        PyTypeObject* b = TypeLayout.BestBase(ts, defaultBases.Pointer);
        if (b == null)
            return null;
        using Owned<PyObject> dict = Own.Of(ts, PyDict.Copy(ts, body));
        if (dict.IsNull)
            return null;
        PyTypeObject* type = Make(ts, winner, name, defaultBases.Pointer, b, dict.Pointer);
        if (type == null)
            return null;
        if (SetNames(ts, type) == Status.Ok && InitSubclass(ts, type, kwargs) == Status.Ok)
            return (PyObject*)type;
        Ref.Dec(ts, type);
        return null;
    }

    /// <summary>Bases that are not classes are replaced by __mro_entries__ before; here they are an error.</summary>
    private static bool CheckBaseKinds(ThreadState* ts, PyObject* bases)
    {
        nint n = PyTuple.Size(bases);
        for (nint i = 0; i < n; i++)
        {
            PyObject* b = PyTuple.GetBorrowed(bases, i);
            if (PyType.Check(b))
                continue;
            PyObject* entries;
            Lookup found = Obj.LookupAttr(ts, b, Id.__mro_entries__, &entries);
            if (found == Lookup.Error)
                return false;
            if (found == Lookup.Found)
            {
                Ref.Dec(ts, entries);
                Err.Type(ts, "type() doesn't support MRO entry resolution; use types.new_class()");
                return false;
            }
        }
        return true;
    }

    /// <summary>The most derived of the metaclasses of the bases and the given one; null with TypeError when none is.</summary>
    public static PyTypeObject* CalculateMetaclass(ThreadState* ts, PyTypeObject* metatype, PyObject* bases)
    {
        PyTypeObject* winner = metatype;
        nint n = PyTuple.Size(bases);
        for (nint i = 0; i < n; i++)
        {
            PyTypeObject* candidate = PyTuple.GetBorrowed(bases, i)->ob_type;
            if (PyType.IsSubtype(winner, candidate))
                continue;
            if (PyType.IsSubtype(candidate, winner))
            {
                winner = candidate;
                continue;
            }
            Err.Type(ts, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
            return null;
        }
        return winner;
    }

    // ---- The type object ----

    private static PyTypeObject* Make(ThreadState* ts, PyTypeObject* metatype, PyObject* name, PyObject* bases, PyTypeObject* b, PyObject* dict)
    {
        SlotsDeclaration slots = default;
        if (!slots.Read(ts, b, bases, dict, name))
            return null;
        PyTypeObject* type = Allocate(ts, metatype, slots.Count);
        if (type == null)
        {
            slots.Release(ts);
            return null;
        }
        PyHeapTypeObject* heap = (PyHeapTypeObject*)type;
        type->tp_flags = TypeFlags.Default | TypeFlags.HeapType | TypeFlags.BaseType | (b->tp_flags & TypeFlags.HaveGc);
        type->tp_base = (PyTypeObject*)Ref.New(b);
        type->tp_bases = Ref.New(bases);
        type->tp_dict = Ref.New(dict);
        heap->ht_slots = slots.ReleaseNames();
        bool ok = SetName(ts, heap, name) && SetQualname(ts, heap, dict) && SetModule(ts, dict) && SetDocString(ts, type, dict)
            && WrapSpecialFunctions(ts, dict) && SetLayout(ts, type, b, ref slots) && SetSlots(ts, type) && SetClassCell(ts, type, dict);
        if (ok)
            return type;
        Ref.Dec(ts, type);
        return null;
    }

    /// <summary>Memory for the slots, the GC head, the type and its members; everything zero but the header.</summary>
    private static PyTypeObject* Allocate(ThreadState* ts, PyTypeObject* metatype, nint members)
    {
        nuint prefix = (nuint)(sizeof(TypeSlots) + sizeof(PyGC_Head));
        nuint size = ObjectAlloc.VarSize(metatype, members + 1);
        byte* block = (byte*)ObjectDomain.Calloc(ts->interp->heap, 1, prefix + size);
        if (block == null)
        {
            Err.NoMemory(ts);
            return null;
        }
        PyTypeObject* type = (PyTypeObject*)(block + prefix);
        ObjectAlloc.InitHeader((PyObject*)type, metatype);
        type->ob_base.ob_size = members;
        GcCollector.CountAllocation(ts);
        GcList.Track(ts, type);
        return type;
    }

    /// <summary>Gives back what <see cref="Allocate"/> took.</summary>
    public static void Free(ThreadState* ts, void* o)
    {
        nuint prefix = (nuint)(sizeof(TypeSlots) + sizeof(PyGC_Head));
        GcList.UntrackIfTracked(o);
        ref GcGeneration young = ref ts->interp->gc.generations[0];
        if (young.count > 0)
            young.count--;
        ObjectDomain.Free(ts->interp->heap, (byte*)o - prefix);
    }

    private static bool SetName(ThreadState* ts, PyHeapTypeObject* heap, PyObject* name)
    {
        heap->ht_name = Ref.New(name);
        nint length;
        byte* utf8 = PyUnicode.AsUtf8(ts, name, &length);
        if (utf8 == null)
            return false;
        if (new ReadOnlySpan<byte>(utf8, (int)length).Contains((byte)0))
        {
            Err.Value(ts, "type name must not contain null characters");
            return false;
        }
        heap->ht_type.tp_name = utf8;
        return true;
    }

    private static bool SetQualname(ThreadState* ts, PyHeapTypeObject* heap, PyObject* dict)
    {
        PyObject* qualname;
        Lookup found = PyDict.GetRef(ts, dict, Id.__qualname__, &qualname);
        if (found == Lookup.Error)
            return false;
        if (found == Lookup.Missing)
        {
            heap->ht_qualname = Ref.New(heap->ht_name);
            return true;
        }
        if (!PyUnicode.Check(qualname))
        {
            Err.Type(ts, $"type __qualname__ must be a str, not {PyType.NameOf(qualname)}");
            Ref.Dec(ts, qualname);
            return false;
        }
        heap->ht_qualname = qualname;
        return PyDict.Delete(ts, dict, Id.__qualname__) == Status.Ok;
    }

    private static bool SetModule(ThreadState* ts, PyObject* dict)
    {
        Lookup there = PyDict.Contains(ts, dict, Id.__module__);
        if (there != Lookup.Missing)
            return there == Lookup.Found;
        PyObject* globals = Frames.CurrentGlobalsBorrowed(ts);
        if (globals == null)
            return true;
        PyObject* module;
        Lookup found = PyDict.GetRef(ts, globals, Id.__name__, &module);
        if (found != Lookup.Found)
            return found == Lookup.Missing;
        Status status = PyDict.Set(ts, dict, Id.__module__, module);
        Ref.Dec(ts, module);
        return status == Status.Ok;
    }

    private static bool SetDocString(ThreadState* ts, PyTypeObject* type, PyObject* dict)
    {
        PyObject* doc = PyDict.GetBorrowed(ts, dict, Id.__doc__);
        if (doc == null)
            return !Err.Occurred(ts);
        if (!PyUnicode.Check(doc))
            return true;
        nint length;
        byte* utf8 = PyUnicode.AsUtf8(ts, doc, &length);
        if (utf8 == null)
            return false;
        byte* copy = (byte*)MemDomain.Malloc(ts->interp->heap, (nuint)length + 1);
        if (copy == null)
        {
            Err.NoMemory(ts);
            return false;
        }
        Unsafe.CopyBlock(copy, utf8, (uint)length);
        copy[length] = 0;
        type->tp_doc = copy;
        return true;
    }

    /// <summary>__new__ becomes a static method, __init_subclass__ and __class_getitem__ class methods.</summary>
    private static bool WrapSpecialFunctions(ThreadState* ts, PyObject* dict) =>
        Wrap(ts, dict, Id.__new__, false) && Wrap(ts, dict, Id.__init_subclass__, true) && Wrap(ts, dict, Id.__class_getitem__, true);

    private static bool Wrap(ThreadState* ts, PyObject* dict, PyObject* name, bool classMethod)
    {
        PyObject* function = PyDict.GetBorrowed(ts, dict, name);
        if (function == null)
            return !Err.Occurred(ts);
        if (function->ob_type != FunctionType.Type)
            return true;
        PyObject* wrapped = classMethod ? Descriptors.ClassMethodOf(ts, function) : Descriptors.StaticMethodOf(ts, function);
        if (wrapped == null)
            return false;
        Status status = PyDict.Set(ts, dict, name, wrapped);
        Ref.Dec(ts, wrapped);
        return status == Status.Ok;
    }

    private static bool SetLayout(ThreadState* ts, PyTypeObject* type, PyTypeObject* b, ref SlotsDeclaration slots)
    {
        nint offset = b->tp_basicsize;
        PyHeapTypeObject* heap = (PyHeapTypeObject*)type;
        PyMemberDef* member = HeapTypeInstances.SlotMembers(type);
        if (heap->ht_slots != null)
        {
            nint n = PyTuple.Size(heap->ht_slots);
            for (nint i = 0; i < n; i++, member++)
            {
                nint length;
                member->name = PyUnicode.AsUtf8(ts, PyTuple.GetBorrowed(heap->ht_slots, i), &length);
                if (member->name == null)
                    return false;
                member->type = MemberType.ObjectEx;
                member->offset = offset;
                offset += sizeof(void*);
            }
        }
        type->tp_basicsize = offset;
        type->tp_itemsize = b->tp_itemsize;
        if (slots.AddDict)
        {
            type->tp_flags |= TypeFlags.ManagedDict;
            type->tp_dictoffset = -1;
        }
        else
        {
            type->tp_dictoffset = b->tp_dictoffset;
        }
        if (slots.AddWeak)
        {
            type->tp_flags |= TypeFlags.ManagedWeakref;
            type->tp_weaklistoffset = ObjectAlloc.ManagedWeakrefOffset;
        }
        else
        {
            type->tp_weaklistoffset = b->tp_weaklistoffset;
        }
        // Every instance holds its class, so every instance is a container.
        type->tp_flags |= (b->tp_flags & TypeFlags.PreHeader) | TypeFlags.HaveGc;
        // The members the type shows are those of its slots and, for bases without them, __dict__ and __weakref__.
        type->tp_members = HeapTypeInstances.SlotMembers(type);
        type->tp_getset = slots.AddDict && slots.AddWeak ? InstanceGetSets.DictAndWeakref : slots.AddDict ? InstanceGetSets.DictOnly : slots.AddWeak ? InstanceGetSets.WeakrefOnly : null;
        return true;
    }

    private static bool SetSlots(ThreadState* ts, PyTypeObject* type)
    {
        TypeSlots* slots = TypeSlots.Of(type);
        slots->tp_dealloc = &HeapTypeInstances.Dealloc;
        slots->tp_alloc = &PyType.GenericAlloc;
        if (PyType.HasFlag(type, TypeFlags.HaveGc))
        {
            slots->tp_free = &ObjectAlloc.GcFree;
            slots->tp_traverse = &HeapTypeInstances.Traverse;
            slots->tp_clear = &HeapTypeInstances.Clear;
        }
        else
        {
            slots->tp_free = &ObjectAlloc.Free;
        }
        if (PyType.IsSubtype(type->ob_base.ob_base.ob_type, TypeType.Type) && PyType.HasFlag(type->tp_base, TypeFlags.TypeSubclass))
        {
            // A metaclass: its instances are types.
            slots->tp_free = &Free;
        }
        if (TypeReady.Ready(ts, type) != Status.Ok)
            return false;
        if (PyType.HasFlag(type, TypeFlags.ManagedDict))
        {
            PyHeapTypeObject* heap = (PyHeapTypeObject*)type;
            if (heap->ht_cached_keys == null && (heap->ht_cached_keys = PyDict.NewSharedKeys(ts, PyDict.GetBorrowed(ts, type->tp_dict, Id.__static_attributes__))) == null)
                return false;
            if (type->tp_itemsize == 0)
                type->tp_flags |= TypeFlags.InlineValues;
        }
        SlotUpdate.FixupAll(ts, type);
        return true;
    }

    /// <summary>__classcell__ is what super() and __class__ in the body refer to; __classdictcell__ what annotation scopes look names up in.</summary>
    private static bool SetClassCell(ThreadState* ts, PyTypeObject* type, PyObject* dict)
    {
        PyObject* cell;
        Lookup found = PyDict.Pop(ts, dict, Id.__classcell__, &cell);
        if (found == Lookup.Error)
            return false;
        if (found == Lookup.Found)
        {
            if (cell->ob_type != CellType.Type)
            {
                Err.Type(ts, $"__classcell__ must be a nonlocal cell, not <class '{PyType.FullName(cell->ob_type)}'>");
                Ref.Dec(ts, cell);
                return false;
            }
            Ref.SetSteal(ts, &((PyCellObject*)cell)->ob_ref, Ref.New(type));
            Ref.Dec(ts, cell);
        }
        found = PyDict.Pop(ts, dict, Id.__classdictcell__, &cell);
        if (found == Lookup.Error)
            return false;
        if (found == Lookup.Found)
        {
            if (cell->ob_type != CellType.Type)
            {
                Err.Type(ts, $"__classdictcell__ must be a nonlocal cell, not <class '{PyType.FullName(cell->ob_type)}'>");
                Ref.Dec(ts, cell);
                return false;
            }
            Ref.SetSteal(ts, &((PyCellObject*)cell)->ob_ref, Ref.New(dict));
            Ref.Dec(ts, cell);
        }
        return true;
    }

    // ---- Hooks ----

    /// <summary>__set_name__ of each attribute that has it.</summary>
    private static Status SetNames(ThreadState* ts, PyTypeObject* type)
    {
        using Owned<PyObject> copy = Own.Of(ts, PyDict.Copy(ts, type->tp_dict));
        if (copy.IsNull)
            return Status.Error;
        nint position = 0;
        PyObject* key;
        PyObject* value;
        while (PyDict.Next(copy.Pointer, &position, &key, &value))
        {
            PyObject* hook = PyType.LookupSpecial(ts, value, Id.__set_name__);
            if (hook == null)
            {
                if (Err.Occurred(ts))
                    return Status.Error;
                continue;
            }
            PyObject* result = Call.TwoArgs(ts, hook, (PyObject*)type, key);
            Ref.Dec(ts, hook);
            if (result == null)
            {
                Err.AddNote(ts, $"Error calling __set_name__ on '{PyType.NameOf(value)}' instance {Obj.ReprText(ts, key)} in '{PyType.Name(type)}'");
                return Status.Error;
            }
            Ref.Dec(ts, result);
        }
        return Status.Ok;
    }

    /// <summary>super(type, type).__init_subclass__(**kwargs)</summary>
    private static Status InitSubclass(ThreadState* ts, PyTypeObject* type, PyObject* kwargs)
    {
        PyObject* function = SuperType.LookupFor(ts, type, (PyObject*)type, Id.__init_subclass__);
        if (function == null)
            return Status.Error;
        PyObject* result = Call.VectorcallDict(ts, function, null, 0, kwargs);
        Ref.Dec(ts, function);
        if (result == null)
            return Status.Error;
        Ref.Dec(ts, result);
        return Status.Ok;
    }
}
