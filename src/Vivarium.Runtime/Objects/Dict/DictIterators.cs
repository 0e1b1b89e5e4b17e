// Iterators over dicts: six types (keys, values, items, forward and backward) around one struct. They notice when the dict has changed size, and, going forward,
// when keys were replaced. See docs/internals/dict.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct dictiterobject
{
    public PyObject ob_base;
    /// <summary>Null when exhausted.</summary>
    public PyDictObject* di_dict;
    /// <summary>Size of the dict when iteration began; -1 after a complaint, which is then repeated.</summary>
    public nint di_used;
    public nint di_pos;
    /// <summary>Items iterators: a pair that is used again when nobody else holds it.</summary>
    public PyObject* di_result;
    public nint len;
}

internal static unsafe class DictIteration
{
    public static PyObject* New(ThreadState* ts, PyObject* dict, PyTypeObject* type, bool reverse)
    {
        PyDictObject* d = (PyDictObject*)dict;
        dictiterobject* it = (dictiterobject*)ObjectAlloc.GcNew(ts, type);
        if (it == null)
            return null;
        nint used = d->ma_used;
        it->di_dict = (PyDictObject*)Ref.New(dict);
        it->di_used = used;
        it->len = used;
        it->di_result = null;
        it->di_pos = 0;
        if (reverse)
            it->di_pos = (d->ma_values != null ? used : d->ma_keys->dk_nentries) - 1;
        if (type == DictItemIteratorType.Type || type == DictReverseItemIteratorType.Type)
        {
            it->di_result = PyTuple.Pack(ts, Py.None, Py.None);
            if (it->di_result == null)
            {
                Ref.Dec(ts, it);
                return null;
            }
        }
        GcList.Track(ts, it);
        return (PyObject*)it;
    }

    public static void Dealloc(ThreadState* ts, dictiterobject* it)
    {
        GcList.UntrackIfTracked(it);
        Ref.XDec(ts, it->di_dict);
        Ref.XDec(ts, it->di_result);
        ObjectAlloc.GcFree(ts, it);
    }

    public static int Traverse(PyObject* self, visitproc visit, void* arg)
    {
        dictiterobject* it = (dictiterobject*)self;
        int r = it->di_dict == null ? 0 : visit((PyObject*)it->di_dict, arg);
        if (r != 0)
            return r;
        return it->di_result == null ? 0 : visit(it->di_result, arg);
    }

    /// <summary>Borrowed key and value of the next item; false at the end or with an exception.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Next(ThreadState* ts, dictiterobject* it, PyObject** key, PyObject** value)
    {
        PyDictObject* d = it->di_dict;
        if (d == null)
            return false;
        if (it->di_used != d->ma_used)
            return SizeChanged(ts, it);
        nint position = it->di_pos;
        if (d->ma_values == null && DictKeys.IsUnicode(d->ma_keys))
        {
            PyDictUnicodeEntry* entries = DictKeys.UnicodeEntries(d->ma_keys);
            nint count = d->ma_keys->dk_nentries;
            while (position < count && entries[position].me_value == null)
                position++;
            if (position >= count)
                return End(ts, it, d);
            *key = entries[position].me_key;
            *value = entries[position].me_value;
            position++;
        }
        else if (!PyDict.Next((PyObject*)d, &position, key, value))
            return End(ts, it, d);
        // More items than at the beginning: keys were removed and others added.
        if (it->len == 0)
            return KeysChanged(ts, it);
        it->di_pos = position;
        it->len--;
        return true;
    }

    public static bool NextReverse(ThreadState* ts, dictiterobject* it, PyObject** key, PyObject** value)
    {
        PyDictObject* d = it->di_dict;
        if (d == null)
            return false;
        if (it->di_used != d->ma_used)
            return SizeChanged(ts, it);
        nint i = it->di_pos;
        PyDictKeysObject* keys = d->ma_keys;
        // The dict may have been emptied and filled again with as many items in fewer places.
        if (i < 0 || i >= (d->ma_values != null ? d->ma_used : keys->dk_nentries))
            return End(ts, it, d);
        if (d->ma_values != null)
        {
            nint index = DictValues.Order(d->ma_values)[i];
            *key = DictKeys.UnicodeEntries(keys)[index].me_key;
            *value = DictValues.Items(d->ma_values)[index];
        }
        else if (DictKeys.IsUnicode(keys))
        {
            PyDictUnicodeEntry* entries = DictKeys.UnicodeEntries(keys);
            while (entries[i].me_value == null)
            {
                if (--i < 0)
                    return End(ts, it, d);
            }
            *key = entries[i].me_key;
            *value = entries[i].me_value;
        }
        else
        {
            PyDictKeyEntry* entries = DictKeys.GeneralEntries(keys);
            while (entries[i].me_value == null)
            {
                if (--i < 0)
                    return End(ts, it, d);
            }
            *key = entries[i].me_key;
            *value = entries[i].me_value;
        }
        if (it->len == 0)
            return KeysChanged(ts, it);
        it->di_pos = i - 1;
        it->len--;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool End(ThreadState* ts, dictiterobject* it, PyDictObject* dict)
    {
        it->di_dict = null;
        Ref.Dec(ts, dict);
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool SizeChanged(ThreadState* ts, dictiterobject* it)
    {
        it->di_used = -1;
        Err.Runtime(ts, "dictionary changed size during iteration");
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool KeysChanged(ThreadState* ts, dictiterobject* it)
    {
        Err.Runtime(ts, "dictionary keys changed during iteration");
        return End(ts, it, it->di_dict);
    }

    /// <summary>The (key, value) pair for items iterators.</summary>
    public static PyObject* Pair(ThreadState* ts, dictiterobject* it, PyObject* key, PyObject* value)
    {
        Ref.Inc(key);
        Ref.Inc(value);
        return ReusedPair.Fill(ts, it->di_result, key, value);
    }

    public static nint LengthHint(dictiterobject* it) => it->di_dict != null && it->di_used == it->di_dict->ma_used ? it->len : 0;

    /// <summary>Pickles and copies as iter(list of what is left).</summary>
    public static PyObject* Reduce(ThreadState* ts, dictiterobject* it)
    {
        // A copy of the iterator is consumed, not the iterator itself.
        dictiterobject* copy = (dictiterobject*)ObjectAlloc.GcNew(ts, ((PyObject*)it)->ob_type);
        if (copy == null)
            return null;
        PyObject header = copy->ob_base;
        *copy = *it;
        copy->ob_base = header;
        Ref.XInc((PyObject*)it->di_dict);
        Ref.XInc(it->di_result);
        GcList.Track(ts, copy);
        PyObject* list = PyList.FromSequence(ts, (PyObject*)copy);
        Ref.Dec(ts, copy);
        return ReduceHelp.CallOf(ts, ReduceHelp.Builtin(ts, Id.iter), list);
    }
}
