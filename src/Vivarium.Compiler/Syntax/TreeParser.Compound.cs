// Statements that have blocks.
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax;

internal sealed partial class TreeParser
{
    private readonly Scratch<ExceptHandler> _handlers = new();
    private readonly Scratch<WithItem> _withItems = new();

    /// <summary>A compound statement, or null if a simple one is here.</summary>
    private Stmt? CompoundStatement()
    {
        switch (Kind)
        {
            case TokenKind.KwIf:
                return IfStatement();
            case TokenKind.KwFor:
                return ForStatement(_pos, isAsync: false);
            case TokenKind.KwWhile:
                return WhileStatement();
            case TokenKind.KwTry:
                return TryStatement();
            case TokenKind.KwWith:
                return WithStatement(_pos, isAsync: false);
            case TokenKind.KwDef:
                return FunctionDefinition(_pos, [], isAsync: false);
            case TokenKind.KwClass:
                return ClassDefinition([]);
            case TokenKind.At:
                return Decorated();
            case TokenKind.KwAsync:
                RequireVersion(5);
                return AsyncStatement([]);
            case TokenKind.Name when IsWord(_pos, "match"u8):
                return MatchStatement();
            default:
                return null;
        }
    }

    private Stmt AsyncStatement(Expr[] decorators)
    {
        int start = _pos++;
        switch (Kind)
        {
            case TokenKind.KwDef:
                return FunctionDefinition(start, decorators, isAsync: true);
            case TokenKind.KwFor when decorators.Length == 0:
                return ForStatement(start, isAsync: true);
            case TokenKind.KwWith when decorators.Length == 0:
                return WithStatement(start, isAsync: true);
            default:
                Fail();
                return null;
        }
    }

    private Stmt Decorated()
    {
        int mark = _exprs.Mark();
        while (Take(TokenKind.At))
        {
            _exprs.Push(NamedExpression());
            Expect(TokenKind.Newline);
        }
        Expr[] decorators = _exprs.Take(mark);
        switch (Kind)
        {
            case TokenKind.KwDef:
                return FunctionDefinition(_pos, decorators, isAsync: false);
            case TokenKind.KwAsync:
                return AsyncStatement(decorators);
            default:
                if (Kind != TokenKind.KwClass)
                    Fail();
                return ClassDefinition(decorators);
        }
    }

    /// <summary>An indented block, or simple statements on the same line.</summary>
    private Stmt[] Block()
    {
        int mark = _stmts.Mark();
        if (!Take(TokenKind.Newline))
        {
            SimpleStatements();
            return _stmts.Take(mark);
        }
        Expect(TokenKind.Indent);
        Enter(5);
        do
        {
            Statement();
        }
        while (Kind is not (TokenKind.Dedent or TokenKind.EndMarker));
        _depth -= 5;
        Expect(TokenKind.Dedent);
        return _stmts.Take(mark);
    }

    private Stmt[] ElseBlock()
    {
        if (!Take(TokenKind.KwElse))
            return [];
        Expect(TokenKind.Colon);
        return Block();
    }

    /// <summary>An if with its elif parts, which nest in the tree but not on the stack.</summary>
    private If IfStatement()
    {
        int depth = _depth;
        var first = IfHead();
        If last = first;
        int count = 1;
        while (Kind == TokenKind.KwElif)
        {
            Enter(1);
            If next = IfHead();
            last.OrElse = [next];
            last = next;
            count++;
        }
        last.OrElse = ElseBlock();
        _depth = depth;
        // All parts end where the last one ends.
        if (count > 1 || last.OrElse.Length > 0)
        {
            int end = _pos;
            while (_tokens[end - 1].IsLayout)
                end--;
            ref Token token = ref _tokens[end - 1];
            for (If? part = first; part is not null; part = part == last ? null : part.OrElse[0] as If)
            {
                part.EndLineno = token.EndLineno;
                part.EndColOffset = token.EndColOffset;
            }
        }
        return first;
    }

    private If IfHead()
    {
        int start = _pos++;
        Expr test = NamedExpression();
        Expect(TokenKind.Colon);
        return PlaceBlock(new If(test, Block(), []), start);
    }

    private While WhileStatement()
    {
        int start = _pos++;
        Expr test = NamedExpression();
        Expect(TokenKind.Colon);
        Stmt[] body = Block();
        return PlaceBlock(new While(test, body, ElseBlock()), start);
    }

    private Stmt ForStatement(int start, bool isAsync)
    {
        Expect(TokenKind.KwFor);
        Expr target = StarTargets();
        Expect(TokenKind.KwIn);
        Expr iter = StarExpressions();
        Expect(TokenKind.Colon);
        string? comment = TypeComment();
        Stmt[] body = Block();
        Stmt[] orElse = ElseBlock();
        return isAsync
            ? PlaceBlock(new AsyncFor(target, iter, body, orElse, comment), start)
            : PlaceBlock(new For(target, iter, body, orElse, comment), start);
    }

    private Stmt WithStatement(int start, bool isAsync)
    {
        Expect(TokenKind.KwWith);
        WithItem[] items = (Kind == TokenKind.LPar ? ParenthesizedItems() : null) ?? WithItems(TokenKind.Colon);
        Expect(TokenKind.Colon);
        string? comment = TypeComment();
        Stmt[] body = Block();
        return isAsync
            ? PlaceBlock(new AsyncWith(items, body, comment), start)
            : PlaceBlock(new With(items, body, comment), start);
    }

    /// <summary>Items in parentheses of their own; null, with nothing read, if the parentheses belong to an expression.</summary>
    private WithItem[]? ParenthesizedItems()
    {
        int open = _pos;
        if (_tokens[CloseOf(open) + 1].Kind != TokenKind.Colon || Kind == TokenKind.KwYield)
            return null;
        int mark = _withItems.Mark(), exprMark = _exprs.Mark(), depth = _depth;
        _pos++;
        try
        {
            WithItem[] items = WithItems(TokenKind.RPar);
            Expect(TokenKind.RPar);
            if (Kind == TokenKind.Colon)
                return items;
        }
        catch (ParseFailedException)
        {
            _withItems.Drop(mark);
            _exprs.Drop(exprMark);
        }
        _depth = depth;
        _pos = open;
        return null;
    }

    private int CloseOf(int open)
    {
        int level = _tokens[open].Level - 1;
        int close = open + 1;
        while (_tokens[close].Level > level)
            close++;
        return close;
    }

    private WithItem[] WithItems(TokenKind close)
    {
        int mark = _withItems.Mark();
        do
        {
            if (Kind == TokenKind.RPar && close == TokenKind.RPar && _withItems.CountFrom(mark) > 0)
                break;
            Expr context = FullExpression();
            _withItems.Push(new WithItem(context, Take(TokenKind.KwAs) ? StarTarget() : null));
        }
        while (Take(TokenKind.Comma));
        return _withItems.Take(mark);
    }

    private Stmt TryStatement()
    {
        int start = _pos++;
        Expect(TokenKind.Colon);
        Stmt[] body = Block();
        int mark = _handlers.Mark();
        bool star = Kind == TokenKind.KwExcept && NextKind == TokenKind.Star;
        if (star)
            RequireVersion(11);
        while (Kind == TokenKind.KwExcept)
            _handlers.Push(Handler(star));
        ExceptHandler[] handlers = _handlers.Take(mark);
        Stmt[] orElse = handlers.Length > 0 ? ElseBlock() : [];
        Stmt[] final = [];
        if (Take(TokenKind.KwFinally))
        {
            Expect(TokenKind.Colon);
            final = Block();
        }
        else if (handlers.Length == 0)
        {
            Fail();
        }
        return star
            ? PlaceBlock(new TryStar(body, handlers, orElse, final), start)
            : PlaceBlock(new Try(body, handlers, orElse, final), start);
    }

    private ExceptHandler Handler(bool star)
    {
        int start = _pos++;
        if (Take(TokenKind.Star) != star)
            Fail();
        Expr? type = null;
        string? name = null;
        if (star || Kind != TokenKind.Colon)
        {
            type = FullExpression();
            if (Kind == TokenKind.Comma)
            {
                RequireVersion(14);
                type = BareTuple(type, start + (star ? 2 : 1), starred: false);
            }
            else if (Take(TokenKind.KwAs))
            {
                name = ExpectName();
            }
        }
        Expect(TokenKind.Colon);
        return PlaceBlock(new ExceptHandler(type, name, Block()), start);
    }
}
