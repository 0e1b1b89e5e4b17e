// A code object as plain managed values: what the compiler makes, what marshal reads and writes, what the runtime loads into
// its heap. Immutable once built. Field names are CPython's; see docs/internals/bytecode.md.
using Vivarium.Bytecode.Constants;

namespace Vivarium.Bytecode;

/// <summary>A compiled module, class body, function or other scope.</summary>
internal sealed class CodeUnit : IEquatable<CodeUnit>
{
    public required PyText co_name { get; init; }
    public required PyText co_qualname { get; init; }
    public required PyText co_filename { get; init; }
    public required int co_firstlineno { get; init; }

    /// <summary>Positional arguments, positional-only ones included, without <c>*args</c>.</summary>
    public required int co_argcount { get; init; }
    public required int co_posonlyargcount { get; init; }
    public required int co_kwonlyargcount { get; init; }
    public required CodeFlags co_flags { get; init; }
    public required int co_stacksize { get; init; }
    public required Constant[] co_consts { get; init; }
    public required PyText[] co_names { get; init; }

    /// <summary>Names of locals, then of cells that are no locals, then of free variables: the order of a frame's slots.</summary>
    public required PyText[] co_localsplusnames { get; init; }
    public required LocalKind[] co_localspluskinds { get; init; }

    /// <summary>Code units of two bytes, unspecialised, inline caches zero.</summary>
    public required byte[] co_code { get; init; }
    public required byte[] co_linetable { get; init; }
    public required byte[] co_exceptiontable { get; init; }

    public int co_nlocals => Count(LocalKind.CO_FAST_LOCAL);
    public int co_ncellvars => Count(LocalKind.CO_FAST_CELL);
    public int co_nfreevars => Count(LocalKind.CO_FAST_FREE);
    public PyText[] co_varnames => Select(LocalKind.CO_FAST_LOCAL);
    public PyText[] co_cellvars => Select(LocalKind.CO_FAST_CELL);
    public PyText[] co_freevars => Select(LocalKind.CO_FAST_FREE);

    /// <summary>Equality of everything, filename included.</summary>
    public bool Equals(CodeUnit? other) =>
        other is not null
        && (ReferenceEquals(this, other)
            || (co_name.Equals(other.co_name)
                && co_qualname.Equals(other.co_qualname)
                && co_filename.Equals(other.co_filename)
                && co_firstlineno == other.co_firstlineno
                && co_argcount == other.co_argcount
                && co_posonlyargcount == other.co_posonlyargcount
                && co_kwonlyargcount == other.co_kwonlyargcount
                && co_flags == other.co_flags
                && co_stacksize == other.co_stacksize
                && co_code.AsSpan().SequenceEqual(other.co_code)
                && co_linetable.AsSpan().SequenceEqual(other.co_linetable)
                && co_exceptiontable.AsSpan().SequenceEqual(other.co_exceptiontable)
                && co_names.AsSpan().SequenceEqual(other.co_names)
                && co_localsplusnames.AsSpan().SequenceEqual(other.co_localsplusnames)
                && co_localspluskinds.AsSpan().SequenceEqual(other.co_localspluskinds)
                && Constant.SequenceEqual(co_consts, other.co_consts)));

    public override bool Equals(object? obj) => Equals(obj as CodeUnit);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(co_name);
        hash.Add(co_firstlineno);
        hash.AddBytes(co_code);
        hash.AddBytes(co_linetable);
        return hash.ToHashCode();
    }

    private int Count(LocalKind kind) => co_localspluskinds.Count(k => (k & kind) != 0);

    private PyText[] Select(LocalKind kind)
    {
        var names = new List<PyText>();
        for (int i = 0; i < co_localspluskinds.Length; i++)
        {
            if ((co_localspluskinds[i] & kind) != 0)
                names.Add(co_localsplusnames[i]);
        }
        return [.. names];
    }
}

/// <summary>A nested code object among the constants of another.</summary>
internal sealed class CodeConstant(CodeUnit code) : Constant
{
    public CodeUnit Code { get; } = code;
    public override bool Equals(Constant? other) => other is CodeConstant c && c.Code.Equals(Code);
    public override int GetHashCode() => Code.GetHashCode();
}
