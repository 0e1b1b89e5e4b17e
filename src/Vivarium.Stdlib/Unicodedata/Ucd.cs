// What the module unicodedata and its object for Unicode 3.2.0 answer alike. `old` tells which database is asked. See docs/internals/unicodedata.md.
using Vivarium.Runtime.Codecs;

namespace Vivarium.Stdlib.Unicodedata;

internal static unsafe class Ucd
{
    /// <summary>The character of a str of length 1. `display` is empty for functions of one argument, else tells which one it is.</summary>
    private static bool Character(ThreadState* ts, string function, string display, PyObject* o, out uint ch)
    {
        ch = 0;
        if (!PyUnicode.Check(o))
            Err.Type(ts, $"{function}() argument{display} must be a unicode character, not {(o == Py.None ? "None" : PyType.NameOf(o))}");
        else if (PyUnicode.Length(o) != 1)
            Err.Type(ts, $"{function}(): argument{display} must be a unicode character, not a string of length {PyUnicode.Length(o)}");
        else
            ch = PyUnicode.ReadChar(o, 0);
        return !Err.Occurred(ts);
    }

    private static bool Record(ThreadState* ts, string function, PyObject* o, bool old, out UcdRecord* record)
    {
        bool valid = Character(ts, function, "", o, out uint ch);
        record = valid ? UcdTables.Record(ch, old) : null;
        return valid;
    }

    public static PyObject* Category(ThreadState* ts, PyObject* o, bool old) =>
        Record(ts, "category", o, old, out UcdRecord* record) ? PyUnicode.FromString(ts, UcdTables.Categories[record->category]) : null;

    public static PyObject* Bidirectional(ThreadState* ts, PyObject* o, bool old) =>
        Record(ts, "bidirectional", o, old, out UcdRecord* record) ? PyUnicode.FromString(ts, UcdTables.Directions[record->bidirectional]) : null;

    public static PyObject* EastAsianWidth(ThreadState* ts, PyObject* o, bool old) =>
        Record(ts, "east_asian_width", o, old, out UcdRecord* record) ? PyUnicode.FromString(ts, UcdTables.Widths[record->width]) : null;

    public static PyObject* Combining(ThreadState* ts, PyObject* o, bool old) =>
        Record(ts, "combining", o, old, out UcdRecord* record) ? PyLong.SmallInt(record->combining) : null;

    public static PyObject* Mirrored(ThreadState* ts, PyObject* o, bool old) =>
        Record(ts, "mirrored", o, old, out UcdRecord* record) ? PyLong.SmallInt(record->flags & 1) : null;

    // ---- Numbers ----

    private static PyObject* DefaultOr(ThreadState* ts, PyObject* @default, string message) => @default != null ? Ref.New(@default) : Err.Value(ts, message);

    public static PyObject* Decimal(ThreadState* ts, PyObject* o, PyObject* @default, bool old)
    {
        if (!Character(ts, "decimal", " 1", o, out uint ch))
            return null;
        UcdNumber* number = UcdTables.Number(ch, old);
        return number != null && number->@decimal >= 0 ? PyLong.SmallInt(number->@decimal) : DefaultOr(ts, @default, "not a decimal");
    }

    public static PyObject* Digit(ThreadState* ts, PyObject* o, PyObject* @default, bool old)
    {
        if (!Character(ts, "digit", " 1", o, out uint ch))
            return null;
        UcdNumber* number = UcdTables.Number(ch, old);
        return number != null && number->digit >= 0 ? PyLong.SmallInt(number->digit) : DefaultOr(ts, @default, "not a digit");
    }

    public static PyObject* Numeric(ThreadState* ts, PyObject* o, PyObject* @default, bool old)
    {
        if (!Character(ts, "numeric", " 1", o, out uint ch))
            return null;
        UcdNumber* number = UcdTables.Number(ch, old);
        return number != null && !double.IsNaN(number->numeric) ? PyFloat.FromDouble(ts, number->numeric) : DefaultOr(ts, @default, "not a numeric character");
    }

    // ---- Names ----

    public static PyObject* Name(ThreadState* ts, PyObject* o, PyObject* @default, bool old)
    {
        if (!Character(ts, "name", " 1", o, out uint ch))
            return null;
        Span<byte> name = stackalloc byte[UcdNames.MaxLength];
        int length = UcdNames.Write(ch, old, name);
        return length == 0 ? DefaultOr(ts, @default, "no such name") : PyUnicode.FromAscii(ts, name[..length]);
    }

    public static PyObject* Lookup(ThreadState* ts, PyObject* name, bool old)
    {
        if (!PyUnicode.Check(name))
        {
            BufferView view = default;
            if (view.Get(ts, name) != Status.Ok)
                return null;
            if (!PyBytes.Check(name) && TypeSlots.Of(name)->bf_releasebuffer != null)
            {
                view.Release(ts);
                return Err.Type(ts, $"lookup() argument must be read-only bytes-like object, not {PyType.NameOf(name)}");
            }
            PyObject* found = Lookup(ts, view.Span, old);
            view.Release(ts);
            return found;
        }
        nint length;
        byte* utf8 = PyUnicode.AsUtf8(ts, name, &length);
        return utf8 == null ? null : Lookup(ts, new ReadOnlySpan<byte>(utf8, (int)length), old);
    }

    private static PyObject* Lookup(ThreadState* ts, ReadOnlySpan<byte> name, bool old)
    {
        if (name.Length > UcdNames.MaxSearched)
            return Err.SetString(ts, Exc.KeyError, "name too long");
        uint* characters = stackalloc uint[4];
        int count = UcdNames.Find(name, aliases: !old, new Span<uint>(characters, 4));
        if (count > 0)
            return PyUnicode.FromUcs4(ts, characters, count);
        int end = name.IndexOf((byte)0);
        using Owned<PyObject> shown = Own.Of(ts, Utf8Codec.Decode(ts, end < 0 ? name : name[..end], "replace", null));
        if (shown.IsNull)
            return null;
        UnicodeWriter writer = new(ts);
        writer.WriteAscii("undefined character name '"u8);
        writer.WriteStr(shown.Pointer);
        writer.WriteChar('\'');
        using Owned<PyObject> message = Own.Of(ts, writer.Finish());
        return message.IsNull ? null : Err.SetObject(ts, Exc.KeyError, message.Pointer);
    }

    // ---- Decomposition and normalization ----

    public static PyObject* Decomposition(ThreadState* ts, PyObject* o, bool old)
    {
        if (!Character(ts, "decomposition", "", o, out uint ch))
            return null;
        UnicodeWriter writer = new(ts);
        if (Hangul.IsSyllable(ch))
        {
            uint* syllable = stackalloc uint[3];
            WriteCharacters(ref writer, syllable, Hangul.Decompose(ch, new Span<uint>(syllable, 3)));
            return writer.Finish();
        }
        uint* parts = UcdTables.Decomposition(ch, old, out int count, out int prefix);
        writer.WriteString(UcdTables.Prefixes[prefix]);
        WriteCharacters(ref writer, parts, count);
        return writer.Finish();
    }

    private static void WriteCharacters(ref UnicodeWriter writer, uint* characters, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (writer.Length > 0)
                writer.WriteChar(' ');
            writer.WriteString(characters[i].ToString("X4", System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static bool Form(ThreadState* ts, PyObject* o, out NormalizationForm form)
    {
        form = PyUnicode.EqualToAscii(o, "NFC"u8) ? NormalizationForm.C
            : PyUnicode.EqualToAscii(o, "NFKC"u8) ? NormalizationForm.KC
            : PyUnicode.EqualToAscii(o, "NFD"u8) ? NormalizationForm.D : NormalizationForm.KD;
        if (form != NormalizationForm.KD || PyUnicode.EqualToAscii(o, "NFKD"u8))
            return true;
        Err.Value(ts, "invalid normalization form");
        return false;
    }

    public static PyObject* Normalize(ThreadState* ts, PyObject* formName, PyObject* text, bool old)
    {
        if (PyUnicode.Length(text) == 0)
            return PyUnicode.ToExact(ts, text);
        if (!Form(ts, formName, out NormalizationForm form))
            return null;
        // The old database has no quick check: it would answer for characters that came later.
        if (!old && Normalizer.QuickCheck(text, form) == Runtime.Errors.Lookup.Found)
            return PyUnicode.ToExact(ts, text);
        return Normalizer.Normalize(ts, text, form, old);
    }

    public static PyObject* IsNormalized(ThreadState* ts, PyObject* formName, PyObject* text, bool old)
    {
        if (PyUnicode.Length(text) == 0)
            return Py.True;
        if (!Form(ts, formName, out NormalizationForm form))
            return null;
        if (!old)
        {
            Lookup quick = Normalizer.QuickCheck(text, form);
            if (quick != Runtime.Errors.Lookup.Error)
                return Py.Bool(quick == Runtime.Errors.Lookup.Found);
        }
        using Owned<PyObject> normalized = Own.Of(ts, Normalizer.Normalize(ts, text, form, old));
        return normalized.IsNull ? null : Py.Bool(PyUnicode.Equal(normalized.Pointer, text));
    }
}
