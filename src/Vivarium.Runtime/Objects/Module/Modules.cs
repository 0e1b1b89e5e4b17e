// Making modules: empty ones, and native ones from their definitions. See docs/internals/modules.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class Modules
{
    public static bool Check(PyObject* o) => o->ob_type == ModuleType.Type || PyType.IsSubtype(o->ob_type, ModuleType.Type);

    public static PyObject* DictBorrowed(PyObject* module) => ((PyModuleObject*)module)->md_dict;

    /// <summary>A module with nothing but its name and the attributes that all modules have.</summary>
    public static PyObject* New(ThreadState* ts, string name)
    {
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.InternFromString(ts, name));
        return text.IsNull ? null : New(ts, text.Pointer);
    }

    public static PyObject* New(ThreadState* ts, PyObject* name)
    {
        PyObject* module = ModuleType.Allocate(ts, ModuleType.Type);
        if (module == null)
            return null;
        if (Fill(ts, (PyModuleObject*)module, name, Py.None) == Status.Ok)
            return module;
        Ref.Dec(ts, module);
        return null;
    }

    /// <summary>Sets the attributes that all modules have.</summary>
    internal static Status Fill(ThreadState* ts, PyModuleObject* module, PyObject* name, PyObject* doc)
    {
        PyObject* dict = module->md_dict;
        if (PyDict.Set(ts, dict, Id.__name__, name) != Status.Ok || PyDict.Set(ts, dict, Id.__doc__, doc) != Status.Ok
            || PyDict.Set(ts, dict, Id.__package__, Py.None) != Status.Ok || PyDict.Set(ts, dict, Id.__loader__, Py.None) != Status.Ok
            || PyDict.Set(ts, dict, Id.__spec__, Py.None) != Status.Ok)
            return Status.Error;
        if (PyUnicode.CheckExact(name))
            Ref.SetSteal(ts, &module->md_name, Ref.New(name));
        return Status.Ok;
    }

    /// <summary>A native module with its functions and types; its exec function has not run yet.</summary>
    public static PyObject* FromDefinition(ThreadState* ts, ModuleDef* definition)
    {
        using Owned<PyObject> name = Own.Of(ts, PyUnicode.InternFromString(ts, Utf8Text.ToString(definition->m_name)));
        using Owned<PyObject> module = Own.Of(ts, name.IsNull ? null : New(ts, name.Pointer));
        if (module.IsNull)
            return null;
        PyModuleObject* o = (PyModuleObject*)module.Pointer;
        o->md_def = definition;
        if (AddFunctions(ts, o, definition->m_methods, name.Pointer) != Status.Ok)
            return null;
        if (definition->m_doc != null && SetDoc(ts, o, definition->m_doc) != Status.Ok)
            return null;
        for (int i = 0; i < definition->m_type_count; i++)
        {
            if (AddType(ts, module.Pointer, definition->m_types[i]) != Status.Ok)
                return null;
        }
        return module.Release();
    }

    private static Status AddFunctions(ThreadState* ts, PyModuleObject* module, PyMethodDef* methods, PyObject* moduleName)
    {
        for (PyMethodDef* def = methods; def != null && def->ml_name != null; def++)
        {
            using Owned<PyObject> function = Own.Of(ts, PyCFunction.New(ts, def, (PyObject*)module, moduleName, null));
            if (function.IsNull || AddObject(ts, (PyObject*)module, Utf8Text.ToString(def->ml_name), function.Pointer) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    private static Status SetDoc(ThreadState* ts, PyModuleObject* module, byte* doc)
    {
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, Utf8Text.ToString(doc)));
        return text.IsNull ? Status.Error : PyDict.Set(ts, module->md_dict, Id.__doc__, text.Pointer);
    }

    /// <summary>Runs the module's exec function, if it has one.</summary>
    public static Status Exec(ThreadState* ts, PyObject* module)
    {
        ModuleDef* definition = (ModuleDef*)((PyModuleObject*)module)->md_def;
        return definition == null || definition->m_exec == null ? Status.Ok : definition->m_exec(ts, module);
    }

    /// <summary>The same, unless the module has its state already.</summary>
    public static Status ExecOnce(ThreadState* ts, PyObject* module) => ((PyModuleObject*)module)->md_state != null ? Status.Ok : Exec(ts, module);

    /// <summary>Adds a member; the value is borrowed, and null (of a call that failed) is an error.</summary>
    public static Status AddObject(ThreadState* ts, PyObject* module, string name, PyObject* value)
    {
        if (value == null)
            return Status.Error;
        using Owned<PyObject> key = Own.Of(ts, PyUnicode.InternFromString(ts, name));
        return key.IsNull ? Status.Error : PyDict.Set(ts, ((PyModuleObject*)module)->md_dict, key.Pointer, value);
    }

    /// <summary>Adds a member and takes the value over, also on failure.</summary>
    public static Status AddObjectSteal(ThreadState* ts, PyObject* module, string name, PyObject* value)
    {
        Status status = AddObject(ts, module, name, value);
        Ref.XDec(ts, value);
        return status;
    }

    public static Status AddIntConstant(ThreadState* ts, PyObject* module, string name, long value) => AddObjectSteal(ts, module, name, PyLong.FromInt64(ts, value));

    public static Status AddStringConstant(ThreadState* ts, PyObject* module, string name, string value) =>
        AddObjectSteal(ts, module, name, PyUnicode.FromString(ts, value));

    /// <summary>Adds a type under the last part of its name.</summary>
    public static Status AddType(ThreadState* ts, PyObject* module, PyTypeObject* type)
    {
        string name = PyType.TpName(type);
        return AddObject(ts, module, name[(name.LastIndexOf('.') + 1)..], (PyObject*)type);
    }

    /// <summary>The module's name as its dict has it, borrowed; null without an exception when there is none.</summary>
    public static PyObject* NameBorrowed(ThreadState* ts, PyObject* module)
    {
        PyObject* dict = ((PyModuleObject*)module)->md_dict;
        PyObject* name = dict == null ? null : PyDict.GetBorrowed(ts, dict, Id.__name__);
        return name != null && PyUnicode.Check(name) ? name : null;
    }
}
