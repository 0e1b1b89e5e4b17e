// Pickling of iterators: (iter, (what is left,)) or (reversed, …), with the function taken from builtins. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class ReduceHelp
{
    /// <summary>A function of the builtins module (owned).</summary>
    public static PyObject* Builtin(ThreadState* ts, PyObject* name)
    {
        PyObject* found = PyDict.GetBorrowed(ts, ts->interp->builtins, name);
        if (found == null)
            return Err.Occurred(ts) ? null : Err.Attribute(ts, $"module 'builtins' has no attribute '{PyUnicode.ToString(name)}'");
        return Ref.New(found);
    }

    /// <summary>
    /// (function, (argument,)); takes over both, which may be null after an error. The function is looked up before the iterator is looked at: keys of builtins may run code that exhausts it.
    /// </summary>
    public static PyObject* CallOf(ThreadState* ts, PyObject* function, PyObject* argument)
    {
        PyObject* tuple = function == null || argument == null ? null : PyTuple.Pack(ts, argument);
        Ref.XDec(ts, argument);
        return PyTuple.PackStealOrNull(ts, function, tuple);
    }

    /// <summary>(function, (argument,), state); takes over function and argument.</summary>
    public static PyObject* CallWithState(ThreadState* ts, PyObject* function, PyObject* argument, nint state)
    {
        PyObject* pair = CallOf(ts, function, argument);
        PyObject* index = pair == null ? null : PyLong.FromNInt(ts, state);
        PyObject* result = index == null ? null : PyTuple.Pack(ts, PyTuple.GetBorrowed(pair, 0), PyTuple.GetBorrowed(pair, 1), index);
        Ref.XDec(ts, index);
        Ref.XDec(ts, pair);
        return result;
    }
}
