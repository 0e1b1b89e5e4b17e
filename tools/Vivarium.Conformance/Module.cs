// What is known of a module of the reference's test suite before it runs: tests/conformance/modules.tsv, recorded with the reference.
using System.Globalization;

namespace Vivarium.Conformance;

/// <summary>One test module, with what the reference did with it.</summary>
/// <param name="Name">The module's dotted name.</param>
/// <param name="Category">What it tests.</param>
/// <param name="ReferenceTests">How many tests the reference ran.</param>
/// <param name="ReferencePasses">How many of them it passed.</param>
/// <param name="ReferenceSeconds">How long it took the reference, in seconds.</param>
internal sealed record Module(string Name, string Category, int ReferenceTests, int ReferencePasses, double ReferenceSeconds)
{
    public const string Header = "module\tcategory\ttests\tpasses\tseconds";

    public string Line => string.Create(CultureInfo.InvariantCulture, $"{Name}\t{Category}\t{ReferenceTests}\t{ReferencePasses}\t{ReferenceSeconds:0.00}");

    public static List<Module> Read(string file) =>
        [.. Tables.Rows(file).Select(row => new Module(row[0], row[1], Tables.Int(row[2]), Tables.Int(row[3]), Tables.Double(row[4])))];

    /// <summary>The modules that words name: a category, a module's name, the name without "test.", or everything.</summary>
    public static List<Module> Select(List<Module> all, IReadOnlyCollection<string> words)
    {
        foreach (string word in words)
        {
            if (!all.Any(module => module.IsNamed(word)))
            {
                throw new UsageException($"no module or category is called '{word}'");
            }
        }
        return words.Count == 0 ? all : [.. all.Where(module => words.Any(module.IsNamed))];
    }

    private bool IsNamed(string word) => word == Name || word == Category || "test." + word == Name;
}
