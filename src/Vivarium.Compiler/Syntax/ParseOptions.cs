// How a source is to be read: the start rule and the flags of compile(), see docs/internals/parser.md.
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax;

/// <summary>The start rule of the grammar.</summary>
internal enum ParseMode : byte
{
    Exec,
    Eval,
    Single,
    FunctionType,
}

/// <summary>Flags and hooks of one parse.</summary>
internal sealed class ParseOptions
{
    public static ParseOptions Default { get; } = new();

    public ParseMode Mode { get; init; } = ParseMode.Exec;

    /// <summary>Keep type comments (<c>PyCF_TYPE_COMMENTS</c>).</summary>
    public bool TypeComments { get; init; }

    /// <summary><c>PyCF_DONT_IMPLY_DEDENT</c>: a missing final newline is not made up.</summary>
    public bool DontImplyDedent { get; init; }

    /// <summary><c>PyCF_ALLOW_INCOMPLETE_INPUT</c>: an error at the end of the source is an IncompleteInputError.</summary>
    public bool AllowIncompleteInput { get; init; }

    /// <summary><c>PyCF_IGNORE_COOKIE</c>: the source is UTF-8 whatever its coding line says. Text is always read so.</summary>
    public bool IgnoreCookie { get; init; }

    /// <summary>The source is read from the named file: what is wrong with its bytes is told as CPython tells it of files.</summary>
    public bool FromFile { get; init; }

    /// <summary>Is <c>from __future__ import barry_as_FLUFL</c> in force?</summary>
    public bool BarryAsFlufl { get; init; }

    /// <summary>The minor version of Python 3 whose syntax is allowed.</summary>
    public int FeatureVersion { get; init; } = 14;

    /// <summary><c>sys.get_int_max_str_digits()</c>; 0 is no limit.</summary>
    public int IntMaxStrDigits { get; init; } = 4300;

    /// <summary>Finds the character of a Unicode name for <c>\N{…}</c>, -1 if there is none.</summary>
    public Func<string, int> CharacterByName { get; init; } = UnicodeDatabase.FindCharacter;

    /// <summary>Receives the warnings in source order; null drops them.</summary>
    public List<SyntaxWarning>? Warnings { get; init; }
}
