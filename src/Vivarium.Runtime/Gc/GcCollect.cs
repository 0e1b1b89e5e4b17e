// The collection: generations are merged, split into reachable and unreachable objects, weak references are cleared and their callbacks run, finalizers run, and what
// is still unreachable then is taken apart by tp_clear. The order of these steps is visible to programs. See docs/internals/gc.md.
namespace Vivarium.Runtime.Gc;

internal static unsafe partial class GcCollector
{
    private const int Oldest = GcState.GenerationCount - 1;

    public static PyGC_Head* ListOf(GcState* gc, int generation) => &Generation(gc, generation)->head;

    public static GcGeneration* Generation(GcState* gc, int generation) => (GcGeneration*)&gc->generations + generation;

    public static GcGenerationStats* Stats(GcState* gc, int generation) => (GcGenerationStats*)&gc->generation_stats + generation;

    /// <summary>Makes the lists and sets the defaults, before the interpreter's first container is allocated.</summary>
    public static void Initialize(InterpreterState* interp)
    {
        GcState* gc = &interp->gc;
        *gc = default;
        for (int i = 0; i < GcState.GenerationCount; i++)
        {
            GcLists.Init(ListOf(gc, i));
            SetThreshold(gc, i, i == 0 ? 2000 : 10);
        }
        GcLists.Init(&gc->permanent_generation.head);
        gc->generation0 = ListOf(gc, 0);
        gc->enabled = 1;
    }

    /// <summary>At a check point: collects the oldest generation whose threshold was crossed.</summary>
    public static void RunScheduled(ThreadState* ts)
    {
        GcState* gc = &ts->interp->gc;
        if (gc->collecting != 0)
            return;
        int generation = gc->stress_interval > 0 ? Oldest : Select(gc);
        if (generation >= 0)
            Run(ts, generation);
    }

    /// <summary>The oldest generation that is due, or -1. A full collection also waits until enough objects have survived since the last: a quarter of all.</summary>
    private static int Select(GcState* gc)
    {
        for (int i = Oldest; i >= 0; i--)
        {
            GcGeneration* generation = Generation(gc, i);
            if (generation->count <= generation->threshold)
                continue;
            if (i == Oldest && gc->long_lived_pending < gc->long_lived_total / 4)
                continue;
            return i;
        }
        return -1;
    }

    /// <summary>gc.collect(): the number of unreachable objects found.</summary>
    public static nint Collect(ThreadState* ts, int generation)
    {
        if (ts->interp->gc.collecting != 0)
            return 0;
        PyObject* pending = Err.Fetch(ts);
        nint found = Run(ts, generation);
        Err.Restore(ts, pending);
        return found;
    }

    public static nint CollectFull(ThreadState* ts) => Collect(ts, Oldest);

    private static nint Run(ThreadState* ts, int generation)
    {
        GcState* gc = &ts->interp->gc;
        gc->collecting = 1;
        InvokeCallbacks(ts, "start", generation, 0, 0);
        nint collected = 0;
        nint uncollectable = 0;
        long start = (gc->debug & GcDebug.Stats) != 0 ? GcDebug.Begin(ts, gc, generation) : 0;
        Main(ts, gc, generation, ref collected, ref uncollectable);
        if ((gc->debug & GcDebug.Stats) != 0)
            GcDebug.End(ts, start, collected, uncollectable);
        if (generation == Oldest)
            FreeListClearing.ClearAll(ts);
        if (Err.Occurred(ts))
            Err.WriteUnraisable(ts, "Exception ignored in garbage collection", null);
        GcGenerationStats* stats = Stats(gc, generation);
        stats->collections++;
        stats->collected += collected;
        stats->uncollectable += uncollectable;
        InvokeCallbacks(ts, "stop", generation, collected, uncollectable);
        gc->collecting = 0;
        return collected + uncollectable;
    }

    private static void Main(ThreadState* ts, GcState* gc, int generation, ref nint collected, ref nint uncollectable)
    {
        if (generation + 1 < GcState.GenerationCount)
            Generation(gc, generation + 1)->count++;
        for (int i = 0; i <= generation; i++)
            Generation(gc, i)->count = 0;
        for (int i = 0; i < generation; i++)
            GcLists.Merge(ListOf(gc, i), ListOf(gc, generation));
        PyGC_Head* young = ListOf(gc, generation);
        PyGC_Head* old = generation < Oldest ? ListOf(gc, generation + 1) : young;
        PyGC_Head unreachable;
        GcCycle.Split(young, &unreachable);
        GcLists.UntrackTuples(young);
        if (young != old)
        {
            if (generation == Oldest - 1)
                gc->long_lived_pending += GcLists.Count(young);
            GcLists.Merge(young, old);
        }
        else
        {
            gc->long_lived_pending = 0;
            gc->long_lived_total = GcLists.Count(young);
        }
        PyGC_Head legacy;
        GcLists.Init(&legacy);
        MoveLegacy(&unreachable, &legacy);
        if ((gc->debug & GcDebug.Collectable) != 0)
            GcDebug.List(ts, "collectable", &unreachable);
        GcWeakrefs.Handle(ts, &unreachable, old, ref collected);
        FinalizeAll(ts, &unreachable);
        // Finalizers may have made some objects reachable again: these, and what they refer to, stay.
        PyGC_Head garbage;
        GcCycle.Split(&unreachable, &garbage);
        GcCycle.ClearMarks(&garbage);
        GcLists.Merge(&unreachable, old);
        GcWeakrefs.ClearLate(ts, &garbage);
        collected += GcLists.Count(&garbage);
        ClearAll(ts, gc, &garbage, old);
        uncollectable = GcLists.Count(&legacy);
        if ((gc->debug & GcDebug.Uncollectable) != 0)
            GcDebug.List(ts, "uncollectable", &legacy);
        KeepLegacy(ts, gc, &legacy, old);
    }

    // ---- tp_del: finalizers of old, which the collector must not run ----

    private static void MoveLegacy(PyGC_Head* unreachable, PyGC_Head* legacy)
    {
        PyGC_Head* at = (PyGC_Head*)unreachable->_gc_next;
        while (at != unreachable)
        {
            PyGC_Head* next = (PyGC_Head*)at->_gc_next;
            if (TypeSlots.Of(GcList.ObjectOf(at))->tp_del != null)
                MoveTo(at, legacy);
            at = next;
        }
        // What they refer to must stay as well.
        for (at = (PyGC_Head*)legacy->_gc_next; at != legacy; at = (PyGC_Head*)at->_gc_next)
        {
            PyObject* o = GcList.ObjectOf(at);
            traverseproc traverse = TypeSlots.Of(o)->tp_traverse;
            if (traverse != null)
                traverse(o, &VisitLegacy, legacy);
        }
    }

    private static void MoveTo(PyGC_Head* head, PyGC_Head* list)
    {
        GcLists.Move(head, list);
        head->_gc_prev &= ~GcList.PrevCollecting;
    }

    private static int VisitLegacy(PyObject* o, void* list)
    {
        if (IsGc(o) && GcCycle.IsCollecting(o))
            MoveTo(GcList.HeadOf(o), (PyGC_Head*)list);
        return 0;
    }

    private static void KeepLegacy(ThreadState* ts, GcState* gc, PyGC_Head* legacy, PyGC_Head* old)
    {
        for (PyGC_Head* at = (PyGC_Head*)legacy->_gc_next; at != legacy; at = (PyGC_Head*)at->_gc_next)
        {
            PyObject* o = GcList.ObjectOf(at);
            if (((gc->debug & GcDebug.SaveAll) != 0 || TypeSlots.Of(o)->tp_del != null) && AddGarbage(ts, gc, o) != Status.Ok)
            {
                Err.Clear(ts);
                break;
            }
        }
        GcLists.Merge(legacy, old);
    }

    private static Status AddGarbage(ThreadState* ts, GcState* gc, PyObject* o)
    {
        if (gc->garbage == null && (gc->garbage = PyList.New(ts, 0)) == null)
            return Status.Error;
        return PyList.Append(ts, gc->garbage, o);
    }

    // ---- Finalizers and tp_clear ----

    /// <summary>Runs the finalizers that have not run. Objects are moved aside one by one, for a finalizer may free or untrack any of them.</summary>
    private static void FinalizeAll(ThreadState* ts, PyGC_Head* unreachable)
    {
        PyGC_Head seen;
        GcLists.Init(&seen);
        while (!GcLists.IsEmpty(unreachable))
        {
            PyGC_Head* at = (PyGC_Head*)unreachable->_gc_next;
            PyObject* o = GcList.ObjectOf(at);
            GcLists.Move(at, &seen);
            destructor finalize = TypeSlots.Of(o)->tp_finalize;
            if (finalize == null || GcList.IsFinalized(o))
                continue;
            GcList.SetFinalized(o);
            Ref.Inc(o);
            finalize(ts, o);
            Ref.Dec(ts, o);
        }
        GcLists.Merge(&seen, unreachable);
    }

    private static void ClearAll(ThreadState* ts, GcState* gc, PyGC_Head* garbage, PyGC_Head* old)
    {
        while (!GcLists.IsEmpty(garbage))
        {
            PyGC_Head* at = (PyGC_Head*)garbage->_gc_next;
            PyObject* o = GcList.ObjectOf(at);
            if ((gc->debug & GcDebug.SaveAll) != 0)
            {
                if (AddGarbage(ts, gc, o) != Status.Ok)
                    Err.Clear(ts);
            }
            else
            {
                destructor clear = TypeSlots.Of(o)->tp_clear;
                if (clear != null)
                {
                    Ref.Inc(o);
                    clear(ts, o);
                    if (Err.Occurred(ts))
                        Err.WriteUnraisable(ts, $"Exception ignored in tp_clear of {PyType.NameOf(o)}", null);
                    Ref.Dec(ts, o);
                }
            }
            // Still there: something else holds it, so it lives on.
            if (garbage->_gc_next == (nuint)at)
                GcLists.Move(at, old);
        }
    }

    // ---- gc.callbacks ----

    private static void InvokeCallbacks(ThreadState* ts, string phase, int generation, nint collected, nint uncollectable)
    {
        PyObject* callbacks = ts->interp->gc.callbacks;
        if (callbacks == null || PyList.Size(callbacks) == 0)
            return;
        PyObject* pending = Err.Fetch(ts);
        using Owned<PyObject> info = Own.Of(ts, Info(ts, generation, collected, uncollectable));
        using Owned<PyObject> phaseText = Own.Of(ts, info.IsNull ? null : PyUnicode.FromString(ts, phase));
        if (phaseText.IsNull)
        {
            Err.WriteUnraisable(ts, "Exception ignored on invoking gc callbacks", null);
            Err.Restore(ts, pending);
            return;
        }
        Ref.Inc(callbacks);
        for (nint i = 0; i < PyList.Size(callbacks); i++)
        {
            PyObject* callback = Ref.New(PyList.GetBorrowed(callbacks, i));
            PyObject* result = Call.TwoArgs(ts, callback, phaseText.Pointer, info.Pointer);
            if (result == null)
                Err.WriteUnraisable(ts, "Exception ignored while calling GC callback", callback);
            else
                Ref.Dec(ts, result);
            Ref.Dec(ts, callback);
        }
        Ref.Dec(ts, callbacks);
        Err.Restore(ts, pending);
    }

    private static PyObject* Info(ThreadState* ts, int generation, nint collected, nint uncollectable)
    {
        PyObject* info = PyDict.New(ts);
        if (info == null)
            return null;
        if (SetNumber(ts, info, "generation", generation) == Status.Ok && SetNumber(ts, info, "collected", collected) == Status.Ok
            && SetNumber(ts, info, "uncollectable", uncollectable) == Status.Ok)
            return info;
        Ref.Dec(ts, info);
        return null;
    }

    private static Status SetNumber(ThreadState* ts, PyObject* dict, string key, nint value)
    {
        using Owned<PyObject> number = Own.Of(ts, PyLong.FromNInt(ts, value));
        return number.IsNull ? Status.Error : PyDict.SetString(ts, dict, key, number.Pointer);
    }

    // ---- Freezing, and the end of the interpreter ----

    public static void Freeze(GcState* gc)
    {
        for (int i = 0; i < GcState.GenerationCount; i++)
        {
            GcLists.Merge(ListOf(gc, i), &gc->permanent_generation.head);
            Generation(gc, i)->count = 0;
        }
    }

    public static void Unfreeze(GcState* gc) => GcLists.Merge(&gc->permanent_generation.head, ListOf(gc, Oldest));

    /// <summary>Releases what the collector holds itself.</summary>
    public static void Release(ThreadState* ts)
    {
        Ref.Clear(ts, &ts->interp->gc.garbage);
        Ref.Clear(ts, &ts->interp->gc.callbacks);
    }
}
