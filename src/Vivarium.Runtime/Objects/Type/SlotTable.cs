// Which special method belongs to which slot, with the function a class's slot gets, the wrapper that shows a built-in slot as a method, and its docstring.
// One entry for each pair, in the order in which a type's operations are looked at. See docs/internals/types.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class SlotTable
{
    private const int Capacity = 100;
    private static SlotDef* s_table;
    private static int s_count;

    public static ReadOnlySpan<SlotDef> All => new(s_table, s_count);

    public static SlotDef* First => s_table;

    public static int Count => s_count;

    /// <summary>Where the slot is in the type.</summary>
    public static void** SlotOf(PyTypeObject* type, SlotDef* def) => (void**)((byte*)TypeSlots.Of(type) + def->offset);

    private static void Add(PyObject* name, void* slotField, void* function, delegate*<ThreadState*, PyObject*, PyObject*, void*, PyObject*, PyObject*> wrapper,
        ReadOnlySpan<byte> doc, int flags = 0)
    {
        SlotDef* def = &s_table[s_count++];
        def->name = name;
        def->offset = TypeSlots.OffsetOf(slotField);
        def->function = function;
        def->wrapper = wrapper;
        def->doc = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(doc));
        def->flags = flags;
    }

    /// <summary>Fills the table; once, while the immortal region is made.</summary>
    public static void Initialize()
    {
        s_table = (SlotDef*)ImmortalRegion.Allocate((nuint)(Capacity * sizeof(SlotDef)));
        TypeSlots* at = TypeSlots.Sample;
        Add(Id.__getattribute__, &at->tp_getattro, (binaryfunc)(&SlotFunctions.slot_tp_getattr_hook), &SlotWrappers.wrap_binaryfunc, "__getattribute__($self, name, /)\n--\n\nReturn the attribute of that name."u8);
        Add(Id.__getattr__, &at->tp_getattro, (binaryfunc)(&SlotFunctions.slot_tp_getattr_hook), null, "__getattr__\n--\n\n"u8);
        Add(Id.__setattr__, &at->tp_setattro, (objobjargproc)(&SlotFunctions.slot_tp_setattro), &SlotWrappers.wrap_setattr, "__setattr__($self, name, value, /)\n--\n\nSet the attribute of that name."u8);
        Add(Id.__delattr__, &at->tp_setattro, (objobjargproc)(&SlotFunctions.slot_tp_setattro), &SlotWrappers.wrap_delattr, "__delattr__($self, name, /)\n--\n\nDelete the attribute of that name."u8);
        Add(Id.__repr__, &at->tp_repr, (unaryfunc)(&SlotFunctions.slot_tp_repr), &SlotWrappers.wrap_unaryfunc, "__repr__($self, /)\n--\n\nReturn repr(self)."u8);
        Add(Id.__hash__, &at->tp_hash, (hashfunc)(&SlotFunctions.slot_tp_hash), &SlotWrappers.wrap_hashfunc, "__hash__($self, /)\n--\n\nReturn hash(self)."u8);
        Add(Id.__call__, &at->tp_call, (ternaryfunc)(&SlotFunctions.slot_tp_call), &SlotWrappers.wrap_call, "__call__($self, /, *args, **kwargs)\n--\n\nCall the object like a function."u8, 1);
        Add(Id.__str__, &at->tp_str, (unaryfunc)(&SlotFunctions.slot_tp_str), &SlotWrappers.wrap_unaryfunc, "__str__($self, /)\n--\n\nReturn str(self)."u8);
        Add(Id.__lt__, &at->tp_richcompare, (richcmpfunc)(&SlotFunctions.slot_tp_richcompare), &SlotWrappers.wrap_richcmp_lt, "__lt__($self, value, /)\n--\n\nReturn self < value."u8);
        Add(Id.__le__, &at->tp_richcompare, (richcmpfunc)(&SlotFunctions.slot_tp_richcompare), &SlotWrappers.wrap_richcmp_le, "__le__($self, value, /)\n--\n\nReturn self <= value."u8);
        Add(Id.__eq__, &at->tp_richcompare, (richcmpfunc)(&SlotFunctions.slot_tp_richcompare), &SlotWrappers.wrap_richcmp_eq, "__eq__($self, value, /)\n--\n\nReturn self == value."u8);
        Add(Id.__ne__, &at->tp_richcompare, (richcmpfunc)(&SlotFunctions.slot_tp_richcompare), &SlotWrappers.wrap_richcmp_ne, "__ne__($self, value, /)\n--\n\nReturn self != value."u8);
        Add(Id.__gt__, &at->tp_richcompare, (richcmpfunc)(&SlotFunctions.slot_tp_richcompare), &SlotWrappers.wrap_richcmp_gt, "__gt__($self, value, /)\n--\n\nReturn self > value."u8);
        Add(Id.__ge__, &at->tp_richcompare, (richcmpfunc)(&SlotFunctions.slot_tp_richcompare), &SlotWrappers.wrap_richcmp_ge, "__ge__($self, value, /)\n--\n\nReturn self >= value."u8);
        Add(Id.__iter__, &at->tp_iter, (unaryfunc)(&SlotFunctions.slot_tp_iter), &SlotWrappers.wrap_unaryfunc, "__iter__($self, /)\n--\n\nReturn iter(self)."u8);
        Add(Id.__next__, &at->tp_iternext, (unaryfunc)(&SlotFunctions.slot_tp_iternext), &SlotWrappers.wrap_next, "__next__($self, /)\n--\n\nReturn next(self)."u8);
        Add(Id.__get__, &at->tp_descr_get, (ternaryfunc)(&SlotFunctions.slot_tp_descr_get), &SlotWrappers.wrap_descr_get, "__get__($self, instance, owner=None, /)\n--\n\nReturn the value of the attribute, or the descriptor itself."u8);
        Add(Id.__set__, &at->tp_descr_set, (objobjargproc)(&SlotFunctions.slot_tp_descr_set), &SlotWrappers.wrap_descr_set, "__set__($self, instance, value, /)\n--\n\nSet the attribute of the instance."u8);
        Add(Id.__delete__, &at->tp_descr_set, (objobjargproc)(&SlotFunctions.slot_tp_descr_set), &SlotWrappers.wrap_descr_delete, "__delete__($self, instance, /)\n--\n\nDelete the attribute of the instance."u8);
        Add(Id.__init__, &at->tp_init, (initproc)(&SlotFunctions.slot_tp_init), &SlotWrappers.wrap_init, "__init__($self, /, *args, **kwargs)\n--\n\nInitialise the new object; see help(type(self)) for what it takes."u8, 1);
        Add(Id.__new__, &at->tp_new, (newfunc)(&SlotFunctions.slot_tp_new), null, "__new__($type, *args, **kwargs)\n--\n\n"u8);
        Add(Id.__del__, &at->tp_finalize, (destructor)(&SlotFunctions.slot_tp_finalize), &SlotWrappers.wrap_del, "__del__($self, /)\n--\n\nCalled when the object is about to be destroyed."u8);
        Add(Id.__await__, &at->am_await, (unaryfunc)(&SlotFunctions.slot_am_await), &SlotWrappers.wrap_unaryfunc, "__await__($self, /)\n--\n\nReturn an iterator to be used in an await expression."u8);
        Add(Id.__aiter__, &at->am_aiter, (unaryfunc)(&SlotFunctions.slot_am_aiter), &SlotWrappers.wrap_unaryfunc, "__aiter__($self, /)\n--\n\nReturn an asynchronous iterator."u8);
        Add(Id.__anext__, &at->am_anext, (unaryfunc)(&SlotFunctions.slot_am_anext), &SlotWrappers.wrap_unaryfunc, "__anext__($self, /)\n--\n\nReturn an awaitable of the next item, or raise StopAsyncIteration."u8);
        Add(Id.__buffer__, &at->bf_getbuffer, (getbufferproc)(&BufferSlots.slot_bf_getbuffer), &BufferSlots.wrap_buffer, "__buffer__($self, flags, /)\n--\n\nReturn a view of the object's memory, as the flags ask for it."u8);
        Add(Id.__release_buffer__, &at->bf_releasebuffer, (releasebufferproc)(&BufferSlots.slot_bf_releasebuffer), &BufferSlots.wrap_releasebuffer, "__release_buffer__($self, buffer, /)\n--\n\nGive back a view that __buffer__ gave."u8);
        Add(Id.__add__, &at->nb_add, (binaryfunc)(&SlotFunctions.slot_nb_add), &SlotWrappers.wrap_binaryfunc_l, "__add__($self, value, /)\n--\n\nReturn self + value."u8);
        Add(Id.__radd__, &at->nb_add, (binaryfunc)(&SlotFunctions.slot_nb_add), &SlotWrappers.wrap_binaryfunc_r, "__radd__($self, value, /)\n--\n\nReturn value + self."u8);
        Add(Id.__sub__, &at->nb_subtract, (binaryfunc)(&SlotFunctions.slot_nb_subtract), &SlotWrappers.wrap_binaryfunc_l, "__sub__($self, value, /)\n--\n\nReturn self - value."u8);
        Add(Id.__rsub__, &at->nb_subtract, (binaryfunc)(&SlotFunctions.slot_nb_subtract), &SlotWrappers.wrap_binaryfunc_r, "__rsub__($self, value, /)\n--\n\nReturn value - self."u8);
        Add(Id.__mul__, &at->nb_multiply, (binaryfunc)(&SlotFunctions.slot_nb_multiply), &SlotWrappers.wrap_binaryfunc_l, "__mul__($self, value, /)\n--\n\nReturn self * value."u8);
        Add(Id.__rmul__, &at->nb_multiply, (binaryfunc)(&SlotFunctions.slot_nb_multiply), &SlotWrappers.wrap_binaryfunc_r, "__rmul__($self, value, /)\n--\n\nReturn value * self."u8);
        Add(Id.__mod__, &at->nb_remainder, (binaryfunc)(&SlotFunctions.slot_nb_remainder), &SlotWrappers.wrap_binaryfunc_l, "__mod__($self, value, /)\n--\n\nReturn self % value."u8);
        Add(Id.__rmod__, &at->nb_remainder, (binaryfunc)(&SlotFunctions.slot_nb_remainder), &SlotWrappers.wrap_binaryfunc_r, "__rmod__($self, value, /)\n--\n\nReturn value % self."u8);
        Add(Id.__divmod__, &at->nb_divmod, (binaryfunc)(&SlotFunctions.slot_nb_divmod), &SlotWrappers.wrap_binaryfunc_l, "__divmod__($self, value, /)\n--\n\nReturn divmod(self, value)."u8);
        Add(Id.__rdivmod__, &at->nb_divmod, (binaryfunc)(&SlotFunctions.slot_nb_divmod), &SlotWrappers.wrap_binaryfunc_r, "__rdivmod__($self, value, /)\n--\n\nReturn divmod(value, self)."u8);
        Add(Id.__lshift__, &at->nb_lshift, (binaryfunc)(&SlotFunctions.slot_nb_lshift), &SlotWrappers.wrap_binaryfunc_l, "__lshift__($self, value, /)\n--\n\nReturn self << value."u8);
        Add(Id.__rlshift__, &at->nb_lshift, (binaryfunc)(&SlotFunctions.slot_nb_lshift), &SlotWrappers.wrap_binaryfunc_r, "__rlshift__($self, value, /)\n--\n\nReturn value << self."u8);
        Add(Id.__rshift__, &at->nb_rshift, (binaryfunc)(&SlotFunctions.slot_nb_rshift), &SlotWrappers.wrap_binaryfunc_l, "__rshift__($self, value, /)\n--\n\nReturn self >> value."u8);
        Add(Id.__rrshift__, &at->nb_rshift, (binaryfunc)(&SlotFunctions.slot_nb_rshift), &SlotWrappers.wrap_binaryfunc_r, "__rrshift__($self, value, /)\n--\n\nReturn value >> self."u8);
        Add(Id.__and__, &at->nb_and, (binaryfunc)(&SlotFunctions.slot_nb_and), &SlotWrappers.wrap_binaryfunc_l, "__and__($self, value, /)\n--\n\nReturn self & value."u8);
        Add(Id.__rand__, &at->nb_and, (binaryfunc)(&SlotFunctions.slot_nb_and), &SlotWrappers.wrap_binaryfunc_r, "__rand__($self, value, /)\n--\n\nReturn value & self."u8);
        Add(Id.__xor__, &at->nb_xor, (binaryfunc)(&SlotFunctions.slot_nb_xor), &SlotWrappers.wrap_binaryfunc_l, "__xor__($self, value, /)\n--\n\nReturn self ^ value."u8);
        Add(Id.__rxor__, &at->nb_xor, (binaryfunc)(&SlotFunctions.slot_nb_xor), &SlotWrappers.wrap_binaryfunc_r, "__rxor__($self, value, /)\n--\n\nReturn value ^ self."u8);
        Add(Id.__or__, &at->nb_or, (binaryfunc)(&SlotFunctions.slot_nb_or), &SlotWrappers.wrap_binaryfunc_l, "__or__($self, value, /)\n--\n\nReturn self | value."u8);
        Add(Id.__ror__, &at->nb_or, (binaryfunc)(&SlotFunctions.slot_nb_or), &SlotWrappers.wrap_binaryfunc_r, "__ror__($self, value, /)\n--\n\nReturn value | self."u8);
        Add(Id.__floordiv__, &at->nb_floor_divide, (binaryfunc)(&SlotFunctions.slot_nb_floor_divide), &SlotWrappers.wrap_binaryfunc_l, "__floordiv__($self, value, /)\n--\n\nReturn self // value."u8);
        Add(Id.__rfloordiv__, &at->nb_floor_divide, (binaryfunc)(&SlotFunctions.slot_nb_floor_divide), &SlotWrappers.wrap_binaryfunc_r, "__rfloordiv__($self, value, /)\n--\n\nReturn value // self."u8);
        Add(Id.__truediv__, &at->nb_true_divide, (binaryfunc)(&SlotFunctions.slot_nb_true_divide), &SlotWrappers.wrap_binaryfunc_l, "__truediv__($self, value, /)\n--\n\nReturn self / value."u8);
        Add(Id.__rtruediv__, &at->nb_true_divide, (binaryfunc)(&SlotFunctions.slot_nb_true_divide), &SlotWrappers.wrap_binaryfunc_r, "__rtruediv__($self, value, /)\n--\n\nReturn value / self."u8);
        Add(Id.__matmul__, &at->nb_matrix_multiply, (binaryfunc)(&SlotFunctions.slot_nb_matrix_multiply), &SlotWrappers.wrap_binaryfunc_l, "__matmul__($self, value, /)\n--\n\nReturn self @ value."u8);
        Add(Id.__rmatmul__, &at->nb_matrix_multiply, (binaryfunc)(&SlotFunctions.slot_nb_matrix_multiply), &SlotWrappers.wrap_binaryfunc_r, "__rmatmul__($self, value, /)\n--\n\nReturn value @ self."u8);
        Add(Id.__pow__, &at->nb_power, (ternaryfunc)(&SlotFunctions.slot_nb_power), &SlotWrappers.wrap_ternaryfunc, "__pow__($self, value, mod=None, /)\n--\n\nReturn pow(self, value, mod)."u8);
        Add(Id.__rpow__, &at->nb_power, (ternaryfunc)(&SlotFunctions.slot_nb_power), &SlotWrappers.wrap_ternaryfunc_r, "__rpow__($self, value, mod=None, /)\n--\n\nReturn pow(value, self, mod)."u8);
        Add(Id.__neg__, &at->nb_negative, (unaryfunc)(&SlotFunctions.slot_nb_negative), &SlotWrappers.wrap_unaryfunc, "__neg__($self, /)\n--\n\nReturn -self."u8);
        Add(Id.__pos__, &at->nb_positive, (unaryfunc)(&SlotFunctions.slot_nb_positive), &SlotWrappers.wrap_unaryfunc, "__pos__($self, /)\n--\n\nReturn +self."u8);
        Add(Id.__abs__, &at->nb_absolute, (unaryfunc)(&SlotFunctions.slot_nb_absolute), &SlotWrappers.wrap_unaryfunc, "__abs__($self, /)\n--\n\nReturn abs(self)."u8);
        Add(Id.__bool__, &at->nb_bool, (inquiry)(&SlotFunctions.slot_nb_bool), &SlotWrappers.wrap_inquirypred, "__bool__($self, /)\n--\n\nReturn whether the object counts as true."u8);
        Add(Id.__invert__, &at->nb_invert, (unaryfunc)(&SlotFunctions.slot_nb_invert), &SlotWrappers.wrap_unaryfunc, "__invert__($self, /)\n--\n\nReturn ~self."u8);
        Add(Id.__int__, &at->nb_int, (unaryfunc)(&SlotFunctions.slot_nb_int), &SlotWrappers.wrap_unaryfunc, "__int__($self, /)\n--\n\nReturn int(self)."u8);
        Add(Id.__float__, &at->nb_float, (unaryfunc)(&SlotFunctions.slot_nb_float), &SlotWrappers.wrap_unaryfunc, "__float__($self, /)\n--\n\nReturn float(self)."u8);
        Add(Id.__index__, &at->nb_index, (unaryfunc)(&SlotFunctions.slot_nb_index), &SlotWrappers.wrap_unaryfunc, "__index__($self, /)\n--\n\nReturn self as an int without loss, for use as an index."u8);
        Add(Id.__iadd__, &at->nb_inplace_add, (binaryfunc)(&SlotFunctions.slot_nb_inplace_add), &SlotWrappers.wrap_binaryfunc, "__iadd__($self, value, /)\n--\n\nReturn self += value."u8);
        Add(Id.__isub__, &at->nb_inplace_subtract, (binaryfunc)(&SlotFunctions.slot_nb_inplace_subtract), &SlotWrappers.wrap_binaryfunc, "__isub__($self, value, /)\n--\n\nReturn self -= value."u8);
        Add(Id.__imul__, &at->nb_inplace_multiply, (binaryfunc)(&SlotFunctions.slot_nb_inplace_multiply), &SlotWrappers.wrap_binaryfunc, "__imul__($self, value, /)\n--\n\nReturn self *= value."u8);
        Add(Id.__imod__, &at->nb_inplace_remainder, (binaryfunc)(&SlotFunctions.slot_nb_inplace_remainder), &SlotWrappers.wrap_binaryfunc, "__imod__($self, value, /)\n--\n\nReturn self %= value."u8);
        Add(Id.__ilshift__, &at->nb_inplace_lshift, (binaryfunc)(&SlotFunctions.slot_nb_inplace_lshift), &SlotWrappers.wrap_binaryfunc, "__ilshift__($self, value, /)\n--\n\nReturn self <<= value."u8);
        Add(Id.__irshift__, &at->nb_inplace_rshift, (binaryfunc)(&SlotFunctions.slot_nb_inplace_rshift), &SlotWrappers.wrap_binaryfunc, "__irshift__($self, value, /)\n--\n\nReturn self >>= value."u8);
        Add(Id.__iand__, &at->nb_inplace_and, (binaryfunc)(&SlotFunctions.slot_nb_inplace_and), &SlotWrappers.wrap_binaryfunc, "__iand__($self, value, /)\n--\n\nReturn self &= value."u8);
        Add(Id.__ixor__, &at->nb_inplace_xor, (binaryfunc)(&SlotFunctions.slot_nb_inplace_xor), &SlotWrappers.wrap_binaryfunc, "__ixor__($self, value, /)\n--\n\nReturn self ^= value."u8);
        Add(Id.__ior__, &at->nb_inplace_or, (binaryfunc)(&SlotFunctions.slot_nb_inplace_or), &SlotWrappers.wrap_binaryfunc, "__ior__($self, value, /)\n--\n\nReturn self |= value."u8);
        Add(Id.__ifloordiv__, &at->nb_inplace_floor_divide, (binaryfunc)(&SlotFunctions.slot_nb_inplace_floor_divide), &SlotWrappers.wrap_binaryfunc, "__ifloordiv__($self, value, /)\n--\n\nReturn self //= value."u8);
        Add(Id.__itruediv__, &at->nb_inplace_true_divide, (binaryfunc)(&SlotFunctions.slot_nb_inplace_true_divide), &SlotWrappers.wrap_binaryfunc, "__itruediv__($self, value, /)\n--\n\nReturn self /= value."u8);
        Add(Id.__imatmul__, &at->nb_inplace_matrix_multiply, (binaryfunc)(&SlotFunctions.slot_nb_inplace_matrix_multiply), &SlotWrappers.wrap_binaryfunc, "__imatmul__($self, value, /)\n--\n\nReturn self @= value."u8);
        Add(Id.__ipow__, &at->nb_inplace_power, (ternaryfunc)(&SlotFunctions.slot_nb_inplace_power), &SlotWrappers.wrap_ternaryfunc, "__ipow__($self, value, /)\n--\n\nReturn self **= value."u8);
        Add(Id.__len__, &at->mp_length, (lenfunc)(&SlotFunctions.slot_sq_length), &SlotWrappers.wrap_lenfunc, "__len__($self, /)\n--\n\nReturn len(self)."u8);
        Add(Id.__getitem__, &at->mp_subscript, (binaryfunc)(&SlotFunctions.slot_mp_subscript), &SlotWrappers.wrap_binaryfunc, "__getitem__($self, key, /)\n--\n\nReturn self[key]."u8);
        Add(Id.__setitem__, &at->mp_ass_subscript, (objobjargproc)(&SlotFunctions.slot_mp_ass_subscript), &SlotWrappers.wrap_objobjargproc, "__setitem__($self, key, value, /)\n--\n\nSet self[key] to value."u8);
        Add(Id.__delitem__, &at->mp_ass_subscript, (objobjargproc)(&SlotFunctions.slot_mp_ass_subscript), &SlotWrappers.wrap_delitem, "__delitem__($self, key, /)\n--\n\nDelete self[key]."u8);
        Add(Id.__len__, &at->sq_length, (lenfunc)(&SlotFunctions.slot_sq_length), &SlotWrappers.wrap_lenfunc, "__len__($self, /)\n--\n\nReturn len(self)."u8);
        Add(Id.__add__, &at->sq_concat, null, &SlotWrappers.wrap_binaryfunc, "__add__($self, value, /)\n--\n\nReturn self + value."u8);
        Add(Id.__mul__, &at->sq_repeat, null, &SlotWrappers.wrap_indexargfunc, "__mul__($self, value, /)\n--\n\nReturn self * value."u8);
        Add(Id.__rmul__, &at->sq_repeat, null, &SlotWrappers.wrap_indexargfunc, "__rmul__($self, value, /)\n--\n\nReturn value * self."u8);
        Add(Id.__getitem__, &at->sq_item, (ssizeargfunc)(&SlotFunctions.slot_sq_item), &SlotWrappers.wrap_sq_item, "__getitem__($self, key, /)\n--\n\nReturn self[key]."u8);
        Add(Id.__setitem__, &at->sq_ass_item, (ssizeobjargproc)(&SlotFunctions.slot_sq_ass_item), &SlotWrappers.wrap_sq_setitem, "__setitem__($self, key, value, /)\n--\n\nSet self[key] to value."u8);
        Add(Id.__delitem__, &at->sq_ass_item, (ssizeobjargproc)(&SlotFunctions.slot_sq_ass_item), &SlotWrappers.wrap_sq_delitem, "__delitem__($self, key, /)\n--\n\nDelete self[key]."u8);
        Add(Id.__contains__, &at->sq_contains, (objobjproc)(&SlotFunctions.slot_sq_contains), &SlotWrappers.wrap_objobjproc, "__contains__($self, key, /)\n--\n\nReturn whether key is in self."u8);
        Add(Id.__iadd__, &at->sq_inplace_concat, null, &SlotWrappers.wrap_binaryfunc, "__iadd__($self, value, /)\n--\n\nImplement self += value."u8);
        Add(Id.__imul__, &at->sq_inplace_repeat, null, &SlotWrappers.wrap_indexargfunc, "__imul__($self, value, /)\n--\n\nImplement self *= value."u8);
    }
}
