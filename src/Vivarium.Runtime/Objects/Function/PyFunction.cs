// function: code with its globals, defaults and closure. Calls enter the interpreter without native recursion where they come from bytecode
// (Interpreter/Ops); this is the way in from native code. See docs/internals/functions.md.
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.Objects;

internal static unsafe class PyFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Check(PyObject* o) => o->ob_type == FunctionType.Type;

    /// <summary>MAKE_FUNCTION: name, docstring and module come from the code and the globals.</summary>
    public static PyObject* New(ThreadState* ts, PyObject* code, PyObject* globals)
    {
        PyCodeObject* co = (PyCodeObject*)code;
        PyObject* builtins = BuiltinsOf(ts, globals);
        if (builtins == null)
            return null;
        PyObject* module;
        if (PyDict.GetRef(ts, globals, Id.__name__, &module) == Lookup.Error)
        {
            Ref.Dec(ts, builtins);
            return null;
        }
        PyFunctionObject* f = (PyFunctionObject*)ObjectAlloc.GcNew(ts, FunctionType.Type);
        if (f == null)
        {
            Ref.Dec(ts, builtins);
            Ref.XDec(ts, module);
            return null;
        }
        f->func_globals = Ref.New(globals);
        f->func_builtins = builtins;
        f->func_name = Ref.New(co->co_name);
        f->func_qualname = Ref.New(co->co_qualname);
        f->func_code = Ref.New(code);
        f->func_defaults = null;
        f->func_kwdefaults = null;
        f->func_closure = null;
        f->func_doc = Ref.New(DocOf(co));
        f->func_dict = null;
        f->func_weakreflist = null;
        f->func_module = module;
        f->func_annotations = null;
        f->func_annotate = null;
        f->func_typeparams = null;
        f->vectorcall = &Vectorcall;
        f->func_version = co->co_version;
        GcList.Track(ts, f);
        return (PyObject*)f;
    }

    private static PyObject* DocOf(PyCodeObject* co) =>
        (co->co_flags & (int)Vivarium.Bytecode.CodeFlags.CO_HAS_DOCSTRING) != 0 && PyTuple.Size(co->co_consts) > 0 ? PyTuple.GetBorrowed(co->co_consts, 0) : Py.None;

    /// <summary>The builtins that code with these globals sees: globals["__builtins__"], or the interpreter's; owned.</summary>
    public static PyObject* BuiltinsOf(ThreadState* ts, PyObject* globals)
    {
        PyObject* builtins;
        Lookup found = PyDict.GetRef(ts, globals, Id.__builtins__, &builtins);
        if (found == Lookup.Error)
            return null;
        if (found == Lookup.Missing)
            return Ref.New(Frames.CurrentBuiltinsBorrowed(ts));
        if (builtins->ob_type == ModuleType.Type || PyType.IsSubtype(builtins->ob_type, ModuleType.Type))
        {
            PyObject* dict = Ref.New(((PyModuleObject*)builtins)->md_dict);
            Ref.Dec(ts, builtins);
            return dict;
        }
        return builtins;
    }

    /// <summary>A version for the specialiser's guards, the same for all functions made of one code object; 0 when versions have run out, or the function has been changed.</summary>
    public static uint Version(PyFunctionObject* f) => f->func_version;

    /// <summary>Something that guards rely on has changed: the function has no version any more.</summary>
    public static void ResetVersion(PyFunctionObject* f) => f->func_version = 0;

    private static PyObject* Vectorcall(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames) =>
        Evaluator.CallFunction(ts, (PyFunctionObject*)callable, args, Call.ArgumentCount(nargsf), kwnames);
}
