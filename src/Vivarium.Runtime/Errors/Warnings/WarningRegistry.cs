// The dict __warningregistry__ of a module: which of its warnings have been shown, valid for one version of the filters. See docs/internals/reports.md.
namespace Vivarium.Runtime.Errors.Warnings;

internal static unsafe class WarningRegistry
{
    /// <summary>Whether the key is true in the registry, which is emptied first if the filters have changed since; when it is not and <paramref name="enter"/>, it is entered.</summary>
    public static Truth Contains(ThreadState* ts, PyObject* registry, PyObject* key, bool enter)
    {
        PyObject* version = PyDict.GetStringBorrowed(ts, registry, "version");
        if (version == null && Err.Occurred(ts))
            return Truth.Error;
        if (version == null || !PyLong.CheckExact(version) || !IsCurrent(ts, version))
        {
            PyDict.Clear(ts, registry);
            using Owned<PyObject> current = Own.Of(ts, PyLong.FromInt64(ts, ts->interp->warnings_filters_version));
            if (current.IsNull || PyDict.SetString(ts, registry, "version", current.Pointer) != Status.Ok)
                return Truth.Error;
        }
        else
        {
            PyObject* entered;
            Lookup found = PyDict.GetRef(ts, registry, key, &entered);
            if (found == Lookup.Error)
                return Truth.Error;
            if (found == Lookup.Found)
            {
                using Owned<PyObject> value = Own.Of(ts, entered);
                Truth already = Obj.IsTrue(ts, entered);
                if (already != Truth.False)
                    return already;
            }
        }
        return enter && PyDict.Set(ts, registry, key, Py.True) != Status.Ok ? Truth.Error : Truth.False;
    }

    private static bool IsCurrent(ThreadState* ts, PyObject* version)
    {
        long number;
        return PyLong.TryGetInt64(version, &number) && number == ts->interp->warnings_filters_version;
    }

    /// <summary>Enters the warning whatever its line; true when it was there.</summary>
    public static Truth EnterText(ThreadState* ts, PyObject* registry, PyObject* text, PyObject* category)
    {
        using Owned<PyObject> key = Own.Of(ts, PyTuple.Pack(ts, text, category));
        return key.IsNull ? Truth.Error : Contains(ts, registry, key.Pointer, enter: true);
    }
}
