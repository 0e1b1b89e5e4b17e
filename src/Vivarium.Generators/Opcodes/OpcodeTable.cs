// Reads Opcodes.table, the one declaration of every opcode, into plain values that generators turn into code.
// Invariant: an entry that cannot be understood is an error with its line, never skipped. See docs/internals/bytecode.md.
using System.Globalization;
using System.Text.RegularExpressions;

namespace Vivarium.Generators.Opcodes;

/// <summary>One value, or an array of values, among an instruction's inputs or outputs.</summary>
internal sealed class StackItem(string name, string? count)
{
    public string Name { get; } = name;

    /// <summary>A C# expression over <c>oparg</c> giving the number of values; null for exactly one.</summary>
    public string? Count { get; } = count;

    /// <summary>Named <c>unused</c>: stepped over, not looked at.</summary>
    public bool IsUnused => Name == "unused";
}

/// <summary>One named field of an inline cache, in 16-bit entries.</summary>
internal sealed class CacheField(string name, int size)
{
    public string Name { get; } = name;
    public int Size { get; } = size;
}

/// <summary>The declaration of one opcode.</summary>
internal sealed class OpcodeEntry(int number, string name)
{
    public int Number { get; } = number;
    public string Name { get; } = name;
    public List<StackItem> Inputs { get; } = [];
    public List<StackItem> Outputs { get; } = [];
    public List<CacheField> Cache { get; } = [];
    public HashSet<string> Flags { get; } = [];

    /// <summary>The adaptive instruction this is a specialised form of, or null.</summary>
    public string? FormOf { get; set; }

    /// <summary>The instruction this is the monitored form of, or null.</summary>
    public string? Instruments { get; set; }

    /// <summary>What the assembler makes of a pseudo instruction; empty for real ones.</summary>
    public List<string> Becomes { get; } = [];

    public string Summary { get; set; } = "";

    public bool IsPseudo => Number > byte.MaxValue;
    public string PoppedExpression => CountOf(Inputs);
    public string PushedExpression => CountOf(Outputs);

    private static string CountOf(List<StackItem> items)
    {
        int constant = items.Count(i => i.Count is null);
        List<string> terms = [.. items.Where(i => i.Count is not null).Select(i => "(" + i.Count + ")")];
        if (constant != 0 || terms.Count == 0)
            terms.Insert(0, constant.ToString(CultureInfo.InvariantCulture));
        return string.Join(" + ", terms);
    }
}

/// <summary>The whole table, and what is wrong with it.</summary>
internal sealed class OpcodeTable
{
    private static readonly Regex s_header = new(@"^(\d+) ([A-Z][A-Z0-9_]*) \((.*?)--(.*)\)$");
    private static readonly Regex s_sized = new(@"^(\w+)\[(.+)\]$");

    private static readonly HashSet<string> s_flags =
    [
        "ARG", "CONST", "NAME", "JUMP", "FREE", "LOCAL", "EVAL_BREAK", "DEOPT", "ERROR", "ESCAPES", "EXIT", "PURE", "PASSTHROUGH",
        "OPARG_AND_1", "ERROR_NO_POP", "NO_SAVE_IP",
    ];

    public const string FileName = "Opcodes.table";

    public List<OpcodeEntry> Entries { get; } = [];
    public List<string> Errors { get; } = [];

    public static OpcodeTable Parse(string text)
    {
        var table = new OpcodeTable();
        OpcodeEntry? current = null;
        int lineNumber = 0;
        foreach (string raw in text.Split('\n'))
        {
            lineNumber++;
            string line = raw.TrimEnd();
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] != ' ')
                current = table.ParseHeader(line, lineNumber);
            else if (current is not null)
                table.ParseAttribute(current, line.Trim(), lineNumber);
        }
        table.Check();
        return table;
    }

    public OpcodeEntry? Find(string name) => Entries.FirstOrDefault(e => e.Name == name);

    /// <summary>The unspecialised, unmonitored instruction behind an entry.</summary>
    public OpcodeEntry BaseOf(OpcodeEntry entry) => Find(entry.FormOf ?? entry.Instruments ?? entry.Name) ?? entry;

    private OpcodeEntry? ParseHeader(string line, int lineNumber)
    {
        Match match = s_header.Match(line);
        if (!match.Success)
        {
            Errors.Add($"line {lineNumber}: expected 'NUMBER NAME (inputs -- outputs)'");
            return null;
        }
        var entry = new OpcodeEntry(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), match.Groups[2].Value);
        ParseItems(match.Groups[3].Value, entry.Inputs);
        ParseItems(match.Groups[4].Value, entry.Outputs);
        Entries.Add(entry);
        return entry;
    }

    private static void ParseItems(string text, List<StackItem> items)
    {
        foreach (string part in text.Split(','))
        {
            string item = part.Trim();
            if (item.Length == 0)
                continue;
            Match sized = s_sized.Match(item);
            items.Add(sized.Success ? new StackItem(sized.Groups[1].Value, sized.Groups[2].Value) : new StackItem(item, null));
        }
    }

    private void ParseAttribute(OpcodeEntry entry, string line, int lineNumber)
    {
        string[] words = line.Split(' ');
        if (line[0] == '"')
            entry.Summary = line.Trim('"');
        else if (line.StartsWith("form of ", StringComparison.Ordinal) && words.Length == 3)
            entry.FormOf = words[2];
        else if (words[0] == "instruments" && words.Length == 2)
            entry.Instruments = words[1];
        else if (words[0] == "becomes")
            entry.Becomes.AddRange(words.Skip(1));
        else if (words[0] == "cache")
            entry.Cache.AddRange(words.Skip(1).Select(ParseCacheField));
        else if (words[0] == "flags")
            entry.Flags.UnionWith(words.Skip(1));
        else
            Errors.Add($"line {lineNumber}: {entry.Name}: cannot understand '{line}'");
    }

    private static CacheField ParseCacheField(string word)
    {
        Match sized = s_sized.Match(word);
        return sized.Success
            ? new CacheField(sized.Groups[1].Value, int.Parse(sized.Groups[2].Value, CultureInfo.InvariantCulture))
            : new CacheField(word, 1);
    }

    private void Check()
    {
        var numbers = new HashSet<int>();
        var names = new HashSet<string>();
        foreach (OpcodeEntry entry in Entries)
        {
            if (!numbers.Add(entry.Number) || !names.Add(entry.Name))
                Errors.Add($"{entry.Name}: number or name used twice");
            if (entry.Summary.Length == 0)
                Errors.Add($"{entry.Name}: no sentence");
            if (entry.IsPseudo != entry.Becomes.Count > 0)
                Errors.Add($"{entry.Name}: 'becomes' belongs to pseudo instructions, those above 255");
            Errors.AddRange(entry.Flags.Where(flag => !s_flags.Contains(flag)).Select(flag => $"{entry.Name}: unknown flag {flag}"));
        }
        foreach (OpcodeEntry entry in Entries)
        {
            IEnumerable<string> mentioned = entry.Becomes.Concat(new[] { entry.FormOf, entry.Instruments }.OfType<string>());
            Errors.AddRange(mentioned.Where(name => !names.Contains(name)).Select(name => $"{entry.Name}: unknown opcode {name}"));
        }
    }
}
