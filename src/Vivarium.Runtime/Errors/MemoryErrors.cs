// MemoryError without memory: each interpreter keeps a few instances made in advance; when all are in use, one immortal instance serves.
namespace Vivarium.Runtime.Errors;

internal static unsafe class MemoryErrors
{
    private const int ReserveSize = 16;

    /// <summary>The last resort, shared by all: it never carries a traceback or context of its own for long.</summary>
    private static readonly PyObject* s_lastResort = MakeLastResort();

    private static PyObject* MakeLastResort()
    {
        byte* block = (byte*)ImmortalRegion.Allocate((nuint)(sizeof(PyGC_Head) + sizeof(PyBaseExceptionObject)));
        PyBaseExceptionObject* o = (PyBaseExceptionObject*)(block + sizeof(PyGC_Head));
        ImmortalRegion.InitHeader((PyObject*)o, Exc.MemoryError);
        o->args = PyTuple.Empty();
        return (PyObject*)o;
    }

    /// <summary>Makes the reserve, when the interpreter starts.</summary>
    public static Status FillReserve(ThreadState* ts)
    {
        for (int i = 0; i < ReserveSize; i++)
        {
            PyBaseExceptionObject* o = (PyBaseExceptionObject*)ObjectAlloc.GcNew(ts, Exc.MemoryError);
            if (o == null)
                return Status.Error;
            FreeList.Push(&ts->interp->memory_errors, o, ReserveSize);
        }
        return Status.Ok;
    }

    public static PyObject* Take(ThreadState* ts)
    {
        PyBaseExceptionObject* o = (PyBaseExceptionObject*)FreeList.Pop(&ts->interp->memory_errors);
        if (o == null)
            return s_lastResort;
        ObjectAlloc.InitHeader((PyObject*)o, Exc.MemoryError);
        o->dict = null;
        o->args = PyTuple.Empty();
        o->notes = null;
        o->traceback = null;
        o->context = null;
        o->cause = null;
        o->suppress_context = 0;
        GcList.Track(ts, o);
        return (PyObject*)o;
    }

    /// <summary>Takes back the memory of a dead instance, emptied by its tp_dealloc; false when the reserve is full.</summary>
    public static bool GiveBack(ThreadState* ts, PyObject* o) => FreeList.Push(&ts->interp->memory_errors, o, ReserveSize);
}
