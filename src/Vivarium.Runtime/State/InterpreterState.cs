// One interpreter's state in unmanaged memory: its heap, collector, free lists and the objects it holds by itself (PyInterpreterState in CPython).
// The managed side (configuration, streams, handle table) is the class Interpreter, reached through `managed`. See docs/internals/state.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.State;

internal unsafe struct InterpreterState
{
    public PyHeap* heap;
    public FreeLists free_lists;
    /// <summary>Instances of MemoryError made in advance.</summary>
    public FreeList memory_errors;
    public GcState gc;

    public PyObject* builtins;
    public PyObject* builtins_module;
    public PyObject* sysdict;
    public PyObject* sys_module;
    public PyObject* modules;
    public PyObject* importlib;
    public PyObject* import_func;
    /// <summary>The built-in functions all and any, for LOAD_COMMON_CONSTANT.</summary>
    public PyObject* common_all;
    public PyObject* common_any;
    /// <summary>The built-in functions len and isinstance and the method list.append, which have specialised calls.</summary>
    public PyObject* callable_len;
    public PyObject* callable_isinstance;
    public PyObject* callable_list_append;
    /// <summary>The interned strings that are not shared with other interpreters; null until the first.</summary>
    public InternTable* interned;
    public PyObject* codec_search_path;
    public PyObject* codec_search_cache;
    public PyObject* codec_error_registry;
    /// <summary>A set of weak references to the program's thread-local objects; null until the first.</summary>
    public PyObject* thread_locals;
    public PyObject* atexit_callbacks;
    public PyObject* warnings_filters;
    public PyObject* warnings_once_registry;
    public PyObject* warnings_default_action;
    public long warnings_filters_version;
    /// <summary>The context variable whose value holds the filters of a context.</summary>
    public PyObject* warnings_context;
    /// <summary>The classes of syntax trees; null until one is asked for.</summary>
    public PyObject* ast_state;
    /// <summary>The module _struct's dict from formats to Struct objects; null until the first.</summary>
    public PyObject* struct_cache;
    /// <summary>The module _csv's dict of named dialects and its limit on the length of fields; null until it is imported.</summary>
    public PyObject* csv_dialects;
    public nint csv_field_limit;
    /// <summary>The sequence number and node of the identifiers that the module _uuid makes, and the time of the last one; 0 until the first.</summary>
    public ulong uuid_place;
    public long uuid_time;
    /// <summary>What the module _pickle takes from others, a tuple; null until it is imported.</summary>
    public PyObject* pickle_state;

    /// <summary>Attribute lookup cache of types (version, name → value).</summary>
    public TypeCacheEntry* type_cache;
    public uint next_type_version;
    public uint next_func_version;
    public uint next_dict_keys_version;
    public uint next_code_version;
    /// <summary>Per interpreter: the weak-reference dicts of static types' subclasses, by the type's index.</summary>
    public PyObject** static_type_subclasses;
    public PyWeakReference** static_type_weaklists;

    public ThreadState* threads;
    public ThreadState* main_thread;
    /// <summary>GCHandle of the managed <see cref="Interpreter"/>.</summary>
    public nint managed;
    public long id;
    public ulong next_thread_id;
    public int recursion_limit;
    public int int_max_str_digits;
    public int dlopenflags;
    /// <summary>List of the functions added by sys.addaudithook(); null while there is none.</summary>
    public PyObject* audit_hooks;
    /// <summary>Tools and callbacks of sys.monitoring; null until something is monitored.</summary>
    public MonitoringState* monitoring;
    /// <summary>Counts up when what is monitored changes: code whose own number differs must be brought up to date.</summary>
    public nuint instrumentation_version;
    /// <summary>How often -b was given: 0 no BytesWarning, 1 warn, 2 raise.</summary>
    public int bytes_warning;
    public int finalizing;
    /// <summary>Deferred calls, instrumentation and eval-breaker requests visible to all threads.</summary>
    public nuint pending_breaker;
    /// <summary>Serves signals, calls from other threads and the interpreter lock at check points; set by the managed side.</summary>
    public delegate*<ThreadState*, Status> serve_requests;
    /// <summary>The handler of each signal, a list; null until the module _signal is imported.</summary>
    public PyObject* signal_handlers;
    /// <summary>Calls the handlers of signals that have come; null unless this interpreter takes the process's signals.</summary>
    public delegate*<ThreadState*, Status> serve_signals;
    /// <summary>Gives the process's signals back when the interpreter ends.</summary>
    public delegate*<ThreadState*, void> release_signals;
    /// <summary>Whether a full wake-up descriptor is reported.</summary>
    public bool signal_wakeup_warns;
    /// <summary>The timeout of new sockets in nanoseconds; negative for none (the module _socket).</summary>
    public long socket_default_timeout;
}

/// <summary>One line of the type attribute cache.</summary>
internal unsafe struct TypeCacheEntry
{
    public uint version;
    public PyObject* name;
    public PyObject* value;
}
