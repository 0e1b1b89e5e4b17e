// The module _sysconfig: what of the configuration the runtime knows better than the library's files. See docs/internals/small_modules.md.
namespace Vivarium.Stdlib.Sysconfig;

[PyModule("_sysconfig", Doc = "Help for the module sysconfig.")]
internal static unsafe partial class SysconfigModule
{
    [PyFunction("($module, /)", Doc = "A dict of the build settings that are compiled in.")]
    private static PyObject* config_vars(ThreadState* ts, PyObject* module)
    {
        using Owned<PyObject> vars = Own.Of(ts, PyDict.New(ts));
        PyObject* zero = PyLong.SmallInt(0);
        if (vars.IsNull || PyDict.SetString(ts, vars.Pointer, "Py_GIL_DISABLED", zero) != Status.Ok || PyDict.SetString(ts, vars.Pointer, "Py_DEBUG", zero) != Status.Ok)
            return null;
        return vars.Release();
    }
}
