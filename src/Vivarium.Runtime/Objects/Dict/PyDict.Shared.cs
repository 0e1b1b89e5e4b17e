// Tables of keys shared by the instances of a class: at most 30 keys, never removed from. See docs/internals/dict.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyDict
{
    /// <summary>A new keys table for the instances of a class (30 keys at most).</summary>
    public static PyDictKeysObject* NewSharedKeys(ThreadState* ts)
    {
        PyDictKeysObject* keys = DictKeys.New(ts, DictKeys.SharedLog2, unicode: true);
        if (keys == null)
            return null;
        keys->dk_usable = DictKeys.SharedMax;
        keys->dk_kind = DictKeysKind.Split;
        return keys;
    }

    /// <summary>The same, beginning with the attributes that the class's methods are known to set (its __static_attributes__, any object or null).</summary>
    public static PyDictKeysObject* NewSharedKeys(ThreadState* ts, PyObject* staticAttributes)
    {
        PyDictKeysObject* keys = NewSharedKeys(ts);
        if (keys == null || staticAttributes == null || !PyTuple.Check(staticAttributes))
            return keys;
        for (nint i = 0; i < PyTuple.Size(staticAttributes); i++)
        {
            PyObject* name = PyTuple.GetBorrowed(staticAttributes, i);
            if (PyUnicode.CheckExact(name))
                FindOrAddShared(keys, name, PyUnicode.Hash(name));
        }
        return keys;
    }

    public static void DecRefKeys(ThreadState* ts, PyDictKeysObject* keys) => DictKeys.DecRef(ts, keys);

    /// <summary>BUILD_MAP: keys and values at the given strides, all borrowed.</summary>
    public static PyObject* FromItems(ThreadState* ts, PyObject** keys, nint keysStride, PyObject** values, nint valuesStride, nint count)
    {
        bool unicode = true;
        for (nint i = 0; unicode && i < count; i++)
            unicode = PyUnicode.CheckExact(keys[i * keysStride]);
        PyObject* dict = NewPresized(ts, count, unicode);
        if (dict == null)
            return null;
        for (nint i = 0; i < count; i++)
        {
            if (Set(ts, dict, keys[i * keysStride], values[i * valuesStride]) == Status.Error)
            {
                Ref.Dec(ts, dict);
                return null;
            }
        }
        return dict;
    }
}
