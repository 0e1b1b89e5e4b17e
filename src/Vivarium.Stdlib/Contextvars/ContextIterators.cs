// Iterators over a context's variables, values and pairs. They hold the dict that the context had, which no longer changes. See docs/internals/contextvars.md.
namespace Vivarium.Stdlib.Contextvars;

internal unsafe struct contextiterobject
{
    public PyObject ob_base;
    public PyObject* variables;
    public nint position;
}

internal static unsafe class ContextIterators
{
    /// <summary>The reference keeps the path through its tree in the iterator: sys.getsizeof() shows that.</summary>
    public const int BasicSize = 168;

    public static PyObject* New(ThreadState* ts, PyTypeObject* type, PyContext* context)
    {
        contextiterobject* self = (contextiterobject*)ObjectAlloc.GcNew(ts, type);
        if (self == null)
            return null;
        self->variables = Ref.New(context->ctx_vars);
        self->position = 0;
        GcList.Track(ts, (PyObject*)self);
        return (PyObject*)self;
    }

    public static bool Next(contextiterobject* self, PyObject** key, PyObject** value)
    {
        nint position = self->position;
        bool more = PyDict.Next(self->variables, &position, key, value);
        self->position = position;
        return more;
    }

    public static nint Length(contextiterobject* self) => PyDict.Size(self->variables);

    public static void Dealloc(ThreadState* ts, contextiterobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.Clear(ts, &self->variables);
        TypeSlots.Of((PyObject*)self)->tp_free(ts, self);
    }

    public static int Traverse(contextiterobject* self, visitproc visit, void* arg) => self->variables == null ? 0 : visit(self->variables, arg);
}

[PyType("keys", Layout = typeof(contextiterobject), BasicSize = ContextIterators.BasicSize, Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class ContextKeysType
{
    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, contextiterobject* self)
    {
        PyObject* key;
        PyObject* value;
        return ContextIterators.Next(self, &key, &value) ? Ref.New(key) : null;
    }

    [Slot]
    private static nint mp_length(ThreadState* ts, contextiterobject* self) => ContextIterators.Length(self);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, contextiterobject* self) => ContextIterators.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(contextiterobject* self, visitproc visit, void* arg) => ContextIterators.Traverse(self, visit, arg);
}

[PyType("values", Layout = typeof(contextiterobject), BasicSize = ContextIterators.BasicSize, Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class ContextValuesType
{
    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, contextiterobject* self)
    {
        PyObject* key;
        PyObject* value;
        return ContextIterators.Next(self, &key, &value) ? Ref.New(value) : null;
    }

    [Slot]
    private static nint mp_length(ThreadState* ts, contextiterobject* self) => ContextIterators.Length(self);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, contextiterobject* self) => ContextIterators.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(contextiterobject* self, visitproc visit, void* arg) => ContextIterators.Traverse(self, visit, arg);
}

[PyType("items", Layout = typeof(contextiterobject), BasicSize = ContextIterators.BasicSize, Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class ContextItemsType
{
    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, contextiterobject* self)
    {
        PyObject* key;
        PyObject* value;
        return ContextIterators.Next(self, &key, &value) ? PyTuple.Pack(ts, key, value) : null;
    }

    [Slot]
    private static nint mp_length(ThreadState* ts, contextiterobject* self) => ContextIterators.Length(self);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, contextiterobject* self) => ContextIterators.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(contextiterobject* self, visitproc visit, void* arg) => ContextIterators.Traverse(self, visit, arg);
}
