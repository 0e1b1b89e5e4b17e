// The tagged references in frames (pycore_stackref.h): bit 0 set on an object's address means that the slot owns no reference, because the object is immortal or is kept
// alive by something that outlives the slot. Null is the tag alone. See docs/internals/frames.md.
namespace Vivarium.Runtime.Interpreter;

internal static unsafe class StackRefs
{
    public const nuint NotCounted = 1;
    public const nuint IntTag = 3;

    public static StackRef Null
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { bits = NotCounted };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNull(StackRef r) => r.bits == NotCounted;

    /// <summary>The object, borrowed; null for the null reference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* Borrow(StackRef r) => (PyObject*)(r.bits & ~NotCounted);

    /// <summary>Takes over an owned reference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StackRef Steal(PyObject* o) => new() { bits = (nuint)o | (o->ob_flags & NotCounted) };

    /// <summary>Makes a new reference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StackRef New(PyObject* o)
    {
        if (Ref.IsImmortal(o))
            return Uncounted(o);
        o->ob_refcnt++;
        return new() { bits = (nuint)o };
    }

    /// <summary>A reference that does not count; something else keeps the object alive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StackRef Uncounted(PyObject* o) => new() { bits = (nuint)o | NotCounted };

    /// <summary>An owned object out of a slot that is given up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* TakeObject(StackRef r)
    {
        PyObject* o = (PyObject*)(r.bits & ~NotCounted);
        if ((r.bits & NotCounted) != 0)
            Ref.Inc(o);
        return o;
    }

    /// <summary>A second slot for the same object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StackRef Duplicate(StackRef r)
    {
        if ((r.bits & NotCounted) == 0)
            ((PyObject*)r.bits)->ob_refcnt++;
        return r;
    }

    /// <summary>Turns a reference that may be uncounted into one that stands by itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StackRef Own(StackRef r)
    {
        if ((r.bits & IntTag) != NotCounted || r.bits == NotCounted)
            return r;
        return New((PyObject*)(r.bits & ~NotCounted));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Close(ThreadState* ts, StackRef r)
    {
        if ((r.bits & NotCounted) == 0)
        {
            PyObject* o = (PyObject*)r.bits;
            if (--o->ob_refcnt == 0)
                Deallocator.Dealloc(ts, o);
        }
    }

    // ---- Small ints in slots (the instruction offset that RERAISE restores) ----

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StackRef TagInt(nint value) => new() { bits = ((nuint)value << 2) | IntTag };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInt(StackRef r) => (r.bits & IntTag) == IntTag;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint UntagInt(StackRef r) => (nint)r.bits >> 2;
}
