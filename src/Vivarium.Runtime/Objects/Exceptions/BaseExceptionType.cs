// BaseException: arguments, traceback, context, cause, notes; the slots every other exception builds on. See docs/internals/errors.md.
namespace Vivarium.Runtime.Objects;

[PyType("BaseException", Layout = typeof(PyBaseExceptionObject), Flags = TypeFlags.BaseType | TypeFlags.HaveGc | TypeFlags.BaseExcSubclass, DictField = "dict",
    Doc = "The root of all built-in exceptions.")]
[PyMember("__suppress_context__", "suppress_context", MemberType.Bool, ReadOnly = false)]
internal static unsafe partial class BaseExceptionType
{
    // ---- Construction ----

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => New(ts, type, args);

    public static PyObject* New(ThreadState* ts, PyTypeObject* type, PyObject* args)
    {
        PyBaseExceptionObject* self = (PyBaseExceptionObject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        self->args = args == null ? PyTuple.New(ts, 0) : Ref.New(args);
        if (self->args != null)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    [Slot]
    private static Status tp_init(ThreadState* ts, PyBaseExceptionObject* self, PyObject* args, PyObject* kwargs) => Init(ts, (PyObject*)self, args, kwargs);

    public static Status Init(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs)
    {
        if (kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.TypeStatus(ts, $"{PyType.NameOf(self)}() takes no keyword arguments");
        Ref.SetSteal(ts, &((PyBaseExceptionObject*)self)->args, Ref.New(args));
        return Status.Ok;
    }

    // ---- Life ----

    /// <summary>The object fields of a layout, from dict to cause and from there to the end: all are references but suppress_context and a few numbers.</summary>
    public static int TraverseHead(PyBaseExceptionObject* self, visitproc visit, void* arg)
    {
        PyObject** field = &self->dict;
        for (int i = 0; i < 6; i++)
        {
            int r = field[i] == null ? 0 : visit(field[i], arg);
            if (r != 0)
                return r;
        }
        return 0;
    }

    public static void ClearHead(ThreadState* ts, PyBaseExceptionObject* self)
    {
        PyObject** field = &self->dict;
        for (int i = 0; i < 6; i++)
            Ref.Clear(ts, &field[i]);
    }

    [Slot]
    private static int tp_traverse(PyBaseExceptionObject* self, visitproc visit, void* arg) => TraverseHead(self, visit, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, PyBaseExceptionObject* self) => ClearHead(ts, self);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyBaseExceptionObject* self)
    {
        GcList.UntrackIfTracked(self);
        // The most derived layout's tp_clear empties all of them; classes made at run time have emptied their own parts before.
        PyTypeObject* type = ((PyObject*)self)->ob_type;
        while (PyType.HasFlag(type, TypeFlags.HeapType))
            type = type->tp_base;
        TypeSlots.Of(type)->tp_clear(ts, (PyObject*)self);
        if (((PyObject*)self)->ob_type == Exc.MemoryError && MemoryErrors.GiveBack(ts, (PyObject*)self))
            return;
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    // ---- Text ----

    [Slot]
    private static PyObject* tp_str(ThreadState* ts, PyBaseExceptionObject* self)
    {
        PyObject* args = self->args;
        return PyTuple.Size(args) switch
        {
            0 => PyUnicode.FromString(ts, ""),
            1 => Obj.Str(ts, PyTuple.GetBorrowed(args, 0)),
            _ => Obj.Str(ts, args),
        };
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyBaseExceptionObject* self)
    {
        string name = PyType.Name(((PyObject*)self)->ob_type);
        PyObject* args = self->args;
        bool single = PyTuple.Size(args) == 1;
        using Owned<PyObject> text = Own.Of(ts, Obj.Repr(ts, single ? PyTuple.GetBorrowed(args, 0) : args));
        if (text.IsNull)
            return null;
        using Owned<PyObject> open = Own.Of(ts, PyUnicode.FromString(ts, single ? name + "(" : name));
        using Owned<PyObject> close = Own.Of(ts, PyUnicode.FromString(ts, single ? ")" : ""));
        if (open.IsNull || close.IsNull)
            return null;
        using Owned<PyObject> start = Own.Of(ts, PyUnicode.Concat(ts, open.Pointer, text.Pointer));
        return start.IsNull ? null : PyUnicode.Concat(ts, start.Pointer, close.Pointer);
    }

    // ---- Attributes ----

    [PyGetSet("__dict__", Setter = nameof(SetDict))]
    private static PyObject* GetDict(ThreadState* ts, PyObject* self) => GenericAttr.GetDict(ts, self);

    private static Status SetDict(ThreadState* ts, PyObject* self, PyObject* value) => GenericAttr.SetDict(ts, self, value);

    [PyGetSet("args", Setter = nameof(SetArgs))]
    private static PyObject* GetArgs(ThreadState* ts, PyBaseExceptionObject* self) => self->args == null ? Py.None : Ref.New(self->args);

    private static Status SetArgs(ThreadState* ts, PyBaseExceptionObject* self, PyObject* value)
    {
        if (value == null)
            return Err.TypeStatus(ts, "args may not be deleted");
        PyObject* tuple = PyTuple.FromSequence(ts, value);
        if (tuple == null)
            return Status.Error;
        Ref.SetSteal(ts, &self->args, tuple);
        return Status.Ok;
    }

    [PyGetSet("__traceback__", Setter = nameof(SetTraceback))]
    private static PyObject* GetTraceback(ThreadState* ts, PyBaseExceptionObject* self) => self->traceback == null ? Py.None : Ref.New(self->traceback);

    private static Status SetTraceback(ThreadState* ts, PyBaseExceptionObject* self, PyObject* value)
    {
        if (value == null)
            return Err.TypeStatus(ts, "__traceback__ may not be deleted");
        if (value != Py.None && value->ob_type != TracebackType.Type)
            return Err.TypeStatus(ts, "__traceback__ must be a traceback or None");
        Ref.SetSteal(ts, &self->traceback, value == Py.None ? null : Ref.New(value));
        return Status.Ok;
    }

    [PyGetSet("__context__", Setter = nameof(SetContext))]
    private static PyObject* GetContext(ThreadState* ts, PyBaseExceptionObject* self) => self->context == null ? Py.None : Ref.New(self->context);

    private static Status SetContext(ThreadState* ts, PyBaseExceptionObject* self, PyObject* value) => SetException(ts, &self->context, value, "__context__", "context");

    [PyGetSet("__cause__", Setter = nameof(SetCause))]
    private static PyObject* GetCause(ThreadState* ts, PyBaseExceptionObject* self) => self->cause == null ? Py.None : Ref.New(self->cause);

    private static Status SetCause(ThreadState* ts, PyBaseExceptionObject* self, PyObject* value)
    {
        if (SetException(ts, &self->cause, value, "__cause__", "cause") != Status.Ok)
            return Status.Error;
        self->suppress_context = 1;
        return Status.Ok;
    }

    private static Status SetException(ThreadState* ts, PyObject** field, PyObject* value, string name, string what)
    {
        if (value == null)
            return Err.TypeStatus(ts, $"{name} may not be deleted");
        if (value != Py.None && !PyType.HasFlag(value->ob_type, TypeFlags.BaseExcSubclass))
            return Err.TypeStatus(ts, $"exception {what} must be None or derive from BaseException");
        Ref.SetSteal(ts, field, value == Py.None ? null : Ref.New(value));
        return Status.Ok;
    }

    // ---- Methods ----

    [PyMethod("($self, tb, /)", Doc = "Set __traceback__ and return the exception.")]
    private static PyObject* with_traceback(ThreadState* ts, PyBaseExceptionObject* self, PyObject* tb) =>
        SetTraceback(ts, self, tb) == Status.Ok ? Ref.New(self) : null;

    [PyMethod("($self, note, /)", Doc = "Add a line to the notes that are shown with the exception.")]
    private static PyObject* add_note(ThreadState* ts, PyObject* self, PyObject* note)
    {
        if (!PyUnicode.Check(note))
            return Err.Type(ts, $"add_note() argument must be str, not {PyType.NameOf(note)}");
        PyObject* notes;
        Lookup found = Obj.LookupAttr(ts, self, Id.__notes__, &notes);
        if (found == Lookup.Error)
            return null;
        if (found == Lookup.Missing)
        {
            notes = PyList.New(ts, 0);
            if (notes == null || Obj.SetAttr(ts, self, Id.__notes__, notes) != Status.Ok)
            {
                Ref.XDec(ts, notes);
                return null;
            }
        }
        using Owned<PyObject> owned = Own.Of(ts, notes);
        if (!PyList.Check(notes))
            return Err.Type(ts, "Cannot add note: __notes__ is not a list");
        return PyList.Append(ts, notes, note) == Status.Ok ? Py.None : null;
    }

    [PyMethod("($self, /)", Doc = "Describe the exception for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, PyBaseExceptionObject* self)
    {
        PyObject* type = (PyObject*)((PyObject*)self)->ob_type;
        return self->dict != null ? PyTuple.Pack(ts, type, self->args, self->dict) : PyTuple.Pack(ts, type, self->args);
    }

    [PyMethod("($self, state, /)", Doc = "Restore attributes after unpickling.")]
    private static PyObject* __setstate__(ThreadState* ts, PyObject* self, PyObject* state)
    {
        if (state == Py.None)
            return Py.None;
        if (!PyDict.Check(state))
            return Err.Type(ts, "state is not a dictionary");
        nint position = 0;
        PyObject* key;
        PyObject* value;
        while (PyDict.Next(state, &position, &key, &value))
        {
            using Owned<PyObject> k = Own.Of(ts, Ref.New(key));
            using Owned<PyObject> v = Own.Of(ts, Ref.New(value));
            if (Obj.SetAttr(ts, self, k.Pointer, v.Pointer) != Status.Ok)
                return null;
        }
        return Py.None;
    }
}

[PyType("Exception", Layout = typeof(PyBaseExceptionObject), Base = typeof(BaseExceptionType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, Doc = "The base of all exceptions that programs are meant to handle.")]
internal static unsafe partial class ExceptionType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => BaseExceptionType.New(ts, type, args);
}
