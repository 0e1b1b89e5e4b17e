// sys: the hooks that a program may replace: display of values, reports of exceptions, breakpoint(), audit.
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Stdlib.Sys;

internal static unsafe partial class SysModule
{
    [PyFunction("($module, object, /)", Doc = "Print repr(object) to sys.stdout and keep the object as builtins._, unless it is None.")]
    private static PyObject* displayhook(ThreadState* ts, PyObject* module, PyObject* o)
    {
        PyObject* builtins = ts->interp->modules == null ? null : PyDict.GetStringBorrowed(ts, ts->interp->modules, "builtins");
        if (builtins == null)
            return Err.Occurred(ts) ? null : Err.Runtime(ts, "lost builtins module");
        using Owned<PyObject> held = Own.Of(ts, Ref.New(builtins));
        if (o == Py.None)
            return Py.None;
        // Not the old value while repr() of the new one runs: it may refer to it.
        if (Obj.SetAttr(ts, builtins, Id._, Py.None) != Status.Ok)
            return null;
        using Owned<PyObject> output = Own.Of(ts, Member(ts, Id.stdout));
        if (output.IsNull || output.Pointer == Py.None)
            return Err.Runtime(ts, "lost sys.stdout");
        using Owned<PyObject> text = Own.Of(ts, Obj.Repr(ts, o));
        if (text.IsNull || !WriteDisplayed(ts, output.Pointer, text.Pointer))
            return null;
        using Owned<PyObject> newline = Own.Of(ts, PyUnicode.FromString(ts, "\n"));
        return Write(ts, output.Pointer, newline.Pointer) && Obj.SetAttr(ts, builtins, Id._, o) == Status.Ok ? Py.None : null;
    }

    private static bool Write(ThreadState* ts, PyObject* file, PyObject* text)
    {
        PyObject* result = Call.Method(ts, file, Id.write, text);
        Ref.XDec(ts, result);
        return result != null;
    }

    private static bool WriteDisplayed(ThreadState* ts, PyObject* output, PyObject* text)
    {
        if (Write(ts, output, text))
            return true;
        if (!Err.Matches(ts, Exc.UnicodeEncodeError))
            return false;
        Err.Clear(ts);
        return WriteEscaped(ts, output, text);
    }

    /// <summary>What the stream's encoding does not have is written as escapes: as bytes to its buffer, or else as text that survives the encoding.</summary>
    private static bool WriteEscaped(ThreadState* ts, PyObject* output, PyObject* text)
    {
        using Owned<PyObject> encoding = Own.Of(ts, Obj.GetAttr(ts, output, Id.encoding));
        if (encoding.IsNull)
            return false;
        if (!PyUnicode.Check(encoding.Pointer))
        {
            Err.Type(ts, "bad argument type for built-in operation");
            return false;
        }
        string name = PyUnicode.ToString(encoding.Pointer);
        using Owned<PyObject> bytes = Own.Of(ts, PyUnicode.AsEncodedString(ts, text, name, "backslashreplace"));
        if (bytes.IsNull)
            return false;
        PyObject* buffer;
        Lookup there = Obj.LookupAttr(ts, output, Id.buffer, &buffer);
        if (there == Lookup.Error)
            return false;
        if (there == Lookup.Found)
        {
            bool written = Write(ts, buffer, bytes.Pointer);
            Ref.Dec(ts, buffer);
            return written;
        }
        using Owned<PyObject> escaped = Own.Of(ts, PyUnicode.Decode(ts, PyBytes.AsSpan(bytes.Pointer), name, "strict"));
        return !escaped.IsNull && Write(ts, output, escaped.Pointer);
    }

    [PyFunction("($module, exctype, value, traceback, /)", Doc = "Print an exception with its traceback to sys.stderr.")]
    private static PyObject* excepthook(ThreadState* ts, PyObject* module, PyObject* exctype, PyObject* value, PyObject* traceback)
    {
        Err.Display(ts, value, traceback);
        return Err.Occurred(ts) ? null : Py.None;
    }

    [PyFunction("($module, unraisable, /)", Doc = "Print an exception that could not be raised, such as one of a finalizer.\n\n"
        + "unraisable has the attributes exc_type, exc_value, exc_traceback, err_msg and object.")]
    private static PyObject* unraisablehook(ThreadState* ts, PyObject* module, PyObject* unraisable)
    {
        if (unraisable->ob_type != UnraisableHookArgs.Type)
            return Err.Type(ts, "sys.unraisablehook argument type must be UnraisableHookArgs");
        Err.DisplayUnraisable(ts, unraisable);
        return Err.Occurred(ts) ? null : Py.None;
    }

    // ---- breakpoint() ----

    [PyFunction("($module, /, *args, **kwargs)", Doc = "What breakpoint() calls: the function named by $PYTHONBREAKPOINT, else pdb.set_trace(); nothing if that is '0'.")]
    private static PyObject* breakpointhook(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        string? name = PyInterpreter.Of(ts).Config.use_environment ? SysPlatform.Variable("PYTHONBREAKPOINT") : null;
        if (string.IsNullOrEmpty(name))
            name = "pdb.set_trace";
        if (name == "0")
            return Py.None;
        int dot = name.LastIndexOf('.');
        if (dot == 0)
            return Unimportable(ts, name);
        using Owned<PyObject> holder = Own.Of(ts, Imports.ImportModule(ts, dot < 0 ? "builtins" : name[..dot]));
        if (holder.IsNull)
            return Err.Matches(ts, Exc.ImportError) ? Unimportable(ts, name) : null;
        using Owned<PyObject> function = Own.Of(ts, Obj.GetAttr(ts, holder.Pointer, name[(dot + 1)..]));
        if (function.IsNull)
            return Err.Matches(ts, Exc.AttributeError) ? Unimportable(ts, name) : null;
        return Call.Vectorcall(ts, function.Pointer, args, (nuint)nargs, kwnames);
    }

    private static PyObject* Unimportable(ThreadState* ts, string name)
    {
        Err.Clear(ts);
        return Err.Warn(ts, Exc.RuntimeWarning, $"Ignoring unimportable $PYTHONBREAKPOINT: \"{name}\"", 0) == Status.Ok ? Py.None : null;
    }

    // ---- Audit ----

    [PyFunction("($module, event, /, *args)", Doc = "Tell all audit hooks of an event.")]
    private static PyObject* audit(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (kwnames != null && PyTuple.Size(kwnames) != 0)
            return Err.Type(ts, "sys.audit() takes no keyword arguments");
        if (nargs < 1)
            return Err.Type(ts, $"audit expected at least 1 argument, got {nargs}");
        if (!PyUnicode.Check(args[0]))
            return ArgumentParsing.BadArgument(ts, "audit", "argument 1", "str", args[0]);
        if (!Audit.Wanted(ts))
            return Py.None;
        using Owned<PyObject> rest = Own.Of(ts, PyTuple.FromArray(ts, args + 1, nargs - 1));
        return rest.IsNull || Audit.Raise(ts, args[0], rest.Pointer) != Status.Ok ? null : Py.None;
    }

    [PyFunction("($module, /, hook)", Doc = "Add a function that is called with the name and the arguments of each audit event; it cannot be removed.")]
    private static Status addaudithook(ThreadState* ts, PyObject* module, PyObject* hook) => Audit.Add(ts, hook);

    // ---- The interactive interpreter ----

    [PyFunction("($module, /)", Doc = "The interactive loop over standard input.")]
    private static PyObject* _baserepl(ThreadState* ts, PyObject* module) => SysReports.RunInteractive(ts);
}
