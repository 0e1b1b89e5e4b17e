// What a tokenizer is to yield besides the tokens of the grammar.
namespace Vivarium.Compiler.Text;

internal sealed class TokenizerOptions
{
    public static TokenizerOptions Default { get; } = new();

    /// <summary>Yield <c>TYPE_COMMENT</c> and <c>TYPE_IGNORE</c>.</summary>
    public bool TypeComments { get; init; }

    /// <summary>Yield <c>COMMENT</c> and <c>NL</c>, and keywords as names, as the <c>tokenize</c> module does.</summary>
    public bool ExtraTokens { get; init; }
}
