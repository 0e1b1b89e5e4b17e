// Bytes of a source file to SourceText: byte-order mark, coding line (PEP 263), the codec, and CPython's complaints about each.
// See docs/internals/parser.md.
using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Text;

internal static class SourceDecoder
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Decodes a source: one held in memory, as <c>compile()</c> does with bytes, or the content of a file, of whose errors CPython says more.</summary>
    public static SourceText Decode(ReadOnlySpan<byte> source, string fileName, bool endLastLine, bool fromFile = false)
    {
        if (fromFile)
            RejectNullBytesOfFile(source);
        else
            RejectNullBytes(source);
        bool marked = source.StartsWith(ByteOrderMark);
        if (marked)
            source = source[ByteOrderMark.Length..];
        string? encoding = FindCookie(source, out ReadOnlySpan<byte> cookieLine, out int cookieLineno);
        if (marked && encoding is not null and not "utf-8")
            throw MarkContradicts(encoding, cookieLine, cookieLineno);
        if (encoding is not null and not "utf-8")
        {
            // Of a file, positions count from the end of the coding line, which is read before the codec is known.
            int counted = fromFile ? EndOfLine(source, cookieLineno) : 0;
            string text = SourceEncodings.Decode(encoding, source, fileName, counted);
            return SourceText.FromUtf8(Encoding.UTF8.GetBytes(text), fileName, endLastLine);
        }
        CheckUtf8(source, fromFile ? fileName : null);
        return SourceText.FromUtf8(source, fileName, endLastLine);
    }

    /// <summary>Takes text that was decoded before; it must hold no lone surrogate.</summary>
    public static SourceText FromUtf8(ReadOnlySpan<byte> utf8, string fileName, bool endLastLine)
    {
        RejectNullBytes(utf8);
        CheckUtf8(utf8);
        return SourceText.FromUtf8(utf8, fileName, endLastLine);
    }

    private static void RejectNullBytes(ReadOnlySpan<byte> source)
    {
        if (source.Contains((byte)0))
            throw new SyntaxException(SyntaxErrorKind.SyntaxError, "source code string cannot contain null bytes");
    }

    private static void RejectNullBytesOfFile(ReadOnlySpan<byte> source)
    {
        int at = source.IndexOf((byte)0);
        if (at < 0)
            return;
        (int lineno, int lineStart) = LineAt(source, at);
        throw new SyntaxException(SyntaxErrorKind.SyntaxError, "source code cannot contain null bytes")
        {
            Lineno = lineno,
            Offset = 0,
            EndLineno = lineno,
            EndOffset = 0,
            SourceLine = Encoding.UTF8.GetString(source[lineStart..at]),
        };
    }

    /// <summary>Where the line of that number ends, before its line break.</summary>
    private static int EndOfLine(ReadOnlySpan<byte> source, int lineno)
    {
        int at = 0;
        while (true)
        {
            int length = source[at..].IndexOf((byte)'\n');
            if (length < 0)
                return source.Length;
            at += length;
            if (--lineno == 0)
                return at;
            at++;
        }
    }

    /// <summary>Number and start of the line that a position is in.</summary>
    private static (int Lineno, int Start) LineAt(ReadOnlySpan<byte> source, int at)
    {
        int lineno = 1, start = 0;
        for (int i = 0; i < at; i++)
        {
            if (source[i] == '\n' || (source[i] == '\r' && source[i + 1] != '\n'))
            {
                lineno++;
                start = i + 1;
            }
        }
        return (lineno, start);
    }

    /// <summary>The encoding named in one of the first two lines, normalised; the second counts only below a blank line or comment.</summary>
    public static string? FindCookie(ReadOnlySpan<byte> source, out ReadOnlySpan<byte> line, out int lineno)
    {
        line = default;
        for (lineno = 1; lineno <= 2 && !source.IsEmpty; lineno++)
        {
            int end = source.IndexOfAny((byte)'\n', (byte)'\r');
            line = end < 0 ? source : source[..end];
            int text = line.IndexOfAnyExcept(" \t\f"u8);
            bool comment = text >= 0 && line[text] == '#';
            if (comment && FindName(line[text..]) is string name)
                return NormalizeName(name);
            if (text >= 0 && !comment)
                break;
            if (end < 0)
                break;
            source = source[(end + (source[end] == '\r' && end + 1 < source.Length && source[end + 1] == '\n' ? 2 : 1))..];
        }
        return null;
    }

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("-_.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static string? FindName(ReadOnlySpan<byte> comment)
    {
        while (true)
        {
            int at = comment.IndexOf("coding"u8);
            if (at < 0)
                return null;
            comment = comment[(at + 6)..];
            if (comment.IsEmpty || comment[0] is not ((byte)':' or (byte)'='))
                continue;
            ReadOnlySpan<byte> name = comment[1..].TrimStart(" \t"u8);
            int length = name.IndexOfAnyExcept(NameBytes);
            name = length < 0 ? name : name[..length];
            if (!name.IsEmpty)
                return Encoding.ASCII.GetString(name);
        }
    }

    /// <summary>Spellings of UTF-8 and Latin-1 become one; others stay as written.</summary>
    private static string NormalizeName(string name)
    {
        string start = (name.Length > 12 ? name[..12] : name).ToLowerInvariant().Replace('_', '-');
        if (start == "utf-8" || start.StartsWith("utf-8-", StringComparison.Ordinal))
            return "utf-8";
        bool latin = start is "latin-1" or "iso-8859-1" or "iso-latin-1"
            || start.StartsWith("latin-1-", StringComparison.Ordinal)
            || start.StartsWith("iso-8859-1-", StringComparison.Ordinal)
            || start.StartsWith("iso-latin-1-", StringComparison.Ordinal);
        return latin ? "iso-8859-1" : name;
    }

    private static SyntaxException MarkContradicts(string encoding, ReadOnlySpan<byte> line, int lineno)
    {
        string text = Encoding.UTF8.GetString(line);
        return new SyntaxException(SyntaxErrorKind.SyntaxError, $"encoding problem: {encoding} with BOM")
        {
            Lineno = lineno,
            Offset = 0,
            EndLineno = lineno,
            EndOffset = text.EnumerateRunes().Count(),
            SourceLine = text,
        };
    }

    /// <summary>Text must be UTF-8. With a file's name the message tells it; CPython then reads two lines before it counts any, so the second is reported as the first.</summary>
    private static void CheckUtf8(ReadOnlySpan<byte> source, string? file = null)
    {
        if (Utf8.IsValid(source))
            return;
        int at = 0;
        while (Rune.DecodeFromUtf8(source[at..], out _, out int length) == OperationStatus.Done)
            at += length;
        (int lineno, int lineStart) = LineAt(source, at);
        if (file is not null && lineno == 2)
            lineno = 1;
        string where = file is null ? "" : $" in file {file}";
        int lineLength = source[lineStart..].IndexOfAny((byte)'\n', (byte)'\r');
        ReadOnlySpan<byte> line = lineLength < 0 ? source[lineStart..] : source.Slice(lineStart, lineLength);
        int offset = Encoding.UTF8.GetString(source[lineStart..at]).EnumerateRunes().Count() + 1;
        string code = source[at].ToString("x2", CultureInfo.InvariantCulture);
        throw new SyntaxException(
            SyntaxErrorKind.SyntaxError,
            $"Non-UTF-8 code starting with '\\x{code}'{where} on line {lineno}, but no encoding declared; "
            + "see https://peps.python.org/pep-0263/ for details")
        {
            Lineno = lineno,
            Offset = offset,
            EndLineno = lineno,
            EndOffset = offset,
            SourceLine = Encoding.UTF8.GetString(line),
        };
    }
}
