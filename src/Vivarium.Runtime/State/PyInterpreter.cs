// One interpreter as .NET code holds it: its unmanaged state, configuration and the table of managed companions of heap objects. Disposing it ends Python (atexit, modules,
// last collection) and returns all of its memory. See docs/internals/state.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.State;

internal sealed unsafe class PyInterpreter : IDisposable
{
    private static long s_nextId;

    private PyInterpreter(RuntimeConfig config)
    {
        Config = config;
    }

    public RuntimeConfig Config { get; }

    public InterpreterState* State { get; private set; }

    public ThreadState* MainThread { get; private set; }

    /// <summary>Managed companions (streams, locks, CLR objects) that heap objects refer to by index.</summary>
    public HandleTable Handles { get; } = new();

    /// <summary>Held while the filters of warnings are changed.</summary>
    public ReentrantLock WarningsLock { get; } = new();

    /// <summary>Lines of programs that are in no file, for tracebacks.</summary>
    public Errors.Reports.InteractiveSources InteractiveSources => field ??= new();

    public Gil Gil { get; } = new();

    public ReentrantLock ImportLock { get; } = new();

    /// <summary>The monitor on which the main thread waits just now; null when it does not.</summary>
    internal volatile object? MainThreadWaitsOn;

    /// <summary>Does as if a signal had come; set by the module _signal, null until it is imported.</summary>
    public Action<int>? RaiseSignal { get; set; }

    /// <summary>Called once, before the main thread's next wait on a monitor: starts what ends such waits when a signal comes.</summary>
    public Action? MainThreadWillWait { get; set; }

    /// <summary>A signal has come: ends a wait of the main thread. To be called from any thread.</summary>
    public void WakeMainThread()
    {
        if (MainThreadWaitsOn is { } monitor)
            ThreadWait.Wake(monitor);
    }

    /// <summary>Runs when the interpreter ends, before its own state is cleared; set by the start sequence.</summary>
    public delegate*<ThreadState*, void> Finalizer { get; set; }

    /// <summary>Blocks that were still alive when the interpreter had ended; -1 before.</summary>
    public long LeakedBlocks { get; private set; } = -1;

    /// <summary>What those blocks were, by type name; empty when there were none.</summary>
    public string LeakReport { get; private set; } = "";

    public static PyInterpreter Of(ThreadState* ts) => (PyInterpreter)GCHandle.FromIntPtr(ts->interp->managed).Target!;

    /// <summary>An interpreter with builtin types and nothing imported. Null when its memory limit does not even hold that.</summary>
    public static PyInterpreter? Create(RuntimeConfig config)
    {
        if (config.use_hash_seed)
            HashSecret.Configure(config.hash_seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        ImmortalRegion.EnsureReady();
        var interpreter = new PyInterpreter(config);
        if (interpreter.Initialize())
            return interpreter;
        interpreter.Release();
        return null;
    }

    private bool Initialize()
    {
        PyHeap* heap = PyHeap.Create(new HeapOptions { Limit = (nuint)Math.Max(0, Config.heap_limit), Debug = Config.heap_debug });
        InterpreterState* interp = (InterpreterState*)NativeMemory.AllocZeroed((nuint)sizeof(InterpreterState));
        State = interp;
        interp->heap = heap;
        interp->managed = GCHandle.ToIntPtr(GCHandle.Alloc(this));
        interp->id = Interlocked.Increment(ref s_nextId) - 1;
        interp->recursion_limit = 1000;
        interp->dlopenflags = 2;
        interp->int_max_str_digits = Config.int_max_str_digits;
        interp->bytes_warning = Config.bytes_warning;
        interp->next_type_version = PyType.FirstHeapTypeVersion;
        interp->next_func_version = 1;
        interp->next_dict_keys_version = 2;
        interp->next_code_version = 1;
        interp->type_cache = (TypeCacheEntry*)NativeMemory.AllocZeroed((nuint)(PyType.CacheSize * sizeof(TypeCacheEntry)));
        interp->static_type_subclasses = (PyObject**)NativeMemory.AllocZeroed((nuint)(Subclasses.StaticTypeCount * sizeof(PyObject*)));
        interp->static_type_weaklists = (PyWeakReference**)NativeMemory.AllocZeroed((nuint)(Subclasses.StaticTypeCount * sizeof(PyWeakReference*)));
        GcCollector.Initialize(interp);
        GcCollector.SetStress(&interp->gc, Config.gc_stress);
        MainThread = ThreadStates.Create(interp);
        if (MainThread == null)
            return false;
        interp->main_thread = MainThread;
        Gil.Acquire(MainThread);
        return MemoryErrors.FillReserve(MainThread) == Status.Ok;
    }

    /// <summary>Ends Python, checks that nothing is left, and returns the memory.</summary>
    public void Dispose()
    {
        if (State == null)
            return;
        ThreadState* ts = MainThread;
        if (ts != null)
        {
            if (Finalizer != null)
                Finalizer(ts);
            Gil.Close();
            InterpreterTeardown.Run(ts);
            LeakedBlocks = State->heap->LiveBlocks;
            LeakReport = LeakedBlocks == 0 ? "" : LeakReporter.Describe(State->heap);
        }
        Release();
    }

    private void Release()
    {
        InterpreterState* interp = State;
        if (interp == null)
            return;
        PyHeap.Destroy(interp->heap);
        NativeMemory.Free(interp->type_cache);
        NativeMemory.Free(interp->static_type_subclasses);
        NativeMemory.Free(interp->static_type_weaklists);
        GCHandle.FromIntPtr(interp->managed).Free();
        NativeMemory.Free(interp);
        State = null;
        MainThread = null;
    }
}
