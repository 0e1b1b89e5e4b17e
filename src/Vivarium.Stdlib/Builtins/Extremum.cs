// min() and max(): of an iterable, with a default for an empty one, or of the arguments; with a key.
namespace Vivarium.Stdlib.Builtins;

internal static unsafe class Extremum
{
    public static PyObject* Find(ThreadState* ts, PyObject** args, nint nargs, PyObject* kwnames, string name, int op)
    {
        PyObject* key = null;
        PyObject* defaultValue = null;
        nint keywords = kwnames == null ? 0 : PyTuple.Size(kwnames);
        for (nint i = 0; i < keywords; i++)
        {
            PyObject* keyword = PyTuple.GetBorrowed(kwnames, i);
            if (PyUnicode.EqualToString(keyword, "key"))
                key = args[nargs + i];
            else if (PyUnicode.EqualToString(keyword, "default"))
                defaultValue = args[nargs + i];
            else
                return Err.Type(ts, $"{name}() got an unexpected keyword argument '{PyUnicode.ToString(keyword)}'");
        }
        if (nargs == 0)
            return Err.Type(ts, $"{name} expected at least 1 argument, got 0");
        if (nargs > 1 && defaultValue != null)
            return Err.Type(ts, $"Cannot specify a default for {name}() with multiple positional arguments");
        if (key == Py.None)
            key = null;
        using Owned<PyObject> iterator = Own.Of(ts, nargs == 1 ? Obj.GetIter(ts, args[0]) : null);
        if (nargs == 1 && iterator.IsNull)
            return null;

        PyObject* best = null;
        PyObject* bestKey = null;
        for (nint i = 0; ; i++)
        {
            PyObject* item = nargs == 1 ? Obj.IterNext(ts, iterator.Pointer) : i < nargs ? Ref.New(args[i]) : null;
            if (item == null)
                break;
            PyObject* itemKey = key == null ? Ref.New(item) : Call.OneArg(ts, key, item);
            Truth better = itemKey == null ? Truth.Error : best == null ? Truth.True : Obj.RichCompareBool(ts, itemKey, bestKey, op);
            if (better == Truth.True)
            {
                Ref.XDec(ts, best);
                Ref.XDec(ts, bestKey);
                best = item;
                bestKey = itemKey;
                continue;
            }
            Ref.Dec(ts, item);
            Ref.XDec(ts, itemKey);
            if (better == Truth.Error)
                break;
        }
        Ref.XDec(ts, bestKey);
        if (Err.Occurred(ts))
        {
            Ref.XDec(ts, best);
            return null;
        }
        if (best != null)
            return best;
        return defaultValue != null ? Ref.New(defaultValue) : Err.Value(ts, $"{name}() iterable argument is empty");
    }
}
