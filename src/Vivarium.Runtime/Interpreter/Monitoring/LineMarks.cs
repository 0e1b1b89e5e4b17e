// Where lines begin: the places at which INSTRUMENTED_LINE may stand. A line begins where the line table changes lines, at targets of jumps and at exception handlers; whether
// it does at a given run depends on where control comes from, which frame->instr_ptr tells: invariant: whenever control goes to another line (or to code without a line) it
// passes a mark, so the last mark or saved position is always on the line that the previous instruction was on. See docs/internals/monitoring.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Tables;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe class LineMarks
{
    /// <summary>Fills the lines and marks of a code object's units.</summary>
    public static void Fill(PyCodeObject* code, LineEntry* lines)
    {
        int units = PyCode.Units(code);
        FillLines(code, lines, units);
        int before = -1;
        int begun = -1;
        for (int i = code->_co_firsttraceable; i < units; i = Next(code, i))
        {
            int line = lines[i].line;
            Opcode opcode = CodeMonitoring.BaseAt(code, i);
            if (opcode == Opcode.RESUME)
            {
                lines[i].mark = LineMark.Resume;
            }
            else if (Hides(opcode))
            {
                // Its line goes unnoticed by the comparison of lines that follow it.
                if (line != before)
                    lines[i].mark = LineMark.Passes;
            }
            else
            {
                if (line != begun)
                    lines[i].mark = line >= 0 ? LineMark.Starts : LineMark.Passes;
                else if (line != before)
                    lines[i].mark = LineMark.Passes;
                begun = line;
            }
            before = line;
        }
        MarkJumps(code, lines, units);
        MarkHandlers(code, lines, units);
    }

    private static void FillLines(PyCodeObject* code, LineEntry* lines, int units)
    {
        for (int i = 0; i < units; i++)
            lines[i].line = -1;
        var reader = new LocationTableReader(PyBytes.AsSpan(code->co_linetable), code->co_firstlineno);
        while (reader.MoveNext())
        {
            int end = Math.Min(reader.Current.End / OpcodeInfo.CodeUnitSize, units);
            for (int i = reader.Current.Start / OpcodeInfo.CodeUnitSize; i < end; i++)
                lines[i].line = reader.Current.Line;
        }
    }

    private static int Next(PyCodeObject* code, int index) => index + 1 + OpcodeInfo.Caches(CodeMonitoring.BaseAt(code, index));

    /// <summary>Instructions that begin no line because others jump past them.</summary>
    private static bool Hides(Opcode opcode) => opcode is Opcode.END_ASYNC_FOR or Opcode.END_FOR or Opcode.END_SEND or Opcode.POP_ITER;

    private static void Mark(PyCodeObject* code, LineEntry* lines, int units, int index)
    {
        if (index < code->_co_firsttraceable || index >= units || lines[index].mark == LineMark.Resume)
            return;
        lines[index].mark = lines[index].line >= 0 ? LineMark.Starts : LineMark.Passes;
    }

    private static void MarkJumps(PyCodeObject* code, LineEntry* lines, int units)
    {
        int extended = 0;
        for (int i = code->_co_firsttraceable; i < units;)
        {
            Opcode opcode = CodeMonitoring.BaseAt(code, i);
            int oparg = (extended << 8) | (Frames.FirstInstruction(code)[i] >> 8);
            int next = Next(code, i);
            i = next;
            extended = opcode == Opcode.EXTENDED_ARG ? oparg : 0;
            switch (opcode)
            {
                case Opcode.FOR_ITER:
                    // The jump goes past END_FOR and POP_ITER, in effect.
                    Mark(code, lines, units, next + oparg + 2);
                    break;
                case Opcode.JUMP_FORWARD or Opcode.POP_JUMP_IF_FALSE or Opcode.POP_JUMP_IF_TRUE or Opcode.POP_JUMP_IF_NONE or Opcode.POP_JUMP_IF_NOT_NONE:
                    Mark(code, lines, units, next + oparg);
                    break;
                case Opcode.JUMP_BACKWARD or Opcode.JUMP_BACKWARD_NO_INTERRUPT:
                    Mark(code, lines, units, next - oparg);
                    break;
            }
        }
    }

    private static void MarkHandlers(PyCodeObject* code, LineEntry* lines, int units)
    {
        ExceptionTableReader.TryRead(PyBytes.AsSpan(code->co_exceptiontable), out List<ExceptionTableEntry> entries);
        foreach (ExceptionTableEntry entry in entries)
            Mark(code, lines, units, entry.Target / OpcodeInfo.CodeUnitSize);
    }
}
