// Keeping a class's slots in step with its special methods: for each slot, the function that serves what the class (or its bases) defines now.
// A built-in wrapper of the very slot is unwrapped, so that class C(int) adds as fast as int. See docs/internals/types.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class SlotUpdate
{
    /// <summary>All slots of a new class.</summary>
    public static void FixupAll(ThreadState* ts, PyTypeObject* type)
    {
        SlotDef* end = SlotTable.First + SlotTable.Count;
        for (SlotDef* def = SlotTable.First; def < end;)
            def = UpdateSlot(ts, type, def);
    }

    /// <summary>Sets one slot from all special methods that share it; entries of one slot are consecutive. Returns the next slot's first entry.</summary>
    private static SlotDef* UpdateSlot(ThreadState* ts, PyTypeObject* type, SlotDef* def)
    {
        SlotDef* end = SlotTable.First + SlotTable.Count;
        int offset = def->offset;
        void** slot = SlotTable.SlotOf(type, def);
        // What serves a single built-in method directly, and what looks methods up by name at each call.
        void* specific = null;
        void* generic = null;
        bool useGeneric = false;
        for (; def < end && def->offset == offset; def++)
        {
            PyObject* method = PyType.LookupBorrowed(ts, type, def->name);
            if (method == null)
            {
                if (def->name == Id.__next__)
                    specific = (void*)(unaryfunc)(&Obj.NextNotImplemented);
            }
            else if (method->ob_type == WrapperDescriptorType.Type && ((PyWrapperDescrObject*)method)->d_base->name == def->name)
            {
                PyWrapperDescrObject* wrapper = (PyWrapperDescrObject*)method;
                void** only = OnlyFilledSlot(type, def->name);
                if (only == null || only == slot)
                    generic = def->function;
                if ((specific == null || specific == wrapper->d_wrapped) && wrapper->d_base->wrapper == def->wrapper
                    && PyType.IsSubtype(type, wrapper->d_common.d_type))
                {
                    specific = wrapper->d_wrapped;
                }
                else
                {
                    useGeneric = true;
                }
            }
            else if (def->name == Id.__new__ && TypeNewMethod.Is(method))
            {
                specific = TypeSlots.Of(type)->tp_new;
            }
            else if (method == Py.None && def->name == Id.__hash__)
            {
                specific = (void*)(hashfunc)(&Obj.HashNotImplemented);
            }
            else
            {
                useGeneric = true;
                generic = def->function;
                if (def->name == Id.__call__)
                    type->tp_flags &= ~TypeFlags.HaveVectorcall;
            }
        }
        *slot = specific != null && !useGeneric ? specific : generic;
        return def;
    }

    /// <summary>Of the slots that share a special method (mp_length and sq_length), the one that is filled; null when none or several are.</summary>
    private static void** OnlyFilledSlot(PyTypeObject* type, PyObject* name)
    {
        SlotDef* end = SlotTable.First + SlotTable.Count;
        void** result = null;
        for (SlotDef* def = SlotTable.First; def < end; def++)
        {
            if (def->name != name)
                continue;
            void** slot = SlotTable.SlotOf(type, def);
            if (*slot == null)
                continue;
            if (result != null)
                return null;
            result = slot;
        }
        return result;
    }

    /// <summary>After a class attribute changed: the slots that its name stands for, in the class and in the subclasses that inherit it.</summary>
    public static Status OnAttributeSet(ThreadState* ts, PyTypeObject* type, PyObject* name)
    {
        foreach (ref readonly SlotDef def in SlotTable.All)
        {
            if (def.name == name)
                return Recurse(ts, type, name);
        }
        return Status.Ok;
    }

    private static Status Recurse(ThreadState* ts, PyTypeObject* type, PyObject* name)
    {
        SlotDef* end = SlotTable.First + SlotTable.Count;
        int lastOffset = -1;
        for (SlotDef* def = SlotTable.First; def < end; def++)
        {
            if (def->name != name || def->offset == lastOffset)
                continue;
            lastOffset = def->offset;
            SlotDef* first = def;
            while (first > SlotTable.First && (first - 1)->offset == def->offset)
                first--;
            UpdateSlot(ts, type, first);
        }
        return Subclasses.ForEach(ts, type, &RecurseInto, name);
    }

    private static Status RecurseInto(ThreadState* ts, PyTypeObject* subclass, void* name)
    {
        // A subclass that defines the name itself is not concerned.
        PyObject* own = PyDict.GetBorrowed(ts, subclass->tp_dict, (PyObject*)name);
        return own != null ? Status.Ok : Recurse(ts, subclass, (PyObject*)name);
    }
}
