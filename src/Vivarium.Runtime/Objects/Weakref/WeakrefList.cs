// Clearing the weak references to an object that is about to be freed (docs/internals/weakref.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class WeakrefList
{
    /// <summary>For tp_dealloc: clears the references in the list at *list and runs callbacks.</summary>
    public static void Clear(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static void ClearNoCallbacks(ThreadState* ts, PyObject* o) => throw new NotImplementedException();
}
