// How Python code calls a built-in slot through its special method: `(5).__add__(6)`. Each wrapper checks the arguments and converts them for its slot's shape.
// See docs/internals/types.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class SlotWrappers
{
    /// <summary>Checks the number of arguments. Some wrappers name the method in their messages, most do not.</summary>
    private static bool CheckCount(ThreadState* ts, PyObject* args, nint minimum, nint maximum, string name = "")
    {
        nint n = PyTuple.Size(args);
        if (n >= minimum && n <= maximum)
            return true;
        nint bound = n < minimum ? minimum : maximum;
        string plural = bound == 1 ? "" : "s";
        string space = name.Length == 0 ? "" : " ";
        if (minimum == maximum)
            Err.Type(ts, $"{name}{space}expected {minimum} argument{plural}, got {n}");
        else
            Err.Type(ts, $"{name}{space}expected at {(n < minimum ? "least" : "most")} {bound} argument{plural}, got {n}");
        return false;
    }

    private static bool CheckPowerCount(ThreadState* ts, PyObject* args)
    {
        nint n = PyTuple.Size(args);
        if (n is 1 or 2)
            return true;
        Err.Type(ts, $"expected 1 or 2 arguments, got {n}");
        return false;
    }

    private static PyObject* Arg(PyObject* args, nint index) => PyTuple.GetBorrowed(args, index);

    private static PyObject* NoneUnlessError(Status status) => status == Status.Ok ? Py.None : null;

    private static PyObject* FromTruth(Truth truth) => truth == Truth.Error ? null : Py.Bool(truth == Truth.True);

    internal static PyObject* wrap_unaryfunc(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) =>
        CheckCount(ts, args, 0, 0) ? ((unaryfunc)slot)(ts, self) : null;

    internal static PyObject* wrap_inquirypred(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) =>
        CheckCount(ts, args, 0, 0) ? FromTruth(((inquiry)slot)(ts, self)) : null;

    internal static PyObject* wrap_binaryfunc(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) =>
        CheckCount(ts, args, 1, 1) ? ((binaryfunc)slot)(ts, self, Arg(args, 0)) : null;

    internal static PyObject* wrap_binaryfunc_l(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) =>
        wrap_binaryfunc(ts, self, args, slot, kwargs);

    internal static PyObject* wrap_binaryfunc_r(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) =>
        CheckCount(ts, args, 1, 1) ? ((binaryfunc)slot)(ts, Arg(args, 0), self) : null;

    internal static PyObject* wrap_ternaryfunc(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs)
    {
        if (!CheckPowerCount(ts, args))
            return null;
        return ((ternaryfunc)slot)(ts, self, Arg(args, 0), PyTuple.Size(args) == 2 ? Arg(args, 1) : Py.None);
    }

    internal static PyObject* wrap_ternaryfunc_r(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs)
    {
        if (!CheckPowerCount(ts, args))
            return null;
        return ((ternaryfunc)slot)(ts, Arg(args, 0), self, PyTuple.Size(args) == 2 ? Arg(args, 1) : Py.None);
    }

    internal static PyObject* wrap_lenfunc(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs)
    {
        if (!CheckCount(ts, args, 0, 0))
            return null;
        nint length = ((lenfunc)slot)(ts, self);
        return length == -1 && Err.Occurred(ts) ? null : PyLong.FromNInt(ts, length);
    }

    internal static PyObject* wrap_hashfunc(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs)
    {
        if (!CheckCount(ts, args, 0, 0))
            return null;
        nint hash = ((hashfunc)slot)(ts, self);
        return hash == -1 && Err.Occurred(ts) ? null : PyLong.FromNInt(ts, hash);
    }

    internal static PyObject* wrap_call(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) =>
        ((ternaryfunc)slot)(ts, self, args, kwargs);

    internal static PyObject* wrap_init(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) =>
        NoneUnlessError(((initproc)slot)(ts, self, args, kwargs));

    internal static PyObject* wrap_del(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs)
    {
        if (!CheckCount(ts, args, 0, 0))
            return null;
        ((destructor)slot)(ts, self);
        return Py.None;
    }

    internal static PyObject* wrap_next(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs)
    {
        if (!CheckCount(ts, args, 0, 0))
            return null;
        PyObject* result = ((unaryfunc)slot)(ts, self);
        if (result == null && !Err.Occurred(ts))
            Err.SetNone(ts, Exc.StopIteration);
        return result;
    }

    // ---- Comparison ----

    private static PyObject* Compare(ThreadState* ts, PyObject* self, PyObject* args, void* slot, int op) =>
        CheckCount(ts, args, 1, 1) ? ((richcmpfunc)slot)(ts, self, Arg(args, 0), op) : null;

    internal static PyObject* wrap_richcmp_lt(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) => Compare(ts, self, args, slot, CompareOp.LT);

    internal static PyObject* wrap_richcmp_le(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) => Compare(ts, self, args, slot, CompareOp.LE);

    internal static PyObject* wrap_richcmp_eq(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) => Compare(ts, self, args, slot, CompareOp.EQ);

    internal static PyObject* wrap_richcmp_ne(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) => Compare(ts, self, args, slot, CompareOp.NE);

    internal static PyObject* wrap_richcmp_gt(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) => Compare(ts, self, args, slot, CompareOp.GT);

    internal static PyObject* wrap_richcmp_ge(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) => Compare(ts, self, args, slot, CompareOp.GE);

    // ---- Attributes ----

    /// <summary>object.__setattr__(cls, …) must not get around a metaclass: refuses when a base between has a setter of its own.</summary>
    private static bool MayHack(ThreadState* ts, PyObject* self, void* slot, string what)
    {
        PyTypeObject* type = self->ob_type;
        PyObject* mro = type->tp_mro;
        if (mro == null)
            return true;
        // The most derived class of the MRO that is not made in Python and sets attributes its own way.
        PyTypeObject* native = type;
        while (native != null && (void*)TypeSlots.Of(native)->tp_setattro == (void*)(objobjargproc)(&SlotFunctions.slot_tp_setattro))
            native = native->tp_base;
        if (native != null && (void*)TypeSlots.Of(native)->tp_setattro != slot)
        {
            Err.Type(ts, $"can't apply this {what} to {PyType.NameOf(self)} object");
            return false;
        }
        return true;
    }

    internal static PyObject* wrap_setattr(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs)
    {
        if (!CheckCount(ts, args, 2, 2, "__setattr__") || !MayHack(ts, self, slot, "__setattr__"))
            return null;
        return NoneUnlessError(((objobjargproc)slot)(ts, self, Arg(args, 0), Arg(args, 1)));
    }

    internal static PyObject* wrap_delattr(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs)
    {
        if (!CheckCount(ts, args, 1, 1) || !MayHack(ts, self, slot, "__delattr__"))
            return null;
        return NoneUnlessError(((objobjargproc)slot)(ts, self, Arg(args, 0), null));
    }

    internal static PyObject* wrap_descr_get(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs)
    {
        if (!CheckCount(ts, args, 1, 2, "__get__"))
            return null;
        PyObject* instance = Arg(args, 0);
        PyObject* owner = PyTuple.Size(args) == 2 ? Arg(args, 1) : null;
        if (instance == Py.None)
            instance = null;
        if (owner == Py.None)
            owner = null;
        return instance == null && owner == null
            ? Err.Type(ts, "__get__(None, None) is invalid")
            : ((ternaryfunc)slot)(ts, self, instance, owner);
    }

    internal static PyObject* wrap_descr_set(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) =>
        CheckCount(ts, args, 2, 2, "__set__") ? NoneUnlessError(((objobjargproc)slot)(ts, self, Arg(args, 0), Arg(args, 1))) : null;

    internal static PyObject* wrap_descr_delete(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) =>
        CheckCount(ts, args, 1, 1) ? NoneUnlessError(((objobjargproc)slot)(ts, self, Arg(args, 0), null)) : null;

    // ---- Containers ----

    internal static PyObject* wrap_objobjproc(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) =>
        CheckCount(ts, args, 1, 1) ? FromTruth(((objobjproc)slot)(ts, self, Arg(args, 0))) : null;

    internal static PyObject* wrap_objobjargproc(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) =>
        CheckCount(ts, args, 2, 2, "__setitem__") ? NoneUnlessError(((objobjargproc)slot)(ts, self, Arg(args, 0), Arg(args, 1))) : null;

    internal static PyObject* wrap_delitem(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) =>
        CheckCount(ts, args, 1, 1) ? NoneUnlessError(((objobjargproc)slot)(ts, self, Arg(args, 0), null)) : null;

    internal static PyObject* wrap_indexargfunc(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs)
    {
        if (!CheckCount(ts, args, 1, 1))
            return null;
        nint count = Num.AsSsize(ts, Arg(args, 0), Exc.OverflowError);
        return count == -1 && Err.Occurred(ts) ? null : ((ssizeargfunc)slot)(ts, self, count);
    }

    /// <summary>Negative indices count from the end, as in self[i].</summary>
    private static bool Index(ThreadState* ts, PyObject* self, PyObject* arg, out nint index)
    {
        index = Num.AsSsize(ts, arg, Exc.OverflowError);
        if (index == -1 && Err.Occurred(ts))
            return false;
        if (index < 0 && TypeSlots.Of(self)->sq_length != null)
        {
            nint length = TypeSlots.Of(self)->sq_length(ts, self);
            if (length < 0)
                return false;
            index += length;
        }
        return true;
    }

    internal static PyObject* wrap_sq_item(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) =>
        CheckCount(ts, args, 1, 1) && Index(ts, self, Arg(args, 0), out nint index) ? ((ssizeargfunc)slot)(ts, self, index) : null;

    internal static PyObject* wrap_sq_setitem(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) =>
        CheckCount(ts, args, 2, 2, "__setitem__") && Index(ts, self, Arg(args, 0), out nint index) ? NoneUnlessError(((ssizeobjargproc)slot)(ts, self, index, Arg(args, 1))) : null;

    internal static PyObject* wrap_sq_delitem(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs) =>
        CheckCount(ts, args, 1, 1) && Index(ts, self, Arg(args, 0), out nint index) ? NoneUnlessError(((ssizeobjargproc)slot)(ts, self, index, null)) : null;
}
