// _pickle.Unpickler: its life and attributes; how pickles are read is in Load*.cs. See docs/internals/pickle.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Pickling;

[PyType("_pickle.Unpickler", Layout = typeof(UnpicklerObject), Flags = TypeFlags.BaseType | TypeFlags.HaveGc,
    TextSignature = "(file, *, fix_imports=True, encoding='ASCII', errors='strict',\n          buffers=())",
    Doc = "Reads pickles from a file: an object with methods read() and readline() that give bytes, and best readinto() too.\n\n"
        + "The protocol is found in the pickle. fix_imports, encoding and errors are for pickles of Python 2: whether\nold names of modules are replaced by the new ones, and how its strings are decoded; the encoding 'bytes'\n"
        + "leaves them as bytes. buffers gives the buffers that were left out of a pickle, in their order.")]
internal static unsafe partial class UnpicklerType
{
    /// <summary>An unpickler that is not initialised, all fields zero; owned.</summary>
    public static UnpicklerObject* New(ThreadState* ts) => (UnpicklerObject*)TypeSlots.Of(Type)->tp_alloc(ts, Type, 0);

    [Slot("(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())")]
    private static Status tp_init(ThreadState* ts, UnpicklerObject* self, PyObject* file, bool fix_imports = true, PyASCIIObject* encoding = null, PyASCIIObject* errors = null, PyObject* buffers = null)
    {
        if (!PickleState.IsReady(ts) || !IsFree(ts, self))
            return Status.Error;
        if (self->read != null)
            tp_clear(ts, self);
        if (LoadInput.SetFile(ts, self, file) != Status.Ok)
            return Status.Error;
        return Prepare(ts, self, fix_imports, (PyObject*)encoding, (PyObject*)errors, buffers);
    }

    /// <summary>All but the input.</summary>
    public static Status Prepare(ThreadState* ts, UnpicklerObject* self, bool fixImports, PyObject* encoding, PyObject* errors, PyObject* buffers)
    {
        if (SetText(ts, &self->encoding, encoding, "ASCII") != Status.Ok || SetText(ts, &self->errors, errors, "strict") != Status.Ok)
            return Status.Error;
        PyObject* iterator = null;
        if (buffers != null && buffers != Py.None && (iterator = Obj.GetIter(ts, buffers)) == null)
            return Status.Error;
        // Without an argument there are no buffers; an empty sequence is one that has none left.
        Ref.SetSteal(ts, &self->buffers, iterator);
        if (LoadMemo.Prepare(ts, self) != Status.Ok || Loading.PrepareStack(ts, self) != Status.Ok)
            return Status.Error;
        self->proto = 0;
        self->fix_imports = fixImports ? 1 : 0;
        return Status.Ok;
    }

    private static Status SetText(ThreadState* ts, byte** field, PyObject* text, string standard)
    {
        using Owned<PyObject> value = Own.Of(ts, text != null ? Ref.New(text) : PyUnicode.FromString(ts, standard));
        byte* copy = value.IsNull ? null : LoadInput.CopyText(ts, value.Pointer);
        if (copy == null)
            return Status.Error;
        if (*field != null)
            MemDomain.Free(ts->interp->heap, *field);
        *field = copy;
        return Status.Ok;
    }

    private static bool IsFree(ThreadState* ts, UnpicklerObject* self)
    {
        if (self->running == 0)
            return true;
        Err.Runtime(ts, "Unpickler object is already used");
        return false;
    }

    // ---- Life -----------------------------------------------------------------------------------------------------------------------------

    [Slot]
    private static int tp_traverse(UnpicklerObject* self, visitproc visit, void* arg)
    {
        PyObject** fields = stackalloc PyObject*[]
        {
            self->read, self->readinto, self->readline, self->peek, self->buffers, self->persistent_load, self->persistent_load_attr, self->buffer.obj,
        };
        for (int i = 0; i < 8; i++)
        {
            int r = fields[i] == null ? 0 : visit(fields[i], arg);
            if (r != 0)
                return r;
        }
        LoadStack* stack = self->stack;
        for (nint i = 0; stack != null && i < stack->size; i++)
        {
            int r = visit(stack->data[i], arg);
            if (r != 0)
                return r;
        }
        return LoadMemo.Traverse(self, visit, arg);
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, UnpicklerObject* self)
    {
        Ref.Clear(ts, &self->read);
        Ref.Clear(ts, &self->readinto);
        Ref.Clear(ts, &self->readline);
        Ref.Clear(ts, &self->peek);
        Ref.Clear(ts, &self->buffers);
        Ref.Clear(ts, &self->persistent_load);
        Ref.Clear(ts, &self->persistent_load_attr);
        LoadInput.Clear(ts, self);
        Loading.FreeStack(ts, self);
        LoadMemo.Free(ts, self);
        if (self->encoding != null)
            MemDomain.Free(ts->interp->heap, self->encoding);
        if (self->errors != null)
            MemDomain.Free(ts->interp->heap, self->errors);
        self->encoding = self->errors = null;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, UnpicklerObject* self)
    {
        GcList.UntrackIfTracked(self);
        tp_clear(ts, self);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [PyMethod("($self, /)", Doc = "The size in memory, in bytes.")]
    private static nint __sizeof__(ThreadState* ts, UnpicklerObject* self)
    {
        nint size = ((PyObject*)self)->ob_type->tp_basicsize + (self->memo_size * sizeof(PyObject*)) + (self->marks_size * sizeof(nint));
        if (self->encoding != null)
            size += MemoryMarshal.CreateReadOnlySpanFromNullTerminated(self->encoding).Length + 1;
        if (self->errors != null)
            size += MemoryMarshal.CreateReadOnlySpanFromNullTerminated(self->errors).Length + 1;
        return size;
    }

    // ---- Attributes -----------------------------------------------------------------------------------------------------------------------

    [Slot]
    private static PyObject* tp_getattro(ThreadState* ts, PyObject* self, PyObject* name)
    {
        PyObject* own = ((UnpicklerObject*)self)->persistent_load_attr;
        return own != null && PyUnicode.Check(name) && PyUnicode.Equal(name, Id.persistent_load) ? Ref.New(own) : GenericAttr.Get(ts, self, name);
    }

    [Slot]
    private static Status tp_setattro(ThreadState* ts, PyObject* self, PyObject* name, PyObject* value)
    {
        if (PyUnicode.Check(name) && PyUnicode.Equal(name, Id.persistent_load))
        {
            UnpicklerObject* unpickler = (UnpicklerObject*)self;
            if (value == null && unpickler->persistent_load_attr == null)
            {
                Err.SetObject(ts, Exc.AttributeError, name);
                return Status.Error;
            }
            Ref.SetSteal(ts, &unpickler->persistent_load_attr, Ref.XNew(value));
            return Status.Ok;
        }
        return GenericAttr.Set(ts, self, name, value);
    }

    [PyGetSet("memo", Setter = nameof(SetMemo))]
    private static PyObject* GetMemo(ThreadState* ts, PyObject* self) => UnpicklerMemoProxyType.New(ts, self);

    private static Status SetMemo(ThreadState* ts, UnpicklerObject* self, PyObject* value) => LoadMemo.Assign(ts, self, value);

    [PyMethod("($self, pid, /)", Doc = "The object of a persistent id; here always an UnpicklingError.")]
    private static PyObject* persistent_load(ThreadState* ts, UnpicklerObject* self, PyObject* pid)
    {
        Loading.FailPersistent(ts);
        return null;
    }

    [PyMethod("($self, module_name, global_name, /)", Doc = "The object of a name in a module, which is imported.\n\nUnpicklers call it for each class and function; one that overrides it decides what a pickle may use.")]
    internal static PyObject* find_class(ThreadState* ts, UnpicklerObject* self, PyObject* module_name, PyObject* global_name) => Loading.FindClass(ts, self, module_name, global_name);

    [PyMethod("($self, /)", Doc = "The object of the next pickle in the file.")]
    private static PyObject* load(ThreadState* ts, UnpicklerObject* self)
    {
        if (!IsFree(ts, self))
            return null;
        // What was set up by __init__ and taken apart by the collector is set up no more.
        if (self->read == null || self->stack == null || self->encoding == null)
        {
            PickleState.FailLoad(ts, $"Unpickler.__init__() was not called by {PyType.NameOf(self)}.__init__()");
            return null;
        }
        return Loading.Load(ts, self);
    }
}
