// The one process-wide mutable state (D3 of the design): static types, singletons and interned identifiers, made once under a lock by a bootstrap thread state with
// a heap of its own that is never freed, and read-only afterwards. All objects in it are immortal.
using Vivarium.Heap;

namespace Vivarium.Runtime.State;

internal static unsafe partial class ImmortalRegion
{
    private static readonly Lock s_lock = new();
    private static byte* s_bump;
    private static nuint s_left;

    /// <summary>Zeroed memory, 16-aligned, for the life of the process.</summary>
    public static void* Allocate(nuint size)
    {
        size = (size + 15) & ~(nuint)15;
        lock (s_lock)
        {
            if (size > s_left)
            {
                s_left = Math.Max(size, 256 * 1024);
                s_bump = (byte*)NativeMemory.AlignedAlloc(s_left, 16);
                NativeMemory.Clear(s_bump, s_left);
            }
            byte* result = s_bump;
            s_bump += size;
            s_left -= size;
            return result;
        }
    }

    /// <summary>The text as UTF-8 with a NUL at its end.</summary>
    public static byte* Utf8(string text)
    {
        int length = System.Text.Encoding.UTF8.GetByteCount(text);
        byte* copy = (byte*)Allocate((nuint)length + 1);
        System.Text.Encoding.UTF8.GetBytes(text, new Span<byte>(copy, length));
        return copy;
    }

    /// <summary>Room for a static type with its slots and GC head in front; what it says is filled in by its declaration.</summary>
    public static PyTypeObject* AllocateType()
    {
        nuint prefix = (nuint)(sizeof(TypeSlots) + sizeof(PyGC_Head));
        byte* memory = (byte*)Allocate(prefix + (nuint)sizeof(PyTypeObject));
        PyTypeObject* type = (PyTypeObject*)(memory + prefix);
        InitHeader((PyObject*)type, null);
        return type;
    }

    /// <summary>An immortal object of a fixed size without a GC head.</summary>
    public static PyObject* AllocateObject(PyTypeObject* type, nuint size)
    {
        PyObject* o = (PyObject*)Allocate(size);
        InitHeader(o, type);
        return o;
    }

    public static void InitHeader(PyObject* o, PyTypeObject* type)
    {
        o->ob_refcnt = Ref.ImmortalInitialCount;
        o->ob_flags = Ref.ImmortalFlag | Ref.StaticallyAllocatedFlag;
        o->ob_type = type;
    }
}
