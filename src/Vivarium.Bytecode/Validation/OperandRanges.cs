// The arguments that each instruction may have (docs/internals/bytecode.md).
namespace Vivarium.Bytecode.Validation;

internal static class OperandRanges
{
    private const int MaxSmallInt = 255;
    private const LocalKind CellKinds = LocalKind.CO_FAST_CELL | LocalKind.CO_FAST_FREE;

    public static bool IsValid(CodeUnit code, Opcode opcode, int oparg)
    {
        if (OpcodeInfo.HasConst(opcode))
            return oparg < code.co_consts.Length;
        if (OpcodeInfo.HasName(opcode))
            return oparg >> Disassembler.NameShift(opcode) < code.co_names.Length;
        if (Disassembler.IsPair(opcode))
            return oparg <= 0xFF && oparg >> 4 < code.co_localsplusnames.Length && (oparg & 15) < code.co_localsplusnames.Length;
        if (UsesCell(opcode))
            return oparg < code.co_localsplusnames.Length && (code.co_localspluskinds[oparg] & CellKinds) != 0;
        if (OpcodeInfo.HasLocal(opcode) || OpcodeInfo.HasFree(opcode))
            return oparg < code.co_localsplusnames.Length;
        return opcode switch
        {
            Opcode.BINARY_OP => oparg <= (int)BinaryOpKind.NB_SUBSCR,
            Opcode.COMPARE_OP => oparg >> 5 <= (int)CompareOp.Py_GE,
            Opcode.IS_OP or Opcode.CONTAINS_OP => oparg <= 1,
            Opcode.CALL_INTRINSIC_1 => oparg is >= 1 and <= (int)Intrinsic1.INTRINSIC_TYPEALIAS,
            Opcode.CALL_INTRINSIC_2 => oparg is >= 1 and <= (int)Intrinsic2.INTRINSIC_SET_TYPEPARAM_DEFAULT,
            Opcode.LOAD_COMMON_CONSTANT => oparg <= (int)CommonConstant.CONSTANT_BUILTIN_ANY,
            Opcode.LOAD_SPECIAL => oparg <= (int)SpecialMethod.SPECIAL___AEXIT__,
            Opcode.CONVERT_VALUE => oparg is >= 1 and <= (int)Conversion.FVC_ASCII,
            Opcode.LOAD_SMALL_INT => oparg <= MaxSmallInt,
            Opcode.BUILD_SLICE => oparg is 2 or 3,
            Opcode.RAISE_VARARGS => oparg <= 2,
            Opcode.SET_FUNCTION_ATTRIBUTE => int.IsPow2(oparg) && oparg <= (int)FunctionAttribute.MAKE_FUNCTION_ANNOTATE,
            Opcode.COPY or Opcode.SWAP or Opcode.LIST_APPEND or Opcode.LIST_EXTEND or Opcode.SET_ADD or Opcode.SET_UPDATE
                or Opcode.MAP_ADD or Opcode.DICT_UPDATE or Opcode.DICT_MERGE => oparg is >= 1 and <= ushort.MaxValue,
            Opcode.BUILD_INTERPOLATION => oparg >> 2 <= (int)Conversion.FVC_ASCII,
            Opcode.UNPACK_EX => oparg >> 8 <= ushort.MaxValue,
            _ => oparg <= int.MaxValue / 4,
        };
    }

    /// <summary>The argument must be a slot that holds a cell.</summary>
    public static bool UsesCell(Opcode opcode) =>
        opcode is Opcode.MAKE_CELL or Opcode.LOAD_DEREF or Opcode.STORE_DEREF or Opcode.DELETE_DEREF or Opcode.LOAD_FROM_DICT_OR_DEREF;
}
