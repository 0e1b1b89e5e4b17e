// Items of native single-character formats (the struct module's, with an optional '@'): their size, unpacking to objects and packing. See docs/internals/buffers.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class BufferFormat
{
    private const string Characters = "cbB?hHiIlLqQnNfdeP";

    /// <summary>For each character, "x\0@x\0": formats of views that were cast outlive the str they came from.</summary>
    private static readonly byte* s_texts = MakeTexts();

    private static byte* MakeTexts()
    {
        byte* texts = (byte*)ImmortalRegion.Allocate(128 * 8);
        foreach (char c in Characters)
        {
            texts[c * 8] = (byte)c;
            texts[(c * 8) + 3] = (byte)'@';
            texts[(c * 8) + 4] = (byte)c;
        }
        return texts;
    }

    /// <summary>The character of a native format, or '\0' when it is anything else.</summary>
    public static char Native(byte* format)
    {
        if (*format == '@')
            format++;
        return *format != 0 && format[1] == 0 && Size((char)*format) != 0 ? (char)*format : '\0';
    }

    public static nint Size(char format) => format switch
    {
        'c' or 'b' or 'B' or '?' => 1,
        'h' or 'H' or 'e' => 2,
        'i' or 'I' or 'f' => 4,
        'l' or 'L' or 'q' or 'Q' or 'n' or 'N' or 'd' or 'P' => 8,
        _ => 0,
    };

    public static bool IsByte(char format) => format is 'b' or 'B' or 'c';

    /// <summary>The lasting text of a native format.</summary>
    public static byte* Lasting(char format, bool prefixed) => s_texts + (format * 8) + (prefixed ? 3 : 0);

    /// <summary>The view's format without prefix, or null with NotImplementedError.</summary>
    public static byte* Supported(ThreadState* ts, Py_buffer* view)
    {
        byte* format = view->format;
        byte* bare = *format == '@' ? format + 1 : format;
        if (*bare != 0 && bare[1] == 0)
            return bare;
        Err.SetString(ts, Exc.NotImplementedError, $"memoryview: unsupported format {Utf8Text.ToString(format)}");
        return null;
    }

    /// <summary>The item as an object.</summary>
    public static PyObject* Unpack(ThreadState* ts, byte* item, byte* format) => (char)*format switch
    {
        'B' => PyLong.SmallInt(*item),
        'b' => PyLong.FromInt64(ts, (sbyte)*item),
        'h' => PyLong.FromInt64(ts, Unsafe.ReadUnaligned<short>(item)),
        'H' => PyLong.FromInt64(ts, Unsafe.ReadUnaligned<ushort>(item)),
        'i' => PyLong.FromInt64(ts, Unsafe.ReadUnaligned<int>(item)),
        'I' => PyLong.FromInt64(ts, Unsafe.ReadUnaligned<uint>(item)),
        'l' or 'q' or 'n' => PyLong.FromInt64(ts, Unsafe.ReadUnaligned<long>(item)),
        'L' or 'Q' or 'N' or 'P' => PyLong.FromUInt64(ts, Unsafe.ReadUnaligned<ulong>(item)),
        '?' => Py.Bool(*item != 0),
        'f' => PyFloat.FromDouble(ts, Unsafe.ReadUnaligned<float>(item)),
        'd' => PyFloat.FromDouble(ts, Unsafe.ReadUnaligned<double>(item)),
        'e' => PyFloat.FromDouble(ts, (double)Unsafe.ReadUnaligned<Half>(item)),
        'c' => PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(item, 1)),
        _ => Err.SetString(ts, Exc.NotImplementedError, $"memoryview: format {Utf8Text.ToString(format)} not supported"),
    };

    // ---- Packing --------------------------------------------------------------------------------------------------------------------------

    private static Status InvalidValue(ThreadState* ts, byte* format) => Err.ValueStatus(ts, $"memoryview: invalid value for format '{Utf8Text.ToString(format)}'");

    private static Status InvalidType(ThreadState* ts, byte* format) => Err.TypeStatus(ts, $"memoryview: invalid type for format '{Utf8Text.ToString(format)}'");

    /// <summary>A conversion failed: wrong types and values get the format's message, other errors stay.</summary>
    private static Status Explain(ThreadState* ts, byte* format)
    {
        if (Err.ClearIf(ts, Exc.TypeError))
            return InvalidType(ts, format);
        if (Err.ClearIf(ts, Exc.OverflowError) || Err.ClearIf(ts, Exc.ValueError))
            return InvalidValue(ts, format);
        return Status.Error;
    }

    /// <summary>Stores the object as an item. Converting runs Python code, which may release the view: that is an error.</summary>
    public static Status Pack(ThreadState* ts, PyMemoryViewObject* self, byte* item, PyObject* value, byte* format)
    {
        switch ((char)*format)
        {
            case 'b' or 'h' or 'i' or 'l' or 'q' or 'n':
                return PackSigned(ts, self, item, value, format);
            case 'B' or 'H' or 'I' or 'L' or 'Q' or 'N':
                return PackUnsigned(ts, self, item, value, format, mustBeInt: false);
            case 'P':
                return PackUnsigned(ts, self, item, value, format, mustBeInt: true);
            case 'f' or 'd' or 'e':
                return PackFloat(ts, self, item, value, format);
            case '?':
                Truth truth = Obj.IsTrue(ts, value);
                if (truth == Truth.Error || !PyMemoryView.CheckLive(ts, self))
                    return Status.Error;
                *item = (byte)truth;
                return Status.Ok;
            case 'c':
                if (!PyBytes.Check(value))
                    return InvalidType(ts, format);
                if (PyBytes.Length(value) != 1)
                    return InvalidValue(ts, format);
                *item = *PyBytes.Data(value);
                return Status.Ok;
            default:
                Err.SetString(ts, Exc.NotImplementedError, $"memoryview: format {Utf8Text.ToString(format)} not supported");
                return Status.Error;
        }
    }

    private static Status PackSigned(ThreadState* ts, PyMemoryViewObject* self, byte* item, PyObject* value, byte* format)
    {
        using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, value));
        if (number.IsNull)
            return Explain(ts, format);
        long x = PyLong.AsInt64(ts, number.Pointer);
        if (x == -1 && Err.Occurred(ts))
            return Explain(ts, format);
        if (!PyMemoryView.CheckLive(ts, self))
            return Status.Error;
        switch ((char)*format)
        {
            case 'b':
                if (x != (sbyte)x)
                    return InvalidValue(ts, format);
                *item = (byte)x;
                return Status.Ok;
            case 'h':
                if (x != (short)x)
                    return InvalidValue(ts, format);
                Unsafe.WriteUnaligned(item, (short)x);
                return Status.Ok;
            case 'i':
                if (x != (int)x)
                    return InvalidValue(ts, format);
                Unsafe.WriteUnaligned(item, (int)x);
                return Status.Ok;
            default:
                Unsafe.WriteUnaligned(item, x);
                return Status.Ok;
        }
    }

    private static Status PackUnsigned(ThreadState* ts, PyMemoryViewObject* self, byte* item, PyObject* value, byte* format, bool mustBeInt)
    {
        // A pointer takes an int alone.
        if (mustBeInt && !PyLong.Check(value))
            return InvalidType(ts, format);
        using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, value));
        if (number.IsNull)
            return Explain(ts, format);
        ulong x = mustBeInt && PyLong.IsNegative(number.Pointer) ? (ulong)PyLong.AsInt64(ts, number.Pointer) : PyLong.AsUInt64(ts, number.Pointer);
        if (Err.Occurred(ts))
            return Explain(ts, format);
        if (!PyMemoryView.CheckLive(ts, self))
            return Status.Error;
        switch ((char)*format)
        {
            case 'B':
                if (x > byte.MaxValue)
                    return InvalidValue(ts, format);
                *item = (byte)x;
                return Status.Ok;
            case 'H':
                if (x > ushort.MaxValue)
                    return InvalidValue(ts, format);
                Unsafe.WriteUnaligned(item, (ushort)x);
                return Status.Ok;
            case 'I':
                if (x > uint.MaxValue)
                    return InvalidValue(ts, format);
                Unsafe.WriteUnaligned(item, (uint)x);
                return Status.Ok;
            default:
                Unsafe.WriteUnaligned(item, x);
                return Status.Ok;
        }
    }

    private static Status PackFloat(ThreadState* ts, PyMemoryViewObject* self, byte* item, PyObject* value, byte* format)
    {
        double x = PyFloat.AsDouble(ts, value);
        if (x == -1 && Err.Occurred(ts))
            return Explain(ts, format);
        if (!PyMemoryView.CheckLive(ts, self))
            return Status.Error;
        switch ((char)*format)
        {
            case 'f':
                Unsafe.WriteUnaligned(item, (float)x);
                return Status.Ok;
            case 'd':
                Unsafe.WriteUnaligned(item, x);
                return Status.Ok;
            default:
                Half half = (Half)x;
                if (Half.IsInfinity(half) && double.IsFinite(x))
                    return InvalidValue(ts, format);
                Unsafe.WriteUnaligned(item, half);
                return Status.Ok;
        }
    }
}
