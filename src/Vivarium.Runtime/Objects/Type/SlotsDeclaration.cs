// `__slots__` of a class body: which names become fields of the instances, and whether instances get a __dict__ and weak references besides.
namespace Vivarium.Runtime.Objects;

internal unsafe ref struct SlotsDeclaration
{
    private PyObject* _names;

    /// <summary>Fields added by the class.</summary>
    public nint Count { get; private set; }
    public bool AddDict { get; private set; }
    public bool AddWeak { get; private set; }

    /// <summary>The sorted, mangled names (owned by the caller), or null without __slots__.</summary>
    public PyObject* ReleaseNames()
    {
        PyObject* names = _names;
        _names = null;
        return names;
    }

    public void Release(ThreadState* ts) => Ref.XDec(ts, ReleaseNames());

    /// <summary>False with an exception when __slots__ does not make sense.</summary>
    public bool Read(ThreadState* ts, PyTypeObject* b, PyObject* bases, PyObject* dict, PyObject* className)
    {
        bool mayAddDict = b->tp_dictoffset == 0;
        bool mayAddWeak = b->tp_weaklistoffset == 0 && b->tp_itemsize == 0;
        PyObject* slots;
        Lookup found = PyDict.GetRef(ts, dict, Id.__slots__, &slots);
        if (found == Lookup.Error)
            return false;
        if (found == Lookup.Missing)
        {
            AddDict = mayAddDict;
            AddWeak = mayAddWeak;
            return true;
        }
        bool ok = ReadNames(ts, slots, b, dict, className, mayAddDict, mayAddWeak);
        Ref.Dec(ts, slots);
        if (!ok)
        {
            Release(ts);
            return false;
        }
        // Secondary bases may contribute what the primary base does not have.
        if (PyTuple.Size(bases) > 1 && ((mayAddDict && !AddDict) || (mayAddWeak && !AddWeak)))
            TakeFromOtherBases(b, bases, mayAddDict, mayAddWeak);
        return true;
    }

    private void TakeFromOtherBases(PyTypeObject* primary, PyObject* bases, bool mayAddDict, bool mayAddWeak)
    {
        nint n = PyTuple.Size(bases);
        for (nint i = 0; i < n; i++)
        {
            PyTypeObject* b = (PyTypeObject*)PyTuple.GetBorrowed(bases, i);
            if (b == primary)
                continue;
            if (mayAddDict && b->tp_dictoffset != 0)
                AddDict = true;
            if (mayAddWeak && b->tp_weaklistoffset != 0)
                AddWeak = true;
        }
    }

    private bool ReadNames(ThreadState* ts, PyObject* slots, PyTypeObject* b, PyObject* dict, PyObject* className, bool mayAddDict, bool mayAddWeak)
    {
        using Owned<PyObject> tuple = Own.Of(ts, PyUnicode.Check(slots) ? PyTuple.Pack(ts, slots) : PyTuple.FromSequence(ts, slots));
        if (tuple.IsNull)
            return false;
        nint n = PyTuple.Size(tuple.Pointer);
        if (n > 0 && b->tp_itemsize != 0)
        {
            Err.Type(ts, $"nonempty __slots__ not supported for subtype of '{PyType.TpName(b)}'");
            return false;
        }
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        if (list.IsNull)
            return false;
        for (nint i = 0; i < n; i++)
        {
            PyObject* name = PyTuple.GetBorrowed(tuple.Pointer, i);
            if (!CheckName(ts, name, mayAddDict, mayAddWeak, out bool isField))
                return false;
            if (!isField)
                continue;
            using Owned<PyObject> mangled = Own.Of(ts, Mangle(ts, className, name));
            if (mangled.IsNull || PyList.Append(ts, list.Pointer, mangled.Pointer) != Status.Ok)
                return false;
            Lookup conflict = PyDict.Contains(ts, dict, mangled.Pointer);
            if (conflict == Lookup.Error)
                return false;
            if (conflict == Lookup.Found && name != Id.__qualname__ && name != Id.__classcell__ && name != Id.__classdictcell__)
            {
                Err.Value(ts, $"{Obj.ReprText(ts, mangled.Pointer)} in __slots__ conflicts with class variable");
                return false;
            }
        }
        if (PyList.Sort(ts, list.Pointer) != Status.Ok)
            return false;
        _names = PyList.AsTuple(ts, list.Pointer);
        if (_names == null)
            return false;
        Count = PyTuple.Size(_names);
        return true;
    }

    private bool CheckName(ThreadState* ts, PyObject* name, bool mayAddDict, bool mayAddWeak, out bool isField)
    {
        isField = false;
        if (!PyUnicode.Check(name))
        {
            Err.Type(ts, $"__slots__ items must be strings, not '{PyType.NameOf(name)}'");
            return false;
        }
        if (!PyUnicode.IsIdentifier(name))
        {
            Err.Type(ts, "__slots__ must be identifiers");
            return false;
        }
        if (PyUnicode.Equal(name, Id.__dict__))
        {
            if (!mayAddDict || AddDict)
            {
                Err.Type(ts, "__dict__ slot disallowed: we already got one");
                return false;
            }
            AddDict = true;
            return true;
        }
        if (PyUnicode.Equal(name, Id.__weakref__))
        {
            if (!mayAddWeak || AddWeak)
            {
                Err.Type(ts, "__weakref__ slot disallowed: we already got one");
                return false;
            }
            AddWeak = true;
            return true;
        }
        isField = true;
        return true;
    }

    /// <summary>Private names (__x) carry the class's name (language reference 6.2.1).</summary>
    public static PyObject* Mangle(ThreadState* ts, PyObject* className, PyObject* name)
    {
        string text = PyUnicode.ToString(name);
        if (!text.StartsWith("__", StringComparison.Ordinal) || text.EndsWith("__", StringComparison.Ordinal) || text.Contains('.', StringComparison.Ordinal))
            return InternCopy(ts, name);
        string owner = PyUnicode.ToString(className).TrimStart('_');
        return owner.Length == 0 ? InternCopy(ts, name) : PyUnicode.InternFromString(ts, $"_{owner}{text}");
    }

    private static PyObject* InternCopy(ThreadState* ts, PyObject* name)
    {
        PyObject* result = Ref.New(name);
        if (PyUnicode.CheckExact(result))
            PyUnicode.InternInPlace(ts, &result);
        return result;
    }
}
