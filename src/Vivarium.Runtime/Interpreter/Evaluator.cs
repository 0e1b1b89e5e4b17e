// The way into the interpreter from native code: a frame is run until it returns or raises. Calls between Python functions do not come here; they push a frame and go on
// (Ops/CallOps.cs). See docs/internals/interpreter.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe class Evaluator
{
    /// <summary>Runs a complete frame, which becomes the current one and is left when done. Owned result, or null with an exception.</summary>
    public static PyObject* Run(ThreadState* ts, _PyInterpreterFrame* frame, bool throwing = false)
    {
        frame->previous = ts->current_frame;
        if (!NativeStack.Enter(ts, ""))
        {
            Frames.Leave(ts, frame);
            return null;
        }
        if (--ts->py_recursion_remaining < 0 && !Recursion.Check(ts))
        {
            ts->py_recursion_remaining++;
            Frames.Leave(ts, frame);
            return null;
        }
        _PyInterpreterFrame entry;
        Unsafe.SkipInit(out entry);
        entry.f_executable = StackRefs.Uncounted(Py.None);
        entry.f_funcobj = StackRefs.Null;
        entry.f_globals = null;
        entry.f_builtins = null;
        entry.f_locals = null;
        entry.frame_obj = null;
        entry.instr_ptr = ExitCode.Instructions + 1;
        entry.stackpointer = &entry.localsplus;
        entry.return_offset = 0;
        entry.owner = FrameOwner.Interpreter;
        entry.visited = 0;
        entry.localsplus = StackRefs.Null;
        entry.previous = ts->current_frame;
        frame->previous = &entry;
        ts->current_frame = frame;
        return (PyObject*)Dispatch.Start(ts, frame, throwing);
    }

    /// <summary>Code that INTERPRETER_EXIT stands in: where a frame run from native code returns to.</summary>
    private static class ExitCode
    {
        public static readonly ushort* Instructions = Make();

        private static ushort* Make()
        {
            // A return comes back to the second unit, a yield (which skips a SEND and its cache) to the fourth.
            ushort* code = (ushort*)ImmortalRegion.Allocate(8);
            code[0] = (ushort)Opcode.NOP;
            code[1] = (ushort)Opcode.INTERPRETER_EXIT;
            code[2] = (ushort)Opcode.NOP;
            code[3] = (ushort)Opcode.INTERPRETER_EXIT;
            return code;
        }
    }

    /// <summary>Calls a Python function with arguments from native code.</summary>
    public static PyObject* CallFunction(ThreadState* ts, PyFunctionObject* function, PyObject** args, nint nargs, PyObject* kwnames)
    {
        _PyInterpreterFrame* frame = ArgumentBinding.PushFrame(ts, function, null, args, nargs, kwnames);
        return frame == null ? null : Run(ts, frame);
    }

    /// <summary>Runs a class body, a function without parameters, in the given namespace; owned result.</summary>
    public static PyObject* RunBody(ThreadState* ts, PyFunctionObject* body, PyObject* space)
    {
        _PyInterpreterFrame* frame = ArgumentBinding.PushFrame(ts, body, Ref.New(space), null, 0, null);
        return frame == null ? null : Run(ts, frame);
    }

    /// <summary>exec and eval: module code in a namespace. Globals is a dict, locals any mapping (null: globals).</summary>
    public static PyObject* RunCode(ThreadState* ts, PyObject* code, PyObject* globals, PyObject* locals, PyObject* closure = null)
    {
        if (locals == null)
            locals = globals;
        if (PyDict.Contains(ts, globals, Id.__builtins__) is var there && there != Lookup.Found)
        {
            if (there == Lookup.Error || PyDict.Set(ts, globals, Id.__builtins__, Frames.CurrentBuiltinsBorrowed(ts)) != Status.Ok)
                return null;
        }
        using Owned<PyObject> function = Own.Of(ts, PyFunction.New(ts, code, globals));
        if (function.IsNull)
            return null;
        PyFunctionObject* f = (PyFunctionObject*)function.Pointer;
        if (closure != null)
            f->func_closure = Ref.New(closure);
        PyCodeObject* co = (PyCodeObject*)code;
        // Code of a function run by exec (no arguments) has variables of its own.
        bool optimized = (co->co_flags & (int)(CodeFlags.CO_OPTIMIZED | CodeFlags.CO_NEWLOCALS)) == (int)(CodeFlags.CO_OPTIMIZED | CodeFlags.CO_NEWLOCALS);
        _PyInterpreterFrame* frame = ArgumentBinding.PushFrame(ts, f, optimized ? null : Ref.New(locals), null, 0, null);
        return frame == null ? null : Run(ts, frame);
    }
}
