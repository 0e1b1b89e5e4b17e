// Equality of constants as the == of Python sees it: 1, 1.0 and True are one key of a mapping pattern. See docs/internals/codegen.md.
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Vivarium.Bytecode.Constants;

namespace Vivarium.Compiler.CodeGen;

internal sealed class PythonEquality : IEqualityComparer<Constant>
{
    public static PythonEquality Instance { get; } = new();

    public bool Equals(Constant? left, Constant? right)
    {
        if (left is null || right is null)
            return left is null && right is null;
        return Normalize(left).Equals(Normalize(right));
    }

    public int GetHashCode([DisallowNull] Constant value) => Normalize(value).GetHashCode();

    /// <summary>Numbers become integers where they are whole, and reals where they have no imaginary part.</summary>
    private static Constant Normalize(Constant value) => value switch
    {
        BoolConstant b => Constant.Of(b.Value ? BigInteger.One : BigInteger.Zero),
        FloatConstant f when double.IsInteger(f.Value) => Constant.Of(new BigInteger(f.Value)),
        ComplexConstant { Imag: 0 } c => Normalize(Constant.Of(c.Real)),
        _ => value,
    };
}
