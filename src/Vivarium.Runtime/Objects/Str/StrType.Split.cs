// split, splitlines, partition and join. See docs/internals/str.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class StrType
{
    [PyMethod("($self, /, sep=None, maxsplit=-1)",
        Doc = "Return a list of the words of the string, separated by sep, or by runs of whitespace without it.\n\n"
        + "At most maxsplit splits are made, from the front (-1: no limit).")]
    private static PyObject* split(ThreadState* ts, PyObject* self, PyObject* sep, nint maxsplit)
    {
        if (sep == Py.None)
            return SplitWhitespace(ts, self, maxsplit < 0 ? nint.MaxValue : maxsplit);
        return CheckSeparator(ts, sep) ? Split(ts, self, sep, maxsplit < 0 ? nint.MaxValue : maxsplit) : null;
    }

    [PyMethod("($self, /, sep=None, maxsplit=-1)", Doc = "Like split, with the splits made from the end of the string.")]
    private static PyObject* rsplit(ThreadState* ts, PyObject* self, PyObject* sep, nint maxsplit)
    {
        if (sep == Py.None)
            return RsplitWhitespace(ts, self, maxsplit < 0 ? nint.MaxValue : maxsplit);
        return CheckSeparator(ts, sep) ? Rsplit(ts, self, sep, maxsplit < 0 ? nint.MaxValue : maxsplit) : null;
    }

    private static bool CheckSeparator(ThreadState* ts, PyObject* sep)
    {
        if (!PyUnicode.Check(sep))
        {
            Err.Type(ts, $"must be str or None, not {PyType.NameOf(sep)}");
            return false;
        }
        if (PyUnicode.Length(sep) == 0)
        {
            Err.Value(ts, "empty separator");
            return false;
        }
        return true;
    }

    /// <summary>Appends s[start:end] to an owned list; a failure releases the list and gives null.</summary>
    private static PyObject* AddPiece(ThreadState* ts, PyObject* list, PyObject* s, nint start, nint end)
    {
        PyObject* piece = PyUnicode.Substring(ts, s, start, end);
        if (piece != null && PyList.AppendSteal(ts, list, piece) == Status.Ok)
            return list;
        Ref.Dec(ts, list);
        return null;
    }

    private static PyObject* Split(ThreadState* ts, PyObject* self, PyObject* sep, nint most)
    {
        PyObject* list = PyList.New(ts, 0);
        nint start = 0, length = PyUnicode.Length(self), sepLength = PyUnicode.Length(sep);
        while (list != null && most-- > 0)
        {
            nint at = PyUnicode.Find(ts, self, sep, start, length, 1);
            if (at == -2)
            {
                Ref.Dec(ts, list);
                return null;
            }
            if (at < 0)
                break;
            list = AddPiece(ts, list, self, start, at);
            start = at + sepLength;
        }
        return list == null ? null : AddPiece(ts, list, self, start, length);
    }

    private static PyObject* Rsplit(ThreadState* ts, PyObject* self, PyObject* sep, nint most)
    {
        PyObject* list = PyList.New(ts, 0);
        nint end = PyUnicode.Length(self), sepLength = PyUnicode.Length(sep);
        while (list != null && most-- > 0)
        {
            nint at = PyUnicode.Find(ts, self, sep, 0, end, -1);
            if (at == -2)
            {
                Ref.Dec(ts, list);
                return null;
            }
            if (at < 0)
                break;
            list = AddPiece(ts, list, self, at + sepLength, end);
            end = at;
        }
        return list == null ? null : Reversed(ts, AddPiece(ts, list, self, 0, end));
    }

    private static PyObject* Reversed(ThreadState* ts, PyObject* list)
    {
        if (list != null && PyList.Reverse(ts, list) == Status.Error)
        {
            Ref.Dec(ts, list);
            return null;
        }
        return list;
    }

    private static PyObject* SplitWhitespace(ThreadState* ts, PyObject* self, nint most)
    {
        PyObject* list = PyList.New(ts, 0);
        nint i = 0, length = PyUnicode.Length(self);
        int kind = PyUnicode.Kind(self);
        void* data = PyUnicode.Data(self);
        while (list != null)
        {
            i = SkipSpace(kind, data, i, length);
            if (i == length)
                return list;
            if (most-- <= 0)
                return AddPiece(ts, list, self, i, SkipSpaceBack(kind, data, length, trim: false));
            nint start = i;
            while (i < length && !UnicodeData.IsSpace(PyUnicode.Read(kind, data, i)))
                i++;
            list = AddPiece(ts, list, self, start, i);
        }
        return null;
    }

    private static PyObject* RsplitWhitespace(ThreadState* ts, PyObject* self, nint most)
    {
        PyObject* list = PyList.New(ts, 0);
        int kind = PyUnicode.Kind(self);
        void* data = PyUnicode.Data(self);
        nint end = PyUnicode.Length(self);
        while (list != null)
        {
            end = SkipSpaceBack(kind, data, end, trim: true);
            if (end == 0)
                return Reversed(ts, list);
            if (most-- <= 0)
                return Reversed(ts, AddPiece(ts, list, self, 0, end));
            nint i = end;
            while (i > 0 && !UnicodeData.IsSpace(PyUnicode.Read(kind, data, i - 1)))
                i--;
            list = AddPiece(ts, list, self, i, end);
            end = i;
        }
        return null;
    }

    private static nint SkipSpace(int kind, void* data, nint i, nint length)
    {
        while (i < length && UnicodeData.IsSpace(PyUnicode.Read(kind, data, i)))
            i++;
        return i;
    }

    private static nint SkipSpaceBack(int kind, void* data, nint end, bool trim)
    {
        while (trim && end > 0 && UnicodeData.IsSpace(PyUnicode.Read(kind, data, end - 1)))
            end--;
        return end;
    }

    [PyMethod("($self, /, keepends=False)", Doc = "Return a list of the lines of the string; their ends are kept if keepends is true.")]
    private static PyObject* splitlines(ThreadState* ts, PyObject* self, bool keepends)
    {
        PyObject* list = PyList.New(ts, 0);
        int kind = PyUnicode.Kind(self);
        void* data = PyUnicode.Data(self);
        nint length = PyUnicode.Length(self);
        for (nint i = 0; list != null && i < length;)
        {
            nint start = i;
            while (i < length && !UnicodeData.IsLineBreak(PyUnicode.Read(kind, data, i)))
                i++;
            nint end = i;
            if (i < length)
            {
                i += PyUnicode.Read(kind, data, i) == '\r' && i + 1 < length && PyUnicode.Read(kind, data, i + 1) == '\n' ? 2 : 1;
                if (keepends)
                    end = i;
            }
            list = AddPiece(ts, list, self, start, end);
        }
        return list;
    }

    [PyMethod("($self, sep, /)",
        Doc = "Return the part before the first occurrence of the separator, the separator, and the part after it.\n\n"
        + "Without an occurrence: the string and two empty strings.")]
    private static PyObject* partition(ThreadState* ts, PyObject* self, PyObject* sep) => Partition(ts, self, sep, 1);

    [PyMethod("($self, sep, /)",
        Doc = "Return the part before the last occurrence of the separator, the separator, and the part after it.\n\n"
        + "Without an occurrence: two empty strings and the string.")]
    private static PyObject* rpartition(ThreadState* ts, PyObject* self, PyObject* sep) => Partition(ts, self, sep, -1);

    private static PyObject* Partition(ThreadState* ts, PyObject* self, PyObject* sep, int direction)
    {
        if (!PyUnicode.Check(sep))
            return Err.Type(ts, $"must be str, not {PyType.NameOf(sep)}");
        nint length = PyUnicode.Length(self);
        if (PyUnicode.Length(sep) == 0)
            return Err.Value(ts, "empty separator");
        nint at = PyUnicode.Find(ts, self, sep, 0, length, direction);
        if (at == -2)
            return null;
        using var whole = Own.Of(ts, at < 0 ? PyUnicode.ToExact(ts, self) : null);
        if (at < 0)
        {
            PyObject* none = StaticStrings.Empty;
            if (whole.IsNull)
                return null;
            return direction > 0 ? PyTuple.Pack(ts, whole.Object, none, none) : PyTuple.Pack(ts, none, none, whole.Object);
        }
        using var before = Own.Of(ts, PyUnicode.Substring(ts, self, 0, at));
        using var after = Own.Of(ts, before.IsNull ? null : PyUnicode.Substring(ts, self, at + PyUnicode.Length(sep), length));
        return after.IsNull ? null : PyTuple.Pack(ts, before.Object, sep, after.Object);
    }

    [PyMethod("($self, iterable, /)", Doc = "Return the strings of the iterable joined into one, with this string between them.")]
    private static PyObject* join(ThreadState* ts, PyObject* self, PyObject* iterable) => PyUnicode.Join(ts, self, iterable);
}
