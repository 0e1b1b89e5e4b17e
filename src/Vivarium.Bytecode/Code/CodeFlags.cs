// The flag words of code objects and of compile(), and the numbers of the .pyc format; all are CPython 3.14's.
namespace Vivarium.Bytecode;

/// <summary><c>co_flags</c>.</summary>
[Flags]
internal enum CodeFlags
{
    None = 0,
    CO_OPTIMIZED = 0x1,
    CO_NEWLOCALS = 0x2,
    CO_VARARGS = 0x4,
    CO_VARKEYWORDS = 0x8,
    CO_NESTED = 0x10,
    CO_GENERATOR = 0x20,
    CO_COROUTINE = 0x80,
    CO_ITERABLE_COROUTINE = 0x100,
    CO_ASYNC_GENERATOR = 0x200,
    CO_FUTURE_DIVISION = 0x20000,
    CO_FUTURE_ABSOLUTE_IMPORT = 0x40000,
    CO_FUTURE_WITH_STATEMENT = 0x80000,
    CO_FUTURE_PRINT_FUNCTION = 0x100000,
    CO_FUTURE_UNICODE_LITERALS = 0x200000,
    CO_FUTURE_BARRY_AS_BDFL = 0x400000,
    CO_FUTURE_GENERATOR_STOP = 0x800000,
    CO_FUTURE_ANNOTATIONS = 0x1000000,
    CO_NO_MONITORING_EVENTS = 0x2000000,
    CO_HAS_DOCSTRING = 0x4000000,
    CO_METHOD = 0x8000000,
}

/// <summary>The flags argument of <c>compile()</c>; future features share the word with their <see cref="CodeFlags"/>.</summary>
[Flags]
internal enum CompileFlags
{
    None = 0,
    PyCF_SOURCE_IS_UTF8 = 0x0100,
    PyCF_DONT_IMPLY_DEDENT = 0x0200,
    PyCF_ONLY_AST = 0x0400,
    PyCF_IGNORE_COOKIE = 0x0800,
    PyCF_TYPE_COMMENTS = 0x1000,
    PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000,
    PyCF_ALLOW_INCOMPLETE_INPUT = 0x4000,
    PyCF_OPTIMIZED_AST = 0x8000 | PyCF_ONLY_AST,

    PyCF_MASK = CodeFlags.CO_FUTURE_DIVISION | CodeFlags.CO_FUTURE_ABSOLUTE_IMPORT | CodeFlags.CO_FUTURE_WITH_STATEMENT
        | CodeFlags.CO_FUTURE_PRINT_FUNCTION | CodeFlags.CO_FUTURE_UNICODE_LITERALS | CodeFlags.CO_FUTURE_BARRY_AS_BDFL
        | CodeFlags.CO_FUTURE_GENERATOR_STOP | CodeFlags.CO_FUTURE_ANNOTATIONS,
    PyCF_MASK_OBSOLETE = CodeFlags.CO_NESTED,
    PyCF_COMPILE_MASK = PyCF_ONLY_AST | PyCF_ALLOW_TOP_LEVEL_AWAIT | PyCF_TYPE_COMMENTS | PyCF_DONT_IMPLY_DEDENT
        | PyCF_ALLOW_INCOMPLETE_INPUT | PyCF_OPTIMIZED_AST,
}

/// <summary>The kind of one entry of a code object's locals, cells and free variables.</summary>
[Flags]
internal enum LocalKind : byte
{
    None = 0,

    /// <summary>May be passed by position.</summary>
    CO_FAST_ARG_POS = 0x02,

    /// <summary>May be passed by keyword.</summary>
    CO_FAST_ARG_KW = 0x04,

    /// <summary><c>*args</c> or <c>**kwargs</c>.</summary>
    CO_FAST_ARG_VAR = 0x08,
    CO_FAST_ARG = CO_FAST_ARG_POS | CO_FAST_ARG_KW | CO_FAST_ARG_VAR,

    /// <summary>Belongs to an inlined comprehension and does not show in <c>locals()</c>.</summary>
    CO_FAST_HIDDEN = 0x10,
    CO_FAST_LOCAL = 0x20,
    CO_FAST_CELL = 0x40,
    CO_FAST_FREE = 0x80,
}

/// <summary>What a .pyc file of 3.14 begins with.</summary>
internal static class BytecodeMagic
{
    /// <summary>Raised by CPython with every change of bytecode or marshal format.</summary>
    public const int Number = 3627;

    /// <summary>The first four bytes: the number, then <c>\r\n</c>, which a text-mode transfer would damage.</summary>
    public static ReadOnlySpan<byte> Token => [Number & 0xFF, Number >> 8, (byte)'\r', (byte)'\n'];
}
