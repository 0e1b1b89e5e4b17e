// The small numbered tables that instruction arguments index: operators, intrinsics, special methods and the like.
// The numbers are CPython 3.14's; they are part of the bytecode format (docs/internals/bytecode.md).
namespace Vivarium.Bytecode;

/// <summary>The argument of <c>BINARY_OP</c>.</summary>
internal enum BinaryOpKind
{
    NB_ADD = 0,
    NB_AND = 1,
    NB_FLOOR_DIVIDE = 2,
    NB_LSHIFT = 3,
    NB_MATRIX_MULTIPLY = 4,
    NB_MULTIPLY = 5,
    NB_REMAINDER = 6,
    NB_OR = 7,
    NB_POWER = 8,
    NB_RSHIFT = 9,
    NB_SUBTRACT = 10,
    NB_TRUE_DIVIDE = 11,
    NB_XOR = 12,
    NB_INPLACE_ADD = 13,
    NB_INPLACE_AND = 14,
    NB_INPLACE_FLOOR_DIVIDE = 15,
    NB_INPLACE_LSHIFT = 16,
    NB_INPLACE_MATRIX_MULTIPLY = 17,
    NB_INPLACE_MULTIPLY = 18,
    NB_INPLACE_REMAINDER = 19,
    NB_INPLACE_OR = 20,
    NB_INPLACE_POWER = 21,
    NB_INPLACE_RSHIFT = 22,
    NB_INPLACE_SUBTRACT = 23,
    NB_INPLACE_TRUE_DIVIDE = 24,
    NB_INPLACE_XOR = 25,
    NB_SUBSCR = 26,
}

/// <summary>The comparison in bits 5 and up of <c>COMPARE_OP</c>'s argument, and in rich comparison generally.</summary>
internal enum CompareOp
{
    Py_LT = 0,
    Py_LE = 1,
    Py_EQ = 2,
    Py_NE = 3,
    Py_GT = 4,
    Py_GE = 5,
}

/// <summary>The outcomes of a comparison, as <c>COMPARE_OP</c>'s low four bits count them; bit 4 asks for a bool.</summary>
internal static class CompareMask
{
    public const int Unordered = 1;
    public const int LessThan = 2;
    public const int GreaterThan = 4;
    public const int Equal = 8;
    public const int NotEqual = Unordered | LessThan | GreaterThan;

    /// <summary>Set when the result is only tested for truth.</summary>
    public const int ToBool = 16;

    /// <summary>The outcomes for which the comparison holds.</summary>
    public static int Of(CompareOp op) => op switch
    {
        CompareOp.Py_LT => LessThan,
        CompareOp.Py_LE => LessThan | Equal,
        CompareOp.Py_EQ => Equal,
        CompareOp.Py_NE => NotEqual,
        CompareOp.Py_GT => GreaterThan,
        _ => GreaterThan | Equal,
    };

    /// <summary>The argument that the code generator gives <c>COMPARE_OP</c>.</summary>
    public static int Encode(CompareOp op) => ((int)op << 5) | Of(op);
}

/// <summary>The argument of <c>CALL_INTRINSIC_1</c>.</summary>
internal enum Intrinsic1
{
    INTRINSIC_1_INVALID = 0,
    INTRINSIC_PRINT = 1,
    INTRINSIC_IMPORT_STAR = 2,
    INTRINSIC_STOPITERATION_ERROR = 3,
    INTRINSIC_ASYNC_GEN_WRAP = 4,
    INTRINSIC_UNARY_POSITIVE = 5,
    INTRINSIC_LIST_TO_TUPLE = 6,
    INTRINSIC_TYPEVAR = 7,
    INTRINSIC_PARAMSPEC = 8,
    INTRINSIC_TYPEVARTUPLE = 9,
    INTRINSIC_SUBSCRIPT_GENERIC = 10,
    INTRINSIC_TYPEALIAS = 11,
}

/// <summary>The argument of <c>CALL_INTRINSIC_2</c>.</summary>
internal enum Intrinsic2
{
    INTRINSIC_2_INVALID = 0,
    INTRINSIC_PREP_RERAISE_STAR = 1,
    INTRINSIC_TYPEVAR_WITH_BOUND = 2,
    INTRINSIC_TYPEVAR_WITH_CONSTRAINTS = 3,
    INTRINSIC_SET_FUNCTION_TYPE_PARAMS = 4,
    INTRINSIC_SET_TYPEPARAM_DEFAULT = 5,
}

/// <summary>The argument of <c>LOAD_COMMON_CONSTANT</c>.</summary>
internal enum CommonConstant
{
    CONSTANT_ASSERTIONERROR = 0,
    CONSTANT_NOTIMPLEMENTEDERROR = 1,
    CONSTANT_BUILTIN_TUPLE = 2,
    CONSTANT_BUILTIN_ALL = 3,
    CONSTANT_BUILTIN_ANY = 4,
}

/// <summary>The argument of <c>LOAD_SPECIAL</c>.</summary>
internal enum SpecialMethod
{
    SPECIAL___ENTER__ = 0,
    SPECIAL___EXIT__ = 1,
    SPECIAL___AENTER__ = 2,
    SPECIAL___AEXIT__ = 3,
}

/// <summary>The argument of <c>CONVERT_VALUE</c>.</summary>
internal enum Conversion
{
    FVC_NONE = 0,
    FVC_STR = 1,
    FVC_REPR = 2,
    FVC_ASCII = 3,
}

/// <summary>The argument of <c>RESUME</c>: where, in the low two bits, and a bit for a resume at exception depth one.</summary>
internal static class ResumeKind
{
    public const int RESUME_AT_FUNC_START = 0;
    public const int RESUME_AFTER_YIELD = 1;
    public const int RESUME_AFTER_YIELD_FROM = 2;
    public const int RESUME_AFTER_AWAIT = 3;
    public const int RESUME_OPARG_LOCATION_MASK = 3;
    public const int RESUME_OPARG_DEPTH1_MASK = 4;
}

/// <summary>The argument of <c>SET_FUNCTION_ATTRIBUTE</c>.</summary>
[Flags]
internal enum FunctionAttribute
{
    MAKE_FUNCTION_DEFAULTS = 0x01,
    MAKE_FUNCTION_KWDEFAULTS = 0x02,
    MAKE_FUNCTION_ANNOTATIONS = 0x04,
    MAKE_FUNCTION_CLOSURE = 0x08,
    MAKE_FUNCTION_ANNOTATE = 0x10,
}

/// <summary>Names and spellings for disassembly and for the <c>_opcode</c> module, by argument.</summary>
internal static class OperandNames
{
    public static readonly string[] BinaryOps =
    [
        "+", "&", "//", "<<", "@", "*", "%", "|", "**", ">>", "-", "/", "^",
        "+=", "&=", "//=", "<<=", "@=", "*=", "%=", "|=", "**=", ">>=", "-=", "/=", "^=", "[]",
    ];

    public static readonly string[] Comparisons = ["<", "<=", "==", "!=", ">", ">="];
    public static readonly string[] SpecialMethods = ["__enter__", "__exit__", "__aenter__", "__aexit__"];
    public static readonly string[] CommonConstants = ["AssertionError", "NotImplementedError", "tuple", "all", "any"];

    /// <summary>In the order of the attribute's bits.</summary>
    public static readonly string[] FunctionAttributes = ["defaults", "kwdefaults", "annotations", "closure", "annotate"];

    public static readonly string[] Conversions = ["", "str", "repr", "ascii"];
}
