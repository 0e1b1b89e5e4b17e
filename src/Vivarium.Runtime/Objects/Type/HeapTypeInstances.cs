// Instances of classes made at run time: how they are freed, visited and cleared. The base's own functions do the built-in part of the object; these add
// __slots__, the instance dict, weak references, __del__ and the reference to the class itself. See docs/internals/types.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class HeapTypeInstances
{
    private static readonly void* s_traverse = (traverseproc)(&Traverse);
    private static readonly void* s_clear = (destructor)(&Clear);
    private static readonly void* s_dealloc = (destructor)(&Dealloc);

    private static PyMemberDef* Members(PyTypeObject* type) => (PyMemberDef*)((byte*)type + type->ob_base.ob_base.ob_type->tp_basicsize);

    /// <summary>First word behind the heap type's fixed part: its slots' member definitions.</summary>
    public static PyMemberDef* SlotMembers(PyTypeObject* type) => Members(type);

    // ---- tp_traverse ----

    public static int Traverse(PyObject* self, visitproc visit, void* arg)
    {
        PyTypeObject* type = self->ob_type;
        PyTypeObject* b = type;
        traverseproc baseTraverse;
        while ((void*)(baseTraverse = TypeSlots.Of(b)->tp_traverse) == s_traverse)
        {
            int r = VisitSlots(b, self, visit, arg);
            if (r != 0)
                return r;
            b = b->tp_base;
        }
        if (PyType.HasFlag(type, TypeFlags.ManagedDict))
        {
            int r = InstanceDict.Visit(self, visit, arg);
            if (r != 0)
                return r;
        }
        else if (type->tp_dictoffset != b->tp_dictoffset)
        {
            PyObject** dict = GenericAttr.DictPointer(self);
            if (dict != null && *dict != null)
            {
                int r = visit(*dict, arg);
                if (r != 0)
                    return r;
            }
        }
        if (PyType.HasFlag(type, TypeFlags.HeapType))
        {
            int r = visit((PyObject*)type, arg);
            if (r != 0)
                return r;
        }
        return baseTraverse == null ? 0 : baseTraverse(self, visit, arg);
    }

    private static int VisitSlots(PyTypeObject* type, PyObject* self, visitproc visit, void* arg)
    {
        nint n = type->ob_base.ob_size;
        PyMemberDef* member = Members(type);
        for (nint i = 0; i < n; i++, member++)
        {
            if (member->type != MemberType.ObjectEx)
                continue;
            PyObject* value = *(PyObject**)((byte*)self + member->offset);
            if (value == null)
                continue;
            int r = visit(value, arg);
            if (r != 0)
                return r;
        }
        return 0;
    }

    // ---- tp_clear ----

    public static void Clear(ThreadState* ts, PyObject* self)
    {
        PyTypeObject* type = self->ob_type;
        PyTypeObject* b = type;
        destructor baseClear;
        while ((void*)(baseClear = TypeSlots.Of(b)->tp_clear) == s_clear)
        {
            if (b->ob_base.ob_size != 0)
                ClearSlots(ts, b, self);
            b = b->tp_base;
        }
        if (PyType.HasFlag(type, TypeFlags.ManagedDict))
        {
            InstanceDict.Clear(ts, self);
        }
        else if (type->tp_dictoffset != b->tp_dictoffset)
        {
            PyObject** dict = GenericAttr.DictPointer(self);
            if (dict != null)
                Ref.Clear(ts, dict);
        }
        if (baseClear != null)
            baseClear(ts, self);
    }

    private static void ClearSlots(ThreadState* ts, PyTypeObject* type, PyObject* self)
    {
        nint n = type->ob_base.ob_size;
        PyMemberDef* member = Members(type);
        for (nint i = 0; i < n; i++, member++)
        {
            if (member->type == MemberType.ObjectEx && (member->flags & 1) == 0)
                Ref.Clear(ts, (PyObject**)((byte*)self + member->offset));
        }
    }

    // ---- tp_dealloc ----

    public static void Dealloc(ThreadState* ts, PyObject* self)
    {
        PyTypeObject* type = self->ob_type;
        if (!PyType.HasFlag(type, TypeFlags.HaveGc))
        {
            DeallocPlain(ts, self, type);
            return;
        }
        PyTypeObject* b = type;
        destructor baseDealloc;
        GcList.UntrackIfTracked(self);
        while ((void*)(baseDealloc = TypeSlots.Of(b)->tp_dealloc) == s_dealloc)
            b = b->tp_base;
        bool hasFinalizer = TypeSlots.Of(type)->tp_finalize != null;
        if (hasFinalizer)
        {
            GcList.Track(ts, self);
            if (Finalization.CallFromDealloc(ts, self))
                return;
            GcList.UntrackIfTracked(self);
        }
        if (type->tp_weaklistoffset != 0 && b->tp_weaklistoffset == 0)
        {
            // Callbacks may look at the object: they must find it untracked, and it must not come back.
            WeakrefList.Clear(ts, self);
        }
        for (PyTypeObject* t = type; (void*)TypeSlots.Of(t)->tp_dealloc == s_dealloc; t = t->tp_base)
        {
            if (t->ob_base.ob_size != 0)
                ClearSlots(ts, t, self);
        }
        if (PyType.HasFlag(type, TypeFlags.ManagedDict))
        {
            InstanceDict.Clear(ts, self);
        }
        else if (type->tp_dictoffset != 0 && b->tp_dictoffset == 0)
        {
            PyObject** dict = GenericAttr.DictPointer(self);
            if (dict != null)
                Ref.Clear(ts, dict);
        }
        // The type may be changed by what was just released.
        type = self->ob_type;
        if (PyType.HasFlag(b, TypeFlags.HaveGc))
            GcList.Track(ts, self);
        // The base frees the memory; a heap type's base of its own kind also releases the type.
        bool releaseType = PyType.HasFlag(type, TypeFlags.HeapType) && !PyType.HasFlag(b, TypeFlags.HeapType);
        baseDealloc(ts, self);
        if (releaseType)
            Ref.Dec(ts, type);
    }

    private static void DeallocPlain(ThreadState* ts, PyObject* self, PyTypeObject* type)
    {
        if (TypeSlots.Of(type)->tp_finalize != null && Finalization.CallFromDealloc(ts, self))
            return;
        PyTypeObject* b = type;
        destructor baseDealloc;
        while ((void*)(baseDealloc = TypeSlots.Of(b)->tp_dealloc) == s_dealloc)
            b = b->tp_base;
        if (type->tp_weaklistoffset != 0 && b->tp_weaklistoffset == 0)
            WeakrefList.Clear(ts, self);
        type = self->ob_type;
        bool releaseType = PyType.HasFlag(type, TypeFlags.HeapType) && !PyType.HasFlag(b, TypeFlags.HeapType);
        baseDealloc(ts, self);
        if (releaseType)
            Ref.Dec(ts, type);
    }
}
