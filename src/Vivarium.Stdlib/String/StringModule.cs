// _string: the parsers behind str.format, for string.Formatter. See docs/internals/str.md.
using Vivarium.Runtime.Objects.Formatting;

namespace Vivarium.Stdlib.String;

[PyModule("_string", Doc = "The parsers of str.format, for string.Formatter.")]
internal static unsafe partial class StringModule
{
    [PyFunction("($module, object, /)",
        Doc = "Return an iterator over the pieces of a format string: (literal, field_name, format_spec, conversion).")]
    private static PyObject* formatter_parser(ThreadState* ts, PyObject* module, PyObject* @object) =>
        PyUnicode.Check(@object) ? FormatterIteratorType.New(ts, @object) : Err.Type(ts, $"expected str, got {PyType.NameOf(@object)}");

    [PyFunction("($module, object, /)",
        Doc = "Return the first part of a field name and an iterator over the others: (is_attribute, name).")]
    private static PyObject* formatter_field_name_split(ThreadState* ts, PyObject* module, PyObject* @object)
    {
        if (!PyUnicode.Check(@object))
            return Err.Type(ts, $"expected str, got {PyType.NameOf(@object)}");
        nint length = PyUnicode.Length(@object);
        nint end = FieldNameParser.FirstEnd(@object, 0, length);
        nint number = FieldNameParser.Number(ts, @object, 0, end);
        if (number == -2)
            return null;
        using var first = Own.Of(ts, number >= 0 ? PyLong.FromNInt(ts, number) : PyUnicode.Substring(ts, @object, 0, end));
        using var rest = Own.Of(ts, first.IsNull ? null : FieldNameIteratorType.New(ts, @object, end));
        return rest.IsNull ? null : PyTuple.Pack(ts, first.Object, rest.Object);
    }
}
