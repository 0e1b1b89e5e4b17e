// Tail-threaded dispatch (D9 of the design): each handler ends in a jump to the next one's address in a table of 256. What that demands of a handler: no try, no stackalloc,
// no local whose address is taken, no NoInlining attribute (the JIT makes no tail call from such methods), and slow paths in methods of their own.
// See docs/internals/interpreter.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe class Dispatch
{
    public static readonly void** Table = MakeTable();

    private static void** MakeTable()
    {
        void** table = (void**)ImmortalRegion.Allocate((nuint)(256 * sizeof(void*)));
        Handlers.Fill(table);
        return table;
    }

    /// <summary>Runs from the frame's instruction pointer until the entry frame below it is reached.</summary>
    public static nint Start(ThreadState* ts, _PyInterpreterFrame* frame, bool throwing)
    {
        ushort* ip = frame->instr_ptr;
        StackRef* sp = frame->stackpointer;
        frame->stackpointer = null;
        return throwing ? Handlers.Error(frame, ip, sp, ts, Table, 0) : Handlers.Next(frame, ip, sp, ts, Table);
    }
}

internal static unsafe partial class Handlers
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static nint Next(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table)
    {
        ushort word = *ip;
        return ((opcodehandler)table[(byte)word])(frame, ip, sp, ts, table, word >> 8);
    }

    /// <summary>The unspecialised form of the same instruction, run now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Deopt(Opcode opcode, _PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg) =>
        ((opcodehandler)table[(int)opcode])(frame, ip, sp, ts, table, oparg);

    /// <summary>An exception is set: goes to the handler in this frame, or leaves frames until one has a handler or the entry frame is reached.</summary>
    internal static nint Error(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame = Unwinder.Unwind(ts, frame, ip, sp, addTraceback: true);
        if (frame == null)
            return 0;
        sp = frame->stackpointer;
        frame->stackpointer = null;
        return Next(frame, frame->instr_ptr, sp, ts, table);
    }

    /// <summary>RERAISE and the like: the traceback has this frame already.</summary>
    private static nint ErrorNoTraceback(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame = Unwinder.Unwind(ts, frame, ip, sp, addTraceback: false);
        if (frame == null)
            return 0;
        sp = frame->stackpointer;
        frame->stackpointer = null;
        return Next(frame, frame->instr_ptr, sp, ts, table);
    }

    private static nint UnknownOpcode(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        Err.System(ts, $"unknown opcode {*ip & 0xFF}");
        return Error(frame, ip, sp, ts, table, oparg);
    }

    /// <summary>The evaluation ends: the value goes to the native caller.</summary>
    private static nint INTERPRETER_EXIT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        ts->current_frame = frame->previous;
        return (nint)StackRefs.TakeObject(sp[-1]);
    }
}
