// The type codes of the marshal format, version 5, and the errors its readers and writers report (docs/internals/bytecode.md).
using Vivarium.Bytecode.Constants;

namespace Vivarium.Bytecode.Marshal;

/// <summary>The byte before each object; <see cref="FlagRef"/> is added when the object can be referred to later.</summary>
internal static class MarshalType
{
    public const byte Null = (byte)'0';
    public const byte None = (byte)'N';
    public const byte False = (byte)'F';
    public const byte True = (byte)'T';
    public const byte StopIteration = (byte)'S';
    public const byte Ellipsis = (byte)'.';
    public const byte Int = (byte)'i';
    public const byte Int64 = (byte)'I';
    public const byte Float = (byte)'f';
    public const byte BinaryFloat = (byte)'g';
    public const byte Complex = (byte)'x';
    public const byte BinaryComplex = (byte)'y';
    public const byte Long = (byte)'l';
    public const byte Bytes = (byte)'s';
    public const byte Interned = (byte)'t';
    public const byte Ref = (byte)'r';
    public const byte Tuple = (byte)'(';
    public const byte SmallTuple = (byte)')';
    public const byte List = (byte)'[';
    public const byte Dict = (byte)'{';
    public const byte Code = (byte)'c';
    public const byte Unicode = (byte)'u';
    public const byte Set = (byte)'<';
    public const byte FrozenSet = (byte)'>';
    public const byte Slice = (byte)':';
    public const byte Ascii = (byte)'a';
    public const byte AsciiInterned = (byte)'A';
    public const byte ShortAscii = (byte)'z';
    public const byte ShortAsciiInterned = (byte)'Z';
    public const byte FlagRef = 0x80;

    public const int Version = 5;

    /// <summary>Nesting beyond this is refused both ways.</summary>
    public const int MaxDepth = 2000;
}

/// <summary>The Python exception that a <see cref="MarshalException"/> stands for.</summary>
internal enum MarshalError
{
    EOFError,
    ValueError,
    TypeError,
    UnicodeDecodeError,
    SystemError,
}

/// <summary>Bytes that are no marshal data, or values that marshal cannot write.</summary>
internal sealed class MarshalException(MarshalError error, string message) : Exception(message)
{
    public MarshalError Error { get; } = error;

    /// <summary>For UnicodeDecodeError: the bytes and the range that is not UTF-8.</summary>
    public byte[]? Input { get; init; }
    public int Start { get; init; }
    public int End { get; init; }
}

/// <summary>A list as marshal holds it; never a constant of code that the compiler made.</summary>
internal sealed class ListValue : Constant
{
    public List<Constant> Items { get; } = [];
    public override bool Equals(Constant? other) => ReferenceEquals(this, other);
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A set as marshal holds it, in the order of the data.</summary>
internal sealed class SetValue : Constant
{
    public List<Constant> Items { get; } = [];
    public override bool Equals(Constant? other) => ReferenceEquals(this, other);
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A dict as marshal holds it, in the order of the data; keys may repeat.</summary>
internal sealed class DictValue : Constant
{
    public List<KeyValuePair<Constant, Constant>> Items { get; } = [];
    public override bool Equals(Constant? other) => ReferenceEquals(this, other);
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>The class StopIteration itself.</summary>
internal sealed class StopIterationValue : Constant
{
    public static readonly StopIterationValue Instance = new();
    public override bool Equals(Constant? other) => other is StopIterationValue;
    public override int GetHashCode() => 13;
}
