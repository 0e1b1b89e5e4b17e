// From source in Python objects to code objects: the border to the compiler, whose SyntaxException becomes a Python exception and whose warnings are issued here.
using Vivarium.Bytecode;
using Vivarium.Compiler;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Stdlib.Builtins;

internal static unsafe class SourceCompiler
{
    /// <summary>The flags of future features in co_flags.</summary>
    public const int FutureMask = (int)(CodeFlags.CO_FUTURE_DIVISION | CodeFlags.CO_FUTURE_ABSOLUTE_IMPORT | CodeFlags.CO_FUTURE_WITH_STATEMENT | CodeFlags.CO_FUTURE_PRINT_FUNCTION
        | CodeFlags.CO_FUTURE_UNICODE_LITERALS | CodeFlags.CO_FUTURE_BARRY_AS_BDFL | CodeFlags.CO_FUTURE_GENERATOR_STOP | CodeFlags.CO_FUTURE_ANNOTATIONS);

    /// <summary>A code object for source that is a str, bytes or bytearray; owned.</summary>
    public static PyObject* FromObject(ThreadState* ts, PyObject* source, string filename, ParseMode mode, int flags, int optimize, string function)
    {
        byte[] text;
        if (PyUnicode.Check(source))
        {
            nint length;
            byte* utf8 = PyUnicode.AsUtf8(ts, source, &length);
            if (utf8 == null)
                return null;
            text = new ReadOnlySpan<byte>(utf8, (int)length).ToArray();
            flags |= (int)CompileFlags.PyCF_IGNORE_COOKIE;
        }
        else if (PyBytes.Check(source))
        {
            text = PyBytes.AsSpan(source).ToArray();
        }
        else
        {
            return Err.Type(ts, $"{function}() arg 1 must be a string, bytes or {(function == "compile" ? "AST" : "code")} object");
        }
        return FromBytes(ts, text, filename, mode, flags, optimize);
    }

    public static PyObject* FromBytes(ThreadState* ts, ReadOnlySpan<byte> source, string filename, ParseMode mode, int flags, int optimize)
    {
        var options = new CompileOptions
        {
            Mode = mode,
            Flags = flags,
            Optimize = optimize < 0 ? PyInterpreter.Of(ts).Config.optimization_level : optimize,
            IntMaxStrDigits = ts->interp->int_max_str_digits,
        };
        CodeUnit unit;
        try
        {
            unit = PythonCompiler.Compile(source, filename, options);
        }
        catch (SyntaxException error)
        {
            return SyntaxErrors.Raise(ts, error);
        }
        foreach (SyntaxWarning warning in options.Warnings)
        {
            if (Err.Warn(ts, Exc.SyntaxWarning, warning.Message, 1) != Status.Ok)
                return null;
        }
        return CodeLoader.FromUnit(ts, unit);
    }
}
