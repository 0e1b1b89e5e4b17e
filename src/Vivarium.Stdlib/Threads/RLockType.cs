// The type _thread.RLock: its owner may take it again, and must release it as often. See docs/internals/threads.md.
namespace Vivarium.Stdlib.Threads;

internal struct PyRLockObject
{
    public PyObject ob_base;
    public LockState state;
    public ulong owner;
    public ulong count;
}

[PyType("_thread.RLock", Layout = typeof(PyRLockObject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType | TypeFlags.ManagedWeakref,
    Doc = "A lock that the thread which holds it can take again; it is free when it has been released as often.")]
internal static unsafe partial class RLockType
{
    [Slot("()")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type)
    {
        PyRLockObject* self = (PyRLockObject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        self->state = default;
        self->owner = 0;
        self->count = 0;
        return (PyObject*)self;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyRLockObject* self)
    {
        GcList.UntrackIfTracked(self);
        WeakrefList.Clear(ts, (PyObject*)self);
        LockState.Destroy(ts, &self->state);
        TypeSlots.Of((PyObject*)self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyRLockObject* self, visitproc visit, void* arg) => 0;

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyRLockObject* self) => PyUnicode.FromString(ts,
        $"<{(self->count != 0 ? "locked" : "unlocked")} {PyType.TpName(self->ob_base.ob_type)} object owner={self->owner} count={self->count} at 0x{(nint)self:x}>");

    private static bool IsOwned(ThreadState* ts, PyRLockObject* self) => self->count > 0 && self->owner == ts->thread_id;

    private static Truth Take(ThreadState* ts, PyRLockObject* self, long nanoseconds)
    {
        if (IsOwned(ts, self))
        {
            self->count++;
            return Truth.True;
        }
        Lookup taken = LockState.Acquire(ts, &self->state, nanoseconds);
        if (taken == Lookup.Found)
        {
            self->owner = ts->thread_id;
            self->count = 1;
        }
        return (Truth)(int)taken;
    }

    [PyMethod("($self, /, blocking=True, timeout=-1)", Doc = "Take the lock, once more if this thread holds it; True when that succeeded.\n\nblocking and timeout are those of lock.acquire().")]
    private static Truth acquire(ThreadState* ts, PyRLockObject* self, bool blocking, PyObject* timeout = null) =>
        LockState.ParseTimeout(ts, blocking, timeout, out long nanoseconds) ? Take(ts, self, nanoseconds) : Truth.Error;

    [PyMethod("($self, /)", Doc = "Release the lock once.\n\nRaises RuntimeError when this thread does not hold it.")]
    private static Status release(ThreadState* ts, PyRLockObject* self)
    {
        if (!IsOwned(ts, self))
        {
            Err.Runtime(ts, "cannot release un-acquired lock");
            return Status.Error;
        }
        if (--self->count == 0)
        {
            self->owner = 0;
            LockState.Release(ts, &self->state);
        }
        return Status.Ok;
    }

    [PyMethod("($self, /)", Doc = "Tell whether some thread holds the lock.")]
    private static bool locked(ThreadState* ts, PyRLockObject* self) => self->count != 0;

    [PyMethod("($self, /)", Doc = "Tell whether this thread holds the lock.")]
    private static bool _is_owned(ThreadState* ts, PyRLockObject* self) => IsOwned(ts, self);

    [PyMethod("($self, /)", Doc = "How often this thread has taken the lock.")]
    private static ulong _recursion_count(ThreadState* ts, PyRLockObject* self) => IsOwned(ts, self) ? self->count : 0;

    [PyMethod("($self, /)", Doc = "Release the lock altogether; the state to restore, for conditions.")]
    private static PyObject* _release_save(ThreadState* ts, PyRLockObject* self)
    {
        if (self->count == 0)
            return Err.Runtime(ts, "cannot release un-acquired lock");
        PyObject* saved = PyTuple.PackStealOrNull(ts, PyLong.FromUInt64(ts, self->count), PyLong.FromUInt64(ts, self->owner));
        if (saved == null)
            return null;
        self->count = 0;
        self->owner = 0;
        LockState.Release(ts, &self->state);
        return saved;
    }

    [PyMethod("($self, state, /)", Doc = "Take the lock and restore the state that _release_save() returned.")]
    private static Status _acquire_restore(ThreadState* ts, PyRLockObject* self, PyObject* state)
    {
        if (!PyTuple.Check(state) || PyTuple.Size(state) != 2 || !PyLong.Check(PyTuple.GetBorrowed(state, 0)) || !PyLong.Check(PyTuple.GetBorrowed(state, 1)))
            return Err.TypeStatus(ts, "_acquire_restore() argument 1 must be a tuple of two ints");
        ulong count = PyLong.AsUInt64(ts, PyTuple.GetBorrowed(state, 0));
        ulong owner = PyLong.AsUInt64(ts, PyTuple.GetBorrowed(state, 1));
        if (Err.Occurred(ts) || LockState.Acquire(ts, &self->state, -1) != Lookup.Found)
            return Status.Error;
        self->count = count;
        self->owner = owner;
        return Status.Ok;
    }

    [PyMethod("($self, /)", Doc = "Take the lock.")]
    private static Truth __enter__(ThreadState* ts, PyRLockObject* self) => Take(ts, self, -1);

    [PyMethod("($self, /, *exc_info)", Doc = "Release the lock.")]
    private static Status __exit__(ThreadState* ts, PyRLockObject* self, PyObject* exc_info) => release(ts, self);

    [PyMethod("($self, /)", Doc = "Make the lock free again, in a child process.")]
    private static void _at_fork_reinit(ThreadState* ts, PyRLockObject* self)
    {
        LockState.Destroy(ts, &self->state);
        self->state = default;
        self->owner = 0;
        self->count = 0;
    }
}
