// builtins: compiling and running code, importing, classes.
using Vivarium.Bytecode;
using Vivarium.Compiler;
using Vivarium.Compiler.Syntax;
using Call = Vivarium.Runtime.Abstract.Call;
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Stdlib.Builtins;

internal static unsafe partial class BuiltinsModule
{
    [PyFunction("($module, /, name, globals=None, locals=None, fromlist=(), level=0)", Doc = "Import a module; what the import statement calls. Programs should call importlib.import_module().")]
    private static PyObject* __import__(ThreadState* ts, PyObject* module, PyObject* name, PyObject* globals, PyObject* locals, PyObject* fromlist = null, int level = 0) =>
        Imports.ImportModuleLevel(ts, name, globals == Py.None ? null : globals, locals == Py.None ? null : locals, fromlist, level);

    [PyFunction(Doc = "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nWhat the class statement calls.")]
    private static PyObject* __build_class__(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames) => BuildClass.Build(ts, args, nargs, kwnames);

    [PyFunction("($module, /, source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)", Doc = "Compile source to a code object that exec() and eval() run.")]
    private static PyObject* compile(ThreadState* ts, PyObject* module, PyObject* source, PyObject* filename, PyASCIIObject* mode, int flags, bool dont_inherit, int optimize, int _feature_version)
    {
        using Owned<PyObject> path = Own.Of(ts, FsPath(ts, filename));
        if (path.IsNull)
            return null;
        const CompileFlags Known = CompileFlags.PyCF_MASK | CompileFlags.PyCF_MASK_OBSOLETE | CompileFlags.PyCF_COMPILE_MASK;
        if ((flags & ~(int)Known) != 0)
            return Err.Value(ts, "compile(): unrecognised flags");
        if (optimize is < -1 or > 2)
            return Err.Value(ts, "compile(): invalid optimize value");
        ParseMode parseMode;
        switch (PyUnicode.ToString((PyObject*)mode))
        {
            case "exec":
                parseMode = ParseMode.Exec;
                break;
            case "eval":
                parseMode = ParseMode.Eval;
                break;
            case "single":
                parseMode = ParseMode.Single;
                break;
            case "func_type" when (flags & (int)CompileFlags.PyCF_ONLY_AST) == 0:
                return Err.Value(ts, "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
            case "func_type":
                parseMode = ParseMode.FunctionType;
                break;
            default:
                return Err.Value(ts, (flags & (int)CompileFlags.PyCF_ONLY_AST) != 0
                    ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
                    : "compile() mode must be 'exec', 'eval' or 'single'");
        }
        if (!dont_inherit)
            flags |= InheritedFlags(ts);
        string file = PyUnicode.ToString(path.Pointer);
        return Ast.AstType.Check(source)
            ? SourceCompiler.FromTree(ts, source, file, parseMode, flags, optimize)
            : SourceCompiler.FromObject(ts, source, file, parseMode, flags, optimize, "compile", featureVersion: _feature_version);
    }

    /// <summary>str, bytes or os.PathLike as str; owned.</summary>
    internal static PyObject* FsPath(ThreadState* ts, PyObject* path)
    {
        if (PyUnicode.Check(path))
            return PyUnicode.ToString(path).Contains('\0', StringComparison.Ordinal) ? Err.Value(ts, "embedded null character") : Ref.New(path);
        if (PyBytes.Check(path))
            return PyBytes.AsSpan(path).Contains((byte)0) ? Err.Value(ts, "embedded null character") : PyUnicode.DecodeFSDefault(ts, PyBytes.AsSpan(path));
        PyObject* method = PyType.LookupSpecial(ts, path, Id.__fspath__);
        if (method == null)
            return Err.Occurred(ts) ? null : Err.Type(ts, $"expected str, bytes or os.PathLike object, not {PyType.NameOf(path)}");
        using Owned<PyObject> result = Own.Of(ts, Call.NoArgs(ts, method));
        Ref.Dec(ts, method);
        if (result.IsNull)
            return null;
        return PyUnicode.Check(result.Pointer) || PyBytes.Check(result.Pointer)
            ? FsPath(ts, result.Pointer)
            : Err.Type(ts, $"expected {PyType.NameOf(path)}.__fspath__() to return str or bytes, not {PyType.NameOf(result.Pointer)}");
    }

    /// <summary>Future features of the calling code.</summary>
    private static int InheritedFlags(ThreadState* ts)
    {
        _PyInterpreterFrame* frame = Frames.Current(ts);
        return frame == null ? 0 : Frames.CodeOf(frame)->co_flags & SourceCompiler.FutureMask;
    }

    [PyFunction("($module, source, /, globals=None, locals=None)", Doc = "Evaluate an expression, or a code object, and return its value.")]
    private static PyObject* eval(ThreadState* ts, PyObject* module, PyObject* source, PyObject* globals, PyObject* locals)
    {
        if (locals != Py.None && !Map.Check(locals))
            return Err.Type(ts, "locals must be a mapping");
        if (globals != Py.None && !PyDict.Check(globals))
            return Err.Type(ts, Map.Check(globals) ? "globals must be a real dict; try eval(code, {}, mapping)" : "globals must be a dict");
        using Owned<PyObject> scope = Own.Of(ts, Scope(ts, ref globals, locals, "eval"));
        if (scope.IsNull)
            return null;
        if (source->ob_type == CodeType.Type)
        {
            return ((PyCodeObject*)source)->co_nfreevars > 0
                ? Err.Type(ts, "code object passed to eval() may not contain free variables")
                : Evaluator.RunCode(ts, source, globals, scope.Pointer);
        }
        using Owned<PyObject> code = Own.Of(ts, SourceCompiler.FromObject(ts, source, "<string>", ParseMode.Eval, InheritedFlags(ts), -1, "eval", skipBlanks: true));
        return code.IsNull ? null : Evaluator.RunCode(ts, code.Pointer, globals, scope.Pointer);
    }

    /// <summary>Fills in the namespaces of the caller where none are given; the locals are owned.</summary>
    private static PyObject* Scope(ThreadState* ts, ref PyObject* globals, PyObject* locals, string function)
    {
        if (globals != Py.None)
            return Ref.New(locals == Py.None ? globals : locals);
        globals = Frames.CurrentGlobalsBorrowed(ts);
        if (globals == null)
            return Err.System(ts, $"globals and locals cannot be NULL in {function}()");
        return locals == Py.None ? Frames.CurrentLocals(ts) : Ref.New(locals);
    }

    [PyFunction("($module, source, /, globals=None, locals=None, *, closure=None)", Doc = "Run statements, or a code object.")]
    private static PyObject* exec(ThreadState* ts, PyObject* module, PyObject* source, PyObject* globals, PyObject* locals, PyObject* closure)
    {
        if (globals != Py.None && !PyDict.Check(globals))
            return Err.Type(ts, $"exec() globals must be a dict, not {PyType.NameOf(globals)}");
        if (locals != Py.None && !Map.Check(locals))
            return Err.Type(ts, $"locals must be a mapping or None, not {PyType.NameOf(locals)}");
        using Owned<PyObject> scope = Own.Of(ts, Scope(ts, ref globals, locals, "exec"));
        if (scope.IsNull)
            return null;
        if (source->ob_type == CodeType.Type)
        {
            int free = ((PyCodeObject*)source)->co_nfreevars;
            if (free == 0 && closure != Py.None)
                return Err.Type(ts, "cannot use a closure with this code object");
            if (free > 0 && (!PyTuple.CheckExact(closure) || PyTuple.Size(closure) != free))
                return Err.Type(ts, $"code object requires a closure of exactly length {free}");
            return None(ts, Evaluator.RunCode(ts, source, globals, scope.Pointer, free > 0 ? closure : null));
        }
        if (closure != Py.None)
            return Err.Type(ts, "closure argument can only be used with a code object");
        using Owned<PyObject> code = Own.Of(ts, SourceCompiler.FromObject(ts, source, "<string>", ParseMode.Exec, InheritedFlags(ts), -1, "exec"));
        return code.IsNull ? null : None(ts, Evaluator.RunCode(ts, code.Pointer, globals, scope.Pointer));
    }

    private static PyObject* None(ThreadState* ts, PyObject* result)
    {
        if (result == null)
            return null;
        Ref.Dec(ts, result);
        return Py.None;
    }

    [PyFunction("($module, /, *args, **kws)", Doc = "Call sys.breakpointhook().")]
    private static PyObject* breakpoint(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        PyObject* hook = ts->interp->sysdict == null ? null : PyDict.GetStringBorrowed(ts, ts->interp->sysdict, "breakpointhook");
        if (hook == null)
            return Err.Occurred(ts) ? null : Err.Runtime(ts, "lost sys.breakpointhook");
        return Call.Vectorcall(ts, hook, args, (nuint)nargs, kwnames);
    }
}
