// What a tree from objects must hold to before it is compiled: contexts, lengths, places and names of statements and expressions. A check that fails has set an exception and
// gives false. Patterns and parameters are in TreeValidator.Parts.cs. See docs/internals/ast.md.
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Syntax;
using Call = Vivarium.Compiler.Syntax.Call;
using FunctionType = Vivarium.Compiler.Syntax.FunctionType;

namespace Vivarium.Stdlib.Ast;

internal readonly unsafe ref partial struct TreeValidator(ThreadState* ts)
{
    private static readonly string[] s_contexts = ["Load", "Store", "Del"];

    private readonly ThreadState* _ts = ts;

    public static bool Check(ThreadState* ts, Mod tree)
    {
        var validator = new TreeValidator(ts);
        return tree switch
        {
            Module m => validator.Statements(m.Body),
            Interactive i => validator.Statements(i.Body),
            Expression e => validator.Load(e.Body),
            FunctionType f => validator.Loads(f.ArgTypes) && validator.Load(f.Returns),
            _ => false,
        };
    }

    private bool Fail(string message)
    {
        Err.Value(_ts, message);
        return false;
    }

    private bool FailType(string message)
    {
        Err.Type(_ts, message);
        return false;
    }

    private bool FailSystem(string message)
    {
        Err.System(_ts, message);
        return false;
    }

    private bool Place(LocatedNode node)
    {
        if (node.Lineno > node.EndLineno)
            return Fail($"AST node line range ({node.Lineno}, {node.EndLineno}) is not valid");
        if ((node.Lineno < 0 && node.EndLineno != node.Lineno) || (node.ColOffset < 0 && node.ColOffset != node.EndColOffset))
            return Fail($"AST node column range ({node.ColOffset}, {node.EndColOffset}) for line range ({node.Lineno}, {node.EndLineno}) is not valid");
        return node.Lineno != node.EndLineno || node.ColOffset <= node.EndColOffset
            || Fail($"line {node.Lineno}, column {node.ColOffset}-{node.EndColOffset} is not a valid range");
    }

    private bool Identifier(string? name) => name is not ("None" or "True" or "False") || Fail($"identifier field can't represent '{name}' constant");

    private bool NotEmpty(Array items, string field, string owner) => items.Length != 0 || Fail($"empty {field} on {owner}");

    // ---- Expressions ----------------------------------------------------------------------------------------------------------------------

    private bool Load(Expr? e) => e == null || Expr(e, ExprContext.Load);

    private bool Loads(Expr?[] all, bool orNone = false) => Exprs(all, ExprContext.Load, orNone);

    private bool Exprs(Expr?[] all, ExprContext context, bool orNone = false)
    {
        foreach (Expr? e in all)
        {
            if (e == null ? !orNone && !Fail("None disallowed in expression list") : !Expr(e, context))
                return false;
        }
        return true;
    }

    private bool Context(Expr e, ExprContext context)
    {
        ExprContext own;
        switch (e)
        {
            case AttributeExpr a:
                own = a.Ctx;
                break;
            case Subscript s:
                own = s.Ctx;
                break;
            case Starred s:
                own = s.Ctx;
                break;
            case Name n:
                if (!Identifier(n.Id))
                    return false;
                own = n.Ctx;
                break;
            case ListExpr l:
                own = l.Ctx;
                break;
            case TupleExpr t:
                own = t.Ctx;
                break;
            default:
                return context == ExprContext.Load || Fail($"expression which can't be assigned to in {s_contexts[(int)context]} context");
        }
        return own == context || Fail($"expression must have {s_contexts[(int)context]} context but has {s_contexts[(int)own]} instead");
    }

    private bool Expr(Expr e, ExprContext context) => NativeStack.Enter(_ts, " during compilation") && Place(e) && Context(e, context) && Inside(e, context);

    private bool Inside(Expr e, ExprContext context) => e switch
    {
        BoolOp b => (b.Values.Length >= 2 || Fail("BoolOp with less than 2 values")) && Loads(b.Values),
        BinOp b => Load(b.Left) && Load(b.Right),
        UnaryOp u => Load(u.Operand),
        Lambda l => Arguments(l.Args) && Load(l.Body),
        IfExp i => Load(i.Test) && Load(i.Body) && Load(i.OrElse),
        DictExpr d => (d.Keys.Length == d.Values.Length || Fail("Dict doesn't have the same number of keys as values")) && Loads(d.Keys, orNone: true) && Loads(d.Values),
        SetExpr s => Loads(s.Elts),
        ListComp c => Comprehensions(c.Generators) && Load(c.Elt),
        SetComp c => Comprehensions(c.Generators) && Load(c.Elt),
        GeneratorExp c => Comprehensions(c.Generators) && Load(c.Elt),
        DictComp c => Comprehensions(c.Generators) && Load(c.Key) && Load(c.Value),
        Yield y => Load(y.Value),
        YieldFrom y => Load(y.Value),
        Await a => Load(a.Value),
        Compare c => (c.Comparators.Length != 0 || Fail("Compare with no comparators"))
            && (c.Comparators.Length == c.Ops.Length || Fail("Compare has a different number of comparators and operands")) && Loads(c.Comparators) && Load(c.Left),
        Call c => Load(c.Func) && Loads(c.Args) && Keywords(c.Keywords),
        ConstantExpr c => Constant(c.Value),
        JoinedStr j => Loads(j.Values),
        TemplateStr t => Loads(t.Values),
        FormattedValue f => Conversion(f.Conversion) && Load(f.Value) && Load(f.FormatSpec),
        Interpolation i => Conversion(i.Conversion) && Constant(i.Str) && Load(i.Value) && Load(i.FormatSpec),
        AttributeExpr a => Load(a.Value),
        Subscript s => Load(s.Slice) && Load(s.Value),
        Starred s => Expr(s.Value, context),
        ListExpr l => Exprs(l.Elts, context),
        TupleExpr t => Exprs(t.Elts, context),
        Slice s => Load(s.Lower) && Load(s.Upper) && Load(s.Step),
        NamedExpr n => (n.Target is Name || FailType("NamedExpr target must be a Name")) && Load(n.Value),
        _ => true,
    };

    private bool Conversion(int conversion) => conversion is -1 or 's' or 'r' or 'a' || FailSystem($"Unrecognized conversion character {conversion}");

    private bool Constant(Constant value) => value is not InvalidConstant invalid || Err.Occurred(_ts) ? !Err.Occurred(_ts)
        : FailType($"got an invalid type in Constant: {invalid.TypeName}");

    // ---- Statements -----------------------------------------------------------------------------------------------------------------------

    private bool Statements(Stmt?[] all)
    {
        foreach (Stmt? s in all)
        {
            if (s == null ? !Fail("None disallowed in statement list") : !Statement(s))
                return false;
        }
        return true;
    }

    private bool Body(Stmt[] body, string owner) => NotEmpty(body, "body", owner) && Statements(body);

    private bool Targets(Expr[] targets, ExprContext context, string owner) => NotEmpty(targets, "targets", owner) && Exprs(targets, context);

    private bool Statement(Stmt s) => NativeStack.Enter(_ts, " during compilation") && Place(s) && Inside(s);

    private bool Inside(Stmt s) => s switch
    {
        FunctionDef f => Identifier(f.Name) && Function(f.Body, "FunctionDef", f.TypeParams, f.Args, f.DecoratorList, f.Returns),
        AsyncFunctionDef f => Identifier(f.Name) && Function(f.Body, "AsyncFunctionDef", f.TypeParams, f.Args, f.DecoratorList, f.Returns),
        ClassDef c => Identifier(c.Name) && Body(c.Body, "ClassDef") && TypeParams(c.TypeParams) && Loads(c.Bases) && Keywords(c.Keywords) && Loads(c.DecoratorList),
        Return r => Load(r.Value),
        Delete d => Targets(d.Targets, ExprContext.Del, "Delete"),
        Assign a => Targets(a.Targets, ExprContext.Store, "Assign") && Load(a.Value),
        AugAssign a => Expr(a.Target, ExprContext.Store) && Load(a.Value),
        AnnAssign a => (a.Target is Name || !a.Simple || FailType("AnnAssign with simple non-Name target"))
            && (a.Target is Name or AttributeExpr or Subscript || FailSystem($"invalid node type ({Grammar.ByKind[(int)a.Target.Kind].Member + 1}) for annotated assignment"))
            && Expr(a.Target, ExprContext.Store) && Load(a.Value) && Load(a.Annotation),
        TypeAlias t => (t.Name is Name || FailType("TypeAlias with non-Name name")) && Expr(t.Name, ExprContext.Store) && TypeParams(t.TypeParams) && Load(t.Value),
        For f => Expr(f.Target, ExprContext.Store) && Load(f.Iter) && Body(f.Body, "For") && Statements(f.OrElse),
        AsyncFor f => Expr(f.Target, ExprContext.Store) && Load(f.Iter) && Body(f.Body, "AsyncFor") && Statements(f.OrElse),
        While w => Load(w.Test) && Body(w.Body, "While") && Statements(w.OrElse),
        If i => Load(i.Test) && Body(i.Body, "If") && Statements(i.OrElse),
        With w => WithItems(w.Items, "With") && Body(w.Body, "With"),
        AsyncWith w => WithItems(w.Items, "AsyncWith") && Body(w.Body, "AsyncWith"),
        Match m => Load(m.Subject) && NotEmpty(m.Cases, "cases", "Match") && Cases(m.Cases),
        Raise r => r.Exc != null ? Load(r.Exc) && Load(r.Cause) : r.Cause == null || Fail("Raise with cause but no exception"),
        Try t => TryParts("Try", t.Body, t.Handlers, t.OrElse, t.FinalBody),
        TryStar t => TryParts("TryStar", t.Body, t.Handlers, t.OrElse, t.FinalBody),
        Assert a => Load(a.Test) && Load(a.Msg),
        Import i => NotEmpty(i.Names, "names", "Import") && Aliases(i.Names),
        ImportFrom i => (i.Level >= 0 || Fail("Negative ImportFrom level")) && NotEmpty(i.Names, "names", "ImportFrom") && Aliases(i.Names),
        Global g => NotEmpty(g.Names, "names", "Global") && Names(g.Names, "Global"),
        Nonlocal n => NotEmpty(n.Names, "names", "Nonlocal") && Names(n.Names, "Nonlocal"),
        ExprStmt e => Load(e.Value),
        _ => true,
    };

    private bool Function(Stmt[] body, string owner, TypeParam[] typeParams, Arguments args, Expr[] decorators, Expr? returns) =>
        Body(body, owner) && TypeParams(typeParams) && Arguments(args) && Loads(decorators) && Load(returns);

    private bool TryParts(string owner, Stmt[] body, ExceptHandler?[] handlers, Stmt[] orElse, Stmt[] finalBody)
    {
        if (!Body(body, owner))
            return false;
        if (handlers.Length == 0 && finalBody.Length == 0)
            return Fail(owner + " has neither except handlers nor finalbody");
        if (handlers.Length == 0 && orElse.Length != 0)
            return Fail(owner + " has orelse but no except handlers");
        foreach (ExceptHandler? handler in handlers)
        {
            if (handler == null)
                return Fail("None disallowed in list of except handlers");
            if (!Place(handler) || !Identifier(handler.Name) || !Load(handler.Type) || !Body(handler.Body, "ExceptHandler"))
                return false;
        }
        return Statements(finalBody) && Statements(orElse);
    }
}
