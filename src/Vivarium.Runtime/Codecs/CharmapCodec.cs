// Codecs by a table: decoding through a str of up to 256 characters or a mapping, encoding through an EncodingMap or a mapping. See
// docs/internals/codecs.md.
namespace Vivarium.Runtime.Codecs;

internal static unsafe class CharmapCodec
{
    private const string Undefined = "character maps to <undefined>";
    private const uint UndefinedCharacter = 0xFFFE;

    /// <summary>mapping: null (Latin-1), a str, or any object with items by byte.</summary>
    public static PyObject* Decode(ThreadState* ts, ReadOnlySpan<byte> bytes, PyObject* mapping, string? errors)
    {
        if (mapping == null)
            return SingleByteCodecs.DecodeLatin1(ts, bytes);
        using var handling = new DecodeErrors(ts, "charmap", errors, bytes);
        var writer = new UnicodeWriter(ts);
        bool isTable = PyUnicode.CheckExact(mapping);
        for (nint i = 0; i < bytes.Length && !writer.Failed;)
        {
            byte b = bytes[(int)i];
            bool found;
            if (isTable)
            {
                uint ch = b < PyUnicode.Length(mapping) ? PyUnicode.ReadChar(mapping, b) : UndefinedCharacter;
                found = ch != UndefinedCharacter && writer.WriteChar(ch);
            }
            else
            {
                found = DecodeByMapping(ts, mapping, b, ref writer);
            }
            if (found)
            {
                i++;
            }
            else if (!writer.Failed)
            {
                i = handling.Handle(ref writer, i, i + 1, Undefined);
                bytes = handling.Bytes;
            }
        }
        return writer.Finish();
    }

    /// <summary>False when undefined, or failed (the writer says so).</summary>
    private static bool DecodeByMapping(ThreadState* ts, PyObject* mapping, byte b, ref UnicodeWriter writer)
    {
        using var item = Own.Of(ts, GetItem(ts, mapping, b));
        if (item.IsNull)
            return Err.Occurred(ts) && writer.Fail();
        PyObject* o = item.Object;
        if (o == Py.None)
            return false;
        if (PyLong.Check(o))
        {
            int overflow;
            long value = PyLong.AsInt64AndOverflow(ts, o, &overflow);
            if (value == UndefinedCharacter)
                return false;
            if (overflow != 0 || value < 0 || value > PyUnicode.MaxCodePoint)
            {
                Err.Type(ts, "character mapping must be in range(0x110000)");
                return writer.Fail();
            }
            return writer.WriteChar((uint)value);
        }
        if (PyUnicode.Check(o))
            return (PyUnicode.Length(o) != 1 || PyUnicode.ReadChar(o, 0) != UndefinedCharacter) && writer.WriteStr(o);
        Err.Type(ts, "character mapping must return integer, None or str");
        return writer.Fail();
    }

    /// <summary>mapping[number], owned; a LookupError becomes null without an exception.</summary>
    private static PyObject* GetItem(ThreadState* ts, PyObject* mapping, uint number)
    {
        PyObject* key = PyLong.FromInt64(ts, number);
        if (key == null)
            return null;
        PyObject* item = Obj.GetItem(ts, mapping, key);
        Ref.Dec(ts, key);
        if (item == null)
            Err.ClearIf(ts, Exc.LookupError);
        return item;
    }

    /// <summary>mapping: null (Latin-1), an EncodingMap, or any object with items by code point.</summary>
    public static PyObject* Encode(ThreadState* ts, PyObject* o, PyObject* mapping, string? errors)
    {
        if (mapping == null)
            return SingleByteCodecs.Encode(ts, o, errors, 256);
        using var handling = new EncodeErrors(ts, "charmap", errors, o);
        var writer = new BytesWriter(ts);
        nint length = PyUnicode.Length(o);
        for (nint i = 0; i < length && !writer.Failed;)
        {
            if (EncodeOne(ts, mapping, PyUnicode.ReadChar(o, i), ref writer))
            {
                i++;
                continue;
            }
            if (writer.Failed)
                break;
            nint end = i + 1;
            while (end < length && !writer.Failed && !CanEncode(ts, mapping, PyUnicode.ReadChar(o, end), ref writer))
                end++;
            if (writer.Failed)
                break;
            PyObject* replacement = handling.Handle(i, end, Undefined, out nint next);
            if (replacement == null || !WriteReplacement(ts, mapping, replacement, ref writer))
            {
                if (replacement != null && !Err.Occurred(ts))
                    handling.Raise(i, end, Undefined);
                writer.Fail();
            }
            Ref.XDec(ts, replacement);
            i = next;
        }
        return writer.Finish();
    }

    private static bool WriteReplacement(ThreadState* ts, PyObject* mapping, PyObject* replacement, ref BytesWriter writer)
    {
        if (PyBytes.Check(replacement))
            return writer.Write(PyBytes.AsSpan(replacement));
        for (nint i = 0, n = PyUnicode.Length(replacement); i < n; i++)
        {
            if (!EncodeOne(ts, mapping, PyUnicode.ReadChar(replacement, i), ref writer))
                return false;
        }
        return true;
    }

    private static bool CanEncode(ThreadState* ts, PyObject* mapping, uint ch, ref BytesWriter writer)
    {
        if (mapping->ob_type == EncodingMapType.Type)
            return EncodingMapType.Lookup(mapping, ch) >= 0;
        PyObject* item = Mapped(ts, mapping, ch, ref writer);
        bool found = item != null && item != Py.None;
        Ref.XDec(ts, item);
        return found;
    }

    /// <summary>False when undefined, or failed (the writer says so).</summary>
    private static bool EncodeOne(ThreadState* ts, PyObject* mapping, uint ch, ref BytesWriter writer)
    {
        if (mapping->ob_type == EncodingMapType.Type)
        {
            int b = EncodingMapType.Lookup(mapping, ch);
            return b >= 0 && writer.WriteByte((byte)b);
        }
        using var item = Own.Of(ts, Mapped(ts, mapping, ch, ref writer));
        if (item.IsNull || item.Object == Py.None)
            return false;
        return PyLong.Check(item.Object) ? writer.WriteByte((byte)PyLong.AsInt64(ts, item.Object))
            : writer.Write(PyBytes.AsSpan(item.Object));
    }

    /// <summary>An int from 0 to 255, bytes or None, owned; null when there is none, or failed (the writer says so).</summary>
    private static PyObject* Mapped(ThreadState* ts, PyObject* mapping, uint ch, ref BytesWriter writer)
    {
        PyObject* item = GetItem(ts, mapping, ch);
        if (item == null)
        {
            if (Err.Occurred(ts))
                writer.Fail();
            return null;
        }
        if (item == Py.None || PyBytes.Check(item))
            return item;
        if (PyLong.Check(item))
        {
            int overflow;
            long value = PyLong.AsInt64AndOverflow(ts, item, &overflow);
            if (overflow == 0 && value is >= 0 and <= 255)
                return item;
            Err.Type(ts, "character mapping must be in range(256)");
        }
        else
        {
            Err.Type(ts, $"character mapping must return integer, bytes or None, not {PyType.NameOf(item)}");
        }
        Ref.Dec(ts, item);
        writer.Fail();
        return null;
    }

    /// <summary>An EncodingMap for a decoding table of up to 256 characters, or a dict when the table does not suit one.</summary>
    public static PyObject* Build(ThreadState* ts, PyObject* table)
    {
        nint length = nint.Min(PyUnicode.Length(table), 256);
        if (length == 0)
            return Err.Type(ts, "bad argument type for built-in operation");
        if (EncodingMapType.Suits(table, length))
            return EncodingMapType.New(ts, table, length);
        using var map = Own.Of(ts, PyDict.New(ts));
        for (nint i = 0; !map.IsNull && i < length; i++)
        {
            using var key = Own.Of(ts, PyLong.FromInt64(ts, PyUnicode.ReadChar(table, i)));
            using var value = Own.Of(ts, key.IsNull ? null : PyLong.FromInt64(ts, i));
            if (value.IsNull || PyDict.Set(ts, map.Object, key.Object, value.Object) == Status.Error)
                return null;
        }
        return map.Release();
    }
}
