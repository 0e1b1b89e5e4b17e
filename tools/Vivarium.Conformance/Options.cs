// The command line of ./conformance, without what the script keeps for itself.
namespace Vivarium.Conformance;

/// <summary>The command line, as ./conformance hands it on.</summary>
internal sealed class Options
{
    public required string Root;
    public required string Program;
    public string? Library;
    public int Jobs = Environment.ProcessorCount;
    public double Limit = 300;
    public bool Record;
    public bool Update;
    public List<string> Words = [];

    public static Options Parse(string[] args)
    {
        Options options = new() { Root = args[0], Program = args[1], Library = args[2].Length == 0 ? null : args[2] };
        for (int i = 3; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--jobs":
                    options.Jobs = Tables.Int(args[++i]);
                    break;
                case "--limit":
                    options.Limit = Tables.Double(args[++i]);
                    break;
                case "--record-reference":
                    options.Record = true;
                    break;
                case "--update":
                    options.Update = true;
                    break;
                case "--selection":
                    options.Words.AddRange(File.ReadLines(Path.Combine(options.Root, "tests/conformance/selection.txt")).Where(line => line.Length > 0 && line[0] != '#'));
                    break;
                case ['-', ..]:
                    throw new UsageException($"unknown option {args[i]}");
                default:
                    options.Words.Add(args[i]);
                    break;
            }
        }
        return options;
    }
}
