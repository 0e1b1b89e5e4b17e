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

    /// <summary>(builtins.name, (argument,)); takes over the argument, which may be null after an error.</summary>
    public static PyObject* CallOf(ThreadState* ts, PyObject* name, PyObject* argument)
    {
        if (argument == null)
            return null;
        PyObject* tuple = PyTuple.Pack(ts, argument);
        Ref.Dec(ts, argument);
        return PyTuple.PackStealOrNull(ts, tuple == null ? null : Builtin(ts, name), tuple);
    }

    /// <summary>(builtins.name, (argument,), state); takes over the argument.</summary>
    public static PyObject* CallWithState(ThreadState* ts, PyObject* name, PyObject* argument, nint state)
    {
        PyObject* pair = CallOf(ts, name, argument);
        PyObject* index = pair == null ? null : PyLong.FromNInt(ts, state);
        PyObject* result = index == null ? null : PyTuple.Pack(ts, PyTuple.GetBorrowed(pair, 0), PyTuple.GetBorrowed(pair, 1), index);
        Ref.XDec(ts, index);
        Ref.XDec(ts, pair);
        return result;
    }
}
