// A stack on which the parser gathers the items of sequences whose length it does not know yet, so that no list is allocated per node.
namespace Vivarium.Compiler.Syntax;

internal sealed class Scratch<T>
{
    private T[] _items = new T[64];
    private int _count;

    /// <summary>Where the next sequence begins.</summary>
    public int Mark() => _count;

    public int CountFrom(int mark) => _count - mark;

    public ref T this[int index] => ref _items[index];

    public void Push(T item)
    {
        if (_count == _items.Length)
            Array.Resize(ref _items, _count * 2);
        _items[_count++] = item;
    }

    /// <summary>Removes the items pushed since <paramref name="mark"/> and returns them.</summary>
    public T[] Take(int mark)
    {
        if (_count == mark)
            return [];
        T[] taken = _items.AsSpan(mark, _count - mark).ToArray();
        Drop(mark);
        return taken;
    }

    public void Drop(int mark)
    {
        Array.Clear(_items, mark, _count - mark);
        _count = mark;
    }
}
