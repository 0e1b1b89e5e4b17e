// The entry points of the front half: source in, syntax tree out, or a SyntaxException; see docs/internals/parser.md.
using Vivarium.Compiler.Syntax.Diagnosis;
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax;

internal static class Parser
{
    /// <summary>
    /// Reads a source in bytes. A byte-order mark and a coding line decide the encoding unless <see cref="ParseOptions.IgnoreCookie"/> says
    /// that the bytes are UTF-8.
    /// </summary>
    public static Mod Parse(ReadOnlySpan<byte> source, string fileName, ParseOptions? options = null)
    {
        options ??= ParseOptions.Default;
        bool endLastLine = options.Mode == ParseMode.Exec;
        return Parse(
            options.IgnoreCookie
                ? SourceDecoder.FromUtf8(source, fileName, endLastLine)
                : SourceDecoder.Decode(source, fileName, endLastLine, options.FromFile),
            options);
    }

    /// <summary>Reads text that is decoded already; it must hold no lone surrogate.</summary>
    public static Mod Parse(string source, string fileName, ParseOptions? options = null)
    {
        options ??= ParseOptions.Default;
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(source);
        return Parse(SourceDecoder.FromUtf8(utf8, fileName, options.Mode == ParseMode.Exec), options);
    }

    private static Mod Parse(SourceText source, ParseOptions options)
    {
        List<SyntaxWarning>? warnings = options.Warnings is null ? null : [];
        try
        {
            Mod tree = TreeParser.Parse(source, options, warnings);
            options.Warnings?.AddRange(warnings!.OrderBy(warning => warning.Lineno));
            return tree;
        }
        catch (ParseFailedException)
        {
        }
        catch (SyntaxException)
        {
        }
        throw DiagnosingParser.Diagnose(source, options, options.Warnings);
    }
}
