// find, index, count, startswith and their relatives. See docs/internals/str.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class StrType
{
    [PyMethod("($self, sub[, start[, end]], /)", Doc = "Return the lowest index of the substring within s[start:end], or -1.")]
    private static nint find(ThreadState* ts, PyObject* self, [Of(typeof(StrType))] PyObject* sub, [SliceIndex] nint start = 0,
        [SliceIndex] nint end = int.MaxValue) =>
        Found(PyUnicode.Find(ts, self, sub, start, end, 1));

    [PyMethod("($self, sub[, start[, end]], /)", Doc = "Return the highest index of the substring within s[start:end], or -1.")]
    private static nint rfind(ThreadState* ts, PyObject* self, [Of(typeof(StrType))] PyObject* sub, [SliceIndex] nint start = 0,
        [SliceIndex] nint end = int.MaxValue) =>
        Found(PyUnicode.Find(ts, self, sub, start, end, -1));

    [PyMethod("($self, sub[, start[, end]], /)",
        Doc = "Return the lowest index of the substring within s[start:end]; ValueError if it is not there.")]
    private static nint index(ThreadState* ts, PyObject* self, [Of(typeof(StrType))] PyObject* sub, [SliceIndex] nint start = 0,
        [SliceIndex] nint end = int.MaxValue) =>
        Required(ts, PyUnicode.Find(ts, self, sub, start, end, 1));

    [PyMethod("($self, sub[, start[, end]], /)",
        Doc = "Return the highest index of the substring within s[start:end]; ValueError if it is not there.")]
    private static nint rindex(ThreadState* ts, PyObject* self, [Of(typeof(StrType))] PyObject* sub, [SliceIndex] nint start = 0,
        [SliceIndex] nint end = int.MaxValue) =>
        Required(ts, PyUnicode.Find(ts, self, sub, start, end, -1));

    [PyMethod("($self, sub[, start[, end]], /)", Doc = "Return how often the substring occurs, without overlaps, within s[start:end].")]
    private static nint count(ThreadState* ts, PyObject* self, [Of(typeof(StrType))] PyObject* sub, [SliceIndex] nint start = 0,
        [SliceIndex] nint end = int.MaxValue) =>
        PyUnicode.Count(ts, self, sub, start, end);

    [PyMethod("($self, prefix[, start[, end]], /)",
        Doc = "Return True if s[start:end] begins with the prefix, or with one of a tuple of prefixes.")]
    private static Truth startswith(ThreadState* ts, PyObject* self, PyObject* prefix, [SliceIndex] nint start = 0,
        [SliceIndex] nint end = int.MaxValue) =>
        TailMatch(ts, self, prefix, start, end, -1, "startswith");

    [PyMethod("($self, suffix[, start[, end]], /)",
        Doc = "Return True if s[start:end] ends with the suffix, or with one of a tuple of suffixes.")]
    private static Truth endswith(ThreadState* ts, PyObject* self, PyObject* suffix, [SliceIndex] nint start = 0,
        [SliceIndex] nint end = int.MaxValue) =>
        TailMatch(ts, self, suffix, start, end, 1, "endswith");

    private static nint Found(nint index) => index == -2 ? -1 : index;

    private static nint Required(ThreadState* ts, nint index)
    {
        if (index == -1)
            Err.Value(ts, "substring not found");
        return index < 0 ? -1 : index;
    }

    private static Truth TailMatch(ThreadState* ts, PyObject* self, PyObject* affix, nint start, nint end, int direction, string name)
    {
        if (PyTuple.Check(affix))
        {
            for (nint i = 0, n = PyTuple.Size(affix); i < n; i++)
            {
                PyObject* item = PyTuple.GetBorrowed(affix, i);
                if (!PyUnicode.Check(item))
                {
                    Err.Type(ts, $"tuple for {name} must only contain str, not {PyType.NameOf(item)}");
                    return Truth.Error;
                }
                if (PyUnicode.TailMatch(self, item, start, end, direction))
                    return Truth.True;
            }
            return Truth.False;
        }
        if (!PyUnicode.Check(affix))
        {
            Err.Type(ts, $"{name} first arg must be str or a tuple of str, not {PyType.NameOf(affix)}");
            return Truth.Error;
        }
        return PyUnicode.TailMatch(self, affix, start, end, direction) ? Truth.True : Truth.False;
    }

    [PyMethod("($self, prefix, /)", Doc = "Return the string without the prefix, if it begins with it.")]
    private static PyObject* removeprefix(ThreadState* ts, PyObject* self, [Of(typeof(StrType))] PyObject* prefix)
    {
        nint length = PyUnicode.Length(self);
        return PyUnicode.TailMatch(self, prefix, 0, length, -1)
            ? PyUnicode.Substring(ts, self, PyUnicode.Length(prefix), length)
            : PyUnicode.ToExact(ts, self);
    }

    [PyMethod("($self, suffix, /)", Doc = "Return the string without the suffix, if it ends with it.")]
    private static PyObject* removesuffix(ThreadState* ts, PyObject* self, [Of(typeof(StrType))] PyObject* suffix)
    {
        nint length = PyUnicode.Length(self);
        return PyUnicode.TailMatch(self, suffix, 0, length, 1)
            ? PyUnicode.Substring(ts, self, 0, length - PyUnicode.Length(suffix))
            : PyUnicode.ToExact(ts, self);
    }
}
