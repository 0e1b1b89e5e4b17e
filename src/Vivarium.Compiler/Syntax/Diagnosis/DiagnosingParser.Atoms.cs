// Atoms, displays, comprehensions and arguments, and their mistakes.
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax.Diagnosis;

internal sealed partial class DiagnosingParser
{
    private Expr? Atom() => Cached(Rule.Atom, static p => p.ReadAtom());

    private Expr? ReadAtom()
    {
        Token token = TokenAt(_mark);
        switch (token.Kind)
        {
            case TokenKind.Name:
                return NameToken();
            case TokenKind.KwTrue:
                _mark++;
                return At(new ConstantExpr(Constant.True, null), token);
            case TokenKind.KwFalse:
                _mark++;
                return At(new ConstantExpr(Constant.False, null), token);
            case TokenKind.KwNone:
                _mark++;
                return At(new ConstantExpr(Constant.None, null), token);
            case TokenKind.Ellipsis:
                _mark++;
                return At(new ConstantExpr(Constant.Ellipsis, null), token);
            case TokenKind.Number:
                return Number();
            case TokenKind.String or TokenKind.FStringStart or TokenKind.TStringStart:
                return Strings();
            case TokenKind.LPar:
                return TupleDisplay() ?? Group() ?? GeneratorExpression();
            case TokenKind.LSqb:
                return ListDisplay() ?? ListComprehension();
            case TokenKind.LBrace:
                return DictDisplay() ?? SetDisplay() ?? DictComprehension() ?? SetComprehension();
            default:
                return null;
        }
    }

    private ConstantExpr? Number()
    {
        if (!See(TokenKind.Number))
            return null;
        int index = _mark++;
        if (!_literalNodes.TryGetValue(index, out Expr? known))
        {
            Token token = _tokens[index];
            if (_options.FeatureVersion < 6 && _source.Span[token.Start..token.End].Contains((byte)'_'))
                CheckVersion(6, "Underscores in numeric literals are");
            _literalNodes[index] = known = At(new ConstantExpr(_literals.Number(token), null), token);
        }
        return (ConstantExpr)known;
    }

    private Expr? Group() => Cached(Rule.Group, static p => p.ReadGroup());

    private Expr? ReadGroup()
    {
        int start = _mark;
        if (Tok(TokenKind.LPar) && (YieldExpression() ?? NamedExpression()) is Expr inner && Tok(TokenKind.RPar))
            return inner;
        _mark = start;
        if (_invalid)
        {
            if (Tok(TokenKind.LPar) && StarredExpression() is Expr starred && Tok(TokenKind.RPar))
                RaiseAt(starred, "cannot use starred expression here");
            _mark = start;
            if (Tok(TokenKind.LPar) && Tok(TokenKind.DoubleStar, out Token stars) && FullExpression() is not null && Tok(TokenKind.RPar))
                RaiseAt(stars, "cannot use double starred expression here");
            _mark = start;
        }
        return null;
    }

    private Expr? TupleDisplay() => Cached(Rule.Tuple, static p => p.ReadTuple());

    private Expr? ReadTuple()
    {
        int start = _mark;
        if (!Tok(TokenKind.LPar))
            return null;
        List<Expr> items = [];
        if (StarNamedExpression() is Expr first && Tok(TokenKind.Comma))
        {
            items.Add(first);
            if (StarNamedExpressions() is List<Expr> rest)
                items.AddRange(rest);
        }
        else
        {
            _mark = start + 1;
        }
        return Tok(TokenKind.RPar) ? From(new TupleExpr([.. items], ExprContext.Load), start) : null;
    }

    private Expr? ListDisplay() => Cached(Rule.List, static p => p.ReadList());

    private Expr? ReadList()
    {
        int start = _mark;
        if (!Tok(TokenKind.LSqb))
            return null;
        List<Expr> items = StarNamedExpressions() ?? [];
        return Tok(TokenKind.RSqb) ? From(new ListExpr([.. items], ExprContext.Load), start) : null;
    }

    private Expr? SetDisplay() => Cached(Rule.Set, static p => p.ReadSet());

    private Expr? ReadSet()
    {
        int start = _mark;
        return Tok(TokenKind.LBrace) && StarNamedExpressions() is not null && Tok(TokenKind.RBrace) ? From(new SetExpr([]), start) : null;
    }

    private Expr? DictDisplay() => Cached(Rule.Dict, static p => p.ReadDict());

    private Expr? ReadDict()
    {
        int start = _mark;
        if (!Tok(TokenKind.LBrace))
            return null;
        if (Separated(TokenKind.Comma, DictItem))
            Tok(TokenKind.Comma);
        if (Tok(TokenKind.RBrace))
            return From(new DictExpr([], []), start);
        // These mistakes count in the first pass already, so they come before a forgotten comma.
        _mark = start + 1;
        InvalidDictItems();
        return null;
    }

    private bool DictItem()
    {
        int start = _mark;
        if (Tok(TokenKind.DoubleStar) && BitwiseOr() is not null)
            return true;
        _mark = start;
        return KeyValue();
    }

    private bool KeyValue()
    {
        int start = _mark;
        return (FullExpression() is not null && Tok(TokenKind.Colon) && FullExpression() is not null) || Back(start);
    }

    private void InvalidDictItems()
    {
        int start = _mark;
        if (Separated(TokenKind.Comma, DictItem) && Tok(TokenKind.Comma))
        {
            int item = _mark;
            if (FullExpression() is Expr key && !See(TokenKind.Colon))
                throw Make(
                    SyntaxErrorKind.SyntaxError, "':' expected after dictionary key", key.Lineno, key.EndColOffset, key.EndLineno, 0);
            _mark = item;
            InvalidDictValue();
        }
        _mark = start;
        InvalidDictValue();
    }

    private void InvalidDictValue()
    {
        if (FullExpression() is null || !Tok(TokenKind.Colon, out Token colon))
            return;
        int mark = _mark;
        if (Tok(TokenKind.Star, out Token star) && BitwiseOr() is not null)
            RaiseFrom(star, "cannot use a starred expression in a dictionary value");
        _mark = mark;
        if (See(TokenKind.RBrace, TokenKind.Comma))
            RaiseAt(colon, "expression expected after dictionary key and ':'");
    }

    private List<(Expr Target, Expr Last)>? ForIfClauses()
    {
        List<(Expr, Expr)> clauses = [];
        while (ForIfClause() is (Expr, Expr) clause)
            clauses.Add(clause);
        return clauses.Count == 0 ? null : clauses;
    }

    private (Expr Target, Expr Last)? ForIfClause()
    {
        int start = _mark;
        Enter();
        bool isAsync = Tok(TokenKind.KwAsync);
        if (Tok(TokenKind.KwFor) && StarTargets() is Expr target && Tok(TokenKind.KwIn))
        {
            _level--;
            if (Disjunction() is not Expr last)
            {
                _mark = start;
                return null;
            }
            while (true)
            {
                int mark = _mark;
                if (!Tok(TokenKind.KwIf) || Disjunction() is not Expr condition)
                {
                    _mark = mark;
                    break;
                }
                last = condition;
            }
            if (isAsync)
                CheckVersion(6, "Async comprehensions are");
            return (target, last);
        }
        _mark = start;
        if (_invalid)
        {
            InvalidForIfClause();
            _mark = start;
            InvalidForTarget();
        }
        _level--;
        _mark = start;
        return null;
    }

    private void InvalidForIfClause()
    {
        Tok(TokenKind.KwAsync);
        if (!Tok(TokenKind.KwFor) || !Separated(TokenKind.Comma, () => BitwiseOr() is not null))
            return;
        Tok(TokenKind.Comma);
        if (!See(TokenKind.KwIn))
            Raise("'in' expected after for-loop variables");
    }

    private Expr? ListComprehension() => Cached(Rule.ListComp, static p => p.ReadListComprehension());

    private Expr? ReadListComprehension()
    {
        int start = _mark;
        if (Tok(TokenKind.LSqb) && NamedExpression() is Expr item && ForIfClauses() is not null && Tok(TokenKind.RSqb))
            return From(new ListComp(item, []), start);
        return NoComprehension(start);
    }

    private Expr? SetComprehension() => Cached(Rule.SetComp, static p => p.ReadSetComprehension());

    private Expr? ReadSetComprehension()
    {
        int start = _mark;
        if (Tok(TokenKind.LBrace) && NamedExpression() is Expr item && ForIfClauses() is not null && Tok(TokenKind.RBrace))
            return From(new SetComp(item, []), start);
        return NoComprehension(start);
    }

    private Expr? GeneratorExpression() => Cached(Rule.Generator, static p => p.ReadGenerator());

    private Expr? ReadGenerator()
    {
        int start = _mark;
        if (Tok(TokenKind.LPar) && PlainArgument() is Expr item && ForIfClauses() is not null && Tok(TokenKind.RPar))
            return From(new GeneratorExp(item, []), start);
        return NoComprehension(start);
    }

    private Expr? NoComprehension(int start)
    {
        _mark = start;
        if (_invalid)
            InvalidComprehension();
        _mark = start;
        return null;
    }

    private void InvalidComprehension()
    {
        int start = _mark;
        bool parenthesis = See(TokenKind.LPar);
        if (!parenthesis && !See(TokenKind.LSqb, TokenKind.LBrace))
            return;
        _mark++;
        if (StarredExpression() is Expr starred && ForIfClauses() is not null)
            RaiseAt(starred, "iterable unpacking cannot be used in comprehension");
        if (parenthesis)
            return;
        const string message = "did you forget parentheses around the comprehension target?";
        _mark = start + 1;
        if (StarNamedExpression() is Expr first && Tok(TokenKind.Comma) && StarNamedExpressions() is List<Expr> rest
            && ForIfClauses() is not null)
            RaiseRange(first, rest[^1], message);
        _mark = start + 1;
        if (StarNamedExpression() is Expr only && Tok(TokenKind.Comma, out Token comma) && ForIfClauses() is not null)
            RaiseRange(only, comma, message);
    }

    private Expr? DictComprehension() => Cached(Rule.DictComp, static p => p.ReadDictComprehension());

    private Expr? ReadDictComprehension()
    {
        int start = _mark;
        if (Tok(TokenKind.LBrace) && KeyValue() && ForIfClauses() is not null && Tok(TokenKind.RBrace))
            return From(new DictComp(Something, Something, []), start);
        _mark = start;
        if (_invalid && Tok(TokenKind.LBrace) && Tok(TokenKind.DoubleStar, out Token stars) && BitwiseOr() is not null
            && ForIfClauses() is not null && Tok(TokenKind.RBrace))
            RaiseAt(stars, "dict unpacking cannot be used in dict comprehension");
        _mark = start;
        return null;
    }

    /// <summary>What a call's arguments came to, as far as errors ask.</summary>
    private sealed record ArgumentList(List<Expr> Positional, bool HasKeywords, bool HasUnpacking);

    private object? Arguments() => Remembered(Rule.Arguments, static p => p.ReadArguments());

    private object? ReadArguments()
    {
        int start = _mark;
        if (Args() is ArgumentList args)
        {
            Tok(TokenKind.Comma);
            if (See(TokenKind.RPar))
                return args;
        }
        _mark = start;
        if (_invalid)
            InvalidArguments();
        _mark = start;
        return null;
    }

    private ArgumentList? Args() => Cached(Rule.Args, static p => p.ReadArgs());

    private ArgumentList? ReadArgs()
    {
        int start = _mark;
        List<Expr> positional = [];
        bool keywords = false, unpacking = false;
        if (PositionalArguments(positional))
        {
            int mark = _mark;
            if (!Tok(TokenKind.Comma) || !KeywordArguments(positional, ref keywords, ref unpacking))
                _mark = mark;
            return new ArgumentList(positional, keywords, unpacking);
        }
        _mark = start;
        positional.Clear();
        return KeywordArguments(positional, ref keywords, ref unpacking) ? new ArgumentList(positional, keywords, unpacking) : null;
    }

    private bool PositionalArguments(List<Expr> into) => Separated(TokenKind.Comma, () =>
    {
        int start = _mark;
        if ((StarredExpression() ?? PlainArgument()) is not Expr argument || See(TokenKind.Equal))
            return Back(start);
        into.Add(argument);
        return true;
    });

    private bool KeywordArguments(List<Expr> into, ref bool keywords, ref bool unpacking)
    {
        int start = _mark;
        bool named = false, unpacked = false;
        bool KeywordOrStarred()
        {
            int at = _mark;
            if (_invalid)
            {
                InvalidKeywordArgument();
                _mark = at;
            }
            if (NamedArgument())
            {
                named = true;
                return true;
            }
            _mark = at;
            if (StarredExpression() is not Expr starred)
                return false;
            into.Add(starred);
            return true;
        }

        bool KeywordOrDoubleStarred()
        {
            int at = _mark;
            if (_invalid)
            {
                InvalidKeywordArgument();
                _mark = at;
            }
            if (NamedArgument())
            {
                named = true;
                return true;
            }
            _mark = at;
            if (Tok(TokenKind.DoubleStar) && FullExpression() is not null)
            {
                unpacked = true;
                return true;
            }
            return Back(at);
        }

        bool read = Separated(TokenKind.Comma, KeywordOrStarred);
        if (read)
        {
            int mark = _mark;
            if (!Tok(TokenKind.Comma) || !Separated(TokenKind.Comma, KeywordOrDoubleStarred))
                _mark = mark;
        }
        else
        {
            _mark = start;
            read = Separated(TokenKind.Comma, KeywordOrDoubleStarred);
        }
        keywords = named || unpacked;
        unpacking = unpacked;
        return read || Back(start);
    }

    private bool NamedArgument()
    {
        int start = _mark;
        return (NameToken() is not null && Tok(TokenKind.Equal) && FullExpression() is not null) || Back(start);
    }

    private Expr? StarredExpression()
    {
        int start = _mark;
        if (!See(TokenKind.Star))
            return null;
        if (_invalid)
        {
            Token star = _tokens[_mark++];
            if (FullExpression() is not null && Tok(TokenKind.Equal) && FullExpression() is Expr value)
                RaiseRange(star, value, "cannot assign to iterable argument unpacking");
            _mark = start;
        }
        _mark++;
        if (FullExpression() is Expr inner)
            return From(new Starred(inner, ExprContext.Load), start);
        if (_invalid)
            Raise("Invalid star expression");
        _mark = start;
        return null;
    }

    private void InvalidKeywordArgument()
    {
        int start = _mark;
        if (TokenAt(_mark).Kind is TokenKind.KwTrue or TokenKind.KwFalse or TokenKind.KwNone)
        {
            Token word = _tokens[_mark++];
            if (Tok(TokenKind.Equal, out Token wordEqual))
                RaiseRange(word, wordEqual, $"cannot assign to {_literals.Text(word)}");
        }
        _mark = start;
        InvalidGeneratorKeyword();
        _mark = start;
        bool named = Ahead(() => NameToken() is not null && Tok(TokenKind.Equal));
        if (!named && FullExpression() is Expr target && Tok(TokenKind.Equal, out Token equal))
            RaiseRange(target, equal, "expression cannot contain assignment, perhaps you meant \"==\"?");
        _mark = start;
        if (Tok(TokenKind.DoubleStar, out Token stars) && FullExpression() is not null && Tok(TokenKind.Equal)
            && FullExpression() is Expr value)
            RaiseRange(stars, value, "cannot assign to keyword argument unpacking");
    }

    private void InvalidGeneratorKeyword()
    {
        if (NameToken() is Name name && Tok(TokenKind.Equal, out Token equal) && FullExpression() is not null && ForIfClauses() is not null)
            RaiseRange(name, equal, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }

    private void InvalidArguments()
    {
        int start = _mark;
        bool keywords = false, unpacking = false;
        bool mixed = PositionalArguments([]) && Tok(TokenKind.Comma) && KeywordArguments([], ref keywords, ref unpacking);
        if (!mixed)
        {
            _mark = start;
            mixed = KeywordArguments([], ref keywords, ref unpacking);
        }
        if (mixed && Tok(TokenKind.Comma, out Token comma) && Separated(TokenKind.Comma, () => StarredExpression() is not null))
            RaiseFrom(comma, "iterable argument unpacking follows keyword argument unpacking");
        _mark = start;
        const string parenthesize = "Generator expression must be parenthesized";
        if (FullExpression() is Expr first && ForIfClauses() is { } firstClauses && Tok(TokenKind.Comma))
        {
            int mark = _mark;
            if (Args() is null)
            {
                _mark = mark;
                if (FullExpression() is null || ForIfClauses() is null)
                    _mark = mark;
            }
            RaiseRange(first, firstClauses[^1].Last, parenthesize);
        }
        _mark = start;
        InvalidGeneratorKeyword();
        _mark = start;
        InvalidMissingValue();
        _mark = start;
        if (Args() is ArgumentList before && ForIfClauses() is { } clauses)
        {
            if (before.Positional.Count > 1)
                RaiseRange(before.Positional[^1], clauses[^1].Last, parenthesize);
            return;
        }
        _mark = start;
        if (Args() is not null && Tok(TokenKind.Comma) && FullExpression() is Expr later && ForIfClauses() is { } laterClauses)
            RaiseRange(later, laterClauses[^1].Last, parenthesize);
        _mark = start;
        if (Args() is ArgumentList args && Tok(TokenKind.Comma) && Args() is not null)
        {
            Raise(args.HasUnpacking
                ? "positional argument follows keyword argument unpacking"
                : "positional argument follows keyword argument");
        }
    }

    /// <summary>"f(a, b=)": nothing stands behind '='.</summary>
    private void InvalidMissingValue()
    {
        int start = _mark;
        if (Args() is null || !Tok(TokenKind.Comma))
            _mark = start;
        if (NameToken() is Name name && Tok(TokenKind.Equal, out Token equal) && See(TokenKind.Comma, TokenKind.RPar))
            RaiseRange(name, equal, "expected argument value expression");
    }
}
