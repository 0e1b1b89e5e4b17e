// Keeps recursion over the syntax tree from overflowing the native stack, which would end the process: every visitor calls Enter
// before it goes down and Leave after. See docs/internals/codegen.md.
using System.Runtime.CompilerServices;

namespace Vivarium.Compiler.Binding;

internal struct StackGuard
{
    private const int CheckEvery = 8;
    private int _depth;

    /// <summary>Throws the RecursionError of a program nested too deeply.</summary>
    public void Enter()
    {
        if ((++_depth & (CheckEvery - 1)) == 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw CompileErrors.TooDeep();
    }

    public void Leave() => _depth--;
}
