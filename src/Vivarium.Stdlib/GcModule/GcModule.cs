// The module gc: a program's view of the collector (Runtime/Gc), its settings, its statistics and what it tracks. See docs/internals/gc.md.
namespace Vivarium.Stdlib.Gc;

[PyModule("gc", Doc = "The collector of reference cycles.\n\n"
    + "enable(), disable(), isenabled() -- automatic collection\ncollect() -- a full collection now\nget_count(), get_threshold(), set_threshold() -- when it runs\n"
    + "get_stats() -- what each generation's collections did\nset_debug(), get_debug() -- debugging flags\nget_objects() -- what is tracked\n"
    + "is_tracked(), is_finalized() -- about one object\nget_referrers(), get_referents() -- who refers to whom\nfreeze(), unfreeze(), get_freeze_count() -- objects that collections leave alone\n")]
internal static unsafe partial class GcModule
{
    private static GcState* StateOf(ThreadState* ts) => &ts->interp->gc;

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        GcState* gc = StateOf(ts);
        if ((gc->garbage == null && (gc->garbage = PyList.New(ts, 0)) == null) || (gc->callbacks == null && (gc->callbacks = PyList.New(ts, 0)) == null))
            return Status.Error;
        bool ok = Modules.AddObject(ts, module, "garbage", gc->garbage) == Status.Ok && Modules.AddObject(ts, module, "callbacks", gc->callbacks) == Status.Ok
            && Modules.AddIntConstant(ts, module, "DEBUG_STATS", GcDebug.Stats) == Status.Ok
            && Modules.AddIntConstant(ts, module, "DEBUG_COLLECTABLE", GcDebug.Collectable) == Status.Ok
            && Modules.AddIntConstant(ts, module, "DEBUG_UNCOLLECTABLE", GcDebug.Uncollectable) == Status.Ok
            && Modules.AddIntConstant(ts, module, "DEBUG_SAVEALL", GcDebug.SaveAll) == Status.Ok
            && Modules.AddIntConstant(ts, module, "DEBUG_LEAK", GcDebug.Leak) == Status.Ok;
        return ok ? Status.Ok : Status.Error;
    }

    // ---- Running it -----------------------------------------------------------------------------------------------------------------------

    [PyFunction("($module, /)", Doc = "Lets collections run by themselves.")]
    private static void enable(ThreadState* ts, PyObject* module) => StateOf(ts)->enabled = 1;

    [PyFunction("($module, /)", Doc = "Keeps collections from running by themselves.")]
    private static void disable(ThreadState* ts, PyObject* module) => StateOf(ts)->enabled = 0;

    [PyFunction("($module, /)", Doc = "Whether collections run by themselves.")]
    private static bool isenabled(ThreadState* ts, PyObject* module) => StateOf(ts)->enabled != 0;

    [PyFunction("($module, /, generation=2)",
        Doc = "Runs a collection, of all generations or of those up to the one given.\n\nThe result is the number of unreachable objects. A number of a generation\nthat does not exist is a ValueError.")]
    private static nint collect(ThreadState* ts, PyObject* module, int generation = 2)
    {
        if (generation is >= 0 and < GcState.GenerationCount)
            return GcCollector.Collect(ts, generation);
        Err.Value(ts, "invalid generation");
        return -1;
    }

    [PyFunction("($module, flags, /)", Doc = "Sets what collections report on standard error.\n\n"
        + "  flags\n    DEBUG_STATS          statistics of each collection\n    DEBUG_COLLECTABLE    unreachable objects\n    DEBUG_UNCOLLECTABLE  those that cannot be freed\n"
        + "    DEBUG_SAVEALL        puts unreachable objects into gc.garbage instead of freeing them\n    DEBUG_LEAK           all of these but the statistics")]
    private static void set_debug(ThreadState* ts, PyObject* module, int flags) => StateOf(ts)->debug = flags;

    [PyFunction("($module, /)", Doc = "The debugging flags.")]
    private static int get_debug(ThreadState* ts, PyObject* module) => StateOf(ts)->debug;

    // ---- When it runs ---------------------------------------------------------------------------------------------------------------------

    [PyFunction(Doc = "set_threshold(threshold0, [threshold1, [threshold2]])\nSets when collections run by themselves; 0 for the first means never.", NoKeywords = true, HideSignature = true)]
    private static PyObject* set_threshold(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs is < 1 or > GcState.GenerationCount)
            return Err.Type(ts, "gc.set_threshold requires 1 to 3 arguments");
        int* thresholds = stackalloc int[GcState.GenerationCount];
        for (int i = 0; i < nargs; i++)
        {
            using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, args[i]));
            thresholds[i] = number.IsNull ? -1 : PyLong.AsInt32(ts, number.Pointer);
            if (thresholds[i] == -1 && Err.Occurred(ts))
                return null;
        }
        for (int i = 0; i < nargs; i++)
            GcCollector.SetThreshold(StateOf(ts), i, thresholds[i]);
        return Py.None;
    }

    private static PyObject* ThreeNumbers(ThreadState* ts, int a, int b, int c)
    {
        using Owned<PyObject> x = Own.Of(ts, PyLong.FromInt64(ts, a));
        using Owned<PyObject> y = Own.Of(ts, x.IsNull ? null : PyLong.FromInt64(ts, b));
        using Owned<PyObject> z = Own.Of(ts, y.IsNull ? null : PyLong.FromInt64(ts, c));
        return z.IsNull ? null : PyTuple.Pack(ts, x.Pointer, y.Pointer, z.Pointer);
    }

    [PyFunction("($module, /)", Doc = "The thresholds of the three generations.")]
    private static PyObject* get_threshold(ThreadState* ts, PyObject* module)
    {
        GcState* gc = StateOf(ts);
        return ThreeNumbers(ts, GcCollector.Generation(gc, 0)->threshold, GcCollector.Generation(gc, 1)->threshold, GcCollector.Generation(gc, 2)->threshold);
    }

    [PyFunction("($module, /)", Doc = "The counts of the three generations, which the thresholds are compared with.")]
    private static PyObject* get_count(ThreadState* ts, PyObject* module)
    {
        GcState* gc = StateOf(ts);
        return ThreeNumbers(ts, GcCollector.Generation(gc, 0)->count, GcCollector.Generation(gc, 1)->count, GcCollector.Generation(gc, 2)->count);
    }

    private static Status SetNumber(ThreadState* ts, PyObject* dict, string key, nint value)
    {
        using Owned<PyObject> number = Own.Of(ts, PyLong.FromNInt(ts, value));
        return number.IsNull ? Status.Error : PyDict.SetString(ts, dict, key, number.Pointer);
    }

    [PyFunction("($module, /)", Doc = "A list of a dict for each generation: how often it was collected, and what was found.")]
    private static PyObject* get_stats(ThreadState* ts, PyObject* module)
    {
        // Making the dicts counts too: the numbers are those from before.
        GcGenerationStats* stats = stackalloc GcGenerationStats[GcState.GenerationCount];
        for (int i = 0; i < GcState.GenerationCount; i++)
            stats[i] = *GcCollector.Stats(StateOf(ts), i);
        using Owned<PyObject> result = Own.Of(ts, PyList.New(ts, 0));
        for (int i = 0; i < GcState.GenerationCount; i++)
        {
            using Owned<PyObject> dict = Own.Of(ts, result.IsNull ? null : PyDict.New(ts));
            if (dict.IsNull || SetNumber(ts, dict.Pointer, "collections", stats[i].collections) != Status.Ok || SetNumber(ts, dict.Pointer, "collected", stats[i].collected) != Status.Ok
                || SetNumber(ts, dict.Pointer, "uncollectable", stats[i].uncollectable) != Status.Ok || PyList.Append(ts, result.Pointer, dict.Pointer) != Status.Ok)
                return null;
        }
        return result.Release();
    }

    // ---- Freezing -------------------------------------------------------------------------------------------------------------------------

    [PyFunction("($module, /)", Doc = "Takes all tracked objects out of what collections look at.\n\nA process that is about to fork keeps its memory shared in that way.")]
    private static void freeze(ThreadState* ts, PyObject* module) => GcCollector.Freeze(StateOf(ts));

    [PyFunction("($module, /)", Doc = "Puts the frozen objects back, into the oldest generation.")]
    private static void unfreeze(ThreadState* ts, PyObject* module) => GcCollector.Unfreeze(StateOf(ts));

    [PyFunction("($module, /)", Doc = "The number of frozen objects.")]
    private static nint get_freeze_count(ThreadState* ts, PyObject* module) => GcLists.Count(&StateOf(ts)->permanent_generation.head);
}
