// count, cycle and repeat: iterators that need not end. See docs/internals/containers.md.
namespace Vivarium.Stdlib.Itertools;

internal unsafe struct countobject
{
    public PyObject ob_base;
    public PyObject* long_cnt;
    public PyObject* long_step;
    public nint cnt;
}

[PyType("itertools.count", Layout = typeof(countobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, Doc = "Evenly spaced values: start, start+step, start+2*step, ...\n\nAs if by:\n    def count(start=0, step=1):\n        x = start\n        while True:\n            yield x\n            x += step")]
internal static unsafe partial class CountType
{
    [Slot("(start=0, step=1)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* start = null, PyObject* step = null)
    {
        if ((start != null && !IsNumber(start)) || (step != null && !IsNumber(step)))
            return Err.Type(ts, "a number is required");
        long value = 0;
        bool fast = start == null || (PyLong.Check(start) && PyLong.TryGetInt64(start, &value));
        long stride = 1;
        fast &= step == null || (PyLong.Check(step) && PyLong.TryGetInt64(step, &stride) && stride == 1);
        PyObject* first = fast ? null : start == null ? PyLong.SmallInt(0) : Ref.New(start);
        countobject* self = (countobject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
        {
            Ref.XDec(ts, first);
            return null;
        }
        self->cnt = fast ? (nint)value : nint.MaxValue;
        self->long_cnt = first;
        self->long_step = step == null ? PyLong.SmallInt(1) : Ref.New(step);
        return (PyObject*)self;
    }

    private static bool IsNumber(PyObject* o)
    {
        TypeSlots* slots = TypeSlots.Of(o);
        return slots->nb_index != null || slots->nb_int != null || slots->nb_float != null || o->ob_type == ComplexType.Type
            || PyType.IsSubtype(o->ob_type, ComplexType.Type);
    }

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, countobject* self) =>
        self->cnt != nint.MaxValue ? PyLong.FromNInt(ts, self->cnt++) : NextLong(ts, self);

    private static PyObject* NextLong(ThreadState* ts, countobject* self)
    {
        if (self->long_cnt == null)
        {
            self->long_cnt = PyLong.FromNInt(ts, nint.MaxValue);
            if (self->long_cnt == null)
                return null;
        }
        PyObject* next = Num.Add(ts, self->long_cnt, self->long_step);
        if (next == null)
            return null;
        PyObject* result = self->long_cnt;
        self->long_cnt = next;
        return result;
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, countobject* self)
    {
        UnicodeWriter writer = new(ts);
        writer.WriteString(PyType.Name(((PyObject*)self)->ob_type) + "(");
        if (self->long_cnt == null)
            writer.WriteString(self->cnt.ToString());
        else
        {
            writer.WriteRepr(self->long_cnt);
            long step;
            if (!PyLong.Check(self->long_step) || !PyLong.TryGetInt64(self->long_step, &step) || step != 1)
            {
                writer.WriteAscii(", "u8);
                writer.WriteRepr(self->long_step);
            }
        }
        writer.WriteAscii(")"u8);
        return writer.Finish();
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => ObjectFields.Dealloc(ts, self, 2);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ObjectFields.Traverse(self, 2, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);
}

internal unsafe struct cycleobject
{
    public PyObject ob_base;
    public PyObject* it;
    public PyObject* saved;
    public nint index;
}

[PyType("itertools.cycle", Layout = typeof(cycleobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, Doc = "The items of an iterable again and again.\n\nThey are kept from the first time round.")]
internal static unsafe partial class CycleType
{
    [Slot("(iterable, /)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* iterable)
    {
        PyObject* iterator = Obj.GetIter(ts, iterable);
        cycleobject* self = (cycleobject*)ObjectFields.NewAround(ts, type, iterator);
        if (self == null)
            return null;
        self->it = iterator;
        self->saved = PyList.New(ts, 0);
        if (self->saved != null)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, cycleobject* self)
    {
        if (self->it != null)
        {
            PyObject* item = Obj.Advance(ts, self->it);
            if (item != null)
            {
                if (PyList.Append(ts, self->saved, item) == Status.Ok)
                    return item;
                Ref.Dec(ts, item);
                return null;
            }
            if (Err.Occurred(ts) && !Err.ClearIf(ts, Exc.StopIteration))
                return null;
            Ref.Clear(ts, &self->it);
        }
        nint count = PyList.Size(self->saved);
        if (count == 0)
            return null;
        nint index = self->index;
        self->index = index + 1 >= count ? 0 : index + 1;
        return Ref.New(PyList.GetBorrowed(self->saved, index));
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => ObjectFields.Dealloc(ts, self, 2);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ObjectFields.Traverse(self, 2, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);
}

internal unsafe struct repeatobject
{
    public PyObject ob_base;
    public PyObject* element;
    public nint cnt;
}

[PyType("itertools.repeat", Layout = typeof(repeatobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, TextSignature = "", Doc = "repeat(object [,times]) -> the object, as often as said\nor endlessly.")]
internal static unsafe partial class RepeatType
{
    [Slot("(object, times=<unrepresentable>)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* @object, PyObject* times = null)
    {
        nint count = -1;
        if (times != null)
        {
            PyObject* number = Num.Index(ts, times);
            if (number == null)
                return null;
            count = PyLong.AsNInt(ts, number);
            Ref.Dec(ts, number);
            if (count == -1 && Err.Occurred(ts))
                return null;
            count = Math.Max(count, 0);
        }
        repeatobject* self = (repeatobject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        self->element = Ref.New(@object);
        self->cnt = count;
        return (PyObject*)self;
    }

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, repeatobject* self)
    {
        if (self->cnt == 0)
            return null;
        if (self->cnt > 0)
            self->cnt--;
        return Ref.New(self->element);
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, repeatobject* self)
    {
        UnicodeWriter writer = new(ts);
        writer.WriteString(PyType.Name(((PyObject*)self)->ob_type) + "(");
        writer.WriteRepr(self->element);
        if (self->cnt != -1)
            writer.WriteString($", {self->cnt}");
        writer.WriteAscii(")"u8);
        return writer.Finish();
    }

    [PyMethod("($self, /)", Doc = "How often the object is still to come.")]
    private static PyObject* __length_hint__(ThreadState* ts, repeatobject* self) =>
        self->cnt == -1 ? Err.Type(ts, "len() of unsized object") : PyLong.FromNInt(ts, self->cnt);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => ObjectFields.Dealloc(ts, self, 1);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ObjectFields.Traverse(self, 1, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);
}
