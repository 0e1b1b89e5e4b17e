// Native functions as the profiler knows them: unbound methods are bound first, and all are shown by a text, since a bound method would keep its object alive.
namespace Vivarium.Stdlib.Lsprof;

internal static unsafe class NativeNames
{
    /// <summary>The native function that a call is of; owned. Null (without an exception) for other callables.</summary>
    public static PyObject* Function(ThreadState* ts, PyObject* callable, PyObject* self)
    {
        if (IsNative(callable))
            return Ref.New(callable);
        if (callable->ob_type != MethodDescriptorType.Type || self == MonitoringSentinels.Missing)
            return null;
        PyObject* bound = TypeSlots.Of(callable)->tp_descr_get(ts, callable, self, (PyObject*)self->ob_type);
        if (bound == null || IsNative(bound))
            return bound;
        Ref.Dec(ts, bound);
        return null;
    }

    private static bool IsNative(PyObject* o) => PyType.IsSubtype(o->ob_type, BuiltinFunctionType.Type);

    /// <summary>The text for a native function; owned.</summary>
    public static PyObject* Of(ThreadState* ts, PyObject* function)
    {
        PyCFunctionObject* native = (PyCFunctionObject*)function;
        using Owned<PyObject> name = Own.Of(ts, Obj.GetAttr(ts, function, Id.__name__));
        if (name.IsNull || !PyUnicode.Check(name.Pointer))
            return null;
        PyObject* self = native->m_self;
        if (self != null && self->ob_type != ModuleType.Type)
        {
            PyObject* method = PyType.LookupBorrowed(ts, self->ob_type, name.Pointer);
            PyObject* shown = method == null ? null : Obj.Repr(ts, method);
            if (shown != null)
                return shown;
            Err.Clear(ts);
            return PyUnicode.FromString(ts, $"<built-in method {PyUnicode.ToString(name.Pointer)}>");
        }
        string module = native->m_module != null && PyUnicode.Check(native->m_module) ? PyUnicode.ToString(native->m_module) + "." : "";
        return PyUnicode.FromString(ts, $"<built-in method {module}{PyUnicode.ToString(name.Pointer)}>");
    }
}
