// Finding a key in a keys table. Identity is tried before hashes, hashes before equality; exact str and small ints are compared in place, so that
// no Python code can run; other comparisons may change the dict under the search, which then starts again. See docs/internals/dict.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyDict
{
    /// <summary>The hash of a key, read from the object when it is an exact str that knows it; -1 on error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint KeyHash(ThreadState* ts, PyObject* key) => KeyHashes.OfDictKey(ts, key);

    /// <summary>Index of an exact str in a unicode or split table, or -1.</summary>
    public static nint FindUnicode(PyDictKeysObject* keys, PyObject* key, nint hash)
    {
        if (keys->dk_log2_size >= 8)
            return FindUnicodeWide(keys, key, hash);
        sbyte* indices = (sbyte*)(keys + 1);
        PyDictUnicodeEntry* entries = DictKeys.UnicodeEntries(keys);
        nuint mask = ((nuint)1 << keys->dk_log2_size) - 1;
        nuint perturb = (nuint)hash;
        nuint slot = perturb & mask;
        while (true)
        {
            nint index = indices[slot];
            if (index >= 0)
            {
                PyObject* candidate = entries[index].me_key;
                if (candidate == key || (((PyASCIIObject*)candidate)->hash == hash && PyUnicode.Equal(candidate, key)))
                    return index;
            }
            else if (index == DictKeys.IndexEmpty)
                return DictKeys.IndexEmpty;
            perturb >>= DictKeys.PerturbShift;
            slot = (slot * 5 + perturb + 1) & mask;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint FindUnicodeWide(PyDictKeysObject* keys, PyObject* key, nint hash)
    {
        PyDictUnicodeEntry* entries = DictKeys.UnicodeEntries(keys);
        nuint mask = ((nuint)1 << keys->dk_log2_size) - 1;
        nuint perturb = (nuint)hash;
        nuint slot = perturb & mask;
        while (true)
        {
            nint index = DictKeys.GetIndex(keys, slot);
            if (index >= 0)
            {
                PyObject* candidate = entries[index].me_key;
                if (candidate == key || (((PyASCIIObject*)candidate)->hash == hash && PyUnicode.Equal(candidate, key)))
                    return index;
            }
            else if (index == DictKeys.IndexEmpty)
                return DictKeys.IndexEmpty;
            perturb >>= DictKeys.PerturbShift;
            slot = (slot * 5 + perturb + 1) & mask;
        }
    }

    /// <summary>
    /// Index of the key's entry, -1 (missing) or -3 (error); *value is borrowed, null unless found. A split table may know the key without the dict having a value.
    /// </summary>
    public static nint LookupEntry(ThreadState* ts, PyDictObject* dict, PyObject* key, nint hash, PyObject** value)
    {
        while (true)
        {
            PyDictKeysObject* keys = dict->ma_keys;
            nint index;
            if (keys->dk_kind == DictKeysKind.General)
            {
                index = FindGeneral(ts, dict, keys, key, hash);
                if (index >= 0)
                {
                    *value = DictKeys.GeneralEntries(keys)[index].me_value;
                    return index;
                }
            }
            else
            {
                index = PyUnicode.CheckExact(key) ? FindUnicode(keys, key, hash) : FindOtherInUnicode(ts, dict, keys, key, hash);
                if (index >= 0)
                {
                    *value = keys->dk_kind == DictKeysKind.Split
                        ? (&dict->ma_values->values)[index]
                        : DictKeys.UnicodeEntries(keys)[index].me_value;
                    return index;
                }
            }
            if (index != DictKeys.IndexChanged)
            {
                *value = null;
                return index;
            }
        }
    }

    private static nint FindGeneral(ThreadState* ts, PyDictObject* dict, PyDictKeysObject* keys, PyObject* key, nint hash)
    {
        PyDictKeyEntry* entries = DictKeys.GeneralEntries(keys);
        nuint mask = ((nuint)1 << keys->dk_log2_size) - 1;
        nuint perturb = (nuint)hash;
        nuint slot = perturb & mask;
        while (true)
        {
            nint index = DictKeys.GetIndex(keys, slot);
            if (index >= 0)
            {
                PyDictKeyEntry* entry = entries + index;
                PyObject* candidate = entry->me_key;
                if (candidate == key)
                    return index;
                if (entry->me_hash == hash)
                {
                    Truth equal = EqualInPlace(candidate, key);
                    if (equal == Truth.Error)
                    {
                        Ref.Inc(candidate);
                        equal = Obj.RichCompareBool(ts, candidate, key, 2);
                        Ref.Dec(ts, candidate);
                        if (equal == Truth.Error)
                            return DictKeys.IndexError;
                        if (keys != dict->ma_keys || entry->me_key != candidate)
                            return DictKeys.IndexChanged;
                    }
                    if (equal == Truth.True)
                        return index;
                }
            }
            else if (index == DictKeys.IndexEmpty)
                return DictKeys.IndexEmpty;
            perturb >>= DictKeys.PerturbShift;
            slot = (slot * 5 + perturb + 1) & mask;
        }
    }

    /// <summary>A key that is not an exact str among exact str keys.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint FindOtherInUnicode(ThreadState* ts, PyDictObject* dict, PyDictKeysObject* keys, PyObject* key, nint hash)
    {
        PyDictUnicodeEntry* entries = DictKeys.UnicodeEntries(keys);
        nuint mask = ((nuint)1 << keys->dk_log2_size) - 1;
        nuint perturb = (nuint)hash;
        nuint slot = perturb & mask;
        while (true)
        {
            nint index = DictKeys.GetIndex(keys, slot);
            if (index >= 0)
            {
                PyObject* candidate = entries[index].me_key;
                if (((PyASCIIObject*)candidate)->hash == hash)
                {
                    Ref.Inc(candidate);
                    Truth equal = Obj.RichCompareBool(ts, candidate, key, 2);
                    Ref.Dec(ts, candidate);
                    if (equal == Truth.Error)
                        return DictKeys.IndexError;
                    if (keys != dict->ma_keys || entries[index].me_key != candidate)
                        return DictKeys.IndexChanged;
                    if (equal == Truth.True)
                        return index;
                }
            }
            else if (index == DictKeys.IndexEmpty)
                return DictKeys.IndexEmpty;
            perturb >>= DictKeys.PerturbShift;
            slot = (slot * 5 + perturb + 1) & mask;
        }
    }

    /// <summary>Equality of two different objects with the same hash without running Python code; Error: it takes a real comparison.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Truth EqualInPlace(PyObject* a, PyObject* b)
    {
        if (a->ob_type != b->ob_type)
            return Truth.Error;
        if (PyUnicode.CheckExact(a))
            return PyUnicode.Equal(a, b) ? Truth.True : Truth.False;
        if (PyLong.CheckExact(a))
        {
            PyLongObject* left = (PyLongObject*)a;
            PyLongObject* right = (PyLongObject*)b;
            if ((left->lv_tag | right->lv_tag) < 16)
                return left->ob_digit == right->ob_digit && (left->lv_tag & 3) == (right->lv_tag & 3) ? Truth.True : Truth.False;
        }
        return Truth.Error;
    }

    /// <summary>The value of an exact str key, borrowed, or null; never raises.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* LookupUnicode(PyObject* dict, PyObject* key)
    {
        nint hash = ((PyASCIIObject*)key)->hash;
        if (hash == -1)
            hash = PyUnicode.Hash(key);
        PyDictObject* d = (PyDictObject*)dict;
        PyDictKeysObject* keys = d->ma_keys;
        if (keys->dk_kind != DictKeysKind.Unicode)
            return LookupUnicodeElsewhere(d, key, hash);
        nint index = FindUnicode(keys, key, hash);
        return index < 0 ? null : DictKeys.UnicodeEntries(keys)[index].me_value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PyObject* LookupUnicodeElsewhere(PyDictObject* dict, PyObject* key, nint hash)
    {
        PyDictKeysObject* keys = dict->ma_keys;
        nint index;
        if (keys->dk_kind == DictKeysKind.Split)
        {
            index = FindUnicode(keys, key, hash);
            return index < 0 ? null : (&dict->ma_values->values)[index];
        }
        index = FindUnicodeInGeneral(keys, key, hash);
        return index < 0 ? null : DictKeys.GeneralEntries(keys)[index].me_value;
    }

    /// <summary>An exact str among any keys, as far as exact str go: other keys that claim to equal it are not asked.</summary>
    private static nint FindUnicodeInGeneral(PyDictKeysObject* keys, PyObject* key, nint hash)
    {
        PyDictKeyEntry* entries = DictKeys.GeneralEntries(keys);
        nuint mask = ((nuint)1 << keys->dk_log2_size) - 1;
        nuint perturb = (nuint)hash;
        nuint slot = perturb & mask;
        while (true)
        {
            nint index = DictKeys.GetIndex(keys, slot);
            if (index >= 0)
            {
                PyDictKeyEntry* entry = entries + index;
                if (entry->me_key == key || (entry->me_hash == hash && PyUnicode.CheckExact(entry->me_key) && PyUnicode.Equal(entry->me_key, key)))
                    return index;
            }
            else if (index == DictKeys.IndexEmpty)
                return DictKeys.IndexEmpty;
            perturb >>= DictKeys.PerturbShift;
            slot = (slot * 5 + perturb + 1) & mask;
        }
    }
}
