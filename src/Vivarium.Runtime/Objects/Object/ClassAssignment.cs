// Assignment to `__class__`: allowed between classes made at run time with the same layout, and between module types.
namespace Vivarium.Runtime.Objects;

internal static unsafe class ClassAssignment
{
    public static Status Set(ThreadState* ts, PyObject* self, PyObject* value)
    {
        if (value == null)
            return Err.TypeStatus(ts, "can't delete __class__ attribute");
        if (!PyType.Check(value))
            return Err.TypeStatus(ts, $"__class__ must be set to a class, not '{PyType.NameOf(value)}' object");
        PyTypeObject* newType = (PyTypeObject*)value;
        PyTypeObject* oldType = self->ob_type;
        bool modules = PyType.IsSubtype(newType, ModuleType.Type) && PyType.IsSubtype(oldType, ModuleType.Type);
        if (!modules && (PyType.HasFlag(newType, TypeFlags.ImmutableType) || PyType.HasFlag(oldType, TypeFlags.ImmutableType)))
            return Err.TypeStatus(ts, "__class__ assignment only supported for mutable types or ModuleType subclasses");
        if (!TypeLayout.Compatible(ts, oldType, newType, "__class__"))
            return Status.Error;
        // Inline values belong to the keys of the old class: the attributes move into a dict of their own.
        if (PyType.HasFlag(oldType, TypeFlags.InlineValues) && InstanceDict.DetachFromClass(ts, self) != Status.Ok)
            return Status.Error;
        if (PyType.HasFlag(newType, TypeFlags.HeapType))
            Ref.Inc(newType);
        self->ob_type = newType;
        if (PyType.HasFlag(oldType, TypeFlags.HeapType))
            Ref.Dec(ts, oldType);
        return Status.Ok;
    }
}
