// A format specification taken apart: [[fill]align][sign][z][#][0][width][grouping][.precision[grouping]][type]. Shared by str, int, float and complex.
// See docs/internals/formatting.md.
namespace Vivarium.Runtime.Objects.Formatting;

internal unsafe struct FormatSpec
{
    public uint fill;
    /// <summary>&lt; &gt; = ^</summary>
    public char align;
    /// <summary>+ - space, or 0.</summary>
    public char sign;
    public bool alternate;
    /// <summary>z: a negative number that rounds to zero loses its sign.</summary>
    public bool no_neg_zero;
    public bool align_specified;
    /// <summary>-1 without one.</summary>
    public nint width;
    /// <summary>, or _ between groups of the integer part, or 0.</summary>
    public char thousands;
    /// <summary>The same for the fraction.</summary>
    public char fraction_thousands;
    public nint precision;
    /// <summary>The type character, or the default given to <see cref="Parse"/>.</summary>
    public uint type;

    /// <summary>Groups of four for binary, octal and hexadecimal digits, else of three.</summary>
    public readonly int GroupSize => type is 'b' or 'o' or 'x' or 'X' ? 4 : 3;

    private static bool IsAlign(uint ch) => ch is '<' or '>' or '=' or '^';

    /// <summary>Reads a str. The object is the one to be formatted, for messages.</summary>
    public static Status Parse(ThreadState* ts, PyObject* text, char defaultType, char defaultAlign, PyObject* o, out FormatSpec spec)
    {
        spec = new FormatSpec { fill = ' ', align = defaultAlign, width = -1, precision = -1, type = defaultType };
        var reader = new Reader(text);
        bool fillSpecified = false;
        if (reader.Left >= 2 && IsAlign(reader.Peek(1)))
        {
            spec.fill = reader.Take();
            spec.align = (char)reader.Take();
            fillSpecified = spec.align_specified = true;
        }
        else if (IsAlign(reader.Peek(0)))
        {
            spec.align = (char)reader.Take();
            spec.align_specified = true;
        }
        if (reader.Peek(0) is '+' or '-' or ' ')
            spec.sign = (char)reader.Take();
        spec.no_neg_zero = reader.TakeIf('z');
        spec.alternate = reader.TakeIf('#');
        if (!fillSpecified && reader.TakeIf('0'))
        {
            spec.fill = '0';
            if (!spec.align_specified && defaultAlign == '>')
                spec.align = '=';
        }
        if (ReadNumber(ts, ref reader, out spec.width) < 0 || ReadGrouping(ts, ref reader, out spec.thousands) < 0)
            return Status.Error;
        if (reader.TakeIf('.'))
        {
            if (ReadNumber(ts, ref reader, out spec.precision) < 0 || ReadGrouping(ts, ref reader, out spec.fraction_thousands) < 0)
                return Status.Error;
            if (spec.precision < 0 && spec.fraction_thousands == 0)
                return Err.ValueStatus(ts, "Format specifier missing precision");
        }
        if (reader.Left > 1)
            return Err.ValueStatus(ts, $"Invalid format specifier '{PyUnicode.ToString(text)}' for object of type '{PyType.NameOf(o)}'");
        if (reader.Left == 1)
            spec.type = reader.Take();
        if (spec.fraction_thousands != 0 && spec.type == 'n')
            return Err.ValueStatus(ts, $"Cannot specify '{spec.fraction_thousands}' with 'n'.");
        return spec.thousands == 0 ? Status.Ok : CheckGrouping(ts, spec);
    }

    private static Status CheckGrouping(ThreadState* ts, in FormatSpec spec)
    {
        bool fits = spec.type switch
        {
            'd' or 'e' or 'f' or 'g' or 'E' or 'G' or 'F' or '%' or 0 => true,
            'b' or 'o' or 'x' or 'X' => spec.thousands == '_',
            _ => false,
        };
        return fits ? Status.Ok : Err.ValueStatus(ts, $"Cannot specify '{spec.thousands}' with '{Shown(spec.type)}'.");
    }

    /// <summary>A type character in a message.</summary>
    private static string Shown(uint type) => type is > 32 and < 128 ? ((char)type).ToString() : "\\x" + type.ToString("x");

    public static PyObject* UnknownType(ThreadState* ts, uint type, PyObject* o) =>
        Err.Value(ts, $"Unknown format code '{Shown(type)}' for object of type '{PyType.NameOf(o)}'");

    private static Status ReadNumber(ThreadState* ts, ref Reader reader, out nint value)
    {
        value = -1;
        while (PyDigit(reader.Peek(0)) is int digit and >= 0)
        {
            if (value > (nint.MaxValue - digit) / 10)
                return Err.ValueStatus(ts, "Too many decimal digits in format string");
            value = Math.Max(0, value) * 10 + digit;
            reader.Take();
        }
        return Status.Ok;
    }

    private static int PyDigit(uint ch) => ch is >= '0' and <= '9' ? (int)ch - '0' : ch < 128 ? -1 : NumberText.DecimalValue(ch);

    private static Status ReadGrouping(ThreadState* ts, ref Reader reader, out char grouping)
    {
        grouping = '\0';
        if (reader.TakeIf(','))
            grouping = ',';
        if (reader.Peek(0) == '_')
        {
            if (grouping != 0)
                return Err.ValueStatus(ts, "Cannot specify both ',' and '_'.");
            grouping = (char)reader.Take();
        }
        if (reader.Peek(0) == ',' && grouping == '_')
            return Err.ValueStatus(ts, "Cannot specify both ',' and '_'.");
        return Status.Ok;
    }

    private ref struct Reader(PyObject* text)
    {
        private readonly int _kind = PyUnicode.Kind(text);
        private readonly void* _data = PyUnicode.Data(text);
        private readonly nint _length = PyUnicode.Length(text);
        private nint _position;

        public readonly nint Left => _length - _position;

        /// <summary>0xFFFFFFFF beyond the end.</summary>
        public readonly uint Peek(nint ahead) => _position + ahead < _length ? PyUnicode.Read(_kind, _data, _position + ahead) : uint.MaxValue;

        public uint Take() => PyUnicode.Read(_kind, _data, _position++);

        public bool TakeIf(char ch)
        {
            if (Peek(0) != ch)
                return false;
            _position++;
            return true;
        }
    }
}
