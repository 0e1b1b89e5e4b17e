// The type _thread.lock. See docs/internals/threads.md.
namespace Vivarium.Stdlib.Threads;

internal struct PyLockObject
{
    public PyObject ob_base;
    public LockState state;
}

[PyType("_thread.lock", Layout = typeof(PyLockObject), Flags = TypeFlags.HaveGc | TypeFlags.ManagedWeakref,
    Doc = "A lock: taken by one thread at a time, and released by any.\n\nacquire() takes it, waiting if it must; release() gives it back. A lock does not know its owner.")]
internal static unsafe partial class LockType
{
    public static PyObject* New(ThreadState* ts)
    {
        PyLockObject* self = (PyLockObject*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->state = default;
        GcList.Track(ts, (PyObject*)self);
        return (PyObject*)self;
    }

    [Slot("()")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type) => New(ts);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyLockObject* self)
    {
        GcList.UntrackIfTracked(self);
        WeakrefList.Clear(ts, (PyObject*)self);
        LockState.Destroy(ts, &self->state);
        TypeSlots.Of((PyObject*)self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyLockObject* self, visitproc visit, void* arg) => 0;

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyLockObject* self) =>
        PyUnicode.FromString(ts, $"<{(self->state.Locked != 0 ? "locked" : "unlocked")} {PyType.TpName(self->ob_base.ob_type)} object at 0x{(nint)self:x}>");

    private const string AcquireDoc = "Take the lock; True when that succeeded.\n\nWith blocking false nothing is waited for; timeout limits the wait, in seconds.";

    [PyMethod("($self, /, blocking=True, timeout=-1)", Doc = AcquireDoc)]
    private static Truth acquire(ThreadState* ts, PyLockObject* self, bool blocking, PyObject* timeout = null)
    {
        if (!LockState.ParseTimeout(ts, blocking, timeout, out long nanoseconds))
            return Truth.Error;
        return (Truth)(int)LockState.Acquire(ts, &self->state, nanoseconds);
    }

    [PyMethod("($self, /, blocking=True, timeout=-1)", Doc = "An old name of acquire().")]
    private static Truth acquire_lock(ThreadState* ts, PyLockObject* self, bool blocking, PyObject* timeout = null) => acquire(ts, self, blocking, timeout);

    [PyMethod("($self, /)", Doc = "Release the lock.\n\nRaises RuntimeError when it is not taken.")]
    private static Status release(ThreadState* ts, PyLockObject* self)
    {
        if (self->state.Locked == 0)
        {
            Err.Runtime(ts, "release unlocked lock");
            return Status.Error;
        }
        LockState.Release(ts, &self->state);
        return Status.Ok;
    }

    [PyMethod("($self, /)", Doc = "An old name of release().")]
    private static Status release_lock(ThreadState* ts, PyLockObject* self) => release(ts, self);

    [PyMethod("($self, /)", Doc = "Tell whether the lock is taken.")]
    private static bool locked(ThreadState* ts, PyLockObject* self) => self->state.Locked != 0;

    [PyMethod("($self, /)", Doc = "An old name of locked().")]
    private static bool locked_lock(ThreadState* ts, PyLockObject* self) => self->state.Locked != 0;

    [PyMethod("($self, /)", Doc = "Take the lock.")]
    private static Truth __enter__(ThreadState* ts, PyLockObject* self) => (Truth)(int)LockState.Acquire(ts, &self->state, -1);

    [PyMethod("($self, /, *exc_info)", Doc = "Release the lock.")]
    private static Status __exit__(ThreadState* ts, PyLockObject* self, PyObject* exc_info) => release(ts, self);

    [PyMethod("($self, /)", Doc = "Make the lock free again, in a child process.")]
    private static void _at_fork_reinit(ThreadState* ts, PyLockObject* self)
    {
        LockState.Destroy(ts, &self->state);
        self->state = default;
    }
}
