// SWAP instructions: runs of them are made as short as they can be, and those before plain stores are applied to the stores.
// See docs/internals/flow.md.
using Vivarium.Bytecode;

namespace Vivarium.Compiler.Flow;

internal static class Swaps
{
    private const int Visited = -1;

    /// <summary>Rewrites the run of SWAPs at <paramref name="index"/>, which moves to its last instruction.</summary>
    public static void Minimize(BasicBlock block, ref int index)
    {
        Span<CfgInstruction> run = block.Instructions[index..];
        int depth = run[0].Oparg;
        int length = 1;
        bool several = false;
        for (; length < run.Length; length++)
        {
            if (run[length].Opcode == Opcode.SWAP)
            {
                depth = Math.Max(depth, run[length].Oparg);
                several = true;
            }
            else if (run[length].Opcode != Opcode.NOP)
            {
                break;
            }
        }
        if (!several)
            return;

        // What the run does, as a permutation of the topmost values.
        var stack = new int[depth];
        for (int i = 0; i < depth; i++)
            stack[i] = i;
        foreach (ref CfgInstruction instruction in run[..length])
        {
            if (instruction.Opcode == Opcode.SWAP)
                (stack[0], stack[instruction.Oparg - 1]) = (stack[instruction.Oparg - 1], stack[0]);
        }

        // Each of its cycles is walked once, every step being an exchange with the top; written from the end backwards.
        int current = length - 1;
        for (int i = 0; i < depth; i++)
        {
            if (stack[i] == Visited || stack[i] == i)
                continue;
            for (int j = i; ;)
            {
                if (j != 0)
                    run[current--].Set(Opcode.SWAP, j + 1);
                if (stack[j] == Visited)
                    break;
                (j, stack[j]) = (stack[j], Visited);
            }
        }
        while (current >= 0)
            run[current--].SetNop();
        index += length - 1;
    }

    /// <summary>Applies the SWAPs at and before <paramref name="index"/> to the stores and pops behind them.</summary>
    public static void ApplyToStores(BasicBlock block, int index)
    {
        for (; index >= 0; index--)
        {
            ref CfgInstruction swap = ref block[index];
            if (swap.Opcode != Opcode.SWAP)
            {
                if (swap.Opcode == Opcode.NOP || IsSwappable(swap.Opcode))
                    continue;
                return;
            }
            int first = NextSwappable(block, index, -1);
            if (first < 0)
                return;
            int second = first;
            int line = block[first].Location.Line;
            for (int count = swap.Oparg - 1; count > 0; count--)
            {
                second = NextSwappable(block, second, line);
                if (second < 0)
                    return;
            }
            if (!MayExchange(block, first, second))
                return;
            swap.SetNop();
            (block[first], block[second]) = (block[second], block[first]);
        }
    }

    /// <summary>Not when both store to one local, or something between stores to either's.</summary>
    private static bool MayExchange(BasicBlock block, int first, int second)
    {
        int firstStore = StoresTo(block[first]);
        int secondStore = StoresTo(block[second]);
        if (firstStore < 0 && secondStore < 0)
            return true;
        if (firstStore == secondStore)
            return false;
        for (int i = first + 1; i < second; i++)
        {
            int store = StoresTo(block[i]);
            if (store >= 0 && (store == firstStore || store == secondStore))
                return false;
        }
        return true;
    }

    private static int NextSwappable(BasicBlock block, int index, int line)
    {
        while (++index < block.Count)
        {
            ref CfgInstruction instruction = ref block[index];
            if (line >= 0 && instruction.Location.Line != line)
                return -1;
            if (instruction.Opcode != Opcode.NOP)
                return IsSwappable(instruction.Opcode) ? index : -1;
        }
        return -1;
    }

    private static bool IsSwappable(Opcode opcode) => opcode is Opcode.STORE_FAST or Opcode.STORE_FAST_MAYBE_NULL or Opcode.POP_TOP;

    private static int StoresTo(in CfgInstruction instruction) =>
        instruction.Opcode is Opcode.STORE_FAST or Opcode.STORE_FAST_MAYBE_NULL ? instruction.Oparg : -1;
}
