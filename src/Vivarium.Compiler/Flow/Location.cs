// Source positions and labels of instructions on their way from the code generator to the assembler (docs/internals/flow.md).
namespace Vivarium.Compiler.Flow;

/// <summary>A range of source text: lines from 1, columns in UTF-8 bytes from 0, -1 for what is unknown.</summary>
internal readonly record struct Location(int Line, int EndLine, int Col, int EndCol)
{
    /// <summary>Belongs to no source; takes part in no line event.</summary>
    public static Location None { get; } = new(-1, -1, -1, -1);

    /// <summary>To be given the location of the instruction that follows.</summary>
    public static Location Next { get; } = new(-2, -2, -2, -2);

    public bool HasLine => Line >= 0;
    public static Location OfLine(int line) => new(line, line, -1, -1);
}

/// <summary>A place in an <see cref="InstructionSequence"/>, named before it is known.</summary>
internal readonly record struct Label(int Id)
{
    public static Label None { get; } = new(-1);
    public bool IsNone => Id < 0;
}
