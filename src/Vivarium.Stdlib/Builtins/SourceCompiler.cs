// From source in Python objects to code objects: the border to the compiler, whose SyntaxException becomes a Python exception and whose warnings are issued here.
using Vivarium.Bytecode;
using Vivarium.Compiler;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Syntax;
using Vivarium.Stdlib.Ast;

namespace Vivarium.Stdlib.Builtins;

internal static unsafe class SourceCompiler
{
    private const int LanguageMinor = 14;

    /// <summary>The flags of future features in co_flags.</summary>
    public const int FutureMask = (int)(CodeFlags.CO_FUTURE_DIVISION | CodeFlags.CO_FUTURE_ABSOLUTE_IMPORT | CodeFlags.CO_FUTURE_WITH_STATEMENT | CodeFlags.CO_FUTURE_PRINT_FUNCTION
        | CodeFlags.CO_FUTURE_UNICODE_LITERALS | CodeFlags.CO_FUTURE_BARRY_AS_BDFL | CodeFlags.CO_FUTURE_GENERATOR_STOP | CodeFlags.CO_FUTURE_ANNOTATIONS);

    /// <summary>A code object for source that is a str or supports the buffer protocol; owned. skipBlanks: spaces and tabs at its start do not count as indentation.</summary>
    public static PyObject* FromObject(ThreadState* ts, PyObject* source, string filename, ParseMode mode, int flags, int optimize, string function, bool skipBlanks = false,
        int featureVersion = -1)
    {
        byte[]? text = ReadSource(ts, source, function, function == "compile" ? "a string, bytes or AST object" : "a string, bytes or code object", ref flags);
        if (text == null)
            return null;
        ReadOnlySpan<byte> code = skipBlanks ? text.AsSpan().TrimStart(" \t"u8) : text;
        return FromBytes(ts, code, filename, mode, flags, optimize, featureVersion: featureVersion);
    }

    /// <summary>The bytes of a source that is a str or supports the buffer protocol; a str's coding line does not count.</summary>
    private static byte[]? ReadSource(ThreadState* ts, PyObject* source, string function, string kinds, ref int flags)
    {
        if (PyUnicode.Check(source))
        {
            nint length;
            byte* utf8 = PyUnicode.AsUtf8(ts, source, &length);
            if (utf8 == null)
                return null;
            flags |= (int)CompileFlags.PyCF_IGNORE_COOKIE;
            return new ReadOnlySpan<byte>(utf8, (int)length).ToArray();
        }
        if (TypeSlots.Of(source)->bf_getbuffer != null)
        {
            Py_buffer buffer = default;
            if (ArgumentParsing.GetBuffer(ts, source, &buffer) != Status.Ok)
                return null;
            byte[] text = new ReadOnlySpan<byte>(buffer.buf, (int)buffer.len).ToArray();
            ArgumentParsing.ReleaseBuffer(ts, &buffer);
            return text;
        }
        Err.Type(ts, $"{function}() arg 1 must be {kinds}");
        return null;
    }

    /// <summary>The symbol tables of a source; null with an exception.</summary>
    public static SymbolTable? Symbols(ThreadState* ts, PyObject* source, string filename, ParseMode mode)
    {
        int flags = 0;
        byte[]? text = ReadSource(ts, source, "symtable", "a string or bytes object", ref flags);
        if (text == null)
            return null;
        CompileOptions options = Options(ts, mode, flags, 0, -1);
        SymbolTable? table = null;
        SyntaxException? error = null;
        try
        {
            table = PythonCompiler.Symbols(Parser.Parse(text, filename, PythonCompiler.ParserOptions(options)), filename, options);
        }
        catch (SyntaxException exception)
        {
            error = exception;
        }
        if (options.Warnings.Count != 0 && IssueWarnings(ts, options.Warnings, filename) != Status.Ok)
            return null;
        if (error != null)
            SyntaxErrors.Raise(ts, error, filename, mode, fromFile: false);
        return table;
    }

    /// <summary>A code object for a tree of Python objects, or with PyCF_ONLY_AST the tree itself; owned.</summary>
    public static PyObject* FromTree(ThreadState* ts, PyObject* source, string filename, ParseMode mode, int flags, int optimize)
    {
        if (!ObjectsToTree.IsRoot(ts, source, mode))
            return null;
        if ((flags & (int)CompileFlags.PyCF_OPTIMIZED_AST) == (int)CompileFlags.PyCF_ONLY_AST)
            return Ref.New(source);
        Mod? tree = ObjectsToTree.Convert(ts, source, mode);
        if (tree == null || !TreeValidator.Check(ts, tree))
            return null;
        return Run(ts, [], tree, filename, Options(ts, mode, flags, optimize, -1), fromFile: false);
    }

    private static CompileOptions Options(ThreadState* ts, ParseMode mode, int flags, int optimize, int featureVersion, bool fromFile = false) => new()
    {
        Mode = mode,
        Flags = flags,
        FeatureVersion = featureVersion >= 0 && (flags & (int)CompileFlags.PyCF_ONLY_AST) != 0 ? featureVersion : LanguageMinor,
        Optimize = optimize < 0 ? PyInterpreter.Of(ts).Config.optimization_level : optimize,
        IntMaxStrDigits = ts->interp->int_max_str_digits,
        FromFile = fromFile,
    };

    /// <summary>A code object for a program's bytes; owned. fromFile: they are the named file itself, which error reports then read again.</summary>
    public static PyObject* FromBytes(
        ThreadState* ts, ReadOnlySpan<byte> source, string filename, ParseMode mode, int flags, int optimize, bool fromFile = false, int featureVersion = -1) =>
        Run(ts, source, null, filename, Options(ts, mode, flags, optimize, featureVersion, fromFile), fromFile);

    /// <summary>Compiles the tree, or the source when there is none; with PyCF_ONLY_AST the result is a tree of Python objects.</summary>
    private static PyObject* Run(ThreadState* ts, ReadOnlySpan<byte> source, Mod? tree, string filename, CompileOptions options, bool fromFile)
    {
        CodeUnit? unit = null;
        SyntaxException? error = null;
        bool onlyTree = options.Has(CompileFlags.PyCF_ONLY_AST);
        try
        {
            if (onlyTree)
            {
                tree ??= Parser.Parse(source, filename, PythonCompiler.ParserOptions(options));
                if ((options.Flags & (int)CompileFlags.PyCF_OPTIMIZED_AST) == (int)CompileFlags.PyCF_OPTIMIZED_AST)
                    PythonCompiler.Preprocess(tree, filename, options);
            }
            else
            {
                unit = tree == null ? PythonCompiler.Compile(source, filename, options) : PythonCompiler.Compile(tree, filename, options);
            }
        }
        catch (SyntaxException exception)
        {
            error = exception;
        }
        // What was warned of before an error is shown before it.
        if (options.Warnings.Count != 0 && IssueWarnings(ts, options.Warnings, filename) != Status.Ok)
            return null;
        if (error != null)
            return SyntaxErrors.Raise(ts, error, filename, options.Mode, fromFile);
        return onlyTree ? TreeToObjects.Convert(ts, tree!) : CodeLoader.FromUnit(ts, unit!);
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
