// enumerate and reversed. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct enumobject
{
    public PyObject ob_base;
    /// <summary>The next number while it is small; nint.MaxValue when en_longindex counts.</summary>
    public nint en_index;
    public PyObject* en_sit;
    /// <summary>A pair that is used again when nobody else holds it.</summary>
    public PyObject* en_result;
    public PyObject* en_longindex;
    public PyObject* one;
}

[PyType("enumerate", Layout = typeof(enumobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, TextSignature = "(iterable, start=0)",
    Doc = "Pairs of a number and an item of the iterable.\n\n  iterable\n    what supports iteration\n\n"
        + "The numbers count up from start, which is 0 by default:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...")]
internal static unsafe partial class EnumerateType
{
    [Slot("(iterable, start=0)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* iterable, PyObject* start = null) => Make(ts, type, iterable, start);

    /// <summary>Calls of enumerate itself with keywords, or the wrong number of arguments: they have messages of their own.</summary>
    private static PyObject* FromKeywords(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        nint given = PyTuple.Size(args);
        nint named = kwargs == null ? 0 : PyDict.Size(kwargs);
        if (given + named > 2)
            return Err.Type(ts, $"enumerate() takes at most 2 arguments ({given + named} given)");
        PyObject* iterable = given > 0 ? PyTuple.GetBorrowed(args, 0) : null;
        PyObject* start = given > 1 ? PyTuple.GetBorrowed(args, 1) : null;
        nint position = 0;
        PyObject* key;
        PyObject* value;
        PyObject* wrong = null;
        while (kwargs != null && PyDict.Next(kwargs, &position, &key, &value))
        {
            if (iterable == null && PyUnicode.EqualToString(key, "iterable"))
                iterable = value;
            else if (start == null && PyUnicode.EqualToString(key, "start"))
                start = value;
            else if (wrong == null || PyUnicode.EqualToString(wrong, "start"))
                wrong = key;
        }
        if (iterable == null && wrong == null && start != null)
            wrong = Id.start;
        if (wrong != null)
            return Err.Type(ts, $"'{PyUnicode.ToString(wrong)}' is an invalid keyword argument for enumerate()");
        return iterable == null ? Err.Type(ts, "enumerate() missing required argument 'iterable'") : Make(ts, type, iterable, start);
    }

    [Slot]
    private static PyObject* tp_vectorcall(ThreadState* ts, PyObject* type, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        nint given = VectorArguments.Count(nargsf);
        if ((kwnames == null || PyTuple.Size(kwnames) == 0) && given is 1 or 2)
            return Make(ts, (PyTypeObject*)type, args[0], given == 2 ? args[1] : null);
        PyObject* tuple = PyTuple.FromArray(ts, args, given);
        PyObject* named = tuple == null || kwnames == null ? null : PyDict.FromItems(ts, PyTuple.Items(kwnames), 1, args + given, 1, PyTuple.Size(kwnames));
        PyObject* result = tuple == null || (kwnames != null && named == null) ? null : FromKeywords(ts, (PyTypeObject*)type, tuple, named);
        Ref.XDec(ts, tuple);
        Ref.XDec(ts, named);
        return result;
    }

    private static PyObject* Make(ThreadState* ts, PyTypeObject* type, PyObject* iterable, PyObject* start)
    {
        PyObject* number = null;
        nint index = 0;
        if (start != null)
        {
            number = Num.Index(ts, start);
            if (number == null)
                return null;
            long value;
            index = PyLong.TryGetInt64(number, &value) ? (nint)value : nint.MaxValue;
            if (index != nint.MaxValue)
            {
                Ref.Dec(ts, number);
                number = null;
            }
        }
        PyObject* iterator = Obj.GetIter(ts, iterable);
        PyObject* pair = iterator == null ? null : PyTuple.Pack(ts, Py.None, Py.None);
        enumobject* e = pair == null ? null : (enumobject*)(type == Type ? ObjectAlloc.GcNew(ts, type) : TypeSlots.Of(type)->tp_alloc(ts, type, 0));
        if (e == null)
        {
            Ref.XDec(ts, pair);
            Ref.XDec(ts, iterator);
            Ref.XDec(ts, number);
            return null;
        }
        e->en_index = index;
        e->en_sit = iterator;
        e->en_result = pair;
        e->en_longindex = number;
        e->one = PyLong.SmallInt(1);
        if (!GcList.IsTracked(e))
            GcList.Track(ts, e);
        return (PyObject*)e;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, enumobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->en_sit);
        Ref.XDec(ts, self->en_result);
        Ref.XDec(ts, self->en_longindex);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        enumobject* e = (enumobject*)self;
        int r = e->en_sit == null ? 0 : visit(e->en_sit, arg);
        if (r == 0 && e->en_result != null)
            r = visit(e->en_result, arg);
        return r == 0 && e->en_longindex != null ? visit(e->en_longindex, arg) : r;
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, enumobject* self)
    {
        PyObject* iterator = self->en_sit;
        PyObject* item = Obj.Advance(ts, iterator);
        if (item == null)
            return null;
        PyObject* number = self->en_index == nint.MaxValue ? NextLong(ts, self) : PyLong.FromNInt(ts, self->en_index);
        if (number == null)
        {
            Ref.Dec(ts, item);
            return null;
        }
        if (self->en_index != nint.MaxValue)
            self->en_index++;
        return ReusedPair.Fill(ts, self->en_result, number, item);
    }

    private static PyObject* NextLong(ThreadState* ts, enumobject* self)
    {
        if (self->en_longindex == null)
        {
            self->en_longindex = PyLong.FromNInt(ts, nint.MaxValue);
            if (self->en_longindex == null)
                return null;
        }
        PyObject* next = Num.Add(ts, self->en_longindex, self->one);
        if (next == null)
            return null;
        PyObject* number = self->en_longindex;
        self->en_longindex = next;
        return number;
    }

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, enumobject* self)
    {
        PyObject* number = self->en_longindex != null ? Ref.New(self->en_longindex) : PyLong.FromNInt(ts, self->en_index);
        PyObject* args = number == null ? null : PyTuple.Pack(ts, self->en_sit, number);
        Ref.XDec(ts, number);
        return args == null ? null : PyTuple.PackSteal(ts, Ref.New(((PyObject*)self)->ob_type), args);
    }

    [PyClassMethod("($type, object, /)", Doc = "Generic alias of the class, for annotations.")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* item) => GenericAliasSupport.New(ts, (PyObject*)type, item);
}

/// <summary>Pairs made by an iterator that keeps the last one for itself.</summary>
internal static unsafe class ReusedPair
{
    /// <summary>A pair of two owned references: the old one again when nobody else holds it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* Fill(ThreadState* ts, PyObject* pair, PyObject* first, PyObject* second)
    {
        if (pair->ob_refcnt != 1)
            return PyTuple.PackSteal(ts, first, second);
        Ref.Inc(pair);
        PyObject* oldFirst = PyTuple.GetBorrowed(pair, 0);
        PyObject* oldSecond = PyTuple.GetBorrowed(pair, 1);
        PyTuple.SetSteal(pair, 0, first);
        PyTuple.SetSteal(pair, 1, second);
        Ref.Dec(ts, oldFirst);
        Ref.Dec(ts, oldSecond);
        PyTuple.Recycle(ts, pair);
        return pair;
    }
}
