// __build_class__: what the class statement does. Bases that are no classes are asked for __mro_entries__, the metaclass for the namespace, the body runs in it, and the metaclass is
// called (data model, "Metaclasses").
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Stdlib.Builtins;

internal static unsafe class BuildClass
{
    public static PyObject* Build(ThreadState* ts, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs < 2)
            return Err.Type(ts, "__build_class__: not enough arguments");
        PyObject* function = args[0];
        PyObject* name = args[1];
        if (!PyFunction.Check(function))
            return Err.Type(ts, "__build_class__: func must be a function");
        if (!PyUnicode.Check(name))
            return Err.Type(ts, "__build_class__: name is not a string");
        using Owned<PyObject> originalBases = Own.Of(ts, PyTuple.FromArray(ts, args + 2, nargs - 2));
        if (originalBases.IsNull)
            return null;
        using Owned<PyObject> bases = Own.Of(ts, UpdateBases(ts, originalBases.Pointer));
        if (bases.IsNull)
            return null;
        using Owned<PyObject> keywords = Own.Of(ts, kwnames == null ? null : Call.KeywordDict(ts, args + nargs, kwnames));
        if (keywords.IsNull && kwnames != null)
            return null;
        using Owned<PyObject> metaclass = Own.Of(ts, Metaclass(ts, keywords.Pointer, bases.Pointer));
        if (metaclass.IsNull)
            return null;
        using Owned<PyObject> space = Own.Of(ts, Prepare(ts, metaclass.Pointer, name, bases.Pointer, keywords.Pointer));
        if (space.IsNull)
            return null;
        return Run(ts, (PyFunctionObject*)function, name, metaclass.Pointer, bases.Pointer, originalBases.Pointer, space.Pointer, keywords.Pointer);
    }

    private static PyObject* Run(ThreadState* ts, PyFunctionObject* body, PyObject* name, PyObject* metaclass, PyObject* bases, PyObject* originalBases, PyObject* space, PyObject* keywords)
    {
        using Owned<PyObject> cell = Own.Of(ts, Evaluator.RunBody(ts, body, space));
        if (cell.IsNull)
            return null;
        if (bases != originalBases && Obj.SetItem(ts, space, Id.__orig_bases__, originalBases) != Status.Ok)
            return null;
        PyObject** arguments = stackalloc PyObject*[4];
        arguments[1] = name;
        arguments[2] = bases;
        arguments[3] = space;
        PyObject* cls = Call.VectorcallDict(ts, metaclass, arguments + 1, 3, keywords);
        if (cls == null || !PyType.Check(cls) || cell.Pointer->ob_type != CellType.Type)
            return cls;
        PyObject* inCell = ((PyCellObject*)cell.Pointer)->ob_ref;
        if (inCell == cls)
            return cls;
        using Owned<PyObject> owned = Own.Of(ts, cls);
        string shown = PyUnicode.ToString(name);
        return inCell == null
            ? Err.Runtime(ts, $"__class__ not set defining {Obj.ReprText(ts, name)} as {Obj.ReprText(ts, cls)}. Was __classcell__ propagated to type.__new__?")
            : Err.Type(ts, $"__class__ set to {Obj.ReprText(ts, inCell)} defining '{shown}' as {Obj.ReprText(ts, cls)}");
    }

    /// <summary>Replaces bases that are no classes by what their __mro_entries__ gives; the same tuple when nothing changes.</summary>
    private static PyObject* UpdateBases(ThreadState* ts, PyObject* bases)
    {
        nint n = PyTuple.Size(bases);
        PyObject* list = null;
        for (nint i = 0; i < n; i++)
        {
            PyObject* b = PyTuple.GetBorrowed(bases, i);
            PyObject* entries = null;
            Lookup found = PyType.Check(b) ? Lookup.Missing : Obj.LookupAttr(ts, b, Id.__mro_entries__, &entries);
            if (found == Lookup.Error)
                return Drop(ts, list);
            if (found == Lookup.Missing)
            {
                if (list != null && PyList.Append(ts, list, b) != Status.Ok)
                    return Drop(ts, list);
                continue;
            }
            PyObject* replacement = Call.OneArg(ts, entries, bases);
            Ref.Dec(ts, entries);
            if (replacement == null)
                return Drop(ts, list);
            using Owned<PyObject> owned = Own.Of(ts, replacement);
            if (!PyTuple.Check(replacement))
            {
                Err.Type(ts, "__mro_entries__ must return a tuple");
                return Drop(ts, list);
            }
            if (list == null)
            {
                list = PyList.New(ts, 0);
                for (nint k = 0; k < i && list != null; k++)
                {
                    if (PyList.Append(ts, list, PyTuple.GetBorrowed(bases, k)) != Status.Ok)
                        return Drop(ts, list);
                }
                if (list == null)
                    return null;
            }
            if (PyList.Extend(ts, list, replacement) != Status.Ok)
                return Drop(ts, list);
        }
        if (list == null)
            return Ref.New(bases);
        PyObject* result = PyList.AsTuple(ts, list);
        Ref.Dec(ts, list);
        return result;
    }

    private static PyObject* Drop(ThreadState* ts, PyObject* list)
    {
        Ref.XDec(ts, list);
        return null;
    }

    /// <summary>The keyword, which is taken out, or the type of the first base, or type; a class is then replaced by the most derived metaclass.</summary>
    private static PyObject* Metaclass(ThreadState* ts, PyObject* keywords, PyObject* bases)
    {
        PyObject* metaclass = null;
        if (keywords != null && PyDict.Pop(ts, keywords, Id.metaclass, &metaclass) == Lookup.Error)
            return null;
        if (metaclass == null)
            metaclass = Ref.New(PyTuple.Size(bases) == 0 ? TypeType.Type : PyTuple.GetBorrowed(bases, 0)->ob_type);
        if (!PyType.Check(metaclass))
            return metaclass;
        PyTypeObject* winner = TypeNew.CalculateMetaclass(ts, (PyTypeObject*)metaclass, bases);
        Ref.XInc((PyObject*)winner);
        Ref.Dec(ts, metaclass);
        return (PyObject*)winner;
    }

    private static PyObject* Prepare(ThreadState* ts, PyObject* metaclass, PyObject* name, PyObject* bases, PyObject* keywords)
    {
        PyObject* prepare;
        Lookup found = Obj.LookupAttr(ts, metaclass, Id.__prepare__, &prepare);
        if (found == Lookup.Error)
            return null;
        if (found == Lookup.Missing)
            return PyDict.New(ts);
        PyObject** arguments = stackalloc PyObject*[3];
        arguments[1] = name;
        arguments[2] = bases;
        PyObject* space = Call.VectorcallDict(ts, prepare, arguments + 1, 2, keywords);
        Ref.Dec(ts, prepare);
        if (space == null || Map.Check(space))
            return space;
        string owner = PyType.Check(metaclass) ? PyType.Name((PyTypeObject*)metaclass) : "<metaclass>";
        Err.Type(ts, $"{owner}.__prepare__() must return a mapping, not {PyType.NameOf(space)}");
        Ref.Dec(ts, space);
        return null;
    }
}
