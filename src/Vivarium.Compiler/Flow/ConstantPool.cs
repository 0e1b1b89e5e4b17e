// The constants of the scope being optimised: folding adds to them, and at the end those no instruction loads are dropped.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;

namespace Vivarium.Compiler.Flow;

/// <summary>The future <c>co_consts</c>.</summary>
internal sealed class ConstantPool
{
    /// <summary>Ints up to here have an instruction of their own.</summary>
    private const int MaxSmallInt = 255;

    private readonly List<Constant> _items;
    private readonly Dictionary<Constant, int> _indexes = [];

    public ConstantPool(IEnumerable<Constant> items)
    {
        _items = [.. items];
        for (int i = 0; i < _items.Count; i++)
            _indexes.TryAdd(_items[i], i);
    }

    public Constant this[int index] => _items[index];

    public int Add(Constant constant)
    {
        if (!_indexes.TryGetValue(constant, out int index))
        {
            index = _items.Count;
            _items.Add(constant);
            _indexes.Add(constant, index);
        }
        return index;
    }

    /// <summary>The constant that an instruction loads.</summary>
    public Constant ValueOf(in CfgInstruction load) =>
        load.Opcode == Opcode.LOAD_SMALL_INT ? new IntConstant(load.Oparg) : _items[load.Oparg];

    /// <summary>Makes the instruction load <paramref name="constant"/>.</summary>
    public void Load(ref CfgInstruction instruction, Constant constant)
    {
        if (!TryMakeSmallInt(ref instruction, constant))
            instruction.Set(Opcode.LOAD_CONST, Add(constant));
    }

    public bool TryMakeSmallInt(ref CfgInstruction instruction, Constant constant)
    {
        if (constant is not IntConstant { Value: var value } || value.Sign < 0 || value > MaxSmallInt)
            return false;
        instruction.Set(Opcode.LOAD_SMALL_INT, (int)value);
        return true;
    }

    /// <summary>Keeps the constants that are loaded, and the first, which may be the docstring, renumbering the loads.</summary>
    public Constant[] Finish(ControlFlowGraph graph)
    {
        if (_items.Count == 0)
            return [];
        var used = new bool[_items.Count];
        used[0] = true;
        foreach (BasicBlock block in graph.Blocks)
        {
            foreach (ref CfgInstruction instruction in block.Instructions)
            {
                if (OpcodeInfo.HasConst(instruction.Opcode))
                    used[instruction.Oparg] = true;
            }
        }
        var renumbered = new int[_items.Count];
        var kept = new List<Constant>();
        for (int i = 0; i < used.Length; i++)
        {
            renumbered[i] = kept.Count;
            if (used[i])
                kept.Add(_items[i]);
        }
        foreach (BasicBlock block in graph.Blocks)
        {
            foreach (ref CfgInstruction instruction in block.Instructions)
            {
                if (OpcodeInfo.HasConst(instruction.Opcode))
                    instruction.Oparg = renumbered[instruction.Oparg];
            }
        }
        return [.. kept];
    }
}
