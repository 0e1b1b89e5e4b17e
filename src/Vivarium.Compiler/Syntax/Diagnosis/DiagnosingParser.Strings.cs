// Strings and replacement fields, and their mistakes.
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax.Diagnosis;

internal sealed partial class DiagnosingParser
{
    /// <summary>Is the interpolated string being read raw?</summary>
    private bool _raw;

    private Expr? Strings() => Remembered(Rule.Strings, static p => p.ReadStrings());

    private Expr? ReadStrings()
    {
        int start = _mark;
        List<Expr> parts = [];
        if (_invalid)
        {
            InvalidMixture();
            _mark = start;
        }
        while (PlainString() is Expr part)
            parts.Add(part);
        if (parts.Count > 0)
            return Joined(parts, start, template: false);
        while (TemplateString() is Expr part)
            parts.Add(part);
        return parts.Count > 0 ? Joined(parts, start, template: true) : null;
    }

    private Expr Joined(List<Expr> parts, int start, bool template)
    {
        if (parts.Count == 1)
            return parts[0];
        bool isBytes = parts[0] is ConstantExpr { Value: BytesConstant };
        foreach (Expr part in parts)
        {
            if (part is ConstantExpr { Value: BytesConstant } != isBytes)
                Raise("cannot mix bytes and nonbytes literals");
        }
        if (template)
            return From(new TemplateStr([]), start);
        return parts.Exists(part => part.Kind == NodeKind.JoinedStr)
            ? From(new JoinedStr([]), start)
            : From(new ConstantExpr(((ConstantExpr)parts[0]).Value, null), start);
    }

    private void InvalidMixture()
    {
        int start = _mark;
        Expr? first = null, last = null;
        while (PlainString() is Expr part)
            first ??= part;
        if (first is not null)
        {
            while (TemplateString() is Expr part)
                last = part;
        }
        else
        {
            _mark = start;
            while (TemplateString() is Expr part)
                first ??= part;
            while (first is not null && PlainString() is Expr part)
                last = part;
        }
        if (first is not null && last is not null)
            RaiseRange(first, last, "cannot mix t-string literals with string or bytes literals");
    }

    private Expr? PlainString()
    {
        if (!See(TokenKind.String))
            return See(TokenKind.FStringStart) ? InterpolatedString(TokenKind.FStringMiddle, TokenKind.FStringEnd) : null;
        int index = _mark++;
        if (!_literalNodes.TryGetValue(index, out Expr? known))
            _literalNodes[index] = known = _literals.String(_tokens[index]);
        return known;
    }

    private Expr? TemplateString() =>
        See(TokenKind.TStringStart) ? InterpolatedString(TokenKind.TStringMiddle, TokenKind.TStringEnd) : null;

    private Expr? InterpolatedString(TokenKind middle, TokenKind end)
    {
        int start = _mark++;
        bool outerRaw = _raw;
        bool raw = _raw = StringParts.IsRaw(_source, _tokens[start]);
        List<int> texts = [];
        while (true)
        {
            int mark = _mark;
            if (Field(middle))
                continue;
            _mark = mark;
            if (!Tok(middle))
                break;
            texts.Add(mark);
        }
        _raw = outerRaw;
        if (!Tok(end, out Token last))
        {
            _mark = start;
            return null;
        }
        foreach (int text in texts)
            DecodeMiddle(text, raw, last);
        return end == TokenKind.TStringEnd ? From(new TemplateStr([]), start) : From(new JoinedStr([]), start);
    }

    private void DecodeMiddle(int index, bool raw, in Token warnAt)
    {
        if (_literalNodes.ContainsKey(index))
            return;
        _literalNodes[index] = Something;
        _literals.Middle(_tokens[index], raw, warnAt);
    }

    /// <summary>A replacement field.</summary>
    private bool Field(TokenKind middle)
    {
        int start = _mark;
        if (!See(TokenKind.LBrace))
            return false;
        _mark++;
        Enter();
        if (AnnotatedRhs() is not null)
        {
            Tok(TokenKind.Equal);
            Conversion(middle);
            if (FormatSpec(middle, out _) && Tok(TokenKind.RBrace))
            {
                _level--;
                return true;
            }
        }
        _level--;
        _mark = start;
        if (_invalid)
            InvalidField(middle);
        return Back(start);
    }

    private static char Letter(TokenKind middle) => middle == TokenKind.TStringMiddle ? 't' : 'f';

    private void Conversion(TokenKind middle)
    {
        int start = _mark;
        if (!Tok(TokenKind.Exclamation, out Token mark))
            return;
        if (!See(TokenKind.Name))
        {
            _mark = start;
            return;
        }
        Token name = _tokens[_mark++];
        if (name.Lineno != mark.Lineno || name.ColOffset != mark.EndColOffset)
            RaiseRange(mark, name, $"{Letter(middle)}-string: conversion type must come right after the exclamation mark");
        string text = _literals.Text(name);
        if (text is not ("s" or "r" or "a"))
            RaiseAt(name, $"{Letter(middle)}-string: invalid conversion character '{text}': expected 's', 'r', or 'a'");
    }

    /// <summary>True also if there is none.</summary>
    private bool FormatSpec(TokenKind middle, out bool any)
    {
        any = Tok(TokenKind.Colon);
        if (!any)
            return true;
        while (true)
        {
            int mark = _mark;
            if (Tok(middle))
            {
                DecodeSpec(mark);
                continue;
            }
            if (!Field(middle))
            {
                _mark = mark;
                return true;
            }
        }
    }

    private void DecodeSpec(int index)
    {
        if (!_literalNodes.ContainsKey(index))
        {
            _literalNodes[index] = Something;
            _literals.SpecMiddle(_tokens[index], _raw);
        }
    }

    private void InvalidField(TokenKind middle)
    {
        char letter = Letter(middle);
        int start = _mark++;
        Token token = TokenAt(_mark);
        string? missing = token.Kind switch
        {
            TokenKind.Equal => "=",
            TokenKind.Exclamation => "!",
            TokenKind.Colon => ":",
            TokenKind.RBrace => "}",
            _ => null,
        };
        if (missing is not null)
            RaiseAt(token, $"{letter}-string: valid expression required before '{missing}'");
        if (AnnotatedRhs() is null)
        {
            _mark = start + 1;
            RaiseNext($"{letter}-string: expecting a valid expression after '{{'");
        }
        if (TokenAt(_mark).Kind is not (TokenKind.Equal or TokenKind.Exclamation or TokenKind.Colon or TokenKind.RBrace))
            RaiseNext($"{letter}-string: expecting '=', or '!', or ':', or '}}'");
        if (Tok(TokenKind.Equal) && TokenAt(_mark).Kind is not (TokenKind.Exclamation or TokenKind.Colon or TokenKind.RBrace))
            RaiseNext($"{letter}-string: expecting '!', or ':', or '}}'");
        if (Tok(TokenKind.Exclamation))
        {
            if (See(TokenKind.Colon, TokenKind.RBrace))
                RaiseNext($"{letter}-string: missing conversion character");
            if (!Tok(TokenKind.Name))
                RaiseNext($"{letter}-string: invalid conversion character");
        }
        if (!See(TokenKind.Colon, TokenKind.RBrace))
            RaiseNext($"{letter}-string: expecting ':' or '}}'");
        bool hasSpec = See(TokenKind.Colon);
        FormatSpec(middle, out _);
        if (!See(TokenKind.RBrace))
            RaiseNext(hasSpec ? $"{letter}-string: expecting '}}', or format specs" : $"{letter}-string: expecting '}}'");
    }
}
