// The encodings a coding line may name, through .NET's code pages, under Python's names and with Python's words for what fails.
using System.Globalization;
using System.Text;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Text;

internal static class SourceEncodings
{
    /// <summary>Python's names, folded, that .NET knows by another name or number.</summary>
    private static readonly Dictionary<string, string> DotNetNames = new(StringComparer.Ordinal)
    {
        ["ascii"] = "us-ascii", ["646"] = "us-ascii", ["us-ascii"] = "us-ascii",
        ["latin1"] = "iso-8859-1", ["latin"] = "iso-8859-1", ["l1"] = "iso-8859-1", ["8859"] = "iso-8859-1", ["iso8859-1"] = "iso-8859-1",
        ["iso8859-2"] = "iso-8859-2", ["latin2"] = "iso-8859-2", ["latin-2"] = "iso-8859-2", ["iso8859-5"] = "iso-8859-5",
        ["iso8859-7"] = "iso-8859-7", ["iso8859-9"] = "iso-8859-9", ["latin5"] = "iso-8859-9", ["iso8859-15"] = "iso-8859-15",
        ["latin9"] = "iso-8859-15", ["latin-9"] = "iso-8859-15",
        ["utf8"] = "utf-8", ["u8"] = "utf-8", ["utf"] = "utf-8", ["cp65001"] = "utf-8",
        ["utf16"] = "utf-16", ["u16"] = "utf-16", ["utf-16-le"] = "utf-16", ["utf-16-be"] = "utf-16BE",
        ["utf32"] = "utf-32", ["u32"] = "utf-32", ["utf-32-le"] = "utf-32", ["utf-32-be"] = "utf-32BE",
        ["sjis"] = "shift_jis", ["shift-jis"] = "shift_jis", ["s-jis"] = "shift_jis", ["cp932"] = "shift_jis", ["ms-kanji"] = "shift_jis",
        ["eucjp"] = "euc-jp", ["ujis"] = "euc-jp", ["u-jis"] = "euc-jp", ["euckr"] = "euc-kr", ["cp949"] = "ks_c_5601-1987",
        ["uhc"] = "ks_c_5601-1987", ["gbk"] = "gb2312", ["cp936"] = "gb2312", ["936"] = "gb2312", ["euc-cn"] = "gb2312",
        ["big5-tw"] = "big5", ["cp950"] = "big5", ["koi8r"] = "koi8-r", ["koi8u"] = "koi8-u", ["mac-roman"] = "macintosh",
        ["macroman"] = "macintosh", ["mac-cyrillic"] = "x-mac-cyrillic", ["mac-greek"] = "x-mac-greek",
    };

    public static string Decode(string name, ReadOnlySpan<byte> source, string fileName, int counted = 0)
    {
        Encoding encoding = Find(name)
            ?? throw Problem($"unknown encoding: {name}", fileName);
        try
        {
            ReadOnlySpan<byte> mark = encoding.Preamble;
            return encoding.GetString(!mark.IsEmpty && source.StartsWith(mark) ? source[mark.Length..] : source);
        }
        catch (DecoderFallbackException problem)
        {
            if (encoding.CodePage == Encoding.UTF8.CodePage)
                throw Problem(Utf8Problem(source, problem.Index), fileName);
            byte bad = problem.BytesUnknown is { Length: > 0 } bytes ? bytes[0] : source[problem.Index];
            string code = bad.ToString("x2", CultureInfo.InvariantCulture);
            (string codec, string reason) = encoding.CodePage == 20127 ? ("ascii", "ordinal not in range(128)")
                : encoding.IsSingleByte ? ("charmap", "character maps to <undefined>")
                : (Fold(name).Replace('-', '_'), "illegal multibyte sequence");
            throw Problem($"'{codec}' codec can't decode byte 0x{code} in position {problem.Index - counted}: {reason}", fileName);
        }
    }

    private static string Utf8Problem(ReadOnlySpan<byte> source, int at)
    {
        byte lead = source[at];
        string code = lead.ToString("x2", CultureInfo.InvariantCulture);
        int length = lead switch { >= 0xC2 and < 0xE0 => 2, >= 0xE0 and < 0xF0 => 3, >= 0xF0 and < 0xF5 => 4, _ => 1 };
        if (length == 1)
            return $"'utf-8' codec can't decode byte 0x{code} in position {at}: invalid start byte";
        _ = Rune.DecodeFromUtf8(source[at..], out _, out int consumed);
        string where = consumed == 1 ? $"byte 0x{code} in position {at}" : $"bytes in position {at}-{at + consumed - 1}";
        string reason = at + consumed == source.Length ? "unexpected end of data" : "invalid continuation byte";
        return $"'utf-8' codec can't decode {where}: {reason}";
    }

    private static string Fold(string name) => name.ToLowerInvariant().Replace('_', '-').Replace(' ', '-');

    private static Encoding? Find(string name)
    {
        string folded = Fold(name);
        if (DotNetNames.TryGetValue(folded, out string? known))
            folded = known;
        else if (folded.StartsWith("cp", StringComparison.Ordinal) && int.TryParse(folded.AsSpan(2), out int page))
            return FindPage(page);
        Encoding? builtIn = folded switch
        {
            "us-ascii" => Encoding.ASCII,
            "iso-8859-1" => Encoding.Latin1,
            "utf-8" => Encoding.UTF8,
            "utf-16" => Encoding.Unicode,
            "utf-16BE" => Encoding.BigEndianUnicode,
            "utf-32" => Encoding.UTF32,
            _ => CodePagesEncodingProvider.Instance.GetEncoding(folded),
        };
        return builtIn is null ? null : Strict(builtIn);
    }

    private static Encoding? FindPage(int page) =>
        page is > 0 and < 65536 && CodePagesEncodingProvider.Instance.GetEncoding(page) is Encoding found ? Strict(found) : null;

    private static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }

    private static SyntaxException Problem(string message, string fileName) =>
        new(SyntaxErrorKind.SyntaxError, message) { FileName = fileName, Lineno = 0, Offset = -1 };
}
