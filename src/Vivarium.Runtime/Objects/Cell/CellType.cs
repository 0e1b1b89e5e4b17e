// cell: the box that a variable shared between scopes lives in. See docs/internals/functions.md.
namespace Vivarium.Runtime.Objects;

[PyType("cell", Layout = typeof(PyCellObject), Flags = TypeFlags.HaveGc, Doc = "A variable shared between a function and the functions defined in it.", TextSignature = "(contents=<unrepresentable>, /)")]
internal static unsafe partial class CellType
{
    /// <summary>A cell that holds a new reference to the value, or nothing.</summary>
    public static PyObject* New(ThreadState* ts, PyObject* value)
    {
        PyCellObject* o = (PyCellObject*)ObjectAlloc.GcNew(ts, Type);
        if (o == null)
            return null;
        o->ob_ref = Ref.XNew(value);
        GcList.Track(ts, o);
        return (PyObject*)o;
    }

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.Type(ts, "cell() takes no keyword arguments");
        nint n = PyTuple.Size(args);
        return n > 1 ? Err.Type(ts, $"cell expected at most 1 argument, got {n}") : New(ts, n == 0 ? null : PyTuple.GetBorrowed(args, 0));
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyCellObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->ob_ref);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyCellObject* self, visitproc visit, void* arg) => self->ob_ref == null ? 0 : visit(self->ob_ref, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, PyCellObject* self) => Ref.Clear(ts, &self->ob_ref);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyCellObject* self) => self->ob_ref == null
        ? PyUnicode.FromString(ts, $"<cell at 0x{(nint)self:x}: empty>")
        : PyUnicode.FromString(ts, $"<cell at 0x{(nint)self:x}: {PyType.NameOf(self->ob_ref)} object at 0x{(nint)self->ob_ref:x}>");

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyCellObject* self, PyObject* other, int op)
    {
        if (other->ob_type != Type)
            return Py.NotImplemented;
        PyObject* a = self->ob_ref;
        PyObject* b = ((PyCellObject*)other)->ob_ref;
        if (a != null && b != null)
            return Obj.RichCompare(ts, a, b, op);
        // An empty cell is less than a full one.
        return Py.Bool(CompareOp.Holds((b == null ? 1 : 0) - (a == null ? 1 : 0), op));
    }

    [Slot]
    private static nint tp_hash(ThreadState* ts, PyObject* self) => Obj.HashNotImplemented(ts, self);

    [PyGetSet("cell_contents", Setter = nameof(SetContents))]
    private static PyObject* GetContents(ThreadState* ts, PyCellObject* self) => self->ob_ref == null ? Err.Value(ts, "Cell is empty") : Ref.New(self->ob_ref);

    private static Status SetContents(ThreadState* ts, PyCellObject* self, PyObject* value)
    {
        Ref.SetSteal(ts, &self->ob_ref, value == null ? null : Ref.New(value));
        return Status.Ok;
    }
}
