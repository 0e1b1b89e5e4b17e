// Functions, their parameters and type parameters, and mistakes in them. Functions and lambdas differ in what ends a parameter
// (')' or ':'), in annotations, and in some words; one set of rules serves both.
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax.Diagnosis;

internal sealed partial class DiagnosingParser
{
    private bool FunctionDefinition()
    {
        int start = _mark;
        Decorators();
        if (RawFunction())
            return true;
        _mark = start;
        return RawFunction() || Back(start);
    }

    private bool RawFunction()
    {
        int start = _mark;
        if (_invalid)
        {
            Tok(TokenKind.KwAsync);
            if (Tok(TokenKind.KwDef, out Token keyword) && NameToken() is not null)
            {
                TypeParameters();
                if (Tok(TokenKind.LPar))
                {
                    FunctionParameters();
                    if (Tok(TokenKind.RPar) && OptionalReturns() && Tok(TokenKind.Colon))
                        ExpectIndent("function definition", keyword);
                }
            }
            _mark = start;
        }
        bool isAsync = Tok(TokenKind.KwAsync);
        if (!Tok(TokenKind.KwDef) || NameToken() is null)
            return Back(start);
        TypeParameters();
        Force(TokenKind.LPar, "(");
        FunctionParameters();
        if (!Tok(TokenKind.RPar) || !OptionalReturns() || !Force(TokenKind.Colon, ":"))
            return Back(start);
        FunctionTypeComment();
        if (!Block())
            return Back(start);
        if (isAsync)
            CheckVersion(5, "Async functions are");
        return true;
    }

    private bool OptionalReturns()
    {
        int mark = _mark;
        if (!Tok(TokenKind.RArrow) || FullExpression() is null)
            _mark = mark;
        return true;
    }

    private void FunctionTypeComment()
    {
        int start = _mark;
        if (Tok(TokenKind.Newline) && Tok(TokenKind.TypeComment) && Ahead(() => Tok(TokenKind.Newline) && Tok(TokenKind.Indent)))
            return;
        _mark = start;
        if (_invalid && Tok(TokenKind.TypeComment) && Tok(TokenKind.Newline) && Tok(TokenKind.TypeComment) && Tok(TokenKind.Newline)
            && Tok(TokenKind.Indent))
            Raise("Cannot have two type comments on def");
        _mark = start;
        Tok(TokenKind.TypeComment);
    }

    private void TypeParameters()
    {
        int start = _mark;
        if (_invalid)
        {
            if (Tok(TokenKind.LSqb) && Tok(TokenKind.RSqb, out Token close))
                RaiseFrom(close, "Type parameter list cannot be empty");
            _mark = start;
        }
        if (Tok(TokenKind.LSqb) && Separated(TokenKind.Comma, TypeParameter))
        {
            Tok(TokenKind.Comma);
            if (Tok(TokenKind.RSqb))
            {
                CheckVersion(12, "Type parameter lists are");
                return;
            }
        }
        _mark = start;
    }

    private bool TypeParameter() => Remembered(Rule.TypeParam, static p => p.ReadTypeParameter() ? Something : null) is not null;

    private bool ReadTypeParameter()
    {
        int start = _mark;
        if (NameToken() is not null)
        {
            int mark = _mark;
            if (!Tok(TokenKind.Colon) || FullExpression() is null)
                _mark = mark;
            TypeParameterDefault(starred: false);
            return true;
        }
        if (_invalid)
            InvalidTypeParameter();
        _mark = start;
        bool tuple = Tok(TokenKind.Star);
        if ((tuple || Tok(TokenKind.DoubleStar)) && NameToken() is not null)
        {
            TypeParameterDefault(tuple);
            return true;
        }
        return Back(start);
    }

    private void TypeParameterDefault(bool starred)
    {
        int mark = _mark;
        if (Tok(TokenKind.Equal) && (starred ? StarExpression() : FullExpression()) is not null)
            CheckVersion(13, "Type parameter defaults are");
        else
            _mark = mark;
    }

    private void InvalidTypeParameter()
    {
        bool tuple = Tok(TokenKind.Star);
        if ((tuple || Tok(TokenKind.DoubleStar)) && NameToken() is not null && Tok(TokenKind.Colon, out Token colon)
            && FullExpression() is Expr bound)
        {
            string what = bound.Kind == NodeKind.TupleExpr ? "constraints" : "bound";
            RaiseFrom(colon, $"cannot use {what} with {(tuple ? "TypeVarTuple" : "ParamSpec")}");
        }
    }

    private void FunctionParameters() => Parameters(TokenKind.RPar);

    private bool Parameters(TokenKind close)
    {
        int start = _mark;
        Enter();
        if (_invalid)
        {
            InvalidParameters(close);
            _mark = start;
        }
        bool read = ReadParameters(close);
        _level--;
        return read || Back(start);
    }

    private bool ReadParameters(TokenKind close)
    {
        int start = _mark;
        bool slash = SlashNoDefault(close);
        if (slash)
        {
            Many(() => NoDefault(close) is not null);
            Many(() => WithDefault(close));
            StarEtc(close);
            return true;
        }
        _mark = start;
        if (SlashWithDefault(close))
        {
            Many(() => WithDefault(close));
            StarEtc(close);
            return true;
        }
        _mark = start;
        if (Many(() => NoDefault(close) is not null))
        {
            Many(() => WithDefault(close));
            StarEtc(close);
            return true;
        }
        _mark = start;
        if (Many(() => WithDefault(close)))
        {
            StarEtc(close);
            return true;
        }
        _mark = start;
        return StarEtc(close);
    }

    private bool SlashNoDefault(TokenKind close)
    {
        int start = _mark;
        if (Many(() => NoDefault(close) is not null) && Tok(TokenKind.Slash) && (Tok(TokenKind.Comma) || See(close)))
        {
            CheckVersion(8, "Positional-only parameters are");
            return true;
        }
        return Back(start);
    }

    private bool SlashWithDefault(TokenKind close)
    {
        int start = _mark;
        Many(() => NoDefault(close) is not null);
        if (Many(() => WithDefault(close)) && Tok(TokenKind.Slash) && (Tok(TokenKind.Comma) || See(close)))
        {
            CheckVersion(8, "Positional-only parameters are");
            return true;
        }
        return Back(start);
    }

    private bool StarEtc(TokenKind close)
    {
        int start = _mark;
        Enter();
        if (_invalid)
        {
            InvalidStarEtc(close);
            _mark = start;
        }
        bool read = ReadStarEtc(close);
        _level--;
        return read || Back(start);
    }

    private bool ReadStarEtc(TokenKind close)
    {
        int start = _mark;
        if (Tok(TokenKind.Star))
        {
            int behind = _mark;
            if (NoDefault(close) is not null)
            {
                Many(() => MaybeDefault(close));
                Keywords(close);
                return true;
            }
            _mark = behind;
            if (close == TokenKind.RPar && StarAnnotated(close))
            {
                Many(() => MaybeDefault(close));
                Keywords(close);
                return true;
            }
            _mark = behind;
            if (Tok(TokenKind.Comma) && Many(() => MaybeDefault(close)))
            {
                Keywords(close);
                return true;
            }
        }
        _mark = start;
        return Keywords(close);
    }

    private bool StarAnnotated(TokenKind close)
    {
        int start = _mark;
        return (NameToken() is not null && Tok(TokenKind.Colon) && StarExpression() is not null && EndParameter(close)) || Back(start);
    }

    private bool Keywords(TokenKind close)
    {
        int start = _mark;
        if (_invalid)
        {
            InvalidKeywords(close);
            _mark = start;
        }
        return (Tok(TokenKind.DoubleStar) && NoDefault(close) is not null) || Back(start);
    }

    private Arg? Parameter(TokenKind close)
    {
        int start = _mark;
        if (NameToken() is null)
            return null;
        int mark = _mark;
        if (close == TokenKind.RPar && (!Tok(TokenKind.Colon) || FullExpression() is null))
            _mark = mark;
        return From(new Arg("", null, null), start);
    }

    /// <summary>A comma, or the closing token ahead, with a type comment at its side.</summary>
    private bool EndParameter(TokenKind close)
    {
        int start = _mark;
        if (Tok(TokenKind.Comma))
        {
            if (close == TokenKind.RPar)
                Tok(TokenKind.TypeComment);
            return true;
        }
        if (close == TokenKind.RPar)
            Tok(TokenKind.TypeComment);
        return See(close) || Back(start);
    }

    private Arg? NoDefault(TokenKind close)
    {
        int start = _mark;
        if (Parameter(close) is Arg arg && EndParameter(close))
            return arg;
        _mark = start;
        return null;
    }

    private bool WithDefault(TokenKind close)
    {
        int start = _mark;
        return (Parameter(close) is not null && Default() && EndParameter(close)) || Back(start);
    }

    private bool MaybeDefault(TokenKind close)
    {
        int start = _mark;
        if (Parameter(close) is null)
            return Back(start);
        Default();
        return EndParameter(close) || Back(start);
    }

    private bool Default()
    {
        int start = _mark;
        if (Tok(TokenKind.Equal, out Token equal))
        {
            if (FullExpression() is not null)
                return true;
            _mark = start + 1;
            if (_invalid && See(TokenKind.RPar, TokenKind.Comma))
                RaiseAt(equal, "expected default value expression");
        }
        return Back(start);
    }

    private void InvalidParameters(TokenKind close)
    {
        int start = _mark;
        if (Tok(TokenKind.Slash, out Token slash) && Tok(TokenKind.Comma))
            RaiseAt(slash, "at least one argument must precede /");
        _mark = start;
        if (AnySlash(close))
        {
            Many(() => MaybeDefault(close));
            if (Tok(TokenKind.Slash, out slash))
                RaiseAt(slash, "/ may appear only once");
        }
        _mark = start;
        SlashNoDefault(close);
        Many(() => NoDefault(close) is not null);
        if ((SlashWithDefault(close) || Many(() => WithDefault(close))) && NoDefault(close) is Arg late)
            RaiseAt(late, "parameter without a default follows parameter with a default");
        _mark = start;
        InvalidParenthesized(close);
        _mark = start;
        AnySlash(close);
        Many(() => MaybeDefault(close));
        if (Tok(TokenKind.Star) && (Tok(TokenKind.Comma) || NoDefault(close) is not null))
        {
            Many(() => MaybeDefault(close));
            if (Tok(TokenKind.Slash, out slash))
                RaiseAt(slash, "/ must be ahead of *");
        }
        _mark = start;
        if (Many(() => MaybeDefault(close)) && Tok(TokenKind.Slash) && Tok(TokenKind.Star, out Token star))
            RaiseAt(star, "expected comma between / and *");
    }

    private bool AnySlash(TokenKind close) => SlashNoDefault(close) || SlashWithDefault(close);

    private void InvalidParenthesized(TokenKind close)
    {
        Many(() => NoDefault(close) is not null);
        if (!Tok(TokenKind.LPar, out Token open))
            return;
        bool lambda = close == TokenKind.Colon;
        if (lambda ? !Separated(TokenKind.Comma, () => Parameter(close) is not null) : !Many(() => NoDefault(close) is not null))
            return;
        Tok(TokenKind.Comma);
        if (Tok(TokenKind.RPar, out Token end))
            RaiseRange(open, end, $"{(lambda ? "Lambda expression" : "Function")} parameters cannot be parenthesized");
    }

    private void InvalidStarEtc(TokenKind close)
    {
        int start = _mark;
        if (!Tok(TokenKind.Star, out Token star))
            return;
        int behind = _mark;
        bool bare = Tok(close) || (Tok(TokenKind.Comma) && (Tok(close) || Tok(TokenKind.DoubleStar)));
        if (bare)
        {
            const string message = "named arguments must follow bare *";
            if (close == TokenKind.Colon)
                Raise(message);
            RaiseAt(star, message);
        }
        _mark = behind;
        if (close == TokenKind.RPar && Tok(TokenKind.Comma) && Tok(TokenKind.TypeComment))
            Raise("bare * has associated type comment");
        _mark = behind;
        if (Parameter(close) is not null && Tok(TokenKind.Equal, out Token equal))
            RaiseAt(equal, "var-positional argument cannot have default value");
        _mark = behind;
        if (NoDefault(close) is not null || Tok(TokenKind.Comma))
        {
            Many(() => MaybeDefault(close));
            if (Tok(TokenKind.Star, out Token second) && (NoDefault(close) is not null || Tok(TokenKind.Comma)))
                RaiseAt(second, "* argument may appear only once");
        }
        _mark = start;
    }

    private void InvalidKeywords(TokenKind close)
    {
        int start = _mark;
        if (Tok(TokenKind.DoubleStar) && Parameter(close) is not null)
        {
            int mark = _mark;
            if (Tok(TokenKind.Equal, out Token equal))
                RaiseAt(equal, "var-keyword argument cannot have default value");
            _mark = mark;
            const string late = "arguments cannot follow var-keyword argument";
            if (Tok(TokenKind.Comma))
            {
                if (Parameter(close) is Arg arg)
                    RaiseAt(arg, late);
                if (Tok(TokenKind.Star, out Token token) || Tok(TokenKind.DoubleStar, out token) || Tok(TokenKind.Slash, out token))
                    RaiseAt(token, late);
            }
        }
        _mark = start;
    }
}
