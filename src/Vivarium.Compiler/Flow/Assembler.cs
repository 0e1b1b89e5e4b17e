// From instructions to code object: flow graph, optimisation, layout, tables (docs/internals/flow.md).
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;

namespace Vivarium.Compiler.Flow;

/// <summary>The entry to the back end of the compiler.</summary>
internal static class Assembler
{
    /// <summary>
    /// Optimises and assembles the instructions of one scope. <paramref name="flags"/> are the finished <c>co_flags</c>;
    /// the sequence must end in a return. Consumes the sequence.
    /// </summary>
    public static CodeUnit Assemble(UnitMetadata unit, InstructionSequence instructions, CodeFlags flags, PyText filename) =>
        throw new NotSupportedException($"{unit.Name} {instructions.Count} {flags} {filename}");
}
