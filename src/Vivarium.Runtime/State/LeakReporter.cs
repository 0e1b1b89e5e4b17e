// What is left on a heap that should be empty: live blocks by the type of the object they hold, as far as their headers tell.
using System.Text;
using Vivarium.Heap;

namespace Vivarium.Runtime.State;

internal static unsafe class LeakReporter
{
    private const int Shown = 12;

    public static string Describe(PyHeap* heap)
    {
        var counts = new Dictionary<string, int>();
        foreach (HeapBlock block in heap->Walk())
        {
            string kind = KindOf(block);
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
        }
        var text = new StringBuilder();
        foreach ((string kind, int count) in counts.OrderByDescending(p => p.Value).Take(Shown))
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{count} {kind}; ");
        return text.ToString();
    }

    /// <summary>An object starts at the block, behind a GC head, or behind a pre-header and a GC head.</summary>
    private static string KindOf(HeapBlock block)
    {
        if (block.Domain != HeapDomain.Object)
            return $"{block.Domain} block of {block.Size} bytes";
        foreach (int offset in (ReadOnlySpan<int>)[0, 16, 32])
        {
            if (block.Size < (nuint)offset + (nuint)sizeof(PyObject))
                break;
            PyObject* o = (PyObject*)((byte*)block.Address + offset);
            if (!ImmortalRegion.IsStaticType(o->ob_type))
                continue;
            string name = PyType.TpName(o->ob_type);
            string detail = o->ob_type == StrType.Type ? " " + PyUnicode.ToString(o) : "";
            return $"{name}{detail} (refcount {o->ob_refcnt})";
        }
        return $"object of {block.Size} bytes";
    }
}
