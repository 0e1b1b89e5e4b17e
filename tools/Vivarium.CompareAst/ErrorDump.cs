// What a source's error says, as JSON in the order of Python's exception: type, message, and the details tuple.
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Encodings.Web;
using Vivarium.Compiler.Syntax;

namespace Vivarium.CompareAst;

internal static class ErrorDump
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The input is the mode, a newline, and the source.</summary>
    public static string Of(byte[] input)
    {
        int newline = input.AsSpan().IndexOf((byte)'\n');
        string[] flags = Encoding.ASCII.GetString(input, 0, newline).Split(',');
        var warnings = new List<SyntaxWarning>();
        var options = new ParseOptions
        {
            Mode = flags[0] switch
            {
                "eval" => ParseMode.Eval,
                "single" => ParseMode.Single,
                "func_type" => ParseMode.FunctionType,
                _ => ParseMode.Exec,
            },
            IgnoreCookie = flags.Contains("str"),
            TypeComments = flags.Contains("type_comments"),
            AllowIncompleteInput = flags.Contains("incomplete"),
            DontImplyDedent = flags.Contains("dedent"),
            Warnings = warnings,
        };
        var result = new JsonArray();
        try
        {
            Parser.Parse(input.AsSpan(newline + 1), "<s>", options);
        }
        catch (SyntaxException error)
        {
            result.Add(error.ErrorKind.ToString());
            result.Add(error.Message);
            if (error.HasDetails)
            {
                result.Add(error.FileName);
                result.Add(error.Lineno);
                result.Add(error.Offset);
                result.Add(error.SourceLine);
                result.Add(error.EndLineno);
                result.Add(error.EndOffset);
                result.Add(error.Metadata is null ? null : new JsonArray(error.Metadata.Lineno, error.Metadata.ColOffset));
            }
        }
        return result.ToJsonString(Plain);
    }
}
