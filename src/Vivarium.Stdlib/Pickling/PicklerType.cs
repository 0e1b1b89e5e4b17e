// _pickle.Pickler: its life, attributes and dump(); how objects are written is in Save*.cs. See docs/internals/pickle.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Pickling;

[PyType("_pickle.Pickler", Layout = typeof(PicklerObject), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, TextSignature = "(file, protocol=None, fix_imports=True, buffer_callback=None)",
    Doc = "Writes pickles to a file: an object with a method write() that takes bytes.\n\n"
        + "protocol is 0 to 5, the default; negative means the highest. With fix_imports, and a protocol below 3,\nnew names of modules are replaced by those of Python 2. buffer_callback, of protocol 5, is called with each\n"
        + "PickleBuffer: if it returns a false value the buffer is left out of the pickle.")]
[PyMember("bin", "bin", MemberType.Int, ReadOnly = false)]
[PyMember("fast", "fast", MemberType.Int, ReadOnly = false)]
[PyMember("dispatch_table", "dispatch_table", MemberType.ObjectEx, ReadOnly = false)]
internal static unsafe partial class PicklerType
{
    /// <summary>A pickler that is not initialised, all fields zero; owned.</summary>
    public static PicklerObject* New(ThreadState* ts) => (PicklerObject*)TypeSlots.Of(Type)->tp_alloc(ts, Type, 0);

    [Slot("(file, protocol=None, fix_imports=True, buffer_callback=None)")]
    private static Status tp_init(ThreadState* ts, PicklerObject* self, PyObject* file, PyObject* protocol, bool fix_imports = true, PyObject* buffer_callback = null)
    {
        if (!PickleState.IsReady(ts) || !IsFree(ts, self))
            return Status.Error;
        if (self->write != null)
            tp_clear(ts, self);
        if (SetProtocol(ts, self, protocol, fix_imports) != Status.Ok || SetBufferCallback(ts, self, buffer_callback) != Status.Ok || SetFile(ts, self, file) != Status.Ok)
            return Status.Error;
        if (Prepare(ts, self) != Status.Ok)
            return Status.Error;
        self->fast = 0;
        self->fast_nesting = 0;
        Ref.Clear(ts, &self->fast_memo);
        PyObject* table;
        if (Obj.LookupAttr(ts, (PyObject*)self, Id.dispatch_table, &table) == Lookup.Error)
            return Status.Error;
        Ref.SetSteal(ts, &self->dispatch_table, table);
        return Status.Ok;
    }

    public static Status SetProtocol(ThreadState* ts, PicklerObject* self, PyObject* protocol, bool fixImports)
    {
        long number = PickleOpcode.DefaultProtocol;
        if (protocol != null && protocol != Py.None)
        {
            number = ArgumentParsing.Int64(ts, protocol);
            if (number == -1 && Err.Occurred(ts))
                return Status.Error;
            if (number < 0)
                number = PickleOpcode.HighestProtocol;
            if (number > PickleOpcode.HighestProtocol)
                return Err.ValueStatus(ts, $"pickle protocol must be <= {PickleOpcode.HighestProtocol}");
        }
        self->proto = (int)number;
        self->bin = number > 0 ? 1 : 0;
        self->fix_imports = fixImports && number < 3 ? 1 : 0;
        return Status.Ok;
    }

    public static Status SetBufferCallback(ThreadState* ts, PicklerObject* self, PyObject* callback)
    {
        if (callback == Py.None)
            callback = null;
        if (callback != null && self->proto < 5)
            return Err.ValueStatus(ts, "buffer_callback needs protocol >= 5");
        Ref.SetSteal(ts, &self->buffer_callback, Ref.XNew(callback));
        return Status.Ok;
    }

    public static Status SetFile(ThreadState* ts, PicklerObject* self, PyObject* file)
    {
        PyObject* write;
        Lookup found = Obj.LookupAttr(ts, file, Id.write, &write);
        if (found == Lookup.Missing)
            Err.Type(ts, "file must have a 'write' attribute");
        if (found != Lookup.Found)
            return Status.Error;
        Ref.SetSteal(ts, &self->write, write);
        return Status.Ok;
    }

    /// <summary>Makes memo and output buffer where there are none.</summary>
    public static Status Prepare(ThreadState* ts, PicklerObject* self)
    {
        if (self->memo == null && (self->memo = MemoTable.New(ts)) == null)
            return Status.Error;
        return self->output_buffer != null ? Status.Ok : PickleOutput.Clear(ts, self);
    }

    private static bool IsFree(ThreadState* ts, PicklerObject* self)
    {
        if (self->running == 0)
            return true;
        Err.Runtime(ts, "Pickler object is already used");
        return false;
    }

    // ---- Life -----------------------------------------------------------------------------------------------------------------------------

    [Slot]
    private static int tp_traverse(PicklerObject* self, visitproc visit, void* arg)
    {
        PyObject** fields = stackalloc PyObject*[]
        {
            self->write, self->persistent_id, self->persistent_id_attr, self->dispatch_table, self->reducer_override, self->fast_memo, self->buffer_callback,
        };
        for (int i = 0; i < 7; i++)
        {
            int r = fields[i] == null ? 0 : visit(fields[i], arg);
            if (r != 0)
                return r;
        }
        return self->memo == null ? 0 : MemoTable.Traverse(self->memo, visit, arg);
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PicklerObject* self)
    {
        Ref.Clear(ts, &self->output_buffer);
        self->output_len = self->max_output_len = 0;
        self->frame_start = -1;
        Ref.Clear(ts, &self->write);
        Ref.Clear(ts, &self->persistent_id);
        Ref.Clear(ts, &self->persistent_id_attr);
        Ref.Clear(ts, &self->dispatch_table);
        Ref.Clear(ts, &self->reducer_override);
        Ref.Clear(ts, &self->fast_memo);
        Ref.Clear(ts, &self->buffer_callback);
        MemoTable* memo = self->memo;
        self->memo = null;
        if (memo != null)
            MemoTable.Free(ts, memo);
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PicklerObject* self)
    {
        GcList.UntrackIfTracked(self);
        tp_clear(ts, self);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [PyMethod("($self, /)", Doc = "The size in memory, in bytes.")]
    private static nint __sizeof__(ThreadState* ts, PicklerObject* self)
    {
        nint size = ((PyObject*)self)->ob_type->tp_basicsize;
        if (self->memo != null)
            size += MemoTable.SizeOf(self->memo);
        return self->output_buffer == null ? size : size + PyBytes.HeaderSize + 1 + PyBytes.Length(self->output_buffer);
    }

    // ---- Attributes -----------------------------------------------------------------------------------------------------------------------

    [Slot]
    private static PyObject* tp_getattro(ThreadState* ts, PyObject* self, PyObject* name)
    {
        PyObject* own = ((PicklerObject*)self)->persistent_id_attr;
        return own != null && PyUnicode.Check(name) && PyUnicode.Equal(name, Id.persistent_id) ? Ref.New(own) : GenericAttr.Get(ts, self, name);
    }

    [Slot]
    private static Status tp_setattro(ThreadState* ts, PyObject* self, PyObject* name, PyObject* value)
    {
        if (PyUnicode.Check(name) && PyUnicode.Equal(name, Id.persistent_id))
        {
            PicklerObject* pickler = (PicklerObject*)self;
            if (value == null && pickler->persistent_id_attr == null)
            {
                Err.SetObject(ts, Exc.AttributeError, name);
                return Status.Error;
            }
            Ref.SetSteal(ts, &pickler->persistent_id_attr, Ref.XNew(value));
            return Status.Ok;
        }
        return GenericAttr.Set(ts, self, name, value);
    }

    [PyMethod("($self, obj, /)", Doc = "What stands for the object in the pickle; None, as here, has it written.")]
    private static PyObject* persistent_id(ThreadState* ts, PicklerObject* self, PyObject* obj) => Py.None;

    [PyMethod("($self, /)", Doc = "Forgets the objects written so far.\n\nThe next dump() then writes them again instead of referring to the pickles before.")]
    private static void clear_memo(ThreadState* ts, PicklerObject* self)
    {
        if (self->memo != null)
            MemoTable.Clear(ts, self->memo);
    }

    [PyGetSet("memo", Setter = nameof(SetMemo))]
    private static PyObject* GetMemo(ThreadState* ts, PyObject* self) => PicklerMemoProxyType.New(ts, self);

    private static Status SetMemo(ThreadState* ts, PicklerObject* self, PyObject* value)
    {
        if (value == null)
            return Err.TypeStatus(ts, "attribute deletion is not supported");
        MemoTable* memo;
        if (value->ob_type == PicklerMemoProxyType.Type)
        {
            PicklerObject* other = (PicklerObject*)((MemoProxyObject*)value)->owner;
            memo = other == null || other->memo == null ? MemoTable.New(ts) : MemoTable.Copy(ts, other->memo);
        }
        else if (PyDict.Check(value))
        {
            memo = MemoOf(ts, value);
        }
        else
        {
            return Err.TypeStatus(ts, $"'memo' attribute must be a PicklerMemoProxy object or dict, not {PyType.NameOf(value)}");
        }
        if (memo == null)
            return Status.Error;
        MemoTable* old = self->memo;
        self->memo = memo;
        if (old != null)
            MemoTable.Free(ts, old);
        return Status.Ok;
    }

    /// <summary>The memo of a dict of pairs (number, object).</summary>
    private static MemoTable* MemoOf(ThreadState* ts, PyObject* dict)
    {
        MemoTable* memo = MemoTable.New(ts);
        if (memo == null)
            return null;
        nint position = 0;
        PyObject* key;
        PyObject* pair;
        while (PyDict.Next(dict, &position, &key, &pair))
        {
            if (!PyTuple.Check(pair) || PyTuple.Size(pair) != 2)
            {
                Err.Type(ts, "'memo' values must be 2-item tuples");
                MemoTable.Free(ts, memo);
                return null;
            }
            using Owned<PyObject> held = Own.Of(ts, Ref.New(pair));
            nint number = Num.AsSsize(ts, PyTuple.GetBorrowed(pair, 0), Exc.OverflowError);
            if ((number == -1 && Err.Occurred(ts)) || MemoTable.Set(ts, memo, PyTuple.GetBorrowed(pair, 1), number) != Status.Ok)
            {
                MemoTable.Free(ts, memo);
                return null;
            }
        }
        return memo;
    }

    // ---- Dumping --------------------------------------------------------------------------------------------------------------------------

    [PyMethod("($self, obj, /)", Doc = "Writes a pickle of the object to the file.")]
    private static Status dump(ThreadState* ts, PicklerObject* self, PyObject* obj)
    {
        if (!IsFree(ts, self))
            return Status.Error;
        if (self->write == null)
            return PickleState.Fail(ts, $"Pickler.__init__() was not called by {PyType.NameOf(self)}.__init__()");
        if (PickleOutput.Clear(ts, self) != Status.Ok || Dump(ts, self, obj) != Status.Ok)
            return Status.Error;
        return PickleOutput.Flush(ts, self);
    }

    /// <summary>A whole pickle into the output buffer.</summary>
    public static Status Dump(ThreadState* ts, PicklerObject* self, PyObject* obj)
    {
        if (self->memo == null && (self->memo = MemoTable.New(ts)) == null)
            return Status.Error;
        self->running = 1;
        Status status = WritePickle(ts, self, obj);
        self->running = 0;
        self->framing = 0;
        // Bound methods of the pickler: kept, they would be cycles.
        Ref.Clear(ts, &self->persistent_id);
        Ref.Clear(ts, &self->reducer_override);
        return status;
    }

    private static Status WritePickle(ThreadState* ts, PicklerObject* self, PyObject* obj)
    {
        PyObject* hook;
        if (PersistentHook(ts, (PyObject*)self, Type, Id.persistent_id, &hook) != Status.Ok)
            return Status.Error;
        Ref.SetSteal(ts, &self->persistent_id, hook);
        hook = null;
        if (((PyObject*)self)->ob_type != Type && Obj.LookupAttr(ts, (PyObject*)self, Id.reducer_override, &hook) == Lookup.Error)
            return Status.Error;
        Ref.SetSteal(ts, &self->reducer_override, hook);
        if (self->proto >= 2 && PickleOutput.Write(ts, self, PickleOpcode.PROTO, (byte)self->proto) != Status.Ok)
            return Status.Error;
        self->framing = self->proto >= 4 ? 1 : 0;
        if (PickleSaver.Save(ts, self, obj) != Status.Ok || PickleOutput.Write(ts, self, PickleOpcode.STOP) != Status.Ok)
            return Status.Error;
        PickleOutput.CommitFrame(self);
        return Status.Ok;
    }

    /// <summary>The method persistent_id or persistent_load; null when it is that of the type itself, which need not be called.</summary>
    public static Status PersistentHook(ThreadState* ts, PyObject* self, PyTypeObject* type, PyObject* name, PyObject** hook)
    {
        if (Obj.LookupAttr(ts, self, name, hook) == Lookup.Error)
            return Status.Error;
        PyMethodDescrObject* inherited = (PyMethodDescrObject*)PyType.LookupBorrowed(ts, type, name);
        if (*hook != null && inherited != null && PyCFunction.Check(*hook) && ((PyCFunctionObject*)*hook)->m_ml == inherited->d_method && ((PyCFunctionObject*)*hook)->m_self == self)
        {
            Ref.Dec(ts, *hook);
            *hook = null;
        }
        return Status.Ok;
    }
}
