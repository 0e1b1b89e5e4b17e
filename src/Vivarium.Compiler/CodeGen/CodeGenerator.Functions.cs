// Functions and lambdas: defaults, annotations, body, the function object, decorators. See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.CodeGen;

internal sealed partial class CodeGenerator
{
    /// <summary>What the two kinds of function definitions have in common.</summary>
    private readonly record struct FunctionParts(
        Stmt Node, string Name, Arguments Args, Stmt[] Body, Expr[] Decorators, Expr? Returns, TypeParam[] TypeParams, bool IsAsync);

    private static FunctionParts PartsOf(Stmt statement) => statement switch
    {
        FunctionDef f => new(f, f.Name, f.Args, f.Body, f.DecoratorList, f.Returns, f.TypeParams, false),
        AsyncFunctionDef f => new(f, f.Name, f.Args, f.Body, f.DecoratorList, f.Returns, f.TypeParams, true),
        _ => throw new InvalidOperationException("not a function"),
    };

    private void EmitFunction(in FunctionParts function)
    {
        Location location = function.Node.Loc();
        VisitAll(function.Decorators);
        int firstLine = function.Decorators.Length > 0 ? function.Decorators[0].Lineno : function.Node.Lineno;
        FunctionAttribute flags = EmitDefaults(location, function.Args);
        bool generic = function.TypeParams.Length > 0;
        int passed = 0;
        if (generic)
        {
            // The defaults are evaluated out here and handed to the scope of the type parameters as arguments.
            if ((flags & FunctionAttribute.MAKE_FUNCTION_DEFAULTS) != 0)
                passed++;
            if ((flags & FunctionAttribute.MAKE_FUNCTION_KWDEFAULTS) != 0)
                passed++;
            if (passed == 2)
                Emit(Opcode.SWAP, 2, location);
            Scope scope = _table.TypeParameters(function.Node);
            EnterScope(GenericName(function.Name), ScopeKind.Annotations, scope, firstLine, null, new ArgCounts(passed));
            EmitTypeParams(function.TypeParams);
            for (int i = 0; i < passed; i++)
                Emit(Opcode.LOAD_FAST, i, location);
        }
        flags |= EmitFunctionAnnotations(location, function);
        EmitFunctionBody(function, flags, firstLine);
        if (generic)
        {
            Emit(Opcode.SWAP, 2, location);
            EmitIntrinsic2(Intrinsic2.INTRINSIC_SET_FUNCTION_TYPE_PARAMS, location);
            CodeUnit code = FinishScope(addNone: false);
            MakeClosure(location, code, 0);
            if (passed > 0)
            {
                Emit(Opcode.SWAP, passed + 1, location);
                Emit(Opcode.CALL, passed - 1, location);
            }
            else
            {
                Emit(Opcode.PUSH_NULL, location);
                Emit(Opcode.CALL, 0, location);
            }
        }
        ApplyDecorators(function.Decorators);
        StoreName(location, function.Name);
    }

    private static string GenericName(string name) => $"<generic parameters of {name}>";

    private void ApplyDecorators(Expr[] decorators)
    {
        for (int i = decorators.Length - 1; i >= 0; i--)
            Emit(Opcode.CALL, 0, decorators[i].Loc());
    }

    private FunctionAttribute EmitDefaults(Location location, Arguments args)
    {
        FunctionAttribute flags = 0;
        if (args.Defaults.Length > 0)
        {
            flags |= FunctionAttribute.MAKE_FUNCTION_DEFAULTS;
            VisitAll(args.Defaults);
            Emit(Opcode.BUILD_TUPLE, args.Defaults.Length, location);
        }
        int keywordDefaults = 0;
        for (int i = 0; i < args.KwOnlyArgs.Length; i++)
        {
            if (args.KwDefaults[i] is not { } value)
                continue;
            keywordDefaults++;
            EmitConst(Mangle(args.KwOnlyArgs[i].Name), location);
            Visit(value);
        }
        if (keywordDefaults > 0)
        {
            flags |= FunctionAttribute.MAKE_FUNCTION_KWDEFAULTS;
            Emit(Opcode.BUILD_MAP, keywordDefaults, location);
        }
        return flags;
    }

    private static ArgCounts CountsOf(Arguments args) =>
        new(args.PosOnlyArgs.Length + args.Args.Length, args.PosOnlyArgs.Length, args.KwOnlyArgs.Length);

    private void EmitFunctionBody(in FunctionParts function, FunctionAttribute flags, int firstLine)
    {
        Scope scope = _table.Body(function.Node);
        ScopeKind kind = function.IsAsync ? ScopeKind.AsyncFunction : ScopeKind.Function;
        EnterScope(function.Name, kind, scope, firstLine, null, CountsOf(function.Args));
        int first = 0;
        if (Docstrings.Of(function.Body) is { } docstring)
        {
            // The docstring is the first constant; no instruction loads it.
            first = 1;
            _unit.Metadata.Consts.Add(new StrConstant(Docstrings.Clean(((StrConstant)docstring.Value).Value)));
        }
        bool suspends = scope.IsCoroutine || scope.IsGenerator;
        if (suspends)
            PushBlock(FrameBlockKind.StopIteration, Label.None, Label.None, Location.None);
        for (int i = first; i < function.Body.Length; i++)
            Visit(function.Body[i]);
        if (suspends)
        {
            WrapInStopIterationHandler();
            PopBlock();
        }
        CodeUnit code = FinishScope(addNone: true);
        MakeClosure(function.Node.Loc(), code, flags);
    }

    /// <summary>A StopIteration that leaves a generator's body becomes a RuntimeError.</summary>
    private void WrapInStopIterationHandler()
    {
        Label handler = NewLabel();
        _sequence.Insert(0, Opcode.SETUP_CLEANUP, handler.Id, Location.None);
        EmitNone(Location.None);
        Emit(Opcode.RETURN_VALUE, Location.None);
        UseLabel(handler);
        EmitIntrinsic1(Intrinsic1.INTRINSIC_STOPITERATION_ERROR, Location.None);
        Emit(Opcode.RERAISE, 1, Location.None);
    }

    private void EmitLambda(Lambda lambda)
    {
        Location location = lambda.Loc();
        FunctionAttribute flags = EmitDefaults(location, lambda.Args);
        Scope scope = _table.Body(lambda);
        EnterScope("<lambda>", ScopeKind.Lambda, scope, lambda.Lineno, null, CountsOf(lambda.Args));
        Visit(lambda.Body);
        if (!scope.IsGenerator)
            Emit(Opcode.RETURN_VALUE, lambda.Body.Loc());
        CodeUnit code = FinishScope(addNone: !scope.IsGenerator);
        MakeClosure(location, code, flags);
    }
}
