// The buffer protocol of classes (PEP 688): __buffer__ and __release_buffer__ as slots of a class made in Python, and the slots of built-in types as these methods.
// See docs/internals/buffers.md.
namespace Vivarium.Runtime.Objects;

/// <summary>Stands as the exporter in the buffers of a class with __buffer__: it keeps the memoryview that the method gave, and the object.</summary>
internal unsafe struct PyBufferWrapper
{
    public PyObject ob_base;
    public PyObject* mv;
    public PyObject* obj;
}

[PyType("_buffer_wrapper", Layout = typeof(PyBufferWrapper), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class BufferWrapperType
{
    /// <summary>Takes the memoryview over.</summary>
    public static PyObject* NewSteal(ThreadState* ts, PyObject* view, PyObject* o)
    {
        PyBufferWrapper* self = (PyBufferWrapper*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
        {
            Ref.Dec(ts, view);
            return null;
        }
        self->mv = view;
        self->obj = Ref.New(o);
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyBufferWrapper* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.Clear(ts, &self->mv);
        Ref.Clear(ts, &self->obj);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyBufferWrapper* self, visitproc visit, void* arg)
    {
        int r = self->mv == null ? 0 : visit(self->mv, arg);
        return r != 0 || self->obj == null ? r : visit(self->obj, arg);
    }

    [Slot]
    private static void bf_releasebuffer(ThreadState* ts, PyBufferWrapper* self, Py_buffer* view)
    {
        if (self->mv == null || self->obj == null)
            return;
        PyObject* mv = self->mv;
        PyObject* o = self->obj;
        TypeSlots.Of(mv)->bf_releasebuffer(ts, mv, view);
        // When the view is one of the object itself, its own release comes to the method in any case.
        if (((PyMemoryViewObject*)mv)->view.obj != o && (void*)TypeSlots.Of(o)->bf_releasebuffer == BufferSlots.ReleaseOfClasses)
            BufferSlots.CallRelease(ts, o, view);
        Ref.Clear(ts, &self->mv);
        Ref.Clear(ts, &self->obj);
    }
}

internal static unsafe class BufferSlots
{
    internal static void* ReleaseOfClasses => (void*)(releasebufferproc)(&slot_bf_releasebuffer);

    // ---- What a class's slots hold --------------------------------------------------------------------------------------------------------

    internal static Status slot_bf_getbuffer(ThreadState* ts, PyObject* self, Py_buffer* view, int flags)
    {
        using Owned<PyObject> flagsNumber = Own.Of(ts, PyLong.FromInt64(ts, flags));
        PyObject* given = flagsNumber.IsNull ? null : Call.Method(ts, self, Id.__buffer__, flagsNumber.Pointer);
        if (given == null)
            return Status.Error;
        if (!PyMemoryView.Check(given))
        {
            Ref.Dec(ts, given);
            return Err.TypeStatus(ts, "__buffer__ returned non-memoryview object");
        }
        if (PyBuffer.Get(ts, given, view, flags) != Status.Ok)
        {
            Ref.Dec(ts, given);
            return Status.Error;
        }
        PyObject* wrapper = BufferWrapperType.NewSteal(ts, Ref.New(given), self);
        if (wrapper == null)
        {
            PyBuffer.Release(ts, view);
            Ref.Dec(ts, given);
            return Status.Error;
        }
        // The wrapper takes the memoryview's place as the exporter.
        Ref.SetSteal(ts, &view->obj, wrapper);
        Ref.Dec(ts, given);
        return Status.Ok;
    }

    internal static void slot_bf_releasebuffer(ThreadState* ts, PyObject* self, Py_buffer* view)
    {
        CallRelease(ts, self, view);
        releasebufferproc native = NativeRelease(self->ob_type);
        if (native != null)
            native(ts, self, view);
    }

    /// <summary>The release function of the first base that is not made in Python.</summary>
    private static releasebufferproc NativeRelease(PyTypeObject* type)
    {
        PyObject* mro = type->tp_mro;
        for (nint i = 0; mro != null && i < PyTuple.Size(mro); i++)
        {
            releasebufferproc release = TypeSlots.Of((PyTypeObject*)PyTuple.GetBorrowed(mro, i))->bf_releasebuffer;
            if ((void*)release != null && (void*)release != ReleaseOfClasses)
                return release;
        }
        return null;
    }

    /// <summary>Calls __release_buffer__ with the memoryview that __buffer__ gave, or with one that does not outlive the call.</summary>
    internal static void CallRelease(ThreadState* ts, PyObject* self, Py_buffer* view)
    {
        PyObject* pending = Err.Fetch(ts);
        bool wrapped = view->obj != null && view->obj->ob_type == BufferWrapperType.Type;
        PyObject* mv = wrapped ? Ref.XNew(((PyBufferWrapper*)view->obj)->mv) : PyMemoryView.FromBuffer(ts, view);
        if (mv != null)
        {
            if (!wrapped)
                ((PyMemoryViewObject*)mv)->flags |= MemoryViewFlags.Restricted;
            PyObject* result = Call.Method(ts, self, Id.__release_buffer__, mv);
            if (result == null)
                Err.WriteUnraisable(ts, $"Exception ignored in __release_buffer__ of {PyType.NameOf(self)}", null);
            else
                Ref.Dec(ts, result);
            if (!wrapped && PyMemoryView.Release(ts, (PyMemoryViewObject*)mv) != Status.Ok)
                Err.WriteUnraisable(ts, $"Exception ignored in bf_releasebuffer of {PyType.NameOf(self)}", null);
            Ref.Dec(ts, mv);
        }
        else if (Err.Occurred(ts))
        {
            Err.WriteUnraisable(ts, $"Exception ignored in bf_releasebuffer of {PyType.NameOf(self)}", null);
        }
        Err.Restore(ts, pending);
    }

    // ---- Built-in slots as methods --------------------------------------------------------------------------------------------------------

    private static PyObject* OneArgument(ThreadState* ts, PyObject* args) =>
        PyTuple.Size(args) == 1 ? PyTuple.GetBorrowed(args, 0) : Err.Type(ts, $"expected 1 argument, got {PyTuple.Size(args)}");

    internal static PyObject* wrap_buffer(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs)
    {
        PyObject* given = OneArgument(ts, args);
        if (given == null)
            return null;
        nint flags = Num.AsSsize(ts, given, Exc.OverflowError);
        if (flags == -1 && Err.Occurred(ts))
            return null;
        return flags > int.MaxValue || flags < int.MinValue
            ? Err.Overflow(ts, "buffer flags out of range")
            : PyMemoryView.FromBufferProc(ts, self, (int)flags, (getbufferproc)slot);
    }

    internal static PyObject* wrap_releasebuffer(ThreadState* ts, PyObject* self, PyObject* args, void* slot, PyObject* kwargs)
    {
        PyObject* given = OneArgument(ts, args);
        if (given == null)
            return null;
        if (!PyMemoryView.Check(given))
            return Err.Type(ts, "expected a memoryview object");
        PyMemoryViewObject* mv = (PyMemoryViewObject*)given;
        // One that was made for the call alone: its memory is given back when it returns.
        if (mv->view.obj == null)
            return Py.None;
        if (mv->view.obj != self)
            return Err.Value(ts, "memoryview's buffer is not this object");
        if ((mv->flags & MemoryViewFlags.Released) != 0)
            return Err.Value(ts, "memoryview's buffer has already been released");
        return PyMemoryView.Release(ts, mv) == Status.Ok ? Py.None : null;
    }
}
