// Items, length and iteration of any object.
namespace Vivarium.Runtime.Abstract;

internal static unsafe partial class Obj
{
    public static PyObject* GetItem(ThreadState* ts, PyObject* o, PyObject* key)
    {
        TypeSlots* slots = TypeSlots.Of(o);
        if (slots->mp_subscript != null)
            return slots->mp_subscript(ts, o, key);
        if (slots->sq_item != null)
        {
            if (!Num.HasIndex(key))
                return Err.Type(ts, $"sequence index must be integer, not '{PyType.NameOf(key)}'");
            nint index = Num.AsSsize(ts, key, Exc.IndexError);
            return index == -1 && Err.Occurred(ts) ? null : Seq.GetItem(ts, o, index);
        }
        if (PyType.Check(o))
            return ClassGetItem(ts, o, key);
        return Err.Type(ts, $"'{PyType.NameOf(o)}' object is not subscriptable");
    }

    /// <summary>Cls[key]: __class_getitem__ of the class.</summary>
    private static PyObject* ClassGetItem(ThreadState* ts, PyObject* cls, PyObject* key)
    {
        if (cls == (PyObject*)TypeType.Type)
            return GenericAliasSupport.New(ts, cls, key);
        PyObject* method;
        Lookup found = LookupAttr(ts, cls, Id.__class_getitem__, &method);
        if (found == Lookup.Error)
            return null;
        if (found == Lookup.Missing || method == Py.None)
        {
            if (found == Lookup.Found)
                Ref.Dec(ts, method);
            return Err.Type(ts, $"type '{PyType.TpName((PyTypeObject*)cls)}' is not subscriptable");
        }
        PyObject* result = Call.OneArg(ts, method, key);
        Ref.Dec(ts, method);
        return result;
    }

    public static Status SetItem(ThreadState* ts, PyObject* o, PyObject* key, PyObject* value)
    {
        TypeSlots* slots = TypeSlots.Of(o);
        if (slots->mp_ass_subscript != null)
            return slots->mp_ass_subscript(ts, o, key, value);
        string what = value == null ? "deletion" : "assignment";
        if (slots->sq_ass_item != null)
        {
            if (!Num.HasIndex(key))
                return Err.TypeStatus(ts, $"sequence index must be integer, not '{PyType.NameOf(key)}'");
            nint index = Num.AsSsize(ts, key, Exc.IndexError);
            if (index == -1 && Err.Occurred(ts))
                return Status.Error;
            return value == null ? Seq.DelItem(ts, o, index) : Seq.SetItem(ts, o, index, value);
        }
        return Err.TypeStatus(ts, $"'{PyType.NameOf(o)}' object {(value == null ? "doesn't" : "does not")} support item {what}");
    }

    public static Status DelItem(ThreadState* ts, PyObject* o, PyObject* key) => SetItem(ts, o, key, null);

    /// <summary>len(o); -1 on error.</summary>
    public static nint Size(ThreadState* ts, PyObject* o)
    {
        TypeSlots* slots = TypeSlots.Of(o);
        if (slots->sq_length != null)
            return slots->sq_length(ts, o);
        if (slots->mp_length != null)
            return slots->mp_length(ts, o);
        Err.Type(ts, $"object of type '{PyType.NameOf(o)}' has no len()");
        return -1;
    }

    /// <summary>len(o), or __length_hint__, or the default; -1 on error.</summary>
    public static nint LengthHint(ThreadState* ts, PyObject* o, nint defaultValue)
    {
        TypeSlots* slots = TypeSlots.Of(o);
        if (slots->sq_length != null || slots->mp_length != null)
        {
            nint length = Size(ts, o);
            if (length >= 0)
                return length;
            if (!Err.ClearIf(ts, Exc.TypeError))
                return -1;
        }
        PyObject* hint = PyType.LookupSpecial(ts, o, Id.__length_hint__);
        if (hint == null)
            return Err.Occurred(ts) ? -1 : defaultValue;
        PyObject* value = Call.NoArgs(ts, hint);
        Ref.Dec(ts, hint);
        if (value == null)
            return Err.ClearIf(ts, Exc.TypeError) ? defaultValue : -1;
        nint result = -1;
        if (value == Py.NotImplemented)
        {
            result = defaultValue;
        }
        else if (!PyLong.Check(value))
        {
            Err.Type(ts, $"__length_hint__ must be an integer, not {PyType.NameOf(value)}");
        }
        else
        {
            result = PyLong.AsNInt(ts, value);
            if (result < 0 && !Err.Occurred(ts))
            {
                Err.Value(ts, "__length_hint__() should return >= 0");
                result = -1;
            }
        }
        Ref.Dec(ts, value);
        return result;
    }

    /// <summary>sq_contains or iteration.</summary>
    public static Truth Contains(ThreadState* ts, PyObject* container, PyObject* item)
    {
        objobjproc contains = TypeSlots.Of(container)->sq_contains;
        return contains != null ? contains(ts, container, item) : ContainsByIteration(ts, container, item);
    }

    public static Truth ContainsByIteration(ThreadState* ts, PyObject* container, PyObject* item)
    {
        PyObject* iterator = GetIter(ts, container);
        if (iterator == null)
        {
            if (Err.ClearIf(ts, Exc.TypeError))
                Err.Type(ts, $"argument of type '{PyType.NameOf(container)}' is not a container or iterable");
            return Truth.Error;
        }
        Truth result = Truth.False;
        PyObject* next = null;
        while (result == Truth.False && (next = IterNext(ts, iterator)) != null)
        {
            result = RichCompareBool(ts, next, item, CompareOp.EQ);
            Ref.Dec(ts, next);
        }
        if (next == null && Err.Occurred(ts))
            result = Truth.Error;
        Ref.Dec(ts, iterator);
        return result;
    }

    // ---- Iteration ----

    public static PyObject* GetIter(ThreadState* ts, PyObject* o)
    {
        unaryfunc iter = TypeSlots.Of(o)->tp_iter;
        if (iter == null)
            return Seq.Check(o) ? PyIter.SeqIter(ts, o) : Err.Type(ts, $"'{PyType.NameOf(o)}' object is not iterable");
        PyObject* result = iter(ts, o);
        if (result != null && !IsIterator(result))
        {
            Err.Type(ts, $"iter() returned non-iterator of type '{PyType.NameOf(result)}'");
            Ref.Dec(ts, result);
            return null;
        }
        return result;
    }

    /// <summary>tp_iternext of classes that define no __next__: marks that there is none.</summary>
    public static PyObject* NextNotImplemented(ThreadState* ts, PyObject* self) => Err.Type(ts, $"'{PyType.NameOf(self)}' object is not iterable");

    public static bool IsIterator(PyObject* o)
    {
        unaryfunc next = TypeSlots.Of(o)->tp_iternext;
        return next != null && next != (unaryfunc)(&NextNotImplemented);
    }

    /// <summary>tp_iternext for iterators over other iterators, which can be nested to any depth: a RecursionError where the native stack ends.</summary>
    public static PyObject* Advance(ThreadState* ts, PyObject* iterator) =>
        NativeStack.Enter(ts, " while advancing an iterator") ? TypeSlots.Of(iterator)->tp_iternext(ts, iterator) : null;

    /// <summary>Null without an exception at the end.</summary>
    public static PyObject* IterNext(ThreadState* ts, PyObject* iterator)
    {
        PyObject* result = Advance(ts, iterator);
        if (result == null && Err.Occurred(ts))
            Err.ClearIf(ts, Exc.StopIteration);
        return result;
    }

    /// <summary>list(o) / tuple(o), or the object itself (owned) when it is a list or tuple already; TypeError with the message otherwise.</summary>
    public static PyObject* SequenceFast(ThreadState* ts, PyObject* o, string message)
    {
        if (PyList.CheckExact(o) || PyTuple.CheckExact(o))
            return Ref.New(o);
        PyObject* iterator = GetIter(ts, o);
        if (iterator == null)
        {
            if (Err.ClearIf(ts, Exc.TypeError))
                Err.Type(ts, message);
            return null;
        }
        PyObject* list = PyList.FromSequence(ts, iterator);
        Ref.Dec(ts, iterator);
        return list;
    }
}
