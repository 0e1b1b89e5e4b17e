// A compile-time error as the front end reports it; the runtime turns it into the Python exception of the given kind.
// Lines and offsets count from 1 and offsets are in characters of Text, as in Python's SyntaxError; see docs/internals/parser.md.
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax;

/// <summary>Which Python exception a <see cref="SyntaxException"/> stands for.</summary>
internal enum SyntaxErrorKind : byte
{
    SyntaxError,
    IndentationError,
    TabError,
    IncompleteInputError,
    ValueError,
    OverflowError,
    MemoryError,
    RecursionError,
    UnicodeDecodeError,
}

/// <summary>
/// The details tuple of a SyntaxError. Kinds that are no SyntaxError carry a message only. An offset of -1 means that the
/// details have no end; null text becomes <c>None</c>.
/// </summary>
internal sealed class SyntaxException(SyntaxErrorKind kind, string message) : Exception(message)
{
    public SyntaxErrorKind ErrorKind { get; } = kind;
    public string? FileName { get; init; }
    public int Lineno { get; init; }
    public int Offset { get; init; }
    public int EndLineno { get; init; } = -1;
    public int EndOffset { get; init; } = -1;
    public string? SourceLine { get; init; }

    /// <summary>The exception's arguments are the message alone; the details are attributes that are set afterwards.</summary>
    public bool MessageOnly { get; init; }

    /// <summary>3.14's private <c>_metadata</c>, from which tracebacks suggest keywords; null if the error has none.</summary>
    public SyntaxErrorMetadata? Metadata { get; private set; }

    public bool IsSyntaxError => ErrorKind <= SyntaxErrorKind.IncompleteInputError;

    /// <summary>Does the Python exception get a details tuple?</summary>
    public bool HasDetails => IsSyntaxError && (Lineno != 0 || FileName is not null);

    public SyntaxException WithMetadata(int lineno, int colOffset, SourceText source)
    {
        Metadata = new SyntaxErrorMetadata(lineno, colOffset, source);
        return this;
    }
}

/// <summary>What <c>SyntaxError._metadata</c> holds: where the last good statement starts, and the source.</summary>
internal sealed record SyntaxErrorMetadata(int Lineno, int ColOffset, SourceText Source);

/// <summary>A SyntaxWarning met while reading; the host issues it through Python's <c>warnings</c>.</summary>
internal readonly record struct SyntaxWarning(string Message, int Lineno, int ColOffset, int EndLineno, int EndColOffset);
