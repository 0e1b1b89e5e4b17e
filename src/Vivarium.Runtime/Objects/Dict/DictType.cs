// The type dict: life cycle, mapping slots, comparison, repr. Methods are in DictType.Methods.cs. See docs/internals/dict.md.
namespace Vivarium.Runtime.Objects;

[PyType("dict", Layout = typeof(PyDictObject), Flags = TypeFlags.BaseType | TypeFlags.HaveGc | TypeFlags.DictSubclass | TypeFlags.Mapping | TypeFlags.MatchSelf,
    None = "tp_hash", Doc = "dict() -> an empty dictionary\ndict(mapping) -> a dictionary with the mapping's (key, value) pairs\n"
        + "dict(iterable) -> a dictionary filled by: d = {}; for k, v in iterable: d[k] = v\n"
        + "dict(**kwargs) -> a dictionary of the keyword arguments, for example dict(one=1, two=2)")]
internal static unsafe partial class DictType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        PyDictObject* dict = (PyDictObject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (dict == null)
            return null;
        dict->ma_used = 0;
        dict->_ma_watcher_tag = 0;
        dict->ma_keys = DictKeys.Empty;
        dict->ma_values = null;
        if (!GcList.IsTracked(dict))
            GcList.Track(ts, dict);
        return (PyObject*)dict;
    }

    [Slot]
    private static Status tp_init(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs) => UpdateFrom(ts, self, args, kwargs, "dict");

    /// <summary>dict(…) and update(…): at most one mapping or iterable, and keywords.</summary>
    internal static Status UpdateFrom(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs, string function)
    {
        nint given = PyTuple.Size(args);
        if (given > 1)
            return Err.TypeStatus(ts, $"{function} expected at most 1 argument, got {given}");
        if (given == 1 && PyDict.Update(ts, self, PyTuple.GetBorrowed(args, 0)) == Status.Error)
            return Status.Error;
        if (kwargs == null)
            return Status.Ok;
        return CheckKeywords(ts, kwargs) ? PyDict.Merge(ts, self, kwargs, 1) : Status.Error;
    }

    private static bool CheckKeywords(ThreadState* ts, PyObject* kwargs)
    {
        if (PyDict.HasOnlyStringKeys(kwargs))
            return true;
        Err.Type(ts, "keywords must be strings");
        return false;
    }

    [Slot]
    private static PyObject* tp_vectorcall(ThreadState* ts, PyObject* type, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        nint given = VectorArguments.Count(nargsf);
        if (given > 1)
            return Err.Type(ts, $"dict expected at most 1 argument, got {given}");
        PyObject* self = tp_new(ts, (PyTypeObject*)type, null, null);
        if (self == null)
            return null;
        Status status = given == 0 ? Status.Ok : PyDict.Update(ts, self, args[0]);
        if (kwnames != null)
        {
            nint count = PyTuple.Size(kwnames);
            for (nint i = 0; status == Status.Ok && i < count; i++)
                status = PyDict.Set(ts, self, PyTuple.GetBorrowed(kwnames, i), args[given + i]);
        }
        if (status == Status.Ok)
            return self;
        Ref.Dec(ts, self);
        return null;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyDictObject* self)
    {
        GcList.UntrackIfTracked(self);
        PyDictValues* values = self->ma_values;
        PyDictKeysObject* keys = self->ma_keys;
        if (values != null && values->embedded == 0)
        {
            PyDict.ReleaseValues(ts, values);
            DictValues.Free(ts, values);
        }
        if (keys != null)
            DictKeys.DecRef(ts, keys);
        if (((PyObject*)self)->ob_type != Type)
            TypeSlots.Of(self)->tp_free(ts, self);
        else if (!FreeList.Push(&ts->interp->free_lists.dicts, self, FreeLists.DictsMax))
            ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        PyDictObject* dict = (PyDictObject*)self;
        PyDictKeysObject* keys = dict->ma_keys;
        nint count = keys->dk_nentries;
        if (!DictKeys.IsUnicode(keys))
        {
            PyDictKeyEntry* entries = DictKeys.GeneralEntries(keys);
            for (nint i = 0; i < count; i++)
            {
                if (entries[i].me_value == null)
                    continue;
                int r = visit(entries[i].me_value, arg);
                if (r == 0)
                    r = visit(entries[i].me_key, arg);
                if (r != 0)
                    return r;
            }
            return 0;
        }
        if (dict->ma_values != null)
        {
            // Also those that lie inside an instance, which leaves them to its dict: another instance may have taken the dict over.
            return VisitValues(dict->ma_values, visit, arg);
        }
        PyDictUnicodeEntry* strings = DictKeys.UnicodeEntries(keys);
        for (nint i = 0; i < count; i++)
        {
            int r = strings[i].me_value == null ? 0 : visit(strings[i].me_value, arg);
            if (r != 0)
                return r;
        }
        return 0;
    }

    internal static int VisitValues(PyDictValues* values, visitproc visit, void* arg)
    {
        PyObject** items = DictValues.Items(values);
        for (nint i = 0; i < values->capacity; i++)
        {
            int r = items[i] == null ? 0 : visit(items[i], arg);
            if (r != 0)
                return r;
        }
        return 0;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyObject* self) => PyDict.Clear(ts, self);

    [Slot]
    private static nint mp_length(ThreadState* ts, PyDictObject* self) => self->ma_used;

    [Slot]
    private static PyObject* mp_subscript(ThreadState* ts, PyObject* self, PyObject* key)
    {
        nint hash = PyDict.KeyHash(ts, key);
        if (hash == -1)
            return null;
        PyObject* value;
        Lookup found = PyDict.GetRefKnownHash(ts, self, key, hash, &value);
        if (found == Lookup.Found)
            return value;
        if (found == Lookup.Error)
            return null;
        return PyDict.CheckExact(self) ? Err.Key(ts, key) : Missing(ts, self, key);
    }

    /// <summary>Subclasses may define what a missing key means.</summary>
    private static PyObject* Missing(ThreadState* ts, PyObject* self, PyObject* key)
    {
        PyObject* method = PyType.LookupSpecial(ts, self, Id.__missing__);
        if (method == null)
            return Err.Occurred(ts) ? null : Err.Key(ts, key);
        PyObject* result = Call.OneArg(ts, method, key);
        Ref.Dec(ts, method);
        return result;
    }

    [Slot]
    private static Status mp_ass_subscript(ThreadState* ts, PyObject* self, PyObject* key, PyObject* value) =>
        value == null ? PyDict.Delete(ts, self, key) : PyDict.Set(ts, self, key, value);

    [Slot]
    private static Truth sq_contains(ThreadState* ts, PyObject* self, PyObject* key) => (Truth)PyDict.Contains(ts, self, key);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => DictIteration.New(ts, self, DictKeyIteratorType.Type, reverse: false);

    [Slot]
    private static PyObject* nb_or(ThreadState* ts, PyObject* left, PyObject* right)
    {
        if (!PyDict.Check(left) || !PyDict.Check(right))
            return Py.NotImplemented;
        PyObject* result = PyDict.Copy(ts, left);
        if (result == null || PyDict.Update(ts, result, right) == Status.Ok)
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    [Slot]
    private static PyObject* nb_inplace_or(ThreadState* ts, PyObject* self, PyObject* other) =>
        PyDict.Update(ts, self, other) == Status.Ok ? Ref.New(self) : null;

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self)
    {
        int entered = Obj.ReprEnter(ts, self);
        if (entered != 0)
            return entered > 0 ? PyUnicode.FromString(ts, "{...}") : null;
        PyObject* result = PyDict.Size(self) == 0 ? PyUnicode.FromString(ts, "{}") : ReprOfItems(ts, self);
        Obj.ReprLeave(ts, self);
        return result;
    }

    private static PyObject* ReprOfItems(ThreadState* ts, PyObject* self)
    {
        UnicodeWriter writer = new(ts);
        writer.WriteAscii("{"u8);
        nint position = 0;
        PyObject* key;
        PyObject* value;
        bool first = true;
        while (!writer.Failed && PyDict.Next(self, &position, &key, &value))
        {
            // The dict may change while it is shown.
            Ref.Inc(key);
            Ref.Inc(value);
            if (!first)
                writer.WriteAscii(", "u8);
            first = false;
            writer.WriteRepr(key);
            writer.WriteAscii(": "u8);
            writer.WriteRepr(value);
            Ref.Dec(ts, key);
            Ref.Dec(ts, value);
        }
        writer.WriteAscii("}"u8);
        return writer.Finish();
    }

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        if (!PyDict.Check(self) || !PyDict.Check(other) || op is not (2 or 3))
            return Py.NotImplemented;
        Truth equal = Equal(ts, (PyDictObject*)self, (PyDictObject*)other);
        return equal == Truth.Error ? null : Py.Bool((equal == Truth.True) == (op == 2));
    }

    private static Truth Equal(ThreadState* ts, PyDictObject* a, PyDictObject* b)
    {
        if (a->ma_used != b->ma_used)
            return Truth.False;
        nint position = 0;
        PyObject* key;
        PyObject* value;
        nint hash;
        while (PyDict.Next((PyObject*)a, &position, &key, &value, &hash))
        {
            Ref.Inc(key);
            Ref.Inc(value);
            Truth equal = Truth.Error;
            PyObject* otherValue;
            Lookup found = PyDict.GetRefKnownHash(ts, (PyObject*)b, key, hash, &otherValue);
            if (found == Lookup.Missing)
                equal = Truth.False;
            else if (found == Lookup.Found)
            {
                equal = Obj.RichCompareBool(ts, value, otherValue, 2);
                Ref.Dec(ts, otherValue);
            }
            Ref.Dec(ts, key);
            Ref.Dec(ts, value);
            if (equal != Truth.True)
                return equal;
        }
        return Truth.True;
    }
}
