// Runs bytecode over abstract states: no stack under- or overflow, no null where an object is taken, no unbound slot read
// unchecked, no borrowed value outliving its slot, and typed operands only from where they come from.
// The work is bounded, so that hostile code cannot make it long. See docs/internals/bytecode.md.
using Vivarium.Bytecode.Constants;
using Vivarium.Bytecode.Tables;

namespace Vivarium.Bytecode.Validation;

internal sealed partial class StackVerifier
{
    private const int WorkPerInstruction = 64;
    private const int FreeWork = 100_000;

    private readonly CodeShape _shape;
    private readonly CodeInstruction[] _instructions;
    private readonly AbstractState?[] _known;
    private readonly bool[] _leader;
    private readonly SortedSet<int> _todo = [];
    private long _work;
    private AbstractState _state;
    private CodeInstruction _current;

    public StackVerifier(CodeShape shape)
    {
        _shape = shape;
        _instructions = shape.Instructions;
        _known = new AbstractState?[_instructions.Length];
        _leader = new bool[_instructions.Length];
        CodeUnit code = shape.Code;
        int arguments = code.co_argcount + code.co_kwonlyargcount
            + ((code.co_flags & CodeFlags.CO_VARARGS) != 0 ? 1 : 0) + ((code.co_flags & CodeFlags.CO_VARKEYWORDS) != 0 ? 1 : 0);
        _state = AbstractState.Start(code.co_localsplusnames.Length, arguments);
        foreach (CodeInstruction instruction in _instructions)
        {
            if (instruction.JumpTarget >= 0)
                _leader[shape.TargetAt(instruction.JumpTarget)] = true;
        }
        foreach (ExceptionTableEntry entry in shape.Entries)
            _leader[shape.TargetAt(entry.Target)] = true;
    }

    public void Run()
    {
        Reach(0, _state);
        while (_todo.Count > 0)
        {
            int index = _todo.Min;
            _todo.Remove(index);
            RunBlock(index);
        }
    }

    private void RunBlock(int index)
    {
        _state = _known[index]!.Copy(_known[index]!.Stack.Count);
        while (true)
        {
            _current = _instructions[index];
            if (++_work > FreeWork + (long)WorkPerInstruction * _instructions.Length)
                throw new BytecodeException("code is too tangled to be checked");
            ReachHandler(index);
            Step();
            if (_state.Stack.Count > _shape.Code.co_stacksize)
                throw Problem("overflows the stack");
            if (_current.JumpTarget >= 0)
            {
                CheckNothingBorrowed();
                Reach(_shape.TargetAt(_current.JumpTarget), _state);
            }
            if (OpcodeInfo.IsScopeExit(_current.Opcode) || OpcodeInfo.IsUnconditionalJump(_current.Opcode))
                return;
            if (++index == _instructions.Length)
                throw new BytecodeException("code runs past its end");
            if (_leader[index])
            {
                CheckNothingBorrowed();
                Reach(index, _state);
                return;
            }
        }
    }

    private void Reach(int index, AbstractState state)
    {
        if (_known[index] is not { } known)
            _known[index] = state.Copy(state.Stack.Count);
        else if (!known.Meet(state))
            return;
        _todo.Add(index);
    }

    /// <summary>An exception at the current instruction leaves the stack below the handler's depth as it was before.</summary>
    private void ReachHandler(int index)
    {
        int handler = _shape.Handlers[index];
        if (handler < 0)
            return;
        ExceptionTableEntry entry = _shape.Entries[handler];
        if (entry.Depth > _state.Stack.Count - Consumed(_current))
            throw Problem("takes values that its exception handler needs");
        AbstractState at = _state.Copy(entry.Depth);
        foreach (AbstractValue value in at.Stack)
        {
            if (value.Kind == ValueKind.Borrowed)
                throw Problem("may leave a borrowed value to its exception handler");
        }
        if (entry.Lasti)
            at.Stack.Add(new AbstractValue(ValueKind.Lasti));
        at.Stack.Add(new AbstractValue(ValueKind.Exception));
        Reach(_shape.TargetAt(entry.Target), at);
    }

    /// <summary>The values that an instruction which raises may have taken from the stack.</summary>
    private static int Consumed(CodeInstruction instruction)
    {
        OpcodeFlags flags = OpcodeInfo.Flags(instruction.Opcode);
        if ((flags & (OpcodeFlags.HAS_ERROR | OpcodeFlags.HAS_ESCAPES)) == 0)
            return 0;
        int popped = OpcodeInfo.NumPopped(instruction.Opcode, instruction.Oparg);
        // What comes back is not taken.
        return Math.Max(0, popped - Kept(instruction));
    }

    /// <summary>The inputs at the bottom that an instruction leaves in their place.</summary>
    private static int Kept(CodeInstruction instruction) => instruction.Opcode switch
    {
        Opcode.LIST_APPEND or Opcode.LIST_EXTEND or Opcode.SET_ADD or Opcode.SET_UPDATE or Opcode.MAP_ADD or Opcode.DICT_UPDATE
            => instruction.Oparg,
        Opcode.DICT_MERGE => instruction.Oparg + 3,
        Opcode.FOR_ITER or Opcode.SEND or Opcode.GET_ANEXT or Opcode.GET_LEN or Opcode.IMPORT_FROM or Opcode.CHECK_EXC_MATCH
            or Opcode.YIELD_VALUE => 1,
        Opcode.MATCH_KEYS => 2,
        Opcode.WITH_EXCEPT_START => 5,
        Opcode.COPY or Opcode.SWAP or Opcode.RERAISE => instruction.Oparg,
        _ => 0,
    };

    /// <summary>The compiler leaves no borrowed value on the stack where blocks meet; what does is not its work.</summary>
    private void CheckNothingBorrowed()
    {
        foreach (AbstractValue value in _state.Stack)
        {
            if (value.Kind == ValueKind.Borrowed)
                throw Problem("leaves a borrowed value on the stack across blocks");
        }
    }

    private AbstractValue Pop()
    {
        List<AbstractValue> stack = _state.Stack;
        if (stack.Count == 0)
            throw Problem("takes from an empty stack");
        AbstractValue top = stack[^1];
        stack.RemoveAt(stack.Count - 1);
        return top;
    }

    private AbstractValue PopObject()
    {
        AbstractValue value = Pop();
        return value.MayBeNull ? throw Problem("may take a null for an object") : value;
    }

    private void PopObjects(int count)
    {
        if (count > _state.Stack.Count)
            throw Problem("takes from an empty stack");
        for (int i = 0; i < count; i++)
            PopObject();
    }

    private void Push(AbstractValue value)
    {
        // Checked here, too: one instruction can push many.
        if (_state.Stack.Count >= _shape.Code.co_stacksize)
            throw Problem("overflows the stack");
        _state.Stack.Add(value);
    }

    private void Push(ValueKind kind, int detail = 0) => Push(new AbstractValue(kind, detail));

    private void PushObjects(int count)
    {
        for (int i = 0; i < count; i++)
            Push(AbstractValue.Value);
    }

    /// <summary>The entry that many below the top, 1 being the top.</summary>
    private int At(int depth) =>
        depth <= _state.Stack.Count ? _state.Stack.Count - depth : throw Problem("reaches below the stack");

    private void Expect(AbstractValue value, ValueKind kind)
    {
        if (value.Kind != kind)
            throw Problem($"takes a value of kind {value.Kind}, not {kind}");
    }

    private BytecodeException Problem(string what) => new($"{OpcodeInfo.Name(_current.Opcode)} at {_current.Offset} {what}");

    private Constant ConstantAt(int index) => _shape.Code.co_consts[index];
}
