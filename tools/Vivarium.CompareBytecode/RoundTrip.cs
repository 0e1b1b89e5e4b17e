// Reads .pyc files, writes them again and counts the byte-identical ones: marshal proven against the reference's own output.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Bytecode.Marshal;
using Vivarium.Bytecode.Validation;

namespace Vivarium.CompareBytecode;

internal static class RoundTrip
{
    public static int Run(string directory)
    {
        int total = 0;
        int same = 0;
        int refused = 0;
        foreach (string path in Directory.EnumerateFiles(directory, "*.pyc", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            byte[] file = File.ReadAllBytes(path);
            if (!PycHeader.TryRead(file, out PycHeader header))
                continue;
            total++;
            CodeUnit code = PycFile.ReadCode(file);
            if (BytecodeValidator.Validate(code) is { } problem)
            {
                refused++;
                Console.WriteLine($"{path}: refused: {problem}");
            }
            byte[] again = PycFile.Write(code, header);
            int common = file.AsSpan().CommonPrefixLength(again);
            if (common == file.Length && common == again.Length)
                same++;
            else if (total - same <= 20)
                Console.WriteLine($"{path}: differs at {common}: {Around(file, common)} | {Around(again, common)}");
        }
        Console.WriteLine($"{same}/{total} .pyc files identical after reading and writing, {refused} refused by the validator");
        return same == total && refused == 0 ? 0 : 1;
    }

    private static string Around(byte[] bytes, int at) =>
        Convert.ToHexString(bytes.AsSpan(Math.Max(0, at - 4), Math.Min(24, bytes.Length - Math.Max(0, at - 4))));
}
