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
        void** table = (void**)ImmortalRegion.Allocate((nuint)(Handlers.TableSize * sizeof(void*)));
        Handlers.Fill(table);
        return table;
    }

    /// <summary>Runs from the frame's instruction pointer until the entry frame below it is reached.</summary>
    public static nint Start(ThreadState* ts, _PyInterpreterFrame* frame, bool throwing)
    {
        ushort* ip = frame->instr_ptr;
        StackRef* sp = frame->stackpointer;
        frame->stackpointer = null;
        if (!throwing)
            return Handlers.Next(frame, ip, sp, ts, Table);
        frame = Unwinder.Throw(ts, frame, sp);
        if (frame == null)
            return 0;
        sp = frame->stackpointer;
        frame->stackpointer = null;
        return Handlers.Next(frame, ts->handler, sp, ts, Table);
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

    /// <summary>The same instruction once more, after its opcode has been exchanged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static nint Again(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg) =>
        ((opcodehandler)table[*(byte*)ip])(frame, ip, sp, ts, table, oparg);

    /// <summary>The evaluation ends: the value goes to the native caller.</summary>
    private static nint INTERPRETER_EXIT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        ts->current_frame = frame->previous;
        return (nint)StackRefs.TakeObject(sp[-1]);
    }
}
