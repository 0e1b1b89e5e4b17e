// Chooses the specialised form of an adaptive instruction from the operands that it is about to work on (PEP 659). One file for each family. Each chooser writes the inline
// cache and exchanges the opcode (Adaptive.Become), or backs off (Adaptive.Fail); none runs Python code or raises. See docs/internals/specialisation.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Specializer
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Specialize(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, StackRef* sp, int oparg)
    {
        bool done;
        switch (OpcodeInfo.Deopt((Opcode)(*(byte*)ip)))
        {
            case Opcode.LOAD_GLOBAL:
                done = LoadGlobal(ts, frame, ip, NameAt(frame, oparg >> 1));
                break;
            case Opcode.LOAD_ATTR:
                done = LoadAttr(ts, StackRefs.Borrow(sp[-1]), ip, NameAt(frame, oparg >> 1), (oparg & 1) != 0);
                break;
            case Opcode.STORE_ATTR:
                done = StoreAttr(ts, StackRefs.Borrow(sp[-1]), ip, NameAt(frame, oparg));
                break;
            case Opcode.LOAD_SUPER_ATTR:
                done = LoadSuperAttr(StackRefs.Borrow(sp[-3]), StackRefs.Borrow(sp[-2]), ip, (oparg & 1) != 0);
                break;
            case Opcode.BINARY_OP:
                done = BinaryOp(ts, frame, ip, StackRefs.Borrow(sp[-2]), StackRefs.Borrow(sp[-1]), (BinaryOpKind)oparg);
                break;
            case Opcode.COMPARE_OP:
                done = CompareOp(ip, StackRefs.Borrow(sp[-2]), StackRefs.Borrow(sp[-1]), oparg >> 5);
                break;
            case Opcode.CONTAINS_OP:
                done = ContainsOp(ip, StackRefs.Borrow(sp[-1]));
                break;
            case Opcode.STORE_SUBSCR:
                done = StoreSubscr(ip, StackRefs.Borrow(sp[-2]), StackRefs.Borrow(sp[-1]));
                break;
            case Opcode.TO_BOOL:
                done = ToBool(ts, ip, StackRefs.Borrow(sp[-1]));
                break;
            case Opcode.UNPACK_SEQUENCE:
                done = UnpackSequence(ip, StackRefs.Borrow(sp[-1]), oparg);
                break;
            case Opcode.FOR_ITER:
                done = ForIter(ip, StackRefs.Borrow(sp[-1]));
                break;
            case Opcode.SEND:
                done = Send(ip, StackRefs.Borrow(sp[-2]));
                break;
            case Opcode.CALL:
                done = Call(ts, ip, sp - oparg - 2, oparg);
                break;
            case Opcode.CALL_KW:
                done = CallKw(ts, ip, StackRefs.Borrow(sp[-oparg - 3]));
                break;
            default:
                done = false;
                break;
        }
        if (!done)
            Adaptive.Fail(ip);
    }

    private static PyObject* NameAt(_PyInterpreterFrame* frame, int index) => PyTuple.GetBorrowed(Frames.CodeOf(frame)->co_names, index);

    /// <summary>Exchanges the opcode; true for the chooser to return.</summary>
    private static bool Become(ushort* ip, Opcode form)
    {
        Adaptive.Become(ip, form);
        return true;
    }

    private static bool FitsCache(nint value) => value == (ushort)value;

    // Cache entries: see the cache lines of Opcodes.table.

    private static void WriteU32(ushort* entry, uint value) => Unsafe.WriteUnaligned(entry, value);

    private static void WritePointer(ushort* entry, void* value) => Unsafe.WriteUnaligned(entry, (nint)value);

    /// <summary>The type's version, assigned now if need be; 0 when it cannot have one.</summary>
    private static uint VersionOf(ThreadState* ts, PyTypeObject* type) => PyType.AssignVersion(ts, type) ? type->tp_version_tag : 0;

    /// <summary>A function whose calls need no binding beyond counting: no *args, **kwargs or keyword-only parameters, variables of its own.</summary>
    private static bool IsSimple(PyCodeObject* code)
    {
        const int Collectors = (int)(CodeFlags.CO_VARARGS | CodeFlags.CO_VARKEYWORDS);
        return (code->co_flags & Collectors) == 0 && code->co_kwonlyargcount == 0 && (code->co_flags & (int)CodeFlags.CO_OPTIMIZED) != 0;
    }

    /// <summary>A Python function of exactly so many plain parameters.</summary>
    private static bool TakesExactly(PyObject* function, int count)
    {
        PyCodeObject* code = (PyCodeObject*)((PyFunctionObject*)function)->func_code;
        return IsSimple(code) && code->co_argcount == count;
    }
}
