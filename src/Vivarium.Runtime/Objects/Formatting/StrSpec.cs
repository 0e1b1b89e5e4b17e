// format() of a str by a specification: padding and cutting. See docs/internals/str.md.
namespace Vivarium.Runtime.Objects.Formatting;

internal static unsafe class StrSpec
{
    public static PyObject* Format(ThreadState* ts, PyObject* o, PyObject* text)
    {
        if (PyUnicode.Length(text) == 0)
            return PyUnicode.CheckExact(o) ? Ref.New(o) : Obj.Str(ts, o);
        if (FormatSpec.Parse(ts, text, 's', '<', o, out FormatSpec spec) == Status.Error)
            return null;
        if (spec.type != 's')
            return FormatSpec.UnknownType(ts, spec.type, o);
        if (spec.sign != 0)
            return Err.Value(ts, spec.sign == ' ' ? "Space not allowed in string format specifier"
                : "Sign not allowed in string format specifier");
        if (spec.no_neg_zero)
            return Err.Value(ts, "Negative zero coercion (z) not allowed in string format specifier");
        if (spec.alternate)
            return Err.Value(ts, "Alternate form (#) not allowed in string format specifier");
        if (spec.align == '=')
            return Err.Value(ts, "'=' alignment not allowed in string format specifier");
        nint length = PyUnicode.Length(o);
        if (spec.precision >= 0 && spec.precision < length)
            length = spec.precision;
        nint padding = nint.Max(0, spec.width - length);
        nint left = spec.align == '>' ? padding : spec.align == '^' ? padding / 2 : 0;
        if (padding == 0 && length == PyUnicode.Length(o))
            return Ref.New(o);
        if (padding == 0)
            return PyUnicode.Substring(ts, o, 0, length);
        var writer = new UnicodeWriter(ts, exact: true);
        writer.Prepare(length + padding, Math.Max(PyUnicode.MaxCharValue(o), spec.fill));
        writer.WriteRepeated(spec.fill, left);
        writer.WriteSubstring(o, 0, length);
        writer.WriteRepeated(spec.fill, padding - left);
        return writer.Finish();
    }
}
