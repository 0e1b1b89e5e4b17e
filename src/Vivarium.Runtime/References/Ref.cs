// Reference counting. Parameters are borrowed, results are owned; what deviates says so in its name (…Steal, …Borrowed).
// An object whose count reaches zero is deallocated at once; deep chains are cut by the trash list (Dealloc.cs). See docs/internals/references.md.
namespace Vivarium.Runtime.References;

internal static unsafe class Ref
{
    public const uint ImmortalInitialCount = 3u << 30;
    public const ushort ImmortalFlag = 1;
    public const ushort StaticallyAllocatedFlag = 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsImmortal(PyObject* o) => (int)o->ob_refcnt < 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Inc(PyObject* o)
    {
        uint count = o->ob_refcnt;
        if ((int)count >= 0)
            o->ob_refcnt = count + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Inc(void* o) => Inc((PyObject*)o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void XInc(PyObject* o)
    {
        if (o != null)
            Inc(o);
    }

    /// <summary>Increments and returns: the usual way to turn a borrowed reference into an owned one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* New(PyObject* o)
    {
        Inc(o);
        return o;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* New(void* o) => New((PyObject*)o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* XNew(PyObject* o)
    {
        XInc(o);
        return o;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Dec(ThreadState* ts, PyObject* o)
    {
        uint count = o->ob_refcnt;
        if ((int)count < 0)
            return;
        o->ob_refcnt = --count;
        if (count == 0)
            Deallocator.Dealloc(ts, o);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Dec(ThreadState* ts, void* o) => Dec(ts, (PyObject*)o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void XDec(ThreadState* ts, PyObject* o)
    {
        if (o != null)
            Dec(ts, o);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void XDec(ThreadState* ts, void* o) => XDec(ts, (PyObject*)o);

    /// <summary>Empties the field before releasing what it held, so that code run by the release sees it empty.</summary>
    public static void Clear(ThreadState* ts, PyObject** field)
    {
        PyObject* old = *field;
        if (old != null)
        {
            *field = null;
            Dec(ts, old);
        }
    }

    /// <summary>Stores an owned reference, then releases what the field held.</summary>
    public static void SetSteal(ThreadState* ts, PyObject** field, PyObject* value)
    {
        PyObject* old = *field;
        *field = value;
        XDec(ts, old);
    }

    /// <summary>Marks an object as never to be counted or freed.</summary>
    public static void SetImmortal(PyObject* o)
    {
        o->ob_refcnt = ImmortalInitialCount;
        o->ob_flags |= ImmortalFlag;
    }
}
