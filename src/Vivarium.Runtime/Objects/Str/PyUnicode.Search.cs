// Finding characters and substrings in str of any kinds. A pattern narrower than the text is widened first; a wider one cannot occur.
// See docs/internals/str.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyUnicode
{
    /// <summary>Makes start and end of a slice count from the front and lie within the string.</summary>
    public static void AdjustIndices(nint* start, nint* end, nint length)
    {
        if (*end > length)
        {
            *end = length;
        }
        else if (*end < 0)
        {
            *end += length;
            if (*end < 0)
                *end = 0;
        }
        if (*start < 0)
        {
            *start += length;
            if (*start < 0)
                *start = 0;
        }
    }

    /// <summary>Index of a character between two indices, from the front (direction &gt; 0) or the back; -1 when missing.</summary>
    public static nint FindChar(PyObject* o, uint ch, nint start, nint end, int direction)
    {
        end = nint.Min(end, Length(o));
        if (start >= end)
            return -1;
        int kind = Kind(o);
        if (kind < KindOfMaxChar(ch))
            return -1;
        void* data = Data(o);
        int length = (int)(end - start);
        nint found;
        if (kind == 1)
        {
            var span = new ReadOnlySpan<byte>((byte*)data + start, length);
            found = direction > 0 ? span.IndexOf((byte)ch) : span.LastIndexOf((byte)ch);
        }
        else if (kind == 2)
        {
            var span = new ReadOnlySpan<ushort>((ushort*)data + start, length);
            found = direction > 0 ? span.IndexOf((ushort)ch) : span.LastIndexOf((ushort)ch);
        }
        else
        {
            var span = new ReadOnlySpan<uint>((uint*)data + start, length);
            found = direction > 0 ? span.IndexOf(ch) : span.LastIndexOf(ch);
        }
        return found < 0 ? -1 : found + start;
    }

    /// <summary>Index of a substring within o[start:end]; -1 when missing, -2 on error.</summary>
    public static nint Find(ThreadState* ts, PyObject* o, PyObject* sub, nint start, nint end, int direction)
    {
        AdjustIndices(&start, &end, Length(o));
        nint subLength = Length(sub);
        if (end - start < subLength)
            return -1;
        int kind = Kind(o), subKind = Kind(sub);
        if (kind < subKind)
            return -1;
        if (subLength == 1)
            return FindChar(o, ReadChar(sub, 0), start, end, direction);
        Widened pattern = Widened.Make(ts, sub, kind);
        if (pattern.data == null)
            return -2;
        int length = (int)(end - start);
        nint found = kind switch
        {
            1 => FindIn(new ReadOnlySpan<byte>((byte*)Data(o) + start, length), new ReadOnlySpan<byte>(pattern.data, (int)subLength),
                direction),
            2 => FindIn(new ReadOnlySpan<ushort>((ushort*)Data(o) + start, length), new ReadOnlySpan<ushort>(pattern.data, (int)subLength),
                direction),
            _ => FindIn(new ReadOnlySpan<uint>((uint*)Data(o) + start, length), new ReadOnlySpan<uint>(pattern.data, (int)subLength),
                direction),
        };
        pattern.Free(ts);
        return found < 0 ? -1 : found + start;
    }

    private static nint FindIn<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> pattern, int direction)
        where T : unmanaged, System.Numerics.IBinaryInteger<T> =>
        direction > 0 ? CharSearch.IndexOf(text, pattern) : CharSearch.LastIndexOf(text, pattern);

    /// <summary>Non-overlapping occurrences in o[start:end]; -1 on error.</summary>
    public static nint Count(ThreadState* ts, PyObject* o, PyObject* sub, nint start, nint end)
    {
        AdjustIndices(&start, &end, Length(o));
        nint subLength = Length(sub);
        if (end - start < subLength)
            return 0;
        int kind = Kind(o);
        if (kind < Kind(sub))
            return 0;
        Widened pattern = Widened.Make(ts, sub, kind);
        if (pattern.data == null)
            return -1;
        int length = (int)(end - start);
        nint count = kind switch
        {
            1 => CharSearch.Count(new ReadOnlySpan<byte>((byte*)Data(o) + start, length), new ReadOnlySpan<byte>(pattern.data,
                (int)subLength)),
            2 => CharSearch.Count(new ReadOnlySpan<ushort>((ushort*)Data(o) + start, length), new ReadOnlySpan<ushort>(pattern.data,
                (int)subLength)),
            _ => CharSearch.Count(new ReadOnlySpan<uint>((uint*)Data(o) + start, length), new ReadOnlySpan<uint>(pattern.data,
                (int)subLength)),
        };
        pattern.Free(ts);
        return count;
    }

    /// <summary>sub in o.</summary>
    public static Truth Contains(ThreadState* ts, PyObject* o, PyObject* sub)
    {
        if (!Check(sub))
        {
            Err.Type(ts, $"'in <string>' requires string as left operand, not {PyType.NameOf(sub)}");
            return Truth.Error;
        }
        if (Length(sub) == 1)
            return FindChar(o, ReadChar(sub, 0), 0, Length(o), 1) >= 0 ? Truth.True : Truth.False;
        nint found = Find(ts, o, sub, 0, nint.MaxValue, 1);
        return found == -2 ? Truth.Error : found >= 0 ? Truth.True : Truth.False;
    }

    /// <summary>Whether o[start:end] begins (direction &lt; 0) or ends with the string.</summary>
    public static bool TailMatch(PyObject* o, PyObject* sub, nint start, nint end, int direction)
    {
        AdjustIndices(&start, &end, Length(o));
        nint subLength = Length(sub);
        end -= subLength;
        if (end < start)
            return false;
        if (subLength == 0)
            return true;
        int kind = Kind(o), subKind = Kind(sub);
        if (kind < subKind)
            return false;
        nint offset = direction > 0 ? end : start;
        void* data = Data(o), subData = Data(sub);
        if (kind == subKind)
        {
            return new ReadOnlySpan<byte>((byte*)data + offset * kind, (int)(subLength * kind))
                .SequenceEqual(new ReadOnlySpan<byte>(subData, (int)(subLength * kind)));
        }
        for (nint i = 0; i < subLength; i++)
        {
            if (Read(kind, data, offset + i) != Read(subKind, subData, i))
                return false;
        }
        return true;
    }

    /// <summary>Characters of a str in a given width: its own, or a copy in heap memory.</summary>
    internal struct Widened
    {
        public void* data;
        private bool _owned;

        /// <summary>data is null (MemoryError set) without memory.</summary>
        public static Widened Make(ThreadState* ts, PyObject* o, int kind)
        {
            Widened result = default;
            if (Kind(o) == kind)
            {
                result.data = Data(o);
                return result;
            }
            result.data = MemDomain.Malloc(ts->interp->heap, (nuint)(Length(o) * kind));
            if (result.data == null)
            {
                Err.NoMemory(ts);
                return result;
            }
            result._owned = true;
            CharCopy.CopyTo(o, 0, kind, result.data, 0, Length(o));
            return result;
        }

        public readonly void Free(ThreadState* ts)
        {
            if (_owned)
                MemDomain.Free(ts->interp->heap, data);
        }
    }
}
