// The module _functools: partial application, memoising, reduce and comparison functions as keys. See docs/internals/functools.md.
namespace Vivarium.Stdlib.Functools;

[PyModule("_functools", Doc = "Tools that work on functions.", Types = [typeof(PlaceholderType), typeof(PartialType), typeof(LruCacheType)])]
internal static unsafe partial class FunctoolsModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) => Modules.AddObject(ts, module, "Placeholder", Placeholder.Value);

    [PyFunction("($module, /, mycmp)", Doc = "Makes a key function of a comparison function.\n\n  mycmp\n    takes two objects; the sign of its result tells their order")]
    private static PyObject* cmp_to_key(ThreadState* ts, PyObject* module, PyObject* mycmp) => KeyWrapperType.New(ts, mycmp, null);

    [PyFunction("($module, function, iterable, /, initial=<unrepresentable>)",
        Doc = "Applies a function of two arguments from left to right to what was made so\nfar and the next item, until one value is left.\n\n"
            + "The initial value, if there is one, stands before the first item, and is\nthe result when there are no items. So\nreduce(lambda x, y: x+y, [1, 2, 3, 4, 5]) is ((((1 + 2) + 3) + 4) + 5).")]
    private static PyObject* reduce(ThreadState* ts, PyObject* module, PyObject* function, PyObject* iterable, PyObject* initial = null)
    {
        using Owned<PyObject> iterator = Own.Of(ts, Obj.GetIter(ts, iterable));
        if (iterator.IsNull)
            return Err.Matches(ts, Exc.TypeError) ? Err.Type(ts, "reduce() arg 2 must support iteration") : null;
        unaryfunc next = TypeSlots.Of(iterator.Pointer)->tp_iternext;
        PyObject* result = Ref.XNew(initial);
        while (true)
        {
            PyObject* item = next(ts, iterator.Pointer);
            if (item == null)
                break;
            if (result == null)
            {
                result = item;
                continue;
            }
            PyObject* combined = Call.TwoArgs(ts, function, result, item);
            Ref.Dec(ts, result);
            Ref.Dec(ts, item);
            if (combined == null)
                return null;
            result = combined;
        }
        if (Err.Occurred(ts) && !Err.ClearIf(ts, Exc.StopIteration))
        {
            Ref.XDec(ts, result);
            return null;
        }
        return result != null ? result : Err.Type(ts, "reduce() of empty iterable with no initial value");
    }
}
