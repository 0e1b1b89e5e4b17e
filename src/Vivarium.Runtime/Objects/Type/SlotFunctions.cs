// What the type slots of a class hold when it defines the special methods in Python (numbers: SlotFunctionsNumber.cs). See docs/internals/types.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class SlotFunctions
{
    // ---- Calling special methods ----

    /// <summary>Calls a looked-up method with self in front when it is unbound.</summary>
    private static PyObject* CallUnbound(ThreadState* ts, PyObject* method, bool unbound, PyObject* self)
    {
        PyObject** args = stackalloc PyObject*[2];
        args[1] = self;
        return unbound ? Call.Vectorcall(ts, method, args + 1, 1, null) : Call.Vectorcall(ts, method, args + 1, Call.ArgumentsOffset, null);
    }

    private static PyObject* CallUnbound(ThreadState* ts, PyObject* method, bool unbound, PyObject* self, PyObject* a)
    {
        PyObject** args = stackalloc PyObject*[3];
        args[1] = self;
        args[2] = a;
        return unbound
            ? Call.Vectorcall(ts, method, args + 1, 2 | Call.ArgumentsOffset, null)
            : Call.Vectorcall(ts, method, args + 2, 1 | Call.ArgumentsOffset, null);
    }

    private static PyObject* CallUnbound(ThreadState* ts, PyObject* method, bool unbound, PyObject* self, PyObject* a, PyObject* b)
    {
        PyObject** args = stackalloc PyObject*[4];
        args[1] = self;
        args[2] = a;
        args[3] = b;
        return unbound
            ? Call.Vectorcall(ts, method, args + 1, 3 | Call.ArgumentsOffset, null)
            : Call.Vectorcall(ts, method, args + 2, 2 | Call.ArgumentsOffset, null);
    }

    /// <summary>AttributeError with the bare name when the method is missing.</summary>
    private static PyObject* CallRequired(ThreadState* ts, PyObject* self, PyObject* name)
    {
        PyObject* method = Required(ts, self, name, out bool unbound);
        if (method == null)
            return null;
        PyObject* result = CallUnbound(ts, method, unbound, self);
        Ref.Dec(ts, method);
        return result;
    }

    private static PyObject* CallRequired(ThreadState* ts, PyObject* self, PyObject* name, PyObject* a)
    {
        PyObject* method = Required(ts, self, name, out bool unbound);
        if (method == null)
            return null;
        PyObject* result = CallUnbound(ts, method, unbound, self, a);
        Ref.Dec(ts, method);
        return result;
    }

    private static PyObject* CallRequired(ThreadState* ts, PyObject* self, PyObject* name, PyObject* a, PyObject* b)
    {
        PyObject* method = Required(ts, self, name, out bool unbound);
        if (method == null)
            return null;
        PyObject* result = CallUnbound(ts, method, unbound, self, a, b);
        Ref.Dec(ts, method);
        return result;
    }

    private static PyObject* Required(ThreadState* ts, PyObject* self, PyObject* name, out bool unbound)
    {
        PyObject* method = PyType.LookupMaybeMethod(ts, self, name, out unbound);
        if (method == null && !Err.Occurred(ts))
            Err.SetObject(ts, Exc.AttributeError, name);
        return method;
    }

    /// <summary>NotImplemented when the method is missing.</summary>
    private static PyObject* CallMaybe(ThreadState* ts, PyObject* self, PyObject* name, PyObject* a)
    {
        PyObject* method = PyType.LookupMaybeMethod(ts, self, name, out bool unbound);
        if (method == null)
            return Err.Occurred(ts) ? null : Py.NotImplemented;
        PyObject* result = CallUnbound(ts, method, unbound, self, a);
        Ref.Dec(ts, method);
        return result;
    }

    private static PyObject* CallMaybe(ThreadState* ts, PyObject* self, PyObject* name, PyObject* a, PyObject* b)
    {
        PyObject* method = PyType.LookupMaybeMethod(ts, self, name, out bool unbound);
        if (method == null)
            return Err.Occurred(ts) ? null : Py.NotImplemented;
        PyObject* result = CallUnbound(ts, method, unbound, self, a, b);
        Ref.Dec(ts, method);
        return result;
    }

    private static Status Discard(ThreadState* ts, PyObject* result)
    {
        if (result == null)
            return Status.Error;
        Ref.Dec(ts, result);
        return Status.Ok;
    }

    // ---- Text, hash, comparison ----

    internal static PyObject* slot_tp_repr(ThreadState* ts, PyObject* self)
    {
        PyObject* method = PyType.LookupMaybeMethod(ts, self, Id.__repr__, out bool unbound);
        if (method == null)
            return Err.Occurred(ts) ? null : PyUnicode.FromString(ts, $"<{PyType.NameOf(self)} object at {(nint)self:x}>");
        PyObject* result = CallUnbound(ts, method, unbound, self);
        Ref.Dec(ts, method);
        return result;
    }

    internal static PyObject* slot_tp_str(ThreadState* ts, PyObject* self) => CallRequired(ts, self, Id.__str__);

    internal static nint slot_tp_hash(ThreadState* ts, PyObject* self)
    {
        PyObject* method = PyType.LookupMaybeMethod(ts, self, Id.__hash__, out bool unbound);
        if (method == Py.None)
        {
            method = null;
        }
        if (method == null)
            return Err.Occurred(ts) ? -1 : Obj.HashNotImplemented(ts, self);
        PyObject* value = CallUnbound(ts, method, unbound, self);
        Ref.Dec(ts, method);
        if (value == null)
            return -1;
        nint hash;
        if (!PyLong.Check(value))
        {
            Err.Type(ts, "__hash__ method should return an integer");
            hash = -1;
        }
        else
        {
            // A value that does not fit is hashed itself.
            int overflow;
            hash = (nint)PyLong.AsInt64AndOverflow(ts, value, &overflow);
            if (overflow != 0)
                hash = TypeSlots.Of(IntType.Type)->tp_hash(ts, value);
            if (hash == -1)
                hash = -2;
        }
        Ref.Dec(ts, value);
        return hash;
    }

    internal static PyObject* slot_tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        PyObject* name = op switch
        {
            CompareOp.LT => Id.__lt__,
            CompareOp.LE => Id.__le__,
            CompareOp.EQ => Id.__eq__,
            CompareOp.NE => Id.__ne__,
            CompareOp.GT => Id.__gt__,
            _ => Id.__ge__,
        };
        return CallMaybe(ts, self, name, other);
    }

    internal static PyObject* slot_tp_call(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs)
    {
        PyObject* method = Required(ts, self, Id.__call__, out bool unbound);
        if (method == null)
            return null;
        PyObject* result = unbound ? Call.ObjectPrepend(ts, method, self, args, kwargs) : Call.Object(ts, method, args, kwargs);
        Ref.Dec(ts, method);
        return result;
    }

    // ---- Attributes ----

    /// <summary>A class with __getattribute__ or __getattr__ (or both).</summary>
    internal static PyObject* slot_tp_getattr_hook(ThreadState* ts, PyObject* self, PyObject* name)
    {
        PyTypeObject* type = self->ob_type;
        PyObject* getattr = PyType.LookupBorrowed(ts, type, Id.__getattr__);
        if (getattr == null)
        {
            // Only __getattribute__ is left: skip this function from now on.
            TypeSlots.Of(type)->tp_getattro = &slot_tp_getattro;
            return slot_tp_getattro(ts, self, name);
        }
        Ref.Inc(getattr);
        PyObject* getattribute = PyType.LookupBorrowed(ts, type, Id.__getattribute__);
        PyObject* result;
        if (getattribute == null || IsObjectGetattribute(getattribute))
        {
            result = GenericAttr.GetOrNull(ts, self, name);
        }
        else
        {
            Ref.Inc(getattribute);
            result = CallAttribute(ts, self, getattribute, name);
            Ref.Dec(ts, getattribute);
        }
        if (result == null && (!Err.Occurred(ts) || Err.ClearIf(ts, Exc.AttributeError)))
            result = CallAttribute(ts, self, getattr, name);
        Ref.Dec(ts, getattr);
        return result;
    }

    internal static bool IsObjectGetattribute(PyObject* method) =>
        method->ob_type == WrapperDescriptorType.Type && ((PyWrapperDescrObject*)method)->d_wrapped == (void*)TypeSlots.Of(ObjectType.Type)->tp_getattro;

    internal static PyObject* slot_tp_getattro(ThreadState* ts, PyObject* self, PyObject* name) => CallRequired(ts, self, Id.__getattribute__, name);

    private static PyObject* CallAttribute(ThreadState* ts, PyObject* self, PyObject* method, PyObject* name)
    {
        bool unbound = PyType.HasFlag(method->ob_type, TypeFlags.MethodDescriptor);
        if (unbound)
            return CallUnbound(ts, method, true, self, name);
        ternaryfunc get = TypeSlots.Of(method)->tp_descr_get;
        if (get == null)
            return Call.OneArg(ts, method, name);
        PyObject* bound = get(ts, method, self, (PyObject*)self->ob_type);
        if (bound == null)
            return null;
        PyObject* result = Call.OneArg(ts, bound, name);
        Ref.Dec(ts, bound);
        return result;
    }

    internal static Status slot_tp_setattro(ThreadState* ts, PyObject* self, PyObject* name, PyObject* value) =>
        Discard(ts, value == null ? CallRequired(ts, self, Id.__delattr__, name) : CallRequired(ts, self, Id.__setattr__, name, value));

    internal static PyObject* slot_tp_descr_get(ThreadState* ts, PyObject* self, PyObject* instance, PyObject* owner)
    {
        PyObject* get = PyType.LookupBorrowed(ts, self->ob_type, Id.__get__);
        if (get == null)
        {
            // The method is gone: stop being a descriptor.
            if ((void*)TypeSlots.Of(self)->tp_descr_get == (void*)(ternaryfunc)(&slot_tp_descr_get))
                TypeSlots.Of(self)->tp_descr_get = null;
            return Ref.New(self);
        }
        Ref.Inc(get);
        PyObject* result = Call.ThreeArgs(ts, get, self, instance == null ? Py.None : instance, owner == null ? Py.None : owner);
        Ref.Dec(ts, get);
        return result;
    }

    internal static Status slot_tp_descr_set(ThreadState* ts, PyObject* self, PyObject* instance, PyObject* value) =>
        Discard(ts, value == null ? CallRequired(ts, self, Id.__delete__, instance) : CallRequired(ts, self, Id.__set__, instance, value));

    // ---- Iteration ----

    internal static PyObject* slot_tp_iter(ThreadState* ts, PyObject* self)
    {
        PyObject* method = PyType.LookupMaybeMethod(ts, self, Id.__iter__, out bool unbound);
        if (method == Py.None)
            return Err.Type(ts, $"'{PyType.NameOf(self)}' object is not iterable");
        if (method != null)
        {
            PyObject* result = CallUnbound(ts, method, unbound, self);
            Ref.Dec(ts, method);
            return result;
        }
        if (Err.Occurred(ts))
            return null;
        return PyType.LookupBorrowed(ts, self->ob_type, Id.__getitem__) == null
            ? Err.Type(ts, $"'{PyType.NameOf(self)}' object is not iterable")
            : PyIter.SeqIter(ts, self);
    }

    internal static PyObject* slot_tp_iternext(ThreadState* ts, PyObject* self)
    {
        PyObject* result = CallRequired(ts, self, Id.__next__);
        return result;
    }

    internal static PyObject* slot_am_await(ThreadState* ts, PyObject* self) => CallAsync(ts, self, Id.__await__, "object {0} does not have __await__ method");

    internal static PyObject* slot_am_aiter(ThreadState* ts, PyObject* self) => CallAsync(ts, self, Id.__aiter__, "object {0} does not have __aiter__ method");

    internal static PyObject* slot_am_anext(ThreadState* ts, PyObject* self) => CallAsync(ts, self, Id.__anext__, "object {0} does not have __anext__ method");

    private static PyObject* CallAsync(ThreadState* ts, PyObject* self, PyObject* name, string message)
    {
        PyObject* method = PyType.LookupMaybeMethod(ts, self, name, out bool unbound);
        if (method == null)
            return Err.Occurred(ts) ? null : Err.SetString(ts, Exc.AttributeError, message.Replace("{0}", PyType.NameOf(self), StringComparison.Ordinal));
        PyObject* result = CallUnbound(ts, method, unbound, self);
        Ref.Dec(ts, method);
        return result;
    }

    // ---- Life ----

    internal static Status slot_tp_init(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs)
    {
        PyObject* method = Required(ts, self, Id.__init__, out bool unbound);
        if (method == null)
            return Status.Error;
        PyObject* result = unbound ? Call.ObjectPrepend(ts, method, self, args, kwargs) : Call.Object(ts, method, args, kwargs);
        Ref.Dec(ts, method);
        if (result == null)
            return Status.Error;
        if (result != Py.None)
        {
            Err.Type(ts, $"__init__() should return None, not '{PyType.NameOf(result)}'");
            Ref.Dec(ts, result);
            return Status.Error;
        }
        return Status.Ok;
    }

    internal static PyObject* slot_tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        PyObject* function = Obj.GetAttr(ts, (PyObject*)type, Id.__new__);
        if (function == null)
            return null;
        PyObject* result = Call.ObjectPrepend(ts, function, (PyObject*)type, args, kwargs);
        Ref.Dec(ts, function);
        return result;
    }

    internal static void slot_tp_finalize(ThreadState* ts, PyObject* self)
    {
        PyObject* pending = Err.Fetch(ts);
        PyObject* method = PyType.LookupMaybeMethod(ts, self, Id.__del__, out bool unbound);
        if (method != null)
        {
            PyObject* result = CallUnbound(ts, method, unbound, self);
            if (result == null)
                Err.WriteUnraisable(ts, "Exception ignored while calling deallocator", method);
            else
                Ref.Dec(ts, result);
            Ref.Dec(ts, method);
        }
        Err.Restore(ts, pending);
    }

    // ---- Containers ----

    private static nint LengthOf(ThreadState* ts, PyObject* value)
    {
        PyObject* index = Num.Index(ts, value);
        if (index == null)
            return -1;
        nint length = -1;
        if (PyLong.Sign(index) < 0)
            Err.Value(ts, "__len__() should return >= 0");
        else
            length = Num.AsSsize(ts, index, Exc.OverflowError);
        Ref.Dec(ts, index);
        return length;
    }

    internal static nint slot_sq_length(ThreadState* ts, PyObject* self)
    {
        PyObject* value = CallRequired(ts, self, Id.__len__);
        if (value == null)
            return -1;
        nint length = LengthOf(ts, value);
        Ref.Dec(ts, value);
        return length;
    }

    internal static PyObject* slot_mp_subscript(ThreadState* ts, PyObject* self, PyObject* key) => CallRequired(ts, self, Id.__getitem__, key);

    internal static Status slot_mp_ass_subscript(ThreadState* ts, PyObject* self, PyObject* key, PyObject* value) =>
        Discard(ts, value == null ? CallRequired(ts, self, Id.__delitem__, key) : CallRequired(ts, self, Id.__setitem__, key, value));

    internal static PyObject* slot_sq_item(ThreadState* ts, PyObject* self, nint index)
    {
        PyObject* key = PyLong.FromNInt(ts, index);
        if (key == null)
            return null;
        PyObject* result = CallRequired(ts, self, Id.__getitem__, key);
        Ref.Dec(ts, key);
        return result;
    }

    internal static Status slot_sq_ass_item(ThreadState* ts, PyObject* self, nint index, PyObject* value)
    {
        PyObject* key = PyLong.FromNInt(ts, index);
        if (key == null)
            return Status.Error;
        Status status = slot_mp_ass_subscript(ts, self, key, value);
        Ref.Dec(ts, key);
        return status;
    }

    internal static Truth slot_sq_contains(ThreadState* ts, PyObject* self, PyObject* item)
    {
        PyObject* method = PyType.LookupMaybeMethod(ts, self, Id.__contains__, out bool unbound);
        if (method == Py.None)
        {
            Err.Type(ts, $"'{PyType.NameOf(self)}' object is not a container");
            return Truth.Error;
        }
        if (method == null)
            return Err.Occurred(ts) ? Truth.Error : Obj.ContainsByIteration(ts, self, item);
        PyObject* value = CallUnbound(ts, method, unbound, self, item);
        Ref.Dec(ts, method);
        if (value == null)
            return Truth.Error;
        Truth result = Obj.IsTrue(ts, value);
        Ref.Dec(ts, value);
        return result;
    }
}
