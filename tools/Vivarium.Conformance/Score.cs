// What came of a module's run, and the scoreboard that keeps it: tests/conformance/scoreboard.tsv. See docs/internals/conformance.md.
using System.Globalization;

namespace Vivarium.Conformance;

/// <summary>Counts of one module's run.</summary>
/// <param name="Module">The module's name.</param>
/// <param name="Category">Its category.</param>
/// <param name="Tests">Tests that ran to an end or took the process down.</param>
/// <param name="Passed">Tests that passed, expected failures among them.</param>
/// <param name="Failed">Tests with a failed assertion.</param>
/// <param name="Errors">Tests that raised something else, could not be set up, or took the process down.</param>
/// <param name="Skipped">Tests that skipped themselves.</param>
/// <param name="Seconds">How long the module took, in seconds.</param>
/// <param name="ReferencePasses">How many the reference passes.</param>
internal sealed record Score(
    string Module, string Category, int Tests, int Passed, int Failed, int Errors, int Skipped, double Seconds, int ReferencePasses)
{
    public const string Header = "module\tcategory\ttests\tpassed\tfailed\terrors\tskipped\tseconds\treference";

    public string Line => string.Create(CultureInfo.InvariantCulture,
        $"{Module}\t{Category}\t{Tests}\t{Passed}\t{Failed}\t{Errors}\t{Skipped}\t{Seconds:0.0}\t{ReferencePasses}");

    public static Dictionary<string, Score> Read(string file) => Tables.Rows(file)
        .Select(row => new Score(row[0], row[1], Tables.Int(row[2]), Tables.Int(row[3]), Tables.Int(row[4]), Tables.Int(row[5]), Tables.Int(row[6]),
            Tables.Double(row[7]), Tables.Int(row[8])))
        .ToDictionary(score => score.Module);

    public static void Write(string file, IEnumerable<Score> scores) => Tables.Write(
        file, Header, scores.OrderBy(score => score.Category, StringComparer.Ordinal).ThenBy(score => score.Module, StringComparer.Ordinal).Select(score => score.Line));
}
