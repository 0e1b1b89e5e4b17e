// Writing classes and functions: by module and qualified name, after a check that the name leads to the very object; by extension code where one is registered. See docs/internals/pickle.md.
namespace Vivarium.Stdlib.Pickling;

internal static unsafe partial class PickleSaver
{
    private static Status SaveType(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        PyObject* instance = o == (PyObject*)Py.None->ob_type ? Py.None
            : o == (PyObject*)Py.Ellipsis->ob_type ? Py.Ellipsis
            : o == (PyObject*)Py.NotImplemented->ob_type ? Py.NotImplemented : null;
        // The types of the singletons have no name in builtins.
        return instance != null ? SaveMade(ts, self, (PyObject*)TypeType.Type, instance, null, o) : SaveGlobal(ts, self, o, null);
    }

    private static Status SaveGlobal(ThreadState* ts, PicklerObject* self, PyObject* o, PyObject* givenName)
    {
        using Owned<PyObject> name = Own.Of(ts, GlobalName(ts, o, givenName));
        using Owned<PyObject> path = Own.Of(ts, name.IsNull ? null : DottedPath(ts, name.Pointer));
        using Owned<PyObject> module = Own.Of(ts, path.IsNull ? null : WhichModule(ts, o, name.Pointer, path.Pointer));
        if (module.IsNull)
            return Status.Error;
        if (self->proto >= 2)
        {
            Lookup written = SaveExtension(ts, self, module.Pointer, name.Pointer);
            if (written != Lookup.Missing)
                return written == Lookup.Found ? Status.Ok : Status.Error;
        }
        Status status;
        if (self->proto >= 4)
        {
            status = Save(ts, self, module.Pointer) == Status.Ok && Save(ts, self, name.Pointer) == Status.Ok ? PickleOutput.Write(ts, self, PickleOpcode.STACK_GLOBAL) : Status.Error;
        }
        else
        {
            status = SaveDotted(ts, self, module.Pointer, path.Pointer);
        }
        return status == Status.Ok ? Memoize(ts, self, o) : status;
    }

    private static PyObject* GlobalName(ThreadState* ts, PyObject* o, PyObject* given)
    {
        if (given != null)
            return Ref.New(given);
        PyObject* name;
        Lookup found = Obj.LookupAttr(ts, o, Id.__qualname__, &name);
        if (found == Lookup.Missing)
            name = Obj.GetAttr(ts, o, Id.__name__);
        if (name == null || PyUnicode.Check(name))
            return name;
        string type = PyType.FullName(name->ob_type);
        Ref.Dec(ts, name);
        return Err.Type(ts, $"__qualname__ must be a string, not {type}");
    }

    public static PyObject* DottedPath(ThreadState* ts, PyObject* name)
    {
        using Owned<PyObject> path = Own.Of(ts, PyList.New(ts, 0));
        nint length = PyUnicode.Length(name);
        nint start = 0;
        while (!path.IsNull && start <= length)
        {
            nint dot = PyUnicode.FindChar(name, '.', start, length, 1);
            nint end = dot < 0 ? length : dot;
            PyObject* part = PyUnicode.Substring(ts, name, start, end);
            if (part == null || PyList.AppendSteal(ts, path.Pointer, part) != Status.Ok)
                return null;
            start = end + 1;
        }
        return path.Release();
    }

    /// <summary>The end of a path of attributes, owned; null with AttributeError or another exception.</summary>
    public static PyObject* Follow(ThreadState* ts, PyObject* start, PyObject* path)
    {
        PyObject* o = Ref.New(start);
        for (nint i = 0; o != null && i < PyList.Size(path); i++)
        {
            PyObject* next = Obj.GetAttr(ts, o, PyList.GetBorrowed(path, i));
            Ref.Dec(ts, o);
            o = next;
        }
        return o;
    }

    /// <summary>The name of the module in which the object is found under its name; owned.</summary>
    private static PyObject* WhichModule(ThreadState* ts, PyObject* o, PyObject* name, PyObject* path)
    {
        for (nint i = 0; i < PyList.Size(path); i++)
        {
            if (PyUnicode.EqualToString(PyList.GetBorrowed(path, i), "<locals>"))
                return FailPickle(ts, o, "Can't pickle local object {0}");
        }
        PyObject* moduleName;
        if (Obj.LookupAttr(ts, o, Id.__module__, &moduleName) == Lookup.Error)
            return null;
        if (moduleName == Py.None)
        {
            Ref.Dec(ts, moduleName);
            moduleName = null;
        }
        using Owned<PyObject> result = Own.Of(ts, moduleName != null ? moduleName : SearchModules(ts, o, path));
        if (result.IsNull || !IsFoundIn(ts, o, result.Pointer, name, path))
            return null;
        return result.Release();
    }

    /// <summary>The module among all of sys.modules that has the object, "__main__" when none has it; owned.</summary>
    private static PyObject* SearchModules(ThreadState* ts, PyObject* o, PyObject* path)
    {
        PyObject* modules = ts->interp->modules;
        if (modules == null || !PyDict.Check(modules))
            return Err.Runtime(ts, "unable to get sys.modules");
        // Attributes of modules may be made by code that imports.
        using Owned<PyObject> copy = Own.Of(ts, PyDict.Copy(ts, modules));
        if (copy.IsNull)
            return null;
        nint position = 0;
        PyObject* name;
        PyObject* module;
        while (PyDict.Next(copy.Pointer, &position, &name, &module))
        {
            if (module == Py.None || (PyUnicode.Check(name) && (PyUnicode.EqualToString(name, "__main__") || PyUnicode.EqualToString(name, "__mp_main__"))))
                continue;
            using Owned<PyObject> found = Own.Of(ts, Follow(ts, module, path));
            if (found.Pointer == o)
                return Ref.New(name);
            if (found.IsNull && !Err.ClearIf(ts, Exc.AttributeError))
                return null;
        }
        return PyUnicode.InternFromString(ts, "__main__");
    }

    private static bool IsFoundIn(ThreadState* ts, PyObject* o, PyObject* moduleName, PyObject* name, PyObject* path)
    {
        using Owned<PyObject> module = Own.Of(ts, ImportByName(ts, moduleName));
        if (module.IsNull)
        {
            if (Err.Matches(ts, Exc.ImportError) || Err.Matches(ts, Exc.ValueError) || Err.Matches(ts, Exc.KeyError))
                FailPickleFrom(ts, o);
            return false;
        }
        using Owned<PyObject> found = Own.Of(ts, Follow(ts, module.Pointer, path));
        if (found.Pointer == o)
            return true;
        if (found.IsNull && !Err.Matches(ts, Exc.AttributeError))
            return false;
        PyObject* cause = Err.Fetch(ts);
        string place = $"{Obj.StrText(ts, moduleName)}.{Obj.StrText(ts, name)}";
        FailPickle(ts, o, found.IsNull ? $"Can't pickle {{0}}: it's not found as {place}" : $"Can't pickle {{0}}: it's not the same object as {place}");
        Err.ChainRestore(ts, cause);
        return false;
    }

    /// <summary>The module as import leaves it in sys.modules; owned.</summary>
    public static PyObject* ImportByName(ThreadState* ts, PyObject* name)
    {
        using Owned<PyObject> imported = Own.Of(ts, Imports.ImportModuleLevel(ts, name, null, null, null, 0));
        if (imported.IsNull)
            return null;
        PyObject* module;
        Lookup found = Map.GetOptionalItem(ts, ts->interp->modules, name, &module);
        return found == Lookup.Missing ? Err.Key(ts, name) : module;
    }

    /// <summary>PicklingError with the object's repr in the place of {0}.</summary>
    private static PyObject* FailPickle(ThreadState* ts, PyObject* o, string message)
    {
        using Owned<PyObject> repr = Own.Of(ts, Obj.Repr(ts, o));
        if (!repr.IsNull)
            PickleState.Fail(ts, message.Replace("{0}", PyUnicode.ToString(repr.Pointer), StringComparison.Ordinal));
        return null;
    }

    /// <summary>PicklingError whose message ends with that of the pending exception, which it has as its context.</summary>
    private static void FailPickleFrom(ThreadState* ts, PyObject* o)
    {
        PyObject* cause = Err.Fetch(ts);
        string text = Obj.StrText(ts, cause);
        FailPickle(ts, o, "Can't pickle {0}: " + text.Replace("{0}", "{{0}}", StringComparison.Ordinal));
        Err.ChainRestore(ts, cause);
    }

    // ---- How it is written ----------------------------------------------------------------------------------------------------------------

    private static Lookup SaveExtension(ThreadState* ts, PicklerObject* self, PyObject* module, PyObject* name)
    {
        using Owned<PyObject> pair = Own.Of(ts, PyTuple.Pack(ts, module, name));
        PyObject* found = null;
        Lookup lookup = pair.IsNull ? Lookup.Error : PyDict.GetRef(ts, PickleState.ExtensionRegistry(ts), pair.Pointer, &found);
        if (lookup != Lookup.Found)
            return lookup;
        using Owned<PyObject> number = Own.Of(ts, found);
        long code = ArgumentParsing.Int64(ts, found);
        if (code is <= 0 or > int.MaxValue)
        {
            if (!Err.Occurred(ts))
                Err.Runtime(ts, $"extension code {code} is out of range");
            return Lookup.Error;
        }
        (byte opcode, int size) = code <= 0xFF ? (PickleOpcode.EXT1, 1) : code <= 0xFFFF ? (PickleOpcode.EXT2, 2) : (PickleOpcode.EXT4, 4);
        return PickleOutput.Write(ts, self, opcode, (ulong)code, size) == Status.Ok ? Lookup.Found : Lookup.Error;
    }

    /// <summary>Before protocol 4 only the first name is a global; the others are got from it by calls of getattr.</summary>
    private static Status SaveDotted(ThreadState* ts, PicklerObject* self, PyObject* module, PyObject* path)
    {
        nint count = PyList.Size(path);
        for (nint i = 1; i < count; i++)
        {
            if (Save(ts, self, PickleState.Getattr(ts)) != Status.Ok || (self->proto < 2 && PickleOutput.Write(ts, self, PickleOpcode.MARK) != Status.Ok))
                return Status.Error;
        }
        if (SaveTopLevel(ts, self, module, PyList.GetBorrowed(path, 0)) != Status.Ok)
            return Status.Error;
        for (nint i = 1; i < count; i++)
        {
            if (Save(ts, self, PyList.GetBorrowed(path, i)) != Status.Ok
                || PickleOutput.Write(ts, self, self->proto < 2 ? PickleOpcode.TUPLE : PickleOpcode.TUPLE2) != Status.Ok
                || PickleOutput.Write(ts, self, PickleOpcode.REDUCE) != Status.Ok)
            {
                return Status.Error;
            }
        }
        return Status.Ok;
    }

    private static Status SaveTopLevel(ThreadState* ts, PicklerObject* self, PyObject* module, PyObject* name)
    {
        PyObject* mappedModule = Ref.New(module);
        PyObject* mappedName = Ref.New(name);
        Status status = self->proto < 3 && self->fix_imports != 0 ? FixImport(ts, &mappedModule, &mappedName) : Status.Ok;
        if (status == Status.Ok)
            status = PickleOutput.Write(ts, self, PickleOpcode.GLOBAL);
        if (status == Status.Ok)
            status = WriteLine(ts, self, mappedModule, "module");
        if (status == Status.Ok)
            status = WriteLine(ts, self, mappedName, "global");
        Ref.Dec(ts, mappedModule);
        Ref.Dec(ts, mappedName);
        return status;
    }

    /// <summary>The names that Python 2 has for them.</summary>
    private static Status FixImport(ThreadState* ts, PyObject** module, PyObject** name)
    {
        using Owned<PyObject> key = Own.Of(ts, PyTuple.Pack(ts, *module, *name));
        PyObject* found = null;
        Lookup lookup = key.IsNull ? Lookup.Error : PyDict.GetRef(ts, PickleState.NameMapping3To2(ts), key.Pointer, &found);
        using Owned<PyObject> item = Own.Of(ts, found);
        if (lookup == Lookup.Found)
            return PickleMappings.TakePair(ts, item.Pointer, "REVERSE_NAME_MAPPING", module, name);
        if (lookup == Lookup.Missing)
            lookup = PickleMappings.TakeModule(ts, PickleState.ImportMapping3To2(ts), "REVERSE_IMPORT_MAPPING", module);
        return lookup == Lookup.Error ? Status.Error : Status.Ok;
    }

    private static Status WriteLine(ThreadState* ts, PicklerObject* self, PyObject* name, string kind)
    {
        if (!PyUnicode.Check(name))
            return Err.TypeStatus(ts, $"can only pickle names that are str, not {PyType.NameOf(name)}");
        // Before protocol 3 names are ASCII.
        using Owned<PyObject> line = Own.Of(ts, PyUnicode.AsEncodedString(ts, name, self->proto >= 3 ? "utf-8" : "ascii", null));
        if (!line.IsNull)
        {
            Status status = PickleOutput.Write(ts, self, PyBytes.AsSpan(line.Pointer));
            return status == Status.Ok ? PickleOutput.Write(ts, self, (byte)'\n') : status;
        }
        if (!Err.Matches(ts, Exc.UnicodeEncodeError))
            return Status.Error;
        PyObject* cause = Err.Fetch(ts);
        PickleState.Fail(ts, $"can't pickle {kind} identifier {Obj.ReprText(ts, name)} using pickle protocol {self->proto}");
        Err.ChainRestore(ts, cause);
        return Status.Error;
    }
}

/// <summary>The renamed modules and functions of Python 2 and 3.</summary>
internal static unsafe class PickleMappings
{
    /// <summary>Replaces both names by those of a pair.</summary>
    public static Status TakePair(ThreadState* ts, PyObject* pair, string mapping, PyObject** module, PyObject** name)
    {
        if (!PyTuple.Check(pair) || PyTuple.Size(pair) != 2)
        {
            Err.Runtime(ts, $"_compat_pickle.{mapping} values should be 2-tuples, not {PyType.NameOf(pair)}");
            return Status.Error;
        }
        PyObject* newModule = PyTuple.GetBorrowed(pair, 0);
        PyObject* newName = PyTuple.GetBorrowed(pair, 1);
        if (!PyUnicode.Check(newModule) || !PyUnicode.Check(newName))
        {
            Err.Runtime(ts, $"_compat_pickle.{mapping} values should be pairs of str, not ({PyType.NameOf(newModule)}, {PyType.NameOf(newName)})");
            return Status.Error;
        }
        Ref.SetSteal(ts, module, Ref.New(newModule));
        Ref.SetSteal(ts, name, Ref.New(newName));
        return Status.Ok;
    }

    /// <summary>Replaces a module's name by the one the mapping has for it, if any.</summary>
    public static Lookup TakeModule(ThreadState* ts, PyObject* table, string mapping, PyObject** module)
    {
        PyObject* found = null;
        Lookup lookup = PyDict.GetRef(ts, table, *module, &found);
        if (lookup != Lookup.Found)
            return lookup;
        if (PyUnicode.Check(found))
        {
            Ref.SetSteal(ts, module, found);
            return Lookup.Found;
        }
        Err.Runtime(ts, $"_compat_pickle.{mapping} values should be strings, not {PyType.NameOf(found)}");
        Ref.Dec(ts, found);
        return Lookup.Error;
    }
}
