// Questions about opcodes, answered from tables that the generator makes of Opcodes.table (docs/internals/bytecode.md).
// Holds for every opcode below Limit; unknown numbers have no name, no flags and no cache.
namespace Vivarium.Bytecode;

/// <summary>What an instruction's argument means and what running it can do; the bits are CPython's.</summary>
[Flags]
internal enum OpcodeFlags : uint
{
    HAS_ARG = 1,
    HAS_CONST = 2,
    HAS_NAME = 4,
    HAS_JUMP = 8,
    HAS_FREE = 16,
    HAS_LOCAL = 32,
    HAS_EVAL_BREAK = 64,
    HAS_DEOPT = 128,
    HAS_ERROR = 256,
    HAS_ESCAPES = 512,
    HAS_EXIT = 1024,
    HAS_PURE = 2048,
    HAS_PASSTHROUGH = 4096,
    HAS_OPARG_AND_1 = 8192,
    HAS_ERROR_NO_POP = 16384,
    HAS_NO_SAVE_IP = 32768,
}

/// <summary>Where an opcode may stand.</summary>
internal enum OpcodeKind : byte
{
    Unknown,

    /// <summary>In any bytecode.</summary>
    Base,

    /// <summary>In running code, put there by specialisation.</summary>
    Specialized,

    /// <summary>In running code, put there by monitoring or the compiled tier.</summary>
    Instrumented,

    /// <summary>Inside the compiler only.</summary>
    Pseudo,
}

internal static partial class OpcodeInfo
{
    /// <summary>Opcodes above this one have an argument (the documented threshold of <c>opcode.HAVE_ARGUMENT</c>).</summary>
    public const int HAVE_ARGUMENT = 43;
    public const int MIN_SPECIALIZED_OPCODE = 129;
    public const int MIN_INSTRUMENTED_OPCODE = 234;
    public const int MAX_REAL_OPCODE = 254;

    /// <summary>The bytes that one instruction, or one inline cache entry, takes.</summary>
    public const int CodeUnitSize = 2;

    /// <summary>The name, or <c>&lt;N&gt;</c> for an unknown number, as <c>opcode.opname</c> has it.</summary>
    public static string Name(Opcode opcode) =>
        (int)opcode < Limit && s_names[(int)opcode] is { } name ? name : $"<{(int)opcode}>";

    /// <summary>One sentence on what the instruction does; empty for an unknown number.</summary>
    public static string Summary(Opcode opcode) => (int)opcode < Limit ? s_summaries[(int)opcode] ?? "" : "";

    public static OpcodeKind Kind(Opcode opcode) => (int)opcode < Limit ? (OpcodeKind)s_kinds[(int)opcode] : OpcodeKind.Unknown;
    public static OpcodeFlags Flags(Opcode opcode) => (int)opcode < Limit ? (OpcodeFlags)s_flags[(int)opcode] : 0;

    /// <summary>The number of inline cache entries after the instruction; forms and monitored forms have those of their base.</summary>
    public static int Caches(Opcode opcode) => (int)opcode < Limit ? s_caches[(int)opcode] : 0;

    /// <summary>The adaptive instruction behind a specialised form; any other opcode is its own.</summary>
    public static Opcode Deopt(Opcode opcode) => (int)opcode < Limit ? (Opcode)s_deopt[(int)opcode] : opcode;

    /// <summary>The instruction behind a specialised or monitored form; any other opcode is its own.</summary>
    public static Opcode Base(Opcode opcode) => (int)opcode < Limit ? (Opcode)s_base[(int)opcode] : opcode;

    /// <summary>The named fields of the inline cache of a base instruction, sizes in 16-bit entries.</summary>
    public static ReadOnlySpan<(string Name, int Size)> CacheFields(Opcode opcode) =>
        s_cacheFields.TryGetValue(Base(opcode), out (string, int)[]? fields) ? fields : [];

    /// <summary>What the assembler makes of a pseudo instruction; empty for others.</summary>
    public static ReadOnlySpan<Opcode> PseudoTargets(Opcode opcode) =>
        s_pseudo.TryGetValue(opcode, out Opcode[]? targets) ? targets : [];

    public static bool HasArg(Opcode opcode) => (Flags(opcode) & OpcodeFlags.HAS_ARG) != 0;
    public static bool HasConst(Opcode opcode) => (Flags(opcode) & OpcodeFlags.HAS_CONST) != 0;
    public static bool HasName(Opcode opcode) => (Flags(opcode) & OpcodeFlags.HAS_NAME) != 0;
    public static bool HasJump(Opcode opcode) => (Flags(opcode) & OpcodeFlags.HAS_JUMP) != 0;
    public static bool HasFree(Opcode opcode) => (Flags(opcode) & OpcodeFlags.HAS_FREE) != 0;
    public static bool HasLocal(Opcode opcode) => (Flags(opcode) & OpcodeFlags.HAS_LOCAL) != 0;

    /// <summary>Begins a protected range: its argument is the handler's label.</summary>
    public static bool IsBlockPush(Opcode opcode) => opcode is Opcode.SETUP_FINALLY or Opcode.SETUP_WITH or Opcode.SETUP_CLEANUP;

    /// <summary>The argument is a label inside the compiler.</summary>
    public static bool HasTarget(Opcode opcode) => HasJump(opcode) || IsBlockPush(opcode);

    /// <summary>Leaves the code object, whatever its operands.</summary>
    public static bool IsScopeExit(Opcode opcode) => opcode is Opcode.RETURN_VALUE or Opcode.RAISE_VARARGS or Opcode.RERAISE;

    /// <summary>Must be the last one of its basic block.</summary>
    public static bool IsTerminator(Opcode opcode) => HasJump(opcode) || IsScopeExit(opcode);

    public static bool IsUnconditionalJump(Opcode opcode) =>
        opcode is Opcode.JUMP or Opcode.JUMP_NO_INTERRUPT or Opcode.JUMP_FORWARD or Opcode.JUMP_BACKWARD
            or Opcode.JUMP_BACKWARD_NO_INTERRUPT;

    public static bool IsConditionalJump(Opcode opcode) =>
        opcode is Opcode.POP_JUMP_IF_FALSE or Opcode.POP_JUMP_IF_TRUE or Opcode.POP_JUMP_IF_NONE or Opcode.POP_JUMP_IF_NOT_NONE;

    /// <summary>A real jump whose argument counts backwards.</summary>
    public static bool IsBackwardJump(Opcode opcode) => opcode is Opcode.JUMP_BACKWARD or Opcode.JUMP_BACKWARD_NO_INTERRUPT;

    /// <summary>The change of stack depth (with <paramref name="jump"/>, when a protected range's exception is taken).</summary>
    public static int StackEffect(Opcode opcode, int oparg, bool jump)
    {
        if (IsBlockPush(opcode) && !jump)
            return 0;
        return NumPushed(opcode, oparg) - NumPopped(opcode, oparg);
    }
}
