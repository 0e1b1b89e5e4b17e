// The built-in error handlers of codecs: what each makes of a stretch that cannot be encoded or decoded, and their Python functions, which
// take the
// exception and return (replacement, position). Codecs call the former without making an exception. See docs/internals/codecs.md.
using System.Globalization;

namespace Vivarium.Runtime.Codecs;

internal enum ErrorHandler
{
    /// <summary>Not built in: looked up in the interpreter's registry.</summary>
    Other,
    Strict,
    Ignore,
    Replace,
    BackslashReplace,
    XmlCharRefReplace,
    NameReplace,
    SurrogateEscape,
    SurrogatePass,
}

internal static unsafe partial class ErrorHandlers
{
    public static ErrorHandler Of(string? errors) => errors switch
    {
        null or "strict" => ErrorHandler.Strict,
        "ignore" => ErrorHandler.Ignore,
        "replace" => ErrorHandler.Replace,
        "backslashreplace" => ErrorHandler.BackslashReplace,
        "xmlcharrefreplace" => ErrorHandler.XmlCharRefReplace,
        "namereplace" => ErrorHandler.NameReplace,
        "surrogateescape" => ErrorHandler.SurrogateEscape,
        "surrogatepass" => ErrorHandler.SurrogatePass,
        _ => ErrorHandler.Other,
    };

    /// <summary>
    /// What stands for the characters o[start:*end] when encoding: str or bytes, owned; null without an exception when the handler cannot
    /// help, null with one on error.
    /// *end moves back when only a part is handled.
    /// </summary>
    public static PyObject* EncodeReplacement(ThreadState* ts, ErrorHandler handler, string encoding, PyObject* o, nint start, nint* end)
    {
        switch (handler)
        {
            case ErrorHandler.Ignore:
                return StaticStrings.Empty;
            case ErrorHandler.Replace:
                return PyUnicode.Repeat(ts, StaticStrings.Latin1('?'), *end - start);
            case ErrorHandler.BackslashReplace:
            case ErrorHandler.XmlCharRefReplace:
            case ErrorHandler.NameReplace:
                return Described(ts, handler, o, start, *end);
            case ErrorHandler.SurrogateEscape:
                return EscapedBytes(ts, o, start, end);
            case ErrorHandler.SurrogatePass:
                return PassedSurrogates(ts, encoding, o, start, *end);
            default:
                return null;
        }
    }

    private static PyObject* Described(ThreadState* ts, ErrorHandler handler, PyObject* o, nint start, nint end)
    {
        var writer = new UnicodeWriter(ts);
        for (nint i = start; i < end && !writer.Failed; i++)
        {
            uint ch = PyUnicode.ReadChar(o, i);
            if (handler == ErrorHandler.XmlCharRefReplace)
            {
                writer.WriteAscii("&#"u8);
                writer.WriteString(ch.ToString(CultureInfo.InvariantCulture));
                writer.WriteChar(';');
            }
            else if (handler != ErrorHandler.NameReplace || !WriteName(ts, ref writer, ch))
            {
                WriteBackslashed(ref writer, ch);
            }
        }
        return writer.Finish();
    }

    private static bool WriteName(ThreadState* ts, ref UnicodeWriter writer, uint ch)
    {
        PyObject* name = CharacterNames.NameOf(ts, ch);
        if (name == null)
            return Err.Occurred(ts) && !writer.Fail();
        writer.WriteAscii("\\N{"u8);
        writer.WriteSteal(name);
        return writer.WriteChar('}');
    }

    /// <summary>\xNN, \uNNNN or \UNNNNNNNN.</summary>
    public static void WriteBackslashed(ref UnicodeWriter writer, uint ch)
    {
        int digits = ch < 0x100 ? 2 : ch < 0x10000 ? 4 : 8;
        writer.WriteChar('\\');
        writer.WriteChar(digits == 2 ? 'x' : digits == 4 ? 'u' : (uint)'U');
        PyUnicode.WriteHex(ref writer, ch, digits);
    }

    /// <summary>U+DC80…U+DCFF back to the bytes they were; null when the first is no such character.</summary>
    private static PyObject* EscapedBytes(ThreadState* ts, PyObject* o, nint start, nint* end)
    {
        nint stop = start;
        while (stop < *end && PyUnicode.ReadChar(o, stop) is >= 0xDC80 and <= 0xDCFF)
            stop++;
        if (stop == start)
            return null;
        PyObject* bytes = PyBytes.New(ts, stop - start);
        if (bytes == null)
            return null;
        for (nint i = start; i < stop; i++)
            PyBytes.Data(bytes)[i - start] = (byte)(PyUnicode.ReadChar(o, i) - 0xDC00);
        *end = stop;
        return bytes;
    }

    /// <summary>Surrogates in the code units of the encoding; null when it is no Unicode encoding or there is another character.</summary>
    private static PyObject* PassedSurrogates(ThreadState* ts, string encoding, PyObject* o, nint start, nint end)
    {
        if (!UnicodeForm.TryParse(encoding, out UnicodeForm form))
            return null;
        var writer = new BytesWriter(ts);
        for (nint i = start; i < end; i++)
        {
            uint ch = PyUnicode.ReadChar(o, i);
            if (ch is < 0xD800 or > 0xDFFF)
            {
                writer.Dispose();
                return null;
            }
            if (form.Width == 1)
            {
                writer.WriteByte((byte)(0xE0 | ch >> 12));
                writer.WriteByte((byte)(0x80 | ch >> 6 & 0x3F));
                writer.WriteByte((byte)(0x80 | ch & 0x3F));
            }
            else
            {
                writer.WriteUnit(ch, form.Width, form.BigEndian);
            }
        }
        return writer.Finish();
    }

    /// <summary>
    /// What stands for the bytes from start to *end when decoding: str, owned; null without an exception when the handler cannot help. *end
    /// moves when
    /// the handler takes more or fewer bytes.
    /// </summary>
    public static PyObject* DecodeReplacement(ThreadState* ts, ErrorHandler handler, string encoding, ReadOnlySpan<byte> bytes, nint start,
        nint* end)
    {
        switch (handler)
        {
            case ErrorHandler.Ignore:
                return StaticStrings.Empty;
            case ErrorHandler.Replace:
                return PyUnicode.FromChar(ts, 0xFFFD);
            case ErrorHandler.BackslashReplace:
            {
                var writer = new UnicodeWriter(ts, exact: true);
                for (nint i = start; i < *end; i++)
                    WriteBackslashed(ref writer, bytes[(int)i]);
                return writer.Finish();
            }
            case ErrorHandler.SurrogateEscape:
            {
                nint stop = start;
                while (stop < nint.Min(*end, start + 4) && bytes[(int)stop] >= 0x80)
                    stop++;
                if (stop == start)
                    return null;
                var writer = new UnicodeWriter(ts, exact: true);
                writer.Prepare(stop - start, 0xFFFF);
                for (nint i = start; i < stop; i++)
                    writer.WriteChar(0xDC00u + bytes[(int)i]);
                *end = stop;
                return writer.Finish();
            }
            case ErrorHandler.SurrogatePass:
                return PassedSurrogate(ts, encoding, bytes, start, end);
            default:
                return null;
        }
    }

    private static PyObject* PassedSurrogate(ThreadState* ts, string encoding, ReadOnlySpan<byte> bytes, nint start, nint* end)
    {
        if (!UnicodeForm.TryParse(encoding, out UnicodeForm form))
            return null;
        int width = form.Width == 1 ? 3 : form.Width;
        if (bytes.Length - start < width)
            return null;
        ReadOnlySpan<byte> unit = bytes.Slice((int)start, width);
        uint ch = 0;
        if (form.Width == 1)
        {
            if ((unit[0] & 0xF0) == 0xE0 && (unit[1] & 0xC0) == 0x80 && (unit[2] & 0xC0) == 0x80)
                ch = (unit[0] & 0xFu) << 12 | (unit[1] & 0x3Fu) << 6 | unit[2] & 0x3Fu;
        }
        else
        {
            for (int i = 0; i < width; i++)
                ch |= (uint)unit[form.BigEndian ? width - 1 - i : i] << (8 * i);
        }
        if (ch is < 0xD800 or > 0xDFFF)
            return null;
        *end = start + width;
        return PyUnicode.FromChar(ts, ch);
    }
}

/// <summary>Which Unicode encoding a name means to the surrogatepass handler.</summary>
internal readonly struct UnicodeForm
{
    /// <summary>1 for UTF-8, 2 for UTF-16, 4 for UTF-32.</summary>
    public int Width { get; private init; }
    public bool BigEndian { get; private init; }

    public static bool TryParse(string encoding, out UnicodeForm form)
    {
        form = default;
        string name = encoding.ToLowerInvariant().Replace('_', '-');
        if (name is "utf-8" or "utf8" || encoding == "cp65001")
        {
            form = new UnicodeForm { Width = 1 };
            return true;
        }
        if (!name.StartsWith("utf", StringComparison.Ordinal))
            return false;
        string rest = name.StartsWith("utf-", StringComparison.Ordinal) ? name[4..] : name[3..];
        int width = rest.StartsWith("16", StringComparison.Ordinal) ? 2 : rest.StartsWith("32", StringComparison.Ordinal) ? 4 : 0;
        if (width == 0)
            return false;
        string order = rest[2..];
        if (order is not ("" or "le" or "be" or "-le" or "-be"))
            return false;
        form = new UnicodeForm { Width = width, BigEndian = order.EndsWith("be", StringComparison.Ordinal) };
        return true;
    }
}
