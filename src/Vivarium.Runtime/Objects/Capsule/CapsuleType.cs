// PyCapsule: a native pointer with a name, passed through Python by native code. See docs/internals/types.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct PyCapsule
{
    public PyObject ob_base;
    public void* pointer;
    /// <summary>UTF-8, NUL-terminated, owned by who made the capsule; or null.</summary>
    public byte* name;
    public void* context;
    /// <summary>Runs before the capsule is freed, or null.</summary>
    public destructor destructor;
    public traverseproc traverse_func;
    public destructor clear_func;
}

[PyType("PyCapsule", Layout = typeof(PyCapsule), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation,
    Doc = "A pointer of native code as a Python object.\n\nModules pass native interfaces to each other with it. Its name says what\nthe pointer is: 'module.attribute', by which it can be imported.")]
internal static unsafe partial class CapsuleType
{
    /// <summary>ValueError when the pointer is null. The collector does not track a capsule without a traverse function.</summary>
    public static PyObject* New(ThreadState* ts, void* pointer, byte* name, destructor destructor)
    {
        if (pointer == null)
            return Err.Value(ts, "PyCapsule_New called with null pointer");
        PyCapsule* self = (PyCapsule*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->pointer = pointer;
        self->name = name;
        self->context = null;
        self->destructor = destructor;
        self->traverse_func = null;
        self->clear_func = null;
        return (PyObject*)self;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyCapsule* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->destructor != null)
            self->destructor(ts, (PyObject*)self);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyCapsule* self, visitproc visit, void* arg) =>
        self->traverse_func == null ? 0 : self->traverse_func((PyObject*)self, visit, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, PyCapsule* self)
    {
        if (self->clear_func != null)
            self->clear_func(ts, (PyObject*)self);
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyCapsule* self)
    {
        string name = self->name == null ? "NULL" : $"\"{Utf8Text.ToString(self->name)}\"";
        return PyUnicode.FromString(ts, $"<capsule object {name} at 0x{(nint)self:x}>");
    }
}
