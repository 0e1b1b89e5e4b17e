// The object header and the type object: what every object on the heap begins with (Include/object.h, cpython/object.h of 3.14).
// Sizes and offsets are ABI facts, held by the layout tests. See docs/internals/objects.md.
namespace Vivarium.Runtime.Layout;

/// <summary>The 16 bytes every object starts with.</summary>
internal unsafe struct PyObject
{
    /// <summary>Reference count; values with the top bit set mark an immortal object.</summary>
    public uint ob_refcnt;
    public ushort ob_overflow;
    /// <summary>Bit 0: immortal; bit 2: in the immortal region, never freed.</summary>
    public ushort ob_flags;
    public PyTypeObject* ob_type;
}

/// <summary>Header of objects whose number of items is part of the object.</summary>
internal unsafe struct PyVarObject
{
    public PyObject ob_base;
    public nint ob_size;
}

/// <summary>The two words before every object that the collector may track; <c>_gc_next</c> is 0 when it does not.</summary>
internal struct PyGC_Head
{
    public nuint _gc_next;
    public nuint _gc_prev;
}

/// <summary>
/// A type. Its function-pointer fields are reserved for native code and stay null; the slots that Vivarium calls are
/// in the <see cref="TypeSlots"/> that lies before the type's GC head (<see cref="TypeSlots.Of(PyTypeObject*)"/>).
/// </summary>
internal unsafe struct PyTypeObject
{
    public PyVarObject ob_base;
    /// <summary>UTF-8, NUL-terminated: "module.name" for static types, the plain name for heap types.</summary>
    public byte* tp_name;
    public nint tp_basicsize;
    public nint tp_itemsize;
    public void* tp_dealloc;
    public nint tp_vectorcall_offset;
    public void* tp_getattr;
    public void* tp_setattr;
    public void* tp_as_async;
    public void* tp_repr;
    public void* tp_as_number;
    public void* tp_as_sequence;
    public void* tp_as_mapping;
    public void* tp_hash;
    public void* tp_call;
    public void* tp_str;
    public void* tp_getattro;
    public void* tp_setattro;
    public void* tp_as_buffer;
    public TypeFlags tp_flags;
    /// <summary>UTF-8, NUL-terminated, signature line included; null without a docstring.</summary>
    public byte* tp_doc;
    public void* tp_traverse;
    public void* tp_clear;
    public void* tp_richcompare;
    public nint tp_weaklistoffset;
    public void* tp_iter;
    public void* tp_iternext;
    public PyMethodDef* tp_methods;
    public PyMemberDef* tp_members;
    public PyGetSetDef* tp_getset;
    public PyTypeObject* tp_base;
    public PyObject* tp_dict;
    public void* tp_descr_get;
    public void* tp_descr_set;
    public nint tp_dictoffset;
    public void* tp_init;
    public void* tp_alloc;
    public void* tp_new;
    public void* tp_free;
    public void* tp_is_gc;
    public PyObject* tp_bases;
    public PyObject* tp_mro;
    public PyObject* tp_cache;
    /// <summary>Heap types: dict of weak references to subclasses. Static types: index + 1 into the interpreter's table.</summary>
    public void* tp_subclasses;
    public PyObject* tp_weaklist;
    public void* tp_del;
    public uint tp_version_tag;
    public void* tp_finalize;
    public void* tp_vectorcall;
    public byte tp_watched;
    public ushort tp_versions_used;
}

/// <summary>A type made at run time, in front of its slots' descriptors (<c>PyMemberDef</c>s).</summary>
internal unsafe struct PyHeapTypeObject
{
    public PyTypeObject ht_type;
    private fixed long _reserved_method_tables[4 + 36 + 3 + 10 + 2];
    public PyObject* ht_name;
    public PyObject* ht_slots;
    public PyObject* ht_qualname;
    public PyDictKeysObject* ht_cached_keys;
    public PyObject* ht_module;
    public byte* _ht_tpname;
    public void* ht_token;
    public SpecializationCache _spec_cache;
}

/// <summary>What the specialiser remembers about a heap type until the type changes.</summary>
internal unsafe struct SpecializationCache
{
    public PyObject* getitem;
    public uint getitem_version;
    public PyObject* init;
}

/// <summary>Type flags, bit for bit those of CPython's <c>tp_flags</c>.</summary>
[Flags]
internal enum TypeFlags : ulong
{
    None = 0,
    HaveFinalize = 1UL << 0,
    StaticBuiltin = 1UL << 1,
    InlineValues = 1UL << 2,
    ManagedWeakref = 1UL << 3,
    ManagedDict = 1UL << 4,
    PreHeader = ManagedWeakref | ManagedDict,
    Sequence = 1UL << 5,
    Mapping = 1UL << 6,
    DisallowInstantiation = 1UL << 7,
    ImmutableType = 1UL << 8,
    HeapType = 1UL << 9,
    BaseType = 1UL << 10,
    HaveVectorcall = 1UL << 11,
    Ready = 1UL << 12,
    Readying = 1UL << 13,
    HaveGc = 1UL << 14,
    MethodDescriptor = 1UL << 17,
    HaveVersionTag = 1UL << 18,
    ValidVersionTag = 1UL << 19,
    IsAbstract = 1UL << 20,
    MatchSelf = 1UL << 22,
    ItemsAtEnd = 1UL << 23,
    LongSubclass = 1UL << 24,
    ListSubclass = 1UL << 25,
    TupleSubclass = 1UL << 26,
    BytesSubclass = 1UL << 27,
    UnicodeSubclass = 1UL << 28,
    DictSubclass = 1UL << 29,
    BaseExcSubclass = 1UL << 30,
    TypeSubclass = 1UL << 31,

    /// <summary>A static type here that is a heap type in CPython: what __flags__ tells, as copyreg asks it.</summary>
    ShownAsHeapType = 1UL << 62,
    Default = None,
}
