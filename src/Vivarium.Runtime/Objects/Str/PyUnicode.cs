// str objects: header bits and access to characters (PEP 393). A str is compact ASCII (header + 1-byte characters), compact (longer header,
// 1, 2 or 4 byte
// characters, always the narrowest that holds them all), or, for instances of subclasses, a header that points to its characters.
// Characters end with a NUL of the kind's width. See docs/internals/str.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyUnicode
{
    public const uint InternedMask = 3;
    public const uint NotInterned = 0;
    public const uint InternedMortal = 1;
    public const uint InternedImmortal = 2;
    public const uint InternedImmortalStatic = 3;
    public const int KindShift = 2;
    public const uint KindMask = 7u << KindShift;
    public const uint CompactBit = 1u << 5;
    public const uint AsciiBit = 1u << 6;
    public const uint StaticBit = 1u << 7;

    public const uint MaxCodePoint = 0x10FFFF;

    /// <summary>Most characters a str may have here: what one span can cover.</summary>
    public const nint MaxLength = 0x7FFFFFC0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Check(PyObject* o) => (o->ob_type->tp_flags & TypeFlags.UnicodeSubclass) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CheckExact(PyObject* o) => o->ob_type == StrType.Type;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Length(PyObject* o) => ((PyASCIIObject*)o)->length;

    /// <summary>1, 2 or 4 bytes for each character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Kind(PyObject* o) => (int)((((PyASCIIObject*)o)->state >> KindShift) & 7);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void* Data(PyObject* o)
    {
        uint state = ((PyASCIIObject*)o)->state;
        if ((state & CompactBit) != 0)
            return (byte*)o + ((state & AsciiBit) != 0 ? sizeof(PyASCIIObject) : sizeof(PyCompactUnicodeObject));
        return ((PyUnicodeObject*)o)->data;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Read(int kind, void* data, nint index) => kind switch
    {
        1 => ((byte*)data)[index],
        2 => ((ushort*)data)[index],
        _ => ((uint*)data)[index],
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(int kind, void* data, nint index, uint ch)
    {
        if (kind == 1)
            ((byte*)data)[index] = (byte)ch;
        else if (kind == 2)
            ((ushort*)data)[index] = (ushort)ch;
        else
            ((uint*)data)[index] = ch;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadChar(PyObject* o, nint index) => Read(Kind(o), Data(o), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAscii(PyObject* o) => (((PyASCIIObject*)o)->state & AsciiBit) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsCompact(PyObject* o) => (((PyASCIIObject*)o)->state & CompactBit) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsCompactAscii(PyObject* o) => (((PyASCIIObject*)o)->state & (AsciiBit | CompactBit)) == (AsciiBit | CompactBit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInterned(PyObject* o) => (((PyASCIIObject*)o)->state & InternedMask) != 0;

    /// <summary>The characters as 1-byte units; only for kind 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Span1(PyObject* o) => new(Data(o), (int)Length(o));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<ushort> Span2(PyObject* o) => new(Data(o), (int)Length(o));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<uint> Span4(PyObject* o) => new(Data(o), (int)Length(o));

    /// <summary>Upper bound of the characters by the kind: 0x7F, 0xFF, 0xFFFF or 0x10FFFF.</summary>
    public static uint MaxCharValue(PyObject* o) => IsAscii(o) ? 0x7Fu : Kind(o) switch { 1 => 0xFFu, 2 => 0xFFFFu, _ => MaxCodePoint };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int KindOfMaxChar(uint maxChar) => maxChar < 0x100 ? 1 : maxChar < 0x10000 ? 2 : 4;

    /// <summary>Bytes of the whole object and its buffers: <c>str.__sizeof__</c>.</summary>
    public static nint SizeOf(PyObject* o)
    {
        nint size;
        nint length = Length(o);
        if (IsCompactAscii(o))
            return sizeof(PyASCIIObject) + length + 1;
        if (IsCompact(o))
            size = sizeof(PyCompactUnicodeObject) + (length + 1) * Kind(o);
        else
            size = o->ob_type->tp_basicsize + (((PyUnicodeObject*)o)->data != null ? (length + 1) * Kind(o) : 0);
        PyCompactUnicodeObject* compact = (PyCompactUnicodeObject*)o;
        if (compact->utf8 != null && compact->utf8 != Data(o))
            size += compact->utf8_length + 1;
        return size;
    }
}
