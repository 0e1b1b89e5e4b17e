// Managed companions of heap objects: an object on the heap holds an index into this table, never a CLR reference (D6 of the design).
namespace Vivarium.Runtime.State;

internal sealed class HandleTable
{
    private readonly List<object?> _items = [null];
    private readonly Stack<int> _free = [];

    /// <summary>Keeps the object; its index is never 0.</summary>
    public int Add(object item)
    {
        lock (_items)
        {
            if (_free.TryPop(out int index))
            {
                _items[index] = item;
                return index;
            }
            _items.Add(item);
            return _items.Count - 1;
        }
    }

    public object this[int index]
    {
        get
        {
            lock (_items)
                return _items[index] ?? throw new InvalidOperationException("The handle has been released.");
        }
    }

    public void Remove(int index)
    {
        lock (_items)
        {
            _items[index] = null;
            _free.Push(index);
        }
    }
}
