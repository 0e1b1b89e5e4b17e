// from module import *: the names of __all__, or all that do not begin with an underscore. See docs/internals/interpreter.md.
namespace Vivarium.Runtime.Interpreter;

internal static unsafe class ImportStar
{
    public static PyObject* Run(ThreadState* ts, _PyInterpreterFrame* frame, PyObject* module)
    {
        using Owned<PyObject> locals = Own.Of(ts, FrameLocals.MappingOf(ts, frame));
        if (locals.IsNull)
            return null;
        PyObject* names;
        if (Obj.LookupAttr(ts, module, Id.__all__, &names) == Lookup.Error)
            return null;
        bool skipPrivate = names == null;
        if (skipPrivate)
        {
            PyObject* dict;
            if (Obj.LookupAttr(ts, module, Id.__dict__, &dict) == Lookup.Error)
                return null;
            if (dict == null)
                return Err.Import(ts, "from-import-* object has no __dict__ and no __all__");
            names = Map.Keys(ts, dict);
            Ref.Dec(ts, dict);
            if (names == null)
                return null;
        }
        using Owned<PyObject> held = Own.Of(ts, names);
        for (nint i = 0; ; i++)
        {
            using Owned<PyObject> name = Own.Of(ts, Seq.GetItem(ts, names, i));
            if (name.IsNull)
                return Err.ClearIf(ts, Exc.IndexError) ? Py.None : null;
            if (!PyUnicode.Check(name.Pointer))
                return BadName(ts, module, name.Pointer, skipPrivate);
            if (skipPrivate && PyUnicode.Length(name.Pointer) > 0 && PyUnicode.ReadChar(name.Pointer, 0) == '_')
                continue;
            using Owned<PyObject> value = Own.Of(ts, Obj.GetAttr(ts, module, name.Pointer));
            if (value.IsNull || Obj.SetItem(ts, locals.Pointer, name.Pointer, value.Pointer) != Status.Ok)
                return null;
        }
    }

    private static PyObject* BadName(ThreadState* ts, PyObject* module, PyObject* name, bool fromDict)
    {
        using Owned<PyObject> moduleName = Own.Of(ts, Obj.GetAttr(ts, module, Id.__name__));
        if (moduleName.IsNull)
            return null;
        if (!PyUnicode.Check(moduleName.Pointer))
            return Err.Type(ts, $"module __name__ must be a string, not {PyType.NameOf(moduleName.Pointer)}");
        string where = PyUnicode.ToString(moduleName.Pointer);
        return Err.Type(ts, fromDict
            ? $"Key in {where}.__dict__ must be str, not {PyType.NameOf(name)}"
            : $"Item in {where}.__all__ must be str, not {PyType.NameOf(name)}");
    }
}
