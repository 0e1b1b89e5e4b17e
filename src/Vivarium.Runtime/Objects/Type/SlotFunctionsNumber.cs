// What the number slots of a class hold when it defines the special methods in Python: look the method up on the type and call it.
// Reflected methods come into play as the language reference says (section 3.3.8). See docs/internals/types.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class SlotFunctions
{
    /// <summary>The two-sided rule of a binary operator: the right operand's reflected method goes first when its type is a subclass that overrides it.</summary>
    private static PyObject* Binary(ThreadState* ts, PyObject* left, PyObject* right, bool leftIsOurs, bool rightIsOurs, PyObject* name, PyObject* reflected)
    {
        bool tryRight = left->ob_type != right->ob_type && rightIsOurs;
        if (leftIsOurs)
        {
            if (tryRight && PyType.IsSubtype(right->ob_type, left->ob_type))
            {
                Truth overloaded = IsOverloaded(ts, left, right, reflected);
                if (overloaded == Truth.Error)
                    return null;
                if (overloaded == Truth.True)
                {
                    PyObject* first = CallMaybe(ts, right, reflected, left);
                    if (first != Py.NotImplemented)
                        return first;
                    tryRight = false;
                }
            }
            PyObject* result = CallMaybe(ts, left, name, right);
            if (result != Py.NotImplemented || left->ob_type == right->ob_type)
                return result;
        }
        return tryRight ? CallMaybe(ts, right, reflected, left) : Py.NotImplemented;
    }

    /// <summary>Whether the right operand's type has another reflected method than the left one's.</summary>
    private static Truth IsOverloaded(ThreadState* ts, PyObject* left, PyObject* right, PyObject* name)
    {
        PyObject* b;
        Lookup found = Obj.LookupAttr(ts, (PyObject*)right->ob_type, name, &b);
        if (found != Lookup.Found)
            return (Truth)(int)found;
        PyObject* a;
        found = Obj.LookupAttr(ts, (PyObject*)left->ob_type, name, &a);
        if (found != Lookup.Found)
        {
            Ref.Dec(ts, b);
            return found == Lookup.Missing ? Truth.True : Truth.Error;
        }
        Truth different = Obj.RichCompareBool(ts, a, b, CompareOp.NE);
        Ref.Dec(ts, a);
        Ref.Dec(ts, b);
        return different;
    }

    internal static PyObject* slot_nb_add(ThreadState* ts, PyObject* left, PyObject* right) =>
        Binary(ts, left, right, (void*)TypeSlots.Of(left)->nb_add == (void*)(binaryfunc)(&slot_nb_add), (void*)TypeSlots.Of(right)->nb_add == (void*)(binaryfunc)(&slot_nb_add), Id.__add__, Id.__radd__);

    internal static PyObject* slot_nb_subtract(ThreadState* ts, PyObject* left, PyObject* right) =>
        Binary(ts, left, right, (void*)TypeSlots.Of(left)->nb_subtract == (void*)(binaryfunc)(&slot_nb_subtract), (void*)TypeSlots.Of(right)->nb_subtract == (void*)(binaryfunc)(&slot_nb_subtract), Id.__sub__, Id.__rsub__);

    internal static PyObject* slot_nb_multiply(ThreadState* ts, PyObject* left, PyObject* right) =>
        Binary(ts, left, right, (void*)TypeSlots.Of(left)->nb_multiply == (void*)(binaryfunc)(&slot_nb_multiply), (void*)TypeSlots.Of(right)->nb_multiply == (void*)(binaryfunc)(&slot_nb_multiply), Id.__mul__, Id.__rmul__);

    internal static PyObject* slot_nb_remainder(ThreadState* ts, PyObject* left, PyObject* right) =>
        Binary(ts, left, right, (void*)TypeSlots.Of(left)->nb_remainder == (void*)(binaryfunc)(&slot_nb_remainder), (void*)TypeSlots.Of(right)->nb_remainder == (void*)(binaryfunc)(&slot_nb_remainder), Id.__mod__, Id.__rmod__);

    internal static PyObject* slot_nb_divmod(ThreadState* ts, PyObject* left, PyObject* right) =>
        Binary(ts, left, right, (void*)TypeSlots.Of(left)->nb_divmod == (void*)(binaryfunc)(&slot_nb_divmod), (void*)TypeSlots.Of(right)->nb_divmod == (void*)(binaryfunc)(&slot_nb_divmod), Id.__divmod__, Id.__rdivmod__);

    internal static PyObject* slot_nb_lshift(ThreadState* ts, PyObject* left, PyObject* right) =>
        Binary(ts, left, right, (void*)TypeSlots.Of(left)->nb_lshift == (void*)(binaryfunc)(&slot_nb_lshift), (void*)TypeSlots.Of(right)->nb_lshift == (void*)(binaryfunc)(&slot_nb_lshift), Id.__lshift__, Id.__rlshift__);

    internal static PyObject* slot_nb_rshift(ThreadState* ts, PyObject* left, PyObject* right) =>
        Binary(ts, left, right, (void*)TypeSlots.Of(left)->nb_rshift == (void*)(binaryfunc)(&slot_nb_rshift), (void*)TypeSlots.Of(right)->nb_rshift == (void*)(binaryfunc)(&slot_nb_rshift), Id.__rshift__, Id.__rrshift__);

    internal static PyObject* slot_nb_and(ThreadState* ts, PyObject* left, PyObject* right) =>
        Binary(ts, left, right, (void*)TypeSlots.Of(left)->nb_and == (void*)(binaryfunc)(&slot_nb_and), (void*)TypeSlots.Of(right)->nb_and == (void*)(binaryfunc)(&slot_nb_and), Id.__and__, Id.__rand__);

    internal static PyObject* slot_nb_xor(ThreadState* ts, PyObject* left, PyObject* right) =>
        Binary(ts, left, right, (void*)TypeSlots.Of(left)->nb_xor == (void*)(binaryfunc)(&slot_nb_xor), (void*)TypeSlots.Of(right)->nb_xor == (void*)(binaryfunc)(&slot_nb_xor), Id.__xor__, Id.__rxor__);

    internal static PyObject* slot_nb_or(ThreadState* ts, PyObject* left, PyObject* right) =>
        Binary(ts, left, right, (void*)TypeSlots.Of(left)->nb_or == (void*)(binaryfunc)(&slot_nb_or), (void*)TypeSlots.Of(right)->nb_or == (void*)(binaryfunc)(&slot_nb_or), Id.__or__, Id.__ror__);

    internal static PyObject* slot_nb_floor_divide(ThreadState* ts, PyObject* left, PyObject* right) =>
        Binary(ts, left, right, (void*)TypeSlots.Of(left)->nb_floor_divide == (void*)(binaryfunc)(&slot_nb_floor_divide), (void*)TypeSlots.Of(right)->nb_floor_divide == (void*)(binaryfunc)(&slot_nb_floor_divide), Id.__floordiv__, Id.__rfloordiv__);

    internal static PyObject* slot_nb_true_divide(ThreadState* ts, PyObject* left, PyObject* right) =>
        Binary(ts, left, right, (void*)TypeSlots.Of(left)->nb_true_divide == (void*)(binaryfunc)(&slot_nb_true_divide), (void*)TypeSlots.Of(right)->nb_true_divide == (void*)(binaryfunc)(&slot_nb_true_divide), Id.__truediv__, Id.__rtruediv__);

    internal static PyObject* slot_nb_matrix_multiply(ThreadState* ts, PyObject* left, PyObject* right) =>
        Binary(ts, left, right, (void*)TypeSlots.Of(left)->nb_matrix_multiply == (void*)(binaryfunc)(&slot_nb_matrix_multiply), (void*)TypeSlots.Of(right)->nb_matrix_multiply == (void*)(binaryfunc)(&slot_nb_matrix_multiply), Id.__matmul__, Id.__rmatmul__);

    internal static PyObject* slot_nb_power(ThreadState* ts, PyObject* left, PyObject* right, PyObject* modulus)
    {
        if (modulus == Py.None)
            return Binary(ts, left, right, (void*)TypeSlots.Of(left)->nb_power == (void*)(ternaryfunc)(&slot_nb_power), (void*)TypeSlots.Of(right)->nb_power == (void*)(ternaryfunc)(&slot_nb_power), Id.__pow__, Id.__rpow__);
        // Three arguments: the class that defines the operation need not be that of the first.
        if ((void*)TypeSlots.Of(left)->nb_power == (void*)(ternaryfunc)(&slot_nb_power))
        {
            PyObject* result = CallMaybe(ts, left, Id.__pow__, right, modulus);
            if (result != Py.NotImplemented || left->ob_type == right->ob_type)
                return result;
        }
        return (void*)TypeSlots.Of(right)->nb_power == (void*)(ternaryfunc)(&slot_nb_power) && left->ob_type != right->ob_type
            ? CallMaybe(ts, right, Id.__rpow__, left, modulus)
            : Py.NotImplemented;
    }

    internal static PyObject* slot_nb_inplace_power(ThreadState* ts, PyObject* self, PyObject* value, PyObject* modulus) =>
        CallRequired(ts, self, Id.__ipow__, value);

    internal static PyObject* slot_nb_negative(ThreadState* ts, PyObject* self) => CallRequired(ts, self, Id.__neg__);

    internal static PyObject* slot_nb_positive(ThreadState* ts, PyObject* self) => CallRequired(ts, self, Id.__pos__);

    internal static PyObject* slot_nb_absolute(ThreadState* ts, PyObject* self) => CallRequired(ts, self, Id.__abs__);

    internal static PyObject* slot_nb_invert(ThreadState* ts, PyObject* self) => CallRequired(ts, self, Id.__invert__);

    internal static PyObject* slot_nb_int(ThreadState* ts, PyObject* self) => CallRequired(ts, self, Id.__int__);

    internal static PyObject* slot_nb_float(ThreadState* ts, PyObject* self) => CallRequired(ts, self, Id.__float__);

    internal static PyObject* slot_nb_index(ThreadState* ts, PyObject* self) => CallRequired(ts, self, Id.__index__);

    internal static PyObject* slot_nb_inplace_add(ThreadState* ts, PyObject* self, PyObject* value) => CallRequired(ts, self, Id.__iadd__, value);

    internal static PyObject* slot_nb_inplace_subtract(ThreadState* ts, PyObject* self, PyObject* value) => CallRequired(ts, self, Id.__isub__, value);

    internal static PyObject* slot_nb_inplace_multiply(ThreadState* ts, PyObject* self, PyObject* value) => CallRequired(ts, self, Id.__imul__, value);

    internal static PyObject* slot_nb_inplace_remainder(ThreadState* ts, PyObject* self, PyObject* value) => CallRequired(ts, self, Id.__imod__, value);

    internal static PyObject* slot_nb_inplace_lshift(ThreadState* ts, PyObject* self, PyObject* value) => CallRequired(ts, self, Id.__ilshift__, value);

    internal static PyObject* slot_nb_inplace_rshift(ThreadState* ts, PyObject* self, PyObject* value) => CallRequired(ts, self, Id.__irshift__, value);

    internal static PyObject* slot_nb_inplace_and(ThreadState* ts, PyObject* self, PyObject* value) => CallRequired(ts, self, Id.__iand__, value);

    internal static PyObject* slot_nb_inplace_xor(ThreadState* ts, PyObject* self, PyObject* value) => CallRequired(ts, self, Id.__ixor__, value);

    internal static PyObject* slot_nb_inplace_or(ThreadState* ts, PyObject* self, PyObject* value) => CallRequired(ts, self, Id.__ior__, value);

    internal static PyObject* slot_nb_inplace_floor_divide(ThreadState* ts, PyObject* self, PyObject* value) => CallRequired(ts, self, Id.__ifloordiv__, value);

    internal static PyObject* slot_nb_inplace_true_divide(ThreadState* ts, PyObject* self, PyObject* value) => CallRequired(ts, self, Id.__itruediv__, value);

    internal static PyObject* slot_nb_inplace_matrix_multiply(ThreadState* ts, PyObject* self, PyObject* value) => CallRequired(ts, self, Id.__imatmul__, value);

    internal static Truth slot_nb_bool(ThreadState* ts, PyObject* self)
    {
        bool usesLength = false;
        PyObject* method = PyType.LookupMaybeMethod(ts, self, Id.__bool__, out bool unbound);
        if (method == null)
        {
            if (Err.Occurred(ts))
                return Truth.Error;
            method = PyType.LookupMaybeMethod(ts, self, Id.__len__, out unbound);
            if (method == null)
                return Err.Occurred(ts) ? Truth.Error : Truth.True;
            usesLength = true;
        }
        PyObject* value = CallUnbound(ts, method, unbound, self);
        Ref.Dec(ts, method);
        if (value == null)
            return Truth.Error;
        Truth result;
        if (usesLength)
        {
            result = (Truth)Math.Min(1, LengthOf(ts, value));
        }
        else if (value->ob_type == BoolType.Type)
        {
            result = value == Py.True ? Truth.True : Truth.False;
        }
        else
        {
            Err.Type(ts, $"__bool__ should return bool, returned {PyType.NameOf(value)}");
            result = Truth.Error;
        }
        Ref.Dec(ts, value);
        return result;
    }
}
