// Which instructions belong to one branch. The event of one direction is reported by the branching instruction or behind it (NOT_TAKEN, POP_ITER), but always with the position of
// the branching instruction.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe class Branches
{
    /// <summary>The branch whose fall-through side a NOT_TAKEN marks: a conditional jump, or the END_SEND of an asynchronous loop.</summary>
    public static ushort* OfNotTaken(PyCodeObject* code, ushort* ip)
    {
        int index = (int)(ip - Frames.FirstInstruction(code));
        return index >= 2 && OpcodeInfo.IsConditionalJump(CodeMonitoring.BaseAt(code, index - 2)) ? ip - 2 : ip - 1;
    }

    /// <summary>The FOR_ITER whose loop a POP_ITER ends.</summary>
    public static ushort* OfPopIter(_PyInterpreterFrame* frame, ushort* ip)
    {
        PyCodeObject* code = Frames.CodeOf(frame);
        ushort* start = Frames.FirstInstruction(code);
        int index = (int)(ip - start);
        int before = (int)(frame->instr_ptr - start);
        // Mostly that is where control came from.
        if (before >= 0 && before < index && CodeMonitoring.BaseAt(code, before) == Opcode.FOR_ITER && PopIterOf(code, before) == index)
            return frame->instr_ptr;
        for (int i = 0; i < index; i += 1 + OpcodeInfo.Caches(CodeMonitoring.BaseAt(code, i)))
        {
            if (CodeMonitoring.BaseAt(code, i) == Opcode.FOR_ITER && PopIterOf(code, i) == index)
                return start + i;
        }
        return ip;
    }

    private static int PopIterOf(PyCodeObject* code, int forIter) => forIter + 2 + Argument(code, forIter) + 1;

    /// <summary>The argument of an instruction, with those of EXTENDED_ARGs in front of it.</summary>
    private static int Argument(PyCodeObject* code, int index)
    {
        ushort* start = Frames.FirstInstruction(code);
        int oparg = start[index] >> 8;
        for (int shift = 8, i = index - 1; shift < 32 && i >= 0 && CodeMonitoring.BaseAt(code, i) == Opcode.EXTENDED_ARG; shift += 8, i--)
            oparg |= (start[i] >> 8) << shift;
        return oparg;
    }

    /// <summary>The code unit that reports the other direction of the branch at a position, given the one that reports this direction; -1 if there is none.</summary>
    public static int OtherEnd(PyCodeObject* code, int branch, int reporting)
    {
        Opcode opcode = CodeMonitoring.BaseAt(code, branch);
        int left;
        int right;
        if (opcode == Opcode.FOR_ITER)
        {
            left = branch;
            right = PopIterOf(code, branch);
        }
        else if (opcode == Opcode.END_SEND)
        {
            left = branch + 1;
            right = EndOfAsyncLoop(code, branch);
        }
        else
        {
            left = branch + 2;
            right = branch;
        }
        return reporting == left ? right : left;
    }

    private static int EndOfAsyncLoop(PyCodeObject* code, int endSend)
    {
        int units = PyCode.Units(code);
        for (int i = endSend; i < units; i += 1 + OpcodeInfo.Caches(CodeMonitoring.BaseAt(code, i)))
        {
            if (CodeMonitoring.BaseAt(code, i) == Opcode.END_ASYNC_FOR && i + 1 - Argument(code, i) == endSend)
                return i;
        }
        return -1;
    }
}
