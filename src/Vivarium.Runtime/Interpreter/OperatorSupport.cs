// What the operator handlers need besides their fast paths and cannot do themselves, because it takes the address of a local.
namespace Vivarium.Runtime.Interpreter;

internal static unsafe class OperatorSupport
{
    /// <summary>local += right for str; the local is null on error.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Status AppendToLocal(ThreadState* ts, StackRef* local, PyObject* right)
    {
        PyObject* text = StackRefs.TakeObject(*local);
        *local = StackRefs.Null;
        PyUnicode.Append(ts, &text, right);
        if (text == null)
            return Status.Error;
        *local = StackRefs.Steal(text);
        return Status.Ok;
    }

    /// <summary>key in container, a dict or set.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Truth Contains(ThreadState* ts, PyObject* container, PyObject* key)
    {
        if (container->ob_type != DictType.Type)
            return SetOperations.Contains(ts, container, key);
        Lookup found = PyDict.Contains(ts, container, key);
        return found == Lookup.Error ? Truth.Error : found == Lookup.Found ? Truth.True : Truth.False;
    }
}
