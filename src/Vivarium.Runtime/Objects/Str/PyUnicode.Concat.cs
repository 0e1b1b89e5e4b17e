// Concatenation, repetition, substrings and join. See docs/internals/str.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyUnicode
{
    /// <summary>left + right; TypeError when right is no str.</summary>
    public static PyObject* Concat(ThreadState* ts, PyObject* left, PyObject* right)
    {
        if (!Check(left))
            return Err.Type(ts, $"must be str, not {PyType.NameOf(left)}");
        if (!Check(right))
            return Err.Type(ts, $"can only concatenate str (not \"{PyType.NameOf(right)}\") to str");
        nint leftLength = Length(left), rightLength = Length(right);
        if (leftLength == 0)
            return ToExact(ts, right);
        if (rightLength == 0)
            return ToExact(ts, left);
        if (leftLength > nint.MaxValue - rightLength)
            return Err.Overflow(ts, "strings are too large to concat");
        PyObject* result = New(ts, leftLength + rightLength, Math.Max(MaxCharValue(left), MaxCharValue(right)));
        if (result == null)
            return null;
        int kind = Kind(result);
        void* data = Data(result);
        CharCopy.CopyTo(left, 0, kind, data, 0, leftLength);
        CharCopy.CopyTo(right, 0, kind, data, leftLength, rightLength);
        return result;
    }

    /// <summary>Grows *left in place when nothing else refers to it; consumes *left, which is null on error.</summary>
    public static void Append(ThreadState* ts, PyObject** left, PyObject* right)
    {
        PyObject* old = *left;
        if (old == null)
            return;
        if (Check(old) && Check(right) && IsModifiable(old) && CheckExact(right) && Length(right) != 0 && Length(old) != 0
            && Kind(right) <= Kind(old) && !(IsAscii(old) && !IsAscii(right))
            && Length(right) <= MaxLength / Kind(old) - Length(old))
        {
            nint oldLength = Length(old), rightLength = Length(right);
            PyObject* grown = ResizeInPlace(ts, old, oldLength + rightLength);
            if (grown == null)
            {
                *left = null;
                Ref.Dec(ts, old);
                Err.NoMemory(ts);
                return;
            }
            CharCopy.CopyTo(right, 0, Kind(grown), Data(grown), oldLength, rightLength);
            *left = grown;
            return;
        }
        *left = Concat(ts, old, right);
        Ref.Dec(ts, old);
    }

    /// <summary>Nobody else can see the string: it may be changed in place.</summary>
    public static bool IsModifiable(PyObject* o) =>
        o->ob_refcnt == 1 && CheckExact(o) && (((PyASCIIObject*)o)->state & (InternedMask | CompactBit)) == CompactBit
            && ((PyASCIIObject*)o)->hash == -1;

    /// <summary>
    /// Reallocates a modifiable str; null (no exception, the old one untouched) without memory. The new characters are undefined.
    /// </summary>
    public static PyObject* ResizeInPlace(ThreadState* ts, PyObject* o, nint length)
    {
        int kind = Kind(o);
        bool ascii = IsAscii(o);
        nint header = ascii ? sizeof(PyASCIIObject) : sizeof(PyCompactUnicodeObject);
        PyObject* resized = (PyObject*)ObjectDomain.Realloc(ts->interp->heap, o, (nuint)(header + (length + 1) * kind));
        if (resized == null)
            return null;
        if (!ascii)
        {
            PyCompactUnicodeObject* compact = (PyCompactUnicodeObject*)resized;
            if (compact->utf8 != null)
            {
                MemDomain.Free(ts->interp->heap, compact->utf8);
                compact->utf8 = null;
                compact->utf8_length = 0;
            }
        }
        ((PyASCIIObject*)resized)->length = length;
        Write(kind, (byte*)resized + header, length, 0);
        return resized;
    }

    public static PyObject* Repeat(ThreadState* ts, PyObject* o, nint count)
    {
        nint length = Length(o);
        if (count < 1 || length == 0)
            return StaticStrings.Empty;
        if (count == 1)
            return ToExact(ts, o);
        if (length > nint.MaxValue / count)
            return Err.Overflow(ts, "repeated string is too long");
        nint total = length * count;
        PyObject* result = New(ts, total, MaxCharValue(o));
        if (result == null)
            return null;
        int kind = Kind(result);
        byte* data = (byte*)Data(result);
        if (length == 1)
        {
            CharCopy.Fill(kind, data, 0, count, ReadChar(o, 0));
            return result;
        }
        FillRepeated(data, (byte*)Data(o), length * kind, total * kind);
        return result;
    }

    /// <summary>Fills with copies of the first bytes, doubling what is filled.</summary>
    internal static void FillRepeated(byte* to, byte* unit, nint unitBytes, nint totalBytes)
    {
        Buffer.MemoryCopy(unit, to, totalBytes, unitBytes);
        for (nint done = unitBytes; done < totalBytes;)
        {
            nint step = nint.Min(done, totalBytes - done);
            Buffer.MemoryCopy(to, to + done, step, step);
            done += step;
        }
    }

    /// <summary>Characters from start to end, which are clipped to the string; the whole exact string is itself.</summary>
    public static PyObject* Substring(ThreadState* ts, PyObject* o, nint start, nint end)
    {
        nint length = Length(o);
        end = nint.Min(end, length);
        if (start == 0 && end == length)
            return ToExact(ts, o);
        if (start < 0 || end < 0)
            return Err.Index(ts, "string index out of range");
        if (start >= length || end <= start)
            return StaticStrings.Empty;
        int kind = Kind(o);
        byte* data = (byte*)Data(o) + start * kind;
        if (!IsAscii(o))
            return FromKindAndData(ts, kind, data, end - start);
        return FromAscii(ts, new ReadOnlySpan<byte>(data, (int)(end - start)));
    }

    public static PyObject* Join(ThreadState* ts, PyObject* separator, PyObject* sequence)
    {
        using var fast = Own.Of(ts, Obj.SequenceFast(ts, sequence, "can only join an iterable"));
        if (fast.IsNull)
            return null;
        PyObject* list = fast.Object;
        return PyList.Check(list)
            ? JoinArray(ts, separator, PyList.Items(list), PyList.Size(list))
            : JoinArray(ts, separator, PyTuple.Items(list), PyTuple.Size(list));
    }

    /// <summary>Joins strings; the separator may be null for none. TypeError for an item that is no str.</summary>
    public static PyObject* JoinArray(ThreadState* ts, PyObject* separator, PyObject** items, nint count)
    {
        if (count == 0)
            return StaticStrings.Empty;
        if (count == 1 && CheckExact(items[0]))
            return Ref.New(items[0]);
        if (separator != null && !Check(separator))
            return Err.Type(ts, $"separator: expected str instance, {PyType.NameOf(separator)} found");
        nint separatorLength = separator == null ? 0 : Length(separator);
        uint max = separatorLength == 0 || count == 1 ? 0 : MaxCharValue(separator);
        nint total = 0;
        for (nint i = 0; i < count; i++)
        {
            PyObject* item = items[i];
            if (!Check(item))
                return Err.Type(ts, $"sequence item {i}: expected str instance, {PyType.NameOf(item)} found");
            total += Length(item) + (i == 0 ? 0 : separatorLength);
            if (total < 0 || total > nint.MaxValue / 4)
                return Err.Overflow(ts, "join() result is too long for a Python string");
            max = Math.Max(max, MaxCharValue(item));
        }
        PyObject* result = New(ts, total, max);
        if (result == null || total == 0)
            return result;
        int kind = Kind(result);
        void* data = Data(result);
        nint at = 0;
        for (nint i = 0; i < count; i++)
        {
            if (i != 0 && separatorLength != 0)
            {
                CharCopy.CopyTo(separator, 0, kind, data, at, separatorLength);
                at += separatorLength;
            }
            nint length = Length(items[i]);
            CharCopy.CopyTo(items[i], 0, kind, data, at, length);
            at += length;
        }
        if (total == 1 && kind == 1)
        {
            uint ch = *(byte*)data;
            Ref.Dec(ts, result);
            return StaticStrings.Latin1(ch);
        }
        return result;
    }
}
