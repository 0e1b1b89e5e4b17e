// Bracketed atoms (tuples, groups, lists, dicts, sets, comprehensions), calls, and lambda.
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax;

internal sealed partial class TreeParser
{
    private readonly Scratch<Expr?> _dictKeys = new();
    private readonly Scratch<Comprehension> _comprehensions = new();
    private readonly Scratch<Keyword> _keywords = new();

    private enum Bracket
    {
        Parenthesis, Square, Brace,
    }

    private Expr Nested(Bracket bracket)
    {
        Enter(20);
        int start = _pos++;
        Expr atom = bracket switch
        {
            Bracket.Parenthesis => Parentheses(start),
            Bracket.Square => SquareBrackets(start),
            _ => Braces(start),
        };
        _depth -= 20;
        return atom;
    }

    private bool AtComprehension => Kind == TokenKind.KwFor || (Kind == TokenKind.KwAsync && NextKind == TokenKind.KwFor);

    private Expr Parentheses(int start)
    {
        if (Take(TokenKind.RPar))
            return Place(new TupleExpr([], ExprContext.Load), start);
        if (Kind == TokenKind.KwYield)
        {
            Expr yielded = YieldExpression();
            Expect(TokenKind.RPar);
            return yielded;
        }
        Expr first = StarNamedExpression();
        if (Kind == TokenKind.Comma)
            return Place(new TupleExpr(RestOfSequence(first, TokenKind.RPar), ExprContext.Load), start);
        if (first.Kind == NodeKind.Starred)
            Fail();
        if (!AtComprehension)
        {
            Expect(TokenKind.RPar);
            return first;
        }
        Comprehension[] generators = ForIfClauses();
        Expect(TokenKind.RPar);
        return Place(new GeneratorExp(first, generators), start);
    }

    /// <summary>The items behind the first, separated by commas, up to and including the closing bracket.</summary>
    private Expr[] RestOfSequence(Expr first, TokenKind close)
    {
        int mark = _exprs.Mark();
        _exprs.Push(first);
        while (Take(TokenKind.Comma) && Kind != close)
            _exprs.Push(StarNamedExpression());
        Expect(close);
        return _exprs.Take(mark);
    }

    private Expr SquareBrackets(int start)
    {
        if (Take(TokenKind.RSqb))
            return Place(new ListExpr([], ExprContext.Load), start);
        Expr first = StarNamedExpression();
        if (AtComprehension && first.Kind != NodeKind.Starred)
        {
            Comprehension[] generators = ForIfClauses();
            Expect(TokenKind.RSqb);
            return Place(new ListComp(first, generators), start);
        }
        return Place(new ListExpr(RestOfSequence(first, TokenKind.RSqb), ExprContext.Load), start);
    }

    private Expr Braces(int start)
    {
        if (Take(TokenKind.RBrace))
            return Place(new DictExpr([], []), start);
        if (Kind == TokenKind.DoubleStar)
            return DictItems(start, null);
        bool named = Kind == TokenKind.Name && NextKind == TokenKind.ColonEqual;
        Expr first = StarNamedExpression();
        if (Kind == TokenKind.Colon && first.Kind != NodeKind.Starred && !named)
            return DictItems(start, first);
        if (AtComprehension && first.Kind != NodeKind.Starred)
        {
            Comprehension[] generators = ForIfClauses();
            Expect(TokenKind.RBrace);
            return Place(new SetComp(first, generators), start);
        }
        return Place(new SetExpr(RestOfSequence(first, TokenKind.RBrace)), start);
    }

    /// <summary>A dict display or comprehension; the first key is read already unless the first item is '**'.</summary>
    private Expr DictItems(int start, Expr? key)
    {
        int keyMark = _dictKeys.Mark(), valueMark = _exprs.Mark();
        bool first = true;
        while (true)
        {
            if (key is null && Take(TokenKind.DoubleStar))
            {
                _dictKeys.Push(null);
                _exprs.Push(Binary(1));
            }
            else
            {
                key ??= FullExpression();
                Expect(TokenKind.Colon);
                Expr value = FullExpression();
                if (first && AtComprehension)
                {
                    Comprehension[] generators = ForIfClauses();
                    Expect(TokenKind.RBrace);
                    return Place(new DictComp(key, value, generators), start);
                }
                _dictKeys.Push(key);
                _exprs.Push(value);
            }
            first = false;
            key = null;
            if (!Take(TokenKind.Comma) || Kind == TokenKind.RBrace)
                break;
        }
        Expect(TokenKind.RBrace);
        return Place(new DictExpr(_dictKeys.Take(keyMark), _exprs.Take(valueMark)), start);
    }

    private Comprehension[] ForIfClauses()
    {
        int mark = _comprehensions.Mark();
        while (AtComprehension)
        {
            bool isAsync = Take(TokenKind.KwAsync);
            if (isAsync)
                RequireVersion(6);
            Expect(TokenKind.KwFor);
            Expr target = StarTargets();
            Expect(TokenKind.KwIn);
            Expr iter = Disjunction();
            int ifMark = _exprs.Mark();
            while (Take(TokenKind.KwIf))
                _exprs.Push(Disjunction());
            _comprehensions.Push(new Comprehension(target, iter, _exprs.Take(ifMark), isAsync));
        }
        return _comprehensions.Take(mark);
    }

    private Call CallOf(Expr function, int start)
    {
        Enter(16);
        int open = _pos++;
        if (Take(TokenKind.RPar))
        {
            _depth -= 16;
            return Place(new Call(function, [], []), start);
        }
        ReadArguments(open, allowGenerator: true, out Expr[] args, out Keyword[] keywords);
        _depth -= 16;
        return Place(new Call(function, args, keywords), start);
    }

    /// <summary>Arguments up to and including the closing parenthesis.</summary>
    private void ReadArguments(int open, bool allowGenerator, out Expr[] args, out Keyword[] keywords)
    {
        int mark = _exprs.Mark(), keywordMark = _keywords.Mark();
        bool unpacked = false;
        do
        {
            int start = _pos;
            if (Kind == TokenKind.RPar && start != open + 1)
                break;
            if (Take(TokenKind.DoubleStar))
            {
                unpacked = true;
                _keywords.Push(Place(new Keyword(null, FullExpression()), start));
            }
            else if (Kind == TokenKind.Name && NextKind == TokenKind.Equal)
            {
                string name = _literals.Name(_tokens[start]);
                _pos += 2;
                _keywords.Push(Place(new Keyword(name, FullExpression()), start));
            }
            else if (unpacked)
            {
                Fail();
            }
            else if (Kind == TokenKind.Star)
            {
                _exprs.Push(StarredExpression());
            }
            else
            {
                Expr argument = NamedExpression();
                if (Kind == TokenKind.Equal || _keywords.CountFrom(keywordMark) != 0)
                    Fail();
                if (AtComprehension)
                {
                    if (!allowGenerator || start != open + 1)
                        Fail();
                    Comprehension[] generators = ForIfClauses();
                    Expect(TokenKind.RPar);
                    args = [Place(new GeneratorExp(argument, generators), open)];
                    keywords = [];
                    return;
                }
                _exprs.Push(argument);
            }
        }
        while (Take(TokenKind.Comma));
        Expect(TokenKind.RPar);
        args = _exprs.Take(mark);
        keywords = _keywords.Take(keywordMark);
    }

    private Lambda LambdaExpression()
    {
        int start = _pos++;
        Enter(2);
        Arguments parameters = Kind == TokenKind.Colon ? NoParameters() : Parameters(TokenKind.Colon);
        Expect(TokenKind.Colon);
        Expr body = FullExpression();
        _depth -= 2;
        return Place(new Lambda(parameters, body), start);
    }
}
