// Counts identical and differing code objects and prints the first differences of each cause.
namespace Vivarium.CompareBytecode;

internal sealed class Tally(int shownPerCause)
{
    private readonly Dictionary<string, int> _causes = [];
    private int _total;
    private int _same;

    public void Add(string where, (string Cause, string Detail)? difference)
    {
        _total++;
        if (difference is not var (cause, detail))
        {
            _same++;
            return;
        }
        int seen = _causes.GetValueOrDefault(cause);
        _causes[cause] = seen + 1;
        if (seen < shownPerCause)
            Console.WriteLine($"{where}: {cause}\n{detail}\n");
    }

    /// <summary>Prints causes, most frequent first, and the figure; the exit code is 0 when all are identical.</summary>
    public int Report(string what)
    {
        foreach ((string cause, int count) in _causes.OrderByDescending(pair => pair.Value))
            Console.WriteLine($"{count,8}  {cause}");
        Console.WriteLine($"{_same}/{_total} {what} ({(_total == 0 ? 100 : 100.0 * _same / _total):F2} %)");
        return _same == _total ? 0 : 1;
    }
}
