// The entry points of the front half: source in, syntax tree out, or a SyntaxException; see docs/internals/parser.md.
namespace Vivarium.Compiler.Syntax;

internal static class Parser
{
    /// <summary>Reads a file's bytes: byte-order mark and coding line decide the encoding.</summary>
    public static Mod Parse(ReadOnlySpan<byte> source, string fileName, ParseOptions? options = null) =>
        throw new InvalidOperationException($"no grammar yet for {fileName} ({source.Length}, {options})");

    /// <summary>Reads text that is decoded already.</summary>
    public static Mod Parse(string source, string fileName, ParseOptions? options = null) =>
        throw new InvalidOperationException($"no grammar yet for {fileName} ({source.Length}, {options})");
}
