// Reserved words, told apart by length and first letter so that the common identifier costs one comparison at most.
namespace Vivarium.Compiler.Text;

internal static class Keywords
{
    /// <summary>The keyword's token, or <see cref="TokenKind.Name"/>.</summary>
    public static TokenKind Classify(ReadOnlySpan<byte> word) => word.Length switch
    {
        2 => Two(word),
        3 => Three(word),
        4 => Four(word),
        5 => Five(word),
        6 => Six(word),
        7 => word.SequenceEqual("finally"u8) ? TokenKind.KwFinally : TokenKind.Name,
        8 => word.SequenceEqual("continue"u8) ? TokenKind.KwContinue
            : word.SequenceEqual("nonlocal"u8) ? TokenKind.KwNonlocal : TokenKind.Name,
        _ => TokenKind.Name,
    };

    private static TokenKind Two(ReadOnlySpan<byte> word) => (word[0], word[1]) switch
    {
        ((byte)'i', (byte)'f') => TokenKind.KwIf,
        ((byte)'i', (byte)'n') => TokenKind.KwIn,
        ((byte)'i', (byte)'s') => TokenKind.KwIs,
        ((byte)'a', (byte)'s') => TokenKind.KwAs,
        ((byte)'o', (byte)'r') => TokenKind.KwOr,
        _ => TokenKind.Name,
    };

    private static TokenKind Three(ReadOnlySpan<byte> word) => word[0] switch
    {
        (byte)'a' when word.SequenceEqual("and"u8) => TokenKind.KwAnd,
        (byte)'d' when word.SequenceEqual("def"u8) => TokenKind.KwDef,
        (byte)'d' when word.SequenceEqual("del"u8) => TokenKind.KwDel,
        (byte)'f' when word.SequenceEqual("for"u8) => TokenKind.KwFor,
        (byte)'n' when word.SequenceEqual("not"u8) => TokenKind.KwNot,
        (byte)'t' when word.SequenceEqual("try"u8) => TokenKind.KwTry,
        _ => TokenKind.Name,
    };

    private static TokenKind Four(ReadOnlySpan<byte> word) => word[0] switch
    {
        (byte)'N' when word.SequenceEqual("None"u8) => TokenKind.KwNone,
        (byte)'T' when word.SequenceEqual("True"u8) => TokenKind.KwTrue,
        (byte)'e' when word.SequenceEqual("else"u8) => TokenKind.KwElse,
        (byte)'e' when word.SequenceEqual("elif"u8) => TokenKind.KwElif,
        (byte)'f' when word.SequenceEqual("from"u8) => TokenKind.KwFrom,
        (byte)'p' when word.SequenceEqual("pass"u8) => TokenKind.KwPass,
        (byte)'w' when word.SequenceEqual("with"u8) => TokenKind.KwWith,
        _ => TokenKind.Name,
    };

    private static TokenKind Five(ReadOnlySpan<byte> word) => word[0] switch
    {
        (byte)'F' when word.SequenceEqual("False"u8) => TokenKind.KwFalse,
        (byte)'a' when word.SequenceEqual("async"u8) => TokenKind.KwAsync,
        (byte)'a' when word.SequenceEqual("await"u8) => TokenKind.KwAwait,
        (byte)'b' when word.SequenceEqual("break"u8) => TokenKind.KwBreak,
        (byte)'c' when word.SequenceEqual("class"u8) => TokenKind.KwClass,
        (byte)'r' when word.SequenceEqual("raise"u8) => TokenKind.KwRaise,
        (byte)'w' when word.SequenceEqual("while"u8) => TokenKind.KwWhile,
        (byte)'y' when word.SequenceEqual("yield"u8) => TokenKind.KwYield,
        _ => TokenKind.Name,
    };

    private static TokenKind Six(ReadOnlySpan<byte> word) => word[0] switch
    {
        (byte)'a' when word.SequenceEqual("assert"u8) => TokenKind.KwAssert,
        (byte)'e' when word.SequenceEqual("except"u8) => TokenKind.KwExcept,
        (byte)'g' when word.SequenceEqual("global"u8) => TokenKind.KwGlobal,
        (byte)'i' when word.SequenceEqual("import"u8) => TokenKind.KwImport,
        (byte)'l' when word.SequenceEqual("lambda"u8) => TokenKind.KwLambda,
        (byte)'r' when word.SequenceEqual("return"u8) => TokenKind.KwReturn,
        _ => TokenKind.Name,
    };
}
