// TextIOWrapper: lines, whose ends the argument newline defines: "\n" after translation, any of the three, or exactly the given one. A given end of two characters may be
// cut in half by the end of a chunk.
namespace Vivarium.Stdlib.Io;

internal static unsafe partial class TextIO
{
    /// <summary>Length of the first line in data[0, length), its end included; -1 when no end is there. *keep is how much surely belongs to the unfinished line.</summary>
    internal static nint FindLineEnd(bool translated, bool universal, PyObject* readnl, int kind, byte* data, nint length, nint* keep)
    {
        *keep = length;
        if (translated)
            return After(Scan(kind, data, length, '\n'));
        if (universal)
        {
            nint at = kind switch
            {
                1 => new ReadOnlySpan<byte>(data, (int)length).IndexOfAny((byte)'\n', (byte)'\r'),
                2 => new ReadOnlySpan<ushort>(data, (int)length).IndexOfAny('\n', '\r'),
                _ => new ReadOnlySpan<uint>(data, (int)length).IndexOfAny('\n', '\r'),
            };
            bool pair = at >= 0 && PyUnicode.Read(kind, data, at) == '\r' && at + 1 < length && PyUnicode.Read(kind, data, at + 1) == '\n';
            return pair ? at + 2 : After(at);
        }
        nint size = PyUnicode.Length(readnl);
        uint first = PyUnicode.ReadChar(readnl, 0);
        if (size == 1)
            return After(Scan(kind, data, length, (char)first));
        for (nint from = 0; from < length;)
        {
            nint at = Scan(kind, data + from * kind, length - from, (char)first);
            if (at < 0)
                return -1;
            at += from;
            if (at + 1 >= length)
            {
                *keep = at;
                return -1;
            }
            if (PyUnicode.Read(kind, data, at + 1) == PyUnicode.ReadChar(readnl, 1))
                return at + 2;
            from = at + 1;
        }
        return -1;
    }

    private static nint After(nint index) => index < 0 ? -1 : index + 1;

    private static nint Scan(int kind, byte* data, nint length, char c) => kind switch
    {
        1 => new ReadOnlySpan<byte>(data, (int)length).IndexOf((byte)c),
        2 => new ReadOnlySpan<ushort>(data, (int)length).IndexOf(c),
        _ => new ReadOnlySpan<uint>(data, (int)length).IndexOf(c),
    };

    public static PyObject* ReadLine(ThreadState* ts, textio* self, nint limit)
    {
        if (!CheckOpen(ts, self) || (self->pending_bytes_count > 0 && FlushPending(ts, self) == Status.Error))
            return null;
        // Most lines lie whole in what is decoded.
        PyObject* decoded = self->decoded_chars;
        if (decoded == null || limit >= 0)
            return ReadLineSlow(ts, self, limit);
        nint start = self->decoded_chars_used;
        int kind = PyUnicode.Kind(decoded);
        nint keep;
        nint end = FindLineEnd(self->readtranslate != 0, self->readuniversal != 0, self->readnl, kind, (byte*)PyUnicode.Data(decoded) + start * kind,
            PyUnicode.Length(decoded) - start, &keep);
        if (end < 0)
            return ReadLineSlow(ts, self, limit);
        PyObject* line = PyUnicode.Substring(ts, decoded, start, start + end);
        if (line != null)
            self->decoded_chars_used = start + end;
        return line;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PyObject* ReadLineSlow(ThreadState* ts, textio* self, nint limit)
    {
        UnicodeWriter writer = new(ts);
        // The half of a line end that the last chunk closed with, owned.
        PyObject* carried = null;
        nint length = 0;
        while (true)
        {
            Lookup more = FillDecoded(ts, self);
            if (more != Lookup.Found)
            {
                if (more == Lookup.Missing)
                    break;
                Ref.XDec(ts, carried);
                writer.Dispose();
                return null;
            }
            using Owned<PyObject> text = Own.Of(ts, carried == null ? Ref.New(self->decoded_chars) : PyUnicode.Concat(ts, carried, self->decoded_chars));
            nint start = carried == null ? self->decoded_chars_used : 0;
            nint carriedLength = carried == null ? 0 : PyUnicode.Length(carried);
            Ref.XDec(ts, carried);
            carried = null;
            if (text.IsNull)
            {
                writer.Dispose();
                return null;
            }
            int kind = PyUnicode.Kind(text.Pointer);
            nint available = PyUnicode.Length(text.Pointer) - start;
            nint keep;
            nint end = FindLineEnd(self->readtranslate != 0, self->readuniversal != 0, self->readnl, kind, (byte*)PyUnicode.Data(text.Pointer) + start * kind, available, &keep);
            nint take = end >= 0 ? end : keep;
            bool done = end >= 0;
            if (limit >= 0 && length + take >= limit)
            {
                take = limit - length;
                done = true;
            }
            if (done && length == 0)
            {
                self->decoded_chars_used = start + take - carriedLength;
                return PyUnicode.Substring(ts, text.Pointer, start, start + take);
            }
            writer.WriteSubstring(text.Pointer, start, start + take);
            length += take;
            if (done)
            {
                self->decoded_chars_used = start + take - carriedLength;
                return writer.Finish();
            }
            if (take < available)
                carried = PyUnicode.Substring(ts, text.Pointer, start + take, start + available);
            if (take < available && carried == null)
            {
                writer.Dispose();
                return null;
            }
            SetDecodedSteal(ts, self, null);
        }
        // The end of the stream: there is nothing left to tell about.
        SetDecodedSteal(ts, self, null);
        Ref.Clear(ts, &self->snapshot);
        if (carried != null)
            writer.WriteSteal(carried);
        return writer.Finish();
    }

    /// <summary>Makes sure that there is decoded text, by reading if there is none at all; Missing at the end.</summary>
    private static Lookup FillDecoded(ThreadState* ts, textio* self)
    {
        while (self->decoded_chars == null || PyUnicode.Length(self->decoded_chars) == 0)
        {
            Lookup more = ReadChunk(ts, self, 0);
            if (more == Lookup.Missing || (more == Lookup.Error && !IoErrors.ClearInterrupted(ts)))
                return more;
        }
        return Lookup.Found;
    }

    /// <summary>tp_iternext: tell() is off while lines are iterated, which spares the snapshots.</summary>
    public static PyObject* NextLine(ThreadState* ts, textio* self)
    {
        if (!CheckAttached(ts, self))
            return null;
        self->telling = 0;
        PyObject* line;
        if (((PyObject*)self)->ob_type == TextIOWrapperType.Type)
        {
            line = ReadLine(ts, self, -1);
        }
        else
        {
            line = Call.Method(ts, (PyObject*)self, Id.readline);
            if (line != null && !PyUnicode.Check(line))
            {
                Err.SetString(ts, Exc.OSError, $"readline() should have returned a str object, not '{PyType.NameOf(line)}'");
                Ref.Dec(ts, line);
                return null;
            }
        }
        if (line == null || PyUnicode.Length(line) > 0)
            return line;
        Ref.Dec(ts, line);
        Ref.Clear(ts, &self->snapshot);
        self->telling = self->seekable;
        return null;
    }
}
