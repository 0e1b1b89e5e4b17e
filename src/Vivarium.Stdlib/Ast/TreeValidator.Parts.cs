// Checks of patterns, parameters, type parameters and other parts of statements and expressions. See docs/internals/ast.md.
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Stdlib.Ast;

internal readonly unsafe ref partial struct TreeValidator
{
    private bool Comprehensions(Comprehension[] all)
    {
        if (all.Length == 0)
            return Fail("comprehension with no generators");
        foreach (Comprehension c in all)
        {
            if (!Expr(c.Target, ExprContext.Store) || !Load(c.Iter) || !Loads(c.Ifs))
                return false;
        }
        return true;
    }

    private bool Keywords(Keyword[] all)
    {
        foreach (Keyword keyword in all)
        {
            if (!Load(keyword.Value))
                return false;
        }
        return true;
    }

    private bool Aliases(Alias[] all)
    {
        foreach (Alias alias in all)
        {
            if (!Identifier(alias.Name) || !Identifier(alias.AsName))
                return false;
        }
        return true;
    }

    private bool Names(string?[] names, string owner)
    {
        foreach (string? name in names)
        {
            if (name == null)
                return Fail($"field 'names' is required for {owner}");
        }
        return true;
    }

    private bool WithItems(WithItem[] items, string owner)
    {
        if (!NotEmpty(items, "items", owner))
            return false;
        foreach (WithItem item in items)
        {
            if (!Load(item.ContextExpr) || (item.OptionalVars != null && !Expr(item.OptionalVars, ExprContext.Store)))
                return false;
        }
        return true;
    }

    private bool Parameters(Arg[] all)
    {
        foreach (Arg arg in all)
        {
            if (!Place(arg) || !Load(arg.Annotation))
                return false;
        }
        return true;
    }

    private bool Arguments(Arguments a)
    {
        if (!Parameters(a.PosOnlyArgs) || !Parameters(a.Args) || !Load(a.Vararg?.Annotation) || !Parameters(a.KwOnlyArgs) || !Load(a.Kwarg?.Annotation))
            return false;
        if (a.Defaults.Length > a.PosOnlyArgs.Length + a.Args.Length)
            return Fail("more positional defaults than args on arguments");
        if (a.KwDefaults.Length != a.KwOnlyArgs.Length)
            return Fail("length of kwonlyargs is not the same as kw_defaults on arguments");
        return Loads(a.Defaults) && Loads(a.KwDefaults, orNone: true);
    }

    private bool TypeParams(TypeParam?[] all)
    {
        foreach (TypeParam? one in all)
        {
            bool good = one switch
            {
                null => Fail("None disallowed in list of type parameters"),
                TypeVar t => Place(t) && Identifier(t.Name) && Load(t.Bound) && Load(t.DefaultValue),
                ParamSpec p => Place(p) && Identifier(p.Name) && Load(p.DefaultValue),
                TypeVarTuple t => Place(t) && Identifier(t.Name) && Load(t.DefaultValue),
                _ => true,
            };
            if (!good)
                return false;
        }
        return true;
    }

    // ---- Patterns -------------------------------------------------------------------------------------------------------------------------

    private bool Cases(MatchCase[] cases)
    {
        foreach (MatchCase one in cases)
        {
            if (!Pattern(one.Pattern, starAllowed: false) || !Load(one.Guard) || !Body(one.Body, "match_case"))
                return false;
        }
        return true;
    }

    private bool Patterns(Pattern?[] all, bool starAllowed = false)
    {
        foreach (Pattern? p in all)
        {
            if (p == null ? !Fail("None disallowed in list of patterns") : !Pattern(p, starAllowed))
                return false;
        }
        return true;
    }

    private bool Capture(string name) => name == "_" ? Fail("can't capture name '_' in patterns") : Identifier(name);

    private bool Pattern(Pattern pattern, bool starAllowed)
    {
        if (!NativeStack.Enter(_ts, " during compilation") || !Place(pattern))
            return false;
        switch (pattern)
        {
            case MatchValue v:
                return Literal(v.Value);
            case MatchSingleton s:
                return s.Value is NoneConstant or BoolConstant || Fail("MatchSingleton can only contain True, False and None");
            case MatchSequence s:
                return Patterns(s.Patterns, starAllowed: true);
            case MatchMapping m:
                return Mapping(m);
            case MatchClass c:
                return Class(c);
            case MatchStar s:
                return starAllowed ? s.Name == null || Capture(s.Name) : Fail("can't use MatchStar here");
            case MatchAs a:
                if (a.Name != null && !Capture(a.Name))
                    return false;
                if (a.Pattern == null)
                    return true;
                return a.Name == null ? Fail("MatchAs must specify a target name if a pattern is given") : Pattern(a.Pattern, starAllowed: false);
            case MatchOr o:
                return o.Patterns.Length >= 2 ? Patterns(o.Patterns) : Fail("MatchOr requires at least 2 patterns");
            default:
                return true;
        }
    }

    private bool Mapping(MatchMapping m)
    {
        if (m.Keys.Length != m.Patterns.Length)
            return Fail("MatchMapping doesn't have the same number of keys as patterns");
        if (m.Rest != null && !Capture(m.Rest))
            return false;
        foreach (Expr? key in m.Keys)
        {
            if (key == null)
                return Fail("None disallowed in expression list");
            if (key is not ConstantExpr { Value: NoneConstant or BoolConstant } && !Literal(key))
                return false;
        }
        return Patterns(m.Patterns);
    }

    private bool Class(MatchClass c)
    {
        if (c.KwdAttrs.Length != c.KwdPatterns.Length)
            return Fail("MatchClass doesn't have the same number of keyword attributes as patterns");
        if (!Load(c.Cls))
            return false;
        Expr cls = c.Cls;
        while (cls is AttributeExpr attribute)
            cls = attribute.Value;
        if (cls is not Name)
            return Fail("MatchClass cls field can only contain Name or Attribute nodes.");
        foreach (string name in c.KwdAttrs)
        {
            if (!Identifier(name))
                return false;
        }
        return Patterns(c.Patterns) && Patterns(c.KwdPatterns);
    }

    private bool Literal(Expr e)
    {
        if (!Load(e))
            return false;
        bool good = e switch
        {
            ConstantExpr c => c.Value is IntConstant or FloatConstant or ComplexConstant or StrConstant or BytesConstant
                || Fail("unexpected constant inside of a literal pattern"),
            AttributeExpr or JoinedStr or TemplateStr => true,
            UnaryOp u => IsNumber(u, real: true, imaginary: true, negative: true),
            BinOp { Op: BinaryOperator.Add or BinaryOperator.Sub } b =>
                IsNumber(b.Left, real: true, imaginary: false, negative: true) && IsNumber(b.Right, real: false, imaginary: true, negative: false),
            _ => false,
        };
        return good || Err.Occurred(_ts) ? good : Fail("patterns may only match literals and attribute lookups");
    }

    private static bool IsNumber(Expr e, bool real, bool imaginary, bool negative) => e switch
    {
        UnaryOp { Op: UnaryOperator.USub } u when negative => IsNumber(u.Operand, real, imaginary, negative: false),
        ConstantExpr { Value: IntConstant or FloatConstant } => real,
        ConstantExpr { Value: ComplexConstant } => imaginary,
        _ => false,
    };
}
