// Trees, warnings and errors must be what the reference recorded in tests/golden/syntax (tools/record-syntax).
using System.Text;
using System.Text.Json;
using Vivarium.CompareAst;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Tests.Syntax;

public class RecordedSyntaxTests
{
    private static JsonElement.ArrayEnumerator Cases(string name) =>
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf($"tests/golden/syntax/{name}"))).RootElement.EnumerateArray();

    [Fact]
    public void SentencesHaveTheRecordedTrees()
    {
        foreach (JsonElement sentence in Cases("sentences.json"))
        {
            string source = sentence[0].GetString()!;
            var warnings = new List<SyntaxWarning>();
            Mod tree = Parser.Parse(source, "<s>", new ParseOptions { Warnings = warnings });
            Assert.Equal(sentence[1].GetString(), TreeDump.Of(tree));
            Assert.Equal(
                sentence[2].EnumerateArray().Select(warning => (warning[0].GetString()!, warning[1].GetInt32())),
                warnings.Select(warning => (warning.Message, warning.Lineno)));
        }
    }

    [Theory]
    [InlineData("mistakes.json")]
    [InlineData("mutations.json")]
    public void MistakesAreReportedAsRecorded(string file)
    {
        var different = new List<string>();
        foreach (JsonElement mistake in Cases(file))
        {
            string mode = mistake[0].GetString()!, source = mistake[1].GetString()!;
            using JsonDocument ours = JsonDocument.Parse(ErrorDump.Of(Encoding.UTF8.GetBytes($"{mode}\n{source}")));
            if (!JsonElement.DeepEquals(ours.RootElement, mistake[2]))
                different.Add($"{source}\n  ours: {ours.RootElement}\n  reference: {mistake[2]}");
        }
        Assert.True(different.Count == 0, string.Join("\n", different));
    }
}
