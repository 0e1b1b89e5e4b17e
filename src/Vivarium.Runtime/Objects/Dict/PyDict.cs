// dict objects as other code uses them: making, looking up, iterating. A dict is combined (keys and values in ma_keys) or split (ma_keys shared by the
// instances of a class, values in ma_values, often inside the instance itself). See docs/internals/dict.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyDict
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Check(PyObject* o) => (o->ob_type->tp_flags & TypeFlags.DictSubclass) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CheckExact(PyObject* o) => o->ob_type == DictType.Type;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Size(PyObject* o) => ((PyDictObject*)o)->ma_used;

    public static PyObject* New(ThreadState* ts) => Make(ts, DictKeys.Empty, null, 0);

    /// <summary>With room for so many keys of any kind.</summary>
    public static PyObject* NewPresized(ThreadState* ts, nint count) => NewPresized(ts, count, unicode: false);

    public static PyObject* NewPresized(ThreadState* ts, nint count, bool unicode)
    {
        const nint MaxPresize = 128 * 1024;
        if (count <= DictKeys.UsableFraction(8))
            return New(ts);
        int log2 = count > DictKeys.UsableFraction(MaxPresize) ? 17 : DictKeys.Log2ForEntries(count);
        PyDictKeysObject* keys = DictKeys.New(ts, log2, unicode);
        return keys == null ? null : Make(ts, keys, null, 0);
    }

    /// <summary>A tracked dict around a table and values, both of which it takes over (and releases when there is no memory).</summary>
    internal static PyObject* Make(ThreadState* ts, PyDictKeysObject* keys, PyDictValues* values, nint used)
    {
        PyDictObject* dict = (PyDictObject*)FreeList.Pop(&ts->interp->free_lists.dicts);
        if (dict != null)
            *(ulong*)dict = 1;
        else
        {
            dict = (PyDictObject*)ObjectAlloc.GcNew(ts, DictType.Type);
            if (dict == null)
            {
                if (values != null && values->embedded == 0)
                    DictValues.Free(ts, values);
                DictKeys.DecRef(ts, keys);
                return null;
            }
        }
        dict->ma_used = used;
        dict->_ma_watcher_tag = 0;
        dict->ma_keys = keys;
        dict->ma_values = values;
        GcList.Track(ts, dict);
        return (PyObject*)dict;
    }

    /// <summary>Borrowed; null when missing (no exception) or on error (exception set).</summary>
    public static PyObject* GetBorrowed(ThreadState* ts, PyObject* dict, PyObject* key)
    {
        if (PyUnicode.CheckExact(key) && ((PyDictObject*)dict)->ma_keys->dk_kind != DictKeysKind.General)
            return LookupUnicode(dict, key);
        nint hash = KeyHash(ts, key);
        return hash == -1 ? null : GetKnownHashBorrowed(ts, dict, key, hash);
    }

    public static PyObject* GetStringBorrowed(ThreadState* ts, PyObject* dict, string key)
    {
        PyObject* name = PyUnicode.FromString(ts, key);
        if (name == null)
            return null;
        PyObject* value = GetBorrowed(ts, dict, name);
        Ref.Dec(ts, name);
        return value;
    }

    public static PyObject* GetKnownHashBorrowed(ThreadState* ts, PyObject* dict, PyObject* key, nint hash)
    {
        PyObject* value;
        LookupEntry(ts, (PyDictObject*)dict, key, hash, &value);
        return value;
    }

    /// <summary>*value is owned when found.</summary>
    public static Lookup GetRef(ThreadState* ts, PyObject* dict, PyObject* key, PyObject** value)
    {
        *value = null;
        nint hash = KeyHash(ts, key);
        return hash == -1 ? Lookup.Error : GetRefKnownHash(ts, dict, key, hash, value);
    }

    public static Lookup GetRefKnownHash(ThreadState* ts, PyObject* dict, PyObject* key, nint hash, PyObject** value)
    {
        nint index = LookupEntry(ts, (PyDictObject*)dict, key, hash, value);
        if (index == DictKeys.IndexError)
            return Lookup.Error;
        if (*value == null)
            return Lookup.Missing;
        Ref.Inc(*value);
        return Lookup.Found;
    }

    /// <summary>dict[key] of an exact dict; owned, KeyError when missing.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyObject* Subscript(ThreadState* ts, PyObject* dict, PyObject* key)
    {
        PyObject* value;
        Lookup found = GetRef(ts, dict, key, &value);
        return found == Lookup.Found ? value : found == Lookup.Missing ? Err.Key(ts, key) : null;
    }

    public static Lookup Contains(ThreadState* ts, PyObject* dict, PyObject* key)
    {
        nint hash = KeyHash(ts, key);
        return hash == -1 ? Lookup.Error : ContainsKnownHash(ts, dict, key, hash);
    }

    public static Lookup ContainsKnownHash(ThreadState* ts, PyObject* dict, PyObject* key, nint hash)
    {
        PyObject* value;
        nint index = LookupEntry(ts, (PyDictObject*)dict, key, hash, &value);
        if (index == DictKeys.IndexError)
            return Lookup.Error;
        return value == null ? Lookup.Missing : Lookup.Found;
    }

    /// <summary>LOAD_GLOBAL: globals, then builtins, both dicts; *value owned when found.</summary>
    public static Lookup LoadGlobal(ThreadState* ts, PyObject* globals, PyObject* builtins, PyObject* key, PyObject** value)
    {
        *value = null;
        nint hash = KeyHash(ts, key);
        if (hash == -1)
            return Lookup.Error;
        Lookup found = GetRefKnownHash(ts, globals, key, hash, value);
        return found == Lookup.Missing ? GetRefKnownHash(ts, builtins, key, hash, value) : found;
    }

    /// <summary>Iterates without Python code in between: borrowed key and value, position starts at 0; false at the end.</summary>
    public static bool Next(PyObject* dict, nint* position, PyObject** key, PyObject** value)
    {
        nint hash;
        return Next(dict, position, key, value, &hash);
    }

    public static bool Next(PyObject* dict, nint* position, PyObject** key, PyObject** value, nint* hash)
    {
        PyDictObject* d = (PyDictObject*)dict;
        PyDictKeysObject* keys = d->ma_keys;
        nint i = *position;
        if (i < 0)
            return false;
        if (d->ma_values != null)
        {
            if (i >= d->ma_used)
                return false;
            nint index = DictValues.Order(d->ma_values)[i];
            *key = DictKeys.UnicodeEntries(keys)[index].me_key;
            *value = (&d->ma_values->values)[index];
            *hash = ((PyASCIIObject*)*key)->hash;
            *position = i + 1;
            return true;
        }
        nint count = keys->dk_nentries;
        if (DictKeys.IsUnicode(keys))
        {
            PyDictUnicodeEntry* entry = DictKeys.UnicodeEntries(keys) + i;
            while (i < count && entry->me_value == null)
            {
                entry++;
                i++;
            }
            if (i >= count)
                return false;
            *key = entry->me_key;
            *value = entry->me_value;
            *hash = ((PyASCIIObject*)entry->me_key)->hash;
        }
        else
        {
            PyDictKeyEntry* entry = DictKeys.GeneralEntries(keys) + i;
            while (i < count && entry->me_value == null)
            {
                entry++;
                i++;
            }
            if (i >= count)
                return false;
            *key = entry->me_key;
            *value = entry->me_value;
            *hash = entry->me_hash;
        }
        *position = i + 1;
        return true;
    }

    /// <summary>Index of the entry in the keys table, or -1 (DKIX_EMPTY); for the specialiser. Unicode and split tables, exact str key.</summary>
    public static nint LookupIndexUnicode(PyDictKeysObject* keys, PyObject* key) => FindUnicode(keys, key, PyUnicode.Hash(key));

    /// <summary>The number of the table's present set of keys, given out on demand; 0 when the numbers are used up. Adding or removing a key resets it.</summary>
    public static uint KeysVersion(ThreadState* ts, PyDictKeysObject* keys)
    {
        uint version = keys->dk_version;
        if (version != 0)
            return version;
        uint next = ts->interp->next_dict_keys_version;
        if (next == 0)
            return 0;
        ts->interp->next_dict_keys_version = next + 1;
        keys->dk_version = next;
        return next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyDictUnicodeEntry* UnicodeEntries(PyDictKeysObject* keys) => DictKeys.UnicodeEntries(keys);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyDictKeyEntry* GeneralEntries(PyDictKeysObject* keys) => DictKeys.GeneralEntries(keys);

    /// <summary>Whether every key is an exact str, as ** arguments need.</summary>
    public static bool HasOnlyStringKeys(PyObject* dict)
    {
        if (DictKeys.IsUnicode(((PyDictObject*)dict)->ma_keys))
            return true;
        nint position = 0;
        PyObject* key;
        PyObject* value;
        while (Next(dict, &position, &key, &value))
        {
            if (!PyUnicode.Check(key))
                return false;
        }
        return true;
    }

    /// <summary>Bytes as __sizeof__ counts them: a table shared with others does not belong to the dict.</summary>
    public static nint SizeOf(PyObject* dict)
    {
        PyDictObject* d = (PyDictObject*)dict;
        nint size = dict->ob_type->tp_basicsize;
        if (d->ma_values != null)
            size += DictKeys.SharedCapacity(d->ma_keys) * sizeof(PyObject*);
        if (d->ma_keys->dk_refcnt == 1)
            size += (nint)DictKeys.ByteSize(d->ma_keys);
        return size;
    }
}
