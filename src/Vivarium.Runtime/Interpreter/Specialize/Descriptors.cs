// What stands behind an attribute's name on a type, as far as the attribute instructions tell cases apart.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Specializer
{
    private enum DescriptorKind
    {
        /// <summary>A data descriptor without a form of its own.</summary>
        Overriding,
        Method,
        Property,
        /// <summary>A place of __slots__.</summary>
        ObjectSlot,
        OtherSlot,
        NonOverriding,
        BuiltinClassMethod,
        PythonClassMethod,
        NonDescriptor,
        /// <summary>Its class can change under it.</summary>
        Mutable,
        Absent,
        /// <summary>object.__class__.</summary>
        DunderClass,
        GetSetOverridden,
        GetAttributeIsPythonFunction,
    }

    private static DescriptorKind Classify(ThreadState* ts, PyObject* descriptor, PyObject* name, bool hasGetAttr)
    {
        if (descriptor == null)
            return DescriptorKind.Absent;
        PyTypeObject* cls = descriptor->ob_type;
        if (!PyType.HasFlag(cls, TypeFlags.ImmutableType))
            return DescriptorKind.Mutable;
        TypeSlots* slots = TypeSlots.Of(cls);
        if (slots->tp_descr_set != null)
        {
            if (cls == MemberDescriptorType.Type)
                return ((PyMemberDescrObject*)descriptor)->d_member->type == MemberType.ObjectEx ? DescriptorKind.ObjectSlot : DescriptorKind.OtherSlot;
            // With __getattr__, a getter that raises AttributeError leads there.
            if (cls == PropertyType.Type)
                return hasGetAttr ? DescriptorKind.GetSetOverridden : DescriptorKind.Property;
            if (name == Id.__class__ && descriptor == PyType.LookupBorrowed(ts, ObjectType.Type, name))
                return DescriptorKind.DunderClass;
            return DescriptorKind.Overriding;
        }
        if (slots->tp_descr_get == null)
            return DescriptorKind.NonDescriptor;
        if (PyType.HasFlag(cls, TypeFlags.MethodDescriptor))
            return DescriptorKind.Method;
        if (cls == ClassMethodDescriptorType.Type)
            return DescriptorKind.BuiltinClassMethod;
        return cls == ClassMethodType.Type ? DescriptorKind.PythonClassMethod : DescriptorKind.NonOverriding;
    }

    private static DescriptorKind ForLoad(ThreadState* ts, PyTypeObject* type, PyObject* name, PyObject** descriptor)
    {
        *descriptor = null;
        bool hasGetAttr = false;
        if (!GenericAttr.IsDefault(type))
        {
            void* getattro = TypeSlots.Of(type)->tp_getattro;
            bool hook = getattro == (void*)(binaryfunc)(&SlotFunctions.slot_tp_getattr_hook);
            if (!hook && getattro != (void*)(binaryfunc)(&SlotFunctions.slot_tp_getattro))
                return DescriptorKind.GetSetOverridden;
            PyObject* getAttribute = PyType.LookupBorrowed(ts, type, Id.__getattribute__);
            hasGetAttr = PyType.LookupBorrowed(ts, type, Id.__getattr__) != null;
            if (getAttribute != null && getAttribute != PyType.LookupBorrowed(ts, ObjectType.Type, Id.__getattribute__))
            {
                if (hook || hasGetAttr || getAttribute->ob_type != FunctionType.Type)
                    return DescriptorKind.GetSetOverridden;
                *descriptor = getAttribute;
                return DescriptorKind.GetAttributeIsPythonFunction;
            }
        }
        *descriptor = PyType.LookupBorrowed(ts, type, name);
        return Classify(ts, *descriptor, name, hasGetAttr);
    }

    private static DescriptorKind ForStore(ThreadState* ts, PyTypeObject* type, PyObject* name, PyObject** descriptor)
    {
        *descriptor = null;
        if (TypeSlots.Of(type)->tp_setattro != TypeSlots.Of(ObjectType.Type)->tp_setattro)
            return DescriptorKind.GetSetOverridden;
        *descriptor = PyType.LookupBorrowed(ts, type, name);
        return Classify(ts, *descriptor, name, hasGetAttr: false);
    }
}
