// Functions, classes, type aliases and their type parameters: what is evaluated in which of their scopes, and in which order.
// See docs/internals/symtable.md.
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Binding;

internal sealed partial class SymbolTableBuilder
{
    private void VisitFunction(
        Stmt node, string name, Arguments args, Stmt[] body, Expr[] decorators, Expr? returns, TypeParam[] typeParams, bool isAsync)
    {
        Location location = node.Loc();
        Define(name, SymbolFlags.DEF_LOCAL, location);
        VisitAll(args.Defaults);
        VisitKwDefaults(args);
        VisitAll(decorators);
        if (typeParams.Length > 0)
        {
            // A generic function's scope has the parameter of the defaults whether there are defaults or not.
            EnterTypeParameters(node, name, hasDefaults: true, HasKwDefaults(args), location);
            VisitTypeParams(typeParams);
        }
        Scope scope = NewScope(name, BlockType.FunctionBlock, location);
        scope.HasDocstring = Docstrings.Of(body) is not null;
        table.AddBody(node, scope);
        VisitFunctionAnnotations(node, args, returns, location);
        EnterScope(scope);
        VisitParameters(args);
        scope.IsCoroutine = isAsync;
        VisitBody(body);
        ExitScope();
        if (typeParams.Length > 0)
            ExitScope();
    }

    private void VisitKwDefaults(Arguments args)
    {
        foreach (Expr? value in args.KwDefaults)
            VisitOptional(value);
    }

    private static bool HasKwDefaults(Arguments args)
    {
        foreach (Expr? value in args.KwDefaults)
        {
            if (value is not null)
                return true;
        }
        return false;
    }

    private void VisitFunctionAnnotations(Stmt node, Arguments args, Expr? returns, Location location)
    {
        bool inClass = _cur.CanSeeClassScope || _cur.Type == BlockType.ClassBlock;
        Scope scope = EnterNewScope("__annotate__", BlockType.AnnotationBlock, location);
        table.AddAnnotations(node, scope);
        if (inClass)
            LetSeeClassScope(location);
        VisitAnnotations(args.PosOnlyArgs, scope);
        VisitAnnotations(args.Args, scope);
        VisitAnnotation(args.Vararg, scope);
        VisitAnnotation(args.Kwarg, scope);
        VisitAnnotations(args.KwOnlyArgs, scope);
        if (returns is not null)
        {
            scope.AnnotationsUsed = true;
            Visit(returns);
        }
        ExitScope();
    }

    private void VisitAnnotations(Arg[] args, Scope scope)
    {
        foreach (Arg arg in args)
            VisitAnnotation(arg, scope);
    }

    private void VisitAnnotation(Arg? arg, Scope scope)
    {
        if (arg?.Annotation is null)
            return;
        scope.AnnotationsUsed = true;
        Visit(arg.Annotation);
    }

    private void VisitParameters(Arguments args)
    {
        foreach (Arg arg in args.PosOnlyArgs)
            Define(arg.Name, SymbolFlags.DEF_PARAM, arg.Loc());
        foreach (Arg arg in args.Args)
            Define(arg.Name, SymbolFlags.DEF_PARAM, arg.Loc());
        foreach (Arg arg in args.KwOnlyArgs)
            Define(arg.Name, SymbolFlags.DEF_PARAM, arg.Loc());
        if (args.Vararg is not null)
        {
            Define(args.Vararg.Name, SymbolFlags.DEF_PARAM, args.Vararg.Loc());
            _cur.HasVarargs = true;
        }
        if (args.Kwarg is not null)
        {
            Define(args.Kwarg.Name, SymbolFlags.DEF_PARAM, args.Kwarg.Loc());
            _cur.HasVarkeywords = true;
        }
    }

    private void VisitClass(ClassDef node)
    {
        Location location = node.Loc();
        Define(node.Name, SymbolFlags.DEF_LOCAL, location);
        VisitAll(node.DecoratorList);
        string? outerPrivate = _private;
        bool generic = node.TypeParams.Length > 0;
        if (generic)
        {
            EnterTypeParameters(node, node.Name, hasDefaults: false, hasKwDefaults: false, location);
            // Around a generic class, type parameters are private names of the class, bases and keywords are not.
            _private = node.Name;
            _cur.MangledNames = [];
            VisitTypeParams(node.TypeParams);
        }
        VisitAll(node.Bases);
        CheckKeywords(node.Keywords);
        foreach (Keyword keyword in node.Keywords)
            Visit(keyword.Value);
        Scope scope = EnterNewScope(node.Name, BlockType.ClassBlock, location);
        table.AddBody(node, scope);
        _private = node.Name;
        if (generic)
        {
            AddDefinition("__type_params__", SymbolFlags.DEF_LOCAL, location);
            AddDefinition(".type_params", SymbolFlags.USE, location);
        }
        scope.HasDocstring = Docstrings.Of(node.Body) is not null;
        VisitBody(node.Body);
        ExitScope();
        if (generic)
            ExitScope();
        _private = outerPrivate;
    }

    private void VisitTypeAlias(TypeAlias node)
    {
        Location location = node.Loc();
        Visit(node.Name);
        string name = ((Name)node.Name).Id;
        bool inClass = _cur.Type == BlockType.ClassBlock || _cur.CanSeeClassScope;
        bool generic = node.TypeParams.Length > 0;
        if (generic)
        {
            EnterTypeParameters(node, name, hasDefaults: false, hasKwDefaults: false, location);
            VisitTypeParams(node.TypeParams);
        }
        Scope scope = EnterNewScope(name, BlockType.TypeAliasBlock, location);
        table.AddBody(node, scope);
        if (inClass)
            LetSeeClassScope(node.Value.Loc());
        Visit(node.Value);
        ExitScope();
        if (generic)
            ExitScope();
    }

    private void EnterTypeParameters(Stmt node, string name, bool hasDefaults, bool hasKwDefaults, Location location)
    {
        bool inClass = _cur.Type == BlockType.ClassBlock;
        Scope scope = EnterNewScope(name, BlockType.TypeParametersBlock, location);
        table.AddTypeParameters(node, scope);
        if (inClass)
            LetSeeClassScope(location);
        if (node.Kind == NodeKind.ClassDef)
        {
            AddDefinition(".type_params", SymbolFlags.DEF_LOCAL, location);
            AddDefinition(".type_params", SymbolFlags.USE, location);
            AddDefinition(".generic_base", SymbolFlags.DEF_LOCAL, location);
            AddDefinition(".generic_base", SymbolFlags.USE, location);
        }
        if (hasDefaults)
            AddDefinition(".defaults", SymbolFlags.DEF_PARAM, location);
        if (hasKwDefaults)
            AddDefinition(".kwdefaults", SymbolFlags.DEF_PARAM, location);
    }

    private void VisitTypeParams(TypeParam[] parameters)
    {
        foreach (TypeParam parameter in parameters)
        {
            Location location = parameter.Loc();
            switch (parameter)
            {
                case TypeVar variable:
                    Define(variable.Name, SymbolFlags.DEF_TYPE_PARAM | SymbolFlags.DEF_LOCAL, location);
                    string bound = variable.Bound is TupleExpr ? "a TypeVar constraint" : "a TypeVar bound";
                    VisitBoundOrDefault(variable, variable.Name, variable.Bound, bound, isDefault: false);
                    VisitBoundOrDefault(variable, variable.Name, variable.DefaultValue, "a TypeVar default", isDefault: true);
                    break;
                case ParamSpec spec:
                    Define(spec.Name, SymbolFlags.DEF_TYPE_PARAM | SymbolFlags.DEF_LOCAL, location);
                    VisitBoundOrDefault(spec, spec.Name, spec.DefaultValue, "a ParamSpec default", isDefault: true);
                    break;
                case TypeVarTuple tuple:
                    Define(tuple.Name, SymbolFlags.DEF_TYPE_PARAM | SymbolFlags.DEF_LOCAL, location);
                    VisitBoundOrDefault(tuple, tuple.Name, tuple.DefaultValue, "a TypeVarTuple default", isDefault: true);
                    break;
            }
        }
    }

    private void VisitBoundOrDefault(TypeParam parameter, string name, Expr? value, string info, bool isDefault)
    {
        if (name == "__classdict__")
            throw Error($"reserved name '{name}' cannot be used for type parameter", parameter.Loc());
        if (value is null)
            return;
        bool inClass = _cur.CanSeeClassScope;
        Scope scope = EnterNewScope(name, BlockType.TypeVariableBlock, value.Loc());
        if (isDefault)
            table.AddDefault(parameter, scope);
        else
            table.AddBody(parameter, scope);
        if (inClass)
            LetSeeClassScope(value.Loc());
        scope.ScopeInfo = info;
        Visit(value);
        ExitScope();
    }
}
