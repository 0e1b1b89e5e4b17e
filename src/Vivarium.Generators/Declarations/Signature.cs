// Parses CPython text signatures: "($self, index=-1, /, *, key=None)". The names and defaults are Python's; what they mean in C# is decided by Conversions.
namespace Vivarium.Generators.Declarations;

internal enum ParameterKind
{
    PositionalOnly,
    PositionalOrKeyword,
    VarPositional,
    KeywordOnly,
    VarKeyword,
}

internal sealed class SignatureParameter(string name, ParameterKind kind, string? @default)
{
    public string Name { get; } = name;
    public ParameterKind Kind { get; } = kind;

    /// <summary>Source text of the default; null for a required parameter.</summary>
    public string? Default { get; } = @default;
    public bool IsRequired => Default is null && Kind is not (ParameterKind.VarPositional or ParameterKind.VarKeyword);
}

internal sealed class Signature
{
    /// <summary>"self", "type", "module" or null, without the dollar sign.</summary>
    public string? Receiver { get; private set; }
    public List<SignatureParameter> Parameters { get; } = [];
    public string? Error { get; private set; }

    /// <summary>Parameters that have a place in the value array: all but *args and **kwargs.</summary>
    public List<SignatureParameter> Slots => [.. Parameters.Where(p => p.Kind is not (ParameterKind.VarPositional or ParameterKind.VarKeyword))];
    public int PositionalOnlyCount => Parameters.Count(p => p.Kind == ParameterKind.PositionalOnly);
    public int PositionalCount => Parameters.Count(p => p.Kind is ParameterKind.PositionalOnly or ParameterKind.PositionalOrKeyword);
    public int RequiredPositionalCount =>
        Parameters.Count(p => p.Kind is ParameterKind.PositionalOnly or ParameterKind.PositionalOrKeyword && p.IsRequired);
    public int RequiredKeywordOnlyCount => Parameters.Count(p => p.Kind == ParameterKind.KeywordOnly && p.IsRequired);
    public bool HasVarPositional => Parameters.Any(p => p.Kind == ParameterKind.VarPositional);
    public bool HasVarKeyword => Parameters.Any(p => p.Kind == ParameterKind.VarKeyword);
    public bool TakesKeywords => Parameters.Any(p => p.Kind is not (ParameterKind.PositionalOnly or ParameterKind.VarPositional));

    public static Signature Parse(string text)
    {
        var result = new Signature();
        string trimmed = text.Trim();
        if (trimmed.Length < 2 || trimmed[0] != '(' || trimmed[trimmed.Length - 1] != ')')
        {
            result.Error = $"\"{text}\" is not in parentheses";
            return result;
        }
        result.ReadItems(SplitTop(WithoutGroups(trimmed.Substring(1, trimmed.Length - 2))));
        return result;
    }

    /// <summary>Optional groups, "sub[, start[, end]]", as parameters that may be absent.</summary>
    private static string WithoutGroups(string text) =>
        text.IndexOf("[, ", StringComparison.Ordinal) < 0
            ? text
            : System.Text.RegularExpressions.Regex.Replace(text, @"\[, (\w+)", ", $1=<unrepresentable>").Replace("]", "");

    private void ReadItems(List<string> items)
    {
        bool keywordOnly = false;
        bool slashSeen = false;
        for (int i = 0; i < items.Count; i++)
        {
            string item = items[i];
            if (item.Length == 0)
            {
                Error = "empty parameter";
            }
            else if (item[0] == '$')
            {
                if (i != 0)
                    Error = $"{item} must come first";
                Receiver = item.Substring(1);
            }
            else if (item == "/")
            {
                if (slashSeen || keywordOnly)
                    Error = "misplaced /";
                slashSeen = true;
                MakePositionalOnly();
            }
            else if (item == "*")
            {
                keywordOnly = true;
            }
            else if (item.StartsWith("**", StringComparison.Ordinal))
            {
                Parameters.Add(new SignatureParameter(item.Substring(2), ParameterKind.VarKeyword, null));
            }
            else if (item[0] == '*')
            {
                keywordOnly = true;
                Parameters.Add(new SignatureParameter(item.Substring(1), ParameterKind.VarPositional, null));
            }
            else
            {
                AddNamed(item, keywordOnly);
            }
        }
    }

    private void MakePositionalOnly()
    {
        for (int j = 0; j < Parameters.Count; j++)
            Parameters[j] = new SignatureParameter(Parameters[j].Name, ParameterKind.PositionalOnly, Parameters[j].Default);
    }

    private void AddNamed(string item, bool keywordOnly)
    {
        int equals = item.IndexOf('=');
        string name = equals < 0 ? item : item.Substring(0, equals).Trim();
        string? value = equals < 0 ? null : item.Substring(equals + 1).Trim();
        if (!name.All(c => char.IsLetterOrDigit(c) || c == '_'))
            Error = $"\"{name}\" is not a parameter name";
        if (value is null && !keywordOnly && Parameters.Any(p => p.Default is not null))
            Error = $"{name} needs a default";
        Parameters.Add(new SignatureParameter(name, keywordOnly ? ParameterKind.KeywordOnly : ParameterKind.PositionalOrKeyword, value));
    }

    /// <summary>
    /// The signature as __text_signature__ shows it: broken before the parameter that would reach column 72, and indented to the parenthesis. One that has line breaks stays.
    /// </summary>
    public static string Wrap(string name, string text)
    {
        const int Limit = 72;
        if (name.Length + text.Length < Limit || text.IndexOf('\n') >= 0)
            return text;
        List<string> items = SplitTop(text.Substring(1, text.Length - 2));
        var result = new System.Text.StringBuilder("(");
        int column = name.Length + 1;
        for (int i = 0; i < items.Count; i++)
        {
            string item = items[i] + (i + 1 < items.Count ? "," : "");
            if (i > 0 && column + 1 + item.Length >= Limit)
            {
                result.Append('\n').Append(' ', name.Length + 1);
                column = name.Length + 1;
            }
            else if (i > 0)
            {
                result.Append(' ');
                column++;
            }
            result.Append(item);
            column += item.Length;
        }
        return result.Append(')').ToString();
    }

    private static List<string> SplitTop(string text)
    {
        var items = new List<string>();
        int depth = 0;
        char quote = '\0';
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0')
            {
                if (c == '\\')
                    i++;
                else if (c == quote)
                    quote = '\0';
            }
            else if (c is '\'' or '"')
                quote = c;
            else if (c is '(' or '[' or '{' or '<')
                depth++;
            else if (c is ')' or ']' or '}' or '>')
                depth--;
            else if (c == ',' && depth == 0)
            {
                items.Add(text.Substring(start, i - start).Trim());
                start = i + 1;
            }
        }
        string last = text.Substring(start).Trim();
        if (last.Length > 0)
            items.Add(last);
        return items;
    }
}
