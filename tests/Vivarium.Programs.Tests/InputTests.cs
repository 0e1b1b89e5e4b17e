// Programs of every form, good and bad: files, folders, archives, .pyc files, standard input, -c, -m; encodings, truncated files,
// syntax errors, exit codes. tests/golden/inputs/cases.json holds what the reference made of each (tools/record-golden inputs).
// A case named in pending.txt as inputs/NAME is known to differ yet. See docs/internals/testing.md.
using System.Text.Json;

namespace Vivarium.Programs.Tests;

public class InputTests
{
    private static readonly JsonElement Cases =
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests/golden/inputs/cases.json"))).RootElement.GetProperty("cases");

    public static TheoryData<string> Names()
    {
        TheoryData<string> data = [];
        foreach (JsonElement entry in Cases.EnumerateArray())
            data.Add(entry.GetProperty("name").GetString()!);
        return data;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void InputIsTakenAsByTheReference(string name)
    {
        JsonElement entry = Cases.EnumerateArray().Single(e => e.GetProperty("name").GetString() == name);
        var expected = new ProgramResult(entry.GetProperty("exit").GetInt32(), entry.GetProperty("stdout").GetString()!, entry.GetProperty("stderr").GetString()!);
        IEnumerable<string> arguments = entry.GetProperty("args").EnumerateArray().Select(a => a.GetString()!);
        ProgramResult found = ProgramRun.Run(arguments, entry.GetProperty("stdin").GetString()!, folder => LayOut(entry, folder));
        if (ProgramTestBase.IsPending("inputs/" + name))
            Assert.True(expected != found, $"inputs/{name} is taken as by the reference now: take it off tests/programs/pending.txt");
        else
            Assert.Equal(expected, found);
    }

    private static string LayOut(JsonElement entry, string folder)
    {
        foreach (JsonProperty file in entry.GetProperty("files").EnumerateObject())
        {
            string path = Path.Combine(folder, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Value.GetBytesFromBase64());
        }
        return folder;
    }
}
