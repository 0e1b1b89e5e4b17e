// `__dict__` and `__weakref__` of instances of classes made at run time.
namespace Vivarium.Runtime.Objects;

internal static unsafe class InstanceGetSets
{
    public static PyGetSetDef* DictAndWeakref { get; } = Make(true, true);

    public static PyGetSetDef* DictOnly { get; } = Make(true, false);

    public static PyGetSetDef* WeakrefOnly { get; } = Make(false, true);

    private static PyGetSetDef* Make(bool dict, bool weakref)
    {
        PyGetSetDef* defs = (PyGetSetDef*)ImmortalRegion.Allocate((nuint)(3 * sizeof(PyGetSetDef)));
        PyGetSetDef* next = defs;
        if (dict)
        {
            next->name = Pointer("__dict__\0"u8);
            next->get = &GetDict;
            next->set = &SetDict;
            next->doc = Pointer("The instance's attributes.\0"u8);
            next++;
        }
        if (weakref)
        {
            next->name = Pointer("__weakref__\0"u8);
            next->get = &GetWeakref;
            next->doc = Pointer("The first of the weak references to the object.\0"u8);
        }
        return defs;
    }

    private static byte* Pointer(ReadOnlySpan<byte> text) => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text));

    /// <summary>A base made in C# that has its own idea of __dict__ decides.</summary>
    private static PyObject* BuiltinDictDescriptor(ThreadState* ts, PyObject* o)
    {
        for (PyTypeObject* type = o->ob_type; type->tp_base != null; type = type->tp_base)
        {
            if (type->tp_dictoffset != 0 && !PyType.HasFlag(type, TypeFlags.HeapType))
            {
                PyObject* descriptor = PyType.LookupBorrowed(ts, type, Id.__dict__);
                return descriptor != null && TypeSlots.Of(descriptor)->tp_descr_set != null ? descriptor : null;
            }
        }
        return null;
    }

    private static PyObject* GetDict(ThreadState* ts, PyObject* o, void* closure)
    {
        PyObject* descriptor = BuiltinDictDescriptor(ts, o);
        return descriptor != null
            ? TypeSlots.Of(descriptor)->tp_descr_get(ts, descriptor, o, (PyObject*)o->ob_type)
            : GenericAttr.GetDict(ts, o);
    }

    private static Status SetDict(ThreadState* ts, PyObject* o, PyObject* value, void* closure)
    {
        PyObject* descriptor = BuiltinDictDescriptor(ts, o);
        if (descriptor != null)
            return TypeSlots.Of(descriptor)->tp_descr_set(ts, descriptor, o, value);
        return GenericAttr.SetDict(ts, o, value);
    }

    private static PyObject* GetWeakref(ThreadState* ts, PyObject* o, void* closure)
    {
        PyTypeObject* type = o->ob_type;
        if (type->tp_weaklistoffset == 0)
            return Err.Attribute(ts, "This object has no __weakref__");
        PyObject* first = *(PyObject**)((byte*)o + type->tp_weaklistoffset);
        return first == null ? Py.None : Ref.New(first);
    }
}
