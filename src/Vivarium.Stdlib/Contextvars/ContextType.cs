// The type Context: a mapping from context variables to values in which functions can be run. See docs/internals/contextvars.md.
namespace Vivarium.Stdlib.Contextvars;

[PyType("_contextvars.Context", Layout = typeof(PyContext), Flags = TypeFlags.HaveGc, WeaklistField = "ctx_weakreflist", None = "tp_hash")]
internal static unsafe partial class ContextType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) =>
        PyTuple.Size(args) != 0 || (kwargs != null && PyDict.Size(kwargs) != 0) ? Err.Type(ts, "Context() does not accept any arguments") : Contexts.New(ts, null);

    private static bool IsKey(ThreadState* ts, PyObject* key)
    {
        if (key->ob_type == ContextVarType.Type)
            return true;
        Err.Type(ts, $"a ContextVar key was expected, got {Obj.ReprText(ts, key)}");
        return false;
    }

    [Slot]
    private static nint mp_length(ThreadState* ts, PyContext* self) => PyDict.Size(self->ctx_vars);

    [Slot]
    private static PyObject* mp_subscript(ThreadState* ts, PyContext* self, PyObject* key)
    {
        if (!IsKey(ts, key))
            return null;
        PyObject* value;
        return PyDict.GetRef(ts, self->ctx_vars, key, &value) switch
        {
            Lookup.Found => value,
            Lookup.Missing => Err.Key(ts, key),
            _ => null,
        };
    }

    [Slot]
    private static Truth sq_contains(ThreadState* ts, PyContext* self, PyObject* key) =>
        IsKey(ts, key) ? (Truth)(int)PyDict.Contains(ts, self->ctx_vars, key) : Truth.Error;

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyContext* self) => ContextIterators.New(ts, ContextKeysType.Type, self);

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyContext* self, PyObject* other, int op)
    {
        if (other->ob_type != Type || op is not (CompareOp.EQ or CompareOp.NE))
            return Py.NotImplemented;
        using Owned<PyObject> left = Own.Of(ts, Ref.New(self->ctx_vars));
        using Owned<PyObject> right = Own.Of(ts, Ref.New(((PyContext*)other)->ctx_vars));
        return Obj.RichCompare(ts, left.Pointer, right.Pointer, op);
    }

    [PyMethod("($self, key, default=None, /)", Doc = "The value of the variable key if the context has one, otherwise default.")]
    private static PyObject* get(ThreadState* ts, PyContext* self, PyObject* key, PyObject* @default)
    {
        if (!IsKey(ts, key))
            return null;
        PyObject* value;
        return PyDict.GetRef(ts, self->ctx_vars, key, &value) switch
        {
            Lookup.Found => value,
            Lookup.Missing => Ref.New(@default),
            _ => null,
        };
    }

    [PyMethod("($self, /)", Doc = "All variables and their values, as pairs.")]
    private static PyObject* items(ThreadState* ts, PyContext* self) => ContextIterators.New(ts, ContextItemsType.Type, self);

    [PyMethod("($self, /)", Doc = "All variables of the context.")]
    private static PyObject* keys(ThreadState* ts, PyContext* self) => ContextIterators.New(ts, ContextKeysType.Type, self);

    [PyMethod("($self, /)", Doc = "The values of all variables of the context.")]
    private static PyObject* values(ThreadState* ts, PyContext* self) => ContextIterators.New(ts, ContextValuesType.Type, self);

    [PyMethod("($self, /)", Doc = "A context with the same variables and values.")]
    private static PyObject* copy(ThreadState* ts, PyContext* self) => Contexts.New(ts, self->ctx_vars);

    [PyMethod]
    private static PyObject* run(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs < 1)
            return Err.Type(ts, "run() missing 1 required positional argument");
        if (Contexts.Enter(ts, (PyContext*)self) != Status.Ok)
            return null;
        PyObject* result = Call.Vectorcall(ts, args[0], args + 1, (nuint)(nargs - 1), kwnames);
        if (Contexts.Exit(ts, (PyContext*)self) == Status.Ok)
            return result;
        Ref.XDec(ts, result);
        return null;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyContext* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->ctx_weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        tp_clear(ts, self);
        TypeSlots.Of((PyObject*)self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyContext* self, visitproc visit, void* arg)
    {
        int r = self->ctx_prev == null ? 0 : visit((PyObject*)self->ctx_prev, arg);
        return r != 0 || self->ctx_vars == null ? r : visit(self->ctx_vars, arg);
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyContext* self)
    {
        Ref.Clear(ts, (PyObject**)&self->ctx_prev);
        Ref.Clear(ts, &self->ctx_vars);
    }
}
