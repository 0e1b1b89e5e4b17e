// What happens to a tree between parsing and the symbol tables: __debug__ becomes a constant, docstrings go under -OO, "%" formats with a
// literal tuple become f-strings, negative and complex numbers in patterns become constants, and jumps out of a finally block are
// warned about. Rewrites in place; running it twice does nothing more. See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Binding;

/// <param name="optimize">The level: 0, 1 (-O) or 2 (-OO).</param>
/// <param name="futureAnnotations">Annotations are kept as text, so they must stay as written.</param>
/// <param name="warnings">Receives what is to be warned about; null for a tree that is not compiled now.</param>
internal sealed partial class AstPreprocessor(int optimize, bool futureAnnotations, List<SyntaxWarning>? warnings)
{
    /// <summary>What encloses a statement most closely, as far as jumps go.</summary>
    private enum Enclosing : byte
    {
        Nothing,
        Function,
        Loop,
        Finally,
    }

    private StackGuard _guard;
    private Enclosing _enclosing;

    public static void Run(Mod mod, int optimize, CodeFlags features, List<SyntaxWarning>? warnings) =>
        new AstPreprocessor(optimize, (features & CodeFlags.CO_FUTURE_ANNOTATIONS) != 0, warnings).Process(mod);

    public void Process(Mod mod)
    {
        switch (mod)
        {
            case Module module:
                module.Body = FoldBody(module.Body);
                break;
            case Interactive interactive:
                FoldAll(interactive.Body);
                break;
            case Expression expression:
                expression.Body = Fold(expression.Body);
                break;
        }
    }

    /// <summary>A body that can have a docstring.</summary>
    private Stmt[] FoldBody(Stmt[] body)
    {
        bool hadDocstring = Docstrings.Of(body) is not null;
        if (hadDocstring && optimize >= 2)
        {
            Stmt docstring = body[0];
            body = body[1..];
            if (body.Length == 0)
                body = [PassAt(docstring)];
            hadDocstring = false;
        }
        FoldAll(body);
        if (!hadDocstring && Docstrings.Of(body) is { } accidental)
        {
            // What has become a string at the head of a body is no docstring: wrap it so that nobody takes it for one.
            var wrapped = new JoinedStr([accidental]);
            wrapped.CopyLocation(accidental);
            ((ExprStmt)body[0]).Value = wrapped;
        }
        return body;
    }

    /// <summary>A statement that does nothing, as long as its keyword.</summary>
    private static Pass PassAt(Stmt place) => new()
    {
        Lineno = place.Lineno,
        ColOffset = place.ColOffset,
        EndLineno = place.Lineno,
        EndColOffset = place.ColOffset + "pass".Length,
    };

    private void FoldAll(Stmt[] body)
    {
        foreach (Stmt statement in body)
            Fold(statement);
    }

    private void FoldAll(Stmt[] body, Enclosing enclosing)
    {
        Enclosing outer = _enclosing;
        _enclosing = enclosing;
        FoldAll(body);
        _enclosing = outer;
    }

    private void WarnJump(string word, Stmt statement)
    {
        if (_enclosing == Enclosing.Finally && warnings is not null)
        {
            warnings.Add(new SyntaxWarning(
                $"'{word}' in a 'finally' block", statement.Lineno, statement.ColOffset, statement.EndLineno, statement.EndColOffset));
        }
    }

    private void Fold(Stmt statement)
    {
        _guard.Enter();
        switch (statement)
        {
            case FunctionDef node:
                FoldTypeParams(node.TypeParams);
                FoldArguments(node.Args);
                node.Body = FoldFunctionBody(node.Body);
                FoldAll(node.DecoratorList);
                if (!futureAnnotations)
                    node.Returns = FoldOptional(node.Returns);
                break;
            case AsyncFunctionDef node:
                FoldTypeParams(node.TypeParams);
                FoldArguments(node.Args);
                node.Body = FoldFunctionBody(node.Body);
                FoldAll(node.DecoratorList);
                if (!futureAnnotations)
                    node.Returns = FoldOptional(node.Returns);
                break;
            case ClassDef node:
                FoldTypeParams(node.TypeParams);
                FoldAll(node.Bases);
                FoldKeywords(node.Keywords);
                node.Body = FoldBody(node.Body);
                FoldAll(node.DecoratorList);
                break;
            case Return node:
                WarnJump("return", node);
                node.Value = FoldOptional(node.Value);
                break;
            case Delete node:
                FoldAll(node.Targets);
                break;
            case Assign node:
                FoldAll(node.Targets);
                node.Value = Fold(node.Value);
                break;
            case AugAssign node:
                node.Target = Fold(node.Target);
                node.Value = Fold(node.Value);
                break;
            case AnnAssign node:
                node.Target = Fold(node.Target);
                if (!futureAnnotations)
                    node.Annotation = Fold(node.Annotation);
                node.Value = FoldOptional(node.Value);
                break;
            case TypeAlias node:
                node.Name = Fold(node.Name);
                FoldTypeParams(node.TypeParams);
                node.Value = Fold(node.Value);
                break;
            case For node:
                node.Target = Fold(node.Target);
                node.Iter = Fold(node.Iter);
                FoldAll(node.Body, Enclosing.Loop);
                FoldAll(node.OrElse);
                break;
            case AsyncFor node:
                node.Target = Fold(node.Target);
                node.Iter = Fold(node.Iter);
                FoldAll(node.Body, Enclosing.Loop);
                FoldAll(node.OrElse);
                break;
            case While node:
                node.Test = Fold(node.Test);
                FoldAll(node.Body, Enclosing.Loop);
                FoldAll(node.OrElse);
                break;
            case If node:
                FoldIf(node);
                break;
            case With node:
                FoldItems(node.Items);
                FoldAll(node.Body);
                break;
            case AsyncWith node:
                FoldItems(node.Items);
                FoldAll(node.Body);
                break;
            case Match node:
                FoldMatch(node);
                break;
            case Raise node:
                node.Exc = FoldOptional(node.Exc);
                node.Cause = FoldOptional(node.Cause);
                break;
            case Try node:
                FoldTry(node.Body, node.Handlers, node.OrElse, node.FinalBody);
                break;
            case TryStar node:
                FoldTry(node.Body, node.Handlers, node.OrElse, node.FinalBody);
                break;
            case Assert node:
                node.Test = Fold(node.Test);
                node.Msg = FoldOptional(node.Msg);
                break;
            case ExprStmt node:
                node.Value = Fold(node.Value);
                break;
            case Break or Continue:
                WarnJump(statement is Break ? "break" : "continue", statement);
                break;
        }
        _guard.Leave();
    }

    private Stmt[] FoldFunctionBody(Stmt[] body)
    {
        Enclosing outer = _enclosing;
        _enclosing = Enclosing.Function;
        body = FoldBody(body);
        _enclosing = outer;
        return body;
    }

    private void FoldIf(If node)
    {
        while (true)
        {
            node.Test = Fold(node.Test);
            FoldAll(node.Body);
            if (node.OrElse is not [If next])
                break;
            node = next;
        }
        FoldAll(node.OrElse);
    }

    private void FoldItems(WithItem[] items)
    {
        foreach (WithItem item in items)
        {
            item.ContextExpr = Fold(item.ContextExpr);
            item.OptionalVars = FoldOptional(item.OptionalVars);
        }
    }

    private void FoldTry(Stmt[] body, ExceptHandler[] handlers, Stmt[] orElse, Stmt[] finalBody)
    {
        FoldAll(body);
        foreach (ExceptHandler handler in handlers)
        {
            handler.Type = FoldOptional(handler.Type);
            FoldAll(handler.Body);
        }
        FoldAll(orElse);
        FoldAll(finalBody, Enclosing.Finally);
    }

    private void FoldTypeParams(TypeParam[] parameters)
    {
        foreach (TypeParam parameter in parameters)
        {
            switch (parameter)
            {
                case TypeVar node:
                    node.Bound = FoldOptional(node.Bound);
                    node.DefaultValue = FoldOptional(node.DefaultValue);
                    break;
                case ParamSpec node:
                    node.DefaultValue = FoldOptional(node.DefaultValue);
                    break;
                case TypeVarTuple node:
                    node.DefaultValue = FoldOptional(node.DefaultValue);
                    break;
            }
        }
    }

    private void FoldArguments(Arguments args)
    {
        FoldAnnotations(args.PosOnlyArgs);
        FoldAnnotations(args.Args);
        FoldAnnotation(args.Vararg);
        FoldAnnotations(args.KwOnlyArgs);
        FoldAnnotation(args.Kwarg);
        for (int i = 0; i < args.KwDefaults.Length; i++)
            args.KwDefaults[i] = FoldOptional(args.KwDefaults[i]);
        FoldAll(args.Defaults);
    }

    private void FoldAnnotations(Arg[] args)
    {
        foreach (Arg arg in args)
            FoldAnnotation(arg);
    }

    private void FoldAnnotation(Arg? arg)
    {
        if (arg is not null && !futureAnnotations)
            arg.Annotation = FoldOptional(arg.Annotation);
    }

    private void FoldKeywords(Keyword[] keywords)
    {
        foreach (Keyword keyword in keywords)
            keyword.Value = Fold(keyword.Value);
    }
}
