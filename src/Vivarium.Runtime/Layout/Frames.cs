// Layouts of code objects, frames, generators, tracebacks and the tagged references that live in frames (3.14's pycore_interpframe_structs.h,
// cpython/code.h, pycore_stackref.h). See docs/internals/frames.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Layout;

/// <summary>
/// A slot of a frame: an object's address, or null (1), or a small int (low bits 11). Bit 0 set on an object means that the
/// slot does not own a reference: the object is immortal, or is kept alive by something that outlives the slot.
/// </summary>
internal struct StackRef
{
    public nuint bits;
}

internal unsafe struct PyCodeObject
{
    public PyVarObject ob_base;
    public PyObject* co_consts;
    public PyObject* co_names;
    public PyObject* co_exceptiontable;
    public int co_flags;
    public int co_argcount;
    public int co_posonlyargcount;
    public int co_kwonlyargcount;
    public int co_stacksize;
    public int co_firstlineno;
    public int co_nlocalsplus;
    public int co_framesize;
    public int co_nlocals;
    public int co_ncellvars;
    public int co_nfreevars;
    public uint co_version;
    public PyObject* co_localsplusnames;
    public PyObject* co_localspluskinds;
    public PyObject* co_filename;
    public PyObject* co_name;
    public PyObject* co_qualname;
    public PyObject* co_linetable;
    public PyObject* co_weakreflist;
    public void* co_executors;
    public void* _co_cached;
    public nuint _co_instrumentation_version;
    public void* _co_monitoring;
    public nint _co_unique_id;
    public int _co_firsttraceable;
    public void* co_extra;
    /// <summary>First code unit: (oparg &lt;&lt; 8) | opcode, specialised in place.</summary>
    public ushort co_code_adaptive;
}

/// <summary>Who keeps a frame's memory.</summary>
internal enum FrameOwner : byte
{
    Thread = 0,
    Generator = 1,
    FrameObject = 2,
    Interpreter = 3,
    CStack = 4,
}

/// <summary>An activation record: on the thread's data stack, in a generator, or in a frame object that outlived its call.</summary>
internal unsafe struct _PyInterpreterFrame
{
    public StackRef f_executable;
    public _PyInterpreterFrame* previous;
    public StackRef f_funcobj;
    public PyObject* f_globals;
    public PyObject* f_builtins;
    public PyObject* f_locals;
    public PyFrameObject* frame_obj;
    /// <summary>The instruction being executed, or about to be.</summary>
    public ushort* instr_ptr;
    /// <summary>Null while the frame executes.</summary>
    public StackRef* stackpointer;
    public ushort return_offset;
    public FrameOwner owner;
    public byte visited;
    /// <summary>First of the locals, cells and free variables; the evaluation stack follows.</summary>
    public StackRef localsplus;
}

internal unsafe struct PyFrameObject
{
    public PyObject ob_base;
    public PyFrameObject* f_back;
    public _PyInterpreterFrame* f_frame;
    public PyObject* f_trace;
    public int f_lineno;
    public byte f_trace_lines;
    public byte f_trace_opcodes;
    public PyObject* f_extra_locals;
    public PyObject* f_locals_cache;
    public PyObject* f_overwritten_fast_locals;
    /// <summary>First word of the frame that moved here when its call ended.</summary>
    public nuint _f_frame_data;
}

/// <summary>One level of "exception being handled" (<c>sys.exc_info()</c>).</summary>
internal unsafe struct _PyErr_StackItem
{
    public PyObject* exc_value;
    public _PyErr_StackItem* previous_item;
}

/// <summary>Where a generator stands.</summary>
internal enum FrameState : sbyte
{
    Created = -3,
    Suspended = -2,
    SuspendedYieldFrom = -1,
    Executing = 0,
    Completed = 1,
    Cleared = 4,
}

/// <summary>generator, coroutine and async generator alike; the frame is the object's tail.</summary>
internal unsafe struct PyGenObject
{
    public PyObject ob_base;
    public PyObject* gi_weakreflist;
    public PyObject* gi_name;
    public PyObject* gi_qualname;
    public _PyErr_StackItem gi_exc_state;
    public PyObject* gi_origin_or_finalizer;
    public byte gi_hooks_inited;
    public byte gi_closed;
    public byte gi_running_async;
    public FrameState gi_frame_state;
    public _PyInterpreterFrame gi_iframe;
}

internal unsafe struct PyTracebackObject
{
    public PyObject ob_base;
    public PyTracebackObject* tb_next;
    public PyFrameObject* tb_frame;
    public int tb_lasti;
    public int tb_lineno;
}
