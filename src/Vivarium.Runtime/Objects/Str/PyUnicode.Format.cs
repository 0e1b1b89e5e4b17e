// The entry points of formatting. See docs/internals/str.md.
using Vivarium.Runtime.Objects.Formatting;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyUnicode
{
    /// <summary>format % args</summary>
    public static PyObject* Format(ThreadState* ts, PyObject* format, PyObject* args) => StrPercent.Format(ts, format, args);

    /// <summary>format(o, spec) of the str, int and float types, spec being a str.</summary>
    public static PyObject* FormatWithSpec(ThreadState* ts, PyObject* o, PyObject* spec)
    {
        if (Check(o))
            return StrSpec.Format(ts, o, spec);
        if (PyLong.Check(o))
            return NumberFormat.FormatInt(ts, o, spec);
        return NumberFormat.FormatFloat(ts, o, spec);
    }
}
