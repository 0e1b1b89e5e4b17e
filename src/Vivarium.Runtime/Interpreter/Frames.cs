// Frames: making, clearing and leaving them, and what other parts of the runtime ask about the code that is executing. See docs/internals/frames.md.
using Vivarium.Bytecode;
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.Objects;

internal static unsafe class Frames
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyCodeObject* CodeOf(_PyInterpreterFrame* frame) => (PyCodeObject*)StackRefs.Borrow(frame->f_executable);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StackRef* Locals(_PyInterpreterFrame* frame) => &frame->localsplus;

    /// <summary>Bottom of the evaluation stack.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StackRef* StackBase(_PyInterpreterFrame* frame) => &frame->localsplus + CodeOf(frame)->co_nlocalsplus;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort* FirstInstruction(PyCodeObject* code) => &code->co_code_adaptive;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyFunctionObject* FunctionOf(_PyInterpreterFrame* frame) => (PyFunctionObject*)StackRefs.Borrow(frame->f_funcobj);

    /// <summary>Index of the current instruction, in code units.</summary>
    public static int InstructionIndex(_PyInterpreterFrame* frame) => (int)(frame->instr_ptr - FirstInstruction(CodeOf(frame)));

    /// <summary>
    /// Fills a frame's fixed part. Takes over <paramref name="function"/>; <paramref name="locals"/> is owned or null. Locals from <paramref name="firstNull"/> on are emptied.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Initialize(_PyInterpreterFrame* frame, StackRef function, PyCodeObject* code, PyObject* locals, int firstNull, _PyInterpreterFrame* previous)
    {
        PyFunctionObject* f = (PyFunctionObject*)StackRefs.Borrow(function);
        frame->previous = previous;
        frame->f_funcobj = function;
        frame->f_executable = StackRefs.New((PyObject*)code);
        frame->f_globals = f->func_globals;
        frame->f_builtins = f->func_builtins;
        frame->f_locals = locals;
        frame->frame_obj = null;
        frame->instr_ptr = FirstInstruction(code);
        frame->stackpointer = StackBaseOf(frame, code);
        frame->return_offset = 0;
        frame->owner = FrameOwner.Thread;
        frame->visited = 0;
        StackRef* slots = &frame->localsplus;
        for (int i = firstNull; i < code->co_nlocalsplus; i++)
            slots[i] = StackRefs.Null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static StackRef* StackBaseOf(_PyInterpreterFrame* frame, PyCodeObject* code) => &frame->localsplus + code->co_nlocalsplus;

    /// <summary>Releases what the frame holds: locals, stack, namespace; a frame object that outlives the call takes them over.</summary>
    public static void Clear(ThreadState* ts, _PyInterpreterFrame* frame)
    {
        PyFrameObject* o = frame->frame_obj;
        if (o != null)
        {
            frame->frame_obj = null;
            if (((PyObject*)o)->ob_refcnt > 1)
            {
                FrameType.TakeOver(ts, o, frame);
                Ref.Dec(ts, o);
                return;
            }
            Ref.Dec(ts, o);
        }
        ClearLocals(ts, frame);
        StackRefs.Close(ts, frame->f_funcobj);
        frame->f_funcobj = StackRefs.Null;
        // A generator shows its code for as long as it lives.
        if (frame->owner == FrameOwner.Generator)
            return;
        StackRef executable = frame->f_executable;
        frame->f_executable = StackRefs.Null;
        StackRefs.Close(ts, executable);
    }

    /// <summary>Empties locals and stack, and drops f_locals.</summary>
    public static void ClearLocals(ThreadState* ts, _PyInterpreterFrame* frame)
    {
        StackRef* sp = frame->stackpointer;
        StackRef* locals = &frame->localsplus;
        frame->stackpointer = locals;
        while (sp > locals)
        {
            sp--;
            StackRef r = *sp;
            *sp = StackRefs.Null;
            StackRefs.Close(ts, r);
        }
        Ref.Clear(ts, &frame->f_locals);
    }

    /// <summary>Ends a call: the frame of a function goes back to the data stack, that of a generator stays in it, emptied.</summary>
    public static void Leave(ThreadState* ts, _PyInterpreterFrame* frame)
    {
        if (frame->owner == FrameOwner.Thread)
        {
            Clear(ts, frame);
            DataStack.Pop(ts, frame);
            return;
        }
        PyGenObject* generator = Generators.Of(frame);
        generator->gi_frame_state = FrameState.Cleared;
        ts->exc_info = generator->gi_exc_state.previous_item;
        generator->gi_exc_state.previous_item = null;
        Clear(ts, frame);
        Err.ClearExcState(ts, &generator->gi_exc_state);
    }

    // ---- The code that is executing ----

    /// <summary>Whether the frame has not begun yet (no RESUME executed): tracebacks and introspection skip it.</summary>
    public static bool IsIncomplete(_PyInterpreterFrame* frame)
    {
        if (frame->owner >= FrameOwner.Interpreter)
            return true;
        return frame->owner != FrameOwner.Generator && frame->instr_ptr < FirstInstruction(CodeOf(frame)) + CodeOf(frame)->_co_firsttraceable;
    }

    /// <summary>The innermost frame of Python code, or null.</summary>
    public static _PyInterpreterFrame* Current(ThreadState* ts) => SkipIncomplete(ts->current_frame);

    public static _PyInterpreterFrame* SkipIncomplete(_PyInterpreterFrame* frame)
    {
        while (frame != null && IsIncomplete(frame))
            frame = frame->previous;
        return frame;
    }

    public static PyObject* CurrentGlobalsBorrowed(ThreadState* ts)
    {
        _PyInterpreterFrame* frame = Current(ts);
        return frame == null ? null : frame->f_globals;
    }

    /// <summary>Builtins of the executing code, or the interpreter's.</summary>
    public static PyObject* CurrentBuiltinsBorrowed(ThreadState* ts)
    {
        _PyInterpreterFrame* frame = Current(ts);
        return frame == null ? ts->interp->builtins : frame->f_builtins;
    }

    /// <summary>locals(): the namespace of module or class code, a snapshot of a function's variables. Owned.</summary>
    public static PyObject* CurrentLocals(ThreadState* ts)
    {
        _PyInterpreterFrame* frame = Current(ts);
        return frame == null ? Err.System(ts, "frame does not exist") : FrameLocals.Get(ts, frame);
    }

    /// <summary>For dir() without arguments: the names of CurrentLocals; owned.</summary>
    public static PyObject* LocalNames(ThreadState* ts)
    {
        using Owned<PyObject> locals = Own.Of(ts, CurrentLocals(ts));
        return locals.IsNull ? null : Map.Keys(ts, locals.Pointer);
    }

    /// <summary>What super() without arguments means in the executing function: __class__ and the first argument (borrowed).</summary>
    public static Status SuperArguments(ThreadState* ts, PyTypeObject** type, PyObject** self)
    {
        _PyInterpreterFrame* frame = Current(ts);
        if (frame == null)
            return Fail(ts, "super(): no current frame");
        PyCodeObject* code = CodeOf(frame);
        if (code->co_argcount == 0)
            return Fail(ts, "super(): no arguments");
        StackRef first = frame->localsplus;
        PyObject* o = StackRefs.IsNull(first) ? null : StackRefs.Borrow(first);
        if (o != null && o->ob_type == CellType.Type && (PyBytes.Data(code->co_localspluskinds)[0] & (byte)LocalKind.CO_FAST_CELL) != 0)
            o = ((PyCellObject*)o)->ob_ref;
        if (o == null)
            return Fail(ts, "super(): arg[0] deleted");
        for (int i = code->co_nlocalsplus - code->co_nfreevars; i < code->co_nlocalsplus; i++)
        {
            if (!PyUnicode.Equal(PyTuple.GetBorrowed(code->co_localsplusnames, i), Id.__class__))
                continue;
            PyObject* cell = StackRefs.Borrow((&frame->localsplus)[i]);
            if (cell == null || cell->ob_type != CellType.Type)
                return Fail(ts, "super(): bad __class__ cell");
            PyObject* cls = ((PyCellObject*)cell)->ob_ref;
            if (cls == null)
                return Fail(ts, "super(): empty __class__ cell");
            if (!PyType.Check(cls))
                return Fail(ts, $"super(): __class__ is not a type ({PyType.NameOf(cls)})");
            *type = (PyTypeObject*)cls;
            *self = o;
            return Status.Ok;
        }
        return Fail(ts, "super(): __class__ cell not found");
    }

    private static Status Fail(ThreadState* ts, string message)
    {
        Err.Runtime(ts, message);
        return Status.Error;
    }
}
