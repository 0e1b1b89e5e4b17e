// What LOAD_COMMON_CONSTANT pushes: objects the compiler refers to whatever the names are bound to.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe class CommonConstants
{
    public static PyObject* Get(ThreadState* ts, int index) => (CommonConstant)index switch
    {
        CommonConstant.CONSTANT_ASSERTIONERROR => (PyObject*)Exc.AssertionError,
        CommonConstant.CONSTANT_NOTIMPLEMENTEDERROR => (PyObject*)Exc.NotImplementedError,
        CommonConstant.CONSTANT_BUILTIN_TUPLE => (PyObject*)TupleType.Type,
        CommonConstant.CONSTANT_BUILTIN_ALL => ts->interp->common_all,
        _ => ts->interp->common_any,
    };
}
