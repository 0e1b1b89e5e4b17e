// Compiles a small source against the runtime with the declarations generator and gives back what came out: diagnostics and generated text.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Vivarium.Generators.Declarations;

namespace Vivarium.Generators.Tests.Declarations;

internal sealed class GeneratorRun
{
    private GeneratorRun(GeneratorDriverRunResult result, Compilation output)
    {
        Problems = [.. result.Diagnostics.Select(d => d.Id)];
        Messages = [.. result.Diagnostics.Select(d => d.GetMessage())];
        Sources = result.GeneratedTrees.ToDictionary(t => Path.GetFileName(t.FilePath), t => t.ToString());
        Errors = [.. output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString())];
    }

    public List<string> Problems { get; }
    public List<string> Messages { get; }
    public Dictionary<string, string> Sources { get; }
    public List<string> Errors { get; }

    public string All => string.Join("\n", Sources.Values);

    /// <summary>The compilation bears the name of a friend of the runtime, so that it sees internal types.</summary>
    private static readonly MetadataReference[] s_references = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':')
        .Where(p => p.EndsWith(".dll", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p))];

    public static GeneratorRun Of(string source)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        string usings = File.ReadAllText(Path.Combine(Root(), "src/Vivarium.Runtime/GlobalUsings.cs"));
        SyntaxTree[] trees = [CSharpSyntaxTree.ParseText(usings, options), CSharpSyntaxTree.ParseText("namespace Demo;\n" + source, options)];
        var compilation = CSharpCompilation.Create("Vivarium.Runtime.Tests", trees, s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new DeclarationsGenerator().AsSourceGenerator()], parseOptions: options);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        return new GeneratorRun(driver.GetRunResult(), output);
    }

    private static string Root()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "Vivarium.slnx")))
            directory = Path.GetDirectoryName(directory);
        return directory ?? throw new InvalidOperationException("not inside the repository");
    }
}
