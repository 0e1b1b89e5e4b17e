// Reading the argument count of a vectorcall (PEP 590). See docs/internals/calls.md.
namespace Vivarium.Runtime.Objects;

internal static class VectorArguments
{
    /// <summary>Positional arguments, without the flag that args[-1] may be overwritten.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Count(nuint nargsf) => (nint)(nargsf & (nuint.MaxValue >> 1));
}
