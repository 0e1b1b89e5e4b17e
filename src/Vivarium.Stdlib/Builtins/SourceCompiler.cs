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

    /// <summary>A code object for source that is a str or supports the buffer protocol; owned. skipBlanks: spaces and tabs at its start do not count as indentation.</summary>
    public static PyObject* FromObject(ThreadState* ts, PyObject* source, string filename, ParseMode mode, int flags, int optimize, string function, bool skipBlanks = false)
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
        else if (TypeSlots.Of(source)->bf_getbuffer != null)
        {
            Py_buffer buffer = default;
            if (ArgumentParsing.GetBuffer(ts, source, &buffer) != Status.Ok)
                return null;
            text = new ReadOnlySpan<byte>(buffer.buf, (int)buffer.len).ToArray();
            ArgumentParsing.ReleaseBuffer(ts, &buffer);
        }
        else
        {
            return Err.Type(ts, $"{function}() arg 1 must be a string, bytes or {(function == "compile" ? "AST" : "code")} object");
        }
        ReadOnlySpan<byte> code = skipBlanks ? text.AsSpan().TrimStart(" \t"u8) : text;
        return FromBytes(ts, code, filename, mode, flags, optimize);
    }

    /// <summary>A code object for a program's bytes; owned. fromFile: they are the named file itself, which error reports then read again.</summary>
    public static PyObject* FromBytes(ThreadState* ts, ReadOnlySpan<byte> source, string filename, ParseMode mode, int flags, int optimize, bool fromFile = false)
    {
        var options = new CompileOptions
        {
            Mode = mode,
            Flags = flags,
            Optimize = optimize < 0 ? PyInterpreter.Of(ts).Config.optimization_level : optimize,
            IntMaxStrDigits = ts->interp->int_max_str_digits,
        };
        CodeUnit? unit = null;
        SyntaxException? error = null;
        try
        {
            unit = PythonCompiler.Compile(source, filename, options);
        }
        catch (SyntaxException exception)
        {
            error = exception;
        }
        // What was warned of before an error is shown before it.
        if (options.Warnings.Count != 0 && IssueWarnings(ts, options.Warnings, filename) != Status.Ok)
            return null;
        return error != null ? SyntaxErrors.Raise(ts, error, filename, mode, fromFile) : CodeLoader.FromUnit(ts, unit!);
    }

    private static Status IssueWarnings(ThreadState* ts, List<SyntaxWarning> warnings, string filename)
    {
        using Owned<PyObject> file = Own.Of(ts, PyUnicode.FromString(ts, filename));
        if (file.IsNull)
            return Status.Error;
        foreach (SyntaxWarning warning in warnings)
        {
            if (Err.WarnExplicit(ts, Exc.SyntaxWarning, warning.Message, file.Pointer, warning.Lineno, null, null) == Status.Ok)
                continue;
            // As an error it is a SyntaxError at its place.
            if (Err.ClearIf(ts, Exc.SyntaxWarning))
                SyntaxErrors.RaiseWarning(ts, warning, filename);
            return Status.Error;
        }
        return Status.Ok;
    }
}
