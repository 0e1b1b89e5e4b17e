// How the parts of strings become one node: neighbouring literals merge, empty ones vanish from f-strings and t-strings, and '=' in a
// replacement field turns into the text of its expression. Shared by both parsers. See docs/internals/parser.md.
using System.Text;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax;

internal static class StringParts
{
    /// <summary>Stands for a literal part whose text is decoded once its string's end is known.</summary>
    public static readonly Constant Pending = new StrConstant(PyText.Empty);

    public static bool IsRaw(SourceText source, in Token start)
    {
        ReadOnlySpan<byte> prefix = source.Bytes.AsSpan(start.Start, Math.Min(2, start.End - start.Start));
        return prefix.IndexOfAny((byte)'r', (byte)'R') >= 0;
    }

    private static bool IsEmpty(Expr part) => part is ConstantExpr { Value: StrConstant { Value.Utf8.IsEmpty: true } };

    public static Expr[] WithoutEmpty(Expr[] parts) => Array.Exists(parts, IsEmpty) ? Array.FindAll(parts, part => !IsEmpty(part)) : parts;

    /// <summary>
    /// Joins adjacent literals and interpolated strings; the caller places the result. Null means that bytes stand beside text.
    /// </summary>
    public static Expr? Join(Expr[] parts, bool template)
    {
        bool isBytes = parts[0] is ConstantExpr { Value: BytesConstant };
        bool interpolated = false;
        foreach (Expr part in parts)
        {
            if (part is ConstantExpr { Value: BytesConstant } != isBytes)
                return null;
            interpolated |= part.Kind is NodeKind.JoinedStr or NodeKind.TemplateStr;
        }
        if (isBytes)
            return JoinBytes(parts);
        if (parts.Length == 1 && parts[0].Kind == NodeKind.ConstantExpr)
            return parts[0];
        var flat = new List<Expr>(parts.Length);
        foreach (Expr part in parts)
        {
            if (part is JoinedStr joined)
                flat.AddRange(joined.Values);
            else if (part is TemplateStr templated)
                flat.AddRange(templated.Values);
            else
                flat.Add(part);
        }
        List<Expr> merged = Merge(flat, interpolated);
        if (!interpolated)
            return merged[0];
        return template ? new TemplateStr([.. merged]) : new JoinedStr([.. merged]);
    }

    private static ConstantExpr JoinBytes(Expr[] parts)
    {
        byte[] all = [.. parts.SelectMany(part => ((BytesConstant)((ConstantExpr)part).Value).Value)];
        return new ConstantExpr(new BytesConstant(all), ((ConstantExpr)parts[0]).StringKind);
    }

    /// <summary>Neighbouring literals become one, placed from the first to the last.</summary>
    private static List<Expr> Merge(List<Expr> parts, bool dropEmpty)
    {
        var merged = new List<Expr>(parts.Count);
        for (int i = 0; i < parts.Count;)
        {
            if (parts[i] is not ConstantExpr first)
            {
                merged.Add(parts[i++]);
                continue;
            }
            int end = i + 1;
            while (end < parts.Count && parts[end].Kind == NodeKind.ConstantExpr)
                end++;
            ConstantExpr constant = end == i + 1 ? first : MergeRun(parts, i, end);
            i = end;
            if (!dropEmpty || !IsEmpty(constant))
                merged.Add(constant);
        }
        return merged;
    }

    private static ConstantExpr MergeRun(List<Expr> parts, int start, int end)
    {
        var text = new PyTextBuilder();
        for (int i = start; i < end; i++)
            text.Append(((StrConstant)((ConstantExpr)parts[i]).Value).Value);
        var first = (ConstantExpr)parts[start];
        var merged = new ConstantExpr(new StrConstant(text.ToText()), first.StringKind);
        merged.CopyLocation(first);
        merged.EndLineno = parts[end - 1].EndLineno;
        merged.EndColOffset = parts[end - 1].EndColOffset;
        return merged;
    }

    /// <summary>The node of a format spec; literal parts alone, if several, make a plain constant.</summary>
    public static Expr FormatSpec(Expr[] parts)
    {
        if (parts.Length == 0 || (parts.Length == 1 && parts[0].Kind == NodeKind.ConstantExpr))
            return new JoinedStr(WithoutEmpty(parts));
        if (Array.TrueForAll(parts, part => part.Kind == NodeKind.ConstantExpr))
            return Merge([.. parts], dropEmpty: false)[0];
        return new JoinedStr([.. Merge([.. parts], dropEmpty: true)]);
    }

    /// <summary>The source between the brace and what follows '=', comments taken out.</summary>
    public static ConstantExpr DebugText(SourceText source, in Token brace, in Token behind)
    {
        string text = WithoutComments(source.Text(brace.End, behind.Start));
        return new ConstantExpr(new StrConstant(PyText.FromString(text)), null)
        {
            Lineno = brace.Lineno,
            ColOffset = brace.ColOffset + 1,
            EndLineno = behind.Lineno,
            EndColOffset = behind.ColOffset,
        };
    }

    /// <summary>What <c>Interpolation.str</c> holds: the expression as written, up to '=' if there is one.</summary>
    public static Constant ExpressionText(SourceText source, in Token brace, in Token behind, bool debug)
    {
        string text = WithoutComments(source.Text(brace.End, behind.Start));
        if (debug)
            text = text[..text.LastIndexOf('=')];
        return new StrConstant(PyText.FromString(text));
    }

    private static string WithoutComments(string text)
    {
        if (!text.Contains('#', StringComparison.Ordinal))
            return text;
        var kept = new StringBuilder(text.Length);
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote == '\0' && c == '#')
            {
                while (i < text.Length && text[i] != '\n')
                    i++;
                if (i < text.Length)
                    kept.Append('\n');
                continue;
            }
            if (quote == '\0' && c is '"' or '\'')
                quote = c;
            else if (c == quote)
                quote = '\0';
            kept.Append(c);
            if (quote != '\0' && c == '\\' && i + 1 < text.Length)
                kept.Append(text[++i]);
        }
        return kept.ToString();
    }
}
