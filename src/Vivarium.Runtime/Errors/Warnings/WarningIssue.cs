// Issuing a warning: whose code it is put down to, whether it was shown before, what the filters say, and then showing it, raising it or nothing. warn() and warn_explicit() of
// the module _warnings and the warnings of native code all come through here. See docs/internals/reports.md.
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.Errors.Warnings;

internal static unsafe class WarningIssue
{
    /// <summary>The place a warning is put down to; the objects are owned, the globals borrowed.</summary>
    private ref struct Place
    {
        public PyObject* Filename;
        public int Line;
        public PyObject* Module;
        public PyObject* Registry;
    }

    /// <summary>Puts the warning down to the code that many frames up. The prefixes are a tuple of str or null.</summary>
    public static Status Warn(ThreadState* ts, PyObject* category, PyObject* message, nint stackLevel, PyObject* source, PyObject* skipPrefixes)
    {
        // The interpreter has ended as far as programs can tell: nobody is left to be warned.
        if (ts->interp->sysdict == null)
            return Status.Ok;
        var place = default(Place);
        Status status = FindPlace(ts, stackLevel, skipPrefixes, ref place);
        if (status == Status.Ok)
            status = WarnExplicit(ts, category, message, place.Filename, place.Line, place.Module, place.Registry, null, source);
        Ref.XDec(ts, place.Filename);
        Ref.XDec(ts, place.Module);
        Ref.XDec(ts, place.Registry);
        return status;
    }

    // ---- The place ----

    private static Status FindPlace(ThreadState* ts, nint stackLevel, PyObject* skipPrefixes, ref Place place)
    {
        if (skipPrefixes != null && PyTuple.Size(skipPrefixes) > 0 && stackLevel < 2)
            stackLevel = 2;
        _PyInterpreterFrame* frame = Frames.Current(ts);
        if (stackLevel <= 0 || frame == null || IsInternal(frame))
        {
            while (--stackLevel > 0 && frame != null)
                frame = Frames.SkipIncomplete(frame->previous);
        }
        else
        {
            while (--stackLevel > 0 && frame != null)
                frame = NextExternal(frame, skipPrefixes);
        }
        PyObject* globals;
        if (frame == null)
        {
            globals = ts->interp->sysdict;
            place.Filename = PyUnicode.FromString(ts, "<sys>");
            place.Line = 0;
        }
        else
        {
            globals = frame->f_globals;
            place.Filename = Ref.New(Frames.CodeOf(frame)->co_filename);
            place.Line = int.Max(FrameType.CurrentLine(frame), 0);
        }
        return place.Filename == null ? Status.Error : FindRegistry(ts, globals, ref place);
    }

    private static Status FindRegistry(ThreadState* ts, PyObject* globals, ref Place place)
    {
        PyObject* registry = PyDict.GetStringBorrowed(ts, globals, "__warningregistry__");
        if (registry != null)
        {
            place.Registry = Ref.New(registry);
        }
        else
        {
            if (Err.Occurred(ts))
                return Status.Error;
            place.Registry = PyDict.New(ts);
            if (place.Registry == null || PyDict.SetString(ts, globals, "__warningregistry__", place.Registry) != Status.Ok)
                return Status.Error;
        }
        PyObject* name = PyDict.GetBorrowed(ts, globals, Id.__name__);
        if (name == null && Err.Occurred(ts))
            return Status.Error;
        bool usable = name != null && (name == Py.None || PyUnicode.Check(name));
        place.Module = usable ? Ref.New(name) : PyUnicode.FromString(ts, "<string>");
        return place.Module == null ? Status.Error : Status.Ok;
    }

    /// <summary>Frames of importlib do not count.</summary>
    private static bool IsInternal(_PyInterpreterFrame* frame)
    {
        string file = PyUnicode.ToString(Frames.CodeOf(frame)->co_filename);
        return file.Contains("importlib", StringComparison.Ordinal) && file.Contains("_bootstrap", StringComparison.Ordinal);
    }

    private static _PyInterpreterFrame* NextExternal(_PyInterpreterFrame* frame, PyObject* skipPrefixes)
    {
        do
        {
            frame = Frames.SkipIncomplete(frame->previous);
        }
        while (frame != null && (IsInternal(frame) || IsSkipped(frame, skipPrefixes)));
        return frame;
    }

    private static bool IsSkipped(_PyInterpreterFrame* frame, PyObject* skipPrefixes)
    {
        PyObject* file = Frames.CodeOf(frame)->co_filename;
        for (nint i = 0; skipPrefixes != null && i < PyTuple.Size(skipPrefixes); i++)
        {
            if (PyUnicode.TailMatch(file, PyTuple.GetBorrowed(skipPrefixes, i), 0, nint.MaxValue, -1))
                return true;
        }
        return false;
    }

    // ---- The decision ----

    /// <summary>
    /// module: null is derived from the file's name, None drops the warning (the interpreter is ending). registry: a dict, None or null. The message is a text or a Warning,
    /// whose type is then the category.
    /// </summary>
    public static Status WarnExplicit(
        ThreadState* ts, PyObject* category, PyObject* message, PyObject* filename, int line, PyObject* module, PyObject* registry, PyObject* sourceLine, PyObject* source)
    {
        if (module == Py.None)
            return Status.Ok;
        if (registry != null && registry != Py.None && !PyDict.Check(registry))
            return Err.TypeStatus(ts, "'registry' must be a dict or None");
        if (registry == Py.None)
            registry = null;
        if (source == Py.None)
            source = null;
        if (WarningState.Ensure(ts) != Status.Ok)
            return Status.Error;
        using Owned<PyObject> moduleName = Own.Of(ts, module == null ? ModuleOfFile(ts, filename) : Ref.New(module));
        if (moduleName.IsNull)
            return Status.Error;
        bool made = PyType.IsInstance(message, Exc.Warning);
        using Owned<PyObject> text = Own.Of(ts, made ? Obj.Str(ts, message) : Ref.New(message));
        if (made)
            category = (PyObject*)message->ob_type;
        using Owned<PyObject> type = Own.Of(ts, Ref.New(category));
        using Owned<PyObject> warning = Own.Of(ts, text.IsNull ? null : made ? Ref.New(message) : Call.OneArg(ts, category, message));
        using Owned<PyObject> number = Own.Of(ts, warning.IsNull ? null : PyLong.FromInt64(ts, line));
        using Owned<PyObject> key = Own.Of(ts, number.IsNull ? null : PyTuple.Pack(ts, text.Pointer, category, number.Pointer));
        if (key.IsNull)
            return Status.Error;
        Truth show = Decide(ts, category, text.Pointer, warning.Pointer, line, moduleName.Pointer, registry, key.Pointer);
        if (show != Truth.True)
            return show == Truth.Error ? Status.Error : Status.Ok;
        return WarningDisplay.Show(ts, category, text.Pointer, warning.Pointer, filename, line, number.Pointer, sourceLine, source);
    }

    /// <summary>Whether to show it; the action "error" raises it.</summary>
    private static Truth Decide(
        ThreadState* ts, PyObject* category, PyObject* text, PyObject* warning, int line, PyObject* module, PyObject* registry, PyObject* key)
    {
        if (registry != null)
        {
            Truth already = WarningRegistry.Contains(ts, registry, key, enter: false);
            if (already != Truth.False)
                return already == Truth.Error ? Truth.Error : Truth.False;
        }
        PyObject* item;
        using Owned<PyObject> action = Own.Of(ts, WarningFilters.Action(ts, category, text, line, module, &item));
        using Owned<PyObject> filter = Own.Of(ts, item);
        if (action.IsNull)
            return Truth.Error;
        string name = PyUnicode.ToString(action.Pointer);
        switch (name)
        {
            case "error":
                Raise(ts, category, warning);
                return Truth.Error;
            case "ignore":
                return Truth.False;
            case "always" or "all":
                return Truth.True;
            default:
                // The registry is entered whatever the action turns out to be.
                if (registry != null && PyDict.Set(ts, registry, key, Py.True) != Status.Ok)
                    return Truth.Error;
                return ShowOnce(ts, name, category, text, registry, action.Pointer, filter.Pointer);
        }
    }

    private static Truth ShowOnce(ThreadState* ts, string action, PyObject* category, PyObject* text, PyObject* registry, PyObject* actionObject, PyObject* filter)
    {
        switch (action)
        {
            case "default":
                return Truth.True;
            case "module":
                return registry == null ? Truth.True : Not(WarningRegistry.EnterText(ts, registry, text, category));
            case "once":
                if (registry == null && (registry = WarningState.OnceRegistryBorrowed(ts)) == null)
                    return Truth.Error;
                return Not(WarningRegistry.EnterText(ts, registry, text, category));
            default:
                Err.Runtime(ts, $"Unrecognized action ({Obj.ReprText(ts, actionObject)}) in warnings.filters:\n {Obj.ReprText(ts, filter)}");
                return Truth.Error;
        }
    }

    private static Truth Not(Truth truth) => truth == Truth.Error ? Truth.Error : truth == Truth.True ? Truth.False : Truth.True;

    private static void Raise(ThreadState* ts, PyObject* category, PyObject* warning)
    {
        if (PyType.Check(category))
            Err.SetObject(ts, (PyTypeObject*)category, warning);
        else
            Err.Type(ts, "exceptions must derive from BaseException");
    }

    /// <summary>The name of a module by its file: without .py.</summary>
    private static PyObject* ModuleOfFile(ThreadState* ts, PyObject* filename)
    {
        nint length = PyUnicode.Length(filename);
        if (length == 0)
            return PyUnicode.FromString(ts, "<unknown>");
        bool python = length >= 3 && PyUnicode.ReadChar(filename, length - 3) == '.' && PyUnicode.ReadChar(filename, length - 2) == 'p'
            && PyUnicode.ReadChar(filename, length - 1) == 'y';
        return python ? PyUnicode.Substring(ts, filename, 0, length - 3) : Ref.New(filename);
    }
}
