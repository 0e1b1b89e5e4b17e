// EncodingMap: a three-level table from the characters of an 8-bit encoding to their bytes. Level 1 is indexed by bits 11 and up, level 2
// by the next four,
// level 3 by the lowest seven. See docs/internals/codecs.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Codecs;

internal unsafe struct EncodingMapObject
{
    public PyObject ob_base;
    public fixed byte level1[32];
    public int count2;
    public int count3;
    /// <summary>First byte of level 2 (16 for each used block), then level 3 (128 for each used block).</summary>
    public byte level23;
}

[PyType("EncodingMap", Layout = typeof(EncodingMapObject))]
internal static unsafe partial class EncodingMapType
{
    private const byte Unused = 0xFF;

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => ObjectDomain.Free(ts->interp->heap, self);

    [PyMethod("($self, /)", HideSignature = true, Doc = "Return the size (in bytes) of this object.")]
    private static nint size(ThreadState* ts, EncodingMapObject* self) => 63 + 16 * self->count2 + 128 * self->count3;

    /// <summary>Only byte 0 means character 0, no character lies beyond the first plane, and few blocks are used.</summary>
    public static bool Suits(PyObject* table, nint length)
    {
        if (PyUnicode.ReadChar(table, 0) != 0)
            return false;
        CountBlocks(table, length, out int count2, out int count3, out bool suits);
        return suits && count2 < Unused && count3 < Unused;
    }

    private static void CountBlocks(PyObject* table, nint length, out int count2, out int count3, out bool suits)
    {
        Span<bool> used2 = stackalloc bool[32], used3 = stackalloc bool[512];
        used2.Clear();
        used3.Clear();
        count2 = count3 = 0;
        suits = true;
        for (nint i = 1; i < length; i++)
        {
            uint ch = PyUnicode.ReadChar(table, i);
            if (ch == 0 || ch > 0xFFFF)
            {
                suits = false;
                return;
            }
            if (ch == 0xFFFE)
                continue;
            if (!used2[(int)(ch >> 11)])
            {
                used2[(int)(ch >> 11)] = true;
                count2++;
            }
            if (!used3[(int)(ch >> 7)])
            {
                used3[(int)(ch >> 7)] = true;
                count3++;
            }
        }
    }

    public static PyObject* New(ThreadState* ts, PyObject* table, nint length)
    {
        CountBlocks(table, length, out int count2, out int count3, out _);
        nint header = (nint)sizeof(EncodingMapObject);
        EncodingMapObject* map = (EncodingMapObject*)ObjectDomain.Malloc(ts->interp->heap, (nuint)(header + 16 * count2 + 128 * count3));
        if (map == null)
            return Err.NoMemory(ts);
        ObjectAlloc.InitHeader((PyObject*)map, Type);
        map->count2 = count2;
        map->count3 = count3;
        new Span<byte>(map->level1, 32).Fill(Unused);
        byte* level2 = &map->level23, level3 = level2 + 16 * count2;
        new Span<byte>(level2, 16 * count2).Fill(Unused);
        new Span<byte>(level3, 128 * count3).Clear();
        int next2 = 0, next3 = 0;
        for (nint i = 1; i < length; i++)
        {
            uint ch = PyUnicode.ReadChar(table, i);
            if (ch == 0xFFFE)
                continue;
            byte* first = map->level1 + (ch >> 11);
            if (*first == Unused)
                *first = (byte)next2++;
            byte* second = level2 + 16 * *first + (ch >> 7 & 15);
            if (*second == Unused)
                *second = (byte)next3++;
            level3[128 * *second + (ch & 127)] = (byte)i;
        }
        return (PyObject*)map;
    }

    /// <summary>The byte of a character, or -1.</summary>
    public static int Lookup(PyObject* o, uint ch)
    {
        if (ch > 0xFFFF)
            return -1;
        if (ch == 0)
            return 0;
        EncodingMapObject* map = (EncodingMapObject*)o;
        byte first = map->level1[ch >> 11];
        if (first == Unused)
            return -1;
        byte* level2 = &map->level23;
        byte second = level2[16 * first + (ch >> 7 & 15)];
        if (second == Unused)
            return -1;
        byte result = level2[16 * map->count2 + 128 * second + (ch & 127)];
        return result == 0 ? -1 : result;
    }
}
