// reversed(sequence): walks any sequence backwards by index, or lets __reversed__ say how. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct reversedobject
{
    public PyObject ob_base;
    public nint index;
    /// <summary>Null when exhausted.</summary>
    public PyObject* seq;
}

[PyType("reversed", Layout = typeof(reversedobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, TextSignature = "(sequence, /)",
    Doc = "An iterator over the items of a sequence from the last to the first.")]
internal static unsafe partial class ReversedType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if ((type == Type || TypeSlots.Of(type)->tp_init == TypeSlots.Of(Type)->tp_init) && kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.Type(ts, "reversed() takes no keyword arguments");
        return PyTuple.Size(args) == 1 ? Make(ts, type, PyTuple.GetBorrowed(args, 0)) : Err.Type(ts, $"reversed expected 1 argument, got {PyTuple.Size(args)}");
    }

    [Slot]
    private static PyObject* tp_vectorcall(ThreadState* ts, PyObject* type, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        if (kwnames != null && PyTuple.Size(kwnames) != 0)
            return Err.Type(ts, "reversed() takes no keyword arguments");
        nint given = VectorArguments.Count(nargsf);
        return given == 1 ? Make(ts, (PyTypeObject*)type, args[0]) : Err.Type(ts, $"reversed expected 1 argument, got {given}");
    }

    private static PyObject* Make(ThreadState* ts, PyTypeObject* type, PyObject* sequence)
    {
        PyObject* method = PyType.LookupSpecial(ts, sequence, Id.__reversed__);
        if (method == null && Err.Occurred(ts))
            return null;
        if (method == Py.None)
            return NotReversible(ts, sequence);
        if (method != null)
        {
            PyObject* result = Call.NoArgs(ts, method);
            Ref.Dec(ts, method);
            return result;
        }
        if (!Seq.Check(sequence))
            return NotReversible(ts, sequence);
        nint size = Seq.Size(ts, sequence);
        if (size < 0)
            return null;
        reversedobject* it = (reversedobject*)(type == Type ? ObjectAlloc.GcNew(ts, type) : TypeSlots.Of(type)->tp_alloc(ts, type, 0));
        if (it == null)
            return null;
        it->index = size - 1;
        it->seq = Ref.New(sequence);
        if (!GcList.IsTracked(it))
            GcList.Track(ts, it);
        return (PyObject*)it;
    }

    private static PyObject* NotReversible(ThreadState* ts, PyObject* o) => Err.Type(ts, $"'{PyType.NameOf(o)}' object is not reversible");

    [Slot]
    private static void tp_dealloc(ThreadState* ts, reversedobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->seq);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        PyObject* sequence = ((reversedobject*)self)->seq;
        return sequence == null ? 0 : visit(sequence, arg);
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, reversedobject* self)
    {
        if (self->index >= 0)
        {
            PyObject* item = Seq.GetItem(ts, self->seq, self->index);
            if (item != null)
            {
                self->index--;
                return item;
            }
            if (!Err.ClearIf(ts, Exc.IndexError) && !Err.ClearIf(ts, Exc.StopIteration))
                return null;
        }
        self->index = -1;
        Ref.Clear(ts, &self->seq);
        return null;
    }

    [PyMethod("($self, /)", Doc = "How many items are still to come, as far as is known.")]
    private static PyObject* __length_hint__(ThreadState* ts, reversedobject* self)
    {
        if (self->seq == null)
            return PyLong.FromInt64(ts, 0);
        nint size = Seq.Size(ts, self->seq);
        if (size == -1)
            return null;
        nint left = self->index + 1;
        return PyLong.FromNInt(ts, size < left ? 0 : left);
    }

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, reversedobject* self)
    {
        PyObject* type = (PyObject*)((PyObject*)self)->ob_type;
        if (self->seq == null)
        {
            PyObject* nothing = PyTuple.Pack(ts, PyTuple.Empty());
            return nothing == null ? null : PyTuple.PackSteal(ts, Ref.New(type), nothing);
        }
        PyObject* index = PyLong.FromNInt(ts, self->index);
        PyObject* args = index == null ? null : PyTuple.Pack(ts, self->seq);
        PyObject* result = args == null ? null : PyTuple.Pack(ts, type, args, index);
        Ref.XDec(ts, index);
        Ref.XDec(ts, args);
        return result;
    }

    [PyMethod("($self, object, /)", Doc = "Sets state for unpickling.")]
    private static Status __setstate__(ThreadState* ts, reversedobject* self, PyObject* @object)
    {
        nint index = PyLong.AsNInt(ts, @object);
        if (index == -1 && Err.Occurred(ts))
            return Status.Error;
        if (self->seq == null)
            return Status.Ok;
        nint size = Seq.Size(ts, self->seq);
        if (size < 0)
            return Status.Error;
        self->index = Math.Min(Math.Max(index, -1), size - 1);
        return Status.Ok;
    }
}
