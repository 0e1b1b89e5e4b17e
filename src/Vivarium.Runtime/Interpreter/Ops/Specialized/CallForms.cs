// Calls whose callee is known by version. A Python callee gets its frame here, without a call of native code; native callees are called with the arguments where they are known
// to fit. See docs/internals/specialisation.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Handlers
{
    /// <summary>Whether a frame of the code may be pushed without further ado.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasRoom(ThreadState* ts, int words) => ts->datastack_top + words <= ts->datastack_limit && ts->py_recursion_remaining > 1;

    /// <summary>Pushes a frame, for which there must be room, and takes over the function reference; the locals are the caller's to fill.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static _PyInterpreterFrame* PushFrame(ThreadState* ts, StackRef function, PyCodeObject* code, _PyInterpreterFrame* previous)
    {
        _PyInterpreterFrame* frame = (_PyInterpreterFrame*)ts->datastack_top;
        ts->datastack_top += code->co_framesize;
        PyFunctionObject* f = (PyFunctionObject*)StackRefs.Borrow(function);
        frame->f_executable = StackRefs.New((PyObject*)code);
        frame->previous = previous;
        frame->f_funcobj = function;
        frame->f_globals = f->func_globals;
        frame->f_builtins = f->func_builtins;
        frame->f_locals = null;
        frame->frame_obj = null;
        frame->instr_ptr = &code->co_code_adaptive;
        frame->stackpointer = null;
        *(uint*)&frame->return_offset = 0; // with owner (Thread) and visited
        return frame;
    }

    /// <summary>Goes on in a frame that has just been pushed, from whose return the caller goes on so many units further. Locals from the given one on are emptied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint EnterPushed(_PyInterpreterFrame* caller, _PyInterpreterFrame* callee, PyCodeObject* code, int filled, ushort* ip, StackRef* callerStack, ThreadState* ts, void** table,
        ushort returnOffset)
    {
        StackRef* locals = &callee->localsplus;
        StackRef* end = locals + code->co_nlocalsplus;
        for (locals += filled; locals < end; locals++)
            *locals = StackRefs.Null;
        caller->instr_ptr = ip;
        caller->return_offset = returnOffset;
        caller->stackpointer = callerStack;
        ts->py_recursion_remaining--;
        ts->current_frame = callee;
        return Next(callee, &code->co_code_adaptive, end, ts, table);
    }

    // ---- Python functions ----

    private static nint CALL_PY_EXACT_ARGS(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef* callee = sp - oparg - 2;
        PyFunctionObject* function = (PyFunctionObject*)StackRefs.Borrow(callee[0]);
        if (function->ob_base.ob_type != FunctionType.Type || function->func_version != *(uint*)(ip + 2))
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        PyCodeObject* code = (PyCodeObject*)function->func_code;
        StackRef* args = callee + 1;
        if (StackRefs.IsNull(*args))
            args++;
        int total = (int)(sp - args);
        if (code->co_argcount != total || !HasRoom(ts, code->co_framesize))
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        _PyInterpreterFrame* pushed = PushFrame(ts, callee[0], code, frame);
        StackRef* locals = &pushed->localsplus;
        for (int i = 0; i < total; i++)
            locals[i] = args[i];
        return EnterPushed(frame, pushed, code, total, ip, callee, ts, table, 4);
    }

    private static nint CALL_BOUND_METHOD_EXACT_ARGS(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef* callee = sp - oparg - 2;
        PyMethodObject* method = (PyMethodObject*)StackRefs.Borrow(callee[0]);
        if (method->ob_base.ob_type != MethodType.Type || !StackRefs.IsNull(callee[1]))
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        PyFunctionObject* function = (PyFunctionObject*)method->im_func;
        if (function->ob_base.ob_type != FunctionType.Type || function->func_version != *(uint*)(ip + 2))
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        PyCodeObject* code = (PyCodeObject*)function->func_code;
        if (code->co_argcount != oparg + 1 || !HasRoom(ts, code->co_framesize))
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        if (Release.WouldFree(callee[0]))
            return CallPythonOff(frame, ip, sp, ts, table, oparg);
        _PyInterpreterFrame* pushed = PushFrame(ts, StackRefs.New((PyObject*)function), code, frame);
        StackRef* locals = &pushed->localsplus;
        locals[0] = StackRefs.New(method->im_self);
        for (int i = 0; i < oparg; i++)
            locals[i + 1] = callee[i + 2];
        Release.Uncount(callee[0]);
        return EnterPushed(frame, pushed, code, oparg + 1, ip, callee, ts, table, 4);
    }

    private static nint CALL_PY_GENERAL(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyFunctionObject* function = (PyFunctionObject*)StackRefs.Borrow(sp[-oparg - 2]);
        if (function->ob_base.ob_type != FunctionType.Type || function->func_version != *(uint*)(ip + 2))
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        return CallPythonOff(frame, ip, sp, ts, table, oparg);
    }

    private static nint CALL_BOUND_METHOD_GENERAL(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyMethodObject* method = (PyMethodObject*)StackRefs.Borrow(sp[-oparg - 2]);
        if (method->ob_base.ob_type != MethodType.Type || !StackRefs.IsNull(sp[-oparg - 1]))
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        PyFunctionObject* function = (PyFunctionObject*)method->im_func;
        if (function->ob_base.ob_type != FunctionType.Type || function->func_version != *(uint*)(ip + 2))
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        return CallPythonOff(frame, ip, sp, ts, table, oparg);
    }

    private static nint CALL_KW_PY(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyFunctionObject* function = (PyFunctionObject*)StackRefs.Borrow(sp[-oparg - 3]);
        if (function->ob_base.ob_type != FunctionType.Type || function->func_version != *(uint*)(ip + 2))
            return Deopt(Opcode.CALL_KW, frame, ip, sp, ts, table, oparg);
        return CallKwPythonOff(frame, ip, sp, ts, table, oparg);
    }

    private static nint CALL_KW_BOUND_METHOD(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyMethodObject* method = (PyMethodObject*)StackRefs.Borrow(sp[-oparg - 3]);
        if (method->ob_base.ob_type != MethodType.Type || !StackRefs.IsNull(sp[-oparg - 2]))
            return Deopt(Opcode.CALL_KW, frame, ip, sp, ts, table, oparg);
        PyFunctionObject* function = (PyFunctionObject*)method->im_func;
        if (function->ob_base.ob_type != FunctionType.Type || function->func_version != *(uint*)(ip + 2))
            return Deopt(Opcode.CALL_KW, frame, ip, sp, ts, table, oparg);
        return CallKwPythonOff(frame, ip, sp, ts, table, oparg);
    }

    private static nint CALL_KW_NON_PY(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyTypeObject* type = StackRefs.Borrow(sp[-oparg - 3])->ob_type;
        if (type == FunctionType.Type || type == MethodType.Type)
            return Deopt(Opcode.CALL_KW, frame, ip, sp, ts, table, oparg);
        return CallKwNativeOff(frame, ip, sp, ts, table, oparg);
    }

    private static nint CALL_NON_PY_GENERAL(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyTypeObject* type = StackRefs.Borrow(sp[-oparg - 2])->ob_type;
        if (type == FunctionType.Type || type == MethodType.Type)
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        return CallNativeOff(frame, ip, sp, ts, table, oparg);
    }

    // ---- Functions behind other instructions: getters, __getitem__, __getattribute__ ----

    /// <summary>The owner becomes the only argument of the getter.</summary>
    private static nint LOAD_ATTR_PROPERTY(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyFunctionObject* getter = *(PyFunctionObject**)(ip + 6);
        PyCodeObject* code = (PyCodeObject*)getter->func_code;
        if (!HasTypeVersion(StackRefs.Borrow(sp[-1]), ip) || !IsSimple(code, 1) || !HasRoom(ts, code->co_framesize))
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        _PyInterpreterFrame* pushed = PushFrame(ts, StackRefs.New((PyObject*)getter), code, frame);
        pushed->localsplus = sp[-1];
        return EnterPushed(frame, pushed, code, 1, ip, sp - 1, ts, table, 10);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSimple(PyCodeObject* code, int parameters)
    {
        const int Flags = (int)(CodeFlags.CO_OPTIMIZED | CodeFlags.CO_VARARGS | CodeFlags.CO_VARKEYWORDS);
        return (code->co_flags & Flags) == (int)CodeFlags.CO_OPTIMIZED && code->co_kwonlyargcount == 0 && code->co_argcount == parameters;
    }

    private static nint LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyFunctionObject* function = *(PyFunctionObject**)(ip + 6);
        PyCodeObject* code = (PyCodeObject*)function->func_code;
        if (!HasTypeVersion(StackRefs.Borrow(sp[-1]), ip) || function->func_version != *(uint*)(ip + 4) || !HasRoom(ts, code->co_framesize))
            return Deopt(Opcode.LOAD_ATTR, frame, ip, sp, ts, table, oparg);
        _PyInterpreterFrame* pushed = PushFrame(ts, StackRefs.New((PyObject*)function), code, frame);
        (&pushed->localsplus)[0] = sp[-1];
        (&pushed->localsplus)[1] = StackRefs.New(PyTuple.GetBorrowed(Frames.CodeOf(frame)->co_names, oparg >> 1));
        return EnterPushed(frame, pushed, code, 2, ip, sp - 1, ts, table, 10);
    }

    private static nint BINARY_OP_SUBSCR_GETITEM(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyTypeObject* type = StackRefs.Borrow(sp[-2])->ob_type;
        if (!PyType.HasFlag(type, TypeFlags.HeapType))
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        SpecializationCache* cache = &((PyHeapTypeObject*)type)->_spec_cache;
        PyFunctionObject* function = (PyFunctionObject*)cache->getitem;
        if (function == null || function->func_version != cache->getitem_version)
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        PyCodeObject* code = (PyCodeObject*)function->func_code;
        if (!HasRoom(ts, code->co_framesize))
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        _PyInterpreterFrame* pushed = PushFrame(ts, StackRefs.New((PyObject*)function), code, frame);
        (&pushed->localsplus)[0] = sp[-2];
        (&pushed->localsplus)[1] = sp[-1];
        return EnterPushed(frame, pushed, code, 2, ip, sp - 2, ts, table, 6);
    }

    // ---- Classes ----

    /// <summary>Makes the instance and enters __init__, below which a frame of InitCleanup's code holds the instance and gives it back as the result.</summary>
    private static nint CALL_ALLOC_AND_ENTER_INIT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef* callee = sp - oparg - 2;
        PyTypeObject* type = (PyTypeObject*)StackRefs.Borrow(callee[0]);
        if (!StackRefs.IsNull(callee[1]) || !PyType.Check((PyObject*)type) || type->tp_version_tag != *(uint*)(ip + 2))
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        PyFunctionObject* init = (PyFunctionObject*)((PyHeapTypeObject*)type)->_spec_cache.init;
        PyCodeObject* code = (PyCodeObject*)init->func_code;
        if (ts->datastack_top + code->co_framesize + InitCleanup.FrameWords > ts->datastack_limit || ts->py_recursion_remaining <= 2)
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        if (!IsSimple(code, oparg + 1))
            return EnterInitOff(frame, ip, sp, ts, table, oparg);
        frame->instr_ptr = ip;
        PyObject* self = PyType.GenericAlloc(ts, type, 0);
        if (self == null)
            return Error(frame, ip, sp, ts, table, oparg);
        _PyInterpreterFrame* cleanup = InitCleanup.Push(ts, frame, self);
        _PyInterpreterFrame* pushed = PushFrame(ts, StackRefs.New((PyObject*)init), code, cleanup);
        StackRef* locals = &pushed->localsplus;
        locals[0] = StackRefs.New(self);
        for (int i = 0; i < oparg; i++)
            locals[i + 1] = callee[i + 2];
        frame->return_offset = 4;
        frame->stackpointer = callee;
        ts->py_recursion_remaining--;
        StackRefs.Close(ts, callee[0]);
        return EnterPushed(cleanup, pushed, code, oparg + 1, InitCleanup.Instructions, &cleanup->localsplus + 1, ts, table, 0);
    }

    // ---- Native callees ----

    private static nint CALL_TYPE_1(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (StackRefs.Borrow(sp[-3]) != (PyObject*)TypeType.Type || !StackRefs.IsNull(sp[-2]))
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        StackRef argument = sp[-1];
        sp[-3] = StackRefs.New((PyObject*)StackRefs.Borrow(argument)->ob_type);
        if (Release.Closed(ts, argument))
            return Next(frame, ip + 4, sp - 2, ts, table);
        sp[-2] = argument;
        return DeallocTop(frame, ip, sp - 1, ts, table, 4);
    }

    private static nint CALL_STR_1(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (StackRefs.Borrow(sp[-3]) != (PyObject*)StrType.Type || !StackRefs.IsNull(sp[-2]))
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        frame->instr_ptr = ip;
        return NativeResult(frame, ip, sp, ts, table, oparg, Obj.Str(ts, StackRefs.Borrow(sp[-1])));
    }

    private static nint CALL_TUPLE_1(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (StackRefs.Borrow(sp[-3]) != (PyObject*)TupleType.Type || !StackRefs.IsNull(sp[-2]))
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        frame->instr_ptr = ip;
        return NativeResult(frame, ip, sp, ts, table, oparg, PyTuple.FromSequence(ts, StackRefs.Borrow(sp[-1])));
    }

    /// <summary>Replaces callable and arguments by the result of a native call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint NativeResult(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg, PyObject* result)
    {
        if (result == null)
            return Error(frame, ip, sp, ts, table, oparg);
        StackRef* callee = sp - oparg - 2;
        for (StackRef* r = sp - 1; r >= callee; r--)
            StackRefs.Close(ts, *r);
        *callee = StackRefs.Steal(result);
        return NextAfterCall(frame, ip + 4, callee + 1, ts, table, oparg);
    }

    private static nint CALL_BUILTIN_CLASS(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* callable = StackRefs.Borrow(sp[-oparg - 2]);
        if (!PyType.Check(callable) || TypeSlots.Of((PyTypeObject*)callable)->tp_vectorcall == null)
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        return CallNativeOff(frame, ip, sp, ts, table, oparg);
    }

    private static nint CALL_BUILTIN_O(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyCFunctionObject* function = (PyCFunctionObject*)StackRefs.Borrow(sp[-oparg - 2]);
        int total = StackRefs.IsNull(sp[-oparg - 1]) ? oparg : oparg + 1;
        if (total != 1 || function->ob_base.ob_type != BuiltinFunctionType.Type || function->m_ml->ml_flags != MethodFlags.O)
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        frame->instr_ptr = ip;
        PyObject* result = ((binaryfunc)function->m_ml->ml_meth)(ts, function->m_self, StackRefs.Borrow(sp[-1]));
        return NativeResult(frame, ip, sp, ts, table, oparg, result);
    }

    private static nint CALL_BUILTIN_FAST(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyCFunctionObject* function = (PyCFunctionObject*)StackRefs.Borrow(sp[-oparg - 2]);
        if (function->ob_base.ob_type != BuiltinFunctionType.Type || function->m_ml->ml_flags != MethodFlags.FastCall)
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        frame->instr_ptr = ip;
        return NativeResult(frame, ip, sp, ts, table, oparg, CallSupport.FastCall(ts, (fastcallfunc)function->m_ml->ml_meth, function->m_self, sp - oparg - 1, oparg));
    }

    private static nint CALL_BUILTIN_FAST_WITH_KEYWORDS(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyCFunctionObject* function = (PyCFunctionObject*)StackRefs.Borrow(sp[-oparg - 2]);
        if (function->ob_base.ob_type != BuiltinFunctionType.Type || function->m_ml->ml_flags != (MethodFlags.FastCall | MethodFlags.Keywords))
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        frame->instr_ptr = ip;
        return NativeResult(frame, ip, sp, ts, table, oparg, CallSupport.FastCall(ts, (fastcallfunc)function->m_ml->ml_meth, function->m_self, sp - oparg - 1, oparg));
    }

    private static nint CALL_LEN(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (StackRefs.Borrow(sp[-3]) != ts->interp->callable_len || !StackRefs.IsNull(sp[-2]))
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        frame->instr_ptr = ip;
        nint length = Obj.Size(ts, StackRefs.Borrow(sp[-1]));
        PyObject* result = length < 0 ? null : PyLong.FromNInt(ts, length);
        if (result == null)
            return Error(frame, ip, sp, ts, table, oparg);
        StackRefs.Close(ts, sp[-1]);
        StackRefs.Close(ts, sp[-3]);
        sp[-3] = StackRefs.Steal(result);
        return Next(frame, ip + 4, sp - 2, ts, table);
    }

    private static nint CALL_ISINSTANCE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        int total = StackRefs.IsNull(sp[-oparg - 1]) ? oparg : oparg + 1;
        if (total != 2 || StackRefs.Borrow(sp[-oparg - 2]) != ts->interp->callable_isinstance)
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        frame->instr_ptr = ip;
        Truth truth = Obj.IsInstance(ts, StackRefs.Borrow(sp[-2]), StackRefs.Borrow(sp[-1]));
        if (truth == Truth.Error)
            return Error(frame, ip, sp, ts, table, oparg);
        StackRef* callee = sp - oparg - 2;
        for (StackRef* r = sp - 1; r >= callee; r--)
            StackRefs.Close(ts, *r);
        *callee = StackRefs.Uncounted(Py.Bool(truth == Truth.True));
        return Next(frame, ip + 4, callee + 1, ts, table);
    }

    /// <summary>With the POP_TOP that follows.</summary>
    private static nint CALL_LIST_APPEND(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* self = StackRefs.Borrow(sp[-2]);
        if (StackRefs.Borrow(sp[-3]) != ts->interp->callable_list_append || self == null || !PyList.Check(self))
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        PyListObject* list = (PyListObject*)self;
        nint size = list->ob_base.ob_size;
        if (size >= list->allocated || Release.WouldFree(sp[-2]))
            return ListAppendOff(frame, ip, sp, ts, table, oparg);
        list->ob_item[size] = StackRefs.TakeObject(sp[-1]);
        list->ob_base.ob_size = size + 1;
        Release.Uncount(sp[-2]);
        return Next(frame, ip + 5, sp - 3, ts, table);
    }

    /// <summary>The native method behind a method descriptor for this very type; null when it does not fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PyMethodDef* MethodFor(StackRef* callee, MethodFlags convention)
    {
        PyMethodDescrObject* descriptor = (PyMethodDescrObject*)StackRefs.Borrow(callee[0]);
        if (descriptor->d_common.ob_base.ob_type != MethodDescriptorType.Type || descriptor->d_method->ml_flags != convention)
            return null;
        PyObject* first = StackRefs.Borrow(StackRefs.IsNull(callee[1]) ? callee[2] : callee[1]);
        return first->ob_type == descriptor->d_common.d_type ? descriptor->d_method : null;
    }

    private static nint CALL_METHOD_DESCRIPTOR_NOARGS(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef* callee = sp - oparg - 2;
        int total = StackRefs.IsNull(callee[1]) ? oparg : oparg + 1;
        PyMethodDef* method = total != 1 ? null : MethodFor(callee, MethodFlags.NoArgs);
        if (method == null)
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        frame->instr_ptr = ip;
        return NativeResult(frame, ip, sp, ts, table, oparg, ((unaryfunc)method->ml_meth)(ts, StackRefs.Borrow(sp[-1])));
    }

    private static nint CALL_METHOD_DESCRIPTOR_O(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef* callee = sp - oparg - 2;
        int total = StackRefs.IsNull(callee[1]) ? oparg : oparg + 1;
        PyMethodDef* method = total != 2 ? null : MethodFor(callee, MethodFlags.O);
        if (method == null)
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        frame->instr_ptr = ip;
        return NativeResult(frame, ip, sp, ts, table, oparg, ((binaryfunc)method->ml_meth)(ts, StackRefs.Borrow(sp[-2]), StackRefs.Borrow(sp[-1])));
    }

    private static nint CALL_METHOD_DESCRIPTOR_FAST(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef* callee = sp - oparg - 2;
        PyMethodDef* method = oparg == 0 && StackRefs.IsNull(callee[1]) ? null : MethodFor(callee, MethodFlags.FastCall);
        if (method == null)
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        frame->instr_ptr = ip;
        return NativeResult(frame, ip, sp, ts, table, oparg, CallSupport.FastMethodCall(ts, (fastcallfunc)method->ml_meth, callee + 1, oparg));
    }

    private static nint CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef* callee = sp - oparg - 2;
        PyMethodDef* method = oparg == 0 && StackRefs.IsNull(callee[1]) ? null : MethodFor(callee, MethodFlags.FastCall | MethodFlags.Keywords);
        if (method == null)
            return Deopt(Opcode.CALL, frame, ip, sp, ts, table, oparg);
        frame->instr_ptr = ip;
        return NativeResult(frame, ip, sp, ts, table, oparg, CallSupport.FastMethodCall(ts, (fastcallfunc)method->ml_meth, callee + 1, oparg));
    }
}
