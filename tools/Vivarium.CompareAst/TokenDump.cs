// The tokens of a file as the tokenize module yields them: comments and blank lines included, every operator an OP, columns in characters.
using System.Globalization;
using System.Text;
using Vivarium.Compiler.Text;

namespace Vivarium.CompareAst;

internal static class TokenDump
{
    public static string Of(string path)
    {
        SourceText source = SourceDecoder.Decode(File.ReadAllBytes(path), path, endLastLine: true);
        var tokenizer = new Tokenizer(source, new TokenizerOptions { ExtraTokens = true }, null);
        var text = new StringBuilder();
        while (tokenizer.Next(out Token token))
        {
            int kind = token.Kind is > TokenKind.Dedent and < TokenKind.Op ? (int)TokenKind.Op : (int)token.Kind;
            int start = Characters(source, token.Start, token.ColOffset), end = Characters(source, token.End, token.EndColOffset);
            text.Append(CultureInfo.InvariantCulture, $"{kind} {token.Lineno}:{start}-{token.EndLineno}:{end} ");
            text.Append(source.Text(token.Start, token.End)).Append('\n');
            if (token.Kind == TokenKind.EndMarker)
                break;
        }
        return text.ToString();
    }

    private static int Characters(SourceText source, int at, int column) => column <= 0 ? column : source.CountCharacters(at - column, at);
}
