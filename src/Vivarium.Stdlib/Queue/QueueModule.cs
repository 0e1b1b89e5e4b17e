// The module _queue: a queue between threads, without limit. Its items lie in a ring that doubles when it is full and halves when three quarters are empty. See docs/internals/small_modules.md.
using System.Diagnostics;
using Vivarium.Heap;
using Vivarium.Stdlib.Time;

namespace Vivarium.Stdlib.Queue;

[PyModule("_queue", Doc = "A queue between threads.", Types = [typeof(EmptyType), typeof(SimpleQueueType)])]
internal static unsafe partial class QueueModule;

[PyType("_queue.Empty", Layout = typeof(PyBaseExceptionObject), Base = typeof(ExceptionType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc | TypeFlags.ManagedWeakref,
    Doc = "Nothing is in the queue.")]
internal static unsafe partial class EmptyType;

internal unsafe struct simplequeueobject
{
    public PyObject ob_base;
    /// <summary>Handle of what waiting threads wait on; 0 until the first.</summary>
    public int monitor;
    public ushort waiters;
    public nint put_idx;
    public nint get_idx;
    public PyObject** items;
    public nint items_cap;
    public nint num_items;
    public PyObject* weakreflist;
}

[PyType("_queue.SimpleQueue", Layout = typeof(simplequeueobject), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, WeaklistField = "weakreflist",
    Doc = "A first-in, first-out queue without limit. put() may be called again while it is at work: by a finalizer or signal handler.")]
internal static unsafe partial class SimpleQueueType
{
    private const nint FirstCapacity = 8;

    [Slot("()")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type)
    {
        simplequeueobject* self = (simplequeueobject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        self->items = ItemArrays.Alloc(ts, FirstCapacity);
        if (self->items == null)
        {
            Ref.Dec(ts, self);
            return Err.NoMemory(ts);
        }
        self->items_cap = FirstCapacity;
        return (PyObject*)self;
    }

    // ---- The ring -------------------------------------------------------------------------------------------------------------------------------

    private static bool Resize(ThreadState* ts, simplequeueobject* self, nint capacity)
    {
        PyObject** items = ItemArrays.Alloc(ts, capacity);
        if (items == null)
            return false;
        nint count = self->num_items;
        for (nint i = 0, from = self->get_idx; i < count; i++, from = from + 1 == self->items_cap ? 0 : from + 1)
            items[i] = self->items[from];
        MemDomain.Free(ts->interp->heap, self->items);
        self->items = items;
        self->items_cap = capacity;
        self->get_idx = 0;
        self->put_idx = count == capacity ? 0 : count;
        return true;
    }

    private static Status Put(ThreadState* ts, simplequeueobject* self, PyObject* item)
    {
        if (self->num_items == self->items_cap && !Resize(ts, self, Math.Max(FirstCapacity, self->items_cap * 2)))
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        self->items[self->put_idx] = Ref.New(item);
        self->put_idx = self->put_idx + 1 == self->items_cap ? 0 : self->put_idx + 1;
        self->num_items++;
        if (self->waiters > 0)
            ThreadWait.Wake(PyInterpreter.Of(ts).Handles[self->monitor]);
        return Status.Ok;
    }

    /// <summary>The oldest item, of which there must be one.</summary>
    private static PyObject* Take(ThreadState* ts, simplequeueobject* self)
    {
        if (self->num_items < self->items_cap / 4 && self->items_cap > FirstCapacity)
            Resize(ts, self, self->items_cap / 2);
        PyObject* item = self->items[self->get_idx];
        self->get_idx = self->get_idx + 1 == self->items_cap ? 0 : self->get_idx + 1;
        self->num_items--;
        return item;
    }

    /// <summary>Waits for an item, at most so many nanoseconds (-1: for ever). Error when a signal handler raised.</summary>
    private static Lookup Wait(ThreadState* ts, simplequeueobject* self, long nanoseconds) =>
        ThreadWait.Until(ts, &self->monitor, &self->waiters, nanoseconds, &HasItem, self);

    private static bool HasItem(void* what) => ((simplequeueobject*)what)->num_items > 0;

    // ---- Methods --------------------------------------------------------------------------------------------------------------------------------

    [PyMethod("($self, /, item, block=True, timeout=None)", Doc = "Puts an item on the queue.\n\nblock and timeout are there for queues with a limit: this one never waits.")]
    private static Status put(ThreadState* ts, simplequeueobject* self, PyObject* item, bool block = true, PyObject* timeout = null) => Put(ts, self, item);

    [PyMethod("($self, /, item)", Doc = "Puts an item on the queue.")]
    private static Status put_nowait(ThreadState* ts, simplequeueobject* self, PyObject* item) => Put(ts, self, item);

    [PyMethod("($self, /, block=True, timeout=None)",
        Doc = "Takes the oldest item off the queue.\n\nIf there is none it is waited for, without limit or for timeout seconds; with block false not at all.\nEmpty is raised when none came.")]
    private static PyObject* get(ThreadState* ts, simplequeueobject* self, bool block = true, PyObject* timeout = null)
    {
        long nanoseconds = block ? -1 : 0;
        if (block && timeout != null && timeout != Py.None)
        {
            if (!TimeValues.FromSeconds(ts, timeout, TimeRounding.Up, out nanoseconds))
                return null;
            if (nanoseconds < 0)
                return Err.Value(ts, "'timeout' must be a non-negative number");
        }
        while (self->num_items == 0)
        {
            Lookup found = nanoseconds == 0 ? Lookup.Missing : Wait(ts, self, nanoseconds);
            if (found == Lookup.Error)
                return null;
            if (found == Lookup.Missing)
                return Err.SetNone(ts, EmptyType.Type);
        }
        return Take(ts, self);
    }

    [PyMethod("($self, /)", Doc = "Takes the oldest item off the queue; raises Empty if there is none.")]
    private static PyObject* get_nowait(ThreadState* ts, simplequeueobject* self) => get(ts, self, block: false);

    [PyMethod("($self, /)", Doc = "Whether the queue is empty now.")]
    private static bool empty(ThreadState* ts, simplequeueobject* self) => self->num_items == 0;

    [PyMethod("($self, /)", Doc = "How many items are in the queue now.")]
    private static nint qsize(ThreadState* ts, simplequeueobject* self) => self->num_items;

    [PyClassMethod("($type, object, /)", Doc = "Generic alias of the class, for annotations.")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* item) => GenericAliasSupport.New(ts, (PyObject*)type, item);

    // ---- The object -----------------------------------------------------------------------------------------------------------------------------

    [Slot]
    private static void tp_dealloc(ThreadState* ts, simplequeueobject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        tp_clear(ts, self);
        if (self->monitor != 0)
            PyInterpreter.Of(ts).Handles.Remove(self->monitor);
        MemDomain.Free(ts->interp->heap, self->items);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(simplequeueobject* self, visitproc visit, void* arg)
    {
        int r = 0;
        nint at = self->get_idx;
        for (nint i = 0; i < self->num_items && r == 0; i++, at = at + 1 == self->items_cap ? 0 : at + 1)
            r = visit(self->items[at], arg);
        return r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, simplequeueobject* self)
    {
        while (self->num_items > 0)
            Ref.Dec(ts, Take(ts, self));
    }
}
