// "invalid syntax. Did you mean 'for'?": replaces names near a syntax error by keywords like them and takes the first replacement that compiles. See
// docs/internals/reports.md.
using System.Text;
using Vivarium.Bytecode;
using Vivarium.Compiler;
using Vivarium.Compiler.Syntax;
using Vivarium.Compiler.Text;

namespace Vivarium.Runtime.Errors.Reports;

internal static class KeywordTypos
{
    /// <summary>keyword.kwlist, in its order.</summary>
    private static readonly string[] s_keywords =
    [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from",
        "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ];

    private const int MaxSource = 1024;
    private const int MaxNames = 10;
    private const int MaxMatches = 3;

    /// <summary>Changes the report if a keyword was mistyped.</summary>
    public static void Correct(SyntaxErrorReport report, Action<SyntaxWarning> warn)
    {
        bool plain = report.Message == "invalid syntax" || report.Message.Contains("Perhaps you forgot a comma", StringComparison.Ordinal);
        if (!plain || report.Metadata is not (int, int, _) metadata)
            return;
        (int firstLine, _, string? source) = metadata;
        _ = int.TryParse(report.Line, out int endLine);
        bool fromFile = false;
        List<string> lines;
        if (source != null)
        {
            lines = TextLines.Split(source);
        }
        else if (ReadFile(report.FileName) is string text)
        {
            lines = TextLines.Split(text);
            fromFile = true;
        }
        else
        {
            if (!string.IsNullOrEmpty(report.FileName))
                (firstLine, endLine) = (0, 1);
            lines = TextLines.Split(report.SourceText!);
        }
        int start = int.Clamp(firstLine > 0 ? firstLine - 1 : 0, 0, lines.Count);
        string[] code = TextLines.Dedent(string.Join('\n', lines.GetRange(start, int.Max(0, int.Min(endLine, lines.Count) - start))).Split('\n'));
        if (string.Join('\n', code).Length <= MaxSource)
            TryNames(report, [.. TextLines.Split(string.Join('\n', code))], fromFile ? (firstLine == 0 ? endLine : endLine + 1) - firstLine : -1, warn);
    }

    private static string? ReadFile(string? file)
    {
        if (string.IsNullOrEmpty(file))
            return null;
        try
        {
            return File.ReadAllText(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Looks at the names in the code, or only at those of one line (from 1), unless that is negative.</summary>
    private static void TryNames(SyntaxErrorReport report, string[] code, int onlyLine, Action<SyntaxWarning> warn)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(string.Join('\n', code));
        SourceText text = Vivarium.Compiler.Text.SourceText.FromUtf8(utf8, "<string>", endLastLine: true);
        var tokens = new Tokenizer(text, new TokenizerOptions { ExtraTokens = true }, null);
        int left = MaxNames;
        while (tokens.Next(out Token token) && token.Kind != TokenKind.EndMarker)
        {
            if (token.Kind != TokenKind.Name && !token.IsKeyword)
                continue;
            if (onlyLine >= 0 && token.Lineno != onlyLine)
                continue;
            string name = text.Text(token.Start, token.End);
            if (s_keywords.Contains(name))
                continue;
            if (--left < 0)
                return;
            if (TryKeywords(report, code, token, name, warn))
                return;
        }
    }

    private static bool TryKeywords(SyntaxErrorReport report, string[] code, in Token token, string name, Action<SyntaxWarning> warn)
    {
        var matches = new List<string>();
        if (NameSuggestions.Nearest(name, s_keywords) is string nearest)
            matches.Add(nearest);
        matches.AddRange(CloseMatches.Find(name, s_keywords, MaxMatches, 0.5));
        string line = code[token.Lineno - 1];
        int[] characters = CodePoints.Of(line);
        int start = CodePoints.FromByteOffset(characters, token.ColOffset);
        int end = CodePoints.FromByteOffset(characters, token.EndColOffset);
        foreach (string keyword in matches.Take(MaxMatches))
        {
            string[] changed = [.. code];
            changed[token.Lineno - 1] = CodePoints.ToText(characters.AsSpan(0, start)) + keyword + CodePoints.ToText(characters.AsSpan(end));
            if (keyword == name || !Compiles(string.Join('\n', changed), warn))
                continue;
            report.SourceText = line + "\n";
            report.Offset = start + 1;
            report.EndOffset = end + 1;
            report.Line = report.EndLine = "1";
            report.Message = $"invalid syntax. Did you mean '{keyword}'?";
            return true;
        }
        return false;
    }

    /// <summary>codeop.compile_command: whether the text is a program, or the beginning of one.</summary>
    private static bool Compiles(string code, Action<SyntaxWarning> warn)
    {
        if (code.Split('\n').All(static line => TextLines.Trim(line) is "" or ['#', ..]))
            code = "pass";
        const int Incomplete = (int)(CompileFlags.PyCF_ALLOW_INCOMPLETE_INPUT | CompileFlags.PyCF_DONT_IMPLY_DEDENT);
        if (Parse(code, Incomplete) is SyntaxException)
        {
            SyntaxException? error = Parse(code + "\n", Incomplete);
            if (error == null || error.ErrorKind == SyntaxErrorKind.IncompleteInputError)
                return true;
        }
        var options = new CompileOptions();
        bool compiles = true;
        try
        {
            PythonCompiler.Compile(code, "<input>", options);
        }
        catch (SyntaxException)
        {
            compiles = false;
        }
        options.Warnings.ForEach(warn);
        return compiles;
    }

    private static SyntaxException? Parse(string code, int flags)
    {
        try
        {
            Parser.Parse(code, "<input>", PythonCompiler.ParserOptions(new CompileOptions { Flags = flags }));
            return null;
        }
        catch (SyntaxException error)
        {
            return error;
        }
    }
}
