// A tree as text with every field and position, the same text reference.py makes from the reference's tree. A test tool may use reflection.
using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Syntax;

namespace Vivarium.CompareAst;

internal static class TreeDump
{
    private static readonly Dictionary<Type, FieldInfo[]> Fields = [];

    public static string Of(Node tree)
    {
        var text = new StringBuilder();
        Write(text, tree);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append('~');
                break;
            case Node node:
                WriteNode(text, node);
                break;
            case Constant constant:
                WriteConstant(text, constant);
                break;
            case string name:
                text.Append('"').Append(name).Append('"');
                break;
            case bool flag:
                text.Append(flag ? '1' : '0');
                break;
            case Enum or int:
                text.Append(value);
                break;
            case IEnumerable items:
                text.Append('[');
                foreach (object? item in items)
                {
                    Write(text, item);
                    text.Append(',');
                }
                text.Append(']');
                break;
        }
    }

    private static void WriteNode(StringBuilder text, Node node)
    {
        Type type = node.GetType();
        if (!Fields.TryGetValue(type, out FieldInfo[]? fields))
            Fields[type] = fields = [.. type.GetFields(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance)
                .OrderBy(field => field.MetadataToken)];
        text.Append(NameOf(node));
        if (node is LocatedNode at)
            text.Append(CultureInfo.InvariantCulture, $"@{at.Lineno}:{at.ColOffset}-{at.EndLineno}:{at.EndColOffset}");
        text.Append('(');
        foreach (FieldInfo field in fields)
        {
            Write(text, field.GetValue(node));
            text.Append(';');
        }
        text.Append(')');
    }

    private static string NameOf(Node node)
    {
        string name = node.GetType().Name;
        return node switch
        {
            ExprStmt => "Expr",
            ConstantExpr or TupleExpr or ListExpr or DictExpr or SetExpr or AttributeExpr => name[..^4],
            Arguments or Arg or Keyword or Alias or WithItem or Comprehension => name.ToLowerInvariant(),
            MatchCase => "match_case",
            _ => name,
        };
    }

    private static void WriteConstant(StringBuilder text, Constant constant)
    {
        switch (constant)
        {
            case NoneConstant:
                text.Append("None");
                break;
            case EllipsisConstant:
                text.Append("Ellipsis");
                break;
            case BoolConstant flag:
                text.Append(flag.Value);
                break;
            case IntConstant number:
                text.Append('i').Append(number.Value.ToString("X", CultureInfo.InvariantCulture).TrimStart('0'));
                break;
            case FloatConstant number:
                text.Append('f').Append(Bits(number.Value));
                break;
            case ComplexConstant number:
                text.Append('c').Append(Bits(number.Imag));
                break;
            case StrConstant str:
                text.Append('s').Append(Convert.ToHexString(str.Value.Utf8));
                break;
            case BytesConstant bytes:
                text.Append('b').Append(Convert.ToHexString(bytes.Value));
                break;
        }
    }

    private static string Bits(double value) => BitConverter.DoubleToInt64Bits(value).ToString("X16", CultureInfo.InvariantCulture);
}
