// operator.methodcaller: a callable that calls a method of its argument with arguments fixed in advance. See docs/internals/operator.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Operators;

internal unsafe struct methodcallerobject
{
    public PyObject ob_base;
    public PyObject* name;
    public PyObject* xargs;
    /// <summary>Dict of the keyword arguments; null when there are none.</summary>
    public PyObject* kwds;
    /// <summary>All values in the order of a vectorcall: positional, then those of the names.</summary>
    public PyObject* vectorcall_args;
    public PyObject* vectorcall_kwnames;
    public vectorcallfunc vectorcall;
}

[PyType("operator.methodcaller", Layout = typeof(methodcallerobject), Flags = TypeFlags.HaveGc, VectorcallField = "vectorcall",
    TextSignature = "(name, /, *args, **kwargs)",
    Doc = "A callable that calls a method of its argument.\n\nAfter f = methodcaller('name'), f(r) is r.name().\n"
        + "After g = methodcaller('name', 'date', foo=1), g(r) is r.name('date', foo=1).")]
internal static unsafe partial class MethodCallerType
{
    private const int StackArguments = 8;

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        nint n = PyTuple.Size(args);
        if (n < 1)
            return Err.Type(ts, "methodcaller needs at least one argument, the method name");
        PyObject* name = PyTuple.GetBorrowed(args, 0);
        if (!PyUnicode.Check(name))
            return Err.Type(ts, "method name must be a string");
        methodcallerobject* self = (methodcallerobject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        using Owned<PyObject> owned = Own.Of(ts, (PyObject*)self);
        self->vectorcall = &Vectorcall;
        self->name = Ref.New(name);
        PyUnicode.InternInPlace(ts, &self->name);
        self->xargs = PyTuple.GetSlice(ts, args, 1, n);
        if (self->xargs == null)
            return null;
        nint count = kwargs == null ? 0 : PyDict.Size(kwargs);
        if (count == 0)
        {
            self->vectorcall_args = Ref.New(self->xargs);
            return owned.Release();
        }
        self->kwds = PyDict.Copy(ts, kwargs);
        self->vectorcall_args = self->kwds == null ? null : PyTuple.New(ts, n - 1 + count);
        self->vectorcall_kwnames = self->vectorcall_args == null ? null : PyTuple.New(ts, count);
        if (self->vectorcall_kwnames == null)
            return null;
        for (nint i = 1; i < n; i++)
            PyTuple.SetSteal(self->vectorcall_args, i - 1, Ref.New(PyTuple.GetBorrowed(args, i)));
        nint position = 0;
        PyObject* key;
        PyObject* value;
        for (nint i = 0; PyDict.Next(self->kwds, &position, &key, &value); i++)
        {
            PyTuple.SetSteal(self->vectorcall_kwnames, i, Ref.New(key));
            PyTuple.SetSteal(self->vectorcall_args, n - 1 + i, Ref.New(value));
        }
        PyTuple.Track(ts, self->vectorcall_args);
        PyTuple.Track(ts, self->vectorcall_kwnames);
        return owned.Release();
    }

    private static PyObject* Vectorcall(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        nint n = Call.ArgumentCount(nargsf);
        if (n != 1)
            return Err.Type(ts, $"methodcaller expected 1 argument, got {n}");
        if (kwnames != null && PyTuple.Size(kwnames) != 0)
            return Err.Type(ts, "methodcaller() takes no keyword arguments");
        methodcallerobject* self = (methodcallerobject*)callable;
        nint count = PyTuple.Size(self->vectorcall_args);
        nint positional = PyTuple.Size(self->xargs);
        PyObject** small = stackalloc PyObject*[StackArguments + 1];
        PyObject** array = count <= StackArguments ? small : ItemArrays.Alloc(ts, count + 1);
        if (array == null)
            return Err.NoMemory(ts);
        array[0] = args[0];
        for (nint i = 0; i < count; i++)
            array[i + 1] = PyTuple.GetBorrowed(self->vectorcall_args, i);
        PyObject* result = Call.VectorcallMethod(ts, self->name, array, (nuint)(positional + 1) | Call.ArgumentsOffset, self->vectorcall_kwnames);
        if (array != small)
            MemDomain.Free(ts->interp->heap, array);
        return result;
    }

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs) => Call.VectorcallFromTuple(ts, self, args, kwargs);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => Itertools.ObjectFields.Dealloc(ts, self, 5);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => Itertools.ObjectFields.Traverse(self, 5, visit, arg);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, methodcallerobject* self)
    {
        PyObject* args = NameAndArguments(ts, self);
        PyObject* text = args == null ? null : GetterText.Repr(ts, (PyObject*)self, args, self->kwds);
        Ref.XDec(ts, args);
        return text;
    }

    private static PyObject* NameAndArguments(ThreadState* ts, methodcallerobject* self)
    {
        nint n = PyTuple.Size(self->xargs);
        PyObject* result = PyTuple.New(ts, n + 1);
        if (result == null)
            return null;
        PyTuple.SetSteal(result, 0, Ref.New(self->name));
        for (nint i = 0; i < n; i++)
            PyTuple.SetSteal(result, i + 1, Ref.New(PyTuple.GetBorrowed(self->xargs, i)));
        PyTuple.Track(ts, result);
        return result;
    }

    [PyMethod("($self, /)", Doc = "What pickle keeps.", HideSignature = true)]
    private static PyObject* __reduce__(ThreadState* ts, methodcallerobject* self)
    {
        PyObject* type = (PyObject*)((PyObject*)self)->ob_type;
        if (self->kwds == null)
            return PyTuple.PackStealOrNull(ts, Ref.New(type), NameAndArguments(ts, self));
        using Owned<PyObject> functools = Own.Of(ts, Imports.ImportModule(ts, "functools"));
        using Owned<PyObject> partial = Own.Of(ts, functools.IsNull ? null : Obj.GetAttr(ts, functools.Pointer, "partial"));
        if (partial.IsNull)
            return null;
        PyObject** args = stackalloc PyObject*[2];
        args[0] = type;
        args[1] = self->name;
        PyObject* constructor = Call.VectorcallDict(ts, partial.Pointer, args, 2, self->kwds);
        return PyTuple.PackStealOrNull(ts, constructor, Ref.New(self->xargs));
    }
}
