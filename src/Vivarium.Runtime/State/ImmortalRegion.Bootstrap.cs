// Making the immortal region, once for the process: a bootstrap interpreter with a heap that is never freed defines and readies every static type; then all that it made
// is marked immortal. See docs/internals/state.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.State;

internal static unsafe partial class ImmortalRegion
{
    private static readonly Lock s_initializing = new();
    private static readonly List<nint> s_typeSources = [];
    private static readonly List<nint> s_constantSources = [];
    private static readonly HashSet<nint> s_types = [];
    private static InterpreterState* s_bootstrap;
    private static volatile bool s_ready;

    /// <summary>Whether the thread state is the one that makes the immortal region.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsBootstrap(ThreadState* ts) => ts->interp == s_bootstrap;

    /// <summary>
    /// Adds an assembly's types before the first interpreter is made: <paramref name="define"/> fills them and gives their number and addresses, bases first.
    /// </summary>
    public static void AddTypes(delegate*<PyTypeObject***, int> define)
    {
        lock (s_initializing)
        {
            if (s_ready)
                throw new InvalidOperationException("Types must be added before the first interpreter is made.");
            s_typeSources.Add((nint)define);
        }
    }

    /// <summary>Adds attributes of static types that are objects of other static types, to be set when all types are ready.</summary>
    public static void AddConstants(delegate*<ThreadState*, Status> add)
    {
        lock (s_initializing)
        {
            if (s_ready)
                throw new InvalidOperationException("Constants must be added before the first interpreter is made.");
            s_constantSources.Add((nint)add);
        }
    }

    /// <summary>Makes the region unless it is there.</summary>
    public static void EnsureReady()
    {
        if (s_ready)
            return;
        lock (s_initializing)
        {
            if (s_ready)
                return;
            Make();
            s_ready = true;
        }
    }

    private static int DefineRuntimeTypes(PyTypeObject*** all)
    {
        GeneratedTypes.DefineAll();
        *all = GeneratedTypes.All;
        return GeneratedTypes.Count;
    }

    private static void Make()
    {
        InterpreterState* interp = (InterpreterState*)Allocate((nuint)sizeof(InterpreterState));
        ThreadState* ts = (ThreadState*)Allocate((nuint)sizeof(ThreadState));
        interp->heap = PyHeap.Create(default);
        interp->type_cache = (TypeCacheEntry*)Allocate((nuint)(PyType.CacheSize * sizeof(TypeCacheEntry)));
        interp->next_type_version = 1;
        interp->next_func_version = 1;
        interp->next_dict_keys_version = 2;
        GcCollector.Initialize(interp);
        interp->gc.enabled = 0;
        s_bootstrap = interp;
        ThreadStates.Initialize(ts, interp);
        SlotTable.Initialize();
        s_typeSources.Insert(0, (nint)(delegate*<PyTypeObject***, int>)(&DefineRuntimeTypes));
        s_typeSources.Insert(1, (nint)(delegate*<PyTypeObject***, int>)(&PlainExceptions.Define));
        s_typeSources.Insert(2, (nint)(delegate*<PyTypeObject***, int>)(&ExceptionGroupType.Define));
        s_typeSources.Insert(3, (nint)(delegate*<PyTypeObject***, int>)(&UnraisableHookArgs.Define));
        foreach (nint source in s_typeSources)
        {
            PyTypeObject** all;
            if (source == (nint)(delegate*<PyTypeObject***, int>)(&ExceptionGroupType.Define))
                ExceptionGroupType.SetBases(ts);
            int count = ((delegate*<PyTypeObject***, int>)source)(&all);
            ReadyFirst(ts);
            for (int i = 0; i < count; i++)
                Ready(ts, all[i]);
        }
        foreach (nint source in s_constantSources)
        {
            if (((delegate*<ThreadState*, Status>)source)(ts) != Status.Ok)
                throw new InvalidOperationException("A constant of a static type could not be added.");
        }
        ImmortalizeAll(interp);
        PyType.FirstHeapTypeVersion = interp->next_type_version;
    }

    /// <summary>What making other types ready makes instances of.</summary>
    private static void ReadyFirst(ThreadState* ts)
    {
        Ready(ts, ObjectType.Type);
        Ready(ts, TypeType.Type);
        Ready(ts, BuiltinFunctionType.Type);
        Ready(ts, StaticMethodType.Type);
    }

    /// <summary>Whether the address is that of a static type.</summary>
    public static bool IsStaticType(void* address) => s_types.Contains((nint)address);

    private static void Ready(ThreadState* ts, PyTypeObject* type)
    {
        s_types.Add((nint)type);
        if (TypeReady.Ready(ts, type) == Status.Ok && (!StructSequence.Is(type) || StructSequence.AddCounts(ts, type) == Status.Ok))
            return;
        string reason = ts->current_exception == null ? "" : PyType.NameOf(ts->current_exception);
        throw new InvalidOperationException($"The type {PyType.TpName(type)} could not be made ready: {reason}");
    }

    /// <summary>Everything the bootstrap made is a container (on the collector's list) or a string that one of them holds.</summary>
    private static void ImmortalizeAll(InterpreterState* interp)
    {
        PyGC_Head* list = interp->gc.generation0;
        PyGC_Head* next;
        for (PyGC_Head* head = (PyGC_Head*)list->_gc_next; head != list; head = next)
        {
            next = (PyGC_Head*)head->_gc_next;
            PyObject* o = GcList.ObjectOf(head);
            Ref.SetImmortal(o);
            traverseproc traverse = TypeSlots.Of(o)->tp_traverse;
            if (traverse != null)
                traverse(o, &Immortalize, null);
            if (o->ob_type->tp_base == ObjectType.Type && TypeSlots.Of(o)->tp_traverse == (traverseproc)(&Descriptors.Traverse))
                Immortalize(((PyDescrObject*)o)->d_name, null);
            head->_gc_next = 0;
            head->_gc_prev = 0;
        }
        list->_gc_next = (nuint)list;
        list->_gc_prev = (nuint)list;
    }

    private static int Immortalize(PyObject* o, void* context)
    {
        if (!Ref.IsImmortal(o))
            Ref.SetImmortal(o);
        return 0;
    }
}
