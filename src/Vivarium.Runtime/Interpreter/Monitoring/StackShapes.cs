// What lies on the evaluation stack at each instruction of a code object, as far as a jump to another line must know it: found by following all paths. A shape is a string with one
// letter for each value. See docs/internals/monitoring.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Tables;

namespace Vivarium.Runtime.Interpreter;

internal sealed unsafe class StackShapes
{
    public const char Any = 'O';
    public const char Iterator = 'I';
    /// <summary>An exception: the one being handled, or the one handled before.</summary>
    public const char Exception = 'E';
    public const char Null = 'N';
    /// <summary>The position that a re-raise goes back to.</summary>
    public const char Position = 'L';

    /// <summary>Deeper stacks are not followed.</summary>
    private const int MaxDepth = 21;
    public const string TooDeep = "?";

    private readonly string?[] _shapes;
    private readonly Opcode[] _opcodes;
    private readonly int[] _opargs;
    private readonly List<ExceptionTableEntry> _handlers;
    private readonly Stack<int> _todo = new();

    public StackShapes(PyCodeObject* code)
    {
        int units = PyCode.Units(code);
        _shapes = new string?[units];
        _opcodes = new Opcode[units];
        _opargs = new int[units];
        int extended = 0;
        for (int i = 0; i < units; i += 1 + OpcodeInfo.Caches(_opcodes[i]))
        {
            _opcodes[i] = CodeMonitoring.BaseAt(code, i);
            _opargs[i] = (extended << 8) | (Frames.FirstInstruction(code)[i] >> 8);
            extended = _opcodes[i] == Opcode.EXTENDED_ARG ? _opargs[i] : 0;
        }
        ExceptionTableReader.TryRead(PyBytes.AsSpan(code->co_exceptiontable), out _handlers);
        Reach(0, "");
        do
        {
            while (_todo.TryPop(out int at))
                Follow(at);
        }
        while (ReachHandlers());
    }

    /// <summary>The shape in front of an instruction; null when no path leads there.</summary>
    public string? At(int index) => (uint)index < (uint)_shapes.Length ? _shapes[index] : null;

    private void Reach(int index, string shape)
    {
        if ((uint)index >= (uint)_shapes.Length || _shapes[index] is not null)
            return;
        _shapes[index] = shape.Length > MaxDepth ? TooDeep : shape;
        _todo.Push(index);
    }

    private bool ReachHandlers()
    {
        foreach (ExceptionTableEntry entry in _handlers)
        {
            string? shape = At(entry.Start / OpcodeInfo.CodeUnitSize);
            if (shape is null or TooDeep || shape.Length < entry.Depth || At(entry.Target / OpcodeInfo.CodeUnitSize) is not null)
                continue;
            Reach(entry.Target / OpcodeInfo.CodeUnitSize, shape[..entry.Depth] + (entry.Lasti ? "LE" : "E"));
        }
        return _todo.Count != 0;
    }

    /// <summary>Passes the shape at an instruction on to those that may come next.</summary>
    private void Follow(int index)
    {
        string shape = _shapes[index]!;
        Opcode opcode = _opcodes[index];
        int oparg = _opargs[index];
        int next = index + 1 + OpcodeInfo.Caches(opcode);
        if (shape == TooDeep)
            return;
        switch (opcode)
        {
            case Opcode.RETURN_VALUE or Opcode.RAISE_VARARGS or Opcode.RERAISE:
                return;
            case Opcode.JUMP_FORWARD:
                Reach(next + oparg, shape);
                return;
            case Opcode.JUMP_BACKWARD or Opcode.JUMP_BACKWARD_NO_INTERRUPT:
                Reach(next - oparg, shape);
                return;
            case Opcode.POP_JUMP_IF_FALSE or Opcode.POP_JUMP_IF_TRUE or Opcode.POP_JUMP_IF_NONE or Opcode.POP_JUMP_IF_NOT_NONE:
                shape = Pop(shape, 1);
                Reach(next + oparg, shape);
                break;
            case Opcode.SEND:
                Reach(next + oparg, shape);
                break;
            case Opcode.FOR_ITER:
                shape += Any;
                Reach(next + oparg, shape);
                break;
            default:
                shape = After(shape, opcode, oparg);
                break;
        }
        Reach(next, shape);
    }

    private static string Pop(string shape, int count) => shape[..Math.Max(shape.Length - count, 0)];

    private static string After(string shape, Opcode opcode, int oparg)
    {
        switch (opcode)
        {
            case Opcode.GET_ITER or Opcode.GET_AITER:
                return Pop(shape, 1) + Iterator;
            case Opcode.PUSH_EXC_INFO:
                return shape + Exception;
            case Opcode.PUSH_NULL or Opcode.LOAD_FAST_AND_CLEAR:
                return shape + Null;
            case Opcode.LOAD_GLOBAL:
                return shape + ((oparg & 1) != 0 ? "ON" : "O");
            case Opcode.LOAD_ATTR:
                return (oparg & 1) != 0 ? shape + Null : shape;
            case Opcode.COPY when oparg >= 1 && oparg <= shape.Length:
                return shape + shape[^oparg];
            case Opcode.SWAP when oparg >= 1 && oparg <= shape.Length:
                char[] swapped = shape.ToCharArray();
                (swapped[^1], swapped[^oparg]) = (swapped[^oparg], swapped[^1]);
                return new string(swapped);
            default:
                int effect = OpcodeInfo.StackEffect(opcode, oparg, jump: false);
                return effect < 0 ? Pop(shape, -effect) : shape + new string(Any, effect);
        }
    }

    // ---- Jumps ----

    /// <summary>Whether a stack of one shape can be cut to one of the other.</summary>
    public static bool IsCompatible(string? from, string? to)
    {
        if (from is null or TooDeep || to is null or TooDeep || to.Length > from.Length)
            return false;
        for (int i = 0; i < to.Length; i++)
        {
            bool fits = to[i] switch
            {
                Any => from[i] != Null,
                Null => true,
                _ => from[i] == to[i],
            };
            if (!fits)
                return false;
        }
        return true;
    }

    /// <summary>Why no stack can be cut to this shape.</summary>
    public static string Explain(string? to) => to switch
    {
        null => "can't jump into an exception handler, or code may be unreachable",
        TooDeep => "stack is too deep to analyze",
        [.., Exception] => "can't jump into an 'except' block as there's no exception",
        [.., Position] => "can't jump into a re-raising block as there's no location",
        [.., Iterator] => "can't jump into the body of a for loop",
        _ => "incompatible stacks",
    };
}
