// strftime: the C library formats the pieces of the format that are ASCII; what lies between them is copied. Invariant: the text handed to the library never holds a NUL.
using System.Buffers;

namespace Vivarium.Stdlib.Time;

internal static unsafe class TimeFormat
{
    private const int FirstSize = 1024;

    public static PyObject* Format(ThreadState* ts, PyObject* format, Tm* tm)
    {
        UnicodeWriter writer = new(ts);
        nint length = PyUnicode.Length(format);
        nint i = 0;
        while (i < length && !writer.Failed)
        {
            nint start = i;
            while (i < length && PyUnicode.ReadChar(format, i) is > 0 and < 128)
                i++;
            if (i > start)
                Piece(ts, ref writer, format, start, i, tm);
            start = i;
            while (i < length && PyUnicode.ReadChar(format, i) != '%')
                i++;
            writer.WriteSubstring(format, start, i);
        }
        return writer.Finish();
    }

    private static void Piece(ThreadState* ts, ref UnicodeWriter writer, PyObject* format, nint start, nint end, Tm* tm)
    {
        int length = (int)(end - start);
        byte[] text = ArrayPool<byte>.Shared.Rent(length + 1);
        for (int i = 0; i < length; i++)
            text[i] = (byte)PyUnicode.ReadChar(format, start + i);
        text[length] = 0;
        fixed (byte* pointer = text)
            Write(ts, ref writer, pointer, length, tm);
        ArrayPool<byte>.Shared.Return(text);
    }

    /// <summary>The library says 0 both for too small a buffer and for an empty result: one 256 times as long as the format was not too small.</summary>
    private static void Write(ThreadState* ts, ref UnicodeWriter writer, byte* format, int length, Tm* tm)
    {
        for (int size = FirstSize; ; size *= 2)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(size);
            nuint written;
            fixed (byte* pointer = buffer)
            {
                written = TimeCalls.strftime(pointer, (nuint)buffer.Length, format, tm);
                if (written > 0)
                    writer.WriteSteal(PyUnicode.DecodeFSDefault(ts, new ReadOnlySpan<byte>(pointer, (int)written)));
            }
            ArrayPool<byte>.Shared.Return(buffer);
            if (written > 0 || size >= 256L * length)
                return;
        }
    }
}
