// Local rewriting inside one block: constants into jumps, jump threading, comparisons that need no TO_BOOL, method-call nulls.
// The order of the rules decides the outcome; it is the reference's. See docs/internals/flow.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;

namespace Vivarium.Compiler.Flow;

internal static class Peephole
{
    /// <summary>Small ints, and constants that are only tested.</summary>
    public static void OptimizeConstantLoads(BasicBlock block, ConstantPool consts)
    {
        CfgInstruction load = default;
        for (int i = 0; i < block.Count; i++)
        {
            ref CfgInstruction instruction = ref block[i];
            if (instruction.Opcode == Opcode.LOAD_CONST)
                consts.TryMakeSmallInt(ref instruction, consts[instruction.Oparg]);
            bool copiesLoad = load.LoadsConstant && instruction.Opcode == Opcode.COPY && instruction.Oparg == 1;
            if (!copiesLoad)
                load = instruction;
            if (!load.LoadsConstant || i + 1 >= block.Count)
                continue;
            ref CfgInstruction next = ref block[i + 1];
            switch (next.Opcode)
            {
                case Opcode.POP_JUMP_IF_FALSE or Opcode.POP_JUMP_IF_TRUE or Opcode.JUMP_IF_FALSE or Opcode.JUMP_IF_TRUE:
                    bool jumpIfTrue = next.Opcode is Opcode.POP_JUMP_IF_TRUE or Opcode.JUMP_IF_TRUE;
                    bool jumps = ConstantEval.IsTrue(consts.ValueOf(load)) == jumpIfTrue;
                    if (OpcodeInfo.IsConditionalJump(next.Opcode))
                        instruction.SetNop();
                    if (jumps)
                    {
                        next.Opcode = Opcode.JUMP;
                    }
                    else
                    {
                        next.SetNop();
                        next.Target = null;
                    }
                    break;
                case Opcode.IS_OP when consts.ValueOf(load) is NoneConstant:
                    FuseNoneTest(block, i);
                    break;
                case Opcode.TO_BOOL:
                    int index = consts.Add(Constant.Of(ConstantEval.IsTrue(consts.ValueOf(load))));
                    instruction.SetNop();
                    next.Set(Opcode.LOAD_CONST, index);
                    break;
            }
        }
    }

    /// <summary>LOAD_CONST None, IS_OP and a conditional jump (with or without TO_BOOL) become a jump on None.</summary>
    private static void FuseNoneTest(BasicBlock block, int index)
    {
        int at = index + 2;
        if (at >= block.Count)
            return;
        if (block[at].Opcode == Opcode.TO_BOOL)
        {
            block[at].SetNop();
            if (++at >= block.Count)
                return;
        }
        ref CfgInstruction jump = ref block[at];
        if (jump.Opcode is not (Opcode.POP_JUMP_IF_TRUE or Opcode.POP_JUMP_IF_FALSE))
            return;
        bool inverted = block[index + 1].Oparg != 0;
        if (jump.Opcode == Opcode.POP_JUMP_IF_FALSE)
            inverted = !inverted;
        block[index].SetNop();
        block[index + 1].SetNop();
        jump.Opcode = inverted ? Opcode.POP_JUMP_IF_NOT_NONE : Opcode.POP_JUMP_IF_NONE;
    }

    public static void Optimize(BasicBlock block, ConstantPool consts)
    {
        for (int i = 0; i < block.Count; i++)
        {
            if (Step(block, i, consts))
                i--;
        }
        for (int i = 0; i < block.Count; i++)
        {
            if (block[i].Opcode == Opcode.SWAP)
            {
                Swaps.Minimize(block, ref i);
                Swaps.ApplyToStores(block, i);
            }
        }
    }

    /// <summary>One instruction; true when it is to be looked at again.</summary>
    private static bool Step(BasicBlock block, int i, ConstantPool consts)
    {
        ref CfgInstruction instruction = ref block[i];
        Opcode next = i + 1 < block.Count ? block[i + 1].Opcode : 0;
        switch (instruction.Opcode)
        {
            case Opcode.BUILD_TUPLE:
                if (next != Opcode.UNPACK_SEQUENCE || !UnpackBuilt(ref instruction, ref block[i + 1]))
                    ConstantFolding.FoldTuple(block, i, consts);
                return false;
            case Opcode.BUILD_LIST or Opcode.BUILD_SET:
                ConstantFolding.FoldListOrSet(block, i, next, consts);
                return false;
            case Opcode.LIST_APPEND or Opcode.SET_ADD when instruction.Oparg == 1 && next is Opcode.GET_ITER or Opcode.CONTAINS_OP:
                ConstantFolding.FoldGrown(block, i, consts);
                return false;
            case Opcode.POP_JUMP_IF_NOT_NONE or Opcode.POP_JUMP_IF_NONE or Opcode.POP_JUMP_IF_FALSE or Opcode.POP_JUMP_IF_TRUE
                or Opcode.JUMP_IF_FALSE or Opcode.JUMP_IF_TRUE or Opcode.JUMP or Opcode.JUMP_NO_INTERRUPT:
                return Thread(block, i);
            case Opcode.COMPARE_OP when next == Opcode.TO_BOOL:
                block[i + 1].Set(Opcode.COMPARE_OP, instruction.Oparg | CompareMask.ToBool);
                instruction.SetNop();
                return false;
            case Opcode.CONTAINS_OP or Opcode.IS_OP when next is Opcode.TO_BOOL or Opcode.UNARY_NOT:
                block[i + 1].Set(instruction.Opcode, next == Opcode.UNARY_NOT ? instruction.Oparg ^ 1 : instruction.Oparg);
                instruction.SetNop();
                return false;
            case Opcode.TO_BOOL when next == Opcode.TO_BOOL:
                instruction.SetNop();
                return false;
            case Opcode.UNARY_NOT when next == Opcode.TO_BOOL:
                instruction.SetNop();
                block[i + 1].Set(Opcode.UNARY_NOT);
                return false;
            case Opcode.UNARY_NOT when next == Opcode.UNARY_NOT:
                instruction.SetNop();
                block[i + 1].SetNop();
                return false;
            case Opcode.UNARY_NOT or Opcode.UNARY_INVERT or Opcode.UNARY_NEGATIVE:
                ConstantFolding.FoldUnary(block, i, consts);
                return false;
            case Opcode.STORE_FAST when next == Opcode.STORE_FAST && block[i + 1].Oparg == instruction.Oparg
                && block[i + 1].Location.Line == instruction.Location.Line:
                instruction.Set(Opcode.POP_TOP);
                return false;
            case Opcode.SWAP when instruction.Oparg == 1:
                instruction.SetNop();
                return false;
            case Opcode.LOAD_GLOBAL when next == Opcode.PUSH_NULL && (instruction.Oparg & 1) == 0:
                instruction.Oparg |= 1;
                block[i + 1].SetNop();
                return false;
            case Opcode.CALL_INTRINSIC_1 when instruction.Oparg == (int)Intrinsic1.INTRINSIC_LIST_TO_TUPLE:
                if (!ConstantFolding.FoldListToTuple(block, i, consts) && next == Opcode.GET_ITER)
                    instruction.SetNop();
                return false;
            case Opcode.CALL_INTRINSIC_1 when instruction.Oparg == (int)Intrinsic1.INTRINSIC_UNARY_POSITIVE:
                ConstantFolding.FoldUnary(block, i, consts);
                return false;
            case Opcode.BINARY_OP:
                ConstantFolding.FoldBinary(block, i, consts);
                return false;
            default:
                return false;
        }
    }

    /// <summary>A tuple built only to be unpacked: up to three values are exchanged in place.</summary>
    private static bool UnpackBuilt(ref CfgInstruction build, ref CfgInstruction unpack)
    {
        if (build.Oparg != unpack.Oparg || build.Oparg is < 1 or > 3)
            return false;
        if (build.Oparg == 1)
            unpack.SetNop();
        else
            unpack.Opcode = Opcode.SWAP;
        build.SetNop();
        return true;
    }

    /// <summary>A jump to a jump goes where that one goes.</summary>
    private static bool Thread(BasicBlock block, int i)
    {
        ref CfgInstruction jump = ref block[i];
        BasicBlock targetBlock = jump.Target!;
        Opcode target = targetBlock.IsEmpty ? Opcode.NOP : targetBlock[0].Opcode;
        switch (jump.Opcode)
        {
            case Opcode.JUMP_IF_FALSE or Opcode.JUMP_IF_TRUE when target == jump.Opcode:
                return ThreadTo(block, i, jump.Opcode);
            case Opcode.JUMP_IF_FALSE or Opcode.JUMP_IF_TRUE when target is Opcode.JUMP_IF_FALSE or Opcode.JUMP_IF_TRUE:
                // The opposite test of the same value: it does not jump.
                jump.Target = targetBlock.Next;
                return true;
            case Opcode.JUMP or Opcode.JUMP_NO_INTERRUPT when target == Opcode.JUMP_NO_INTERRUPT:
                return ThreadTo(block, i, jump.Opcode);
            case Opcode.JUMP_NO_INTERRUPT when target == Opcode.JUMP:
                return ThreadTo(block, i, Opcode.JUMP);
            default:
                return target == Opcode.JUMP && ThreadTo(block, i, jump.Opcode);
        }
    }

    private static bool ThreadTo(BasicBlock block, int i, Opcode opcode)
    {
        CfgInstruction second = block[i].Target![0];
        if (block[i].Target == second.Target)
            return false;
        // The NOP stays if its line is needed.
        block[i].SetNop();
        block[i].Target = null;
        block.Add(opcode, 0, second.Location, second.Target);
        return true;
    }
}
