// Our half of tools/compare-ast: prints what the parser makes of sources, for reference.py to compare with what the reference makes.
//   trees LIST      for each path in LIST: the MD5 of its tree's dump, or the error
//   dump FILE       the dump itself
//   errors FILE     for each line (base64 of mode, newline, source): the error as a JSON array, or null
//   tokens LIST     for each path in LIST: the MD5 of its tokens, as the tokenize module yields them
//   bench LIST      lines per second over all paths in LIST
// See docs/internals/parser.md.
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Vivarium.Compiler.Syntax;
using Vivarium.CompareAst;

Stream output = Console.OpenStandardOutput();
using var writer = new StreamWriter(output, new UTF8Encoding(false)) { AutoFlush = false };
switch (args)
{
    case ["trees", var list]:
        foreach (string path in File.ReadAllLines(list))
            writer.WriteLine($"{path}\t{Summarize(path)}");
        return 0;
    case ["dump", var path]:
        writer.WriteLine(TreeDump.Of(Parser.Parse(File.ReadAllBytes(path), path)));
        return 0;
    case ["errors", var path]:
        foreach (string line in File.ReadLines(path))
            writer.WriteLine(ErrorDump.Of(Convert.FromBase64String(line)));
        return 0;
    case ["tokens", var list]:
        foreach (string path in File.ReadAllLines(list))
            writer.WriteLine($"{path}\t{Hash(TokenDump.Of(path))}");
        return 0;
    case ["tokendump", var path]:
        writer.WriteLine(TokenDump.Of(path));
        return 0;
    case ["bench", var list]:
        Measure(File.ReadAllLines(list));
        return 0;
    default:
        Console.Error.WriteLine("usage: trees LIST | dump FILE | errors FILE | tokens LIST | bench LIST");
        return 2;
}

static string Hash(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));

static string Summarize(string path)
{
    try
    {
        Mod tree = Parser.Parse(File.ReadAllBytes(path), path);
        return Hash(TreeDump.Of(tree));
    }
    catch (SyntaxException error)
    {
        return $"{error.ErrorKind}: {error.Message} (line {error.Lineno})";
    }
}

void Measure(string[] paths)
{
    byte[][] sources = [.. paths.Select(File.ReadAllBytes)];
    long lines = sources.Sum(source => (long)source.AsSpan().Count((byte)'\n'));
    for (int round = 0; round < 4; round++)
    {
        var watch = Stopwatch.StartNew();
        int failed = 0;
        foreach (byte[] source in sources)
        {
            try
            {
                Parser.Parse(source, "<bench>");
            }
            catch (SyntaxException)
            {
                failed++;
            }
        }
        double seconds = watch.Elapsed.TotalSeconds;
        writer.WriteLine($"{lines} lines in {seconds:F2} s: {lines / seconds:F0} lines/s, {failed} of {sources.Length} files failed");
    }
}
