// The attribute memo of picklers and unpicklers: objects that can empty it, copy it to a dict, and be assigned to another's memo. See docs/internals/pickle.md.
namespace Vivarium.Stdlib.Pickling;

internal unsafe struct MemoProxyObject
{
    public PyObject ob_base;
    /// <summary>The pickler or unpickler; null once the collector has cleared it.</summary>
    public PyObject* owner;
}

[PyType("_pickle.PicklerMemoProxy", Layout = typeof(MemoProxyObject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation, None = "tp_hash")]
internal static unsafe partial class PicklerMemoProxyType
{
    public static PyObject* New(ThreadState* ts, PyObject* owner) => MemoProxies.New(ts, Type, owner);

    [PyMethod("($self, /)", Doc = "Forgets all objects.")]
    private static void clear(ThreadState* ts, MemoProxyObject* self)
    {
        PicklerObject* pickler = (PicklerObject*)self->owner;
        if (pickler != null && pickler->memo != null)
            MemoTable.Clear(ts, pickler->memo);
    }

    [PyMethod("($self, /)", Doc = "A dict of the objects' addresses; the values are pairs of number and object.")]
    private static PyObject* copy(ThreadState* ts, MemoProxyObject* self)
    {
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        if (dict.IsNull)
            return null;
        PicklerObject* pickler = (PicklerObject*)self->owner;
        MemoTable* memo = pickler == null ? null : pickler->memo;
        for (nint i = 0; memo != null && i < memo->allocated; i++)
        {
            MemoEntry entry = memo->table[i];
            if (entry.key == null)
                continue;
            using Owned<PyObject> address = Own.Of(ts, PyLong.FromInt64(ts, (nint)entry.key));
            using Owned<PyObject> number = Own.Of(ts, address.IsNull ? null : PyLong.FromInt64(ts, entry.value));
            using Owned<PyObject> pair = Own.Of(ts, number.IsNull ? null : PyTuple.Pack(ts, number.Pointer, entry.key));
            if (pair.IsNull || PyDict.Set(ts, dict.Pointer, address.Pointer, pair.Pointer) != Status.Ok)
                return null;
        }
        return dict.Release();
    }

    [PyMethod("($self, /)", Doc = "For pickling: as a dict.")]
    private static PyObject* __reduce__(ThreadState* ts, MemoProxyObject* self) => MemoProxies.Reduce(ts, copy(ts, self));

    [Slot]
    private static int tp_traverse(MemoProxyObject* self, visitproc visit, void* arg) => self->owner == null ? 0 : visit(self->owner, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, MemoProxyObject* self) => Ref.Clear(ts, &self->owner);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, MemoProxyObject* self) => MemoProxies.Free(ts, self);
}

[PyType("_pickle.UnpicklerMemoProxy", Layout = typeof(MemoProxyObject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation, None = "tp_hash")]
internal static unsafe partial class UnpicklerMemoProxyType
{
    public static PyObject* New(ThreadState* ts, PyObject* owner) => MemoProxies.New(ts, Type, owner);

    [PyMethod("($self, /)", Doc = "Forgets all objects.")]
    private static void clear(ThreadState* ts, MemoProxyObject* self)
    {
        UnpicklerObject* unpickler = (UnpicklerObject*)self->owner;
        if (unpickler == null)
            return;
        LoadMemo.Free(ts, unpickler);
        if (LoadMemo.Prepare(ts, unpickler) != Status.Ok)
            Err.Clear(ts);
    }

    [PyMethod("($self, /)", Doc = "A dict of the objects by their numbers.")]
    private static PyObject* copy(ThreadState* ts, MemoProxyObject* self) => LoadMemo.ToDict(ts, (UnpicklerObject*)self->owner);

    [PyMethod("($self, /)", Doc = "For pickling: as a dict.")]
    private static PyObject* __reduce__(ThreadState* ts, MemoProxyObject* self) => MemoProxies.Reduce(ts, copy(ts, self));

    [Slot]
    private static int tp_traverse(MemoProxyObject* self, visitproc visit, void* arg) => self->owner == null ? 0 : visit(self->owner, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, MemoProxyObject* self) => Ref.Clear(ts, &self->owner);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, MemoProxyObject* self) => MemoProxies.Free(ts, self);
}

internal static unsafe class MemoProxies
{
    public static PyObject* New(ThreadState* ts, PyTypeObject* type, PyObject* owner)
    {
        MemoProxyObject* self = (MemoProxyObject*)ObjectAlloc.GcNew(ts, type);
        if (self == null)
            return null;
        self->owner = Ref.New(owner);
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    /// <summary>(dict, (contents,)); takes over the contents, which may be null.</summary>
    public static PyObject* Reduce(ThreadState* ts, PyObject* contents)
    {
        using Owned<PyObject> held = Own.Of(ts, contents);
        using Owned<PyObject> arguments = Own.Of(ts, held.IsNull ? null : PyTuple.Pack(ts, held.Pointer));
        return arguments.IsNull ? null : PyTuple.Pack(ts, (PyObject*)DictType.Type, arguments.Pointer);
    }

    public static void Free(ThreadState* ts, MemoProxyObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.Clear(ts, &self->owner);
        ObjectAlloc.GcFree(ts, self);
    }
}
