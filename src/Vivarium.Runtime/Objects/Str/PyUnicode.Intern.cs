// Interning: equal interned strings are one object. First the strings that all interpreters share (StaticStrings), then the interpreter's
// own table, which does
// not count as an owner of mortal strings. See docs/internals/str.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyUnicode
{
    /// <summary>0 not interned, 1 mortal, 2 immortal until the interpreter ends, 3 shared by all interpreters.</summary>
    public static uint InternedState(PyObject* o) => ((PyASCIIObject*)o)->state & InternedMask;

    /// <summary>Replaces *p, an owned exact str, by its interned twin. Other objects, and lack of memory, leave it as it is.</summary>
    public static void InternInPlace(ThreadState* ts, PyObject** p) => Intern(ts, p, false);

    /// <summary>The same for names in code objects: the twin lives as long as the interpreter.</summary>
    public static void InternImmortal(ThreadState* ts, PyObject** p) => Intern(ts, p, true);

    public static PyObject* InternFromString(ThreadState* ts, string text)
    {
        if (ImmortalRegion.IsBootstrap(ts))
            return StaticStrings.Intern(text);
        PyObject* o = FromString(ts, text);
        if (o != null)
            InternInPlace(ts, &o);
        return o;
    }

    /// <summary>How many strings the interpreter interned itself; those that all interpreters share do not count.</summary>
    public static nint InternedCount(ThreadState* ts, bool immortalOnly)
    {
        InternTable* table = ts->interp->interned;
        if (table == null || !immortalOnly)
            return table == null ? 0 : table->Count;
        nint count = 0;
        nint position = 0;
        PyObject* s;
        while ((s = InternTable.Next(table, &position)) != null)
            count += InternedState(s) == InternedMortal ? 0 : 1;
        return count;
    }

    private static void Intern(ThreadState* ts, PyObject** p, bool immortal)
    {
        PyObject* s = *p;
        if (s == null || !CheckExact(s))
            return;
        uint state = InternedState(s);
        if (state != NotInterned)
        {
            if (immortal && state == InternedMortal)
                MakeImmortal(s);
            return;
        }
        PyObject* twin = StaticStrings.Find(s);
        if (twin != null)
        {
            *p = twin;
            Ref.Dec(ts, s);
            return;
        }
        InterpreterState* interp = ts->interp;
        if (interp->interned == null)
        {
            interp->interned = InternTable.Create(interp->heap);
            if (interp->interned == null)
                return;
        }
        twin = InternTable.Find(interp->interned, s);
        if (twin != null)
        {
            Ref.Inc(twin);
            *p = twin;
            Ref.Dec(ts, s);
            if (immortal && InternedState(twin) == InternedMortal)
                MakeImmortal(twin);
            return;
        }
        if (!InternTable.Add(interp->heap, interp->interned, s))
            return;
        SetInterned(s, InternedMortal);
        if (immortal)
            MakeImmortal(s);
    }

    private static void SetInterned(PyObject* s, uint state) =>
        ((PyASCIIObject*)s)->state = (((PyASCIIObject*)s)->state & ~InternedMask) | state;

    private static void MakeImmortal(PyObject* s)
    {
        SetInterned(s, InternedImmortal);
        Ref.SetImmortal(s);
    }

    /// <summary>
    /// At the end of an interpreter: frees the strings that were made immortal, and the table. Nothing may use an interned string
    /// afterwards.
    /// </summary>
    public static void ClearInterned(ThreadState* ts)
    {
        InternTable* table = ts->interp->interned;
        if (table == null)
            return;
        ts->interp->interned = null;
        nint position = 0;
        PyObject* s;
        while ((s = InternTable.Next(table, &position)) != null)
        {
            bool immortal = InternedState(s) == InternedImmortal;
            SetInterned(s, NotInterned);
            if (immortal)
                FreeMemory(ts, s);
        }
        InternTable.Free(ts->interp->heap, table);
    }

    /// <summary>Releases a str that nothing refers to.</summary>
    public static void Dealloc(ThreadState* ts, PyObject* o)
    {
        if (InternedState(o) == InternedMortal && ts->interp->interned != null)
            InternTable.Remove(ts->interp->interned, o);
        FreeBuffers(ts, o);
        TypeSlots.Of(o->ob_type)->tp_free(ts, o);
    }

    private static void FreeMemory(ThreadState* ts, PyObject* o)
    {
        FreeBuffers(ts, o);
        ObjectDomain.Free(ts->interp->heap, o);
    }

    private static void FreeBuffers(ThreadState* ts, PyObject* o)
    {
        if (IsCompactAscii(o))
            return;
        PyCompactUnicodeObject* compact = (PyCompactUnicodeObject*)o;
        bool isCompact = IsCompact(o);
        void* data = isCompact ? null : ((PyUnicodeObject*)o)->data;
        if (compact->utf8 != null && compact->utf8 != data)
            MemDomain.Free(ts->interp->heap, compact->utf8);
        if (data != null)
            MemDomain.Free(ts->interp->heap, data);
    }
}
