// Expressions: uses of names, the scopes of lambdas and comprehensions, and where yield, await and := may stand.
// See docs/internals/symtable.md.
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Binding;

internal sealed partial class SymbolTableBuilder
{
    private bool AllowsTopLevelAwait => allowTopLevelAwait && _cur.Type == BlockType.ModuleBlock;

    private void VisitAll(Expr[] expressions)
    {
        foreach (Expr expression in expressions)
            Visit(expression);
    }

    private void VisitOptional(Expr? expression)
    {
        if (expression is not null)
            Visit(expression);
    }

    private void Visit(Expr expression)
    {
        _guard.Enter();
        switch (expression.Kind)
        {
            case NodeKind.Name:
                VisitName((Name)expression);
                break;
            case NodeKind.ConstantExpr:
                break;
            case NodeKind.AttributeExpr:
                var attribute = (AttributeExpr)expression;
                CheckName(attribute.Attr, attribute.Loc(), attribute.Ctx);
                Visit(attribute.Value);
                break;
            case NodeKind.Call:
                var call = (Call)expression;
                Visit(call.Func);
                VisitAll(call.Args);
                CheckKeywords(call.Keywords);
                foreach (Keyword keyword in call.Keywords)
                    Visit(keyword.Value);
                break;
            case NodeKind.BinOp:
                VisitBinOp((BinOp)expression);
                break;
            case NodeKind.BoolOp:
                VisitAll(((BoolOp)expression).Values);
                break;
            case NodeKind.NamedExpr:
                VisitNamedExpr((NamedExpr)expression);
                break;
            case NodeKind.UnaryOp:
                Visit(((UnaryOp)expression).Operand);
                break;
            case NodeKind.Lambda:
                VisitLambda((Lambda)expression);
                break;
            case NodeKind.IfExp:
                var choice = (IfExp)expression;
                Visit(choice.Test);
                Visit(choice.Body);
                Visit(choice.OrElse);
                break;
            case NodeKind.DictExpr:
                var dict = (DictExpr)expression;
                foreach (Expr? key in dict.Keys)
                    VisitOptional(key);
                VisitAll(dict.Values);
                break;
            case NodeKind.SetExpr:
                VisitAll(((SetExpr)expression).Elts);
                break;
            case NodeKind.ListExpr:
                VisitAll(((ListExpr)expression).Elts);
                break;
            case NodeKind.TupleExpr:
                VisitAll(((TupleExpr)expression).Elts);
                break;
            case NodeKind.ListComp:
                var list = (ListComp)expression;
                VisitComprehension(list, "listcomp", ComprehensionType.ListComprehension, list.Generators, list.Elt, null);
                break;
            case NodeKind.SetComp:
                var set = (SetComp)expression;
                VisitComprehension(set, "setcomp", ComprehensionType.SetComprehension, set.Generators, set.Elt, null);
                break;
            case NodeKind.DictComp:
                var map = (DictComp)expression;
                VisitComprehension(map, "dictcomp", ComprehensionType.DictComprehension, map.Generators, map.Key, map.Value);
                break;
            case NodeKind.GeneratorExp:
                var generator = (GeneratorExp)expression;
                VisitComprehension(
                    generator, "genexpr", ComprehensionType.GeneratorExpression, generator.Generators, generator.Elt, null);
                break;
            case NodeKind.Yield:
                VisitYield(expression, ((Yield)expression).Value);
                break;
            case NodeKind.YieldFrom:
                VisitYield(expression, ((YieldFrom)expression).Value);
                break;
            case NodeKind.Await:
                VisitAwait((Await)expression);
                break;
            case NodeKind.Compare:
                var compare = (Compare)expression;
                Visit(compare.Left);
                VisitAll(compare.Comparators);
                break;
            case NodeKind.FormattedValue:
                var formatted = (FormattedValue)expression;
                Visit(formatted.Value);
                VisitOptional(formatted.FormatSpec);
                break;
            case NodeKind.Interpolation:
                var interpolation = (Interpolation)expression;
                Visit(interpolation.Value);
                VisitOptional(interpolation.FormatSpec);
                break;
            case NodeKind.JoinedStr:
                VisitAll(((JoinedStr)expression).Values);
                break;
            case NodeKind.TemplateStr:
                VisitAll(((TemplateStr)expression).Values);
                break;
            case NodeKind.Subscript:
                var subscript = (Subscript)expression;
                Visit(subscript.Value);
                Visit(subscript.Slice);
                break;
            case NodeKind.Starred:
                Visit(((Starred)expression).Value);
                break;
            case NodeKind.Slice:
                var slice = (Slice)expression;
                VisitOptional(slice.Lower);
                VisitOptional(slice.Upper);
                VisitOptional(slice.Step);
                break;
        }
        _guard.Leave();
    }

    private void VisitName(Name name)
    {
        if (_cur.InUnevaluatedAnnotation)
            return;
        SymbolFlags flag = name.Ctx == ExprContext.Load ? SymbolFlags.USE : SymbolFlags.DEF_LOCAL;
        Define(name.Id, flag, name.Loc(), name.Ctx);
        // super() without arguments reads the class from the enclosing class's cell.
        if (name.Ctx == ExprContext.Load && name.Id == "super" && _cur.IsFunctionLike)
            AddDefinition("__class__", SymbolFlags.USE, name.Loc());
    }

    /// <summary>A chain of operators leans to the left: its spine is walked in a loop, so it may be long.</summary>
    private void VisitBinOp(BinOp operation)
    {
        if (operation.Left is not BinOp)
        {
            Visit(operation.Left);
            Visit(operation.Right);
            return;
        }
        var spine = new Stack<BinOp>();
        Expr left = operation;
        while (left is BinOp inner)
        {
            spine.Push(inner);
            left = inner.Left;
        }
        Visit(left);
        while (spine.TryPop(out BinOp? next))
            Visit(next.Right);
    }

    private void VisitLambda(Lambda lambda)
    {
        VisitAll(lambda.Args.Defaults);
        VisitKwDefaults(lambda.Args);
        table.AddBody(lambda, EnterNewScope("lambda", BlockType.FunctionBlock, lambda.Loc()));
        VisitParameters(lambda.Args);
        Visit(lambda.Body);
        ExitScope();
    }

    private void VisitYield(Expr expression, Expr? value)
    {
        ForbidInAnnotationScope("yield expression", expression);
        VisitOptional(value);
        _cur.IsGenerator = true;
        if (_cur.Comprehension == ComprehensionType.NoComprehension)
            return;
        throw Error(
            _cur.Comprehension switch
            {
                ComprehensionType.ListComprehension => "'yield' inside list comprehension",
                ComprehensionType.SetComprehension => "'yield' inside set comprehension",
                ComprehensionType.DictComprehension => "'yield' inside dict comprehension",
                _ => "'yield' inside generator expression",
            },
            expression.Loc());
    }

    private void VisitAwait(Await expression)
    {
        ForbidInAnnotationScope("await expression", expression);
        if (!AllowsTopLevelAwait)
        {
            if (!_cur.IsFunctionLike)
                throw Error("'await' outside function", expression.Loc());
            if (!IsAsyncFunction(_cur) && _cur.Comprehension == ComprehensionType.NoComprehension)
                throw Error("'await' outside async function", expression.Loc());
        }
        Visit(expression.Value);
        _cur.IsCoroutine = true;
    }

    private static bool IsAsyncFunction(Scope scope) => scope.Type == BlockType.FunctionBlock && scope.IsCoroutine;

    private void VisitNamedExpr(NamedExpr expression)
    {
        ForbidInAnnotationScope("named expression", expression);
        if (_cur.ComprehensionIterDepth > 0)
            throw Error("assignment expression cannot be used in a comprehension iterable expression", expression.Loc());
        if (_cur.Comprehension != ComprehensionType.NoComprehension)
            BindOutsideComprehensions((Name)expression.Target);
        Visit(expression.Value);
        Visit(expression.Target);
    }

    /// <summary>A walrus in a comprehension binds in the scope around all comprehensions.</summary>
    private void BindOutsideComprehensions(Name target)
    {
        Location location = target.Loc();
        string mangled = Mangle(target.Id);
        for (int i = _stack.Count - 1; i >= 0; i--)
        {
            Scope scope = _stack[i];
            SymbolFlags known = scope.Symbols[mangled];
            if (scope.Comprehension != ComprehensionType.NoComprehension)
            {
                if (known.Has(SymbolFlags.DEF_COMP_ITER) && known.Has(SymbolFlags.DEF_LOCAL | SymbolFlags.DEF_GLOBAL))
                    throw Error($"assignment expression cannot rebind comprehension iteration variable '{target.Id}'", location);
                continue;
            }
            switch (scope.Type)
            {
                case BlockType.FunctionBlock:
                    bool global = known.Has(SymbolFlags.DEF_GLOBAL);
                    Define(target.Id, global ? SymbolFlags.DEF_GLOBAL : SymbolFlags.DEF_NONLOCAL, location);
                    _cur.AddDirective(mangled, location);
                    AddDefinition(target.Id, SymbolFlags.DEF_LOCAL, scope, location);
                    return;
                case BlockType.ModuleBlock:
                    Define(target.Id, SymbolFlags.DEF_GLOBAL, location);
                    _cur.AddDirective(mangled, location);
                    AddDefinition(target.Id, SymbolFlags.DEF_GLOBAL, scope, location);
                    return;
                case BlockType.ClassBlock:
                    throw Error("assignment expression within a comprehension cannot be used in a class body", location);
                case BlockType.TypeParametersBlock:
                    throw Error(
                        "assignment expression within a comprehension cannot be used within the definition of a generic", location);
                case BlockType.TypeAliasBlock:
                    throw Error("assignment expression within a comprehension cannot be used in a type alias", location);
                case BlockType.TypeVariableBlock:
                    throw Error("assignment expression within a comprehension cannot be used in a TypeVar bound", location);
            }
        }
    }

    private void VisitComprehension(
        Expr node, string name, ComprehensionType type, Comprehension[] generators, Expr element, Expr? value)
    {
        bool isGenerator = type == ComprehensionType.GeneratorExpression;
        Comprehension outermost = generators[0];
        // The first iterable belongs to the enclosing scope, whose argument it is to the comprehension.
        _cur.ComprehensionIterDepth++;
        Visit(outermost.Iter);
        _cur.ComprehensionIterDepth--;
        Scope scope = EnterNewScope(name, BlockType.FunctionBlock, node.Loc());
        table.AddBody(node, scope);
        scope.Comprehension = type;
        if (outermost.IsAsync)
            scope.IsCoroutine = true;
        AddDefinition(".0", SymbolFlags.DEF_PARAM, node.Loc());
        scope.InComprehensionTarget = true;
        Visit(outermost.Target);
        scope.InComprehensionTarget = false;
        VisitAll(outermost.Ifs);
        for (int i = 1; i < generators.Length; i++)
            VisitInnerGenerator(generators[i]);
        if (value is not null)
            Visit(value);
        Visit(element);
        scope.IsGenerator = isGenerator;
        bool isAsync = scope.IsCoroutine && !isGenerator;
        ExitScope();
        if (!isAsync)
            return;
        if (!IsAsyncFunction(_cur) && _cur.Comprehension == ComprehensionType.NoComprehension && !AllowsTopLevelAwait)
            throw Error("asynchronous comprehension outside of an asynchronous function", node.Loc());
        _cur.IsCoroutine = true;
    }

    private void VisitInnerGenerator(Comprehension generator)
    {
        _cur.InComprehensionTarget = true;
        Visit(generator.Target);
        _cur.InComprehensionTarget = false;
        _cur.ComprehensionIterDepth++;
        Visit(generator.Iter);
        _cur.ComprehensionIterDepth--;
        VisitAll(generator.Ifs);
        if (generator.IsAsync)
            _cur.IsCoroutine = true;
    }

    private void ForbidInAnnotationScope(string what, Expr expression)
    {
        string? where = _cur.Type switch
        {
            BlockType.AnnotationBlock => "an annotation",
            BlockType.TypeVariableBlock => _cur.ScopeInfo,
            BlockType.TypeAliasBlock => "a type alias",
            BlockType.TypeParametersBlock => "the definition of a generic",
            _ => null,
        };
        if (where is not null)
            throw Error($"{what} cannot be used within {where}", expression.Loc());
    }
}
