// The keys table of a dict: a power-of-two hash table of small indices (1, 2, 4 or 8 bytes wide) followed by the entries in insertion order.
// Two thirds of the slots are usable. Unicode tables hold exact str only, whose hashes are read from the strings. See docs/internals/dict.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe class DictKeys
{
    public const nint IndexEmpty = -1;
    public const nint IndexDummy = -2;
    public const nint IndexError = -3;
    /// <summary>A comparison changed the table: look again.</summary>
    public const nint IndexChanged = -4;

    public const int MinLog2 = 3;
    public const int PerturbShift = 5;
    public const nint SharedMax = 30;
    public const int SharedLog2 = 6;
    private const int ImmortalCount = int.MinValue;

    private static readonly PyDictKeysObject* s_empty = NewEmpty();

    /// <summary>The table of every dict without a table of its own: no room, never counted or changed.</summary>
    public static PyDictKeysObject* Empty
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => s_empty;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint SlotCount(PyDictKeysObject* keys) => (nint)1 << keys->dk_log2_size;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint UsableFraction(nint slots) => (slots << 1) / 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsUnicode(PyDictKeysObject* keys) => keys->dk_kind != DictKeysKind.General;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void* Indices(PyDictKeysObject* keys) => keys + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyDictUnicodeEntry* UnicodeEntries(PyDictKeysObject* keys) =>
        (PyDictUnicodeEntry*)((byte*)(keys + 1) + ((nuint)1 << keys->dk_log2_index_bytes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyDictKeyEntry* GeneralEntries(PyDictKeysObject* keys) =>
        (PyDictKeyEntry*)((byte*)(keys + 1) + ((nuint)1 << keys->dk_log2_index_bytes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint GetIndex(PyDictKeysObject* keys, nuint slot)
    {
        int log2 = keys->dk_log2_size;
        if (log2 < 8)
            return ((sbyte*)(keys + 1))[slot];
        if (log2 < 16)
            return ((short*)(keys + 1))[slot];
        return log2 < 32 ? ((int*)(keys + 1))[slot] : (nint)((long*)(keys + 1))[slot];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetIndex(PyDictKeysObject* keys, nuint slot, nint index)
    {
        int log2 = keys->dk_log2_size;
        if (log2 < 8)
            ((sbyte*)(keys + 1))[slot] = (sbyte)index;
        else if (log2 < 16)
            ((short*)(keys + 1))[slot] = (short)index;
        else if (log2 < 32)
            ((int*)(keys + 1))[slot] = (int)index;
        else
            ((long*)(keys + 1))[slot] = index;
    }

    /// <summary>The smallest size (as a power of two, at least 8) that is not less than the number.</summary>
    public static int Log2ForSize(nint minimum) =>
        minimum <= 8 ? MinLog2 : (int)nuint.Log2((nuint)(minimum - 1)) + 1;

    /// <summary>The size that has room for so many entries.</summary>
    public static int Log2ForEntries(nint count) => Log2ForSize((count * 3 + 1) / 2);

    private static int Log2IndexBytes(int log2) => log2 switch
    {
        < 8 => log2,
        < 16 => log2 + 1,
        < 32 => log2 + 2,
        _ => log2 + 3,
    };

    /// <summary>An empty table with a count of one; null with MemoryError.</summary>
    public static PyDictKeysObject* New(ThreadState* ts, int log2, bool unicode)
    {
        PyDictKeysObject* keys = null;
        if (log2 == MinLog2 && unicode)
            keys = (PyDictKeysObject*)FreeList.Pop(&ts->interp->free_lists.dictkeys);
        if (keys == null)
        {
            keys = log2 > 58 ? null : (PyDictKeysObject*)MemDomain.Malloc(ts->interp->heap, ByteSize(log2, unicode));
            if (keys == null)
                return (PyDictKeysObject*)Err.NoMemory(ts);
        }
        keys->dk_refcnt = 1;
        keys->dk_log2_size = (byte)log2;
        keys->dk_log2_index_bytes = (byte)Log2IndexBytes(log2);
        keys->dk_kind = unicode ? DictKeysKind.Unicode : DictKeysKind.General;
        keys->dk_version = 0;
        keys->dk_usable = UsableFraction((nint)1 << log2);
        keys->dk_nentries = 0;
        nuint indexBytes = (nuint)1 << keys->dk_log2_index_bytes;
        NativeMemory.Fill(keys + 1, indexBytes, 0xff);
        nuint entrySize = unicode ? (nuint)sizeof(PyDictUnicodeEntry) : (nuint)sizeof(PyDictKeyEntry);
        NativeMemory.Clear((byte*)(keys + 1) + indexBytes, (nuint)keys->dk_usable * entrySize);
        return keys;
    }

    private static nuint ByteSize(int log2, bool unicode) => (nuint)sizeof(PyDictKeysObject) + ((nuint)1 << Log2IndexBytes(log2))
        + (nuint)UsableFraction((nint)1 << log2) * (unicode ? (nuint)sizeof(PyDictUnicodeEntry) : (nuint)sizeof(PyDictKeyEntry));

    public static nuint ByteSize(PyDictKeysObject* keys) => ByteSize(keys->dk_log2_size, IsUnicode(keys));

    /// <summary>Frees the table's memory; what its entries held has moved or been released.</summary>
    public static void Free(ThreadState* ts, PyDictKeysObject* keys)
    {
        if (keys->dk_kind == DictKeysKind.Unicode && keys->dk_log2_size == MinLog2
            && FreeList.Push(&ts->interp->free_lists.dictkeys, keys, FreeLists.DictKeysMax))
            return;
        MemDomain.Free(ts->interp->heap, keys);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void IncRef(PyDictKeysObject* keys)
    {
        if (keys->dk_refcnt >= 0)
            keys->dk_refcnt++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DecRef(ThreadState* ts, PyDictKeysObject* keys)
    {
        if (keys->dk_refcnt < 0)
            return;
        if (--keys->dk_refcnt == 0)
            Release(ts, keys);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Release(ThreadState* ts, PyDictKeysObject* keys)
    {
        nint count = keys->dk_nentries;
        if (IsUnicode(keys))
        {
            PyDictUnicodeEntry* entries = UnicodeEntries(keys);
            for (nint i = 0; i < count; i++)
            {
                Ref.XDec(ts, entries[i].me_key);
                Ref.XDec(ts, entries[i].me_value);
            }
        }
        else
        {
            PyDictKeyEntry* entries = GeneralEntries(keys);
            for (nint i = 0; i < count; i++)
            {
                Ref.XDec(ts, entries[i].me_key);
                Ref.XDec(ts, entries[i].me_value);
            }
        }
        Free(ts, keys);
    }

    /// <summary>Room left in a table of shared keys for one instance's values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint SharedCapacity(PyDictKeysObject* keys) => keys->dk_nentries + keys->dk_usable;

    /// <summary>First free slot for the hash; there is one because a third of the table stays free.</summary>
    public static nuint FindEmptySlot(PyDictKeysObject* keys, nint hash)
    {
        nuint mask = ((nuint)1 << keys->dk_log2_size) - 1;
        nuint perturb = (nuint)hash;
        nuint slot = perturb & mask;
        while (GetIndex(keys, slot) >= 0)
        {
            perturb >>= PerturbShift;
            slot = (slot * 5 + perturb + 1) & mask;
        }
        return slot;
    }

    /// <summary>The slot that holds an entry's index.</summary>
    public static nuint FindSlotOf(PyDictKeysObject* keys, nint hash, nint index)
    {
        nuint mask = ((nuint)1 << keys->dk_log2_size) - 1;
        nuint perturb = (nuint)hash;
        nuint slot = perturb & mask;
        while (GetIndex(keys, slot) != index)
        {
            perturb >>= PerturbShift;
            slot = (slot * 5 + perturb + 1) & mask;
        }
        return slot;
    }

    /// <summary>Enters the first count entries into the indices of a fresh table.</summary>
    public static void BuildIndices(PyDictKeysObject* keys, nint count)
    {
        bool unicode = IsUnicode(keys);
        PyDictUnicodeEntry* strings = UnicodeEntries(keys);
        PyDictKeyEntry* entries = GeneralEntries(keys);
        nuint mask = ((nuint)1 << keys->dk_log2_size) - 1;
        for (nint i = 0; i < count; i++)
        {
            nuint perturb = (nuint)(unicode ? ((PyASCIIObject*)strings[i].me_key)->hash : entries[i].me_hash);
            nuint slot = perturb & mask;
            while (GetIndex(keys, slot) != IndexEmpty)
            {
                perturb >>= PerturbShift;
                slot = (slot * 5 + perturb + 1) & mask;
            }
            SetIndex(keys, slot, i);
        }
    }

    private static PyDictKeysObject* NewEmpty()
    {
        PyDictKeysObject* keys = (PyDictKeysObject*)ImmortalRegion.Allocate((nuint)sizeof(PyDictKeysObject) + 8);
        keys->dk_refcnt = ImmortalCount;
        keys->dk_log2_size = 0;
        keys->dk_log2_index_bytes = 3;
        keys->dk_kind = DictKeysKind.Unicode;
        keys->dk_version = 1;
        NativeMemory.Fill(keys + 1, 8, 0xff);
        return keys;
    }
}
