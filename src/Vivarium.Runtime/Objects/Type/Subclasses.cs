// The subclasses a type knows: weak references in tp_subclasses of heap types, and for static types a read-only list made at start-up plus the interpreter's own
// table of heap subclasses. See docs/internals/types.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class Subclasses
{
    /// <summary>Static subclasses of static types, by the index of the base; complete before any interpreter runs.</summary>
    private static readonly List<List<nint>> s_static = [];

    public static int StaticTypeCount => s_static.Count;

    /// <summary>Gives a static type its index and enters it with its bases. Only while the immortal region is made.</summary>
    public static void RegisterStatic(PyTypeObject* type)
    {
        s_static.Add([]);
        type->tp_subclasses = (void*)s_static.Count;
        nint n = PyTuple.Size(type->tp_bases);
        for (nint i = 0; i < n; i++)
        {
            PyTypeObject* b = (PyTypeObject*)PyTuple.GetBorrowed(type->tp_bases, i);
            s_static[IndexOf(b)].Add((nint)type);
        }
    }

    public static int IndexOf(PyTypeObject* staticType) => (int)(nint)staticType->tp_subclasses - 1;

    /// <summary>The field that holds the dict of weak references to heap subclasses.</summary>
    private static PyObject** Table(ThreadState* ts, PyTypeObject* type) =>
        PyType.HasFlag(type, TypeFlags.StaticBuiltin) ? &ts->interp->static_type_subclasses[IndexOf(type)] : (PyObject**)&type->tp_subclasses;

    public static Status Add(ThreadState* ts, PyTypeObject* b, PyTypeObject* subclass)
    {
        PyObject** table = Table(ts, b);
        if (*table == null && (*table = PyDict.New(ts)) == null)
            return Status.Error;
        using Owned<PyObject> key = Own.Of(ts, PyLong.FromNInt(ts, (nint)subclass));
        if (key.IsNull)
            return Status.Error;
        using Owned<PyObject> reference = Own.Of(ts, Weakref.NewRef(ts, (PyObject*)subclass, null));
        return reference.IsNull ? Status.Error : PyDict.Set(ts, *table, key.Pointer, reference.Pointer);
    }

    public static Status AddToAllBases(ThreadState* ts, PyTypeObject* type)
    {
        nint n = PyTuple.Size(type->tp_bases);
        for (nint i = 0; i < n; i++)
        {
            PyObject* b = PyTuple.GetBorrowed(type->tp_bases, i);
            if (PyType.Check(b) && Add(ts, (PyTypeObject*)b, type) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    public static void RemoveFromAllBases(ThreadState* ts, PyTypeObject* type, PyObject* bases)
    {
        nint n = bases == null ? 0 : PyTuple.Size(bases);
        for (nint i = 0; i < n; i++)
        {
            PyObject* b = PyTuple.GetBorrowed(bases, i);
            if (PyType.Check(b))
                Remove(ts, (PyTypeObject*)b, type);
        }
    }

    private static void Remove(ThreadState* ts, PyTypeObject* b, PyTypeObject* subclass)
    {
        PyObject** table = Table(ts, b);
        if (*table == null)
            return;
        PyObject* pending = Err.Fetch(ts);
        PyObject* key = PyLong.FromNInt(ts, (nint)subclass);
        if (key != null)
        {
            PyDict.Pop(ts, *table, key, null);
            Ref.Dec(ts, key);
        }
        Err.Clear(ts);
        if (PyDict.Size(*table) == 0)
            Ref.Clear(ts, table);
        Err.Restore(ts, pending);
    }

    /// <summary>Releases the interpreter's tables (end of the interpreter).</summary>
    public static void ClearTables(ThreadState* ts)
    {
        for (int i = 0; i < s_static.Count; i++)
            Ref.Clear(ts, &ts->interp->static_type_subclasses[i]);
    }

    /// <summary>Calls the visitor for each living direct subclass, static ones first; stops at the first error.</summary>
    public static Status ForEach(ThreadState* ts, PyTypeObject* type, delegate*<ThreadState*, PyTypeObject*, void*, Status> visitor, void* context)
    {
        if (PyType.HasFlag(type, TypeFlags.StaticBuiltin) && type->tp_subclasses != null)
        {
            foreach (nint subclass in s_static[IndexOf(type)])
            {
                if (visitor(ts, (PyTypeObject*)subclass, context) != Status.Ok)
                    return Status.Error;
            }
            if (ts->interp->static_type_subclasses == null)
                return Status.Ok;
        }
        PyObject* table = *Table(ts, type);
        if (table == null)
            return Status.Ok;
        Ref.Inc(table);
        nint position = 0;
        PyObject* key;
        PyObject* reference;
        Status status = Status.Ok;
        while (status == Status.Ok && PyDict.Next(table, &position, &key, &reference))
        {
            PyObject* subclass = Weakref.GetRef(reference);
            if (subclass == null)
                continue;
            status = visitor(ts, (PyTypeObject*)subclass, context);
            Ref.Dec(ts, subclass);
        }
        Ref.Dec(ts, table);
        return status;
    }

    /// <summary>type.__subclasses__()</summary>
    public static PyObject* AsList(ThreadState* ts, PyTypeObject* type)
    {
        PyObject* list = PyList.New(ts, 0);
        if (list == null)
            return null;
        if (ForEach(ts, type, &Append, list) == Status.Ok)
            return list;
        Ref.Dec(ts, list);
        return null;
    }

    private static Status Append(ThreadState* ts, PyTypeObject* subclass, void* list) => PyList.Append(ts, (PyObject*)list, (PyObject*)subclass);
}
