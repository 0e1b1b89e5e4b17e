// Layouts of dict: the compact table, shared keys and inline values (internal/pycore_dict.h of 3.14).
namespace Vivarium.Runtime.Layout;

internal unsafe struct PyDictObject
{
    public PyObject ob_base;
    public nint ma_used;
    public ulong _ma_watcher_tag;
    public PyDictKeysObject* ma_keys;
    public PyDictValues* ma_values;
}

/// <summary>What a keys table may hold.</summary>
internal enum DictKeysKind : byte
{
    /// <summary>Any keys; entries carry hashes.</summary>
    General = 0,
    /// <summary>Only exact str keys.</summary>
    Unicode = 1,
    /// <summary>Shared between the instances of a class.</summary>
    Split = 2,
}

/// <summary>Header of a keys table; indices (<c>dk_indices</c>) follow, then the entries.</summary>
internal struct PyDictKeysObject
{
    public nint dk_refcnt;
    public byte dk_log2_size;
    public byte dk_log2_index_bytes;
    public DictKeysKind dk_kind;
    public uint dk_version;
    public nint dk_usable;
    public nint dk_nentries;
}

internal unsafe struct PyDictKeyEntry
{
    public nint me_hash;
    public PyObject* me_key;
    public PyObject* me_value;
}

internal unsafe struct PyDictUnicodeEntry
{
    public PyObject* me_key;
    public PyObject* me_value;
}

/// <summary>Values of a split dict, or of an instance without a dict of its own; insertion order bytes follow the values.</summary>
internal unsafe struct PyDictValues
{
    public byte capacity;
    public byte size;
    public byte embedded;
    public byte valid;
    /// <summary>First of the values.</summary>
    public PyObject* values;
}
