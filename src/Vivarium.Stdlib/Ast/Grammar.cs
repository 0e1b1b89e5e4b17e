// The abstract grammar as one table: classes, fields, conversions in both directions, docstrings and validation messages all come from it. Its order is that of NodeKind.
// See docs/internals/ast.md.
using Vivarium.Compiler.Syntax;

namespace Vivarium.Stdlib.Ast;

internal enum Quantity : byte
{
    One, Optional, Many, ManyOptional,
}

/// <summary>A field or attribute: what it holds, how many, its name.</summary>
internal sealed record NodeField(string Type, Quantity Quantity, string Name, int NameIndex)
{
    /// <summary>The class of the nodes that it holds; null for identifiers, numbers, strings and constants.</summary>
    public NodeClass? Class { get; set; }

    public override string ToString() => Type + Quantity switch { Quantity.Optional => "?", Quantity.Many => "*", Quantity.ManyOptional => "?*", _ => "" } + " " + Name;
}

/// <summary>A node class: a sum (stmt), one of its constructors (Pass), or a product (alias).</summary>
internal sealed class NodeClass(string name, NodeClass? sum, int index)
{
    public readonly string Name = name;
    public readonly NodeClass? Sum = sum;
    /// <summary>Its place in the tuple of classes.</summary>
    public readonly int Index = index;
    public NodeField[] Fields = [];
    /// <summary>Of a sum or product.</summary>
    public NodeField[] Attributes = [];
    /// <summary>Of a sum; empty for constructors and products.</summary>
    public NodeClass[] Constructors = [];
    public NodeKind Kind;
    /// <summary>All constructors are names alone: the sum is an enumeration, whose members have one shared instance each.</summary>
    public bool IsEnumeration;
    /// <summary>Of an enumeration's member: its number in the enumeration.</summary>
    public int Member;

    public bool IsSum => Constructors.Length != 0;
    /// <summary>What messages of too deep trees end in.</summary>
    public readonly string WhileTraversing = $" while traversing '{(sum == null ? name : sum.Name)}' node";
    public NodeField[] AllAttributes => Sum == null ? Attributes : Sum.Attributes;
    private string Signature => Fields.Length == 0 ? Name : $"{Name}({string.Join<NodeField>(", ", Fields)})";
    public string Doc => !IsSum ? Signature
        : $"{Name} = " + string.Join(IsEnumeration ? " | " : "\n" + new string(' ', Name.Length + 1) + "| ", Constructors.Select(c => c.Signature));
}

internal static class Grammar
{
    private const string Optional = " @int lineno, int col_offset, int? end_lineno, int? end_col_offset";
    private const string Required = " @int lineno, int col_offset, int end_lineno, int end_col_offset";

    private static readonly string[] s_table =
    [
        "mod = Module(stmt* body, type_ignore* type_ignores) | Interactive(stmt* body) | Expression(expr body) | FunctionType(expr* argtypes, expr returns)",
        "stmt = FunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)"
            + " | AsyncFunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)"
            + " | ClassDef(identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, type_param* type_params)"
            + " | Return(expr? value) | Delete(expr* targets) | Assign(expr* targets, expr value, string? type_comment)"
            + " | TypeAlias(expr name, type_param* type_params, expr value) | AugAssign(expr target, operator op, expr value)"
            + " | AnnAssign(expr target, expr annotation, expr? value, int simple)"
            + " | For(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)"
            + " | AsyncFor(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)"
            + " | While(expr test, stmt* body, stmt* orelse) | If(expr test, stmt* body, stmt* orelse)"
            + " | With(withitem* items, stmt* body, string? type_comment) | AsyncWith(withitem* items, stmt* body, string? type_comment)"
            + " | Match(expr subject, match_case* cases) | Raise(expr? exc, expr? cause)"
            + " | Try(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)"
            + " | TryStar(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)"
            + " | Assert(expr test, expr? msg) | Import(alias* names) | ImportFrom(identifier? module, alias* names, int? level)"
            + " | Global(identifier* names) | Nonlocal(identifier* names) | Expr(expr value) | Pass | Break | Continue" + Optional,
        "expr = BoolOp(boolop op, expr* values) | NamedExpr(expr target, expr value) | BinOp(expr left, operator op, expr right)"
            + " | UnaryOp(unaryop op, expr operand) | Lambda(arguments args, expr body) | IfExp(expr test, expr body, expr orelse)"
            + " | Dict(expr?* keys, expr* values) | Set(expr* elts) | ListComp(expr elt, comprehension* generators)"
            + " | SetComp(expr elt, comprehension* generators) | DictComp(expr key, expr value, comprehension* generators)"
            + " | GeneratorExp(expr elt, comprehension* generators) | Await(expr value) | Yield(expr? value) | YieldFrom(expr value)"
            + " | Compare(expr left, cmpop* ops, expr* comparators) | Call(expr func, expr* args, keyword* keywords)"
            + " | FormattedValue(expr value, int conversion, expr? format_spec) | Interpolation(expr value, constant str, int conversion, expr? format_spec)"
            + " | JoinedStr(expr* values) | TemplateStr(expr* values) | Constant(constant value, string? kind)"
            + " | Attribute(expr value, identifier attr, expr_context ctx) | Subscript(expr value, expr slice, expr_context ctx)"
            + " | Starred(expr value, expr_context ctx) | Name(identifier id, expr_context ctx) | List(expr* elts, expr_context ctx)"
            + " | Tuple(expr* elts, expr_context ctx) | Slice(expr? lower, expr? upper, expr? step)" + Optional,
        "expr_context = Load | Store | Del",
        "boolop = And | Or",
        "operator = Add | Sub | Mult | MatMult | Div | Mod | Pow | LShift | RShift | BitOr | BitXor | BitAnd | FloorDiv",
        "unaryop = Invert | Not | UAdd | USub",
        "cmpop = Eq | NotEq | Lt | LtE | Gt | GtE | Is | IsNot | In | NotIn",
        "comprehension(expr target, expr iter, expr* ifs, int is_async)",
        "excepthandler = ExceptHandler(expr? type, identifier? name, stmt* body)" + Optional,
        "arguments(arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr?* kw_defaults, arg? kwarg, expr* defaults)",
        "arg(identifier arg, expr? annotation, string? type_comment)" + Optional,
        "keyword(identifier? arg, expr value)" + Optional,
        "alias(identifier name, identifier? asname)" + Optional,
        "withitem(expr context_expr, expr? optional_vars)",
        "match_case(pattern pattern, expr? guard, stmt* body)",
        "pattern = MatchValue(expr value) | MatchSingleton(constant value) | MatchSequence(pattern* patterns)"
            + " | MatchMapping(expr* keys, pattern* patterns, identifier? rest)"
            + " | MatchClass(expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns) | MatchStar(identifier? name)"
            + " | MatchAs(pattern? pattern, identifier? name) | MatchOr(pattern* patterns)" + Required,
        "type_ignore = TypeIgnore(int lineno, string tag)",
        "type_param = TypeVar(identifier name, expr? bound, expr? default_value) | ParamSpec(identifier name, expr? default_value)"
            + " | TypeVarTuple(identifier name, expr? default_value)" + Required,
    ];

    /// <summary>All classes but AST, a sum before its constructors.</summary>
    public static readonly NodeClass[] Classes;
    /// <summary>The names of all fields and attributes, once each.</summary>
    public static readonly string[] Names;
    /// <summary>Classes of the nodes that trees are made of.</summary>
    public static readonly NodeClass[] ByKind;
    public static readonly NodeClass Context, BoolOperators, Operators, UnaryOperators, Comparisons;

    static Grammar()
    {
        var classes = new List<NodeClass>();
        var names = new List<string>();
        foreach (string line in s_table)
            Read(line, classes, names);
        Classes = [.. classes];
        Names = [.. names];
        var byName = Classes.ToDictionary(c => c.Name);
        foreach (NodeClass one in Classes)
        {
            foreach (NodeField field in one.Fields)
                field.Class = byName.GetValueOrDefault(field.Type);
        }
        ByKind = [.. NodeFields.ClassNames.Select(name => byName[name])];
        for (int i = 0; i < ByKind.Length; i++)
            ByKind[i].Kind = (NodeKind)i;
        Context = byName["expr_context"];
        BoolOperators = byName["boolop"];
        Operators = byName["operator"];
        UnaryOperators = byName["unaryop"];
        Comparisons = byName["cmpop"];
    }

    private static void Read(string line, List<NodeClass> classes, List<string> names)
    {
        string[] parts = line.Split(" @");
        int equals = parts[0].IndexOf(" = ", StringComparison.Ordinal);
        var head = new NodeClass(equals < 0 ? parts[0][..parts[0].IndexOf('(')] : parts[0][..equals], null, classes.Count);
        classes.Add(head);
        if (equals < 0)
        {
            head.Fields = Fields(parts[0], names);
        }
        else
        {
            var constructors = new List<NodeClass>();
            foreach (string text in parts[0][(equals + 3)..].Split(" | "))
            {
                int open = text.IndexOf('(');
                var one = new NodeClass(open < 0 ? text : text[..open], head, classes.Count) { Fields = Fields(text, names), Member = constructors.Count };
                classes.Add(one);
                constructors.Add(one);
            }
            head.Constructors = [.. constructors];
            head.IsEnumeration = constructors.TrueForAll(c => c.Fields.Length == 0);
        }
        if (parts.Length > 1)
            head.Attributes = Fields($"({parts[1]})", names);
    }

    private static NodeField[] Fields(string text, List<string> names)
    {
        int open = text.IndexOf('(');
        return open < 0 ? [] : [.. text[(open + 1)..^1].Split(", ").Select(field => Field(field, names))];
    }

    private static NodeField Field(string text, List<string> names)
    {
        string[] words = text.Split(' ');
        string type = words[0].TrimEnd('*', '?');
        Quantity quantity = words[0][type.Length..] switch
        {
            "?" => Quantity.Optional,
            "*" => Quantity.Many,
            "?*" => Quantity.ManyOptional,
            _ => Quantity.One,
        };
        int index = names.IndexOf(words[1]);
        if (index < 0)
        {
            index = names.Count;
            names.Add(words[1]);
        }
        return new NodeField(type, quantity, words[1], index);
    }
}
