// What the assembler must know of a scope besides its instructions: names, constants, variables (docs/internals/flow.md).
// Tables number their entries in the order of first use, which is the order they have in the code object.
using Vivarium.Bytecode.Constants;

namespace Vivarium.Compiler.Flow;

/// <summary>Names numbered in order of first use, from a given number on.</summary>
internal sealed class NameTable(int offset = 0)
{
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    public int Count => _names.Count;

    /// <summary>The number of the first name: free variables are numbered after cells.</summary>
    public int Offset { get; } = offset;

    /// <summary>In order of number.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The name's number; a new one if it has none yet.</summary>
    public int Add(string name)
    {
        if (_indexes.TryGetValue(name, out int index))
            return index;
        index = Offset + _names.Count;
        _indexes.Add(name, index);
        _names.Add(name);
        return index;
    }

    public bool TryGet(string name, out int index) => _indexes.TryGetValue(name, out index);
    public bool Contains(string name) => _indexes.ContainsKey(name);
}

/// <summary>Constants numbered in order of first use; equal ones (see <see cref="Constant"/>) share a number.</summary>
internal sealed class ConstantTable
{
    private readonly Dictionary<Constant, int> _indexes = [];
    private readonly List<Constant> _items = [];

    public int Count => _items.Count;
    public IReadOnlyList<Constant> Items => _items;
    public Constant this[int index] => _items[index];

    public int Add(Constant constant)
    {
        if (_indexes.TryGetValue(constant, out int index))
            return index;
        index = _items.Count;
        _indexes.Add(constant, index);
        _items.Add(constant);
        return index;
    }
}

/// <summary>A scope's names, constants and argument counts; the code generator fills it while it emits.</summary>
internal sealed class UnitMetadata
{
    public required string Name { get; init; }
    public required string Qualname { get; set; }
    public ConstantTable Consts { get; } = new();
    public NameTable Names { get; } = new();

    /// <summary>Fast locals, arguments first.</summary>
    public NameTable VarNames { get; init; } = new();
    public NameTable CellVars { get; init; } = new();

    /// <summary>Numbered after the cells: make it with an offset of their count.</summary>
    public NameTable FreeVars { get; init; } = new();

    /// <summary>Names that are fast locals only inside an inlined comprehension; true while they are.</summary>
    public Dictionary<string, bool> FastHidden { get; } = new(StringComparer.Ordinal);

    /// <summary>Positional arguments, positional-only ones included, without <c>*args</c>.</summary>
    public int ArgCount { get; set; }
    public int PosOnlyArgCount { get; set; }
    public int KwOnlyArgCount { get; set; }
    public int FirstLineNo { get; set; }
}
