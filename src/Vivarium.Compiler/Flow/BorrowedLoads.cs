// Turns loads of locals into borrowing loads where the local is sure to outlive the value on the stack: within a block, a
// simulated stack remembers which load each value came from, and loads are ruled out whose value is stored to a local, whose
// local changes meanwhile, or whose value is still there at the block's end. See docs/internals/flow.md.
using Vivarium.Bytecode;

namespace Vivarium.Compiler.Flow;

internal sealed class BorrowedLoads
{
    private const int NoLocal = -1;
    private const int NoInstruction = -1;

    private readonly List<(int Instruction, int Local)> _stack = [];
    private readonly Stack<BasicBlock> _todo = [];
    private bool[] _ruledOut = [];

    public static void Optimize(ControlFlowGraph graph)
    {
        graph.ClearVisited();
        var pass = new BorrowedLoads();
        graph.Entry.StartDepth = 0;
        pass.Visit(graph.Entry);
        while (pass._todo.TryPop(out BasicBlock? block))
            pass.OptimizeBlock(block);
    }

    private void OptimizeBlock(BasicBlock block)
    {
        _ruledOut = new bool[block.Count];
        _stack.Clear();
        for (int i = 0; i < block.StartDepth; i++)
            Push(NoInstruction, NoLocal);
        for (int i = 0; i < block.Count; i++)
            Simulate(i, block[i]);
        if (!block.IsEmpty && block.HasFallthrough && block.Next is { } next)
            Visit(next);
        foreach ((int instruction, _) in _stack)
            RuleOut(instruction);
        for (int i = 0; i < block.Count; i++)
        {
            if (_ruledOut[i])
                continue;
            block[i].Opcode = block[i].Opcode switch
            {
                Opcode.LOAD_FAST => Opcode.LOAD_FAST_BORROW,
                Opcode.LOAD_FAST_LOAD_FAST => Opcode.LOAD_FAST_BORROW_LOAD_FAST_BORROW,
                Opcode other => other,
            };
        }
    }

    private void Simulate(int index, in CfgInstruction instruction)
    {
        Opcode opcode = instruction.Opcode;
        int oparg = instruction.Oparg;
        switch (opcode)
        {
            case Opcode.DELETE_FAST:
                Change(oparg);
                break;
            case Opcode.LOAD_FAST:
                Push(index, oparg);
                break;
            case Opcode.LOAD_FAST_AND_CLEAR:
                Change(oparg);
                Push(index, oparg);
                break;
            case Opcode.LOAD_FAST_LOAD_FAST:
                Push(index, oparg >> 4);
                Push(index, oparg & 15);
                break;
            case Opcode.STORE_FAST:
                Store(oparg);
                break;
            case Opcode.STORE_FAST_LOAD_FAST:
                Store(oparg >> 4);
                Push(index, oparg & 15);
                break;
            case Opcode.STORE_FAST_STORE_FAST:
                Store(oparg >> 4);
                Store(oparg & 15);
                break;
            case Opcode.COPY:
                _stack.Add(_stack[^oparg]);
                break;
            case Opcode.SWAP:
                (_stack[^1], _stack[^oparg]) = (_stack[^oparg], _stack[^1]);
                break;
            case Opcode.FORMAT_SIMPLE or Opcode.GET_ANEXT or Opcode.GET_LEN or Opcode.GET_YIELD_FROM_ITER
                or Opcode.IMPORT_FROM or Opcode.MATCH_KEYS or Opcode.MATCH_MAPPING or Opcode.MATCH_SEQUENCE or Opcode.WITH_EXCEPT_START:
                // These leave their inputs where they are. The reference books what they push on the block's first instructions
                // instead of on themselves; a store of it then rules out a borrow there.
                for (int i = 0; i < OpcodeInfo.NumPushed(opcode, oparg) - OpcodeInfo.NumPopped(opcode, oparg); i++)
                    Push(i, NoLocal);
                break;
            case Opcode.DICT_MERGE or Opcode.DICT_UPDATE or Opcode.LIST_APPEND or Opcode.LIST_EXTEND or Opcode.MAP_ADD
                or Opcode.RERAISE or Opcode.SET_ADD or Opcode.SET_UPDATE:
                // These take some inputs and push nothing new.
                Pop(OpcodeInfo.NumPopped(opcode, oparg) - OpcodeInfo.NumPushed(opcode, oparg));
                break;
            case Opcode.END_SEND or Opcode.SET_FUNCTION_ATTRIBUTE:
                _stack.RemoveAt(_stack.Count - 2);
                break;
            case Opcode.CHECK_EXC_MATCH:
                Pop(1);
                PushNew(index, 1);
                break;
            case Opcode.FOR_ITER:
                Visit(instruction.Target!);
                PushNew(index, 1);
                break;
            case Opcode.LOAD_ATTR or Opcode.LOAD_SUPER_ATTR:
                (int Instruction, int Local) self = _stack[^1];
                Pop(opcode == Opcode.LOAD_SUPER_ATTR ? 3 : 1);
                PushNew(index, 1);
                if ((oparg & 1) != 0)
                    _stack.Add(self);
                break;
            case Opcode.LOAD_SPECIAL or Opcode.PUSH_EXC_INFO:
                _stack.Insert(_stack.Count - 1, (index, NoLocal));
                break;
            case Opcode.SEND:
                Visit(instruction.Target!);
                Pop(1);
                PushNew(index, 1);
                break;
            default:
                if (OpcodeInfo.HasTarget(opcode))
                    Visit(instruction.Target!);
                if (!OpcodeInfo.IsBlockPush(opcode))
                {
                    Pop(OpcodeInfo.NumPopped(opcode, oparg));
                    PushNew(index, OpcodeInfo.NumPushed(opcode, oparg));
                }
                break;
        }
    }

    private void Visit(BasicBlock block)
    {
        if (block.Visited)
            return;
        block.Visited = true;
        _todo.Push(block);
    }

    private void Push(int instruction, int local) => _stack.Add((instruction, local));

    private void PushNew(int index, int count)
    {
        for (int i = 0; i < count; i++)
            Push(index, NoLocal);
    }

    private void Pop(int count) => _stack.RemoveRange(_stack.Count - count, count);

    private void Store(int local)
    {
        int instruction = _stack[^1].Instruction;
        Pop(1);
        Change(local);
        RuleOut(instruction);
    }

    private void Change(int local)
    {
        foreach ((int instruction, int from) in _stack)
        {
            if (from == local)
                RuleOut(instruction);
        }
    }

    private void RuleOut(int instruction)
    {
        if (instruction >= 0)
            _ruledOut[instruction] = true;
    }
}
