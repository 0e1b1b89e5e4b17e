// Statements, as far as they define names and open scopes; see docs/internals/symtable.md.
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Binding;

internal sealed partial class SymbolTableBuilder
{
    private void VisitBody(Stmt[] body)
    {
        foreach (Stmt statement in body)
            Visit(statement);
    }

    /// <summary>A body of which it is not certain that it runs: annotations in it must be noted when they are passed.</summary>
    private void VisitConditional(Stmt[] body)
    {
        bool outer = _cur.InConditionalBlock;
        _cur.InConditionalBlock = true;
        VisitBody(body);
        _cur.InConditionalBlock = outer;
    }

    private void Visit(Stmt statement)
    {
        _guard.Enter();
        switch (statement.Kind)
        {
            case NodeKind.FunctionDef:
                var function = (FunctionDef)statement;
                VisitFunction(function, function.Name, function.Args, function.Body, function.DecoratorList, function.Returns,
                    function.TypeParams, isAsync: false);
                break;
            case NodeKind.AsyncFunctionDef:
                var coroutine = (AsyncFunctionDef)statement;
                VisitFunction(coroutine, coroutine.Name, coroutine.Args, coroutine.Body, coroutine.DecoratorList, coroutine.Returns,
                    coroutine.TypeParams, isAsync: true);
                break;
            case NodeKind.ClassDef:
                VisitClass((ClassDef)statement);
                break;
            case NodeKind.TypeAlias:
                VisitTypeAlias((TypeAlias)statement);
                break;
            case NodeKind.Return:
                if (((Return)statement).Value is { } returned)
                {
                    Visit(returned);
                    _cur.ReturnsValue = true;
                }
                break;
            case NodeKind.Delete:
                VisitAll(((Delete)statement).Targets);
                break;
            case NodeKind.Assign:
                var assign = (Assign)statement;
                VisitAll(assign.Targets);
                Visit(assign.Value);
                break;
            case NodeKind.AugAssign:
                var augAssign = (AugAssign)statement;
                Visit(augAssign.Target);
                Visit(augAssign.Value);
                break;
            case NodeKind.AnnAssign:
                VisitAnnAssign((AnnAssign)statement);
                break;
            case NodeKind.For:
                var loop = (For)statement;
                Visit(loop.Target);
                Visit(loop.Iter);
                VisitConditional(loop.Body);
                VisitConditional(loop.OrElse);
                break;
            case NodeKind.AsyncFor:
                var asyncLoop = (AsyncFor)statement;
                Visit(asyncLoop.Target);
                Visit(asyncLoop.Iter);
                VisitConditional(asyncLoop.Body);
                VisitConditional(asyncLoop.OrElse);
                break;
            case NodeKind.While:
                var whileLoop = (While)statement;
                Visit(whileLoop.Test);
                VisitConditional(whileLoop.Body);
                VisitConditional(whileLoop.OrElse);
                break;
            case NodeKind.If:
                VisitIf((If)statement);
                break;
            case NodeKind.With:
                var with = (With)statement;
                VisitWith(with.Items, with.Body);
                break;
            case NodeKind.AsyncWith:
                var asyncWith = (AsyncWith)statement;
                VisitWith(asyncWith.Items, asyncWith.Body);
                break;
            case NodeKind.Match:
                VisitMatch((Match)statement);
                break;
            case NodeKind.Raise:
                var raise = (Raise)statement;
                VisitOptional(raise.Exc);
                VisitOptional(raise.Cause);
                break;
            case NodeKind.Try:
                var attempt = (Try)statement;
                VisitTry(attempt.Body, attempt.Handlers, attempt.OrElse, attempt.FinalBody);
                break;
            case NodeKind.TryStar:
                var groupAttempt = (TryStar)statement;
                VisitTry(groupAttempt.Body, groupAttempt.Handlers, groupAttempt.OrElse, groupAttempt.FinalBody);
                break;
            case NodeKind.Assert:
                var assert = (Assert)statement;
                Visit(assert.Test);
                VisitOptional(assert.Msg);
                break;
            case NodeKind.Import:
                VisitAliases(((Import)statement).Names);
                break;
            case NodeKind.ImportFrom:
                VisitAliases(((ImportFrom)statement).Names);
                break;
            case NodeKind.Global:
                Declare(((Global)statement).Names, SymbolFlags.DEF_GLOBAL, "global", statement.Loc());
                break;
            case NodeKind.Nonlocal:
                Declare(((Nonlocal)statement).Names, SymbolFlags.DEF_NONLOCAL, "nonlocal", statement.Loc());
                break;
            case NodeKind.ExprStmt:
                Visit(((ExprStmt)statement).Value);
                break;
        }
        _guard.Leave();
    }

    /// <summary>An elif chain is a nest of ifs: walked in a loop, it may be long.</summary>
    private void VisitIf(If statement)
    {
        bool outer = _cur.InConditionalBlock;
        while (true)
        {
            Visit(statement.Test);
            _cur.InConditionalBlock = true;
            VisitBody(statement.Body);
            if (statement.OrElse is not [If next])
                break;
            statement = next;
        }
        VisitBody(statement.OrElse);
        _cur.InConditionalBlock = outer;
    }

    private void VisitWith(WithItem[] items, Stmt[] body)
    {
        bool outer = _cur.InConditionalBlock;
        _cur.InConditionalBlock = true;
        foreach (WithItem item in items)
        {
            Visit(item.ContextExpr);
            VisitOptional(item.OptionalVars);
        }
        VisitBody(body);
        _cur.InConditionalBlock = outer;
    }

    private void VisitTry(Stmt[] body, ExceptHandler[] handlers, Stmt[] orElse, Stmt[] finalBody)
    {
        bool outer = _cur.InConditionalBlock;
        _cur.InConditionalBlock = true;
        VisitBody(body);
        foreach (ExceptHandler handler in handlers)
        {
            VisitOptional(handler.Type);
            if (handler.Name is not null)
                Define(handler.Name, SymbolFlags.DEF_LOCAL, handler.Loc());
            VisitBody(handler.Body);
        }
        VisitBody(orElse);
        VisitBody(finalBody);
        _cur.InConditionalBlock = outer;
    }

    private void VisitAliases(Alias[] names)
    {
        foreach (Alias alias in names)
        {
            string name = alias.AsName ?? alias.Name;
            if (name == "*")
            {
                if (_cur.Type != BlockType.ModuleBlock)
                    throw Error("import * only allowed at module level", alias.Loc());
                continue;
            }
            int dot = alias.AsName is null ? name.IndexOf('.') : -1;
            Define(dot < 0 ? name : string.Intern(name[..dot]), SymbolFlags.DEF_IMPORT, alias.Loc());
        }
    }

    private void Declare(string[] names, SymbolFlags flag, string word, Location location)
    {
        foreach (string name in names)
        {
            SymbolFlags known = _cur.Symbols[Mangle(name)];
            if (known.Has(SymbolFlags.DEF_PARAM))
                throw Error($"name '{name}' is parameter and {word}", location);
            if (known.Has(SymbolFlags.USE))
                throw Error($"name '{name}' is used prior to {word} declaration", location);
            if (known.Has(SymbolFlags.DEF_ANNOT))
                throw Error($"annotated name '{name}' can't be {word}", location);
            if (known.Has(SymbolFlags.DEF_LOCAL))
                throw Error($"name '{name}' is assigned to before {word} declaration", location);
            Define(name, flag, location);
            _cur.AddDirective(Mangle(name), location);
        }
    }

    private void VisitAnnAssign(AnnAssign statement)
    {
        _cur.AnnotationsUsed = true;
        if (statement.Target is Name target)
        {
            SymbolFlags known = _cur.Symbols[Mangle(target.Id)];
            if (statement.Simple && known.Has(SymbolFlags.DEF_GLOBAL | SymbolFlags.DEF_NONLOCAL) && _cur.Symbols != _globals)
            {
                string word = known.Has(SymbolFlags.DEF_GLOBAL) ? "global" : "nonlocal";
                throw Error($"annotated name '{target.Id}' can't be {word}", statement.Loc());
            }
            if (statement.Simple)
                Define(target.Id, SymbolFlags.DEF_ANNOT | SymbolFlags.DEF_LOCAL, target.Loc());
            else if (statement.Value is not null)
                Define(target.Id, SymbolFlags.DEF_LOCAL, target.Loc());
        }
        else
        {
            Visit(statement.Target);
        }
        VisitVariableAnnotation(statement.Annotation);
        VisitOptional(statement.Value);
    }

    /// <summary>All variable annotations of one scope share one annotation scope.</summary>
    private void VisitVariableAnnotation(Expr annotation)
    {
        Location location = annotation.Loc();
        Scope owner = _cur;
        // A module counts as conditional throughout: its annotations may be asked for while it is only partly executed.
        bool conditional = owner.Type == BlockType.ModuleBlock || (owner.Type == BlockType.ClassBlock && owner.InConditionalBlock);
        if (conditional && !owner.HasConditionalAnnotations)
        {
            owner.HasConditionalAnnotations = true;
            AddDefinition("__conditional_annotations__", SymbolFlags.USE, location);
        }
        if (owner.AnnotationBlock is null)
        {
            Scope scope = EnterNewScope("__annotate__", BlockType.AnnotationBlock, location);
            owner.AnnotationBlock = scope;
            if (owner.Type == BlockType.ClassBlock)
                LetSeeClassScope(location);
        }
        else
        {
            EnterScope(owner.AnnotationBlock);
        }
        // A local variable's annotation is never run, so what it names does not matter.
        _cur.InUnevaluatedAnnotation = owner.Type == BlockType.FunctionBlock;
        Visit(annotation);
        _cur.InUnevaluatedAnnotation = false;
        ExitScope();
    }

    private void VisitMatch(Match statement)
    {
        Visit(statement.Subject);
        bool outer = _cur.InConditionalBlock;
        _cur.InConditionalBlock = true;
        foreach (MatchCase arm in statement.Cases)
        {
            Visit(arm.Pattern);
            VisitOptional(arm.Guard);
            VisitBody(arm.Body);
        }
        _cur.InConditionalBlock = outer;
    }

    private void VisitAll(Pattern[] patterns)
    {
        foreach (Pattern pattern in patterns)
            Visit(pattern);
    }

    private void Visit(Pattern pattern)
    {
        _guard.Enter();
        switch (pattern)
        {
            case MatchValue value:
                Visit(value.Value);
                break;
            case MatchSequence sequence:
                VisitAll(sequence.Patterns);
                break;
            case MatchStar star:
                if (star.Name is not null)
                    Define(star.Name, SymbolFlags.DEF_LOCAL, star.Loc());
                break;
            case MatchMapping mapping:
                VisitAll(mapping.Keys);
                VisitAll(mapping.Patterns);
                if (mapping.Rest is not null)
                    Define(mapping.Rest, SymbolFlags.DEF_LOCAL, mapping.Loc());
                break;
            case MatchClass type:
                Visit(type.Cls);
                VisitAll(type.Patterns);
                for (int i = 0; i < type.KwdAttrs.Length; i++)
                    CheckName(type.KwdAttrs[i], type.KwdPatterns[i].Loc(), ExprContext.Store);
                VisitAll(type.KwdPatterns);
                break;
            case MatchAs capture:
                if (capture.Pattern is not null)
                    Visit(capture.Pattern);
                if (capture.Name is not null)
                    Define(capture.Name, SymbolFlags.DEF_LOCAL, capture.Loc());
                break;
            case MatchOr alternatives:
                VisitAll(alternatives.Patterns);
                break;
        }
        _guard.Leave();
    }
}
