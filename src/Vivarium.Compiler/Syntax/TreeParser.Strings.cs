// Adjacent string literals, f-strings and t-strings.
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax;

internal sealed partial class TreeParser
{
    private Expr Strings()
    {
        int start = _pos;
        int mark = _exprs.Mark();
        bool template = false, plain = false;
        while (true)
        {
            if (Kind == TokenKind.String)
            {
                _exprs.Push(_literals.String(_tokens[_pos++]));
                plain = true;
            }
            else if (Kind is TokenKind.FStringStart or TokenKind.TStringStart)
            {
                template |= Kind == TokenKind.TStringStart;
                plain |= Kind == TokenKind.FStringStart;
                _exprs.Push(Interpolated());
            }
            else
            {
                break;
            }
        }
        if (template && plain)
            Fail();
        Expr[] parts = _exprs.Take(mark);
        if (parts.Length == 1 && parts[0].Kind == NodeKind.ConstantExpr)
            return parts[0];
        Expr? joined = StringParts.Join(parts, template);
        if (joined is null)
            Fail();
        return Place(joined, start);
    }

    /// <summary>One f-string or t-string, from its start token to its end token.</summary>
    private Expr Interpolated()
    {
        int start = _pos++;
        Enter(4);
        bool template = _tokens[start].Kind == TokenKind.TStringStart;
        bool raw = StringParts.IsRaw(_source, _tokens[start]);
        int mark = _exprs.Mark();
        int middles = 0;
        while (Kind is not (TokenKind.FStringEnd or TokenKind.TStringEnd))
        {
            if (Kind is TokenKind.FStringMiddle or TokenKind.TStringMiddle)
            {
                // Decoded below: the end token places the warnings.
                _exprs.Push(Place(new ConstantExpr(StringParts.Pending, null), _pos++));
                _middles.Push(_pos - 1);
                middles++;
            }
            else
            {
                Replacement(template, raw);
            }
        }
        ref Token end = ref _tokens[_pos++];
        int middle = _middles.Mark() - middles;
        for (int i = mark; i < _exprs.Mark(); i++)
        {
            if (_exprs[i] is ConstantExpr { Value: var value } constant && ReferenceEquals(value, StringParts.Pending))
                constant.Value = new Bytecode.Constants.StrConstant(_literals.Middle(_tokens[_middles[middle++]], raw, end));
        }
        _middles.Drop(_middles.Mark() - middles);
        _depth -= 4;
        Expr[] values = StringParts.WithoutEmpty(_exprs.Take(mark));
        return template ? Place(new TemplateStr(values), start) : Place(new JoinedStr(values), start);
    }

    private readonly Scratch<int> _middles = new();

    /// <summary>A replacement field: pushes its value, and in front of it the text that '=' asks for.</summary>
    private void Replacement(bool template, bool raw)
    {
        int start = _pos;
        Expect(TokenKind.LBrace);
        Expr value = AnnotatedRhs();
        bool debug = Take(TokenKind.Equal);
        int behind = _pos;
        int conversion = -1;
        if (Take(TokenKind.Exclamation))
            conversion = Conversion();
        Expr? spec = Kind == TokenKind.Colon ? FormatSpec(template, raw) : null;
        Expect(TokenKind.RBrace);
        if (debug && conversion < 0 && spec is null)
            conversion = 'r';
        if (debug)
            _exprs.Push(StringParts.DebugText(_source, _tokens[start], _tokens[behind]));
        _exprs.Push(template
            ? Place(Interpolate(value, start, behind, debug, conversion, spec), start)
            : Place(new FormattedValue(value, conversion, spec), start));
    }

    private Interpolation Interpolate(Expr value, int start, int behind, bool debug, int conversion, Expr? spec) =>
        new(value, StringParts.ExpressionText(_source, _tokens[start], _tokens[behind], debug), conversion, spec);

    private int Conversion()
    {
        ref Token mark = ref _tokens[_pos - 1];
        ref Token name = ref _tokens[_pos++];
        if (name.Kind != TokenKind.Name || name.Start != mark.End || name.End - name.Start != 1)
            Fail();
        int conversion = _source.Bytes[name.Start];
        if (conversion is not ('s' or 'r' or 'a'))
            Fail();
        return conversion;
    }

    private Expr FormatSpec(bool template, bool raw)
    {
        int start = _pos++;
        int mark = _exprs.Mark();
        while (Kind != TokenKind.RBrace)
        {
            if (Kind is TokenKind.FStringMiddle or TokenKind.TStringMiddle)
            {
                ref Token middle = ref _tokens[_pos];
                _pos++;
                _exprs.Push(Place(new ConstantExpr(new Bytecode.Constants.StrConstant(_literals.SpecMiddle(middle, raw)), null), _pos - 1));
            }
            else
            {
                Replacement(template: false, raw);
            }
        }
        return Place(StringParts.FormatSpec(_exprs.Take(mark)), start);
    }
}
