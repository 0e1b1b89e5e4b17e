// A set of names that many scopes pass on unchanged: copying is free until somebody changes a copy. Used by the second pass
// over the symbol tables only; see docs/internals/symtable.md.
namespace Vivarium.Compiler.Binding;

/// <summary>A set of names, copied on its first change after <see cref="Share"/>. Never copy the struct any other way.</summary>
internal struct NameSet
{
    private HashSet<string>? _items;
    private bool _shared;

    public readonly bool IsEmpty => _items is null || _items.Count == 0;

    public readonly bool Contains(string name) => _items is not null && _items.Contains(name);

    /// <summary>A second set with the same names.</summary>
    public NameSet Share()
    {
        _shared = _items is not null;
        return new NameSet { _items = _items, _shared = _shared };
    }

    public void Add(string name)
    {
        if (Contains(name))
            return;
        Own().Add(name);
    }

    public void Remove(string name)
    {
        if (Contains(name))
            Own().Remove(name);
    }

    public void UnionWith(ref NameSet other)
    {
        if (other.IsEmpty)
            return;
        if (IsEmpty)
            this = other.Share();
        else
            Own().UnionWith(other._items!);
    }

    public readonly HashSet<string>.Enumerator GetEnumerator() => (_items ?? s_empty).GetEnumerator();

    private static readonly HashSet<string> s_empty = [];

    private HashSet<string> Own()
    {
        if (_items is null)
            _items = [];
        else if (_shared)
            _items = new HashSet<string>(_items);
        _shared = false;
        return _items;
    }
}
