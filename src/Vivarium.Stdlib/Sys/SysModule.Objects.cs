// sys: functions about objects and memory: reference counts, sizes, interned strings, statistics, limits.
using Vivarium.Heap;
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Stdlib.Sys;

internal static unsafe partial class SysModule
{
    /// <summary>The least limit on the digits of conversions that may be set.</summary>
    internal const int LeastMaxStrDigits = 640;

    [PyFunction("($module, object, /)", Doc = "The reference count of an object.\n\nIt may count the reference that the argument itself is.")]
    private static PyObject* getrefcount(ThreadState* ts, PyObject* module, PyObject* o) => PyLong.FromInt64(ts, o->ob_refcnt);

    [PyFunction("($module, object, default=<unrepresentable>)", HideSignature = true,
        Doc = "getsizeof(object [, default]) -> int\n\nThe bytes that the object itself takes, without what it refers to.")]
    private static PyObject* getsizeof(ThreadState* ts, PyObject* module, PyObject* o, PyObject* @default = null)
    {
        nint size = SizeOf(ts, o);
        if (size >= 0)
            return PyLong.FromNInt(ts, size);
        if (@default == null || !Err.Matches(ts, Exc.TypeError))
            return null;
        Err.Clear(ts);
        return Ref.New(@default);
    }

    /// <summary>What __sizeof__ says, and what lies before the object; -1 with an exception.</summary>
    internal static nint SizeOf(ThreadState* ts, PyObject* o)
    {
        using Owned<PyObject> method = Own.Of(ts, PyType.LookupSpecial(ts, o, Id.__sizeof__));
        if (method.IsNull)
        {
            if (!Err.Occurred(ts))
                Err.Type(ts, $"Type {PyType.NameOf(o)} doesn't define __sizeof__");
            return -1;
        }
        using Owned<PyObject> result = Own.Of(ts, Call.NoArgs(ts, method.Pointer));
        if (result.IsNull)
            return -1;
        if (!PyLong.Check(result.Pointer))
        {
            Err.Type(ts, "an integer is required");
            return -1;
        }
        nint size = PyLong.AsNInt(ts, result.Pointer);
        if (size == -1 && Err.Occurred(ts))
            return -1;
        if (size < 0)
        {
            Err.Value(ts, "__sizeof__() should return >= 0");
            return -1;
        }
        return size + (nint)PreHeader(o);
    }

    private static nuint PreHeader(PyObject* o)
    {
        PyTypeObject* type = o->ob_type;
        delegate*<PyObject*, bool> isGc = TypeSlots.Of(type)->tp_is_gc;
        bool gc = PyType.HasFlag(type, TypeFlags.HaveGc) && (isGc == null || isGc(o));
        return gc || !PyType.HasFlag(type, TypeFlags.HaveGc) ? ObjectAlloc.PreHeaderSize(type) : 0;
    }

    [PyFunction("($module, op, /)", Doc = "Tell whether the object is never counted nor freed (PEP 683).")]
    private static bool _is_immortal(ThreadState* ts, PyObject* module, PyObject* op) => Ref.IsImmortal(op);

    [PyFunction("($module, string, /)", Doc = "The one interned str that is equal to the argument, which becomes it if there is none.\n\n"
        + "Interned strings are compared by identity, which makes lookups of names fast.")]
    private static PyObject* intern(ThreadState* ts, PyObject* module, PyASCIIObject* @string)
    {
        PyObject* text = (PyObject*)@string;
        if (!PyUnicode.CheckExact(text))
            return Err.Type(ts, $"can't intern {PyType.NameOf(text)}");
        Ref.Inc(text);
        PyUnicode.InternInPlace(ts, &text);
        return text;
    }

    [PyFunction("($module, string, /)", Doc = "Tell whether the str is interned.")]
    private static bool _is_interned(ThreadState* ts, PyObject* module, PyASCIIObject* @string) => PyUnicode.IsInterned((PyObject*)@string);

    [PyFunction("($module, /)", Doc = "How many blocks of memory the interpreter's heap has handed out.")]
    private static long getallocatedblocks(ThreadState* ts, PyObject* module) => ts->interp->heap->LiveBlocks;

    [PyFunction("($module, /, *, _only_immortal=False)", Doc = "How many strings are interned.")]
    private static nint getunicodeinternedsize(ThreadState* ts, PyObject* module, bool _only_immortal) => PyUnicode.InternedCount(ts, _only_immortal);

    [PyFunction("($module, /)", Doc = "Print statistics of the heap to stderr.")]
    private static void _debugmallocstats(ThreadState* ts, PyObject* module)
    {
        using var text = new StringWriter();
        HeapStatistics.Of(ts->interp->heap).WriteTo(text);
        Console.Error.Write(text.ToString());
    }

    [PyFunction("($module, /)", Doc = "Forget cached lookups of types' attributes.")]
    private static void _clear_type_cache(ThreadState* ts, PyObject* module) => PyType.ClearCache(ts);

    [PyFunction("($module, /)", Doc = "Forget everything that is kept for speed alone.")]
    private static void _clear_internal_caches(ThreadState* ts, PyObject* module) => PyType.ClearCache(ts);

    [PyFunction("($module, type, /)", Doc = "Remove the descriptors of __dict__ and __weakref__ from a class (for dataclasses).")]
    private static PyObject* _clear_type_descriptors(ThreadState* ts, PyObject* module, PyTypeObject* type)
    {
        if (PyType.HasFlag(type, TypeFlags.ImmutableType))
            return Err.Type(ts, "argument is immutable");
        if (Drop(ts, type, Id.__dict__) == Lookup.Error || Drop(ts, type, Id.__weakref__) == Lookup.Error)
            return null;
        PyType.Modified(ts, type);
        return Py.None;
    }

    private static Lookup Drop(ThreadState* ts, PyTypeObject* type, PyObject* name)
    {
        PyObject* old;
        Lookup there = PyDict.Pop(ts, type->tp_dict, name, &old);
        if (there == Lookup.Found)
            Ref.Dec(ts, old);
        return there;
    }

    // ---- Limits ----

    [PyFunction("($module, /)", Doc = "How deep Python calls may be nested.")]
    private static int getrecursionlimit(ThreadState* ts, PyObject* module) => ts->interp->recursion_limit;

    [PyFunction("($module, limit, /)", Doc = "Set how deep Python calls may be nested.")]
    private static PyObject* setrecursionlimit(ThreadState* ts, PyObject* module, int limit)
    {
        if (limit < 1)
            return Err.Value(ts, "recursion limit must be greater or equal than 1");
        int depth = ts->py_recursion_limit - ts->py_recursion_remaining;
        if (depth >= limit)
            return Err.SetString(ts, Exc.RecursionError, $"cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low");
        Recursion.SetLimit(ts, limit);
        return Py.None;
    }

    [PyFunction("($module, /)", Doc = "How many digits an int may have when it is converted from or to decimal text; 0 for any number.")]
    private static int get_int_max_str_digits(ThreadState* ts, PyObject* module) => ts->interp->int_max_str_digits;

    [PyFunction("($module, /, maxdigits)", Doc = "Set how many digits an int may have when it is converted from or to decimal text.")]
    private static PyObject* set_int_max_str_digits(ThreadState* ts, PyObject* module, int maxdigits)
    {
        if (maxdigits != 0 && maxdigits < LeastMaxStrDigits)
            return Err.Value(ts, $"maxdigits must be >= {LeastMaxStrDigits} or 0 for unlimited");
        ts->interp->int_max_str_digits = maxdigits;
        return Py.None;
    }

    [PyFunction("($module, /)", Doc = "How long, in seconds, a thread may keep the interpreter to itself.")]
    private static double getswitchinterval(ThreadState* ts, PyObject* module) => 1e-6 * Gil.Of(ts).IntervalMicroseconds;

    [PyFunction("($module, interval, /)", Doc = "Set how long, in seconds, a thread may keep the interpreter to itself.")]
    private static PyObject* setswitchinterval(ThreadState* ts, PyObject* module, double interval)
    {
        if (!(interval > 0))
            return Err.Value(ts, "switch interval must be strictly positive");
        Gil.Of(ts).IntervalMicroseconds = (int)Math.Min(1e6 * interval, int.MaxValue);
        return Py.None;
    }

    [PyFunction("($module, /)", Doc = "The flags for loading native libraries.")]
    private static int getdlopenflags(ThreadState* ts, PyObject* module) => ts->interp->dlopenflags;

    [PyFunction("($module, flags, /)", Doc = "Set the flags for loading native libraries.")]
    private static void setdlopenflags(ThreadState* ts, PyObject* module, int flags) => ts->interp->dlopenflags = flags;

    // ---- Constants of this implementation ----

    [PyFunction("($module, /)", Doc = "The encoding of str where none is given: 'utf-8'.")]
    private static PyObject* getdefaultencoding(ThreadState* ts, PyObject* module) => Ref.New(Id.utf_8);

    [PyFunction("($module, /)", Doc = "The encoding of file names.")]
    private static PyObject* getfilesystemencoding(ThreadState* ts, PyObject* module) => Ref.New(Id.utf_8);

    [PyFunction("($module, /)", Doc = "How bytes in file names that are no text are kept.")]
    private static PyObject* getfilesystemencodeerrors(ThreadState* ts, PyObject* module) => Ref.New(Id.surrogateescape);

    [PyFunction("($module, /)", Doc = "Tell whether the interpreter is ending.")]
    private static bool is_finalizing(ThreadState* ts, PyObject* module) => ts->interp->finalizing != 0;

    [PyFunction("($module, /)", Doc = "Tell whether a lock lets only one thread run Python code at a time.")]
    private static bool _is_gil_enabled(ThreadState* ts, PyObject* module) => true;

    [PyFunction("($module, /)", Doc = "The number of processors that -X cpu_count sets, or -1.")]
    private static int _get_cpu_count_config(ThreadState* ts, PyObject* module) => PyInterpreter.Of(ts).Config.cpu_count;
}
