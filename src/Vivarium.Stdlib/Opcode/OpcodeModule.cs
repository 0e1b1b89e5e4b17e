// The module _opcode: what opcode and dis ask about instructions, answered from the tables of Vivarium.Bytecode. See docs/internals/bytecode.md.
using Vivarium.Bytecode;

namespace Vivarium.Stdlib.Opcodes;

[PyModule("_opcode", Doc = "Questions about the instructions of the interpreter; for the modules opcode and dis.")]
internal static unsafe partial class OpcodeModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) =>
        Modules.AddIntConstant(ts, module, "ENABLE_SPECIALIZATION", 1) == Status.Ok ? Modules.AddIntConstant(ts, module, "ENABLE_SPECIALIZATION_FT", 1) : Status.Error;

    private static bool IsValid(int opcode) => opcode >= 0 && OpcodeInfo.Kind((Opcode)opcode) != OpcodeKind.Unknown;

    [PyFunction("($module, /, opcode)", Doc = "Tell whether there is an instruction of that number.")]
    private static bool is_valid(ThreadState* ts, PyObject* module, int opcode) => IsValid(opcode);

    [PyFunction("($module, /, opcode)", Doc = "Tell whether the instruction uses its argument.")]
    private static bool has_arg(ThreadState* ts, PyObject* module, int opcode) => IsValid(opcode) && OpcodeInfo.HasArg((Opcode)opcode);

    [PyFunction("($module, /, opcode)", Doc = "Tell whether the instruction takes a constant.")]
    private static bool has_const(ThreadState* ts, PyObject* module, int opcode) => IsValid(opcode) && OpcodeInfo.HasConst((Opcode)opcode);

    [PyFunction("($module, /, opcode)", Doc = "Tell whether the instruction takes a name.")]
    private static bool has_name(ThreadState* ts, PyObject* module, int opcode) => IsValid(opcode) && OpcodeInfo.HasName((Opcode)opcode);

    [PyFunction("($module, /, opcode)", Doc = "Tell whether the instruction jumps.")]
    private static bool has_jump(ThreadState* ts, PyObject* module, int opcode) => IsValid(opcode) && OpcodeInfo.HasJump((Opcode)opcode);

    [PyFunction("($module, /, opcode)", Doc = "Tell whether the instruction takes a cell or free variable.")]
    private static bool has_free(ThreadState* ts, PyObject* module, int opcode) => IsValid(opcode) && OpcodeInfo.HasFree((Opcode)opcode);

    [PyFunction("($module, /, opcode)", Doc = "Tell whether the instruction takes a local variable.")]
    private static bool has_local(ThreadState* ts, PyObject* module, int opcode) => IsValid(opcode) && OpcodeInfo.HasLocal((Opcode)opcode);

    [PyFunction("($module, /, opcode)", Doc = "Tell whether the instruction sets an exception handler.")]
    private static bool has_exc(ThreadState* ts, PyObject* module, int opcode) => IsValid(opcode) && OpcodeInfo.IsBlockPush((Opcode)opcode);

    [PyFunction("($module, opcode, oparg=None, /, *, jump=None)", Doc = "The change of the stack's depth by an instruction.\n\njump tells whether it jumps; None gives the larger of both.")]
    private static int stack_effect(ThreadState* ts, PyObject* module, int opcode, PyObject* oparg, PyObject* jump)
    {
        int argument = 0;
        if (oparg != Py.None)
        {
            using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, oparg));
            argument = number.IsNull ? -1 : PyLong.AsInt32(ts, number.Pointer);
            if (Err.Occurred(ts))
                return -1;
        }
        if (jump != Py.None && jump != Py.True && jump != Py.False)
        {
            Err.Value(ts, "stack_effect: jump must be False, True or None");
            return -1;
        }
        if (!IsValid(opcode) || OpcodeInfo.Deopt((Opcode)opcode) != (Opcode)opcode)
        {
            Err.Value(ts, "invalid opcode or oparg");
            return -1;
        }
        int falls = OpcodeInfo.StackEffect((Opcode)opcode, argument, false);
        int jumps = OpcodeInfo.StackEffect((Opcode)opcode, argument, true);
        return jump == Py.True ? jumps : jump == Py.False ? falls : Math.Max(falls, jumps);
    }

    [PyFunction("($module, /)", Doc = "The counts of specialisation; None, as they are not kept.")]
    private static PyObject* get_specialization_stats(ThreadState* ts, PyObject* module) => Py.None;

    /// <summary>A list of one str for each text.</summary>
    private static PyObject* Texts(ThreadState* ts, string[] texts)
    {
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        foreach (string text in texts)
        {
            using Owned<PyObject> item = Own.Of(ts, list.IsNull ? null : PyUnicode.FromString(ts, text));
            if (item.IsNull || PyList.Append(ts, list.Pointer, item.Pointer) != Status.Ok)
                return null;
        }
        return list.Release();
    }

    [PyFunction("($module, /)", Doc = "The names of the intrinsic functions of one argument.")]
    private static PyObject* get_intrinsic1_descs(ThreadState* ts, PyObject* module) => Texts(ts, Enum.GetNames<Intrinsic1>());

    [PyFunction("($module, /)", Doc = "The names of the intrinsic functions of two arguments.")]
    private static PyObject* get_intrinsic2_descs(ThreadState* ts, PyObject* module) => Texts(ts, Enum.GetNames<Intrinsic2>());

    [PyFunction("($module, /)", Doc = "The special methods that LOAD_SPECIAL finds.")]
    private static PyObject* get_special_method_names(ThreadState* ts, PyObject* module) => Texts(ts, OperandNames.SpecialMethods);

    private static readonly string[] s_operatorNames =
    [
        "NB_ADD", "NB_AND", "NB_FLOOR_DIVIDE", "NB_LSHIFT", "NB_MATRIX_MULTIPLY", "NB_MULTIPLY", "NB_REMAINDER", "NB_OR", "NB_POWER", "NB_RSHIFT",
        "NB_SUBTRACT", "NB_TRUE_DIVIDE", "NB_XOR", "NB_INPLACE_ADD", "NB_INPLACE_AND", "NB_INPLACE_FLOOR_DIVIDE", "NB_INPLACE_LSHIFT",
        "NB_INPLACE_MATRIX_MULTIPLY", "NB_INPLACE_MULTIPLY", "NB_INPLACE_REMAINDER", "NB_INPLACE_OR", "NB_INPLACE_POWER", "NB_INPLACE_RSHIFT",
        "NB_INPLACE_SUBTRACT", "NB_INPLACE_TRUE_DIVIDE", "NB_INPLACE_XOR", "NB_SUBSCR",
    ];

    [PyFunction("($module, /)", Doc = "Pairs of name and symbol of the binary operators, by the argument of BINARY_OP.")]
    private static PyObject* get_nb_ops(ThreadState* ts, PyObject* module)
    {
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        for (int i = 0; i < s_operatorNames.Length; i++)
        {
            using Owned<PyObject> name = Own.Of(ts, list.IsNull ? null : PyUnicode.FromString(ts, s_operatorNames[i]));
            using Owned<PyObject> symbol = Own.Of(ts, name.IsNull ? null : PyUnicode.FromString(ts, OperandNames.BinaryOps[i]));
            using Owned<PyObject> pair = Own.Of(ts, symbol.IsNull ? null : PyTuple.Pack(ts, name.Pointer, symbol.Pointer));
            if (pair.IsNull || PyList.Append(ts, list.Pointer, pair.Pointer) != Status.Ok)
                return null;
        }
        return list.Release();
    }

    [PyFunction("($module, /, code, offset)", Doc = "The compiled trace at an offset of a code object; this interpreter keeps none as objects.")]
    private static PyObject* get_executor(ThreadState* ts, PyObject* module, PyObject* code, int offset) => code->ob_type == CodeType.Type
        ? Err.Value(ts, "no executor at given byte offset")
        : Err.Type(ts, $"expected a code object, not '{PyType.NameOf(code)}'");
}
