// Which source line and columns an instruction comes from. See docs/internals/frames.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Tables;

namespace Vivarium.Runtime.Objects;

internal static unsafe class CodeLines
{
    /// <summary>The line of an instruction, or -1 when it has none. A negative index means that the code has not begun.</summary>
    public static int LineOf(PyCodeObject* code, int instructionIndex)
    {
        if (instructionIndex < 0)
            return code->co_firstlineno;
        return Find(code, instructionIndex, out LocationEntry entry) ? entry.Line : -1;
    }

    /// <summary>The entry of the location table that covers an instruction.</summary>
    public static bool Find(PyCodeObject* code, int instructionIndex, out LocationEntry entry)
    {
        int offset = instructionIndex * OpcodeInfo.CodeUnitSize;
        var reader = new LocationTableReader(PyBytes.AsSpan(code->co_linetable), code->co_firstlineno);
        while (reader.MoveNext())
        {
            if (offset < reader.Current.End)
            {
                entry = reader.Current;
                return true;
            }
        }
        entry = default;
        return false;
    }
}
