// The storage of OrderedDict: a dict, and a doubly linked list of nodes in the order of the keys. od_fast_nodes leads from an entry's index in the dict's
// table to its node; it is rebuilt when the dict has taken another table (od_resize_sentinel tells). See docs/internals/dict.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Collections;

internal unsafe struct _ODictNode
{
    public PyObject* key;
    public nint hash;
    public _ODictNode* next;
    public _ODictNode* prev;
}

internal unsafe struct PyODictObject
{
    public PyDictObject od_dict;
    public _ODictNode** od_fast_nodes;
    public nint od_fast_nodes_size;
    public void* od_resize_sentinel;
    /// <summary>Changes whenever nodes are added, removed or moved.</summary>
    public nuint od_state;
    public _ODictNode* od_first;
    public _ODictNode* od_last;
    public PyObject* od_inst_dict;
    public PyObject* od_weakreflist;
}

internal static unsafe class ODict
{
    public static bool Check(PyObject* o) => o->ob_type == OrderedDictType.Type || PyType.IsSubtype(o->ob_type, OrderedDictType.Type);

    public static bool CheckExact(PyObject* o) => o->ob_type == OrderedDictType.Type;

    private static nint IndexOf(ThreadState* ts, PyODictObject* od, PyObject* key, nint hash)
    {
        PyObject* value;
        return PyDict.LookupEntry(ts, &od->od_dict, key, hash, &value);
    }

    /// <summary>Makes the index → node table fit the dict's present table.</summary>
    private static Status Sync(ThreadState* ts, PyODictObject* od)
    {
        PyDictKeysObject* keys = od->od_dict.ma_keys;
        nint size = (nint)1 << keys->dk_log2_size;
        if (od->od_resize_sentinel == keys && od->od_fast_nodes_size == size)
            return Status.Ok;
        _ODictNode** nodes = (_ODictNode**)MemDomain.Calloc(ts->interp->heap, (nuint)size, (nuint)sizeof(_ODictNode*));
        if (nodes == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        for (_ODictNode* node = od->od_first; node != null; node = node->next)
        {
            nint i = IndexOf(ts, od, node->key, node->hash);
            if (i == DictKeys.IndexError)
            {
                MemDomain.Free(ts->interp->heap, nodes);
                return Status.Error;
            }
            if (i >= 0)
                nodes[i] = node;
        }
        MemDomain.Free(ts->interp->heap, od->od_fast_nodes);
        od->od_fast_nodes = nodes;
        od->od_fast_nodes_size = size;
        od->od_resize_sentinel = od->od_dict.ma_keys;
        return Status.Ok;
    }

    /// <summary>The node of a key, or null (with an exception on error).</summary>
    public static _ODictNode* Find(ThreadState* ts, PyODictObject* od, PyObject* key, nint hash)
    {
        if (od->od_first == null || Sync(ts, od) == Status.Error)
            return null;
        nint i = IndexOf(ts, od, key, hash);
        return i < 0 || i >= od->od_fast_nodes_size ? null : od->od_fast_nodes[i];
    }

    public static _ODictNode* Find(ThreadState* ts, PyODictObject* od, PyObject* key)
    {
        if (od->od_first == null)
            return null;
        nint hash = KeyHashes.Of(ts, key);
        return hash == -1 ? null : Find(ts, od, key, hash);
    }

    public static void LinkLast(PyODictObject* od, _ODictNode* node)
    {
        node->next = null;
        node->prev = od->od_last;
        if (od->od_last == null)
            od->od_first = node;
        else
            od->od_last->next = node;
        od->od_last = node;
        od->od_state++;
    }

    public static void LinkFirst(PyODictObject* od, _ODictNode* node)
    {
        node->prev = null;
        node->next = od->od_first;
        if (od->od_first == null)
            od->od_last = node;
        else
            od->od_first->prev = node;
        od->od_first = node;
        od->od_state++;
    }

    public static void Unlink(PyODictObject* od, _ODictNode* node)
    {
        if (od->od_first == node)
            od->od_first = node->next;
        else if (node->prev != null)
            node->prev->next = node->next;
        if (od->od_last == node)
            od->od_last = node->prev;
        else if (node->next != null)
            node->next->prev = node->prev;
        node->prev = null;
        node->next = null;
        od->od_state++;
    }

    /// <summary>od[key] = value, as OrderedDict itself does it.</summary>
    public static Status Set(ThreadState* ts, PyODictObject* od, PyObject* key, PyObject* value)
    {
        nint hash = KeyHashes.OfDictKey(ts, key);
        if (hash == -1)
            return Status.Error;
        if (PyDict.SetKnownHash(ts, (PyObject*)od, key, value, hash) == Status.Error)
            return Status.Error;
        if (AddNode(ts, od, key, hash) == Status.Ok)
            return Status.Ok;
        // No item without a node: take it out again and tell of the first error.
        PyObject* error = Err.Fetch(ts);
        PyDict.PopKnownHash(ts, (PyObject*)od, key, hash, null);
        Err.Clear(ts);
        Err.Restore(ts, error);
        return Status.Error;
    }

    private static Status AddNode(ThreadState* ts, PyODictObject* od, PyObject* key, nint hash)
    {
        if (Sync(ts, od) == Status.Error)
            return Status.Error;
        nint i = IndexOf(ts, od, key, hash);
        if (i < 0)
        {
            if (i != DictKeys.IndexError)
                Err.Key(ts, key);
            return Status.Error;
        }
        if (od->od_fast_nodes[i] != null)
            return Status.Ok;
        _ODictNode* node = (_ODictNode*)MemDomain.Malloc(ts->interp->heap, (nuint)sizeof(_ODictNode));
        if (node == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        node->key = Ref.New(key);
        node->hash = hash;
        LinkLast(od, node);
        od->od_fast_nodes[i] = node;
        return Status.Ok;
    }

    /// <summary>Removes the key's node, if there is one, before its item is removed from the dict.</summary>
    public static Status ClearNode(ThreadState* ts, PyODictObject* od, PyObject* key, nint hash)
    {
        if (od->od_first == null)
            return Status.Ok;
        if (Sync(ts, od) == Status.Error)
            return Status.Error;
        nint i = IndexOf(ts, od, key, hash);
        if (i < 0)
            return i == DictKeys.IndexError ? Status.Error : Status.Ok;
        _ODictNode* node = od->od_fast_nodes[i];
        if (node == null)
            return Status.Ok;
        od->od_fast_nodes[i] = null;
        Unlink(od, node);
        Ref.Dec(ts, node->key);
        MemDomain.Free(ts->interp->heap, node);
        return Status.Ok;
    }

    public static Status Delete(ThreadState* ts, PyODictObject* od, PyObject* key)
    {
        nint hash = KeyHashes.OfDictKey(ts, key);
        if (hash == -1 || ClearNode(ts, od, key, hash) == Status.Error)
            return Status.Error;
        return PyDict.DeleteKnownHash(ts, (PyObject*)od, key, hash);
    }

    public static void ClearNodes(ThreadState* ts, PyODictObject* od)
    {
        MemDomain.Free(ts->interp->heap, od->od_fast_nodes);
        od->od_fast_nodes = null;
        od->od_fast_nodes_size = 0;
        od->od_resize_sentinel = null;
        _ODictNode* node = od->od_first;
        od->od_first = null;
        od->od_last = null;
        od->od_state++;
        while (node != null)
        {
            _ODictNode* next = node->next;
            Ref.Dec(ts, node->key);
            MemDomain.Free(ts->interp->heap, node);
            node = next;
        }
    }

    /// <summary>Takes a key out and returns its value; the default (may be null: KeyError) when it is missing.</summary>
    public static PyObject* Pop(ThreadState* ts, PyODictObject* od, PyObject* key, PyObject* defaultValue, nint hash)
    {
        PyObject* self = (PyObject*)od;
        _ODictNode* node = Find(ts, od, key, hash);
        if (node == null && Err.Occurred(ts))
            return null;
        // The node goes first: removing the item may run code that changes the table.
        if (node != null && ClearNode(ts, od, key, hash) == Status.Error)
            return null;
        PyObject* value = null;
        if (CheckExact(self))
            PyDict.PopKnownHash(ts, self, key, hash, &value);
        else
        {
            Truth present = Obj.Contains(ts, self, key);
            if (present == Truth.Error)
                return null;
            if (present == Truth.True)
            {
                value = Obj.GetItem(ts, self, key);
                if (value != null && Obj.DelItem(ts, self, key) == Status.Error)
                {
                    Ref.Dec(ts, value);
                    return null;
                }
            }
        }
        if (value != null || Err.Occurred(ts))
            return value;
        return defaultValue != null ? Ref.New(defaultValue) : Err.Key(ts, key);
    }
}
