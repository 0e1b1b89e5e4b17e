// The directions between projects (ARCHITECTURE.md), held in the project files, in what was compiled, and in who may see internals.
// A project may know those named beside it and nothing else.
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Vivarium.Architecture.Tests;

public class LayeringTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Vivarium.Heap"] = [],
        ["Vivarium.Bytecode"] = [],
        ["Vivarium.Generators"] = [],
        ["Vivarium.Analyzers"] = [],
        ["Vivarium.Compiler"] = ["Vivarium.Bytecode"],
        ["Vivarium.Runtime"] = ["Vivarium.Heap", "Vivarium.Bytecode", "Vivarium.Compiler"],
        ["Vivarium.Stdlib"] = ["Vivarium.Runtime", "Vivarium.Heap", "Vivarium.Bytecode", "Vivarium.Compiler"],
        ["Vivarium.Jit"] = ["Vivarium.Runtime", "Vivarium.Heap", "Vivarium.Bytecode", "Vivarium.Compiler"],
        ["Vivarium.Inspector"] = ["Vivarium.Runtime", "Vivarium.Heap", "Vivarium.Bytecode"],
        ["Vivarium.Hosting"] = ["Vivarium.Jit", "Vivarium.Inspector", "Vivarium.Stdlib", "Vivarium.Runtime", "Vivarium.Heap", "Vivarium.Bytecode", "Vivarium.Compiler"],
        ["Vivarium.Cli"] =
        [
            "Vivarium.Hosting", "Vivarium.Jit", "Vivarium.Inspector", "Vivarium.Stdlib", "Vivarium.Runtime", "Vivarium.Heap", "Vivarium.Bytecode", "Vivarium.Compiler",
        ],
    };

    // Generators run in the C# compiler; referring to one as an analyzer is no dependency.
    private static bool IsAnalyzer(XElement reference) => (string?)reference.Attribute("OutputItemType") == "Analyzer";

    public static TheoryData<string> Projects()
    {
        TheoryData<string> data = [];
        foreach (string file in Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories))
            data.Add(Path.GetFileNameWithoutExtension(file));
        return data;
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void ProjectReferencesOnlyWhatItMayKnow(string project)
    {
        Assert.True(MayKnow.ContainsKey(project), $"{project} has no place in the table of directions");
        IEnumerable<string> references = Load(project).Descendants("ProjectReference").Where(r => !IsAnalyzer(r))
            .Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!));
        Assert.Empty(references.Except(MayKnow[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void AssemblyReferencesOnlyWhatItMayKnow(string project)
    {
        string file = Path.Combine(AppContext.BaseDirectory, (project == "Vivarium.Cli" ? "viv" : project) + ".dll");
        if (!File.Exists(file))
        {
            Assert.Contains(project, (string[])["Vivarium.Generators", "Vivarium.Analyzers"]);
            return;
        }
        using var image = new PEReader(File.OpenRead(file));
        MetadataReader metadata = image.GetMetadataReader();
        IEnumerable<string> references = metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))
            .Where(name => name.StartsWith("Vivarium", StringComparison.Ordinal));
        Assert.Empty(references.Except(MayKnow[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void InternalsAreShownOnlyToProjectsAboveAndToolsAndTests(string project)
    {
        IEnumerable<string> friends = Load(project).Descendants("InternalsVisibleTo").Select(f => (string)f.Attribute("Include")!)
            .Select(name => name == "viv" ? "Vivarium.Cli" : name);
        foreach (string friend in friends.Where(MayKnow.ContainsKey))
            Assert.True(MayKnow[friend].Contains(project), $"{project} shows its internals to {friend}, which must not know it");
    }

    [Fact]
    public void DirectionsHaveNoCycle()
    {
        foreach ((string project, string[] known) in MayKnow)
        {
            foreach (string other in known)
                Assert.DoesNotContain(project, MayKnow[other]);
        }
    }

    [Fact]
    public void OnlyHostingHasAPublicFace()
    {
        foreach (string project in MayKnow.Keys.Where(p => p is not "Vivarium.Hosting"))
        {
            string file = Path.Combine(AppContext.BaseDirectory, (project == "Vivarium.Cli" ? "viv" : project) + ".dll");
            if (!File.Exists(file))
                continue;
            using var image = new PEReader(File.OpenRead(file));
            MetadataReader metadata = image.GetMetadataReader();
            IEnumerable<string> shown = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
                .Where(type => (type.Attributes & System.Reflection.TypeAttributes.VisibilityMask) == System.Reflection.TypeAttributes.Public)
                .Select(type => metadata.GetString(type.Name)).Where(name => name != "Program");
            Assert.Empty(shown);
        }
    }

    private static XDocument Load(string project) => XDocument.Load(Repository.PathOf($"src/{project}/{project}.csproj"));
}
