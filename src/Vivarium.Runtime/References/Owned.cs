// An owned reference for code that is not hot: `using Owned<PyObject> name = …;` releases it at the end of the scope.
namespace Vivarium.Runtime.References;

internal unsafe ref struct Owned<T>(ThreadState* ts, T* pointer)
    where T : unmanaged
{
    private readonly ThreadState* _ts = ts;

    /// <summary>The reference, borrowed from this holder; null when the call that made it failed.</summary>
    public T* Pointer { get; private set; } = pointer;

    /// <summary>The reference as a plain object, borrowed.</summary>
    public readonly PyObject* Object => (PyObject*)Pointer;

    public readonly bool IsNull => Pointer == null;

    /// <summary>Hands the reference to the caller, who owns it from now on.</summary>
    public T* Release()
    {
        T* result = Pointer;
        Pointer = null;
        return result;
    }

    public void Dispose()
    {
        if (Pointer != null)
        {
            PyObject* o = (PyObject*)Pointer;
            Pointer = null;
            Ref.Dec(_ts, o);
        }
    }
}

internal static unsafe class Own
{
    public static Owned<PyObject> Of(ThreadState* ts, PyObject* o) => new(ts, o);
    public static Owned<T> Of<T>(ThreadState* ts, T* o)
        where T : unmanaged => new(ts, o);
}
