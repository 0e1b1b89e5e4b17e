// An expression as source text again: what `from __future__ import annotations` keeps of an annotation. Parentheses stand where precedence
// needs them and nowhere else, in CPython's notion of that. See docs/internals/codegen.md.
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.CodeGen;

internal sealed class ExpressionText
{
    /// <summary>How tightly a place binds; an expression that binds less gets parentheses there.</summary>
    private enum Level
    {
        Tuple,
        Test,
        Or,
        And,
        Not,
        Compare,
        Expr,
        BitOr = Expr,
        BitXor,
        BitAnd,
        Shift,
        Arith,
        Term,
        Factor,
        Power,
        Await,
        Atom,
    }

    private readonly PyTextBuilder _text = new();
    private StackGuard _guard;

    public static PyText Of(Expr expression)
    {
        var writer = new ExpressionText();
        writer.Write(expression, Level.Test);
        return writer._text.ToText();
    }

    private void Write(string text) => _text.Append(text);

    private void Open(bool parenthesize)
    {
        if (parenthesize)
            Write("(");
    }

    private void Close(bool parenthesize)
    {
        if (parenthesize)
            Write(")");
    }

    private void Write(Expr expression, Level level)
    {
        _guard.Enter();
        switch (expression)
        {
            case BoolOp node:
                WriteBoolOp(node, level);
                break;
            case BinOp node:
                WriteBinOp(node, level);
                break;
            case UnaryOp node:
                WriteUnaryOp(node, level);
                break;
            case Lambda node:
                Open(level > Level.Test);
                Write(HasParameters(node.Args) ? "lambda " : "lambda");
                WriteParameters(node.Args);
                Write(": ");
                Write(node.Body, Level.Test);
                Close(level > Level.Test);
                break;
            case IfExp node:
                Open(level > Level.Test);
                Write(node.Body, Level.Test + 1);
                Write(" if ");
                Write(node.Test, Level.Test + 1);
                Write(" else ");
                Write(node.OrElse, Level.Test);
                Close(level > Level.Test);
                break;
            case DictExpr node:
                WriteDict(node);
                break;
            case SetExpr node:
                Write("{");
                WriteList(node.Elts);
                Write("}");
                break;
            case GeneratorExp node:
                WriteComprehension("(", node.Elt, null, node.Generators, ")");
                break;
            case ListComp node:
                WriteComprehension("[", node.Elt, null, node.Generators, "]");
                break;
            case SetComp node:
                WriteComprehension("{", node.Elt, null, node.Generators, "}");
                break;
            case DictComp node:
                WriteComprehension("{", node.Key, node.Value, node.Generators, "}");
                break;
            case Compare node:
                WriteCompare(node, level);
                break;
            case Call node:
                WriteCall(node);
                break;
            case ConstantExpr node:
                WriteConstant(node);
                break;
            case JoinedStr or FormattedValue or TemplateStr or Interpolation:
                WriteFormatted(expression);
                break;
            case AttributeExpr node:
                Write(node.Value, Level.Atom);
                // A dot right behind an integer would make it a float.
                Write(node.Value is ConstantExpr { Value: IntConstant } ? " ." : ".");
                Write(node.Attr);
                break;
            case Starred node:
                Write("*");
                Write(node.Value, Level.Expr);
                break;
            case Name node:
                Write(node.Id);
                break;
            case ListExpr node:
                Write("[");
                WriteList(node.Elts);
                Write("]");
                break;
            case TupleExpr node:
                WriteTuple(node, level);
                break;
            case Subscript node:
                Write(node.Value, Level.Atom);
                Write("[");
                Write(node.Slice, Level.Tuple);
                Write("]");
                break;
            case Slice node:
                WriteSlice(node);
                break;
            case NamedExpr node:
                Open(level > Level.Tuple);
                Write(node.Target, Level.Atom);
                Write(" := ");
                Write(node.Value, Level.Atom);
                Close(level > Level.Tuple);
                break;
        }
        _guard.Leave();
    }

    private void WriteList(Expr[] items)
    {
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0)
                Write(", ");
            Write(items[i], Level.Test);
        }
    }

    private void WriteBoolOp(BoolOp node, Level level)
    {
        bool isAnd = node.Op == BoolOperator.And;
        Level own = isAnd ? Level.And : Level.Or;
        Open(level > own);
        for (int i = 0; i < node.Values.Length; i++)
        {
            if (i > 0)
                Write(isAnd ? " and " : " or ");
            Write(node.Values[i], own + 1);
        }
        Close(level > own);
    }

    private void WriteBinOp(BinOp node, Level level)
    {
        (string op, Level own) = node.Op switch
        {
            BinaryOperator.Add => (" + ", Level.Arith),
            BinaryOperator.Sub => (" - ", Level.Arith),
            BinaryOperator.Mult => (" * ", Level.Term),
            BinaryOperator.MatMult => (" @ ", Level.Term),
            BinaryOperator.Div => (" / ", Level.Term),
            BinaryOperator.Mod => (" % ", Level.Term),
            BinaryOperator.LShift => (" << ", Level.Shift),
            BinaryOperator.RShift => (" >> ", Level.Shift),
            BinaryOperator.BitOr => (" | ", Level.BitOr),
            BinaryOperator.BitXor => (" ^ ", Level.BitXor),
            BinaryOperator.BitAnd => (" & ", Level.BitAnd),
            BinaryOperator.FloorDiv => (" // ", Level.Term),
            _ => (" ** ", Level.Power),
        };
        bool rightAssociative = node.Op == BinaryOperator.Pow;
        Open(level > own);
        Write(node.Left, own + (rightAssociative ? 1 : 0));
        Write(op);
        Write(node.Right, own + (rightAssociative ? 0 : 1));
        Close(level > own);
    }

    private void WriteUnaryOp(UnaryOp node, Level level)
    {
        (string op, Level own) = node.Op switch
        {
            UnaryOperator.Invert => ("~", Level.Factor),
            UnaryOperator.Not => ("not ", Level.Not),
            UnaryOperator.UAdd => ("+", Level.Factor),
            _ => ("-", Level.Factor),
        };
        Open(level > own);
        Write(op);
        Write(node.Operand, own);
        Close(level > own);
    }

    private static bool HasParameters(Arguments args) =>
        args.PosOnlyArgs.Length + args.Args.Length + args.KwOnlyArgs.Length > 0 || args.Vararg is not null || args.Kwarg is not null;

    private void WriteParameters(Arguments args)
    {
        bool first = true;
        int positional = args.PosOnlyArgs.Length + args.Args.Length;
        for (int i = 0; i < positional; i++)
        {
            Separate(ref first);
            Arg arg = i < args.PosOnlyArgs.Length ? args.PosOnlyArgs[i] : args.Args[i - args.PosOnlyArgs.Length];
            Write(arg.Name);
            int value = i - (positional - args.Defaults.Length);
            if (value >= 0)
            {
                Write("=");
                Write(args.Defaults[value], Level.Test);
            }
            if (i + 1 == args.PosOnlyArgs.Length)
                Write(", /");
        }
        if (args.Vararg is not null || args.KwOnlyArgs.Length > 0)
        {
            Separate(ref first);
            Write("*");
            if (args.Vararg is not null)
                Write(args.Vararg.Name);
        }
        for (int i = 0; i < args.KwOnlyArgs.Length; i++)
        {
            Separate(ref first);
            Write(args.KwOnlyArgs[i].Name);
            if (args.KwDefaults[i] is { } value)
            {
                Write("=");
                Write(value, Level.Test);
            }
        }
        if (args.Kwarg is not null)
        {
            Separate(ref first);
            Write("**" + args.Kwarg.Name);
        }
    }

    private void Separate(ref bool first)
    {
        if (!first)
            Write(", ");
        first = false;
    }

    private void WriteDict(DictExpr node)
    {
        Write("{");
        for (int i = 0; i < node.Values.Length; i++)
        {
            if (i > 0)
                Write(", ");
            if (node.Keys[i] is { } key)
            {
                Write(key, Level.Test);
                Write(": ");
                Write(node.Values[i], Level.Test);
            }
            else
            {
                Write("**");
                Write(node.Values[i], Level.Expr);
            }
        }
        Write("}");
    }

    private void WriteComprehension(string open, Expr element, Expr? value, Comprehension[] generators, string close)
    {
        Write(open);
        Write(element, Level.Test);
        if (value is not null)
        {
            Write(": ");
            Write(value, Level.Test);
        }
        foreach (Comprehension generator in generators)
        {
            Write(generator.IsAsync ? " async for " : " for ");
            Write(generator.Target, Level.Tuple);
            Write(" in ");
            Write(generator.Iter, Level.Test + 1);
            foreach (Expr condition in generator.Ifs)
            {
                Write(" if ");
                Write(condition, Level.Test + 1);
            }
        }
        Write(close);
    }

    private void WriteCompare(Compare node, Level level)
    {
        Open(level > Level.Compare);
        Write(node.Left, Level.Compare + 1);
        for (int i = 0; i < node.Ops.Length; i++)
        {
            Write(node.Ops[i] switch
            {
                CmpOperator.Eq => " == ",
                CmpOperator.NotEq => " != ",
                CmpOperator.Lt => " < ",
                CmpOperator.LtE => " <= ",
                CmpOperator.Gt => " > ",
                CmpOperator.GtE => " >= ",
                CmpOperator.Is => " is ",
                CmpOperator.IsNot => " is not ",
                CmpOperator.In => " in ",
                _ => " not in ",
            });
            Write(node.Comparators[i], Level.Compare + 1);
        }
        Close(level > Level.Compare);
    }

    private void WriteCall(Call node)
    {
        Write(node.Func, Level.Atom);
        if (node is { Args: [GeneratorExp generator], Keywords.Length: 0 })
        {
            Write(generator, Level.Test);
            return;
        }
        Write("(");
        bool first = true;
        foreach (Expr argument in node.Args)
        {
            Separate(ref first);
            Write(argument, Level.Test);
        }
        foreach (Keyword keyword in node.Keywords)
        {
            Separate(ref first);
            Write(keyword.Arg is null ? "**" : keyword.Arg + "=");
            Write(keyword.Value, Level.Test);
        }
        Write(")");
    }

    private void WriteTuple(TupleExpr node, Level level)
    {
        if (node.Elts.Length == 0)
        {
            Write("()");
            return;
        }
        Open(level > Level.Tuple);
        WriteList(node.Elts);
        if (node.Elts.Length == 1)
            Write(",");
        Close(level > Level.Tuple);
    }

    private void WriteSlice(Slice node)
    {
        if (node.Lower is not null)
            Write(node.Lower, Level.Test);
        Write(":");
        if (node.Upper is not null)
            Write(node.Upper, Level.Test);
        if (node.Step is null)
            return;
        Write(":");
        Write(node.Step, Level.Test);
    }

    private void WriteConstant(ConstantExpr node)
    {
        switch (node.Value)
        {
            case EllipsisConstant:
                Write("...");
                break;
            case FloatConstant or ComplexConstant:
                // An infinity has no literal, but a number too large for a float has its value.
                Write(TextOfConstants.Repr(node.Value).ToString().Replace("inf", "1e309"));
                break;
            default:
                Write(node.StringKind ?? "");
                TextOfConstants.Append(_text, node.Value);
                break;
        }
    }

    /// <summary>The whole of an f-string or t-string is put together first and quoted then.</summary>
    private void WriteFormatted(Expr expression)
    {
        var body = new PyTextBuilder();
        AppendFormatted(body, expression);
        Write(expression is TemplateStr or Interpolation ? "t" : "f");
        _text.Append(TextOfConstants.Repr(body.ToText()));
    }

    private static void AppendFormatted(PyTextBuilder body, Expr expression)
    {
        switch (expression)
        {
            case JoinedStr node:
                foreach (Expr value in node.Values)
                    AppendFormatted(body, value);
                break;
            case TemplateStr node:
                foreach (Expr value in node.Values)
                    AppendFormatted(body, value);
                break;
            case ConstantExpr { Value: StrConstant text }:
                foreach (int point in text.Value.CodePoints())
                {
                    body.Append(point);
                    if (point is '{' or '}')
                        body.Append(point);
                }
                break;
            case FormattedValue node:
                var inner = new ExpressionText();
                inner.Write(node.Value, Level.Test + 1);
                AppendReplacement(body, inner._text.ToText(), node.Conversion, node.FormatSpec);
                break;
            case Interpolation node:
                AppendReplacement(body, ((StrConstant)node.Str).Value, node.Conversion, node.FormatSpec);
                break;
        }
    }

    private static void AppendReplacement(PyTextBuilder body, PyText value, int conversion, Expr? formatSpec)
    {
        body.Append('{');
        // Two opening braces in a row would mean one brace of text.
        if (value.Utf8.Length > 0 && value.Utf8[0] == '{')
            body.Append(' ');
        body.Append(value);
        if (conversion > 0)
        {
            body.Append('!');
            body.Append(conversion);
        }
        if (formatSpec is not null)
        {
            body.Append(':');
            AppendFormatted(body, formatSpec);
        }
        body.Append('}');
    }
}
