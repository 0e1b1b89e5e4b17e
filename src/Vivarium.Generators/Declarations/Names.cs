// Spelling of symbols and literals in generated code.
using System.Text;
using Microsoft.CodeAnalysis;

namespace Vivarium.Generators.Declarations;

internal static class Names
{
    public static string Full(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>A C# identifier for a Python name.</summary>
    public static string Identifier(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name)
            text.Append(char.IsLetterOrDigit(c) || c == '_' ? c : '_');
        return text.ToString();
    }

    public static string Literal(string? text)
    {
        if (text is null)
            return "null";
        var result = new StringBuilder("\"");
        foreach (char c in text)
        {
            switch (c)
            {
                case '"':
                    result.Append("\\\"");
                    break;
                case '\\':
                    result.Append("\\\\");
                    break;
                case '\n':
                    result.Append("\\n");
                    break;
                case '\r':
                    break;
                case '\t':
                    result.Append("\\t");
                    break;
                case '\0':
                    result.Append("\\0");
                    break;
                default:
                    result.Append(c);
                    break;
            }
        }
        return result.Append('"').ToString();
    }

    /// <summary>Expression for the address of NUL-terminated UTF-8 text in the program's image.</summary>
    public static string Utf8Pointer(string? text) => text is null ? "null" : $"DeclaredText.Pointer({Utf8(text)})";

    public static string Utf8(string text)
    {
        string literal = Literal(text);
        return literal.Substring(0, literal.Length - 1) + "\\0\"u8";
    }
}
