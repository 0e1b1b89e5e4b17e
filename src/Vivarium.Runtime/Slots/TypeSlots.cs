// The functions that implement a type's behaviour, in a table of our own before the type object: [TypeSlots][PyGC_Head][PyTypeObject].
// Names are CPython's; each field's contract is the one its documentation gives (https://docs.python.org/3/c-api/typeobj.html), plus the thread state.
namespace Vivarium.Runtime.Slots;

/// <summary>Outcome of <c>am_send</c>.</summary>
internal enum PySendResult
{
    Error = -1,
    Return = 0,
    Next = 1,
}

/// <summary>A type's slots. Null means that the type does not have the operation.</summary>
internal unsafe struct TypeSlots
{
    public destructor tp_dealloc;
    public unaryfunc tp_repr;
    public hashfunc tp_hash;
    public ternaryfunc tp_call;
    public unaryfunc tp_str;
    public binaryfunc tp_getattro;
    public objobjargproc tp_setattro;
    public traverseproc tp_traverse;
    /// <summary>Drops the references that can form cycles.</summary>
    public destructor tp_clear;
    public richcmpfunc tp_richcompare;
    public unaryfunc tp_iter;
    /// <summary>Null without an exception set means exhausted.</summary>
    public unaryfunc tp_iternext;
    public ternaryfunc tp_descr_get;
    public objobjargproc tp_descr_set;
    public initproc tp_init;
    public allocfunc tp_alloc;
    public newfunc tp_new;
    public freefunc tp_free;
    public delegate*<PyObject*, bool> tp_is_gc;
    public destructor tp_del;
    public destructor tp_finalize;
    public vectorcallfunc tp_vectorcall;

    public unaryfunc am_await;
    public unaryfunc am_aiter;
    public unaryfunc am_anext;
    public sendfunc am_send;

    public binaryfunc nb_add;
    public binaryfunc nb_subtract;
    public binaryfunc nb_multiply;
    public binaryfunc nb_remainder;
    public binaryfunc nb_divmod;
    public ternaryfunc nb_power;
    public unaryfunc nb_negative;
    public unaryfunc nb_positive;
    public unaryfunc nb_absolute;
    public inquiry nb_bool;
    public unaryfunc nb_invert;
    public binaryfunc nb_lshift;
    public binaryfunc nb_rshift;
    public binaryfunc nb_and;
    public binaryfunc nb_xor;
    public binaryfunc nb_or;
    public unaryfunc nb_int;
    public unaryfunc nb_float;
    public binaryfunc nb_inplace_add;
    public binaryfunc nb_inplace_subtract;
    public binaryfunc nb_inplace_multiply;
    public binaryfunc nb_inplace_remainder;
    public ternaryfunc nb_inplace_power;
    public binaryfunc nb_inplace_lshift;
    public binaryfunc nb_inplace_rshift;
    public binaryfunc nb_inplace_and;
    public binaryfunc nb_inplace_xor;
    public binaryfunc nb_inplace_or;
    public binaryfunc nb_floor_divide;
    public binaryfunc nb_true_divide;
    public binaryfunc nb_inplace_floor_divide;
    public binaryfunc nb_inplace_true_divide;
    public unaryfunc nb_index;
    public binaryfunc nb_matrix_multiply;
    public binaryfunc nb_inplace_matrix_multiply;

    public lenfunc mp_length;
    public binaryfunc mp_subscript;
    public objobjargproc mp_ass_subscript;

    public lenfunc sq_length;
    public binaryfunc sq_concat;
    public ssizeargfunc sq_repeat;
    public ssizeargfunc sq_item;
    public ssizeobjargproc sq_ass_item;
    public objobjproc sq_contains;
    public binaryfunc sq_inplace_concat;
    public ssizeargfunc sq_inplace_repeat;

    public getbufferproc bf_getbuffer;
    public releasebufferproc bf_releasebuffer;

    /// <summary>A table of no type, at whose fields offsets are measured (the address of a field of a null pointer is a fault).</summary>
    public static readonly TypeSlots* Sample = (TypeSlots*)ImmortalRegion.Allocate((nuint)sizeof(TypeSlots));

    public static int OffsetOf(void* fieldOfSample) => (int)((byte*)fieldOfSample - (byte*)Sample);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TypeSlots* Of(PyTypeObject* type) => (TypeSlots*)((byte*)type - sizeof(PyGC_Head) - sizeof(TypeSlots));

    /// <summary>The slots of the object's type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TypeSlots* Of(PyObject* o) => Of(o->ob_type);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TypeSlots* Of(void* o) => Of(((PyObject*)o)->ob_type);
}
