// How a special method and a slot belong together: one entry for each special method (slotdefs in CPython; table in SlotTable.cs).
namespace Vivarium.Runtime.Slots;

internal unsafe struct SlotDef
{
    /// <summary>Interned str, "__add__".</summary>
    public PyObject* name;
    /// <summary>Offset of the slot in <see cref="TypeSlots"/>.</summary>
    public int offset;
    /// <summary>What the slot holds when a class defines the special method in Python.</summary>
    public void* function;
    /// <summary>Calls the slot from Python: (ts, self, args tuple, wrapped slot, kwargs dict or null) → owned.</summary>
    public delegate*<ThreadState*, PyObject*, PyObject*, void*, PyObject*, PyObject*> wrapper;
    /// <summary>UTF-8 docstring with signature.</summary>
    public byte* doc;
    /// <summary>1: the wrapper takes keywords.</summary>
    public int flags;
}
