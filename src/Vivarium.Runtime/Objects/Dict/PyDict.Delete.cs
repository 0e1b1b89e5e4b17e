// Removing keys. The slot in the indices becomes a dummy, the entry a gap; room comes back when the table is rebuilt. See docs/internals/dict.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyDict
{
    /// <summary>KeyError when missing.</summary>
    public static Status Delete(ThreadState* ts, PyObject* dict, PyObject* key)
    {
        nint hash = KeyHash(ts, key);
        return hash == -1 ? Status.Error : DeleteKnownHash(ts, dict, key, hash);
    }

    public static Status DeleteKnownHash(ThreadState* ts, PyObject* dict, PyObject* key, nint hash)
    {
        PyDictObject* d = (PyDictObject*)dict;
        PyObject* value;
        nint index = LookupEntry(ts, d, key, hash, &value);
        if (index == DictKeys.IndexError)
            return Status.Error;
        if (value == null)
        {
            Err.Key(ts, key);
            return Status.Error;
        }
        Ref.XDec(ts, RemoveEntry(d, hash, index));
        Ref.Dec(ts, value);
        return Status.Ok;
    }

    /// <summary>*value (may be a null pointer) is owned when found.</summary>
    public static Lookup Pop(ThreadState* ts, PyObject* dict, PyObject* key, PyObject** value)
    {
        if (value != null)
            *value = null;
        if (((PyDictObject*)dict)->ma_used == 0)
            return Lookup.Missing;
        nint hash = KeyHash(ts, key);
        return hash == -1 ? Lookup.Error : PopKnownHash(ts, dict, key, hash, value);
    }

    public static Lookup PopKnownHash(ThreadState* ts, PyObject* dict, PyObject* key, nint hash, PyObject** value)
    {
        if (value != null)
            *value = null;
        PyDictObject* d = (PyDictObject*)dict;
        PyObject* found;
        nint index = LookupEntry(ts, d, key, hash, &found);
        if (index == DictKeys.IndexError)
            return Lookup.Error;
        if (found == null)
            return Lookup.Missing;
        Ref.XDec(ts, RemoveEntry(d, hash, index));
        if (value != null)
            *value = found;
        else
            Ref.Dec(ts, found);
        return Lookup.Found;
    }

    /// <summary>
    /// Takes an entry out; the reference to its value passes to the caller, and that to its key, which is returned (null when the key is shared and stays).
    /// </summary>
    private static PyObject* RemoveEntry(PyDictObject* dict, nint hash, nint index)
    {
        dict->ma_used--;
        if (dict->ma_values != null)
        {
            DictValues.Items(dict->ma_values)[index] = null;
            DictValues.RemoveFromOrder(dict->ma_values, index);
            return null;
        }
        PyDictKeysObject* keys = dict->ma_keys;
        keys->dk_version = 0;
        DictKeys.SetIndex(keys, DictKeys.FindSlotOf(keys, hash, index), DictKeys.IndexDummy);
        PyObject* key;
        if (DictKeys.IsUnicode(keys))
        {
            PyDictUnicodeEntry* entry = DictKeys.UnicodeEntries(keys) + index;
            key = entry->me_key;
            entry->me_key = null;
            entry->me_value = null;
        }
        else
        {
            PyDictKeyEntry* entry = DictKeys.GeneralEntries(keys) + index;
            key = entry->me_key;
            entry->me_key = null;
            entry->me_value = null;
            entry->me_hash = 0;
        }
        return key;
    }

    /// <summary>Takes out the newest entry; both references pass to the caller. Missing: the dict is empty.</summary>
    internal static Lookup PopLast(ThreadState* ts, PyDictObject* dict, PyObject** key, PyObject** value)
    {
        if (dict->ma_used == 0)
            return Lookup.Missing;
        if (dict->ma_values != null && ResizeTable(ts, dict, dict->ma_keys->dk_log2_size, unicode: true) == Status.Error)
            return Lookup.Error;
        PyDictKeysObject* keys = dict->ma_keys;
        keys->dk_version = 0;
        nint index = keys->dk_nentries - 1;
        nint hash;
        if (DictKeys.IsUnicode(keys))
        {
            PyDictUnicodeEntry* entries = DictKeys.UnicodeEntries(keys);
            while (entries[index].me_value == null)
                index--;
            *key = entries[index].me_key;
            *value = entries[index].me_value;
            hash = ((PyASCIIObject*)*key)->hash;
            entries[index] = default;
        }
        else
        {
            PyDictKeyEntry* entries = DictKeys.GeneralEntries(keys);
            while (entries[index].me_value == null)
                index--;
            *key = entries[index].me_key;
            *value = entries[index].me_value;
            hash = entries[index].me_hash;
            entries[index] = default;
        }
        DictKeys.SetIndex(keys, DictKeys.FindSlotOf(keys, hash, index), DictKeys.IndexDummy);
        // The entries behind it were gaps already; their slots in the indices stay taken.
        keys->dk_nentries = index;
        dict->ma_used--;
        return Lookup.Found;
    }

    /// <summary>The dict is empty before the first reference is released.</summary>
    public static void Clear(ThreadState* ts, PyObject* dict)
    {
        PyDictObject* d = (PyDictObject*)dict;
        PyDictKeysObject* keys = d->ma_keys;
        PyDictValues* values = d->ma_values;
        if (keys == DictKeys.Empty)
            return;
        d->ma_used = 0;
        if (values == null)
        {
            d->ma_keys = DictKeys.Empty;
            DictKeys.DecRef(ts, keys);
            return;
        }
        if (values->embedded != 0)
        {
            values->size = 0;
            ReleaseValues(ts, values);
            return;
        }
        d->ma_values = null;
        d->ma_keys = DictKeys.Empty;
        ReleaseValues(ts, values);
        DictValues.Free(ts, values);
        DictKeys.DecRef(ts, keys);
    }

    internal static void ReleaseValues(ThreadState* ts, PyDictValues* values)
    {
        PyObject** items = DictValues.Items(values);
        nint capacity = values->capacity;
        for (nint i = 0; i < capacity; i++)
            Ref.Clear(ts, items + i);
    }
}
