// The type slice. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

[PyType("slice", Layout = typeof(PySliceObject), Flags = TypeFlags.HaveGc,
    Doc = "slice(stop)\nslice(start, stop[, step])\n\nWhich part of a sequence is meant by a[0:10:2], for example.")]
[PyMember("start", "start", MemberType.Object)]
[PyMember("stop", "stop", MemberType.Object)]
[PyMember("step", "step", MemberType.Object)]
internal static unsafe partial class SliceType
{
    private const ulong Prime1 = 11400714785074694791;
    private const ulong Prime2 = 14029467366897019727;
    private const ulong Prime5 = 2870177450012600261;

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.Type(ts, "slice() takes no keyword arguments");
        nint given = PyTuple.Size(args);
        PyObject** items = PyTuple.Items(args);
        return given switch
        {
            1 => PySlice.New(ts, null, items[0], null),
            2 => PySlice.New(ts, items[0], items[1], null),
            3 => PySlice.New(ts, items[0], items[1], items[2]),
            0 => Err.Type(ts, "slice expected at least 1 argument, got 0"),
            _ => Err.Type(ts, $"slice expected at most 3 arguments, got {given}"),
        };
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PySliceObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.Dec(ts, self->step);
        Ref.Dec(ts, self->start);
        Ref.Dec(ts, self->stop);
        if (!FreeList.Push(&ts->interp->free_lists.slices, self, FreeLists.SlicesMax))
            ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        PySliceObject* s = (PySliceObject*)self;
        int r = visit(s->start, arg);
        if (r == 0)
            r = visit(s->stop, arg);
        return r == 0 ? visit(s->step, arg) : r;
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PySliceObject* self)
    {
        UnicodeWriter writer = new(ts);
        writer.WriteAscii("slice("u8);
        writer.WriteRepr(self->start);
        writer.WriteAscii(", "u8);
        writer.WriteRepr(self->stop);
        writer.WriteAscii(", "u8);
        writer.WriteRepr(self->step);
        writer.WriteAscii(")"u8);
        return writer.Finish();
    }

    [Slot]
    private static nint tp_hash(ThreadState* ts, PySliceObject* self)
    {
        ulong acc = Prime5;
        if (!NativeStack.Enter(ts, " while hashing an object") || !Mix(ts, self->start, ref acc) || !Mix(ts, self->stop, ref acc) || !Mix(ts, self->step, ref acc))
            return -1;
        return acc == ulong.MaxValue ? 1546275796 : (nint)acc;
    }

    private static bool Mix(ThreadState* ts, PyObject* part, ref ulong acc)
    {
        nint lane = KeyHashes.Of(ts, part);
        if (lane == -1)
            return false;
        acc += (ulong)lane * Prime2;
        acc = ulong.RotateLeft(acc, 31) * Prime1;
        return true;
    }

    /// <summary>Slices compare as (start, stop, step) tuples do.</summary>
    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        if (!PySlice.Check(self) || !PySlice.Check(other))
            return Py.NotImplemented;
        if (self == other)
            return Py.Bool(op is 1 or 2 or 5);
        PySliceObject* a = (PySliceObject*)self;
        PySliceObject* b = (PySliceObject*)other;
        PyObject* left = PyTuple.Pack(ts, a->start, a->stop, a->step);
        if (left == null)
            return null;
        PyObject* right = PyTuple.Pack(ts, b->start, b->stop, b->step);
        PyObject* result = right == null ? null : Obj.RichCompare(ts, left, right, op);
        Ref.Dec(ts, left);
        Ref.XDec(ts, right);
        return result;
    }

    [PyMethod("($self, object, /)", Doc = "S.indices(len) -> (start, stop, stride)\n\n"
        + "The indices that the slice means for a sequence of that length; what is out of bounds is clipped as in subscription.")]
    private static PyObject* indices(ThreadState* ts, PyObject* self, PyObject* @object)
    {
        PyObject* length = Num.Index(ts, @object);
        if (length == null)
            return null;
        PyObject* result = null;
        PyObject* start;
        PyObject* stop;
        PyObject* step;
        if (PyLong.Sign(length) < 0)
            Err.Value(ts, "length should not be negative");
        else if (SliceIndices.Compute(ts, (PySliceObject*)self, length, &start, &stop, &step) == Status.Ok)
        {
            result = PyTuple.Pack(ts, start, stop, step);
            Ref.Dec(ts, start);
            Ref.Dec(ts, stop);
            Ref.Dec(ts, step);
        }
        Ref.Dec(ts, length);
        return result;
    }

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, PySliceObject* self) =>
        PyTuple.PackStealOrNull(ts, Ref.New(Type), PyTuple.Pack(ts, self->start, self->stop, self->step));
}
