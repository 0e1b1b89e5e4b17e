// Functions, classes, their parameters and type parameters.
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax;

internal sealed partial class TreeParser
{
    private readonly Scratch<Arg> _args = new();
    private readonly Scratch<TypeParam> _typeParams = new();

    private Stmt FunctionDefinition(int start, Expr[] decorators, bool isAsync)
    {
        Expect(TokenKind.KwDef);
        string name = ExpectName();
        TypeParam[] typeParams = TypeParameters();
        Expect(TokenKind.LPar);
        Arguments parameters = Kind == TokenKind.RPar ? NoParameters() : Parameters(TokenKind.RPar);
        Expect(TokenKind.RPar);
        Expr? returns = Take(TokenKind.RArrow) ? FullExpression() : null;
        Expect(TokenKind.Colon);
        string? comment = FunctionTypeComment();
        Stmt[] body = Block();
        return isAsync
            ? PlaceBlock(new AsyncFunctionDef(name, parameters, body, decorators, returns, comment, typeParams), start)
            : PlaceBlock(new FunctionDef(name, parameters, body, decorators, returns, comment, typeParams), start);
    }

    /// <summary>A type comment behind the colon, or alone on the line below it.</summary>
    private string? FunctionTypeComment()
    {
        if (Kind != TokenKind.Newline || NextKind != TokenKind.TypeComment)
            return TypeComment();
        if (_tokens[_pos + 2].Kind != TokenKind.Newline || _tokens[_pos + 3].Kind != TokenKind.Indent)
            return null;
        _pos++;
        return TypeComment();
    }

    private ClassDef ClassDefinition(Expr[] decorators)
    {
        int start = _pos++;
        string name = ExpectName();
        TypeParam[] typeParams = TypeParameters();
        Expr[] bases = [];
        Keyword[] keywords = [];
        if (Kind == TokenKind.LPar)
        {
            int open = _pos++;
            if (!Take(TokenKind.RPar))
                ReadArguments(open, allowGenerator: false, out bases, out keywords);
        }
        Expect(TokenKind.Colon);
        return PlaceBlock(new ClassDef(name, bases, keywords, Block(), decorators, typeParams), start);
    }

    private TypeParam[] TypeParameters()
    {
        if (!Take(TokenKind.LSqb))
            return [];
        RequireVersion(12);
        int mark = _typeParams.Mark();
        do
        {
            if (Kind == TokenKind.RSqb && _typeParams.CountFrom(mark) > 0)
                break;
            _typeParams.Push(TypeParameter());
        }
        while (Take(TokenKind.Comma));
        Expect(TokenKind.RSqb);
        return _typeParams.Take(mark);
    }

    private TypeParam TypeParameter()
    {
        int start = _pos;
        if (Take(TokenKind.Star))
        {
            string tuple = ExpectName();
            return Place(new TypeVarTuple(tuple, TakeDefault() ? StarExpression() : null), start);
        }
        if (Take(TokenKind.DoubleStar))
        {
            string spec = ExpectName();
            return Place(new ParamSpec(spec, TakeDefault() ? FullExpression() : null), start);
        }
        string name = ExpectName();
        Expr? bound = Take(TokenKind.Colon) ? FullExpression() : null;
        return Place(new TypeVar(name, bound, TakeDefault() ? FullExpression() : null), start);
    }

    private bool TakeDefault()
    {
        if (!Take(TokenKind.Equal))
            return false;
        RequireVersion(13);
        return true;
    }

    private static Arguments NoParameters() => new([], [], null, [], [], null, []);

    /// <summary>Parameters of a function (up to ')') or of a lambda (up to ':').</summary>
    private Arguments Parameters(TokenKind close)
    {
        int argMark = _args.Mark(), defaultMark = _exprs.Mark();
        Arg[] posOnly = [];
        bool slash = false, more = true;
        while (more && Kind != close && Kind is not (TokenKind.Star or TokenKind.DoubleStar))
        {
            if (Kind == TokenKind.Slash)
            {
                if (slash || _args.CountFrom(argMark) == 0)
                    Fail();
                RequireVersion(8);
                slash = true;
                _pos++;
                posOnly = _args.Take(argMark);
                more = Take(TokenKind.Comma);
                continue;
            }
            Arg arg = Parameter(close, starred: false);
            _args.Push(arg);
            if (Take(TokenKind.Equal))
                _exprs.Push(FullExpression());
            else if (_exprs.CountFrom(defaultMark) > 0)
                Fail();
            more = EndParameter(arg, close);
        }
        Arg[] args = _args.Take(argMark);
        Expr[] defaults = _exprs.Take(defaultMark);
        Arg? vararg = null, kwarg = null;
        Expr?[] kwDefaults = [];
        Arg[] kwOnly = [];
        if (more && Take(TokenKind.Star))
            more = KeywordOnly(close, out vararg, out kwOnly, out kwDefaults);
        if (more && Take(TokenKind.DoubleStar))
        {
            kwarg = Parameter(close, starred: false);
            EndParameter(kwarg, close);
        }
        if (Kind != close)
            Fail();
        return new Arguments(posOnly, args, vararg, kwOnly, kwDefaults, kwarg, defaults);
    }

    private Arg Parameter(TokenKind close, bool starred)
    {
        int start = _pos;
        string name = ExpectName();
        Expr? annotation = null;
        if (close == TokenKind.RPar && Take(TokenKind.Colon))
            annotation = starred && Kind == TokenKind.Star ? StarredAnnotation() : FullExpression();
        return Place(new Arg(name, annotation, null), start);
    }

    private Starred StarredAnnotation()
    {
        RequireVersion(11);
        return Star();
    }

    /// <summary>Takes the comma behind a parameter and the type comment behind it, or the one in front of the closing parenthesis.</summary>
    private bool EndParameter(Arg arg, TokenKind close)
    {
        bool comma = Take(TokenKind.Comma);
        if (close == TokenKind.RPar && Kind == TokenKind.TypeComment && (comma || NextKind == close))
            arg.TypeComment = TypeComment();
        return comma;
    }

    /// <summary>What follows '*': a catch-all or nothing, and parameters given by keyword. True if a comma came last.</summary>
    private bool KeywordOnly(TokenKind close, out Arg? vararg, out Arg[] kwOnly, out Expr?[] kwDefaults)
    {
        vararg = null;
        bool more;
        if (Kind == TokenKind.Comma)
        {
            more = true;
            _pos++;
            if (Kind != TokenKind.Name)
                Fail();
        }
        else
        {
            vararg = Parameter(close, starred: true);
            more = EndParameter(vararg, close);
        }
        int argMark = _args.Mark(), defaultMark = _dictKeys.Mark();
        while (more && Kind == TokenKind.Name)
        {
            Arg arg = Parameter(close, starred: false);
            _args.Push(arg);
            _dictKeys.Push(Take(TokenKind.Equal) ? FullExpression() : null);
            more = EndParameter(arg, close);
        }
        kwOnly = _args.Take(argMark);
        kwDefaults = _dictKeys.Take(defaultMark);
        return more;
    }
}
