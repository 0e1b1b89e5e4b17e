// The module _weakref: references, proxies and what the library's weakref builds on. The types are in Runtime/Objects/Weakref.
// See docs/internals/weakref.md.
namespace Vivarium.Stdlib.Weakrefs;

[PyModule("_weakref", Doc = "Weak references, for the module weakref.", Types = [typeof(ReferenceType), typeof(ProxyType), typeof(CallableProxyType)])]
internal static unsafe partial class WeakrefModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) => Modules.AddObject(ts, module, "ref", (PyObject*)ReferenceType.Type);

    [PyFunction("($module, object, /)", Doc = "The number of weak references to the object.")]
    private static nint getweakrefcount(ThreadState* ts, PyObject* module, PyObject* @object) => WeakrefList.Supports(@object->ob_type) ? WeakrefList.Count(ts, @object) : 0;

    [PyFunction("($module, object, /)", Doc = "A list of all weak references to the object.")]
    private static PyObject* getweakrefs(ThreadState* ts, PyObject* module, PyObject* @object)
    {
        using Owned<PyObject> result = Own.Of(ts, PyList.New(ts, 0));
        PyWeakReference** list = result.IsNull || !WeakrefList.Supports(@object->ob_type) ? null : WeakrefList.Of(ts, @object);
        for (PyWeakReference* at = list == null ? null : *list; at != null; at = at->wr_next)
        {
            // One that is being freed stays in the list until its deallocation takes it out.
            if (((PyObject*)at)->ob_refcnt > 0 && PyList.Append(ts, result.Pointer, (PyObject*)at) != Status.Ok)
                return null;
        }
        return result.Release();
    }

    [PyFunction("($module, object, callback=None, /)",
        Doc = "A proxy that stands for the object without keeping it alive.\n\nThe callback, if there is one, is called with the proxy when the object\nis about to be finalized.")]
    private static PyObject* proxy(ThreadState* ts, PyObject* module, PyObject* @object, PyObject* callback) => Weakref.NewProxy(ts, @object, callback);

    [PyFunction("($module, dct, key, /)", Doc = "Removes the key from the dict if its value is a dead weak reference, in one step.")]
    private static Status _remove_dead_weakref(ThreadState* ts, PyObject* module, PyDictObject* dct, PyObject* key)
    {
        nint hash = Obj.Hash(ts, key);
        if (hash == -1)
            return Status.Error;
        PyObject* value;
        Lookup found = PyDict.GetRefKnownHash(ts, (PyObject*)dct, key, hash, &value);
        if (found != Lookup.Found)
            return found == Lookup.Error ? Status.Error : Status.Ok;
        using Owned<PyObject> held = Own.Of(ts, value);
        if (!Weakref.Check(value))
            return Err.TypeStatus(ts, "not a weakref");
        if (Weakref.ReferentBorrowed(value) != null)
            return Status.Ok;
        return PyDict.DeleteKnownHash(ts, (PyObject*)dct, key, hash) == Status.Ok || Err.ClearIf(ts, Exc.KeyError) ? Status.Ok : Status.Error;
    }
}
