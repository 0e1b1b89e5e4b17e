// The tokens as the grammar sees them: type-ignore comments set aside, and a newline in front of the end of an interactive statement.
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax;

internal sealed class TokenStream(SourceText source, ParseOptions options, List<SyntaxWarning>? warnings)
{
    private readonly Tokenizer _tokenizer = new(
        source, options.TypeComments ? new TokenizerOptions { TypeComments = true } : TokenizerOptions.Default, warnings);

    private bool _started;

    public Tokenizer Tokenizer => _tokenizer;

    public List<TypeIgnore> TypeIgnores { get; } = [];

    public bool Next(out Token token)
    {
        bool read = _tokenizer.Next(out token);
        while (read && token.Kind == TokenKind.TypeIgnore)
        {
            TypeIgnores.Add(new TypeIgnore(token.Lineno, source.Text(token.Start, token.End)));
            read = _tokenizer.Next(out token);
        }
        if (options.Mode == ParseMode.Single && token.Kind == TokenKind.EndMarker && _started)
        {
            token.Kind = TokenKind.Newline;
            _started = false;
            if (_tokenizer.IsIndented && !options.DontImplyDedent)
                _tokenizer.CloseBlocks();
        }
        else
        {
            _started = true;
        }
        return read;
    }
}
