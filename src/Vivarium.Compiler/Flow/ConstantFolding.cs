// Replaces operations on constants by their results, and displays of constants by constants (docs/internals/flow.md).
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;

namespace Vivarium.Compiler.Flow;

internal static class ConstantFolding
{
    /// <summary>Displays of more values than this are left alone; code generation builds them piecewise.</summary>
    private const int StackUseGuideline = 30;

    /// <summary>A shorter list or set is as quickly built from its items.</summary>
    private const int MinConstantSequence = 3;

    public static void FoldBinary(BasicBlock block, int i, ConstantPool consts)
    {
        Span<int> loads = stackalloc int[2];
        if (!FindLoads(block, i - 1, loads))
            return;
        Constant left = consts.ValueOf(block[loads[0]]);
        Constant right = consts.ValueOf(block[loads[1]]);
        if (ConstantEval.Binary((BinaryOpKind)block[i].Oparg, left, right) is not { } result)
            return;
        Remove(block, loads);
        consts.Load(ref block[i], result);
    }

    public static void FoldUnary(BasicBlock block, int i, ConstantPool consts)
    {
        Span<int> loads = stackalloc int[1];
        if (!FindLoads(block, i - 1, loads))
            return;
        if (ConstantEval.Unary(block[i].Opcode, consts.ValueOf(block[loads[0]])) is not { } result)
            return;
        Remove(block, loads);
        consts.Load(ref block[i], result);
    }

    public static void FoldTuple(BasicBlock block, int i, ConstantPool consts)
    {
        int size = block[i].Oparg;
        if (size > StackUseGuideline)
            return;
        Span<int> loads = stackalloc int[size];
        if (!FindLoads(block, i - 1, loads))
            return;
        var tuple = new TupleConstant(Values(block, loads, consts));
        Remove(block, loads);
        consts.Load(ref block[i], tuple);
    }

    public static void FoldListOrSet(BasicBlock block, int i, Opcode next, ConstantPool consts)
    {
        ref CfgInstruction build = ref block[i];
        bool onlyLooked = next is Opcode.GET_ITER or Opcode.CONTAINS_OP;
        int size = build.Oparg;
        if (size > StackUseGuideline || (size < MinConstantSequence && !onlyLooked))
            return;
        Span<int> loads = stackalloc int[size];
        if (!FindLoads(block, i - 1, loads))
        {
            if (onlyLooked && build.Opcode == Opcode.BUILD_LIST)
                build.Opcode = Opcode.BUILD_TUPLE;
            return;
        }
        Constant[] values = Values(block, loads, consts);
        bool isSet = build.Opcode == Opcode.BUILD_SET;
        int index = consts.Add(isSet ? new FrozenSetConstant(ConstantEval.Distinct(values)) : new TupleConstant(values));
        Remove(block, loads);
        if (onlyLooked)
        {
            build.Set(Opcode.LOAD_CONST, index);
            return;
        }
        block[i - 2].Location = build.Location;
        block[i - 2].Set(build.Opcode);
        block[i - 1].Set(Opcode.LOAD_CONST, index);
        build.Set(isSet ? Opcode.SET_UPDATE : Opcode.LIST_EXTEND, 1);
    }

    /// <summary>A list grown by constants and then made a tuple, by the instruction at <paramref name="i"/>, is a constant.</summary>
    public static bool FoldListToTuple(BasicBlock block, int i, ConstantPool consts) =>
        FoldGrown(block, i - 1, i, Opcode.BUILD_LIST, consts);

    /// <summary>A list or set grown by constants, the last at <paramref name="i"/>, and then only looked at is a constant.</summary>
    public static void FoldGrown(BasicBlock block, int i, ConstantPool consts) =>
        FoldGrown(block, i, i, block[i].Opcode == Opcode.LIST_APPEND ? Opcode.BUILD_LIST : Opcode.BUILD_SET, consts);

    private static bool FoldGrown(BasicBlock block, int last, int result, Opcode build, ConstantPool consts)
    {
        Opcode append = build == Opcode.BUILD_LIST ? Opcode.LIST_APPEND : Opcode.SET_ADD;
        int found = 0;
        bool expectAppend = true;
        for (int at = last; at >= 0; at--)
        {
            ref CfgInstruction instruction = ref block[at];
            if (instruction.Opcode == Opcode.NOP)
                continue;
            if (instruction.Opcode == build && instruction.Oparg == 0)
            {
                if (!expectAppend)
                    return false;
                ReplaceGrown(block, at, result, found, consts);
                if (result == last)
                    block[result].Location = Location.None; // it was one of the appends
                return true;
            }
            if (expectAppend ? instruction.Opcode != append || instruction.Oparg != 1 : !instruction.LoadsConstant)
                return false;
            if (!expectAppend)
                found++;
            expectAppend = !expectAppend;
        }
        return false;
    }

    private static void ReplaceGrown(BasicBlock block, int start, int result, int count, ConstantPool consts)
    {
        bool isSet = block[start].Opcode == Opcode.BUILD_SET;
        var items = new Constant[count];
        for (int at = result - 1; at >= start; at--)
        {
            ref CfgInstruction instruction = ref block[at];
            if (instruction.Opcode == Opcode.NOP)
                continue;
            if (instruction.LoadsConstant)
                items[--count] = consts.ValueOf(instruction);
            Remove(ref instruction);
        }
        consts.Load(ref block[result], isSet ? new FrozenSetConstant(ConstantEval.Distinct(items)) : new TupleConstant(items));
    }

    /// <summary>The instructions up to <paramref name="end"/>, NOPs aside, if they load as many constants as there is room for.</summary>
    private static bool FindLoads(BasicBlock block, int end, Span<int> loads)
    {
        int missing = loads.Length;
        for (; end >= 0 && missing > 0; end--)
        {
            ref CfgInstruction instruction = ref block[end];
            if (instruction.Opcode == Opcode.NOP)
                continue;
            if (!instruction.LoadsConstant)
                return false;
            loads[--missing] = end;
        }
        return missing == 0;
    }

    private static Constant[] Values(BasicBlock block, Span<int> loads, ConstantPool consts)
    {
        var values = new Constant[loads.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = consts.ValueOf(block[loads[i]]);
        return values;
    }

    private static void Remove(BasicBlock block, Span<int> loads)
    {
        foreach (int load in loads)
            Remove(ref block[load]);
    }

    private static void Remove(ref CfgInstruction instruction)
    {
        instruction.SetNop();
        instruction.Location = Location.None;
    }
}
