// Assignment to `__bases__`: the MROs of the class and all its subclasses are computed anew, and all slots with them, or everything stays as it was.
namespace Vivarium.Runtime.Objects;

internal static unsafe class TypeBases
{
    public static Status SetBases(ThreadState* ts, PyTypeObject* type, PyObject* value)
    {
        if (PyType.HasFlag(type, TypeFlags.ImmutableType))
            return Err.TypeStatus(ts, $"cannot set '__bases__' attribute of immutable type '{PyType.TpName(type)}'");
        if (value == null)
            return Err.TypeStatus(ts, $"cannot delete '__bases__' attribute of type '{PyType.TpName(type)}'");
        if (!PyTuple.Check(value))
            return Err.TypeStatus(ts, $"can only assign tuple to {PyType.TpName(type)}.__bases__, not {PyType.NameOf(value)}");
        nint n = PyTuple.Size(value);
        if (n == 0)
            return Err.TypeStatus(ts, $"can only assign non-empty tuple to {PyType.TpName(type)}.__bases__, not ()");
        for (nint i = 0; i < n; i++)
        {
            PyObject* b = PyTuple.GetBorrowed(value, i);
            if (!PyType.Check(b))
                return Err.TypeStatus(ts, $"{PyType.TpName(type)}.__bases__ must be tuple of classes, not '{PyType.NameOf(b)}'");
            if (PyType.IsSubtype((PyTypeObject*)b, type))
                return Err.TypeStatus(ts, "a __bases__ item causes an inheritance cycle");
        }
        PyTypeObject* newBase = TypeLayout.BestBase(ts, value);
        if (newBase == null || !TypeLayout.Compatible(ts, type->tp_base, newBase, "__bases__"))
            return Status.Error;

        PyObject* oldBases = type->tp_bases;
        PyTypeObject* oldBase = type->tp_base;
        type->tp_bases = Ref.New(value);
        type->tp_base = (PyTypeObject*)Ref.New(newBase);
        var saved = new List<(nint Type, nint Mro)>();
        if (RecomputeMros(ts, type, saved) != Status.Ok)
        {
            foreach ((nint t, nint mro) in saved)
                Ref.SetSteal(ts, &((PyTypeObject*)t)->tp_mro, (PyObject*)mro);
            type->tp_bases = oldBases;
            type->tp_base = oldBase;
            Ref.Dec(ts, value);
            Ref.Dec(ts, newBase);
            foreach ((nint t, nint _) in saved)
                Ref.Dec(ts, (PyObject*)t);
            return Status.Error;
        }
        foreach ((nint t, nint mro) in saved)
        {
            Ref.XDec(ts, (PyObject*)mro);
            Ref.Dec(ts, (PyObject*)t);
        }
        Subclasses.RemoveFromAllBases(ts, type, oldBases);
        Status status = Subclasses.AddToAllBases(ts, type);
        if (status == Status.Ok)
            UpdateAllSlots(ts, type);
        Ref.Dec(ts, oldBases);
        Ref.Dec(ts, oldBase);
        return status;
    }

    private static Status RecomputeMros(ThreadState* ts, PyTypeObject* type, List<(nint Type, nint Mro)> saved)
    {
        GCHandle handle = GCHandle.Alloc(saved);
        Status status = RecomputeMro(ts, type, (void*)GCHandle.ToIntPtr(handle));
        handle.Free();
        return status;
    }

    /// <summary>Replaces the MRO of the type and of its subclasses; the old ones are remembered with a reference to their type.</summary>
    private static Status RecomputeMro(ThreadState* ts, PyTypeObject* type, void* context)
    {
        PyObject* mro = TypeReady.MroOf(ts, type);
        if (mro == null)
            return Status.Error;
        Ref.Inc(type);
        ((List<(nint Type, nint Mro)>)GCHandle.FromIntPtr((nint)context).Target!).Add(((nint)type, (nint)type->tp_mro));
        type->tp_mro = mro;
        PyType.Modified(ts, type);
        return Subclasses.ForEach(ts, type, &RecomputeMro, context);
    }

    private static Status UpdateSubclass(ThreadState* ts, PyTypeObject* subclass, void* context)
    {
        UpdateAllSlots(ts, subclass);
        return Status.Ok;
    }

    private static void UpdateAllSlots(ThreadState* ts, PyTypeObject* type)
    {
        PyType.Modified(ts, type);
        SlotUpdate.FixupAll(ts, type);
        Subclasses.ForEach(ts, type, &UpdateSubclass, null);
    }
}
