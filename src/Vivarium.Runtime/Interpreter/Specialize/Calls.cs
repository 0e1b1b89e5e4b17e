// CALL and CALL_KW: by what is called, and how it takes its arguments.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Specializer
{
    private const MethodFlags Convention = MethodFlags.Varargs | MethodFlags.FastCall | MethodFlags.NoArgs | MethodFlags.O | MethodFlags.Keywords | MethodFlags.Method;

    /// <summary><paramref name="callee"/> points at [callable, self or null, arguments…]. ip[2..3]: version of the function or type.</summary>
    private static bool Call(ThreadState* ts, ushort* ip, StackRef* callee, int oparg)
    {
        PyObject* callable = StackRefs.Borrow(callee[0]);
        PyObject* self = StackRefs.Borrow(callee[1]);
        int nargs = oparg + (self == null ? 0 : 1);
        PyTypeObject* type = callable->ob_type;
        if (type == BuiltinFunctionType.Type)
            return CallBuiltin(ts, ip, (PyCFunctionObject*)callable, nargs, oparg);
        if (type == FunctionType.Type)
            return CallFunction(ts, ip, (PyFunctionObject*)callable, nargs, bound: false);
        if (PyType.Check(callable))
            return CallClass(ts, ip, (PyTypeObject*)callable, nargs, oparg);
        if (type == MethodDescriptorType.Type)
            return CallMethodDescriptor(ts, ip, (PyMethodDescrObject*)callable, self, nargs, oparg);
        if (type == MethodType.Type)
        {
            PyObject* function = ((PyMethodObject*)callable)->im_func;
            return function->ob_type == FunctionType.Type && CallFunction(ts, ip, (PyFunctionObject*)function, nargs + 1, bound: true);
        }
        return Become(ip, Opcode.CALL_NON_PY_GENERAL);
    }

    private static bool CallFunction(ThreadState* ts, ushort* ip, PyFunctionObject* function, int nargs, bool bound)
    {
        uint version = PyFunction.Version(function);
        if (version == 0)
            return false;
        WriteU32(ip + TypeVersion, version);
        PyCodeObject* code = (PyCodeObject*)function->func_code;
        if (IsSimple(code) && code->co_argcount == nargs)
            return Become(ip, bound ? Opcode.CALL_BOUND_METHOD_EXACT_ARGS : Opcode.CALL_PY_EXACT_ARGS);
        return Become(ip, bound ? Opcode.CALL_BOUND_METHOD_GENERAL : Opcode.CALL_PY_GENERAL);
    }

    private static bool CallBuiltin(ThreadState* ts, ushort* ip, PyCFunctionObject* function, int nargs, int oparg)
    {
        switch (function->m_ml->ml_flags & Convention)
        {
            case MethodFlags.O:
                if (nargs != 1)
                    return false;
                return Become(ip, (PyObject*)function == ts->interp->callable_len && oparg == 1 ? Opcode.CALL_LEN : Opcode.CALL_BUILTIN_O);
            case MethodFlags.FastCall:
                return Become(ip, (PyObject*)function == ts->interp->callable_isinstance && nargs == 2 && oparg == 2 ? Opcode.CALL_ISINSTANCE : Opcode.CALL_BUILTIN_FAST);
            case MethodFlags.FastCall | MethodFlags.Keywords:
                return Become(ip, Opcode.CALL_BUILTIN_FAST_WITH_KEYWORDS);
            default:
                return Become(ip, Opcode.CALL_NON_PY_GENERAL);
        }
    }

    private static bool CallMethodDescriptor(ThreadState* ts, ushort* ip, PyMethodDescrObject* descriptor, PyObject* self, int nargs, int oparg)
    {
        switch (descriptor->d_method->ml_flags & Convention)
        {
            case MethodFlags.NoArgs:
                return nargs == 1 && Become(ip, Opcode.CALL_METHOD_DESCRIPTOR_NOARGS);
            case MethodFlags.O:
                if (nargs != 2)
                    return false;
                bool popped = (Opcode)(byte)ip[4] == Opcode.POP_TOP;
                return Become(ip, oparg == 1 && popped && self != null && PyList.Check(self) && IsListAppend(ts, (PyObject*)descriptor)
                    ? Opcode.CALL_LIST_APPEND : Opcode.CALL_METHOD_DESCRIPTOR_O);
            case MethodFlags.FastCall:
                return Become(ip, Opcode.CALL_METHOD_DESCRIPTOR_FAST);
            case MethodFlags.FastCall | MethodFlags.Keywords:
                return Become(ip, Opcode.CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS);
            default:
                return Become(ip, Opcode.CALL_NON_PY_GENERAL);
        }
    }

    private static bool IsListAppend(ThreadState* ts, PyObject* descriptor)
    {
        PyObject** append = &ts->interp->callable_list_append;
        // Immortal, like all of list.
        if (*append == null)
            *append = PyType.LookupBorrowed(ts, ListType.Type, Id.append);
        return descriptor == *append;
    }

    private static bool CallClass(ThreadState* ts, ushort* ip, PyTypeObject* type, int nargs, int oparg)
    {
        if (PyType.HasFlag(type, TypeFlags.ImmutableType))
        {
            if (nargs == 1 && oparg == 1)
            {
                if (type == StrType.Type)
                    return Become(ip, Opcode.CALL_STR_1);
                if (type == TypeType.Type)
                    return Become(ip, Opcode.CALL_TYPE_1);
                if (type == TupleType.Type)
                    return Become(ip, Opcode.CALL_TUPLE_1);
            }
            return Become(ip, TypeSlots.Of(type)->tp_vectorcall != null ? Opcode.CALL_BUILTIN_CLASS : Opcode.CALL_NON_PY_GENERAL);
        }
        if (((PyObject*)type)->ob_type == TypeType.Type && TypeSlots.Of(type)->tp_new == TypeSlots.Of(ObjectType.Type)->tp_new)
        {
            PyObject* init = SimpleInit(ts, type);
            uint version = VersionOf(ts, type);
            if (version == 0)
                return false;
            if (init != null)
            {
                ((PyHeapTypeObject*)type)->_spec_cache.init = init;
                WriteU32(ip + TypeVersion, version);
                return Become(ip, Opcode.CALL_ALLOC_AND_ENTER_INIT);
            }
        }
        return Become(ip, Opcode.CALL_NON_PY_GENERAL);
    }

    /// <summary>The Python __init__ of a class whose instances are made by object.__new__; null when it is not so simple. Borrowed.</summary>
    private static PyObject* SimpleInit(ThreadState* ts, PyTypeObject* type)
    {
        if (TypeSlots.Of(type)->tp_alloc != (allocfunc)(&PyType.GenericAlloc) || !PyType.HasFlag(type, TypeFlags.HeapType)
            || PyType.HasFlag(type, TypeFlags.IsAbstract))
        {
            return null;
        }
        PyObject* init = PyType.LookupBorrowed(ts, type, Id.__init__);
        return init != null && init->ob_type == FunctionType.Type && IsSimple((PyCodeObject*)((PyFunctionObject*)init)->func_code) ? init : null;
    }

    private static bool CallKw(ThreadState* ts, ushort* ip, PyObject* callable)
    {
        Opcode form = Opcode.CALL_KW_PY;
        if (callable->ob_type == MethodType.Type)
        {
            form = Opcode.CALL_KW_BOUND_METHOD;
            callable = ((PyMethodObject*)callable)->im_func;
            if (callable->ob_type != FunctionType.Type)
                return false;
        }
        if (callable->ob_type != FunctionType.Type)
            return Become(ip, Opcode.CALL_KW_NON_PY);
        uint version = PyFunction.Version((PyFunctionObject*)callable);
        if (version == 0)
            return false;
        WriteU32(ip + TypeVersion, version);
        return Become(ip, form);
    }
}
