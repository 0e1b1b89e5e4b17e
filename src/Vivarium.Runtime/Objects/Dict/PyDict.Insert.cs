// Storing keys: insertion into combined and split tables, and moving to a bigger table. CPython's sizes: three times the used entries when the table
// is full, never less than eight slots. See docs/internals/dict.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyDict
{
    public static Status Set(ThreadState* ts, PyObject* dict, PyObject* key, PyObject* value) =>
        SetStealBoth(ts, dict, Ref.New(key), Ref.New(value));

    public static Status SetString(ThreadState* ts, PyObject* dict, string key, PyObject* value)
    {
        PyObject* name = PyUnicode.InternFromString(ts, key);
        return name == null ? Status.Error : SetStealBoth(ts, dict, name, Ref.New(value));
    }

    public static Status SetKnownHash(ThreadState* ts, PyObject* dict, PyObject* key, PyObject* value, nint hash) =>
        Insert(ts, (PyDictObject*)dict, Ref.New(key), hash, Ref.New(value));

    /// <summary>Takes over both references.</summary>
    public static Status SetStealBoth(ThreadState* ts, PyObject* dict, PyObject* key, PyObject* value)
    {
        nint hash = KeyHash(ts, key);
        if (hash == -1)
        {
            Ref.Dec(ts, value);
            Ref.Dec(ts, key);
            return Status.Error;
        }
        return Insert(ts, (PyDictObject*)dict, key, hash, value);
    }

    /// <summary>Takes over both references.</summary>
    internal static Status Insert(ThreadState* ts, PyDictObject* dict, PyObject* key, nint hash, PyObject* value)
    {
        if (dict->ma_keys == DictKeys.Empty)
            return InsertFirst(ts, dict, key, hash, value);
        if (DictKeys.IsUnicode(dict->ma_keys) && !PyUnicode.CheckExact(key) && GrowForInsert(ts, dict, unicode: false) == Status.Error)
            goto fail;
        if (dict->ma_values != null)
        {
            nint shared = FindOrAddShared(dict->ma_keys, key, hash);
            if (shared >= 0)
            {
                StoreSplit(ts, dict, shared, value);
                Ref.Dec(ts, key);
                return Status.Ok;
            }
        }
        else
        {
            PyObject* old;
            nint index = LookupEntry(ts, dict, key, hash, &old);
            if (index == DictKeys.IndexError)
                goto fail;
            if (index >= 0)
            {
                if (dict->ma_values != null)
                    StoreSplit(ts, dict, index, value);
                else
                {
                    if (DictKeys.IsUnicode(dict->ma_keys))
                        DictKeys.UnicodeEntries(dict->ma_keys)[index].me_value = value;
                    else
                        DictKeys.GeneralEntries(dict->ma_keys)[index].me_value = value;
                    Ref.Dec(ts, old);
                }
                Ref.Dec(ts, key);
                return Status.Ok;
            }
            if (dict->ma_keys == DictKeys.Empty || (dict->ma_values != null) || (DictKeys.IsUnicode(dict->ma_keys) && !PyUnicode.CheckExact(key)))
                return Insert(ts, dict, key, hash, value); // a comparison emptied the dict or gave it another table
        }
        if (dict->ma_keys->dk_usable <= 0 && GrowForInsert(ts, dict, unicode: true) == Status.Error)
            goto fail;
        AddEntry(dict, key, hash, value);
        return Status.Ok;
    fail:
        Ref.Dec(ts, value);
        Ref.Dec(ts, key);
        return Status.Error;
    }

    /// <summary>Enters a key that is not there into a combined table with room and of the right kind; takes over both references.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddEntry(PyDictObject* dict, PyObject* key, nint hash, PyObject* value)
    {
        PyDictKeysObject* keys = dict->ma_keys;
        keys->dk_version = 0;
        nint index = keys->dk_nentries;
        DictKeys.SetIndex(keys, DictKeys.FindEmptySlot(keys, hash), index);
        if (DictKeys.IsUnicode(keys))
        {
            PyDictUnicodeEntry* entry = DictKeys.UnicodeEntries(keys) + index;
            entry->me_key = key;
            entry->me_value = value;
        }
        else
        {
            PyDictKeyEntry* entry = DictKeys.GeneralEntries(keys) + index;
            entry->me_key = key;
            entry->me_value = value;
            entry->me_hash = hash;
        }
        dict->ma_used++;
        keys->dk_usable--;
        keys->dk_nentries = index + 1;
    }

    private static Status InsertFirst(ThreadState* ts, PyDictObject* dict, PyObject* key, nint hash, PyObject* value)
    {
        PyDictKeysObject* keys = DictKeys.New(ts, DictKeys.MinLog2, PyUnicode.CheckExact(key));
        if (keys == null)
        {
            Ref.Dec(ts, key);
            Ref.Dec(ts, value);
            return Status.Error;
        }
        dict->ma_keys = keys;
        AddEntry(dict, key, hash, value);
        return Status.Ok;
    }

    /// <summary>Puts a value at a shared key's index; takes over the reference.</summary>
    private static void StoreSplit(ThreadState* ts, PyDictObject* dict, nint index, PyObject* value)
    {
        PyObject** place = DictValues.Items(dict->ma_values) + index;
        PyObject* old = *place;
        *place = value;
        if (old == null)
        {
            DictValues.AddToOrder(dict->ma_values, index);
            dict->ma_used++;
        }
        else
            Ref.Dec(ts, old);
    }

    /// <summary>Index of a str key among shared keys, to which it is added while there is room; -1 otherwise.</summary>
    internal static nint FindOrAddShared(PyDictKeysObject* keys, PyObject* key, nint hash)
    {
        nint index = FindUnicode(keys, key, hash);
        if (index >= 0 || keys->dk_usable <= 0)
            return index;
        keys->dk_version = 0;
        index = keys->dk_nentries;
        DictKeys.SetIndex(keys, DictKeys.FindEmptySlot(keys, hash), index);
        DictKeys.UnicodeEntries(keys)[index].me_key = Ref.New(key);
        keys->dk_nentries++;
        keys->dk_usable--;
        return index;
    }

    private static Status GrowForInsert(ThreadState* ts, PyDictObject* dict, bool unicode) =>
        ResizeTable(ts, dict, DictKeys.Log2ForSize(dict->ma_used * 3), unicode);

    /// <summary>
    /// Moves the entries into a new table of their own without gaps; what was split becomes combined. A general table stays general.
    /// On error nothing has changed.
    /// </summary>
    internal static Status ResizeTable(ThreadState* ts, PyDictObject* dict, int log2, bool unicode)
    {
        PyDictKeysObject* old = dict->ma_keys;
        if (!DictKeys.IsUnicode(old))
            unicode = false;
        PyDictKeysObject* keys = DictKeys.New(ts, log2, unicode);
        if (keys == null)
            return Status.Error;
        nint used = dict->ma_used;
        PyDictValues* values = dict->ma_values;
        if (values != null)
            MoveSplit(dict, keys);
        else if (DictKeys.IsUnicode(old))
            MoveUnicode(old, keys, used);
        else
            MoveGeneral(old, keys, used);
        DictKeys.BuildIndices(keys, used);
        keys->dk_usable -= used;
        keys->dk_nentries = used;
        dict->ma_keys = keys;
        dict->ma_values = null;
        if (values != null)
        {
            if (values->embedded != 0)
                DictValues.Invalidate(values);
            else
                DictValues.Free(ts, values);
            DictKeys.DecRef(ts, old);
        }
        else if (old != DictKeys.Empty)
            DictKeys.Free(ts, old);
        return Status.Ok;
    }

    private static void MoveSplit(PyDictObject* dict, PyDictKeysObject* to)
    {
        PyDictUnicodeEntry* shared = DictKeys.UnicodeEntries(dict->ma_keys);
        PyObject** values = DictValues.Items(dict->ma_values);
        byte* order = DictValues.Order(dict->ma_values);
        for (nint i = 0; i < dict->ma_used; i++)
        {
            PyObject* key = Ref.New(shared[order[i]].me_key);
            PutEntry(to, i, key, ((PyASCIIObject*)key)->hash, values[order[i]]);
        }
    }

    private static void MoveUnicode(PyDictKeysObject* from, PyDictKeysObject* to, nint used)
    {
        PyDictUnicodeEntry* entry = DictKeys.UnicodeEntries(from);
        if (DictKeys.IsUnicode(to) && from->dk_nentries == used)
        {
            NativeMemory.Copy(entry, DictKeys.UnicodeEntries(to), (nuint)used * (nuint)sizeof(PyDictUnicodeEntry));
            return;
        }
        for (nint i = 0; i < used; entry++)
        {
            if (entry->me_value != null)
                PutEntry(to, i++, entry->me_key, ((PyASCIIObject*)entry->me_key)->hash, entry->me_value);
        }
    }

    private static void MoveGeneral(PyDictKeysObject* from, PyDictKeysObject* to, nint used)
    {
        PyDictKeyEntry* entry = DictKeys.GeneralEntries(from);
        if (from->dk_nentries == used)
        {
            NativeMemory.Copy(entry, DictKeys.GeneralEntries(to), (nuint)used * (nuint)sizeof(PyDictKeyEntry));
            return;
        }
        for (nint i = 0; i < used; entry++)
        {
            if (entry->me_value != null)
                DictKeys.GeneralEntries(to)[i++] = *entry;
        }
    }

    private static void PutEntry(PyDictKeysObject* keys, nint index, PyObject* key, nint hash, PyObject* value)
    {
        if (DictKeys.IsUnicode(keys))
        {
            PyDictUnicodeEntry* entry = DictKeys.UnicodeEntries(keys) + index;
            entry->me_key = key;
            entry->me_value = value;
            return;
        }
        PyDictKeyEntry* general = DictKeys.GeneralEntries(keys) + index;
        general->me_hash = hash;
        general->me_key = key;
        general->me_value = value;
    }

    /// <summary>*value (may be a null pointer) is owned; Found when the key was there already.</summary>
    public static Lookup SetDefault(ThreadState* ts, PyObject* dict, PyObject* key, PyObject* defaultValue, PyObject** value)
    {
        if (value != null)
            *value = null;
        nint hash = KeyHash(ts, key);
        if (hash == -1)
            return Lookup.Error;
        PyObject* found;
        if (LookupEntry(ts, (PyDictObject*)dict, key, hash, &found) == DictKeys.IndexError)
            return Lookup.Error;
        if (found != null)
        {
            if (value != null)
                *value = Ref.New(found);
            return Lookup.Found;
        }
        if (InsertMissing(ts, (PyDictObject*)dict, Ref.New(key), hash, Ref.New(defaultValue)) == Status.Error)
            return Lookup.Error;
        if (value != null)
            *value = Ref.New(defaultValue);
        return Lookup.Missing;
    }

    /// <summary>Insert without a second search: the key is known to be absent. Takes over both references.</summary>
    private static Status InsertMissing(ThreadState* ts, PyDictObject* dict, PyObject* key, nint hash, PyObject* value)
    {
        if (dict->ma_keys == DictKeys.Empty)
            return InsertFirst(ts, dict, key, hash, value);
        Status status = Status.Ok;
        if (DictKeys.IsUnicode(dict->ma_keys) && !PyUnicode.CheckExact(key))
            status = GrowForInsert(ts, dict, unicode: false);
        if (status == Status.Ok && dict->ma_values != null)
        {
            nint shared = FindOrAddShared(dict->ma_keys, key, hash);
            if (shared >= 0)
            {
                StoreSplit(ts, dict, shared, value);
                Ref.Dec(ts, key);
                return Status.Ok;
            }
        }
        if (status == Status.Ok && dict->ma_keys->dk_usable <= 0)
            status = GrowForInsert(ts, dict, unicode: true);
        if (status == Status.Error)
        {
            Ref.Dec(ts, value);
            Ref.Dec(ts, key);
            return Status.Error;
        }
        AddEntry(dict, key, hash, value);
        return Status.Ok;
    }
}
