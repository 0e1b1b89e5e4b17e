// The module builtins: functions that belong to the language. Objects and attributes here; numbers and text: BuiltinsModule.Values.cs; iteration:
// BuiltinsModule.Iteration.cs; code: BuiltinsModule.Code.cs; classes: BuildClass.cs. See docs/internals/modules.md.
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Stdlib.Builtins;

[PyModule("builtins", Doc = "The functions, types and exceptions that every program sees without importing them.")]
internal static unsafe partial class BuiltinsModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        PyObject* dict = Modules.DictBorrowed(module);
        bool ok = Add(ts, dict, "None", Py.None) && Add(ts, dict, "Ellipsis", Py.Ellipsis) && Add(ts, dict, "NotImplemented", Py.NotImplemented)
            && Add(ts, dict, "False", Py.False) && Add(ts, dict, "True", Py.True)
            && Add(ts, dict, "bool", BoolType.Type) && Add(ts, dict, "bytearray", ByteArrayType.Type)
            && Add(ts, dict, "bytes", BytesType.Type) && Add(ts, dict, "classmethod", ClassMethodType.Type) && Add(ts, dict, "complex", ComplexType.Type)
            && Add(ts, dict, "dict", DictType.Type) && Add(ts, dict, "enumerate", EnumerateType.Type) && Add(ts, dict, "filter", FilterType.Type)
            && Add(ts, dict, "float", FloatType.Type) && Add(ts, dict, "frozenset", FrozenSetType.Type) && Add(ts, dict, "property", PropertyType.Type)
            && Add(ts, dict, "int", IntType.Type) && Add(ts, dict, "list", ListType.Type) && Add(ts, dict, "map", MapType.Type) && Add(ts, dict, "memoryview", MemoryViewType.Type)
            && Add(ts, dict, "object", ObjectType.Type) && Add(ts, dict, "range", RangeType.Type) && Add(ts, dict, "reversed", ReversedType.Type)
            && Add(ts, dict, "set", SetType.Type) && Add(ts, dict, "slice", SliceType.Type) && Add(ts, dict, "staticmethod", StaticMethodType.Type)
            && Add(ts, dict, "str", StrType.Type) && Add(ts, dict, "super", SuperType.Type) && Add(ts, dict, "tuple", TupleType.Type)
            && Add(ts, dict, "type", TypeType.Type) && Add(ts, dict, "zip", ZipType.Type)
            && PyDict.SetString(ts, dict, "__debug__", Py.Bool(PyInterpreter.Of(ts).Config.optimization_level == 0)) == Status.Ok
            && AddExceptions(ts, dict);
        if (!ok)
            return Status.Error;
        InterpreterState* interp = ts->interp;
        interp->common_all = Ref.XNew(PyDict.GetStringBorrowed(ts, dict, "all"));
        interp->common_any = Ref.XNew(PyDict.GetStringBorrowed(ts, dict, "any"));
        interp->callable_len = Ref.XNew(PyDict.GetStringBorrowed(ts, dict, "len"));
        interp->callable_isinstance = Ref.XNew(PyDict.GetStringBorrowed(ts, dict, "isinstance"));
        interp->import_func = Ref.XNew(PyDict.GetStringBorrowed(ts, dict, "__import__"));
        return Err.Occurred(ts) ? Status.Error : Status.Ok;
    }

    private static bool Add(ThreadState* ts, PyObject* dict, string name, void* value) => value == null || PyDict.SetString(ts, dict, name, (PyObject*)value) == Status.Ok;

    /// <summary>Every exception type, under its own name: BaseException and what derives from it among the static types.</summary>
    private static bool AddExceptions(ThreadState* ts, PyObject* dict)
    {
        PyTypeObject** all = Exc.All(out int count);
        for (int i = 0; i < count; i++)
        {
            if (PyDict.SetString(ts, dict, PyType.Name(all[i]), (PyObject*)all[i]) != Status.Ok)
                return false;
        }
        return Add(ts, dict, "EnvironmentError", Exc.OSError) && Add(ts, dict, "IOError", Exc.OSError);
    }

    // ---- Objects ----

    [PyFunction("($module, obj, /)", Doc = "Return the identity of an object: its address.")]
    private static PyObject* id(ThreadState* ts, PyObject* module, PyObject* obj) => PyLong.FromUInt64(ts, (ulong)obj);

    [PyFunction("($module, obj, /)", Doc = "Return the hash of an object.")]
    private static nint hash(ThreadState* ts, PyObject* module, PyObject* obj) => Obj.Hash(ts, obj);

    [PyFunction("($module, obj, /)", Doc = "Return the text that represents an object.")]
    private static PyObject* repr(ThreadState* ts, PyObject* module, PyObject* obj) => Obj.Repr(ts, obj);

    [PyFunction("($module, obj, /)", Doc = "Return repr(obj) with everything but ASCII escaped.")]
    private static PyObject* ascii(ThreadState* ts, PyObject* module, PyObject* obj) => Obj.Ascii(ts, obj);

    [PyFunction("($module, value, format_spec='', /)", Doc = "Return value formatted as format_spec says.")]
    private static PyObject* format(ThreadState* ts, PyObject* module, PyObject* value, PyASCIIObject* format_spec = null) => Obj.Format(ts, value, (PyObject*)format_spec);

    [PyFunction("($module, obj, /)", Doc = "Return the number of items of a container.")]
    private static PyObject* len(ThreadState* ts, PyObject* module, PyObject* obj)
    {
        nint length = Obj.Size(ts, obj);
        return length < 0 ? null : PyLong.FromNInt(ts, length);
    }

    [PyFunction("($module, obj, /)", Doc = "Tell whether an object can be called.")]
    private static bool callable(ThreadState* ts, PyObject* module, PyObject* obj) => Obj.IsCallable(obj);

    [PyFunction("($module, obj, class_or_tuple, /)", Doc = "Tell whether an object is an instance of a class, or of one of several.")]
    private static Truth isinstance(ThreadState* ts, PyObject* module, PyObject* obj, PyObject* class_or_tuple) => Obj.IsInstance(ts, obj, class_or_tuple);

    [PyFunction("($module, cls, class_or_tuple, /)", Doc = "Tell whether a class derives from another, or from one of several.")]
    private static Truth issubclass(ThreadState* ts, PyObject* module, PyObject* cls, PyObject* class_or_tuple) => Obj.IsSubclass(ts, cls, class_or_tuple);

    // ---- Attributes ----

    [PyFunction(Doc = "getattr(object, name[, default]) -> value\n\nReturn the attribute of that name, or the default if it is missing.", NoKeywords = true)]
    private static PyObject* getattr(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs is < 2 or > 3)
            return Err.Type(ts, $"getattr expected at {(nargs < 2 ? "least 2" : "most 3")} arguments, got {nargs}");
        if (nargs == 2)
            return Obj.GetAttr(ts, args[0], args[1]);
        if (!PyUnicode.Check(args[1]))
            return Err.Type(ts, $"attribute name must be string, not '{PyType.NameOf(args[1])}'");
        PyObject* value;
        Lookup found = Obj.LookupAttr(ts, args[0], args[1], &value);
        return found == Lookup.Found ? value : found == Lookup.Missing ? Ref.New(args[2]) : null;
    }

    [PyFunction("($module, obj, name, /)", Doc = "Tell whether an object has an attribute.")]
    private static PyObject* hasattr(ThreadState* ts, PyObject* module, PyObject* obj, PyObject* name)
    {
        if (!PyUnicode.Check(name))
            return Err.Type(ts, $"attribute name must be string, not '{PyType.NameOf(name)}'");
        Truth has = Obj.HasAttr(ts, obj, name);
        return has == Truth.Error ? null : Py.Bool(has == Truth.True);
    }

    [PyFunction("($module, obj, name, value, /)", Doc = "Set an attribute.")]
    private static Status setattr(ThreadState* ts, PyObject* module, PyObject* obj, PyObject* name, PyObject* value) => Obj.SetAttr(ts, obj, name, value);

    [PyFunction("($module, obj, name, /)", Doc = "Delete an attribute.")]
    private static Status delattr(ThreadState* ts, PyObject* module, PyObject* obj, PyObject* name) => Obj.DelAttr(ts, obj, name);

    [PyFunction(Doc = "dir([object]) -> list of strings\n\nList the names of the attributes of an object, or of the names in scope.", NoKeywords = true)]
    private static PyObject* dir(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames) =>
        nargs > 1 ? Err.Type(ts, $"dir expected at most 1 argument, got {nargs}") : Obj.Dir(ts, nargs == 0 ? null : args[0]);

    [PyFunction(Doc = "vars([object]) -> dictionary\n\nReturn the __dict__ of an object, or the local variables.", NoKeywords = true)]
    private static PyObject* vars(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs > 1)
            return Err.Type(ts, $"vars expected at most 1 argument, got {nargs}");
        if (nargs == 0)
            return Frames.CurrentLocals(ts);
        PyObject* dict;
        Lookup found = Obj.LookupAttr(ts, args[0], Id.__dict__, &dict);
        if (found == Lookup.Missing)
            Err.Type(ts, "vars() argument must have __dict__ attribute");
        return found == Lookup.Found ? dict : null;
    }

    [PyFunction("($module, /)", Doc = "Return the global variables of the executing code.")]
    private static PyObject* globals(ThreadState* ts, PyObject* module)
    {
        PyObject* dict = Frames.CurrentGlobalsBorrowed(ts);
        return dict == null ? Py.None : Ref.New(dict);
    }

    [PyFunction("($module, /)", Doc = "Return the local variables of the executing code.")]
    private static PyObject* locals(ThreadState* ts, PyObject* module) => Frames.CurrentLocals(ts);
}
