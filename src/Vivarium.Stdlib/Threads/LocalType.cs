// The type _thread._local: attributes that each thread has for itself. An object owns one dict for each thread that has used it; when a thread ends its dicts are dropped from all
// of them, which are therefore linked in a list of the interpreter. See docs/internals/threads.md.
namespace Vivarium.Stdlib.Threads;

internal unsafe struct LocalObject
{
    public PyObject ob_base;
    /// <summary>Thread id to attribute dict.</summary>
    public PyObject* dicts;
    public PyObject* weakreflist;
    public PyObject* args;
    public PyObject* kw;
}

[PyType("_thread._local", Layout = typeof(LocalObject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, WeaklistField = "weakreflist", Doc = "Attributes that differ from thread to thread.")]
internal static unsafe partial class LocalType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        bool hasArguments = (args != null && PyTuple.Size(args) > 0) || (kwargs != null && PyDict.Size(kwargs) > 0);
        if (hasArguments && !HasOwnInit(type))
            return Err.Type(ts, "Initialization arguments are not supported");
        LocalObject* self = (LocalObject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        self->args = Ref.XNew(args);
        self->kw = Ref.XNew(kwargs);
        self->weakreflist = null;
        self->dicts = PyDict.New(ts);
        using Owned<PyObject> owner = Own.Of(ts, (PyObject*)self);
        if (self->dicts == null || AddDict(ts, self) == null || Register(ts, (PyObject*)self) != Status.Ok)
            return null;
        return owner.Release();
    }

    private static bool HasOwnInit(PyTypeObject* type) => (nint)TypeSlots.Of(type)->tp_init != (nint)TypeSlots.Of(ObjectType.Type)->tp_init;

    [Slot]
    private static void tp_dealloc(ThreadState* ts, LocalObject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        Ref.Clear(ts, &self->args);
        Ref.Clear(ts, &self->kw);
        Ref.Clear(ts, &self->dicts);
        TypeSlots.Of((PyObject*)self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(LocalObject* self, visitproc visit, void* arg)
    {
        int result = self->args == null ? 0 : visit(self->args, arg);
        if (result == 0 && self->kw != null)
            result = visit(self->kw, arg);
        return result == 0 && self->dicts != null ? visit(self->dicts, arg) : result;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, LocalObject* self)
    {
        Ref.Clear(ts, &self->args);
        Ref.Clear(ts, &self->kw);
        Ref.Clear(ts, &self->dicts);
    }

    // ---- The dict of the current thread ----

    private static PyObject* AddDict(ThreadState* ts, LocalObject* self)
    {
        using Owned<PyObject> id = Own.Of(ts, PyLong.FromUInt64(ts, ts->id));
        using Owned<PyObject> dict = Own.Of(ts, id.IsNull ? null : PyDict.New(ts));
        if (dict.IsNull || PyDict.Set(ts, self->dicts, id.Pointer, dict.Pointer) != Status.Ok)
            return null;
        return dict.Pointer;
    }

    /// <summary>Borrowed. The first use in a thread makes the dict and runs __init__ with the object's arguments.</summary>
    private static PyObject* DictBorrowed(ThreadState* ts, LocalObject* self)
    {
        if (self->dicts == null)
            return Err.Attribute(ts, "the thread-local object has been cleared");
        using Owned<PyObject> id = Own.Of(ts, PyLong.FromUInt64(ts, ts->id));
        PyObject* dict = id.IsNull ? null : PyDict.GetBorrowed(ts, self->dicts, id.Pointer);
        if (dict != null || Err.Occurred(ts))
            return dict;
        dict = AddDict(ts, self);
        if (dict == null || !HasOwnInit(self->ob_base.ob_type))
            return dict;
        if (TypeSlots.Of((PyObject*)self)->tp_init(ts, (PyObject*)self, self->args, self->kw) == Status.Ok)
            return dict;
        // A dict that was not initialised must not stay.
        PyObject* exception = Err.Fetch(ts);
        PyDict.Delete(ts, self->dicts, id.Pointer);
        Err.Clear(ts);
        Err.Restore(ts, exception);
        return null;
    }

    [Slot]
    private static PyObject* tp_getattro(ThreadState* ts, LocalObject* self, PyObject* name)
    {
        PyObject* dict = DictBorrowed(ts, self);
        if (dict == null)
            return null;
        using Owned<PyObject> held = Own.Of(ts, Ref.New(dict));
        if (PyUnicode.Check(name) && PyUnicode.Equal(name, Id.__dict__))
            return Ref.New(dict);
        return GenericAttr.GetWithDict(ts, (PyObject*)self, name, dict, false);
    }

    [Slot]
    private static Status tp_setattro(ThreadState* ts, LocalObject* self, PyObject* name, PyObject* value)
    {
        PyObject* dict = DictBorrowed(ts, self);
        if (dict == null)
            return Status.Error;
        if (PyUnicode.Check(name) && PyUnicode.Equal(name, Id.__dict__))
        {
            Err.Attribute(ts, $"'{PyType.NameOf((PyObject*)self)}' object attribute '__dict__' is read-only");
            return Status.Error;
        }
        using Owned<PyObject> held = Own.Of(ts, Ref.New(dict));
        return GenericAttr.SetWithDict(ts, (PyObject*)self, name, value, dict);
    }

    // ---- The end of threads ----

    /// <summary>Weak references to all objects of the type are kept in the interpreter's dict of thread-local objects.</summary>
    private static Status Register(ThreadState* ts, PyObject* self)
    {
        InterpreterState* interp = ts->interp;
        if (interp->thread_locals == null)
            interp->thread_locals = PySet.New(ts, null);
        using Owned<PyObject> remove = Own.Of(ts, interp->thread_locals == null ? null : Obj.GetAttr(ts, interp->thread_locals, Id.discard));
        using Owned<PyObject> reference = Own.Of(ts, remove.IsNull ? null : Weakref.NewRef(ts, self, remove.Pointer));
        return reference.IsNull ? Status.Error : PySet.Add(ts, interp->thread_locals, reference.Pointer);
    }

    /// <summary>The thread ends: its attributes of all thread-local objects go.</summary>
    public static void ForgetThread(ThreadState* ts)
    {
        if (ts->interp->thread_locals == null)
            return;
        using Owned<PyObject> references = Own.Of(ts, PyTuple.FromSequence(ts, ts->interp->thread_locals));
        using Owned<PyObject> id = Own.Of(ts, references.IsNull ? null : PyLong.FromUInt64(ts, ts->id));
        for (nint i = 0; !id.IsNull && i < PyTuple.Size(references.Pointer); i++)
        {
            using Owned<PyObject> local = Own.Of(ts, Weakref.GetRef(PyTuple.GetBorrowed(references.Pointer, i)));
            PyObject* dict;
            if (!local.IsNull && ((LocalObject*)local.Pointer)->dicts != null && PyDict.Pop(ts, ((LocalObject*)local.Pointer)->dicts, id.Pointer, &dict) == Lookup.Found)
                Ref.Dec(ts, dict);
        }
        Err.Clear(ts);
    }
}
