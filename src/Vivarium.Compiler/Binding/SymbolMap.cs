// A scope's names with their flags, in the order in which the names were first met: code generation and the _symtable module depend
// on that order. Small maps are searched linearly; larger ones carry an index. See docs/internals/symtable.md.
namespace Vivarium.Compiler.Binding;

internal sealed class SymbolMap
{
    private const int LinearLimit = 8;

    private string[] _names = new string[4];
    private SymbolFlags[] _flags = new SymbolFlags[4];
    private Dictionary<string, int>? _index;

    public int Count { get; private set; }

    public string NameAt(int position) => _names[position];

    public ref SymbolFlags FlagsAt(int position) => ref _flags[position];

    /// <summary>The flags of a name; <see cref="SymbolFlags.None"/> when it is not there.</summary>
    public SymbolFlags this[string name] => Find(name) is int position and >= 0 ? _flags[position] : SymbolFlags.None;

    public bool Contains(string name) => Find(name) >= 0;

    public int Find(string name)
    {
        if (_index is not null)
            return _index.TryGetValue(name, out int position) ? position : -1;
        for (int i = 0; i < Count; i++)
        {
            if (ReferenceEquals(_names[i], name))
                return i;
        }
        for (int i = 0; i < Count; i++)
        {
            if (_names[i] == name)
                return i;
        }
        return -1;
    }

    /// <summary>The flags of a name, which is added with none if it is new. The reference holds until the next call.</summary>
    public ref SymbolFlags GetOrAdd(string name)
    {
        int position = Find(name);
        if (position < 0)
        {
            if (Count == _names.Length)
            {
                Array.Resize(ref _names, Count * 2);
                Array.Resize(ref _flags, Count * 2);
            }
            position = Count++;
            _names[position] = name;
            _flags[position] = SymbolFlags.None;
            if (_index is not null)
                _index.Add(name, position);
            else if (Count > LinearLimit)
                BuildIndex();
        }
        return ref _flags[position];
    }

    public void Remove(string name)
    {
        int position = Find(name);
        if (position < 0)
            return;
        Count--;
        Array.Copy(_names, position + 1, _names, position, Count - position);
        Array.Copy(_flags, position + 1, _flags, position, Count - position);
        if (_index is not null)
            BuildIndex();
    }

    private void BuildIndex()
    {
        _index = new Dictionary<string, int>(Math.Max(Count, 16));
        for (int i = 0; i < Count; i++)
            _index.Add(_names[i], i);
    }
}
