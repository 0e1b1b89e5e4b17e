// Where errors are placed. CPython counts columns in bytes first and turns them into characters of the line the error starts on; columns
// that lie behind that line are cut to its end, which shows when an error spans lines.
using System.Diagnostics.CodeAnalysis;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax.Diagnosis;

internal sealed partial class DiagnosingParser
{
    /// <summary>A place in the source: byte columns from 0.</summary>
    private readonly record struct Place(int Lineno, int Column, int EndLineno, int EndColumn)
    {
        public static implicit operator Place(in Token token) => new(token.Lineno, token.ColOffset, token.EndLineno, token.EndColOffset);

        public static implicit operator Place(LocatedNode node) => new(node.Lineno, node.ColOffset, node.EndLineno, node.EndColOffset);
    }

    private SyntaxException Located(SyntaxErrorKind kind, string message, in Place place) =>
        Make(kind, message, place.Lineno, place.Column + 1, place.EndLineno, place.EndColumn + 1);

    /// <summary>At the last token read, however far the grammar got.</summary>
    private SyntaxException AtLastToken(SyntaxErrorKind kind, string message) => AtToken(kind, message, _tokens[_count - 1]);

    private SyntaxException AtToken(SyntaxErrorKind kind, string message, in Token token)
    {
        if (token.Kind == TokenKind.ErrorToken && !_incomplete && _stream.Tokenizer is { Failure: TokenizerFailure.Eof, Level: > 0 })
            return NeverClosed();
        if (token.ColOffset >= 0)
            return Located(kind, message, token);
        Tokenizer tokenizer = _stream.Tokenizer;
        return Make(kind, message, token.Lineno, tokenizer.Position - tokenizer.LineStart, token.EndLineno, -1);
    }

    private SyntaxException AtTokenizer(SyntaxErrorKind kind, string message, int column)
    {
        int lineno = _stream.Tokenizer.Lineno;
        return Make(kind, message, lineno, column + 1, lineno, 0);
    }

    private SyntaxException NeverClosed()
    {
        (char bracket, int lineno, int column) = _stream.Tokenizer.OpenBracket;
        return Make(SyntaxErrorKind.SyntaxError, $"'{bracket}' was never closed", lineno, column + 1, lineno, 0);
    }

    /// <summary>Columns are in bytes and count from 1.</summary>
    private SyntaxException Make(SyntaxErrorKind kind, string message, int lineno, int column, int endLineno, int endColumn)
    {
        int start = lineno <= 0 ? 0 : _source.LineStart(lineno);
        int end = _source.LineEnd(start);
        if (_stream.Tokenizer.Lineno <= lineno && end < _source.Length)
            end++;
        return new SyntaxException(kind, message)
        {
            FileName = _source.FileName,
            Lineno = _source.Length == 0 ? 0 : lineno,
            Offset = Characters(start, end, column),
            EndLineno = _source.Length == 0 ? 0 : endLineno,
            EndOffset = endColumn <= 0 ? endColumn : Characters(start, end, endColumn),
            SourceLine = _source.Text(start, end),
        };
    }

    private int Characters(int start, int end, int column)
    {
        if (column <= 0)
            return column;
        int length = end - start;
        if (column > length)
            return _source.CountCharacters(start, end) + 1;
        return _source.CountCharacters(start, start + column);
    }

    [DoesNotReturn]
    private void Raise(string message) => throw AtLastToken(SyntaxErrorKind.SyntaxError, message);

    [DoesNotReturn]
    private void RaiseIndentation(string message) => throw AtLastToken(SyntaxErrorKind.IndentationError, message);

    [DoesNotReturn]
    private void RaiseNext(string message) => throw AtToken(SyntaxErrorKind.SyntaxError, message, TokenAt(_mark));

    [DoesNotReturn]
    private void RaiseAt(in Place place, string message) => throw Located(SyntaxErrorKind.SyntaxError, message, place);

    [DoesNotReturn]
    private void RaiseRange(in Place first, in Place last, string message) => throw Make(
        SyntaxErrorKind.SyntaxError, message, first.Lineno, first.Column + 1, last.EndLineno, last.EndColumn + 1);

    /// <summary>From a place to wherever the tokenizer is.</summary>
    [DoesNotReturn]
    private void RaiseFrom(in Place place, string message) => throw Make(
        SyntaxErrorKind.SyntaxError, message, place.Lineno, place.Column + 1, _stream.Tokenizer.Lineno,
        _stream.Tokenizer.Position - _stream.Tokenizer.LineStart);

    /// <summary>"expected an indented block after …": where a block should be, a newline and no indent came.</summary>
    private void ExpectIndent(string what, in Token from)
    {
        if (Tok(TokenKind.Newline) && !See(TokenKind.Indent))
            RaiseIndentation($"expected an indented block after {what} on line {from.Lineno}");
    }

    private enum TargetUse
    {
        Store, Delete, For,
    }

    /// <summary>Raises if an expression holds what cannot be a target.</summary>
    private void RaiseForTarget(TargetUse use, Expr expression)
    {
        if (InvalidTarget(use, expression) is Expr wrong)
            RaiseAt(wrong, $"cannot {(use == TargetUse.Delete ? "delete" : "assign to")} {NameOf(wrong)}");
    }

    private static Expr? InvalidTarget(TargetUse use, Expr expression)
    {
        switch (expression)
        {
            case ListExpr list:
                return FirstInvalid(use, list.Elts);
            case TupleExpr tuple:
                return FirstInvalid(use, tuple.Elts);
            case Starred starred:
                return use == TargetUse.Delete ? expression : InvalidTarget(use, starred.Value);
            case Compare compare when use == TargetUse.For:
                return compare.Ops[0] == CmpOperator.In ? InvalidTarget(use, compare.Left) : null;
            case Name or AttributeExpr or Subscript:
                return null;
            default:
                return expression;
        }
    }

    private static Expr? FirstInvalid(TargetUse use, Expr[] elements)
    {
        foreach (Expr element in elements)
        {
            if (InvalidTarget(use, element) is Expr wrong)
                return wrong;
        }
        return null;
    }

    /// <summary>What messages call an expression.</summary>
    private static string NameOf(Expr expression) => expression switch
    {
        AttributeExpr => "attribute",
        Subscript => "subscript",
        Starred => "starred",
        Name => "name",
        ListExpr => "list",
        TupleExpr => "tuple",
        Lambda => "lambda",
        Call => "function call",
        BoolOp or BinOp or UnaryOp => "expression",
        GeneratorExp => "generator expression",
        Yield or YieldFrom => "yield expression",
        Await => "await expression",
        ListComp => "list comprehension",
        SetComp => "set comprehension",
        DictComp => "dict comprehension",
        DictExpr => "dict literal",
        SetExpr => "set display",
        JoinedStr or FormattedValue => "f-string expression",
        TemplateStr or Interpolation => "t-string expression",
        ConstantExpr { Value: NoneConstant } => "None",
        ConstantExpr { Value: BoolConstant { Value: true } } => "True",
        ConstantExpr { Value: BoolConstant } => "False",
        ConstantExpr { Value: EllipsisConstant } => "ellipsis",
        ConstantExpr => "literal",
        Compare => "comparison",
        IfExp => "conditional expression",
        NamedExpr => "named expression",
        _ => "expression",
    };
}
