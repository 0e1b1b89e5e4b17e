// Which instructions report which events, and their instrumented forms.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static class InstrumentedOpcodes
{
    private static readonly byte[] s_forms = MakeForms();

    private static byte[] MakeForms()
    {
        byte[] forms = new byte[256];
        for (int i = OpcodeInfo.MIN_INSTRUMENTED_OPCODE; i <= OpcodeInfo.MAX_REAL_OPCODE; i++)
        {
            Opcode plain = OpcodeInfo.Base((Opcode)i);
            if (plain != (Opcode)i)
                forms[(int)plain] = (byte)i;
        }
        return forms;
    }

    /// <summary>The instrumented form of a base instruction that has an event.</summary>
    public static Opcode Of(Opcode plain) => (Opcode)s_forms[(int)plain];

    /// <summary>The event that an instruction reports, or -1.</summary>
    public static int EventOf(Opcode plain, int oparg)
    {
        const int ResumeLocation = 3;
        switch (plain)
        {
            case Opcode.RESUME:
                return (oparg & ResumeLocation) == 0 ? MonitoringEvent.PyStart : MonitoringEvent.PyResume;
            case Opcode.RETURN_VALUE:
                return MonitoringEvent.PyReturn;
            case Opcode.YIELD_VALUE:
                return MonitoringEvent.PyYield;
            case Opcode.CALL or Opcode.CALL_KW or Opcode.CALL_FUNCTION_EX or Opcode.LOAD_SUPER_ATTR:
                return MonitoringEvent.Call;
            case Opcode.JUMP_FORWARD or Opcode.JUMP_BACKWARD:
                return MonitoringEvent.Jump;
            case Opcode.NOT_TAKEN or Opcode.FOR_ITER:
                return MonitoringEvent.BranchLeft;
            case Opcode.POP_JUMP_IF_FALSE or Opcode.POP_JUMP_IF_TRUE or Opcode.POP_JUMP_IF_NONE or Opcode.POP_JUMP_IF_NOT_NONE or Opcode.POP_ITER or Opcode.END_ASYNC_FOR:
                return MonitoringEvent.BranchRight;
            case Opcode.END_FOR or Opcode.END_SEND:
                return MonitoringEvent.StopIteration;
            default:
                return -1;
        }
    }
}
