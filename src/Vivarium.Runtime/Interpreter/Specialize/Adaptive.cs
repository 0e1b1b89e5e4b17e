// The counters of adaptive instructions (PEP 659): the first cache entry holds a value in its upper 12 bits and a back-off exponent in the lower four. Each run of the
// unspecialised form takes one off the value; at zero the instruction is specialised. A success waits 52 runs that miss until the next attempt, each failure doubles the wait.
// The numbers are CPython 3.14's, visible in dis(adaptive=True, show_caches=True). See docs/internals/specialisation.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe class Adaptive
{
    private const int BackoffBits = 4;
    private const int MaxBackoff = 12;
    private const int UnreachableBackoff = 15;

    /// <summary>Of a fresh instruction: specialised at its second run.</summary>
    private const ushort Warmup = (1 << BackoffBits) | 1;
    /// <summary>Of an instruction that has just been specialised.</summary>
    private const ushort Cooldown = 52 << BackoffBits;
    /// <summary>JUMP_BACKWARD's, which would lead to compiled traces.</summary>
    private const ushort JumpBackward = unchecked((ushort)((4095 << BackoffBits) | 12));
    /// <summary>The last sixteen outcomes of a conditional jump, to begin with: alternating.</summary>
    private const ushort BranchHistory = 0x5555;

    /// <summary>Runs until a fresh instruction is specialised.</summary>
    public const int CallsBeforeSpecialisation = (Warmup >> BackoffBits) + 1;

    /// <summary>Runs that miss until a specialised instruction is looked at again.</summary>
    public const int CallsBeforeNextTry = (Cooldown >> BackoffBits) + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Triggers(ushort* ip) => ip[1] < UnreachableBackoff;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Advance(ushort* ip) => ip[1] -= 1 << BackoffBits;

    /// <summary>Exchanges the opcode.</summary>
    public static void Become(ushort* ip, Opcode form)
    {
        *(byte*)ip = (byte)form;
        ip[1] = Cooldown;
    }

    /// <summary>Nothing to specialise now: looks again later, without backing off.</summary>
    public static void Postpone(ushort* ip) => ip[1] = Cooldown;

    /// <summary>No form fits: the next attempt is twice as far away.</summary>
    public static void Fail(ushort* ip)
    {
        *(byte*)ip = (byte)OpcodeInfo.Deopt((Opcode)(*(byte*)ip));
        int backoff = Math.Min((ip[1] & ((1 << BackoffBits) - 1)) + 1, MaxBackoff);
        ip[1] = (ushort)((((1 << backoff) - 1) << BackoffBits) | backoff);
    }

    /// <summary>An instruction that had a form, or was instrumented, is its plain self again.</summary>
    public static void Reset(ushort* ip, Opcode plain)
    {
        if (OpcodeInfo.Caches(plain) != 0 && plain != Opcode.JUMP_BACKWARD && !OpcodeInfo.IsConditionalJump(plain))
            ip[1] = Warmup;
    }

    /// <summary>The instruction will not be specialised at this run: a mark stands where its opcode would be exchanged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pause(ushort* ip, Opcode opcode)
    {
        if (OpcodeInfo.Caches(opcode) != 0)
            ip[1] |= 1 << BackoffBits;
    }

    /// <summary>Sets the counters of new code.</summary>
    public static void Prepare(ushort* code, int units)
    {
        for (int i = 0; i < units; i++)
        {
            Opcode opcode = (Opcode)(byte)code[i];
            int caches = OpcodeInfo.Caches(opcode);
            if (caches == 0)
                continue;
            if (i + 1 < units)
            {
                code[i + 1] = opcode switch
                {
                    Opcode.JUMP_BACKWARD => JumpBackward,
                    Opcode.POP_JUMP_IF_FALSE or Opcode.POP_JUMP_IF_TRUE or Opcode.POP_JUMP_IF_NONE or Opcode.POP_JUMP_IF_NOT_NONE => BranchHistory,
                    _ => Warmup,
                };
            }
            i += caches;
        }
    }
}
