// Instructions that find classes and functions, call them, and give objects their state. See docs/internals/pickle.md.
using Vivarium.Runtime.Codecs;

namespace Vivarium.Stdlib.Pickling;

internal static unsafe partial class Loading
{
    // ---- Finding --------------------------------------------------------------------------------------------------------------------------

    /// <summary>The object of a name in a module, as find_class of the type itself finds it; owned.</summary>
    public static PyObject* FindClass(ThreadState* ts, UnpicklerObject* self, PyObject* moduleName, PyObject* globalName)
    {
        if (!PickleState.IsReady(ts))
            return null;
        if (Audit.Wanted(ts))
        {
            using Owned<PyObject> arguments = Own.Of(ts, PyTuple.Pack(ts, moduleName, globalName));
            if (arguments.IsNull || Audit.Raise(ts, "pickle.find_class", arguments.Pointer) != Status.Ok)
                return null;
        }
        PyObject* module = Ref.New(moduleName);
        PyObject* name = Ref.New(globalName);
        PyObject* result = self->proto < 3 && self->fix_imports != 0 && FixImport(ts, &module, &name) != Status.Ok ? null : GetGlobal(ts, self, module, name);
        Ref.Dec(ts, module);
        Ref.Dec(ts, name);
        return result;
    }

    /// <summary>Names of Python 2 are replaced by those of Python 3.</summary>
    private static Status FixImport(ThreadState* ts, PyObject** module, PyObject** name)
    {
        using Owned<PyObject> key = Own.Of(ts, PyTuple.Pack(ts, *module, *name));
        PyObject* found = null;
        Lookup lookup = key.IsNull ? Lookup.Error : PyDict.GetRef(ts, PickleState.NameMapping2To3(ts), key.Pointer, &found);
        using Owned<PyObject> item = Own.Of(ts, found);
        if (lookup == Lookup.Found)
            return PickleMappings.TakePair(ts, item.Pointer, "NAME_MAPPING", module, name);
        if (lookup == Lookup.Missing)
            lookup = PickleMappings.TakeModule(ts, PickleState.ImportMapping2To3(ts), "IMPORT_MAPPING", module);
        return lookup == Lookup.Error ? Status.Error : Status.Ok;
    }

    private static PyObject* GetGlobal(ThreadState* ts, UnpicklerObject* self, PyObject* moduleName, PyObject* name)
    {
        if (!PyUnicode.Check(moduleName))
            return Err.Type(ts, $"module name must be a string, not {PyType.NameOf(moduleName)}");
        using Owned<PyObject> module = Own.Of(ts, PickleSaver.ImportByName(ts, moduleName));
        if (module.IsNull)
            return null;
        if (self->proto < 4 || !PyUnicode.Check(name))
            return Obj.GetAttr(ts, module.Pointer, name);
        using Owned<PyObject> path = Own.Of(ts, PickleSaver.DottedPath(ts, name));
        if (path.IsNull)
            return null;
        PyObject* result = PickleSaver.Follow(ts, module.Pointer, path.Pointer);
        if (result == null && PyList.Size(path.Pointer) > 1)
        {
            PyObject* cause = Err.Fetch(ts);
            Err.Attribute(ts, $"Can't resolve path {Obj.ReprText(ts, name)} on module {Obj.ReprText(ts, moduleName)}");
            Err.ChainRestore(ts, cause);
        }
        return result;
    }

    /// <summary>By the method find_class, which subclasses override.</summary>
    private static PyObject* Find(ThreadState* ts, UnpicklerObject* self, PyObject* module, PyObject* name) => ((PyObject*)self)->ob_type == UnpicklerType.Type
        ? FindClass(ts, self, module, name)
        : Call.Method(ts, (PyObject*)self, Id.find_class, module, name);

    private static PyObject* NameOfLine(ThreadState* ts, UnpicklerObject* self)
    {
        byte* line;
        nint length = NonEmptyLine(ts, self, &line);
        return length < 0 ? null : PyUnicode.FromUtf8(ts, new ReadOnlySpan<byte>(line, (int)length - 1));
    }

    private static Status LoadGlobal(ThreadState* ts, UnpicklerObject* self)
    {
        using Owned<PyObject> module = Own.Of(ts, NameOfLine(ts, self));
        using Owned<PyObject> name = Own.Of(ts, module.IsNull ? null : NameOfLine(ts, self));
        return name.IsNull ? Status.Error : PushSteal(ts, self, Find(ts, self, module.Pointer, name.Pointer));
    }

    private static Status LoadStackGlobal(ThreadState* ts, UnpicklerObject* self)
    {
        using Owned<PyObject> name = Own.Of(ts, Pop(ts, self));
        using Owned<PyObject> module = Own.Of(ts, name.IsNull ? null : Pop(ts, self));
        if (module.IsNull)
            return Status.Error;
        if (!PyUnicode.CheckExact(name.Pointer) || !PyUnicode.CheckExact(module.Pointer))
            return PickleState.FailLoad(ts, "STACK_GLOBAL requires str");
        return PushSteal(ts, self, Find(ts, self, module.Pointer, name.Pointer));
    }

    private static Status LoadExtension(ThreadState* ts, UnpicklerObject* self, int size)
    {
        byte* at = LoadInput.Read(ts, self, size);
        if (at == null)
            return Status.Error;
        int code = Number(at, size);
        if (code <= 0)
            return PickleState.FailLoad(ts, "EXT specifies code <= 0");
        using Owned<PyObject> key = Own.Of(ts, PyLong.FromInt64(ts, code));
        PyObject* found = null;
        Lookup lookup = key.IsNull ? Lookup.Error : PyDict.GetRef(ts, PickleState.ExtensionCache(ts), key.Pointer, &found);
        if (lookup == Lookup.Found)
            return PushSteal(ts, self, found);
        if (lookup == Lookup.Missing)
            lookup = PyDict.GetRef(ts, PickleState.InvertedRegistry(ts), key.Pointer, &found);
        using Owned<PyObject> pair = Own.Of(ts, found);
        if (lookup != Lookup.Found)
            return lookup == Lookup.Missing ? Err.ValueStatus(ts, $"unregistered extension code {code}") : Status.Error;
        if (!PyTuple.Check(found) || PyTuple.Size(found) != 2 || !PyUnicode.Check(PyTuple.GetBorrowed(found, 0)) || !PyUnicode.Check(PyTuple.GetBorrowed(found, 1)))
            return Err.ValueStatus(ts, $"_inverted_registry[{code}] isn't a 2-tuple of strings");
        using Owned<PyObject> o = Own.Of(ts, Find(ts, self, PyTuple.GetBorrowed(found, 0), PyTuple.GetBorrowed(found, 1)));
        if (o.IsNull || PyDict.Set(ts, PickleState.ExtensionCache(ts), key.Pointer, o.Pointer) != Status.Ok)
            return Status.Error;
        return PushSteal(ts, self, o.Release());
    }

    // ---- Persistent ids -------------------------------------------------------------------------------------------------------------------

    public static Status FailPersistent(ThreadState* ts) =>
        PickleState.FailLoad(ts, "A load persistent id instruction was encountered, but no persistent_load function was specified.");

    private static Status PushPersistent(ThreadState* ts, UnpicklerObject* self, PyObject* id)
    {
        if (self->persistent_load == null)
            return FailPersistent(ts);
        using Owned<PyObject> hook = Own.Of(ts, Ref.New(self->persistent_load));
        return PushSteal(ts, self, Call.OneArg(ts, hook.Pointer, id));
    }

    private static Status LoadPersistentText(ThreadState* ts, UnpicklerObject* self)
    {
        byte* line;
        nint length = LoadInput.ReadLine(ts, self, &line);
        if (length < 0)
            return Status.Error;
        using Owned<PyObject> id = Own.Of(ts, SingleByteCodecs.DecodeAscii(ts, new ReadOnlySpan<byte>(line, (int)length - 1), null));
        if (!id.IsNull)
            return PushPersistent(ts, self, id.Pointer);
        return Err.ClearIf(ts, Exc.UnicodeDecodeError) ? PickleState.FailLoad(ts, "persistent IDs in protocol 0 must be ASCII strings") : Status.Error;
    }

    private static Status LoadPersistent(ThreadState* ts, UnpicklerObject* self)
    {
        using Owned<PyObject> id = Own.Of(ts, Pop(ts, self));
        return id.IsNull ? Status.Error : PushPersistent(ts, self, id.Pointer);
    }

    // ---- Making objects -------------------------------------------------------------------------------------------------------------------

    private static PyObject* CallWith(ThreadState* ts, PyObject* callable, PyObject* arguments) =>
        PyTuple.Check(arguments) ? Call.Object(ts, callable, arguments, null) : Err.Type(ts, "argument list must be a tuple");

    private static Status LoadReduce(ThreadState* ts, UnpicklerObject* self)
    {
        using Owned<PyObject> arguments = Own.Of(ts, Pop(ts, self));
        using Owned<PyObject> callable = Own.Of(ts, arguments.IsNull ? null : Pop(ts, self));
        return callable.IsNull ? Status.Error : PushSteal(ts, self, CallWith(ts, callable.Pointer, arguments.Pointer));
    }

    private static Status LoadNewObject(ThreadState* ts, UnpicklerObject* self, bool withNamed)
    {
        using Owned<PyObject> named = Own.Of(ts, withNamed ? Pop(ts, self) : Py.None);
        using Owned<PyObject> arguments = Own.Of(ts, named.IsNull ? null : Pop(ts, self));
        using Owned<PyObject> cls = Own.Of(ts, arguments.IsNull ? null : Pop(ts, self));
        if (cls.IsNull)
            return Status.Error;
        string instruction = withNamed ? "NEWOBJ_EX" : "NEWOBJ";
        if (!PyType.Check(cls.Pointer))
            return PickleState.FailLoad(ts, $"{instruction} class argument must be a type, not {PyType.NameOf(cls.Pointer)}");
        PyTypeObject* type = (PyTypeObject*)cls.Pointer;
        newfunc make = TypeSlots.Of(type)->tp_new;
        if (make == null)
            return PickleState.FailLoad(ts, $"{instruction} class argument '{PyType.TpName(type)}' doesn't have __new__");
        if (!PyTuple.Check(arguments.Pointer))
            return PickleState.FailLoad(ts, $"{instruction} args argument must be a tuple, not {PyType.NameOf(arguments.Pointer)}");
        if (withNamed && !PyDict.Check(named.Pointer))
            return PickleState.FailLoad(ts, $"{instruction} kwargs argument must be a dict, not {PyType.NameOf(named.Pointer)}");
        if (!NativeStack.Enter(ts, " while calling a Python object"))
            return Status.Error;
        return PushSteal(ts, self, make(ts, type, arguments.Pointer, withNamed ? named.Pointer : null));
    }

    /// <summary>An instance by the rules of Python 2: a class without __getinitargs__ is not called when there are no arguments.</summary>
    private static PyObject* Instantiate(ThreadState* ts, PyObject* cls, PyObject* arguments)
    {
        if (PyTuple.Size(arguments) == 0 && PyType.Check(cls))
        {
            PyObject* method;
            Lookup found = Obj.LookupAttr(ts, cls, Id.__getinitargs__, &method);
            if (found == Lookup.Error)
                return null;
            if (found == Lookup.Missing)
                return Call.Method(ts, cls, Id.__new__, cls);
            Ref.Dec(ts, method);
        }
        return Call.Object(ts, cls, arguments, null);
    }

    private static Status LoadObj(ThreadState* ts, UnpicklerObject* self)
    {
        nint mark = Marker(ts, self);
        if (mark < 0)
            return Status.Error;
        if (self->stack->size - mark < 1)
            return Underflow(ts, self->stack);
        using Owned<PyObject> arguments = Own.Of(ts, PopTuple(ts, self, mark + 1));
        using Owned<PyObject> cls = Own.Of(ts, arguments.IsNull ? null : Pop(ts, self));
        return cls.IsNull ? Status.Error : PushSteal(ts, self, Instantiate(ts, cls.Pointer, arguments.Pointer));
    }

    private static PyObject* AsciiOfLine(ThreadState* ts, UnpicklerObject* self)
    {
        byte* line;
        nint length = NonEmptyLine(ts, self, &line);
        return length < 0 ? null : SingleByteCodecs.DecodeAscii(ts, new ReadOnlySpan<byte>(line, (int)length - 1), "strict");
    }

    private static Status LoadInst(ThreadState* ts, UnpicklerObject* self)
    {
        nint mark = Marker(ts, self);
        if (mark < 0)
            return Status.Error;
        using Owned<PyObject> module = Own.Of(ts, AsciiOfLine(ts, self));
        using Owned<PyObject> name = Own.Of(ts, module.IsNull ? null : AsciiOfLine(ts, self));
        using Owned<PyObject> cls = Own.Of(ts, name.IsNull ? null : Find(ts, self, module.Pointer, name.Pointer));
        using Owned<PyObject> arguments = Own.Of(ts, cls.IsNull ? null : PopTuple(ts, self, mark));
        return arguments.IsNull ? Status.Error : PushSteal(ts, self, Instantiate(ts, cls.Pointer, arguments.Pointer));
    }

    // ---- State ----------------------------------------------------------------------------------------------------------------------------

    private static Status LoadBuild(ThreadState* ts, UnpicklerObject* self)
    {
        LoadStack* stack = self->stack;
        if (stack->size - 2 < stack->fence)
            return Underflow(ts, stack);
        using Owned<PyObject> state = Own.Of(ts, Pop(ts, self));
        using Owned<PyObject> o = Own.Of(ts, Ref.New(stack->data[stack->size - 1]));
        PyObject* setter;
        Lookup found = Obj.LookupAttr(ts, o.Pointer, Id.__setstate__, &setter);
        if (found == Lookup.Error)
            return Status.Error;
        if (found == Lookup.Found)
        {
            using Owned<PyObject> held = Own.Of(ts, setter);
            using Owned<PyObject> done = Own.Of(ts, Call.OneArg(ts, setter, state.Pointer));
            return done.IsNull ? Status.Error : Status.Ok;
        }
        PyObject* attributes = state.Pointer;
        PyObject* slots = null;
        if (PyTuple.Check(attributes) && PyTuple.Size(attributes) == 2)
        {
            slots = PyTuple.GetBorrowed(attributes, 1);
            attributes = PyTuple.GetBorrowed(attributes, 0);
        }
        if (attributes != Py.None && SetAttributes(ts, o.Pointer, attributes) != Status.Ok)
            return Status.Error;
        return slots == null ? Status.Ok : SetSlots(ts, o.Pointer, slots);
    }

    /// <summary>Into the object's __dict__; the names are interned, as those of attributes set by code are.</summary>
    private static Status SetAttributes(ThreadState* ts, PyObject* o, PyObject* attributes)
    {
        if (!PyDict.Check(attributes))
            return PickleState.FailLoad(ts, "state is not a dictionary");
        using Owned<PyObject> dict = Own.Of(ts, Obj.GetAttr(ts, o, Id.__dict__));
        if (dict.IsNull)
            return Status.Error;
        nint position = 0;
        PyObject* key;
        PyObject* value;
        while (PyDict.Next(attributes, &position, &key, &value))
        {
            Ref.Inc(key);
            if (PyUnicode.CheckExact(key))
                PyUnicode.InternInPlace(ts, &key);
            using Owned<PyObject> name = Own.Of(ts, key);
            using Owned<PyObject> held = Own.Of(ts, Ref.New(value));
            if (Obj.SetItem(ts, dict.Pointer, key, value) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    private static Status SetSlots(ThreadState* ts, PyObject* o, PyObject* slots)
    {
        if (!PyDict.Check(slots))
            return PickleState.FailLoad(ts, "slot state is not a dictionary");
        nint position = 0;
        PyObject* key;
        PyObject* value;
        while (PyDict.Next(slots, &position, &key, &value))
        {
            using Owned<PyObject> name = Own.Of(ts, Ref.New(key));
            using Owned<PyObject> held = Own.Of(ts, Ref.New(value));
            if (Obj.SetAttr(ts, o, key, value) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }
}
