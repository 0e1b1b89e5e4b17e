// Calling objects: vectorcall throughout (PEP 590). Arguments are borrowed from an array; keyword names are a tuple whose values follow the positional ones.
// See docs/internals/calls.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Abstract;

internal static unsafe class Call
{
    /// <summary>In nargsf: the callee may use args[-1] for the time of the call.</summary>
    public static nuint ArgumentsOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => unchecked((nuint)0x8000_0000_0000_0000);
    }

    private const int StackArguments = 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint ArgumentCount(nuint nargsf) => (nint)(nargsf & ~ArgumentsOffset);

    /// <summary>The function in the field at the type's vectorcall offset; null when the object is called through tp_call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static vectorcallfunc VectorcallOf(PyObject* callable)
    {
        PyTypeObject* type = callable->ob_type;
        if ((type->tp_flags & TypeFlags.HaveVectorcall) == 0)
            return null;
        return type->tp_vectorcall_offset > 0 ? *(vectorcallfunc*)((byte*)callable + type->tp_vectorcall_offset) : OfType(callable);
    }

    /// <summary>Types have no field of their own for it: the slot of the type called, or the general construction of `type`.</summary>
    private static vectorcallfunc OfType(PyObject* callable)
    {
        if (!PyType.Check(callable))
            return null;
        vectorcallfunc own = TypeSlots.Of((PyTypeObject*)callable)->tp_vectorcall;
        return own != null && callable != (PyObject*)TypeType.Type ? own : TypeSlots.Of(TypeType.Type)->tp_vectorcall;
    }

    /// <summary>nargsf: number of positional arguments, plus ArgumentsOffset when args[-1] may be overwritten; kwnames: tuple of names or null.</summary>
    public static PyObject* Vectorcall(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        vectorcallfunc function = VectorcallOf(callable);
        PyObject* result = function != null ? function(ts, callable, args, nargsf, kwnames) : MakeTupleCall(ts, callable, args, nargsf, kwnames, null);
        return CheckResult(ts, callable, result);
    }

    /// <summary>Holds every callee to the rule: null goes with an exception, a result without one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PyObject* CheckResult(ThreadState* ts, PyObject* callable, PyObject* result) =>
        (result == null) == (ts->current_exception != null) ? result : BadResult(ts, callable, result);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PyObject* BadResult(ThreadState* ts, PyObject* callable, PyObject* result)
    {
        if (result == null)
            return Err.System(ts, $"{DescribeForError(ts, callable)} returned NULL without setting an exception");
        Ref.Dec(ts, result);
        PyObject* pending = Err.Fetch(ts);
        Err.System(ts, $"{DescribeForError(ts, callable)} returned a result with an exception set");
        Err.ChainRestore(ts, pending);
        return null;
    }

    private static string DescribeForError(ThreadState* ts, PyObject* callable)
    {
        PyObject* repr = Obj.Repr(ts, callable);
        if (repr == null)
        {
            Err.Clear(ts);
            return PyType.NameOf(callable);
        }
        string text = PyUnicode.ToString(repr);
        Ref.Dec(ts, repr);
        return text;
    }

    public static PyObject* NoArgs(ThreadState* ts, PyObject* callable)
    {
        PyObject** args = stackalloc PyObject*[2];
        return Vectorcall(ts, callable, args + 1, ArgumentsOffset, null);
    }

    public static PyObject* OneArg(ThreadState* ts, PyObject* callable, PyObject* arg)
    {
        PyObject** args = stackalloc PyObject*[2];
        args[1] = arg;
        return Vectorcall(ts, callable, args + 1, 1 | ArgumentsOffset, null);
    }

    public static PyObject* TwoArgs(ThreadState* ts, PyObject* callable, PyObject* a, PyObject* b)
    {
        PyObject** args = stackalloc PyObject*[3];
        args[1] = a;
        args[2] = b;
        return Vectorcall(ts, callable, args + 1, 2 | ArgumentsOffset, null);
    }

    public static PyObject* ThreeArgs(ThreadState* ts, PyObject* callable, PyObject* a, PyObject* b, PyObject* c)
    {
        PyObject** args = stackalloc PyObject*[4];
        args[1] = a;
        args[2] = b;
        args[3] = c;
        return Vectorcall(ts, callable, args + 1, 3 | ArgumentsOffset, null);
    }

    /// <summary>callable(*args, **kwargs): args a tuple, kwargs a dict or null.</summary>
    public static PyObject* Object(ThreadState* ts, PyObject* callable, PyObject* args, PyObject* kwargs)
    {
        if (VectorcallOf(callable) != null)
            return CheckResult(ts, callable, VectorcallFromTuple(ts, callable, args, kwargs));
        ternaryfunc call = TypeSlots.Of(callable)->tp_call;
        if (call == null)
            return NotCallable(ts, callable);
        if (!NativeStack.Enter(ts, " while calling a Python object"))
            return null;
        return CheckResult(ts, callable, call(ts, callable, args, kwargs));
    }

    private static PyObject* NotCallable(ThreadState* ts, PyObject* callable) => Err.Type(ts, $"'{PyType.NameOf(callable)}' object is not callable");

    /// <summary>callable(first, *args, **kwargs)</summary>
    public static PyObject* ObjectPrepend(ThreadState* ts, PyObject* callable, PyObject* first, PyObject* args, PyObject* kwargs)
    {
        nint n = PyTuple.Size(args);
        PyObject** small = stackalloc PyObject*[StackArguments + 1];
        using ArgumentArray array = new(ts, small, StackArguments, n + 1);
        if (array.Items == null)
            return null;
        array.Items[0] = first;
        for (nint i = 0; i < n; i++)
            array.Items[i + 1] = PyTuple.GetBorrowed(args, i);
        return VectorcallDict(ts, callable, array.Items, (nuint)(n + 1) | ArgumentsOffset, kwargs);
    }

    // ---- Between the two conventions ----

    /// <summary>For tp_call of types with a vectorcall field, also when a subclass has not got the flag that lets callers use the field.</summary>
    public static PyObject* VectorcallFromTuple(ThreadState* ts, PyObject* callable, PyObject* args, PyObject* kwargs)
    {
        nint offset = callable->ob_type->tp_vectorcall_offset;
        vectorcallfunc function = offset > 0 ? *(vectorcallfunc*)((byte*)callable + offset) : VectorcallOf(callable);
        if (function == null)
            return NotCallable(ts, callable);
        nint n = PyTuple.Size(args);
        if (kwargs == null || PyDict.Size(kwargs) == 0)
            return function(ts, callable, PyTuple.Items(args), (nuint)n, null);
        return WithKeywordDict(ts, callable, function, PyTuple.Items(args), n, kwargs);
    }

    public static PyObject* VectorcallDict(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwargs)
    {
        if (kwargs == null || PyDict.Size(kwargs) == 0)
            return Vectorcall(ts, callable, args, nargsf, null);
        vectorcallfunc function = VectorcallOf(callable);
        if (function != null)
            return CheckResult(ts, callable, WithKeywordDict(ts, callable, function, args, ArgumentCount(nargsf), kwargs));
        using Owned<PyObject> tuple = Own.Of(ts, PyTuple.FromArray(ts, args, ArgumentCount(nargsf)));
        return tuple.IsNull ? null : Object(ts, callable, tuple.Pointer, kwargs);
    }

    /// <summary>Spreads a dict of keywords behind the positional arguments, holding a reference to each value.</summary>
    private static PyObject* WithKeywordDict(ThreadState* ts, PyObject* callable, vectorcallfunc function, PyObject** args, nint n, PyObject* kwargs)
    {
        nint count = PyDict.Size(kwargs);
        PyObject** small = stackalloc PyObject*[StackArguments + 1];
        using ArgumentArray array = new(ts, small, StackArguments, n + count);
        if (array.Items == null)
            return null;
        using Owned<PyObject> names = Own.Of(ts, PyTuple.New(ts, count));
        if (names.IsNull)
            return null;
        for (nint k = 0; k < n; k++)
            array.Items[k] = args[k];
        nint position = 0;
        nint i = 0;
        bool strings = true;
        PyObject* key;
        PyObject* value;
        while (i < count && PyDict.Next(kwargs, &position, &key, &value))
        {
            strings &= PyUnicode.Check(key);
            PyTuple.SetSteal(names.Pointer, i, Ref.New(key));
            array.Items[n + i] = Ref.New(value);
            i++;
        }
        PyObject* result = strings ? function(ts, callable, array.Items, (nuint)n | ArgumentsOffset, names.Pointer) : Err.Type(ts, "keywords must be strings");
        for (nint k = 0; k < i; k++)
            Ref.Dec(ts, array.Items[n + k]);
        return result;
    }

    /// <summary>Vectorcall of an object that only has tp_call (or the given function in its place).</summary>
    public static PyObject* MakeTupleCall(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames, ternaryfunc call)
    {
        if (call == null)
            call = TypeSlots.Of(callable)->tp_call;
        if (call == null)
            return NotCallable(ts, callable);
        nint n = ArgumentCount(nargsf);
        using Owned<PyObject> tuple = Own.Of(ts, PyTuple.FromArray(ts, args, n));
        if (tuple.IsNull)
            return null;
        using Owned<PyObject> kwargs = Own.Of(ts, kwnames == null || PyTuple.Size(kwnames) == 0 ? null : KeywordDict(ts, args + n, kwnames));
        if (kwargs.IsNull && Err.Occurred(ts))
            return null;
        return NativeStack.Enter(ts, " while calling a Python object") ? call(ts, callable, tuple.Pointer, kwargs.Pointer) : null;
    }

    /// <summary>A dict of keyword names and values; owned.</summary>
    public static PyObject* KeywordDict(ThreadState* ts, PyObject** values, PyObject* kwnames)
    {
        PyObject* dict = PyDict.New(ts);
        if (dict == null)
            return null;
        nint n = PyTuple.Size(kwnames);
        for (nint i = 0; i < n; i++)
        {
            if (PyDict.Set(ts, dict, PyTuple.GetBorrowed(kwnames, i), values[i]) != Status.Ok)
            {
                Ref.Dec(ts, dict);
                return null;
            }
        }
        return dict;
    }

    // ---- Methods ----

    public static PyObject* Method(ThreadState* ts, PyObject* self, PyObject* name)
    {
        PyObject** args = stackalloc PyObject*[2];
        args[1] = self;
        return VectorcallMethod(ts, name, args + 1, 1 | ArgumentsOffset, null);
    }

    public static PyObject* Method(ThreadState* ts, PyObject* self, PyObject* name, PyObject* arg)
    {
        PyObject** args = stackalloc PyObject*[3];
        args[1] = self;
        args[2] = arg;
        return VectorcallMethod(ts, name, args + 1, 2 | ArgumentsOffset, null);
    }

    public static PyObject* Method(ThreadState* ts, PyObject* self, PyObject* name, PyObject* a, PyObject* b)
    {
        PyObject** args = stackalloc PyObject*[4];
        args[1] = self;
        args[2] = a;
        args[3] = b;
        return VectorcallMethod(ts, name, args + 1, 3 | ArgumentsOffset, null);
    }

    /// <summary>args[0] is self.</summary>
    public static PyObject* VectorcallMethod(ThreadState* ts, PyObject* name, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        PyObject* callable;
        Truth unbound = MethodLookup.Get(ts, args[0], name, &callable);
        if (unbound == Truth.Error)
            return null;
        PyObject* result = unbound == Truth.True
            ? Vectorcall(ts, callable, args, nargsf & ~ArgumentsOffset, kwnames)
            : Vectorcall(ts, callable, args + 1, (nuint)(ArgumentCount(nargsf) - 1) | ArgumentsOffset, kwnames);
        Ref.Dec(ts, callable);
        return result;
    }

    /// <summary>How messages name a callable: "module.qualname()" without builtins, or str(callable).</summary>
    public static PyObject* FunctionText(ThreadState* ts, PyObject* callable)
    {
        PyObject* qualname;
        Lookup found = Obj.LookupAttr(ts, callable, Id.__qualname__, &qualname);
        if (found == Lookup.Error)
            return null;
        if (found == Lookup.Missing)
            return Obj.Str(ts, callable);
        using Owned<PyObject> ownedQualname = Own.Of(ts, qualname);
        PyObject* module;
        found = Obj.LookupAttr(ts, callable, Id.__module__, &module);
        if (found == Lookup.Error)
            return null;
        using Owned<PyObject> ownedModule = Own.Of(ts, found == Lookup.Found ? module : null);
        string name = PyUnicode.Check(qualname) ? PyUnicode.ToString(qualname) : PyType.NameOf(qualname);
        if (found == Lookup.Found && module != Py.None && PyUnicode.Check(module) && !PyUnicode.EqualToString(module, "builtins"))
            return PyUnicode.FromString(ts, $"{PyUnicode.ToString(module)}.{name}()");
        return PyUnicode.FromString(ts, $"{name}()");
    }
}

/// <summary>Room for call arguments: the given stack memory when they fit, else a block of the heap. One word in front is free for the callee.</summary>
internal unsafe ref struct ArgumentArray
{
    private readonly ThreadState* _ts;
    private readonly void* _block;

    public ArgumentArray(ThreadState* ts, PyObject** small, nint smallCount, nint count)
    {
        _ts = ts;
        _block = null;
        if (count <= smallCount)
        {
            Items = small + 1;
            return;
        }
        _block = MemDomain.Malloc(ts->interp->heap, ((nuint)count + 1) * (nuint)sizeof(PyObject*));
        Items = _block == null ? null : (PyObject**)_block + 1;
        if (_block == null)
            Err.NoMemory(ts);
    }

    public PyObject** Items { get; }

    public void Dispose()
    {
        if (_block != null)
            MemDomain.Free(_ts->interp->heap, _block);
    }
}
