// Compound statements and their mistakes: missing colons, missing blocks, parts out of order.
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax.Diagnosis;

internal sealed partial class DiagnosingParser
{
    private bool CompoundStatement()
    {
        int start = _mark;
        Enter();
        TokenKind kind = TokenAt(_mark).Kind;
        bool read = kind switch
        {
            TokenKind.KwDef => FunctionDefinition(),
            TokenKind.At => FunctionDefinition() || ClassDefinition(),
            TokenKind.KwAsync => FunctionDefinition() || WithStatement() || ForStatement(),
            TokenKind.KwIf => IfStatement(TokenKind.KwIf),
            TokenKind.KwClass => ClassDefinition(),
            TokenKind.KwWith => WithStatement(),
            TokenKind.KwFor => ForStatement(),
            TokenKind.KwTry => TryStatement(),
            TokenKind.KwWhile => WhileStatement(),
            _ => MatchStatement(),
        };
        _level--;
        return read || Back(start);
    }

    private bool Block() => Remembered(Rule.Block, static p => p.ReadBlock() ? Something : null) is not null;

    private bool ReadBlock()
    {
        int start = _mark;
        if (Tok(TokenKind.Newline) && Tok(TokenKind.Indent) && Many(Statement) && Tok(TokenKind.Dedent))
            return true;
        _mark = start;
        if (SimpleStatements())
            return true;
        if (_invalid && Tok(TokenKind.Newline) && !See(TokenKind.Indent))
            RaiseIndentation("expected an indented block");
        return Back(start);
    }

    private void Decorators()
    {
        int mark = _mark;
        while (Tok(TokenKind.At) && NamedExpression() is not null && Tok(TokenKind.Newline))
            mark = _mark;
        _mark = mark;
    }

    private bool ClassDefinition()
    {
        int start = _mark;
        Decorators();
        if (RawClass())
            return true;
        _mark = start;
        return RawClass() || Back(start);
    }

    private bool RawClass()
    {
        int start = _mark;
        if (_invalid)
        {
            if (ClassHead(out Token keyword))
            {
                int mark = _mark;
                if (Tok(TokenKind.Newline))
                    Raise("expected ':'");
                _mark = mark;
                if (Tok(TokenKind.Colon))
                    ExpectIndent("class definition", keyword);
            }
            _mark = start;
        }
        return (ClassHead(out _) && Tok(TokenKind.Colon) && Block()) || Back(start);
    }

    private bool ClassHead(out Token keyword)
    {
        if (!Tok(TokenKind.KwClass, out keyword) || NameToken() is null)
            return false;
        TypeParameters();
        int mark = _mark;
        if (!Tok(TokenKind.LPar))
            return true;
        Arguments();
        if (!Tok(TokenKind.RPar))
            _mark = mark;
        return true;
    }

    private bool IfStatement(TokenKind keyword)
    {
        int start = _mark;
        string name = keyword == TokenKind.KwIf ? "if" : "elif";
        Enter();
        if (_invalid)
            InvalidCondition(keyword, name);
        if (Tok(keyword) && NamedExpression() is not null && Tok(TokenKind.Colon) && Block())
        {
            int mark = _mark;
            if (!See(TokenKind.KwElif) || !IfStatement(TokenKind.KwElif))
            {
                _mark = mark;
                ElseBlock();
            }
            _level--;
            return true;
        }
        _level--;
        return Back(start);
    }

    private void InvalidCondition(TokenKind keyword, string name)
    {
        int start = _mark;
        if (Tok(keyword, out Token first) && NamedExpression() is not null)
        {
            int mark = _mark;
            if (Tok(TokenKind.Newline))
                Raise("expected ':'");
            _mark = mark;
            if (Tok(TokenKind.Colon))
                ExpectIndent($"'{name}' statement", first);
        }
        _mark = start;
    }

    private bool ElseBlock()
    {
        int start = _mark;
        if (_invalid)
        {
            if (Tok(TokenKind.KwElse, out Token keyword) && Tok(TokenKind.Colon))
            {
                int mark = _mark;
                ExpectIndent("'else' statement", keyword);
                _mark = mark;
                if (Block() && See(TokenKind.KwElif))
                {
                    _mark++;
                    Raise("'elif' block follows an 'else' block");
                }
            }
            _mark = start;
        }
        return (Tok(TokenKind.KwElse) && Force(TokenKind.Colon, ":") && Block()) || Back(start);
    }

    private bool WhileStatement()
    {
        int start = _mark;
        if (_invalid)
            InvalidCondition(TokenKind.KwWhile, "while");
        if (!Tok(TokenKind.KwWhile) || NamedExpression() is null || !Tok(TokenKind.Colon) || !Block())
            return Back(start);
        ElseBlock();
        return true;
    }

    private bool ForStatement()
    {
        int start = _mark;
        if (_invalid)
        {
            Tok(TokenKind.KwAsync);
            if (Tok(TokenKind.KwFor, out Token keyword) && StarTargets() is not null && Tok(TokenKind.KwIn)
                && StarExpressions() is not null)
            {
                int mark = _mark;
                if (Tok(TokenKind.Newline))
                    Raise("expected ':'");
                _mark = mark;
                if (Tok(TokenKind.Colon))
                    ExpectIndent("'for' statement", keyword);
            }
            _mark = start;
        }
        bool isAsync = Tok(TokenKind.KwAsync);
        if (Tok(TokenKind.KwFor) && StarTargets() is not null && Tok(TokenKind.KwIn))
        {
            if (StarExpressions() is null || !Tok(TokenKind.Colon))
                return Back(start);
            Tok(TokenKind.TypeComment);
            if (!Block())
                return Back(start);
            ElseBlock();
            if (isAsync)
                CheckVersion(5, "Async for loops are");
            return true;
        }
        _mark = start;
        if (_invalid)
            InvalidForTarget();
        return Back(start);
    }

    private void InvalidForTarget()
    {
        int start = _mark;
        Tok(TokenKind.KwAsync);
        if (Tok(TokenKind.KwFor) && StarExpressions() is Expr target)
            RaiseForTarget(TargetUse.For, target);
        _mark = start;
    }

    private bool WithStatement()
    {
        int start = _mark;
        if (_invalid)
            InvalidWithIndent();
        bool isAsync = Tok(TokenKind.KwAsync);
        int with = _mark;
        if (Tok(TokenKind.KwWith) && Tok(TokenKind.LPar) && Separated(TokenKind.Comma, WithItem))
        {
            Tok(TokenKind.Comma);
            if (Tok(TokenKind.RPar) && Tok(TokenKind.Colon) && WithBody(isAsync))
                return true;
        }
        _mark = with;
        if (Tok(TokenKind.KwWith) && Separated(TokenKind.Comma, WithItem) && Tok(TokenKind.Colon) && WithBody(isAsync))
            return true;
        _mark = start;
        if (_invalid)
            InvalidWith();
        return Back(start);
    }

    private bool WithBody(bool isAsync)
    {
        Tok(TokenKind.TypeComment);
        if (!Block())
            return false;
        if (isAsync)
            CheckVersion(5, "Async with statements are");
        return true;
    }

    private bool WithItem()
    {
        int start = _mark;
        if (FullExpression() is not null && Tok(TokenKind.KwAs) && StarTarget() is not null && EndsWithItem())
            return true;
        _mark = start;
        if (_invalid && FullExpression() is not null && Tok(TokenKind.KwAs) && FullExpression() is Expr target && EndsWithItem())
        {
            RaiseForTarget(TargetUse.Store, target);
        }
        _mark = start;
        return FullExpression() is not null;
    }

    private bool EndsWithItem() => TokenAt(_mark).Kind is TokenKind.Comma or TokenKind.RPar or TokenKind.Colon;

    private bool LooseWithItem()
    {
        int start = _mark;
        if (FullExpression() is null)
            return Back(start);
        OptionalAsTarget();
        return true;
    }

    private bool LooseWithItems()
    {
        int start = _mark;
        if (Expressions() is null)
            return Back(start);
        OptionalAsTarget();
        return true;
    }

    private void OptionalAsTarget()
    {
        int mark = _mark;
        if (!Tok(TokenKind.KwAs) || StarTarget() is null)
            _mark = mark;
    }

    private bool ParenthesizedWithItems()
    {
        if (!Tok(TokenKind.LPar) || !Separated(TokenKind.Comma, LooseWithItems))
            return false;
        Tok(TokenKind.Comma);
        return Tok(TokenKind.RPar);
    }

    private void InvalidWith()
    {
        int start = _mark;
        Tok(TokenKind.KwAsync);
        int with = _mark;
        if (Tok(TokenKind.KwWith) && Separated(TokenKind.Comma, LooseWithItem) && Tok(TokenKind.Newline))
            Raise("expected ':'");
        _mark = with;
        if (Tok(TokenKind.KwWith) && ParenthesizedWithItems() && Tok(TokenKind.Newline))
            Raise("expected ':'");
        _mark = start;
    }

    private void InvalidWithIndent()
    {
        int start = _mark;
        Tok(TokenKind.KwAsync);
        int with = _mark;
        if (Tok(TokenKind.KwWith, out Token keyword) && Separated(TokenKind.Comma, LooseWithItem) && Tok(TokenKind.Colon))
            ExpectIndent("'with' statement", keyword);
        _mark = with;
        if (Tok(TokenKind.KwWith) && ParenthesizedWithItems() && Tok(TokenKind.Colon))
            ExpectIndent("'with' statement", keyword);
        _mark = start;
    }

    private bool TryStatement()
    {
        int start = _mark;
        if (_invalid)
            InvalidTry();
        if (!Tok(TokenKind.KwTry) || !Force(TokenKind.Colon, ":") || !Block())
            return Back(start);
        int mark = _mark;
        if (FinallyBlock())
            return true;
        _mark = mark;
        if (Many(ExceptBlock))
        {
            ElseBlock();
            FinallyBlock();
            return true;
        }
        _mark = mark;
        if (Many(ExceptStarBlock))
        {
            ElseBlock();
            FinallyBlock();
            CheckVersion(11, "Exception groups are");
            return true;
        }
        return Back(start);
    }

    private void InvalidTry()
    {
        int start = _mark;
        if (!Tok(TokenKind.KwTry, out Token keyword) || !Tok(TokenKind.Colon))
        {
            _mark = start;
            return;
        }
        int body = _mark;
        ExpectIndent("'try' statement", keyword);
        _mark = body;
        if (Block() && !See(TokenKind.KwExcept, TokenKind.KwFinally))
            Raise("expected 'except' or 'finally' block");
        _mark = body;
        Many(Block);
        int handlers = _mark;
        const string both = "cannot have both 'except' and 'except*' on the same 'try'";
        if (Many(ExceptBlock) && Tok(TokenKind.KwExcept, out Token first) && Tok(TokenKind.Star, out Token star)
            && FullExpression() is not null && OptionalAs() && Tok(TokenKind.Colon))
            RaiseRange(first, star, both);
        _mark = handlers;
        if (Many(ExceptStarBlock) && Tok(TokenKind.KwExcept, out Token plain))
        {
            int mark = _mark;
            if (FullExpression() is null)
                _mark = mark;
            else
                OptionalAs();
            if (Tok(TokenKind.Colon))
                RaiseAt(plain, both);
        }
        _mark = start;
    }

    private bool ExceptBlock()
    {
        int start = _mark;
        if (_invalid)
            InvalidExceptIndent();
        if (!Tok(TokenKind.KwExcept))
            return Back(start);
        int types = _mark;
        if (HandlerType() && Tok(TokenKind.Colon) && Block())
            return true;
        _mark = types;
        if (BareTypes() && Tok(TokenKind.Colon) && Block())
            return true;
        _mark = types;
        if (Tok(TokenKind.Colon) && Block())
            return true;
        _mark = start;
        if (_invalid)
            InvalidExcept(star: false);
        return Back(start);
    }

    private bool HandlerType() => FullExpression() is not null && OptionalAs();

    private bool BareTypes()
    {
        if (Expressions() is null)
            return false;
        CheckVersion(14, "except expressions without parentheses are");
        return true;
    }

    private bool ExceptStarBlock()
    {
        int start = _mark;
        if (_invalid)
        {
            if (Tok(TokenKind.KwExcept, out Token keyword) && Tok(TokenKind.Star) && HandlerType() && Tok(TokenKind.Colon))
                ExpectIndent("'except*' statement", keyword);
            _mark = start;
        }
        if (Tok(TokenKind.KwExcept) && Tok(TokenKind.Star))
        {
            int types = _mark;
            if (HandlerType() && Tok(TokenKind.Colon) && Block())
                return true;
            _mark = types;
            if (BareTypes() && Tok(TokenKind.Colon) && Block())
                return true;
        }
        _mark = start;
        if (_invalid)
            InvalidExcept(star: true);
        return Back(start);
    }

    private void InvalidExceptIndent()
    {
        int start = _mark;
        if (!Tok(TokenKind.KwExcept, out Token keyword))
            return;
        int types = _mark;
        if (HandlerType() && Tok(TokenKind.Colon))
            ExpectIndent("'except' statement", keyword);
        _mark = types;
        if (Tok(TokenKind.Colon))
            ExpectIndent("'except' statement", keyword);
        _mark = start;
    }

    private void InvalidExcept(bool star)
    {
        int start = _mark;
        if (!Tok(TokenKind.KwExcept) || (star && !Tok(TokenKind.Star)))
        {
            _mark = start;
            return;
        }
        int types = _mark;
        if (FullExpression() is Expr first && Tok(TokenKind.Comma) && Expressions() is not null && Tok(TokenKind.KwAs)
            && NameToken() is not null && Tok(TokenKind.Colon))
            RaiseFrom(first, "multiple exception types must be parenthesized when using 'as'");
        _mark = types;
        if (HandlerType() && Tok(TokenKind.Newline))
            Raise("expected ':'");
        _mark = types;
        if (!star && Tok(TokenKind.Newline))
            Raise("expected ':'");
        if (star)
        {
            if (See(TokenKind.Newline, TokenKind.Colon))
            {
                _mark++;
                Raise("expected one or more exception types");
            }
        }
        _mark = types;
        if (FullExpression() is not null && Tok(TokenKind.KwAs) && FullExpression() is Expr target && Tok(TokenKind.Colon) && Block())
            RaiseAt(target, $"cannot use except{(star ? "*" : "")} statement with {NameOf(target)}");
        _mark = start;
    }

    private bool FinallyBlock()
    {
        int start = _mark;
        if (_invalid)
        {
            if (Tok(TokenKind.KwFinally, out Token keyword) && Tok(TokenKind.Colon))
                ExpectIndent("'finally' statement", keyword);
            _mark = start;
        }
        return (Tok(TokenKind.KwFinally) && Force(TokenKind.Colon, ":") && Block()) || Back(start);
    }
}
