// Decides whether foreign bytecode may be run: whatever passes here cannot make the interpreter read or write where it must not.
// What instructions check for themselves (types of operands that reach them as ordinary values) is not repeated here.
// See docs/internals/bytecode.md.
using Vivarium.Bytecode.Constants;
using Vivarium.Bytecode.Marshal;

namespace Vivarium.Bytecode.Validation;

/// <summary>Why bytecode was refused.</summary>
internal sealed class BytecodeException(string message) : Exception(message);

internal static class BytecodeValidator
{
    /// <summary>What is wrong with the code or the code inside it; null when it is fit to run.</summary>
    public static string? Validate(CodeUnit code)
    {
        try
        {
            ValidateAll(code);
            return null;
        }
        catch (BytecodeException problem)
        {
            return problem.Message;
        }
    }

    private static void ValidateAll(CodeUnit root)
    {
        var seen = new HashSet<CodeUnit>(ReferenceEqualityComparer.Instance);
        var todo = new Stack<CodeUnit>();
        todo.Push(root);
        while (todo.TryPop(out CodeUnit? code))
        {
            if (!seen.Add(code))
                continue;
            ValidateOne(code);
            foreach (Constant constant in code.co_consts)
                CheckConstant(constant, todo, 0);
        }
    }

    private static void ValidateOne(CodeUnit code)
    {
        try
        {
            LocalsCheck.Check(code);
            var shape = new CodeShape(code);
            new StackVerifier(shape).Run();
        }
        catch (BytecodeException problem)
        {
            throw new BytecodeException($"code object {code.co_qualname}, line {code.co_firstlineno}: {problem.Message}");
        }
    }

    private static void CheckConstant(Constant constant, Stack<CodeUnit> todo, int depth)
    {
        if (depth > MarshalType.MaxDepth)
            throw new BytecodeException("constant nested too deeply");
        switch (constant)
        {
            case CodeConstant code:
                todo.Push(code.Code);
                break;
            case TupleConstant tuple:
                foreach (Constant item in tuple.Items)
                    CheckConstant(item, todo, depth + 1);
                break;
            case FrozenSetConstant set:
                foreach (Constant item in set.Items)
                    CheckConstant(item, todo, depth + 1);
                break;
            case SliceConstant slice:
                CheckConstant(slice.Start, todo, depth + 1);
                CheckConstant(slice.Stop, todo, depth + 1);
                CheckConstant(slice.Step, todo, depth + 1);
                break;
            case ListValue or SetValue or DictValue or StopIterationValue:
                throw new BytecodeException("constant of a type that code cannot hold");
        }
    }
}

/// <summary>The names and kinds of a frame's slots, and the argument counts.</summary>
internal static class LocalsCheck
{
    private const int MaxStackSize = 1 << 20;

    public static void Check(CodeUnit code)
    {
        LocalKind[] kinds = code.co_localspluskinds;
        if (kinds.Length != code.co_localsplusnames.Length)
            throw new BytecodeException("names and kinds of locals differ in number");
        // Locals, then cells that are no locals, then free variables.
        int stage = 0;
        foreach (LocalKind kind in kinds)
        {
            int own = (kind & LocalKind.CO_FAST_LOCAL) != 0 ? 0 : (kind & LocalKind.CO_FAST_CELL) != 0 ? 1 : 2;
            bool free = (kind & LocalKind.CO_FAST_FREE) != 0;
            if (own < stage || free != (own == 2))
                throw new BytecodeException("kinds of locals out of order");
            stage = own;
        }
        long arguments = (long)code.co_argcount + code.co_kwonlyargcount
            + ((code.co_flags & CodeFlags.CO_VARARGS) != 0 ? 1 : 0) + ((code.co_flags & CodeFlags.CO_VARKEYWORDS) != 0 ? 1 : 0);
        if (code.co_argcount < 0 || code.co_kwonlyargcount < 0 || code.co_posonlyargcount < 0
            || code.co_posonlyargcount > code.co_argcount || arguments > code.co_nlocals)
        {
            throw new BytecodeException("argument counts do not fit the locals");
        }
        if (code.co_stacksize is < 0 or > MaxStackSize)
            throw new BytecodeException("stack size out of range");
    }
}
