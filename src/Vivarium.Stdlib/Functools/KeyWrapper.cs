// What functools.cmp_to_key makes: called with an object it gives a key that holds it, and keys compare by the comparison function.
// See docs/internals/functools.md.
namespace Vivarium.Stdlib.Functools;

internal unsafe struct keyobject
{
    public PyObject ob_base;
    public PyObject* cmp;
    /// <summary>Null in the key function itself.</summary>
    public PyObject* held;
}

[PyType("functools.KeyWrapper", Layout = typeof(keyobject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation, None = "tp_hash")]
[PyMember("obj", "held", MemberType.Object, ReadOnly = false, Doc = "The object that the key stands for.")]
internal static unsafe partial class KeyWrapperType
{
    public static PyObject* New(ThreadState* ts, PyObject* cmp, PyObject* o)
    {
        keyobject* self = (keyobject*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->cmp = Ref.New(cmp);
        self->held = Ref.XNew(o);
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, keyobject* self, PyObject* args, PyObject* kwargs)
    {
        nint positional = PyTuple.Size(args);
        nint named = kwargs == null ? 0 : PyDict.Size(kwargs);
        if (positional + named > 1)
            return Err.Type(ts, $"K() takes at most 1 argument ({positional + named} given)");
        if (positional == 1)
            return New(ts, self->cmp, PyTuple.GetBorrowed(args, 0));
        PyObject* o = named == 0 ? null : PyDict.GetStringBorrowed(ts, kwargs, "obj");
        if (o != null)
            return New(ts, self->cmp, o);
        return Err.Occurred(ts) ? null : Err.Type(ts, "K() missing required argument 'obj' (pos 1)");
    }

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        if (other->ob_type != Type)
            return Err.Type(ts, "other argument must be K instance");
        PyObject* compare = ((keyobject*)self)->cmp;
        PyObject* x = ((keyobject*)self)->held;
        PyObject* y = ((keyobject*)other)->held;
        if (x == null || y == null)
            return Err.Attribute(ts, "object");
        using Owned<PyObject> heldCompare = Own.Of(ts, Ref.New(compare));
        using Owned<PyObject> heldX = Own.Of(ts, Ref.New(x));
        using Owned<PyObject> heldY = Own.Of(ts, Ref.New(y));
        using Owned<PyObject> sign = Own.Of(ts, Call.TwoArgs(ts, compare, x, y));
        return sign.IsNull ? null : Obj.RichCompare(ts, sign.Pointer, PyLong.SmallInt(0), op);
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, keyobject* self)
    {
        GcList.UntrackIfTracked(self);
        tp_clear(ts, self);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(keyobject* self, visitproc visit, void* arg)
    {
        int r = self->cmp == null ? 0 : visit(self->cmp, arg);
        return r != 0 || self->held == null ? r : visit(self->held, arg);
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, keyobject* self)
    {
        Ref.Clear(ts, &self->cmp);
        Ref.Clear(ts, &self->held);
    }
}
