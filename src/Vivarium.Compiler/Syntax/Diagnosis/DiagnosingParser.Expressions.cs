// Expressions above atoms, and the mistakes between them: a forgotten comma, '=' for '==', an if without its else.
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax.Diagnosis;

internal sealed partial class DiagnosingParser
{
    private Expr? AnnotatedRhs() => YieldExpression() ?? StarExpressions();

    private Expr? YieldExpression()
    {
        int start = _mark;
        if (!Tok(TokenKind.KwYield))
            return null;
        int mark = _mark;
        if (Tok(TokenKind.KwFrom) && FullExpression() is Expr from)
            return From(new YieldFrom(from), start);
        _mark = mark;
        StarExpressions();
        return From(new Yield(null), start);
    }

    private Expr? Expressions() => Sequence(static p => p.FullExpression());

    private Expr? StarExpressions() => Sequence(static p => p.StarExpression());

    /// <summary>One item, or a tuple if a comma follows it.</summary>
    private Expr? Sequence(Func<DiagnosingParser, Expr?> item)
    {
        int start = _mark;
        Enter();
        Expr? first = item(this);
        _level--;
        if (first is null)
        {
            _mark = start;
            return null;
        }
        if (!See(TokenKind.Comma))
            return first;
        List<Expr> items = [first];
        while (true)
        {
            int mark = _mark;
            if (!Tok(TokenKind.Comma) || item(this) is not Expr next)
            {
                _mark = mark;
                break;
            }
            items.Add(next);
        }
        Tok(TokenKind.Comma);
        return From(new TupleExpr([.. items], ExprContext.Load), start);
    }

    private Expr? StarExpression() => Remembered(Rule.StarExpression, static p => p.Star() ?? p.FullExpression());

    private Expr? Star()
    {
        int start = _mark;
        if (Tok(TokenKind.Star) && BitwiseOr() is Expr value)
            return From(new Starred(value, ExprContext.Load), start);
        _mark = start;
        return null;
    }

    private Expr? StarNamedExpression() => Star() ?? NamedExpression();

    private List<Expr>? StarNamedExpressions()
    {
        List<Expr> items = [];
        bool read = Separated(TokenKind.Comma, () =>
        {
            if (StarNamedExpression() is not Expr item)
                return false;
            items.Add(item);
            return true;
        });
        if (!read)
            return null;
        Tok(TokenKind.Comma);
        return items;
    }

    private Expr? AssignmentExpression()
    {
        int start = _mark;
        if (NameToken() is Name name && Tok(TokenKind.ColonEqual) && FullExpression() is Expr value)
        {
            CheckVersion(8, "Assignment expressions are");
            return From(new NamedExpr(name, value), start);
        }
        _mark = start;
        return null;
    }

    private Expr? NamedExpression() => Cached(Rule.NamedExpression, static p => p.ReadNamedExpression());

    private Expr? ReadNamedExpression()
    {
        int start = _mark;
        if (AssignmentExpression() is Expr assignment)
            return assignment;
        if (_invalid)
        {
            Remembered(Rule.InvalidNamed, static p => p.InvalidNamedExpression());
            _mark = start;
        }
        if (FullExpression() is Expr expression && !See(TokenKind.ColonEqual))
            return expression;
        _mark = start;
        return null;
    }

    private Expr? PlainArgument()
    {
        int start = _mark;
        if (AssignmentExpression() is Expr assignment)
            return assignment;
        if (FullExpression() is Expr expression && !See(TokenKind.ColonEqual))
            return expression;
        _mark = start;
        return null;
    }

    private Expr? InvalidNamedExpression()
    {
        int start = _mark;
        if (FullExpression() is Expr target && Tok(TokenKind.ColonEqual) && FullExpression() is not null)
            RaiseAt(target, $"cannot use assignment expressions with {NameOf(target)}");
        _mark = start;
        if (NameToken() is Name name && Tok(TokenKind.Equal) && BitwiseOr() is Expr value && !See(TokenKind.Equal, TokenKind.ColonEqual))
            RaiseRange(name, value, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        _mark = start;
        bool excluded = See(TokenKind.KwTrue, TokenKind.KwNone) || See(TokenKind.KwFalse)
            || Ahead(() => ListDisplay() is not null || TupleDisplay() is not null || GeneratorExpression() is not null);
        if (!excluded && BitwiseOr() is Expr left && Tok(TokenKind.Equal) && BitwiseOr() is not null
            && !See(TokenKind.Equal, TokenKind.ColonEqual))
            RaiseAt(left, $"cannot assign to {NameOf(left)} here. Maybe you meant '==' instead of '='?");
        return null;
    }

    private Expr? FullExpression() => Remembered(Rule.Expression, static p => p.ReadExpression());

    private Expr? ReadExpression()
    {
        int start = _mark;
        if (_invalid)
        {
            InvalidExpression();
            _mark = start;
            InvalidLegacyExpression();
            _mark = start;
        }
        return ReadPlainExpression();
    }

    private Expr? ReadPlainExpression()
    {
        int start = _mark;
        if (Disjunction() is Expr body)
        {
            int mark = _mark;
            if (Tok(TokenKind.KwIf) && Disjunction() is Expr test && Tok(TokenKind.KwElse) && FullExpression() is Expr orElse)
                return From(new IfExp(test, body, orElse), start);
            _mark = mark;
            return body;
        }
        _mark = start;
        return LambdaExpression();
    }

    private Expr? ExpressionWithoutInvalid()
    {
        bool invalid = _invalid;
        _invalid = false;
        Enter();
        Expr? expression = ReadPlainExpression();
        _level--;
        _invalid = invalid;
        return expression;
    }

    private void InvalidExpression()
    {
        int start = _mark;
        if (See(TokenKind.String))
        {
            InvalidStringContinuation();
            _mark = start;
        }
        bool excluded = SeeSoftKeyword() || (See(TokenKind.Name) && TokenAt(_mark + 1).Kind == TokenKind.String);
        if (!excluded && Disjunction() is Expr first && ExpressionWithoutInvalid() is Expr second)
        {
            if (!IsLegacy(first) && _tokens[_mark - 1].Level != 0)
                RaiseRange(first, second, "invalid syntax. Perhaps you forgot a comma?");
            return;
        }
        _mark = start;
        if (Disjunction() is Expr body && Tok(TokenKind.KwIf) && Disjunction() is Expr test)
        {
            int mark = _mark;
            if (!See(TokenKind.KwElse, TokenKind.Colon))
                RaiseRange(body, test, "expected 'else' after 'if' expression");
            _mark = mark;
            if (Tok(TokenKind.KwElse) && !Ahead(() => FullExpression() is not null))
                RaiseNext("expected expression after 'else', but statement is given");
        }
        _mark = start;
        if (TokenAt(_mark).Kind is TokenKind.KwPass or TokenKind.KwBreak or TokenKind.KwContinue)
        {
            Token statement = _tokens[_mark++];
            if (Tok(TokenKind.KwIf) && Disjunction() is not null && Tok(TokenKind.KwElse) && SimpleStatement() is not null)
                RaiseAt(statement, "expected expression before 'if', but statement is given");
        }
        _mark = start;
        if (Tok(TokenKind.KwLambda, out Token lambda))
        {
            LambdaParameters();
            if (Tok(TokenKind.Colon, out Token colon))
            {
                if (See(TokenKind.FStringMiddle) || See(TokenKind.TStringMiddle))
                {
                    char letter = See(TokenKind.TStringMiddle) ? 't' : 'f';
                    RaiseRange(lambda, colon, $"{letter}-string: lambda expressions are not allowed without parentheses");
                }
            }
        }
    }

    /// <summary>A string, expressions, and a string again: the quotes between them were meant as text.</summary>
    private void InvalidStringContinuation()
    {
        _mark++;
        Expr? first = null, last = null;
        while (!See(TokenKind.String) && ExpressionWithoutInvalid() is Expr expression)
        {
            first ??= expression;
            last = expression;
        }
        if (first is not null && See(TokenKind.String))
            RaiseRange(first, last!, "invalid syntax. Is this intended to be part of the string?");
    }

    private static bool IsLegacy(Expr expression) => expression is Name { Id: "print" or "exec" };

    private void InvalidLegacyExpression()
    {
        if (NameToken() is Name name && !See(TokenKind.LPar) && StarExpressions() is Expr rest && IsLegacy(name))
            RaiseRange(name, rest, $"Missing parentheses in call to '{name.Id}'. Did you mean {name.Id}(...)?");
    }

    private Expr? Disjunction() => Remembered(Rule.Disjunction, static p => p.Chain(static q => q.Conjunction(), TokenKind.KwOr));

    private Expr? Conjunction() => Remembered(Rule.Conjunction, static p => p.Chain(static q => q.Inversion(), TokenKind.KwAnd));

    private Expr? Chain(Func<DiagnosingParser, Expr?> operand, TokenKind word)
    {
        int start = _mark;
        if (operand(this) is not Expr first)
            return null;
        bool more = false;
        while (true)
        {
            int mark = _mark;
            if (!Tok(word) || operand(this) is null)
            {
                _mark = mark;
                return more ? From(new BoolOp(BoolOperator.Or, []), start) : first;
            }
            more = true;
        }
    }

    private Expr? Inversion() => Remembered(Rule.Inversion, static p => p.ReadInversion());

    private Expr? ReadInversion()
    {
        int start = _mark;
        if (Tok(TokenKind.KwNot) && Inversion() is Expr operand)
            return From(new UnaryOp(UnaryOperator.Not, operand), start);
        _mark = start;
        return Comparison();
    }

    private Expr? Comparison() => Cached(Rule.Comparison, static p => p.ReadComparison());

    private Expr? ReadComparison()
    {
        int start = _mark;
        if (BitwiseOr() is not Expr left)
            return null;
        CmpOperator? first = null;
        while (true)
        {
            int mark = _mark;
            if (ComparisonOperator() is not CmpOperator op || BitwiseOr() is null)
            {
                _mark = mark;
                return first is null ? left : From(new Compare(left, [first.Value], []), start);
            }
            first ??= op;
        }
    }

    private CmpOperator? ComparisonOperator()
    {
        switch (TokenAt(_mark).Kind)
        {
            case TokenKind.Less when _invalid && TokenAt(_mark + 1).Kind == TokenKind.Greater
                    && _tokens[_mark].End == _tokens[_mark + 1].Start:
                RaiseRange(_tokens[_mark], _tokens[_mark + 1], "invalid syntax.  Maybe you meant '!=' instead of '<>'?");
                return null;
            case TokenKind.EqEqual or TokenKind.Less or TokenKind.LessEqual or TokenKind.Greater or TokenKind.GreaterEqual:
                _mark++;
                return CmpOperator.Eq;
            case TokenKind.NotEqual:
                return NotEqual() ? CmpOperator.NotEq : null;
            case TokenKind.KwIn:
                _mark++;
                return CmpOperator.In;
            case TokenKind.KwNot when TokenAt(_mark + 1).Kind == TokenKind.KwIn:
                _mark += 2;
                return CmpOperator.NotIn;
            case TokenKind.KwIs:
                _mark++;
                Tok(TokenKind.KwNot);
                return CmpOperator.Is;
            default:
                return null;
        }
    }

    private bool NotEqual()
    {
        Token token = _tokens[_mark++];
        bool angles = _source.Bytes[token.Start] == '<';
        if (_flufl && !angles)
            Raise("with Barry as BDFL, use '<>' instead of '!='");
        return angles == _flufl;
    }

    private Expr? BitwiseOr() => Remembered(Rule.BitwiseOr, static p => p.LeftChain(static q => q.BitwiseXor(), TokenKind.VBar));

    private Expr? BitwiseXor() => Remembered(Rule.BitwiseXor, static p => p.LeftChain(static q => q.BitwiseAnd(), TokenKind.Circumflex));

    private Expr? BitwiseAnd() => Remembered(Rule.BitwiseAnd, static p => p.LeftChain(static q => q.Shift(), TokenKind.Amper));

    private Expr? LeftChain(Func<DiagnosingParser, Expr?> operand, TokenKind op)
    {
        int start = _mark;
        Expr? left = operand(this);
        while (left is not null)
        {
            int mark = _mark;
            if (!Tok(op) || operand(this) is not Expr right)
            {
                _mark = mark;
                break;
            }
            left = From(new BinOp(left, BinaryOperator.BitOr, right), start);
        }
        return left;
    }

    private Expr? Shift() => Remembered(Rule.Shift, static p => p.ReadShift());

    private Expr? ReadShift()
    {
        int start = _mark;
        if (_invalid)
        {
            if (Sum() is not null && TokenAt(_mark).Kind is TokenKind.Plus or TokenKind.Minus or TokenKind.Star or TokenKind.Slash
                    or TokenKind.Percent or TokenKind.DoubleSlash or TokenKind.At)
            {
                _mark++;
                if (Tok(TokenKind.KwNot, out Token not) && Inversion() is Expr operand)
                    RaiseRange(not, operand, "'not' after an operator must be parenthesized");
            }
            _mark = start;
        }
        Expr? left = Sum();
        while (left is not null)
        {
            int mark = _mark;
            if (!See(TokenKind.LeftShift, TokenKind.RightShift))
                break;
            _mark++;
            if (Sum() is not Expr right)
            {
                _mark = mark;
                break;
            }
            left = From(new BinOp(left, BinaryOperator.LShift, right), start);
        }
        return left;
    }

    private Expr? Sum() => Remembered(Rule.Sum, static p => p.LeftOperators(static q => q.Term(), product: false));

    private Expr? Term() => Remembered(Rule.Term, static p => p.LeftOperators(static q => q.Factor(), product: true));

    private Expr? LeftOperators(Func<DiagnosingParser, Expr?> operand, bool product)
    {
        int start = _mark;
        Expr? left = operand(this);
        while (left is not null)
        {
            int mark = _mark;
            TokenKind kind = TokenAt(_mark).Kind;
            bool matches = product
                ? kind is TokenKind.Star or TokenKind.Slash or TokenKind.DoubleSlash or TokenKind.Percent or TokenKind.At
                : kind is TokenKind.Plus or TokenKind.Minus;
            if (!matches)
                break;
            _mark++;
            if (operand(this) is not Expr right)
            {
                _mark = mark;
                break;
            }
            if (kind == TokenKind.At)
                CheckVersion(5, "The '@' operator is");
            left = From(new BinOp(left, BinaryOperator.Add, right), start);
        }
        return left;
    }

    private Expr? Factor() => Remembered(Rule.Factor, static p => p.ReadFactor());

    private Expr? ReadFactor()
    {
        int start = _mark;
        bool signed = TokenAt(_mark).Kind is TokenKind.Plus or TokenKind.Minus or TokenKind.Tilde;
        if (signed)
        {
            _mark++;
            if (Factor() is Expr operand)
                return From(new UnaryOp(UnaryOperator.USub, operand), start);
            if (_invalid)
            {
                _mark = start + 1;
                if (Tok(TokenKind.KwNot, out Token not) && Factor() is Expr factor)
                    RaiseRange(not, factor, "'not' after an operator must be parenthesized");
            }
            _mark = start;
            return null;
        }
        if (AwaitPrimary() is not Expr left)
            return null;
        int mark = _mark;
        if (Tok(TokenKind.DoubleStar) && Factor() is Expr right)
            return From(new BinOp(left, BinaryOperator.Pow, right), start);
        _mark = mark;
        return left;
    }

    private Expr? AwaitPrimary() => Remembered(Rule.AwaitPrimary, static p => p.ReadAwaitPrimary());

    private Expr? ReadAwaitPrimary()
    {
        int start = _mark;
        if (Tok(TokenKind.KwAwait) && Primary() is Expr value)
        {
            CheckVersion(5, "Await expressions are");
            return From(new Await(value), start);
        }
        _mark = start;
        return Primary();
    }

    private Expr? Primary() => Remembered(Rule.Primary, static p => p.ReadPrimary());

    private Expr? ReadPrimary()
    {
        int start = _mark;
        Expr? primary = Atom();
        while (primary is not null)
        {
            int mark = _mark;
            if (Trailer(primary, start) is not Expr longer)
            {
                _mark = mark;
                break;
            }
            primary = longer;
        }
        return primary;
    }

    /// <summary>An attribute, call or subscript of a primary.</summary>
    private Expr? Trailer(Expr primary, int start)
    {
        switch (TokenAt(_mark).Kind)
        {
            case TokenKind.Dot:
                _mark++;
                return NameToken() is not null ? From(new AttributeExpr(primary, "", ExprContext.Load), start) : null;
            case TokenKind.LPar:
                int open = _mark;
                if (GeneratorExpression() is not null)
                    return From(new Call(primary, [], []), start);
                _mark = open + 1;
                Arguments();
                return Tok(TokenKind.RPar) ? From(new Call(primary, [], []), start) : null;
            case TokenKind.LSqb:
                _mark++;
                return Slices() is not null && Tok(TokenKind.RSqb) ? From(new Subscript(primary, primary, ExprContext.Load), start) : null;
            default:
                return null;
        }
    }

    private object? Slices() => Cached(Rule.Slices, static p => p.ReadSlices() ? Something : null);

    private bool ReadSlices()
    {
        int start = _mark;
        if (SliceItem() && !See(TokenKind.Comma))
            return true;
        _mark = start;
        if (!Separated(TokenKind.Comma, () => SliceItem() || StarredExpression() is not null))
            return Back(start);
        Tok(TokenKind.Comma);
        return true;
    }

    private bool SliceItem()
    {
        int start = _mark;
        FullExpression();
        if (Tok(TokenKind.Colon))
        {
            FullExpression();
            if (Tok(TokenKind.Colon))
                FullExpression();
            return true;
        }
        _mark = start;
        return NamedExpression() is not null || Back(start);
    }

    private Expr? LambdaExpression()
    {
        int start = _mark;
        if (Tok(TokenKind.KwLambda))
        {
            LambdaParameters();
            if (Tok(TokenKind.Colon) && FullExpression() is Expr body)
                return From(new Lambda(new Arguments([], [], null, [], [], null, []), body), start);
        }
        _mark = start;
        return null;
    }

    private void LambdaParameters() => Cached(Rule.LambdaParameters, static p => p.Parameters(TokenKind.Colon) ? Something : null);
}
