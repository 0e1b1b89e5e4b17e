// The strings of the immortal region: the empty string, the 256 one-character Latin-1 strings, and identifiers that the runtime knows by
// name (class Id).
// All interpreters share them. They are interned through one process-wide table, which readers search without a lock and which only grows.
// See docs/internals/str.md.
using System.Text;

namespace Vivarium.Runtime.Objects;

internal static unsafe class StaticStrings
{
    private const int AsciiStride = 48;
    private const int Latin1Stride = 64;

    private static readonly Lock s_lock = new();
    private static readonly byte* s_ascii = MakeAscii();
    private static readonly byte* s_latin1 = MakeLatin1();

    /// <summary>The empty str.</summary>
    public static readonly PyObject* Empty = MakeEmpty();

    // Open addressing; a slot goes from null to a string once. The table is replaced by a larger one, never changed otherwise.
    private static volatile nint s_table;

    private struct Table
    {
        public nint mask;
        public nint used;
        public PyObject* first;
    }

    /// <summary>The immortal string of one character below 256.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* Latin1(uint ch) =>
        (PyObject*)(ch < 128 ? s_ascii + ch * AsciiStride : s_latin1 + (ch - 128) * Latin1Stride);

    /// <summary>The same from UTF-8.</summary>
    public static PyObject* Intern(ReadOnlySpan<byte> utf8) => Intern(Encoding.UTF8.GetString(utf8));

    /// <summary>The immortal interned str with this text, made on first use. For names known when the runtime is built.</summary>
    public static PyObject* Intern(string text)
    {
        if (text.Length == 0)
            return Empty;
        if (text.Length == 1 && text[0] < 256)
            return Latin1(text[0]);
        lock (s_lock)
        {
            PyObject* made = Make(text);
            PyObject* found = FindLocked(made);
            if (found != null)
                return found;
            Insert(made);
            return made;
        }
    }

    /// <summary>The static string equal to <paramref name="s"/>, or null.</summary>
    public static PyObject* Find(PyObject* s)
    {
        nint length = PyUnicode.Length(s);
        if (length == 0)
            return Empty;
        if (length == 1 && PyUnicode.Kind(s) == 1)
            return Latin1(*(byte*)PyUnicode.Data(s));
        Table* table = (Table*)s_table;
        return table == null ? null : Search(table, s);
    }

    private static PyObject* FindLocked(PyObject* s)
    {
        Table* table = (Table*)s_table;
        return table == null ? null : Search(table, s);
    }

    private static PyObject* Search(Table* table, PyObject* s)
    {
        PyObject** slots = &table->first;
        nint hash = PyUnicode.Hash(s);
        for (nint i = hash & table->mask; ; i = (i + 1) & table->mask)
        {
            PyObject* entry = (PyObject*)Volatile.Read(ref *(nint*)(slots + i));
            if (entry == null)
                return null;
            if (PyUnicode.Hash(entry) == hash && PyUnicode.Equal(entry, s))
                return entry;
        }
    }

    private static void Insert(PyObject* s)
    {
        Table* table = (Table*)s_table;
        if (table == null || (table->used + 1) * 2 > table->mask)
        {
            Table* grown = NewTable(table == null ? 4096 : (table->mask + 1) * 2);
            if (table != null)
            {
                for (nint i = 0; i <= table->mask; i++)
                {
                    PyObject* entry = (&table->first)[i];
                    if (entry != null)
                        Place(grown, entry);
                }
            }
            Place(grown, s);
            s_table = (nint)grown;
            return;
        }
        Place(table, s);
    }

    private static void Place(Table* table, PyObject* s)
    {
        nint i = PyUnicode.Hash(s) & table->mask;
        PyObject** slots = &table->first;
        while (slots[i] != null)
            i = (i + 1) & table->mask;
        Volatile.Write(ref *(nint*)(slots + i), (nint)s);
        table->used++;
    }

    private static Table* NewTable(nint size)
    {
        Table* table = (Table*)ImmortalRegion.Allocate((nuint)(sizeof(Table) + size * sizeof(PyObject*)));
        table->mask = size - 1;
        return table;
    }

    private static PyObject* Make(string text)
    {
        uint max = 0;
        nint length = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            max = Math.Max(max, (uint)rune.Value);
            length++;
        }
        int kind = PyUnicode.KindOfMaxChar(max);
        bool ascii = max < 128;
        nint header = ascii ? sizeof(PyASCIIObject) : sizeof(PyCompactUnicodeObject);
        PyASCIIObject* o = (PyASCIIObject*)ImmortalRegion.AllocateObject(StrType.Type, (nuint)(header + (length + 1) * kind));
        Fill(o, length, kind, ascii);
        nint index = 0;
        void* data = (byte*)o + header;
        foreach (Rune rune in text.EnumerateRunes())
            PyUnicode.Write(kind, data, index++, (uint)rune.Value);
        return (PyObject*)o;
    }

    private static void Fill(PyASCIIObject* o, nint length, int kind, bool ascii)
    {
        o->length = length;
        o->hash = -1;
        o->state = PyUnicode.InternedImmortalStatic | (uint)kind << PyUnicode.KindShift | PyUnicode.CompactBit | PyUnicode.StaticBit
            | (ascii ? PyUnicode.AsciiBit : 0);
    }

    private static byte* MakeAscii()
    {
        byte* memory = (byte*)ImmortalRegion.Allocate(128 * AsciiStride);
        for (uint ch = 0; ch < 128; ch++)
        {
            PyASCIIObject* o = (PyASCIIObject*)(memory + ch * AsciiStride);
            ImmortalRegion.InitHeader((PyObject*)o, StrType.Type);
            Fill(o, 1, 1, true);
            ((byte*)(o + 1))[0] = (byte)ch;
        }
        return memory;
    }

    private static byte* MakeLatin1()
    {
        byte* memory = (byte*)ImmortalRegion.Allocate(128 * Latin1Stride);
        byte* utf8 = (byte*)ImmortalRegion.Allocate(128 * 3);
        for (uint ch = 128; ch < 256; ch++, utf8 += 3)
        {
            PyCompactUnicodeObject* o = (PyCompactUnicodeObject*)(memory + (ch - 128) * Latin1Stride);
            ImmortalRegion.InitHeader((PyObject*)o, StrType.Type);
            Fill(&o->_base, 1, 1, false);
            ((byte*)(o + 1))[0] = (byte)ch;
            utf8[0] = (byte)(0xC0 | ch >> 6);
            utf8[1] = (byte)(0x80 | ch & 0x3F);
            o->utf8 = utf8;
            o->utf8_length = 2;
        }
        return memory;
    }

    private static PyObject* MakeEmpty()
    {
        PyASCIIObject* o = (PyASCIIObject*)ImmortalRegion.AllocateObject(StrType.Type, (nuint)sizeof(PyASCIIObject) + 1);
        Fill(o, 0, 1, true);
        return (PyObject*)o;
    }
}
