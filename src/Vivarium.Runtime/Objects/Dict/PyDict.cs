// dict objects: the compact table, shared keys, inline values of instances (docs/internals/dict.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyDict
{
    public static PyObject* New(ThreadState* ts) => throw new NotImplementedException();

    public static PyObject* NewPresized(ThreadState* ts, nint count) => throw new NotImplementedException();

    public static bool Check(PyObject* o) => throw new NotImplementedException();

    public static bool CheckExact(PyObject* o) => throw new NotImplementedException();

    public static nint Size(PyObject* o) => throw new NotImplementedException();

    /// <summary>Borrowed; null when missing (no exception) or on error (exception set).</summary>
    public static PyObject* GetBorrowed(ThreadState* ts, PyObject* dict, PyObject* key) => throw new NotImplementedException();

    public static PyObject* GetStringBorrowed(ThreadState* ts, PyObject* dict, string key) => throw new NotImplementedException();

    public static PyObject* GetKnownHashBorrowed(ThreadState* ts, PyObject* dict, PyObject* key, nint hash) => throw new NotImplementedException();

    /// <summary>*value is owned when found.</summary>
    public static Lookup GetRef(ThreadState* ts, PyObject* dict, PyObject* key, PyObject** value) => throw new NotImplementedException();

    public static Lookup Contains(ThreadState* ts, PyObject* dict, PyObject* key) => throw new NotImplementedException();

    public static Status Set(ThreadState* ts, PyObject* dict, PyObject* key, PyObject* value) => throw new NotImplementedException();

    public static Status SetString(ThreadState* ts, PyObject* dict, string key, PyObject* value) => throw new NotImplementedException();

    /// <summary>Takes over both references.</summary>
    public static Status SetStealBoth(ThreadState* ts, PyObject* dict, PyObject* key, PyObject* value) => throw new NotImplementedException();

    /// <summary>KeyError when missing.</summary>
    public static Status Delete(ThreadState* ts, PyObject* dict, PyObject* key) => throw new NotImplementedException();

    /// <summary>*value (may be null pointer) is owned when found.</summary>
    public static Lookup Pop(ThreadState* ts, PyObject* dict, PyObject* key, PyObject** value) => throw new NotImplementedException();

    /// <summary>*value is owned; Found when the key was there already.</summary>
    public static Lookup SetDefault(ThreadState* ts, PyObject* dict, PyObject* key, PyObject* defaultValue, PyObject** value) => throw new NotImplementedException();

    public static void Clear(ThreadState* ts, PyObject* dict) => throw new NotImplementedException();

    public static PyObject* Copy(ThreadState* ts, PyObject* dict) => throw new NotImplementedException();

    public static PyObject* Keys(ThreadState* ts, PyObject* dict) => throw new NotImplementedException();

    public static PyObject* Values(ThreadState* ts, PyObject* dict) => throw new NotImplementedException();

    public static PyObject* Items(ThreadState* ts, PyObject* dict) => throw new NotImplementedException();

    /// <summary>Iterates without Python code in between: borrowed key and value, position starts at 0; false at the end.</summary>
    public static bool Next(PyObject* dict, nint* position, PyObject** key, PyObject** value) => throw new NotImplementedException();

    public static Status Update(ThreadState* ts, PyObject* dict, PyObject* mappingOrIterable) => throw new NotImplementedException();

    /// <summary>Override 0 keeps what is there, 1 replaces, 2 raises KeyError on a duplicate.</summary>
    public static Status Merge(ThreadState* ts, PyObject* dict, PyObject* mapping, int overrideMode) => throw new NotImplementedException();

    /// <summary>LOAD_GLOBAL: globals, then builtins; *value owned when found.</summary>
    public static Lookup LoadGlobal(ThreadState* ts, PyObject* globals, PyObject* builtins, PyObject* key, PyObject** value) => throw new NotImplementedException();

    /// <summary>Index of the entry in the keys table, or -1 (DKIX_EMPTY); for the specialiser. Unicode keys only.</summary>
    public static nint LookupIndexUnicode(PyDictKeysObject* keys, PyObject* key) => throw new NotImplementedException();

    public static uint KeysVersion(ThreadState* ts, PyDictKeysObject* keys) => throw new NotImplementedException();

    public static PyDictUnicodeEntry* UnicodeEntries(PyDictKeysObject* keys) => throw new NotImplementedException();

    public static PyDictKeyEntry* GeneralEntries(PyDictKeysObject* keys) => throw new NotImplementedException();

    /// <summary>A new keys table for the instances of a class (30 keys at most).</summary>
    public static PyDictKeysObject* NewSharedKeys(ThreadState* ts) => throw new NotImplementedException();

    public static void DecRefKeys(ThreadState* ts, PyDictKeysObject* keys) => throw new NotImplementedException();
}
