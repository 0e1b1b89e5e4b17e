// The interned strings of one interpreter: a set of borrowed pointers in heap memory, open addressing with tombstones. A mortal string
// takes itself out when it
// is freed; an immortal one stays until the interpreter ends. See docs/internals/str.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal unsafe struct InternTable
{
    private static PyObject* Deleted => (PyObject*)1;

    private PyObject** _slots;
    private nint _mask;
    private nint _used;
    private nint _filled;

    /// <summary>Strings in the table.</summary>
    public readonly nint Count => _used;

    /// <summary>An empty table, or null without memory.</summary>
    public static InternTable* Create(PyHeap* heap)
    {
        InternTable* table = (InternTable*)MemDomain.Calloc(heap, 1, (nuint)sizeof(InternTable));
        if (table == null)
            return null;
        table->_mask = 1023;
        table->_slots = (PyObject**)MemDomain.Calloc(heap, 1024, (nuint)sizeof(PyObject*));
        if (table->_slots == null)
        {
            MemDomain.Free(heap, table);
            return null;
        }
        return table;
    }

    public static void Free(PyHeap* heap, InternTable* table)
    {
        MemDomain.Free(heap, table->_slots);
        MemDomain.Free(heap, table);
    }

    /// <summary>The entry equal to the string, or null.</summary>
    public static PyObject* Find(InternTable* table, PyObject* s)
    {
        nint hash = PyUnicode.Hash(s);
        PyObject** slots = table->_slots;
        for (nint i = hash & table->_mask; ; i = (i + 1) & table->_mask)
        {
            PyObject* entry = slots[i];
            if (entry == null)
                return null;
            if (entry != Deleted && PyUnicode.Hash(entry) == hash && PyUnicode.Equal(entry, s))
                return entry;
        }
    }

    /// <summary>Adds a string that is not there; false without memory.</summary>
    public static bool Add(PyHeap* heap, InternTable* table, PyObject* s)
    {
        if ((table->_filled + 1) * 3 > (table->_mask + 1) * 2 && !Rebuild(heap, table))
            return false;
        Place(table, s);
        return true;
    }

    /// <summary>Takes the very object out.</summary>
    public static void Remove(InternTable* table, PyObject* s)
    {
        PyObject** slots = table->_slots;
        for (nint i = PyUnicode.Hash(s) & table->_mask; slots[i] != null; i = (i + 1) & table->_mask)
        {
            if (slots[i] != s)
                continue;
            slots[i] = Deleted;
            table->_used--;
            return;
        }
    }

    /// <summary>Any string at or after the position, which moves on; null at the end.</summary>
    public static PyObject* Next(InternTable* table, nint* position)
    {
        while (*position <= table->_mask)
        {
            PyObject* entry = table->_slots[(*position)++];
            if (entry != null && entry != Deleted)
                return entry;
        }
        return null;
    }

    private static void Place(InternTable* table, PyObject* s)
    {
        nint i = PyUnicode.Hash(s) & table->_mask;
        while (table->_slots[i] != null && table->_slots[i] != Deleted)
            i = (i + 1) & table->_mask;
        if (table->_slots[i] == null)
            table->_filled++;
        table->_slots[i] = s;
        table->_used++;
    }

    private static bool Rebuild(PyHeap* heap, InternTable* table)
    {
        nint size = table->_mask + 1;
        if (table->_used * 2 > size)
            size *= 2;
        PyObject** old = table->_slots;
        nint oldMask = table->_mask;
        PyObject** slots = (PyObject**)MemDomain.Calloc(heap, (nuint)size, (nuint)sizeof(PyObject*));
        if (slots == null)
            return false;
        table->_slots = slots;
        table->_mask = size - 1;
        table->_used = 0;
        table->_filled = 0;
        for (nint i = 0; i <= oldMask; i++)
        {
            if (old[i] != null && old[i] != Deleted)
                Place(table, old[i]);
        }
        MemDomain.Free(heap, old);
        return true;
    }
}
