// The code that runs below an __init__ entered by CALL_ALLOC_AND_ENTER_INIT: its frame holds the new instance, checks that __init__ returned None, and returns the instance.
// The frame never counts as begun, so that nothing that looks at frames sees it. See docs/internals/specialisation.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe class InitCleanup
{
    private static readonly PyCodeObject* s_code = Make();

    public static int FrameWords => s_code->co_framesize;

    public static ushort* Instructions => &s_code->co_code_adaptive;

    private static PyCodeObject* Make()
    {
        PyCodeObject* code = (PyCodeObject*)ImmortalRegion.Allocate((nuint)sizeof(PyCodeObject) + 16);
        *code = default;
        ImmortalRegion.InitHeader((PyObject*)code, CodeType.Type);
        code->co_consts = PyTuple.Empty();
        code->co_names = PyTuple.Empty();
        code->co_localsplusnames = PyTuple.Empty();
        code->co_exceptiontable = PyBytes.Empty;
        code->co_localspluskinds = PyBytes.Empty;
        code->co_linetable = PyBytes.Empty;
        code->co_filename = StaticStrings.Empty;
        code->co_name = Id.__init__;
        code->co_qualname = Id.__init__;
        code->co_stacksize = 2;
        code->co_framesize = PyCode.FrameWords + 2;
        code->_co_firsttraceable = 4;
        ushort* instructions = &code->co_code_adaptive;
        instructions[0] = (ushort)Opcode.EXIT_INIT_CHECK;
        instructions[1] = (ushort)Opcode.RETURN_VALUE;
        ((PyVarObject*)code)->ob_size = 2;
        return code;
    }

    /// <summary>Pushes a frame, for which there must be room, and takes over the instance.</summary>
    public static _PyInterpreterFrame* Push(ThreadState* ts, _PyInterpreterFrame* caller, PyObject* self)
    {
        _PyInterpreterFrame* frame = (_PyInterpreterFrame*)ts->datastack_top;
        ts->datastack_top += s_code->co_framesize;
        frame->f_executable = StackRefs.Uncounted((PyObject*)s_code);
        frame->previous = caller;
        frame->f_funcobj = StackRefs.Null;
        frame->f_globals = null;
        frame->f_builtins = null;
        frame->f_locals = null;
        frame->frame_obj = null;
        frame->instr_ptr = &s_code->co_code_adaptive;
        frame->stackpointer = null;
        frame->return_offset = 0;
        frame->owner = FrameOwner.Thread;
        frame->visited = 0;
        frame->localsplus = StackRefs.Steal(self);
        return frame;
    }
}
