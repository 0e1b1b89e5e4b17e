// The slots of a frame: locals, cells that are no locals, free variables; and the instructions at the start that fill them.
// A cell that is also an argument takes the argument's slot. See docs/internals/flow.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;

namespace Vivarium.Compiler.Flow;

/// <summary>Names and kinds of a frame's slots.</summary>
internal readonly record struct LocalsLayout(PyText[] Names, LocalKind[] Kinds)
{
    /// <summary>Inserts the prefix and renumbers everything that refers to a cell or free variable.</summary>
    public static LocalsLayout Prepare(UnitMetadata unit, ControlFlowGraph graph, CodeFlags flags)
    {
        int locals = unit.VarNames.Count;
        int cells = unit.CellVars.Count;
        int[] slots = new int[cells + unit.FreeVars.Count];
        for (int i = 0; i < slots.Length; i++)
            slots[i] = locals + i;
        for (int i = 0; i < cells; i++)
        {
            if (unit.VarNames.TryGet(unit.CellVars.Names[i], out int local))
                slots[i] = local;
        }

        InsertPrefix(unit, graph.Entry, slots, flags);

        int dropped = 0;
        for (int i = 0; i < slots.Length; i++)
        {
            if (slots[i] == i + locals)
                slots[i] -= dropped;
            else
                dropped++;
        }
        foreach (BasicBlock block in graph.Blocks)
        {
            foreach (ref CfgInstruction instruction in block.Instructions)
            {
                if (instruction.Opcode is Opcode.MAKE_CELL or Opcode.LOAD_CLOSURE or Opcode.LOAD_DEREF or Opcode.STORE_DEREF
                    or Opcode.DELETE_DEREF or Opcode.LOAD_FROM_DICT_OR_DEREF)
                {
                    instruction.Oparg = slots[instruction.Oparg];
                }
            }
        }
        return Describe(unit, slots, locals + slots.Length - dropped, flags);
    }

    /// <summary>COPY_FREE_VARS, then MAKE_CELL in the order of slots, then what makes a generator of the frame.</summary>
    private static void InsertPrefix(UnitMetadata unit, BasicBlock entry, int[] slots, CodeFlags flags)
    {
        int at = 0;
        if (unit.FreeVars.Count > 0)
            Insert(Opcode.COPY_FREE_VARS, unit.FreeVars.Count, Location.None);
        int[] order = [.. Enumerable.Range(0, unit.CellVars.Count).OrderBy(cell => slots[cell])];
        foreach (int cell in order)
            Insert(Opcode.MAKE_CELL, cell, Location.None);
        if ((flags & (CodeFlags.CO_GENERATOR | CodeFlags.CO_COROUTINE | CodeFlags.CO_ASYNC_GENERATOR)) != 0)
        {
            Insert(Opcode.RETURN_GENERATOR, 0, Location.OfLine(unit.FirstLineNo));
            Insert(Opcode.POP_TOP, 0, Location.OfLine(unit.FirstLineNo));
        }

        void Insert(Opcode opcode, int oparg, Location location) =>
            entry.Insert(at++, new CfgInstruction { Opcode = opcode, Oparg = oparg, Location = location });
    }

    private static LocalsLayout Describe(UnitMetadata unit, int[] slots, int count, CodeFlags flags)
    {
        var names = new PyText[count];
        var kinds = new LocalKind[count];
        for (int i = 0; i < unit.VarNames.Count; i++)
        {
            string name = unit.VarNames.Names[i];
            names[i] = PyText.FromString(name);
            kinds[i] = LocalKind.CO_FAST_LOCAL | ArgumentKind(unit, i, flags);
            if (unit.FastHidden.ContainsKey(name))
                kinds[i] |= LocalKind.CO_FAST_HIDDEN;
            if (unit.CellVars.Contains(name))
                kinds[i] |= LocalKind.CO_FAST_CELL;
        }
        for (int i = 0; i < slots.Length; i++)
        {
            if (slots[i] < unit.VarNames.Count)
                continue;
            bool isCell = i < unit.CellVars.Count;
            names[slots[i]] = PyText.FromString(isCell ? unit.CellVars.Names[i] : unit.FreeVars.Names[i - unit.CellVars.Count]);
            kinds[slots[i]] = isCell ? LocalKind.CO_FAST_CELL : LocalKind.CO_FAST_FREE;
        }
        return new LocalsLayout(names, kinds);
    }

    private static LocalKind ArgumentKind(UnitMetadata unit, int index, CodeFlags flags)
    {
        if (index < unit.PosOnlyArgCount)
            return LocalKind.CO_FAST_ARG_POS;
        if (index < unit.ArgCount)
            return LocalKind.CO_FAST_ARG_POS | LocalKind.CO_FAST_ARG_KW;
        index -= unit.ArgCount;
        if (index < unit.KwOnlyArgCount)
            return LocalKind.CO_FAST_ARG_KW;
        index -= unit.KwOnlyArgCount;
        if ((flags & CodeFlags.CO_VARARGS) != 0 && index-- == 0)
            return LocalKind.CO_FAST_ARG_VAR | LocalKind.CO_FAST_ARG_POS;
        if ((flags & CodeFlags.CO_VARKEYWORDS) != 0 && index == 0)
            return LocalKind.CO_FAST_ARG_VAR | LocalKind.CO_FAST_ARG_KW;
        return LocalKind.None;
    }
}
