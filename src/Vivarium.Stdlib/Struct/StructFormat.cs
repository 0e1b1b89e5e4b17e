// Formats of the module struct: parsed once into codes with offset, size and count. Native formats ('@') align their items; the others are packed in the byte order they name.
// See docs/internals/buffers.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Structs;

/// <summary>One code of a format; as large as CPython's, which <c>__sizeof__</c> counts.</summary>
internal struct formatcode
{
    public byte format;
    public byte big;
    public nint offset;
    public nint size;
    /// <summary>How many items; 's' and 'p' are one item of <see cref="size"/> bytes.</summary>
    public nint repeat;
}

[PyType("struct.error", Layout = typeof(PyBaseExceptionObject), Base = typeof(ExceptionType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc)]
internal static unsafe partial class StructErrorType
{
    public static PyObject* Raise(ThreadState* ts, string message) => Err.SetString(ts, Type, message);

    public static Status Fail(ThreadState* ts, string message)
    {
        Raise(ts, message);
        return Status.Error;
    }
}

internal static unsafe class StructFormat
{
    private static nint NativeSize(byte c) => c switch
    {
        (byte)'x' or (byte)'b' or (byte)'B' or (byte)'c' or (byte)'s' or (byte)'p' or (byte)'?' => 1,
        (byte)'h' or (byte)'H' or (byte)'e' => 2,
        (byte)'i' or (byte)'I' or (byte)'f' => 4,
        (byte)'l' or (byte)'L' or (byte)'q' or (byte)'Q' or (byte)'n' or (byte)'N' or (byte)'d' or (byte)'P' or (byte)'F' => 8,
        (byte)'D' => 16,
        _ => 0,
    };

    private static nint StandardSize(byte c) => c switch
    {
        (byte)'l' or (byte)'L' => 4,
        (byte)'n' or (byte)'N' or (byte)'P' => 0,
        _ => NativeSize(c),
    };

    /// <summary>Of a complex number the parts are aligned.</summary>
    private static nint Alignment(byte c, nint size) => c is (byte)'F' or (byte)'D' ? size / 2 : size;

    /// <summary>Fills *codes (a block of the heap, ended by a code of format 0), the size of the whole and the number of items.</summary>
    public static Status Parse(ThreadState* ts, ReadOnlySpan<byte> text, formatcode** codes, nint* size, nint* items)
    {
        bool native = true;
        byte big = 0;
        if (text.Length > 0 && text[0] is (byte)'@' or (byte)'=' or (byte)'<' or (byte)'>' or (byte)'!')
        {
            native = text[0] == '@';
            big = (byte)(text[0] is (byte)'>' or (byte)'!' ? 1 : 0);
            text = text[1..];
        }
        // No format has more codes than characters.
        formatcode* to = (formatcode*)MemDomain.Malloc(ts->interp->heap, (nuint)(text.Length + 1) * (nuint)sizeof(formatcode));
        if (to == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        int count = 0;
        Status status = Fill(ts, text, native, big, to, &count, size, items);
        if (status != Status.Ok)
        {
            MemDomain.Free(ts->interp->heap, to);
            return status;
        }
        to[count] = default;
        to[count].offset = *size;
        *codes = to;
        return Status.Ok;
    }

    private static Status Fill(ThreadState* ts, ReadOnlySpan<byte> text, bool native, byte big, formatcode* to, int* count, nint* size, nint* items)
    {
        Int128 offset = 0;
        Int128 number = 0;
        for (int i = 0; i < text.Length;)
        {
            byte c = text[i++];
            if (c is (byte)' ' or (>= 9 and <= 13))
                continue;
            number = 1;
            if (c is >= (byte)'0' and <= (byte)'9')
            {
                number = c - '0';
                while (i < text.Length && text[i] is >= (byte)'0' and <= (byte)'9')
                {
                    number = (number * 10) + (text[i++] - '0');
                    if (number > nint.MaxValue)
                        return StructErrorType.Fail(ts, "total struct size too long");
                }
                if (i == text.Length)
                    return StructErrorType.Fail(ts, "repeat count given without format specifier");
                c = text[i++];
            }
            nint itemSize = native ? NativeSize(c) : StandardSize(c);
            if (itemSize == 0)
                return StructErrorType.Fail(ts, c == 0 ? "embedded null character" : "bad char in struct format");
            nint alignment = native ? Alignment(c, itemSize) : 1;
            offset = (offset + alignment - 1) / alignment * alignment;
            if (c is (byte)'s' or (byte)'p')
            {
                to[(*count)++] = new formatcode { format = c, big = big, offset = (nint)offset, size = (nint)number, repeat = 1 };
                (*items)++;
            }
            else if (c != 'x' && number > 0)
            {
                to[(*count)++] = new formatcode { format = c, big = big, offset = (nint)offset, size = itemSize, repeat = (nint)number };
                *items += (nint)number;
            }
            offset += number * itemSize;
            if (offset > nint.MaxValue)
                return StructErrorType.Fail(ts, "total struct size too long");
        }
        *size = (nint)offset;
        return Status.Ok;
    }
}
