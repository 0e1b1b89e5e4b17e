// The encodings that str.encode and bytes.decode handle without the registry, under all spellings that normalise to their names. See
// docs/internals/codecs.md.
namespace Vivarium.Runtime.Codecs;

internal enum BuiltinCodec
{
    None,
    Utf8,
    Utf16,
    Utf32,
    Latin1,
    Ascii,
}

internal static class BuiltinCodecs
{
    private const int LongestName = 16;

    public static BuiltinCodec Find(string? encoding)
    {
        if (encoding is null or "utf-8")
            return BuiltinCodec.Utf8;
        if (encoding.Length > LongestName)
            return BuiltinCodec.None;
        Span<char> buffer = stackalloc char[LongestName];
        ReadOnlySpan<char> name = Normalize(encoding, buffer);
        return name switch
        {
            "utf_8" or "utf8" => BuiltinCodec.Utf8,
            "utf_16" or "utf16" => BuiltinCodec.Utf16,
            "utf_32" or "utf32" => BuiltinCodec.Utf32,
            "latin_1" or "latin1" or "iso_8859_1" or "iso8859_1" => BuiltinCodec.Latin1,
            "ascii" or "us_ascii" => BuiltinCodec.Ascii,
            _ => BuiltinCodec.None,
        };
    }

    /// <summary>
    /// Lower case, runs of characters other than letters, digits and dots as one underscore, none at the ends, non-ASCII dropped.
    /// </summary>
    public static string Normalize(string encoding) => Normalize(encoding, new char[encoding.Length]).ToString();

    private static ReadOnlySpan<char> Normalize(string encoding, Span<char> buffer)
    {
        int length = 0;
        bool punctuation = false;
        foreach (char c in encoding)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '.')
            {
                punctuation = true;
                continue;
            }
            if (punctuation && length > 0)
                buffer[length++] = '_';
            punctuation = false;
            buffer[length++] = char.ToLowerInvariant(c);
        }
        return buffer[..length];
    }
}
