// Statements on one line: assignments, imports, and those that begin with a keyword.
using System.Text;
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax;

internal sealed partial class TreeParser
{
    private readonly Scratch<Stmt> _stmts = new();
    private readonly Scratch<Alias> _aliases = new();
    private readonly Scratch<string> _strings = new();

    /// <summary>Pushes one compound statement (true) or the simple statements of a line.</summary>
    private bool Statement()
    {
        if (CompoundStatement() is Stmt compound)
        {
            _stmts.Push(compound);
            return true;
        }
        SimpleStatements();
        return false;
    }

    private void SimpleStatements()
    {
        do
        {
            _stmts.Push(SimpleStatement());
        }
        while (Take(TokenKind.Semi) && Kind != TokenKind.Newline);
        Expect(TokenKind.Newline);
    }

    private Stmt SimpleStatement()
    {
        int start = _pos;
        switch (Kind)
        {
            case TokenKind.Name when NextKind == TokenKind.Name && IsWord(_pos, "type"u8):
                return TypeAliasStatement();
            case TokenKind.KwReturn:
                _pos++;
                return Place(new Return(StartsExpression(Kind) ? StarExpressions() : null), start);
            case TokenKind.KwImport:
                return ImportStatement();
            case TokenKind.KwFrom:
                return ImportFromStatement();
            case TokenKind.KwRaise:
                return RaiseStatement();
            case TokenKind.KwPass:
                _pos++;
                return Place(new Pass(), start);
            case TokenKind.KwBreak:
                _pos++;
                return Place(new Break(), start);
            case TokenKind.KwContinue:
                _pos++;
                return Place(new Continue(), start);
            case TokenKind.KwDel:
                return DeleteStatement();
            case TokenKind.KwYield:
                return Place(new ExprStmt(YieldExpression()), start);
            case TokenKind.KwAssert:
                _pos++;
                Expr test = FullExpression();
                return Place(new Assert(test, Take(TokenKind.Comma) ? FullExpression() : null), start);
            case TokenKind.KwGlobal:
                return Place(new Global(NameList()), start);
            case TokenKind.KwNonlocal:
                return Place(new Nonlocal(NameList()), start);
            default:
                return ExpressionStatement();
        }
    }

    private string[] NameList()
    {
        int mark = _strings.Mark();
        do
        {
            _pos++;
            _strings.Push(ExpectName());
        }
        while (Kind == TokenKind.Comma);
        return _strings.Take(mark);
    }

    private Raise RaiseStatement()
    {
        int start = _pos++;
        if (!StartsExpression(Kind))
            return Place(new Raise(null, null), start);
        Expr exception = FullExpression();
        return Place(new Raise(exception, Take(TokenKind.KwFrom) ? FullExpression() : null), start);
    }

    private Delete DeleteStatement()
    {
        int start = _pos++;
        int mark = _exprs.Mark();
        do
        {
            _exprs.Push(AsTarget(Primary(), ExprContext.Del));
        }
        while (Take(TokenKind.Comma) && StartsExpression(Kind));
        if (Kind is not (TokenKind.Semi or TokenKind.Newline))
            Fail();
        return Place(new Delete(_exprs.Take(mark)), start);
    }

    private TypeAlias TypeAliasStatement()
    {
        RequireVersion(12);
        int start = _pos++;
        var name = new Name(ExpectName(), ExprContext.Store);
        Place(name, start + 1);
        TypeParam[] parameters = TypeParameters();
        Expect(TokenKind.Equal);
        return Place(new TypeAlias(name, parameters, FullExpression()), start);
    }

    private Stmt ExpressionStatement()
    {
        int start = _pos;
        Expr first = StarExpressions();
        TokenKind kind = Kind;
        if (kind is TokenKind.Newline or TokenKind.Semi)
            return Place(new ExprStmt(first), start);
        if (kind == TokenKind.Equal)
            return Assignment(first, start);
        if (kind == TokenKind.Colon)
            return AnnotatedAssignment(first, start);
        if (AugmentedOperator(kind) is not BinaryOperator op)
            return Place(new ExprStmt(first), start);
        Expr target = AsSingleTarget(first);
        if (kind == TokenKind.AtEqual)
            RequireVersion(5);
        _pos++;
        return Place(new AugAssign(target, op, AnnotatedRhs()), start);
    }

    private Assign Assignment(Expr first, int start)
    {
        int mark = _exprs.Mark();
        Expr value = first;
        while (Take(TokenKind.Equal))
        {
            _exprs.Push(AsTarget(value, ExprContext.Store));
            value = AnnotatedRhs();
        }
        Expr[] targets = _exprs.Take(mark);
        return Place(new Assign(targets, value, TypeComment()), start);
    }

    private AnnAssign AnnotatedAssignment(Expr first, int start)
    {
        RequireVersion(6);
        Expr target = AsSingleTarget(first);
        bool simple = target.Kind == NodeKind.Name && _tokens[start].Kind == TokenKind.Name;
        _pos++;
        Expr annotation = FullExpression();
        return Place(new AnnAssign(target, annotation, Take(TokenKind.Equal) ? AnnotatedRhs() : null, simple), start);
    }

    private static BinaryOperator? AugmentedOperator(TokenKind kind) => kind switch
    {
        TokenKind.PlusEqual => BinaryOperator.Add,
        TokenKind.MinEqual => BinaryOperator.Sub,
        TokenKind.StarEqual => BinaryOperator.Mult,
        TokenKind.AtEqual => BinaryOperator.MatMult,
        TokenKind.SlashEqual => BinaryOperator.Div,
        TokenKind.PercentEqual => BinaryOperator.Mod,
        TokenKind.AmperEqual => BinaryOperator.BitAnd,
        TokenKind.VBarEqual => BinaryOperator.BitOr,
        TokenKind.CircumflexEqual => BinaryOperator.BitXor,
        TokenKind.LeftShiftEqual => BinaryOperator.LShift,
        TokenKind.RightShiftEqual => BinaryOperator.RShift,
        TokenKind.DoubleStarEqual => BinaryOperator.Pow,
        TokenKind.DoubleSlashEqual => BinaryOperator.FloorDiv,
        _ => null,
    };

    private string DottedName()
    {
        string name = ExpectName();
        if (Kind != TokenKind.Dot)
            return name;
        var text = new StringBuilder(name);
        while (Take(TokenKind.Dot))
            text.Append('.').Append(ExpectName());
        return text.ToString();
    }

    private Import ImportStatement()
    {
        int start = _pos;
        int mark = _aliases.Mark();
        do
        {
            int aliasStart = ++_pos;
            string name = DottedName();
            _aliases.Push(Place(new Alias(name, Take(TokenKind.KwAs) ? ExpectName() : null), aliasStart));
        }
        while (Kind == TokenKind.Comma);
        return Place(new Import(_aliases.Take(mark)), start);
    }

    private ImportFrom ImportFromStatement()
    {
        int start = _pos++;
        int level = 0;
        for (; Kind is TokenKind.Dot or TokenKind.Ellipsis; _pos++)
            level += Kind == TokenKind.Dot ? 1 : 3;
        string? module = level > 0 && Kind == TokenKind.KwImport ? null : DottedName();
        Expect(TokenKind.KwImport);
        Alias[] names = ImportedNames();
        if (level == 0 && module == "__future__")
        {
            foreach (Alias alias in names)
                _flufl |= alias.Name == "barry_as_FLUFL";
        }
        return Place(new ImportFrom(module, names, level), start);
    }

    private Alias[] ImportedNames()
    {
        int mark = _aliases.Mark();
        if (Kind == TokenKind.Star)
        {
            _pos++;
            return [Place(new Alias("*", null), _pos - 1)];
        }
        bool parenthesized = Take(TokenKind.LPar);
        do
        {
            if (parenthesized && Kind == TokenKind.RPar && _aliases.CountFrom(mark) > 0)
                break;
            int aliasStart = _pos;
            string name = ExpectName();
            _aliases.Push(Place(new Alias(name, Take(TokenKind.KwAs) ? ExpectName() : null), aliasStart));
        }
        while (Take(TokenKind.Comma));
        if (parenthesized)
            Expect(TokenKind.RPar);
        return _aliases.Take(mark);
    }
}
