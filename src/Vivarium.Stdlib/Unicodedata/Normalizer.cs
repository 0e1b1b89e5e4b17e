// Normalization forms (UAX #15): full decomposition, ordering of marks, composition; and the quick check that finds most text normalized already.
// Invariant: each pass is linear in the text, whatever the text. See docs/internals/unicodedata.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Unicodedata;

internal enum NormalizationForm
{
    D, KD, C, KC,
}

/// <summary>Characters in heap memory, growing at the end.</summary>
internal unsafe ref struct Normalizer(ThreadState* ts, NormalizationForm form, bool old)
{
    private const int FirstCapacity = 64;

    /// <summary>Longer runs of marks are sorted by counting, so that no text takes quadratic time.</summary>
    private const int InsertionLimit = 24;

    private readonly ThreadState* _ts = ts;
    private readonly bool _compatible = form is NormalizationForm.KD or NormalizationForm.KC;
    private readonly bool _old = old;
    private uint* _data;
    private nint _length;
    private nint _capacity;
    private bool _failed;

    // ---- The quick check ----

    /// <summary>Found: normalized; Missing: not; Error: perhaps.</summary>
    public static Lookup QuickCheck(PyObject* text, NormalizationForm form)
    {
        if (PyUnicode.IsAscii(text))
            return Lookup.Found;
        int kind = PyUnicode.Kind(text);
        void* data = PyUnicode.Data(text);
        nint length = PyUnicode.Length(text);
        Lookup result = Lookup.Found;
        byte before = 0;
        for (nint i = 0; i < length; i++)
        {
            uint ch = PyUnicode.Read(kind, data, i);
            if (ch < 0x80)
            {
                before = 0;
                continue;
            }
            UcdRecord* record = UcdTables.Record(ch, false);
            if (record->combining != 0 && before > record->combining)
                return Lookup.Missing;
            before = record->combining;
            int answer = record->quick >> (2 * (int)form) & 3;
            if (answer == 2)
                return Lookup.Missing;
            if (answer == 1)
                result = Lookup.Error;
        }
        return result;
    }

    /// <summary>The text in the form, owned.</summary>
    public static PyObject* Normalize(ThreadState* ts, PyObject* text, NormalizationForm form, bool old)
    {
        var normalizer = new Normalizer(ts, form, old);
        normalizer.Decompose(text);
        normalizer.Order();
        if (form is NormalizationForm.C or NormalizationForm.KC)
            normalizer.Compose();
        PyObject* result = normalizer._failed ? null : PyUnicode.FromUcs4(ts, normalizer._data, normalizer._length);
        if (normalizer._data != null)
            MemDomain.Free(ts->interp->heap, normalizer._data);
        return result;
    }

    // ---- Decomposition ----

    private void Append(uint ch)
    {
        if (_length == _capacity && !Grow())
            return;
        _data[_length++] = ch;
    }

    private bool Grow()
    {
        if (_failed)
            return false;
        nint capacity = nint.Max(FirstCapacity, _capacity + _capacity / 2);
        void* data = MemDomain.Realloc(_ts->interp->heap, _data, (nuint)capacity * sizeof(uint));
        if (data == null)
        {
            _failed = true;
            _length = 0;
            Err.NoMemory(_ts);
            return false;
        }
        _data = (uint*)data;
        _capacity = capacity;
        return true;
    }

    private void Decompose(PyObject* text)
    {
        int kind = PyUnicode.Kind(text);
        void* data = PyUnicode.Data(text);
        nint length = PyUnicode.Length(text);
        for (nint i = 0; i < length && !_failed; i++)
        {
            uint ch = PyUnicode.Read(kind, data, i);
            if (ch < 0x80)
                Append(ch);
            else
                Decompose(ch);
        }
    }

    /// <summary>The depth of this recursion is that of the database, at most a few.</summary>
    private void Decompose(uint ch)
    {
        if (Hangul.IsSyllable(ch))
        {
            Span<uint> syllable = stackalloc uint[3];
            int size = Hangul.Decompose(ch, syllable);
            for (int i = 0; i < size; i++)
                Append(syllable[i]);
            return;
        }
        uint* correction = _old ? UcdTables.FindRow(UcdSection.Corrections, 2, ch) : null;
        if (correction != null)
        {
            Append(correction[1]);
            return;
        }
        uint* parts = UcdTables.Decomposition(ch, _old, out int count, out int prefix);
        if (parts == null || (prefix != 0 && !_compatible))
        {
            Append(ch);
            return;
        }
        for (int i = 0; i < count; i++)
            Decompose(parts[i]);
    }

    // ---- Order ----

    /// <summary>Always by the newest database: the class of a character never changes once it has one.</summary>
    private static byte Combining(uint ch) => ch < 0x80 ? (byte)0 : UcdTables.Record(ch, false)->combining;

    private void Order()
    {
        nint i = 0;
        while (i < _length)
        {
            if (Combining(_data[i]) == 0)
            {
                i++;
                continue;
            }
            nint start = i;
            while (i < _length && Combining(_data[i]) != 0)
                i++;
            if (i - start <= InsertionLimit)
                OrderShort(start, i);
            else
                OrderLong(start, i);
        }
    }

    private readonly void OrderShort(nint start, nint end)
    {
        for (nint i = start + 1; i < end; i++)
        {
            uint ch = _data[i];
            byte weight = Combining(ch);
            nint at = i;
            for (; at > start && Combining(_data[at - 1]) > weight; at--)
                _data[at] = _data[at - 1];
            _data[at] = ch;
        }
    }

    private void OrderLong(nint start, nint end)
    {
        nint* places = stackalloc nint[257];
        new Span<nint>(places, 257).Clear();
        uint* sorted = (uint*)MemDomain.Malloc(_ts->interp->heap, (nuint)(end - start) * sizeof(uint));
        if (sorted == null)
        {
            _failed = true;
            _length = 0;
            Err.NoMemory(_ts);
            return;
        }
        for (nint i = start; i < end; i++)
            places[Combining(_data[i]) + 1]++;
        for (int weight = 1; weight < 257; weight++)
            places[weight] += places[weight - 1];
        for (nint i = start; i < end; i++)
            sorted[places[Combining(_data[i])]++] = _data[i];
        Buffer.MemoryCopy(sorted, _data + start, (end - start) * sizeof(uint), (end - start) * sizeof(uint));
        MemDomain.Free(_ts->interp->heap, sorted);
    }

    // ---- Composition ----

    private static uint Pair(uint first, uint second)
    {
        uint syllable = Hangul.Compose(first, second);
        if (syllable != 0 || second < 0x80)
            return syllable;
        uint* row = UcdTables.FindRow(UcdSection.Pairs, 3, first, second, two: true);
        return row == null ? 0 : row[2];
    }

    /// <summary>A mark joins the last starter unless one between has as high a weight; what is kept moves to the left.</summary>
    private void Compose()
    {
        nint starter = -1;
        nint kept = 0;
        byte before = 0;
        for (nint i = 0; i < _length; i++)
        {
            uint ch = _data[i];
            byte weight = Combining(ch);
            if (starter >= 0 && (kept == starter + 1 || before < weight))
            {
                uint composed = Pair(_data[starter], ch);
                if (composed != 0)
                {
                    _data[starter] = composed;
                    continue;
                }
            }
            if (weight == 0)
                starter = kept;
            before = weight;
            _data[kept++] = ch;
        }
        _length = kept;
    }
}
