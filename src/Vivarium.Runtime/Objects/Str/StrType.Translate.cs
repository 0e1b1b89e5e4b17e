// translate and maketrans. See docs/internals/str.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class StrType
{
    [PyMethod("($self, table, /)", Doc = "Return the string with each character replaced as the table says.\n\n"
        + "table[ordinal] gives an ordinal, a string, or None to drop the character; LookupError keeps it.")]
    private static PyObject* translate(ThreadState* ts, PyObject* self, PyObject* table)
    {
        nint length = PyUnicode.Length(self);
        int kind = PyUnicode.Kind(self);
        using var hold = Own.Of(ts, Ref.New(self));
        var writer = new UnicodeWriter(ts);
        writer.Prepare(length, 0x7F);
        // What single ASCII characters became: the character + 1, or Dropped; 0 is not looked up yet.
        const byte Dropped = 255;
        Span<byte> known = stackalloc byte[128];
        known.Clear();
        for (nint i = 0; i < length && !writer.Failed; i++)
        {
            uint ch = PyUnicode.Read(kind, PyUnicode.Data(self), i);
            if (ch < 128 && known[(int)ch] != 0)
            {
                if (known[(int)ch] != Dropped)
                    writer.WriteChar(known[(int)ch] - 1u);
                continue;
            }
            nint before = writer.Length;
            uint single = ch;
            int outcome = TranslateOne(ts, table, ch, ref writer, ref single);
            if (outcome < 0)
            {
                writer.Fail();
                break;
            }
            if (outcome == 0)
                writer.WriteChar(single);
            if (ch < 128 && outcome == 0 && single < 128)
                known[(int)ch] = (byte)(single + 1);
            else if (ch < 128 && outcome == 1 && writer.Length == before)
                known[(int)ch] = Dropped;
        }
        return writer.Finish();
    }

    /// <summary>0: the character is in <paramref name="single"/>; 1: the result (perhaps nothing) is written; -1: error.</summary>
    internal static int TranslateOne(ThreadState* ts, PyObject* table, uint ch, ref UnicodeWriter writer, ref uint single)
    {
        PyObject* key = PyLong.FromInt64(ts, ch);
        if (key == null)
            return -1;
        PyObject* item = Obj.GetItem(ts, table, key);
        Ref.Dec(ts, key);
        if (item == null)
            return Err.ClearIf(ts, Exc.LookupError) ? 0 : -1;
        int outcome = 1;
        if (PyLong.Check(item))
        {
            int overflow;
            long value = PyLong.AsInt64AndOverflow(ts, item, &overflow);
            if (overflow != 0 || value < 0 || value > PyUnicode.MaxCodePoint)
            {
                Err.Value(ts, "character mapping must be in range(0x110000)");
                outcome = -1;
            }
            else
            {
                single = (uint)value;
                outcome = 0;
            }
        }
        else if (PyUnicode.Check(item))
        {
            writer.WriteStr(item);
        }
        else if (item != Py.None)
        {
            Err.Type(ts, "character mapping must return integer, None or str");
            outcome = -1;
        }
        Ref.Dec(ts, item);
        return outcome;
    }

    [PyStaticMethod("(x, y=<unrepresentable>, z=<unrepresentable>, /)", Doc = "Return a table for str.translate.\n\n"
        + "From one argument, a dict from ordinals or characters to ordinals, strings or None; or from two strings\n"
        + "of equal length, whose characters map to each other; characters of a third string map to None.")]
    private static PyObject* maketrans(ThreadState* ts, PyObject* x, [Of(typeof(StrType))] PyObject* y = null,
        [Of(typeof(StrType))] PyObject* z = null)
    {
        using var table = Own.Of(ts, PyDict.New(ts));
        if (table.IsNull)
            return null;
        bool ok = y == null ? FromDict(ts, table.Object, x) : FromStrings(ts, table.Object, x, y, z);
        return ok ? table.Release() : null;
    }

    private static bool FromStrings(ThreadState* ts, PyObject* table, PyObject* x, PyObject* y, PyObject* z)
    {
        if (!PyUnicode.Check(x))
        {
            Err.Type(ts, "first maketrans argument must be a string if there is a second argument");
            return false;
        }
        if (PyUnicode.Length(x) != PyUnicode.Length(y))
        {
            Err.Value(ts, "the first two maketrans arguments must have equal length");
            return false;
        }
        for (nint i = 0, n = PyUnicode.Length(x); i < n; i++)
        {
            PyObject* value = PyLong.FromInt64(ts, PyUnicode.ReadChar(y, i));
            if (!SetOrdinal(ts, table, PyUnicode.ReadChar(x, i), value))
                return false;
        }
        for (nint i = 0, n = z == null ? 0 : PyUnicode.Length(z); i < n; i++)
        {
            if (!SetOrdinal(ts, table, PyUnicode.ReadChar(z, i), Py.None))
                return false;
        }
        return true;
    }

    /// <summary>Takes over the value, which may be null after an error.</summary>
    private static bool SetOrdinal(ThreadState* ts, PyObject* table, uint ordinal, PyObject* value)
    {
        if (value == null)
            return false;
        PyObject* key = PyLong.FromInt64(ts, ordinal);
        bool ok = key != null && PyDict.Set(ts, table, key, value) == Status.Ok;
        Ref.XDec(ts, key);
        Ref.Dec(ts, value);
        return ok;
    }

    private static bool FromDict(ThreadState* ts, PyObject* table, PyObject* source)
    {
        if (!PyDict.CheckExact(source))
        {
            Err.Type(ts, "if you give only one argument to maketrans it must be a dict");
            return false;
        }
        nint position = 0;
        PyObject* key;
        PyObject* value;
        while (PyDict.Next(source, &position, &key, &value))
        {
            if (PyUnicode.Check(key))
            {
                if (PyUnicode.Length(key) != 1)
                {
                    Err.Value(ts, "string keys in translatetable must be of length 1");
                    return false;
                }
                if (!SetOrdinal(ts, table, PyUnicode.ReadChar(key, 0), Ref.New(value)))
                    return false;
            }
            else if (PyLong.Check(key))
            {
                if (PyDict.Set(ts, table, key, value) == Status.Error)
                    return false;
            }
            else
            {
                Err.Type(ts, "keys in translate table mustbe strings or integers");
                return false;
            }
        }
        return true;
    }
}
