// The parser of correct programs: predictive recursive descent over all tokens at once, straight to the syntax tree. It says nothing about
// what is wrong: at the first token that does not fit it throws ParseFailedException, and DiagnosingParser reads the source again to find
// the words. Chains (a+b+c, a.b.c) are loops; what must recurse is counted against CPython's limit. See docs/internals/parser.md.
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax;

/// <summary>The source is not in the grammar; why is for the diagnosing parser to say.</summary>
internal sealed class ParseFailedException : Exception;

internal sealed partial class TreeParser
{
    /// <summary>CPython nests at most 6000 grammar rules; an operand of an expression statement is 32 deep.</summary>
    private const int MaxDepth = 5968;

    private readonly SourceText _source;
    private readonly ParseOptions _options;
    private readonly LiteralReader _literals;
    private readonly List<TypeIgnore> _typeIgnores;
    private readonly Token[] _tokens;
    private int _pos;
    private int _depth;
    private bool _flufl;

    private TreeParser(SourceText source, ParseOptions options, List<SyntaxWarning>? warnings)
    {
        _source = source;
        _options = options;
        _flufl = options.BarryAsFlufl;
        var stream = new TokenStream(source, options, warnings);
        _tokens = ReadAll(stream, source.Length);
        _typeIgnores = stream.TypeIgnores;
        _literals = new LiteralReader(source, options, warnings);
    }

    public static Mod Parse(SourceText source, ParseOptions options, List<SyntaxWarning>? warnings)
    {
        var parser = new TreeParser(source, options, warnings);
        return options.Mode switch
        {
            ParseMode.Exec => parser.FileInput(),
            ParseMode.Eval => parser.EvalInput(),
            ParseMode.Single => parser.InteractiveInput(),
            _ => parser.FunctionTypeInput(),
        };
    }

    private static Token[] ReadAll(TokenStream stream, int length)
    {
        Token[] tokens = new Token[length / 4 + 16];
        int count = 0;
        while (true)
        {
            if (count == tokens.Length)
                Array.Resize(ref tokens, tokens.Length * 2);
            if (!stream.Next(out tokens[count]))
                Fail();
            if (tokens[count++].Kind == TokenKind.EndMarker)
                return tokens;
        }
    }

    [DoesNotReturn]
    private static void Fail() => throw new ParseFailedException();

    private TokenKind Kind => _tokens[_pos].Kind;

    private TokenKind NextKind => _tokens[_pos + 1].Kind;

    private bool Take(TokenKind kind)
    {
        if (_tokens[_pos].Kind != kind)
            return false;
        _pos++;
        return true;
    }

    private void Expect(TokenKind kind)
    {
        if (_tokens[_pos++].Kind != kind)
            Fail();
    }

    private string ExpectName()
    {
        ref Token token = ref _tokens[_pos];
        if (token.Kind != TokenKind.Name)
            Fail();
        _pos++;
        return _literals.Name(token);
    }

    private bool IsWord(int at, ReadOnlySpan<byte> word)
    {
        ref Token token = ref _tokens[at];
        return token.Kind == TokenKind.Name && token.End - token.Start == word.Length
            && _source.Bytes.AsSpan(token.Start, word.Length).SequenceEqual(word);
    }

    private void RequireVersion(int minor)
    {
        if (_options.FeatureVersion < minor)
            Fail();
    }

    /// <summary>Counts nested grammar rules; pair with subtracting the same from <see cref="_depth"/>.</summary>
    private void Enter(int rules)
    {
        _depth += rules;
        if (_depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            Fail();
    }

    /// <summary>Places a node from a token to the last token read.</summary>
    private T Place<T>(T node, int start)
        where T : LocatedNode
    {
        ref Token first = ref _tokens[start];
        ref Token last = ref _tokens[_pos - 1];
        node.Lineno = first.Lineno;
        node.ColOffset = first.ColOffset;
        node.EndLineno = last.EndLineno;
        node.EndColOffset = last.EndColOffset;
        return node;
    }

    /// <summary>Places a statement whose last tokens are the layout of a block.</summary>
    private T PlaceBlock<T>(T node, int start)
        where T : LocatedNode
    {
        int end = _pos;
        while (_tokens[_pos - 1].IsLayout)
            _pos--;
        Place(node, start);
        _pos = end;
        return node;
    }

    private string? TypeComment() => Kind == TokenKind.TypeComment ? _literals.Text(_tokens[_pos++]) : null;

    private Module FileInput()
    {
        int mark = _stmts.Mark();
        while (Kind != TokenKind.EndMarker)
            Statement();
        return new Module(_stmts.Take(mark), [.. _typeIgnores]);
    }

    private Expression EvalInput()
    {
        Expr body = Expressions();
        EndOfInput();
        return new Expression(body);
    }

    private void EndOfInput()
    {
        while (Take(TokenKind.Newline))
        {
        }
        Expect(TokenKind.EndMarker);
    }

    private Interactive InteractiveInput()
    {
        int mark = _stmts.Mark();
        int start = _pos;
        if (Kind == TokenKind.EndMarker)
            Fail();
        if (Take(TokenKind.Newline))
        {
            _stmts.Push(Place(new Pass(), start));
        }
        else if (Statement())
        {
            Expect(TokenKind.Newline);
        }
        if (SourceFollows(_tokens[_pos - 1].End))
            Fail();
        return new Interactive(_stmts.Take(mark));
    }

    /// <summary>Is there anything but white space and comments behind an offset?</summary>
    private bool SourceFollows(int at) => !_source.IsBlankFrom(at);

    private FunctionType FunctionTypeInput()
    {
        Expect(TokenKind.LPar);
        int mark = _exprs.Mark();
        bool starred = false, doubleStarred = false;
        while (Kind != TokenKind.RPar)
        {
            if (doubleStarred)
                Fail();
            if (Take(TokenKind.DoubleStar))
            {
                doubleStarred = true;
            }
            else if (Take(TokenKind.Star))
            {
                if (starred)
                    Fail();
                starred = true;
            }
            else if (starred)
            {
                Fail();
            }
            _exprs.Push(FullExpression());
            if (Kind == TokenKind.RPar)
                break;
            Expect(TokenKind.Comma);
            if (Kind == TokenKind.RPar)
                Fail();
        }
        Expect(TokenKind.RPar);
        Expect(TokenKind.RArrow);
        Expr[] argTypes = _exprs.Take(mark);
        Expr returns = FullExpression();
        EndOfInput();
        return new FunctionType(argTypes, returns);
    }
}
