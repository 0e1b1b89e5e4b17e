// Tests that are left out of a module's run, each with its reason: tests/conformance/exclusions.tsv. They run by themselves afterwards, and one that
// passes fails the run until it is taken off. See docs/internals/conformance.md.
namespace Vivarium.Conformance;

internal sealed record Exclusion(string Module, string Test, string Reason)
{
    public static List<Exclusion> Read(string file)
    {
        List<Exclusion> read = [];
        foreach (string[] row in Tables.Rows(file))
        {
            if (row.Length != 3 || row[2].Trim().Length == 0)
            {
                throw new UsageException($"{file}: an exclusion is MODULE, TEST and REASON: {string.Join(' ', row)}");
            }
            read.Add(new Exclusion(row[0], row[1], row[2]));
        }
        return read;
    }
}
