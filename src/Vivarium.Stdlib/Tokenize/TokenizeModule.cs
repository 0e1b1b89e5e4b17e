// The module _tokenize: the compiler's tokenizer for the library's tokenize. See docs/internals/tokenize.md.
namespace Vivarium.Stdlib.Tokenize;

[PyModule("_tokenize", Types = [typeof(TokenizerIterType)])]
internal static unsafe partial class TokenizeModule
{
}
