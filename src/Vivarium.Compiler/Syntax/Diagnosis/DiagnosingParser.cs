// The parser of incorrect programs. It follows the grammar as a parsing expression grammar, alternative by alternative, with backtracking
// and memory, as CPython does, because which message a mistake gets depends on that order. It runs twice: first plainly, to learn how far
// the tokens make sense (or where the tokenizer fails), then with the rules for mistakes, each of which throws the error it recognises.
// Trees are built only as far as messages need them: kinds, positions, elements of targets. See docs/internals/parser.md.
using System.Runtime.CompilerServices;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax.Diagnosis;

internal sealed partial class DiagnosingParser
{
    private const int MaxLevel = 6000;

    private readonly SourceText _source;
    private readonly ParseOptions _options;
    private readonly TokenStream _stream;
    private readonly LiteralReader _literals;
    private readonly Dictionary<(int Position, int Rule), (object? Result, int End)> _memory = [];
    private readonly Dictionary<int, Expr> _literalNodes = [];
    private Token[] _tokens = new Token[256];
    private int _count;
    private int _mark;
    private int _level;
    private bool _invalid;
    private bool _flufl;
    private bool _tokenizerFailed;
    private bool _incomplete;
    private bool _accepted;
    private (int Lineno, int ColOffset) _lastStatement;

    private DiagnosingParser(SourceText source, ParseOptions options, List<SyntaxWarning>? warnings)
    {
        _source = source;
        _options = options;
        _flufl = options.BarryAsFlufl;
        _stream = new TokenStream(source, options, warnings);
        _stream.Tokenizer.AngleNotEqual = _flufl;
        _literals = new LiteralReader(source, options, warnings);
    }

    /// <summary>The error of a source that the tree builder refused.</summary>
    public static SyntaxException Diagnose(SourceText source, ParseOptions options, List<SyntaxWarning>? warnings)
    {
        var parser = new DiagnosingParser(source, options, warnings);
        SyntaxException error;
        try
        {
            error = parser.FindError();
        }
        catch (SyntaxException thrown)
        {
            error = parser.PreferTokenizerError(thrown);
        }
        return error.HasDetails && !parser._incomplete && !parser._accepted
            ? error.WithMetadata(parser._lastStatement.Lineno, parser._lastStatement.ColOffset, source)
            : error;
    }

    private SyntaxException FindError()
    {
        try
        {
            if (Start())
                return Accepted();
        }
        catch (SyntaxException) when (_options.AllowIncompleteInput && _stream.Tokenizer.WantsMore)
        {
            return Incomplete();
        }
        if (_options.AllowIncompleteInput && _stream.Tokenizer.WantsMore)
            return Incomplete();
        Token last = _tokens[_count - 1];
        _memory.Clear();
        _mark = 0;
        _level = 0;
        _invalid = true;
        Start();
        return Generic(last);
    }

    private SyntaxException Generic(Token last)
    {
        if (last.Kind is TokenKind.Indent or TokenKind.Dedent)
        {
            string message = last.Kind == TokenKind.Indent ? "unexpected indent" : "unexpected unindent";
            return AtLastToken(SyntaxErrorKind.IndentationError, message);
        }
        return PreferTokenizerError(Located(SyntaxErrorKind.SyntaxError, "invalid syntax", last));
    }

    /// <summary>The grammar has no objection after all: the source is too deep, or holds more than one interactive statement.</summary>
    private SyntaxException Accepted()
    {
        // Neither error is found by the grammar, so neither gets metadata.
        _accepted = true;
        if (_options.Mode == ParseMode.Single && !_source.IsBlankFrom(_stream.Tokenizer.Position))
            return AtLastToken(SyntaxErrorKind.SyntaxError, "multiple statements found while compiling a single statement");
        return TooDeep();
    }

    private SyntaxException Incomplete()
    {
        _incomplete = true;
        return AtLastToken(SyntaxErrorKind.IncompleteInputError, "incomplete input");
    }

    private static SyntaxException TooDeep() =>
        new(SyntaxErrorKind.MemoryError, "Parser stack overflowed - Python source too complex to parse");

    /// <summary>A mistake the tokenizer finds further on outranks one of the grammar.</summary>
    private SyntaxException PreferTokenizerError(SyntaxException error)
    {
        if (_tokenizerFailed || !error.IsSyntaxError)
            return error;
        Tokenizer tokenizer = _stream.Tokenizer;
        int errorLine = _tokens[_count - 1].Lineno;
        Token token = _tokens[_count - 1];
        while (token.Kind != TokenKind.EndMarker)
        {
            if (tokenizer.Next(out token))
                continue;
            if (tokenizer.IsInterpolated)
                return error;
            if (tokenizer.Error is SyntaxException found)
                return found;
            return tokenizer.Level > 0 && errorLine > tokenizer.OpenBracket.Lineno ? NeverClosed() : error;
        }
        return error;
    }

    private bool Start()
    {
        switch (_options.Mode)
        {
            case ParseMode.Exec:
                while (Statement())
                {
                }
                return Tok(TokenKind.EndMarker);
            case ParseMode.Eval:
                if (Expressions() is null)
                    return false;
                return EndOfInput();
            case ParseMode.Single:
                return StatementNewline();
            default:
                return FunctionType() && EndOfInput();
        }
    }

    private bool EndOfInput()
    {
        while (Tok(TokenKind.Newline))
        {
        }
        return Tok(TokenKind.EndMarker);
    }

    /// <summary>The token at an index, read if need be; throws what the tokenizer has to say.</summary>
    private ref Token TokenAt(int index)
    {
        while (index >= _count)
        {
            if (_count == _tokens.Length)
                Array.Resize(ref _tokens, _count * 2);
            if (!_stream.Next(out _tokens[_count++]))
                throw TokenizerError();
        }
        return ref _tokens[index];
    }

    private SyntaxException TokenizerError()
    {
        _tokenizerFailed = true;
        Tokenizer tokenizer = _stream.Tokenizer;
        if (tokenizer.Error is SyntaxException error)
            return error;
        switch (tokenizer.Failure)
        {
            case TokenizerFailure.Eof:
                return tokenizer.Level > 0 ? NeverClosed() : AtLastToken(SyntaxErrorKind.SyntaxError, "unexpected EOF while parsing");
            case TokenizerFailure.Dedent:
                return AtLastToken(SyntaxErrorKind.IndentationError, "unindent does not match any outer indentation level");
            case TokenizerFailure.TabSpace:
                return AtTokenizer(SyntaxErrorKind.TabError, "inconsistent use of tabs and spaces in indentation", 0);
            case TokenizerFailure.TooDeep:
                return AtTokenizer(SyntaxErrorKind.IndentationError, "too many levels of indentation", 0);
            default:
                return AtTokenizer(
                    SyntaxErrorKind.SyntaxError, "unexpected character after line continuation character",
                    tokenizer.Position - tokenizer.LineStart - 1);
        }
    }

    private bool Tok(TokenKind kind)
    {
        if (TokenAt(_mark).Kind != kind)
            return false;
        _mark++;
        return true;
    }

    private bool Tok(TokenKind kind, out Token token)
    {
        token = TokenAt(_mark);
        return Tok(kind);
    }

    private bool See(TokenKind kind) => TokenAt(_mark).Kind == kind;

    private bool See(TokenKind kind, TokenKind other) => TokenAt(_mark).Kind is var seen && (seen == kind || seen == other);

    /// <summary>A token that must come: if another does, that is the error.</summary>
    private bool Force(TokenKind kind, string text)
    {
        if (_invalid && !See(kind))
            RaiseAt(TokenAt(_mark), $"expected '{text}'");
        return Tok(kind);
    }

    private bool Word(ReadOnlySpan<byte> word)
    {
        ref Token token = ref TokenAt(_mark);
        if (token.Kind != TokenKind.Name || !_source.Span[token.Start..token.End].SequenceEqual(word))
            return false;
        _mark++;
        return true;
    }

    private bool SeeSoftKeyword()
    {
        int mark = _mark;
        bool soft = Word("match"u8) || Word("case"u8) || Word("type"u8) || Word("_"u8);
        _mark = mark;
        return soft;
    }

    private Name? NameToken()
    {
        if (!See(TokenKind.Name))
            return null;
        Token token = _tokens[_mark++];
        return At(new Name(_literals.Name(token), ExprContext.Load), token);
    }

    private static T At<T>(T node, in Token token)
        where T : LocatedNode
    {
        node.Lineno = token.Lineno;
        node.ColOffset = token.ColOffset;
        node.EndLineno = token.EndLineno;
        node.EndColOffset = token.EndColOffset;
        return node;
    }

    /// <summary>Places a node from a token index to the last token taken.</summary>
    private T From<T>(T node, int start)
        where T : LocatedNode
    {
        At(node, _tokens[start]);
        ref Token last = ref _tokens[_mark - 1];
        node.EndLineno = last.EndLineno;
        node.EndColOffset = last.EndColOffset;
        return node;
    }

    /// <summary>Reads a rule whose outcome CPython remembers, whether or not mistakes were looked for.</summary>
    private T? Remembered<T>(Rule rule, Func<DiagnosingParser, T?> read)
        where T : class
        => Recall((int)rule, read);

    /// <summary>Reads a rule whose outcome is remembered for speed alone, apart for each kind of pass.</summary>
    private T? Cached<T>(Rule rule, Func<DiagnosingParser, T?> read)
        where T : class
        => Recall((int)rule + (_invalid ? 1000 : 2000), read);

    private T? Recall<T>(int key, Func<DiagnosingParser, T?> read)
        where T : class
    {
        int start = _mark;
        if (_memory.TryGetValue((start, key), out (object? Result, int End) known))
        {
            _mark = known.End;
            return (T?)known.Result;
        }
        Enter();
        T? result = read(this);
        _level--;
        if (result is null)
            _mark = start;
        _memory[(start, key)] = (result, _mark);
        return result;
    }

    private void Enter()
    {
        if (++_level > MaxLevel || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw TooDeep();
    }

    /// <summary>One or more items with separators between them; a separator without an item behind it stays unread.</summary>
    private bool Separated(TokenKind separator, Func<bool> item)
    {
        if (!item())
            return false;
        while (true)
        {
            int mark = _mark;
            if (!Tok(separator) || !item())
            {
                _mark = mark;
                return true;
            }
        }
    }

    private static bool Many(Func<bool> item)
    {
        int count = 0;
        while (item())
            count++;
        return count > 0;
    }

    /// <summary>Undoes what was read in a failed alternative.</summary>
    private bool Back(int mark)
    {
        _mark = mark;
        return false;
    }

    /// <summary>Looks whether something follows without taking it.</summary>
    private bool Ahead(Func<bool> read)
    {
        int mark = _mark;
        bool found = read();
        _mark = mark;
        return found;
    }

    private void CheckVersion(int minor, string what)
    {
        if (_options.FeatureVersion < minor)
            throw AtLastToken(SyntaxErrorKind.SyntaxError, $"{what} only supported in Python 3.{minor} and greater");
    }

    private static readonly Expr Something = new ConstantExpr(Constant.None, null);
}
