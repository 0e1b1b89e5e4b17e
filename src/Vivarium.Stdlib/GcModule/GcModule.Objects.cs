// The module gc: questions about objects. See docs/internals/gc.md.
namespace Vivarium.Stdlib.Gc;

internal static unsafe partial class GcModule
{
    [PyFunction("($module, obj, /)", Doc = "Whether the collector tracks the object.\n\nObjects that cannot refer to others are not tracked.")]
    private static bool is_tracked(ThreadState* ts, PyObject* module, PyObject* obj) => GcCollector.IsGc(obj) && GcList.IsTracked(obj);

    [PyFunction("($module, obj, /)", Doc = "Whether the object's finalizer has run.")]
    private static bool is_finalized(ThreadState* ts, PyObject* module, PyObject* obj) => GcCollector.IsGc(obj) && GcList.IsFinalized(obj);

    [PyFunction("($module, /, generation=None)", Doc = "A list of the tracked objects, but for that list itself.\n\n  generation\n    Of all generations (None or -1), or of one.")]
    private static PyObject* get_objects(ThreadState* ts, PyObject* module, PyObject* generation)
    {
        int only = -1;
        if (generation != Py.None)
        {
            if (!Num.HasIndex(generation))
                return Err.Type(ts, $"argument should be integer or None, not '{PyType.NameOf(generation)}'");
            nint given = Num.AsSsize(ts, generation, Exc.OverflowError);
            if (given == -1 && Err.Occurred(ts))
                return null;
            if (given >= GcState.GenerationCount)
                return Err.Value(ts, $"generation parameter must be less than the number of available generations ({GcState.GenerationCount})");
            if (given < -1)
                return Err.Value(ts, "generation parameter cannot be negative");
            only = (int)given;
        }
        if (Audit.Wanted(ts) && Audit.RaiseOne(ts, "gc.get_objects", generation) != Status.Ok)
            return null;
        using Owned<PyObject> result = Own.Of(ts, PyList.New(ts, 0));
        for (int i = 0; i < GcState.GenerationCount; i++)
        {
            if (result.IsNull || ((only < 0 || only == i) && AddAll(ts, GcCollector.ListOf(StateOf(ts), i), result.Pointer) != Status.Ok))
                return null;
        }
        return result.Release();
    }

    /// <summary>Appending allocates no container, so the collector's list stays as it is.</summary>
    private static Status AddAll(ThreadState* ts, PyGC_Head* list, PyObject* result)
    {
        for (PyGC_Head* at = (PyGC_Head*)list->_gc_next; at != list; at = (PyGC_Head*)at->_gc_next)
        {
            PyObject* o = GcList.ObjectOf(at);
            if (o != result && PyList.Append(ts, result, o) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    /// <summary>What the visitors below share.</summary>
    private struct Search
    {
        public ThreadState* ts;
        public PyObject* objects;
        public PyObject* result;
    }

    [PyFunction("($module, /, *objs)", Doc = "A list of the objects that refer directly to any of those given.")]
    private static PyObject* get_referrers(ThreadState* ts, PyObject* module, PyObject* objs)
    {
        if (Audit.Wanted(ts) && Audit.RaiseOne(ts, "gc.get_referrers", objs) != Status.Ok)
            return null;
        using Owned<PyObject> result = Own.Of(ts, PyList.New(ts, 0));
        if (result.IsNull)
            return null;
        for (int i = 0; i < GcState.GenerationCount; i++)
        {
            if (AddReferrers(ts, GcCollector.ListOf(StateOf(ts), i), objs, result.Pointer) != Status.Ok)
                return null;
        }
        return result.Release();
    }

    private static Status AddReferrers(ThreadState* ts, PyGC_Head* list, PyObject* objects, PyObject* result)
    {
        for (PyGC_Head* at = (PyGC_Head*)list->_gc_next; at != list; at = (PyGC_Head*)at->_gc_next)
        {
            PyObject* o = GcList.ObjectOf(at);
            traverseproc traverse = TypeSlots.Of(o)->tp_traverse;
            if (o == objects || o == result || traverse == null)
                continue;
            if (traverse(o, &IsOneOf, objects) != 0 && PyList.Append(ts, result, o) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    private static int IsOneOf(PyObject* o, void* objects)
    {
        PyObject* tuple = (PyObject*)objects;
        for (nint i = 0; i < PyTuple.Size(tuple); i++)
        {
            if (PyTuple.GetBorrowed(tuple, i) == o)
                return 1;
        }
        return 0;
    }

    [PyFunction("($module, /, *objs)", Doc = "A list of the objects that those given refer to directly.")]
    private static PyObject* get_referents(ThreadState* ts, PyObject* module, PyObject* objs)
    {
        if (Audit.Wanted(ts) && Audit.RaiseOne(ts, "gc.get_referents", objs) != Status.Ok)
            return null;
        using Owned<PyObject> result = Own.Of(ts, PyList.New(ts, 0));
        if (result.IsNull)
            return null;
        Search search = new() { ts = ts, objects = objs, result = result.Pointer };
        for (nint i = 0; i < PyTuple.Size(objs); i++)
        {
            PyObject* o = PyTuple.GetBorrowed(objs, i);
            traverseproc traverse = GcCollector.IsGc(o) ? TypeSlots.Of(o)->tp_traverse : null;
            if (traverse != null && traverse(o, &AddReferent, &search) != 0)
                return null;
        }
        return result.Release();
    }

    private static int AddReferent(PyObject* o, void* context)
    {
        Search* search = (Search*)context;
        return PyList.Append(search->ts, search->result, o) == Status.Ok ? 0 : 1;
    }
}
