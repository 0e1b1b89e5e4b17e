// Stripping, padding, replacing and translating. See docs/internals/str.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class StrType
{
    [PyMethod("($self, chars=None, /)",
        Doc = "Return the string without leading and trailing whitespace, or without the given characters there.")]
    private static PyObject* strip(ThreadState* ts, PyObject* self, PyObject* chars) => Strip(ts, self, chars, true, true, "strip");

    [PyMethod("($self, chars=None, /)", Doc = "Return the string without leading whitespace, or without the given characters there.")]
    private static PyObject* lstrip(ThreadState* ts, PyObject* self, PyObject* chars) => Strip(ts, self, chars, true, false, "lstrip");

    [PyMethod("($self, chars=None, /)", Doc = "Return the string without trailing whitespace, or without the given characters there.")]
    private static PyObject* rstrip(ThreadState* ts, PyObject* self, PyObject* chars) => Strip(ts, self, chars, false, true, "rstrip");

    private static PyObject* Strip(ThreadState* ts, PyObject* self, PyObject* chars, bool left, bool right, string name)
    {
        if (chars != Py.None && !PyUnicode.Check(chars))
            return Err.Type(ts, $"{name} arg must be None or str");
        int kind = PyUnicode.Kind(self);
        void* data = PyUnicode.Data(self);
        nint start = 0, end = PyUnicode.Length(self);
        while (left && start < end && IsStripped(PyUnicode.Read(kind, data, start), chars))
            start++;
        while (right && end > start && IsStripped(PyUnicode.Read(kind, data, end - 1), chars))
            end--;
        return PyUnicode.Substring(ts, self, start, end);
    }

    private static bool IsStripped(uint ch, PyObject* chars) =>
        chars == Py.None ? UnicodeData.IsSpace(ch) : PyUnicode.FindChar(chars, ch, 0, PyUnicode.Length(chars), 1) >= 0;

    internal static Status FillCharacter(ThreadState* ts, PyObject* o, out uint ch)
    {
        ch = 0;
        if (!PyUnicode.Check(o))
            return Err.TypeStatus(ts, $"The fill character must be a unicode character, not {PyType.NameOf(o)}");
        if (PyUnicode.Length(o) != 1)
            return Err.TypeStatus(ts, "The fill character must be exactly one character long");
        ch = PyUnicode.ReadChar(o, 0);
        return Status.Ok;
    }

    [PyMethod("($self, width, fillchar=' ', /)", Doc = "Return the string centred in a string of the given width.")]
    private static PyObject* center(ThreadState* ts, PyObject* self, nint width, [Converter(nameof(FillCharacter))] uint fillchar = ' ')
    {
        nint margin = width - PyUnicode.Length(self);
        if (margin <= 0)
            return PyUnicode.ToExact(ts, self);
        nint left = margin / 2 + (margin & width & 1);
        return Pad(ts, self, left, margin - left, fillchar);
    }

    [PyMethod("($self, width, fillchar=' ', /)", Doc = "Return the string at the left of a string of the given width.")]
    private static PyObject* ljust(ThreadState* ts, PyObject* self, nint width, [Converter(nameof(FillCharacter))] uint fillchar = ' ') =>
        Pad(ts, self, 0, width - PyUnicode.Length(self), fillchar);

    [PyMethod("($self, width, fillchar=' ', /)", Doc = "Return the string at the right of a string of the given width.")]
    private static PyObject* rjust(ThreadState* ts, PyObject* self, nint width, [Converter(nameof(FillCharacter))] uint fillchar = ' ') =>
        Pad(ts, self, width - PyUnicode.Length(self), 0, fillchar);

    /// <summary>The string between fill characters; negative paddings count as none.</summary>
    private static PyObject* Pad(ThreadState* ts, PyObject* self, nint left, nint right, uint fill)
    {
        left = nint.Max(left, 0);
        right = nint.Max(right, 0);
        if (left == 0 && right == 0)
            return PyUnicode.ToExact(ts, self);
        nint length = PyUnicode.Length(self);
        if (left > nint.MaxValue - length || right > nint.MaxValue - (left + length))
            return Err.Overflow(ts, "padded string is too long");
        PyObject* result = PyUnicode.New(ts, left + length + right, Math.Max(PyUnicode.MaxCharValue(self), fill));
        if (result == null)
            return null;
        int kind = PyUnicode.Kind(result);
        void* data = PyUnicode.Data(result);
        CharCopy.Fill(kind, data, 0, left, fill);
        CharCopy.CopyTo(self, 0, kind, data, left, length);
        CharCopy.Fill(kind, data, left + length, right, fill);
        return result;
    }

    [PyMethod("($self, width, /)", Doc = "Return the string padded with zeros on the left, after its sign, to the given width.")]
    private static PyObject* zfill(ThreadState* ts, PyObject* self, nint width)
    {
        nint fill = width - PyUnicode.Length(self);
        if (fill <= 0)
            return PyUnicode.ToExact(ts, self);
        PyObject* result = Pad(ts, self, fill, 0, '0');
        if (result == null || PyUnicode.Length(self) == 0)
            return result;
        int kind = PyUnicode.Kind(result);
        void* data = PyUnicode.Data(result);
        uint sign = PyUnicode.Read(kind, data, fill);
        if (sign is '+' or '-')
        {
            PyUnicode.Write(kind, data, 0, sign);
            PyUnicode.Write(kind, data, fill, '0');
        }
        return result;
    }

    [PyMethod("($self, /, tabsize=8)", Doc = "Return the string with its tabs replaced by spaces, as many as the column needs.")]
    private static PyObject* expandtabs(ThreadState* ts, PyObject* self, int tabsize)
    {
        int kind = PyUnicode.Kind(self);
        void* data = PyUnicode.Data(self);
        nint length = PyUnicode.Length(self);
        if (PyUnicode.FindChar(self, '\t', 0, length, 1) < 0)
            return PyUnicode.ToExact(ts, self);
        var writer = new UnicodeWriter(ts);
        nint column = 0;
        for (nint i = 0; i < length && !writer.Failed; i++)
        {
            uint ch = PyUnicode.Read(kind, data, i);
            if (ch == '\t')
            {
                if (tabsize <= 0)
                    continue;
                nint spaces = tabsize - column % tabsize;
                if (spaces > nint.MaxValue - writer.Length)
                {
                    writer.Dispose();
                    return Err.Overflow(ts, "new string is too long");
                }
                writer.WriteRepeated(' ', spaces);
                column += spaces;
                continue;
            }
            writer.WriteChar(ch);
            column = ch is '\n' or '\r' ? 0 : column + 1;
        }
        return writer.Finish();
    }

    [PyMethod("($self, old, new, /, count=-1)",
        Doc = "Return the string with occurrences of the substring old replaced by new: all, or the first count of them.")]
    private static PyObject* replace(ThreadState* ts, PyObject* self, [Of(typeof(StrType))] PyObject* old,
        [Of(typeof(StrType))] PyObject* @new, nint count) =>
        Replace(ts, self, old, @new, count < 0 ? nint.MaxValue : count);

    internal static PyObject* Replace(ThreadState* ts, PyObject* self, PyObject* old, PyObject* replacement, nint most)
    {
        nint length = PyUnicode.Length(self), oldLength = PyUnicode.Length(old), newLength = PyUnicode.Length(replacement);
        if (most == 0 || oldLength > length || PyUnicode.Equal(old, replacement))
            return PyUnicode.ToExact(ts, self);
        if (oldLength == 0)
            return Interleave(ts, self, replacement, most);
        nint first = PyUnicode.Find(ts, self, old, 0, length, 1);
        if (first < 0)
            return first == -2 ? null : PyUnicode.ToExact(ts, self);
        nint times = nint.Min(most, PyUnicode.Count(ts, self, old, first, length));
        if (times < 0)
            return null;
        if (newLength > oldLength && (newLength - oldLength) > (nint.MaxValue - length) / times)
            return Err.Overflow(ts, "replace string is too long");
        var writer = new UnicodeWriter(ts, exact: true);
        writer.Prepare(length + times * (newLength - oldLength), Math.Max(PyUnicode.MaxCharValue(self),
            PyUnicode.MaxCharValue(replacement)));
        nint start = 0;
        for (nint at = first; times > 0 && !writer.Failed; times--)
        {
            writer.WriteSubstring(self, start, at);
            writer.WriteStr(replacement);
            start = at + oldLength;
            at = times > 1 ? PyUnicode.Find(ts, self, old, start, length, 1) : length;
            if (at == -2)
                writer.Fail();
        }
        writer.WriteSubstring(self, start, length);
        return writer.Finish();
    }

    private static PyObject* Interleave(ThreadState* ts, PyObject* self, PyObject* between, nint most)
    {
        nint length = PyUnicode.Length(self), step = PyUnicode.Length(between);
        nint times = nint.Min(most, length + 1);
        if (step > (nint.MaxValue - length) / times)
            return Err.Overflow(ts, "replace string is too long");
        var writer = new UnicodeWriter(ts, exact: true);
        writer.Prepare(length + times * step, Math.Max(PyUnicode.MaxCharValue(self), PyUnicode.MaxCharValue(between)));
        for (nint i = 0; i < times && !writer.Failed; i++)
        {
            writer.WriteStr(between);
            if (i < length)
                writer.WriteChar(PyUnicode.ReadChar(self, i));
        }
        writer.WriteSubstring(self, nint.Min(times, length), length);
        return writer.Finish();
    }
}
