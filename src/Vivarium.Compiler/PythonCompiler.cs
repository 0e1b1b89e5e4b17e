// The front end as one call: source or syntax tree in, code unit out. Warnings are collected for the host to issue, errors leave as
// SyntaxException; neither knows of Python objects. See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.CodeGen;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler;

/// <summary>What <c>compile()</c> takes besides the source.</summary>
internal sealed class CompileOptions
{
    public ParseMode Mode { get; init; } = ParseMode.Exec;

    /// <summary>Future features of the caller (unless it says dont_inherit) and <c>PyCF_*</c> flags, as in CPython's flag word.</summary>
    public int Flags { get; init; }

    /// <summary>The minor version of Python 3 whose syntax is allowed.</summary>
    public int FeatureVersion { get; init; } = 14;

    /// <summary>0, 1 (-O) or 2 (-OO).</summary>
    public int Optimize { get; init; }

    /// <summary><c>sys.get_int_max_str_digits()</c>; 0 is no limit.</summary>
    public int IntMaxStrDigits { get; init; } = 4300;

    /// <summary>The source is the content of the named file; matters only for errors in its bytes.</summary>
    public bool FromFile { get; init; }

    /// <summary>Receives SyntaxWarnings in the order in which the reference issues them.</summary>
    public List<SyntaxWarning> Warnings { get; init; } = [];

    /// <summary>Receives each scope's instructions before they are optimised; for tests.</summary>
    internal Action<UnitMetadata, InstructionSequence, int>? Observer { get; init; }

    internal CodeFlags Features => (CodeFlags)(Flags & (int)CompileFlags.PyCF_MASK);

    internal bool Has(CompileFlags flag) => (Flags & (int)flag) != 0;
}

internal static class PythonCompiler
{
    /// <summary>Enough for any program that the parser accepts.</summary>
    private const int DeepStackSize = 256 * 1024 * 1024;

    /// <summary>Compiles the bytes of a file: byte-order mark and coding line decide their encoding.</summary>
    public static CodeUnit Compile(ReadOnlySpan<byte> source, string fileName, CompileOptions? options = null)
    {
        options ??= new CompileOptions();
        return Compile(Parser.Parse(source, fileName, ParserOptions(options)), fileName, options);
    }

    /// <summary>Compiles text.</summary>
    public static CodeUnit Compile(string source, string fileName, CompileOptions? options = null)
    {
        options ??= new CompileOptions();
        return Compile(Parser.Parse(source, fileName, ParserOptions(options)), fileName, options);
    }

    /// <summary>Compiles a tree, and changes it on the way. A tree from outside must have been validated.</summary>
    public static CodeUnit Compile(Mod tree, string fileName, CompileOptions? options = null)
    {
        options ??= new CompileOptions();
        int warnings = options.Warnings.Count;
        try
        {
            return CompileTree(tree, fileName, options);
        }
        catch (SyntaxException exception) when (exception.ErrorKind == SyntaxErrorKind.RecursionError)
        {
            // The caller's stack is short: a deep but legal program gets one of its own.
            options.Warnings.RemoveRange(warnings, options.Warnings.Count - warnings);
            return OnDeepStack(() => CompileTree(tree, fileName, options));
        }
    }

    /// <summary>The tree as <c>ast.parse(..., optimize=N)</c> gives it: what is rewritten before the symbol tables.</summary>
    public static void Preprocess(Mod tree, string fileName, CompileOptions options)
    {
        FutureFeatures future = FutureFeatures.FromTree(tree, fileName);
        AstPreprocessor.Run(tree, options.Optimize, future.Features | options.Features, warnings: null);
    }

    /// <summary>The symbol tables of a tree, for the <c>_symtable</c> module.</summary>
    public static SymbolTable Symbols(Mod tree, string fileName, CompileOptions? options = null)
    {
        options ??= new CompileOptions();
        FutureFeatures future = FutureFeatures.FromTree(tree, fileName);
        future.Features |= options.Features;
        bool topLevelAwait = options.Has(CompileFlags.PyCF_ALLOW_TOP_LEVEL_AWAIT);
        try
        {
            return SymbolTable.Build(tree, fileName, future, topLevelAwait);
        }
        catch (SyntaxException exception) when (exception.ErrorKind == SyntaxErrorKind.RecursionError)
        {
            return OnDeepStack(() => SymbolTable.Build(tree, fileName, future, topLevelAwait));
        }
    }

    /// <summary>How the parser is to read a source that is to be compiled with the given options.</summary>
    public static ParseOptions ParserOptions(CompileOptions options) => new()
    {
        Mode = options.Mode,
        FeatureVersion = options.FeatureVersion,
        TypeComments = options.Has(CompileFlags.PyCF_TYPE_COMMENTS),
        DontImplyDedent = options.Has(CompileFlags.PyCF_DONT_IMPLY_DEDENT),
        AllowIncompleteInput = options.Has(CompileFlags.PyCF_ALLOW_INCOMPLETE_INPUT),
        IgnoreCookie = options.Has(CompileFlags.PyCF_IGNORE_COOKIE),
        BarryAsFlufl = (options.Features & CodeFlags.CO_FUTURE_BARRY_AS_BDFL) != 0,
        IntMaxStrDigits = options.IntMaxStrDigits,
        FromFile = options.FromFile,
        Warnings = options.Warnings,
    };

    private static CodeUnit CompileTree(Mod tree, string fileName, CompileOptions options)
    {
        FutureFeatures future = FutureFeatures.FromTree(tree, fileName);
        future.Features |= options.Features;
        AstPreprocessor.Run(tree, options.Optimize, future.Features, options.Warnings);
        bool topLevelAwait = options.Has(CompileFlags.PyCF_ALLOW_TOP_LEVEL_AWAIT);
        SymbolTable table = SymbolTable.Build(tree, fileName, future, topLevelAwait);
        return CodeGenerator.Compile(tree, new CodeGenOptions
        {
            FileName = PyText.FromString(fileName),
            Table = table,
            Features = future.Features,
            Optimize = options.Optimize,
            AllowTopLevelAwait = topLevelAwait,
            Warnings = options.Warnings,
            Observer = options.Observer,
        });
    }

    private static T OnDeepStack<T>(Func<T> work)
        where T : class
    {
        T? result = null;
        System.Runtime.ExceptionServices.ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (SyntaxException exception)
                {
                    failure = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(exception);
                }
            },
            DeepStackSize);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }
}
