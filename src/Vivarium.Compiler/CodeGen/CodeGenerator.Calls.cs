// Calls: methods without making them, super() without calling it, all/any/tuple over a generator without the call, and argument lists
// too long or too irregular for the stack. See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.CodeGen;

internal sealed partial class CodeGenerator
{
    private void EmitCallExpression(Call call)
    {
        CheckKeywords(call.Keywords);
        if (TryEmitMethodCall(call))
            return;
        CheckCaller(call.Func);
        Label end = NewLabel();
        Visit(call.Func);
        TryEmitGeneratorConsumer(call, end);
        Emit(Opcode.PUSH_NULL, call.Func.Loc());
        EmitCall(call.Loc(), 0, call.Args, call.Keywords, null);
        UseLabel(end);
    }

    private void CheckKeywords(Keyword[] keywords)
    {
        if (keywords.Length > 16 && !HasRepeated(keywords))
            return;
        for (int i = 0; i < keywords.Length; i++)
        {
            if (keywords[i].Arg is not { } name)
                continue;
            for (int j = i + 1; j < keywords.Length; j++)
            {
                if (keywords[j].Arg == name)
                    throw Error(keywords[j].Loc(), $"keyword argument repeated: {name}");
            }
        }
    }

    private static bool HasRepeated(Keyword[] keywords)
    {
        var seen = new HashSet<string>(keywords.Length);
        foreach (Keyword keyword in keywords)
        {
            if (keyword.Arg is not null && !seen.Add(keyword.Arg))
                return true;
        }
        return false;
    }

    /// <summary>object.name(...): the method and its object are pushed apart, without a bound method.</summary>
    private bool TryEmitMethodCall(Call call)
    {
        if (call.Func is not AttributeExpr { Ctx: ExprContext.Load } method || IsImported(method.Value))
            return false;
        int keywords = call.Keywords.Length;
        if (call.Args.Length + keywords + (keywords > 0 ? 1 : 0) >= StackUseGuideline || HasStarred(call.Args))
            return false;
        foreach (Keyword keyword in call.Keywords)
        {
            if (keyword.Arg is null)
                return false;
        }
        Location location = method.Loc();
        if (CanOptimizeSuper(method))
        {
            var super = (Call)method.Value;
            EmitSuperArguments(super);
            EmitSuperLoad(method.Attr, isMethod: true, hasArguments: super.Args.Length > 0, location);
            location = AtAttributeName(location, method);
            Emit(Opcode.NOP, location);
        }
        else
        {
            Visit(method.Value);
            location = AtAttributeName(location, method);
            Emit(Opcode.LOAD_ATTR, (_unit.Metadata.Names.Add(Mangle(method.Attr)) << 1) | 1, location);
        }
        VisitAll(call.Args);
        if (keywords > 0)
        {
            foreach (Keyword keyword in call.Keywords)
                Visit(keyword.Value);
            EmitKeywordNames(location, call.Keywords);
            Emit(Opcode.CALL_KW, call.Args.Length + keywords, AtAttributeName(call.Loc(), method));
        }
        else
        {
            Emit(Opcode.CALL, call.Args.Length, AtAttributeName(call.Loc(), method));
        }
        return true;
    }

    /// <summary>What an import binds is most likely a module, whose functions are no methods.</summary>
    private bool IsImported(Expr expression) =>
        expression is Name name && _table.Top.Symbols[name.Id].Has(SymbolFlags.DEF_IMPORT);

    private void EmitKeywordNames(Location location, Keyword[] keywords)
    {
        var names = new Constant[keywords.Length];
        for (int i = 0; i < names.Length; i++)
            names[i] = Constant.Of(keywords[i].Arg!);
        EmitConst(new TupleConstant(names), location);
    }

    /// <summary>
    /// Pushes the arguments and calls; <paramref name="pushed"/> arguments are on the stack already, and the variable
    /// <paramref name="injected"/> becomes the last positional one.
    /// </summary>
    private void EmitCall(Location location, int pushed, Expr[] args, Keyword[] keywords, string? injected)
    {
        CheckKeywords(keywords);
        if (args.Length + keywords.Length * 2 > StackUseGuideline || HasStarred(args) || HasDoubleStarred(keywords))
        {
            EmitCallWithUnpacking(location, pushed, args, keywords, injected);
            return;
        }
        VisitAll(args);
        int count = args.Length + pushed;
        if (injected is not null)
        {
            LoadName(location, injected);
            count++;
        }
        if (keywords.Length == 0)
        {
            Emit(Opcode.CALL, count, location);
            return;
        }
        foreach (Keyword keyword in keywords)
            Visit(keyword.Value);
        EmitKeywordNames(location, keywords);
        Emit(Opcode.CALL_KW, count + keywords.Length, location);
    }

    private static bool HasDoubleStarred(Keyword[] keywords)
    {
        foreach (Keyword keyword in keywords)
        {
            if (keyword.Arg is null)
                return true;
        }
        return false;
    }

    private void EmitCallWithUnpacking(Location location, int pushed, Expr[] args, Keyword[] keywords, string? injected)
    {
        if (pushed == 0 && injected is null && args is [Starred only])
            Visit(only.Value);
        else
            EmitSequence(location, args, pushed, s_tupleBuilder, injected);
        if (keywords.Length == 0)
        {
            Emit(Opcode.PUSH_NULL, location);
            Emit(Opcode.CALL_FUNCTION_EX, location);
            return;
        }
        int pending = 0;
        bool haveDict = false;
        for (int i = 0; i < keywords.Length; i++)
        {
            if (keywords[i].Arg is not null)
            {
                pending++;
                continue;
            }
            if (pending > 0)
            {
                EmitKeywordDict(location, keywords, i - pending, i);
                if (haveDict)
                    Emit(Opcode.DICT_MERGE, 1, location);
                haveDict = true;
                pending = 0;
            }
            if (!haveDict)
            {
                Emit(Opcode.BUILD_MAP, 0, location);
                haveDict = true;
            }
            Visit(keywords[i].Value);
            Emit(Opcode.DICT_MERGE, 1, location);
        }
        if (pending > 0)
        {
            EmitKeywordDict(location, keywords, keywords.Length - pending, keywords.Length);
            if (haveDict)
                Emit(Opcode.DICT_MERGE, 1, location);
        }
        Emit(Opcode.CALL_FUNCTION_EX, location);
    }

    private void EmitKeywordDict(Location location, Keyword[] keywords, int begin, int end)
    {
        bool big = (end - begin) * 2 > StackUseGuideline;
        if (big)
            Emit(Opcode.BUILD_MAP, 0, Location.None);
        for (int i = begin; i < end; i++)
        {
            EmitConst(keywords[i].Arg!, location);
            Visit(keywords[i].Value);
            if (big)
                Emit(Opcode.MAP_ADD, 1, Location.None);
        }
        if (!big)
            Emit(Opcode.BUILD_MAP, end - begin, location);
    }

    /// <summary>Is this super().name or super(type, object).name with the real super, as far as can be seen?</summary>
    private bool CanOptimizeSuper(AttributeExpr attribute)
    {
        if (attribute is not { Ctx: ExprContext.Load, Value: Call { Func: Name { Id: "super" }, Keywords.Length: 0 } call })
            return false;
        // super().__class__ is the class of the super object itself.
        if (attribute.Attr == "__class__")
            return false;
        if (_unit.Scope.ScopeOf("super") != SymbolScope.GLOBAL_IMPLICIT || _table.Top.ScopeOf("super") != SymbolScope.Unknown)
            return false;
        if (call.Args.Length == 2)
            return !HasStarred(call.Args);
        if (call.Args.Length != 0)
            return false;
        // Without arguments it takes the first argument of the function and the cell __class__.
        return _unit.Metadata.ArgCount > 0 && _unit.Scope.ScopeOf("__class__") == SymbolScope.FREE;
    }

    private void EmitSuperArguments(Call super)
    {
        LoadName(super.Func.Loc(), "super");
        if (super.Args.Length == 2)
        {
            VisitAll(super.Args);
            return;
        }
        Location location = super.Loc();
        Emit(Opcode.LOAD_DEREF, ClosureSlot("__class__"), location);
        LoadName(location, _unit.Metadata.VarNames.Names[0]);
    }

    private void EmitSuperLoad(string attribute, bool isMethod, bool hasArguments, Location location)
    {
        int name = _unit.Metadata.Names.Add(Mangle(attribute));
        Emit(Opcode.LOAD_SUPER_ATTR, (name << 2) | (hasArguments ? 2 : 0) | (isMethod ? 1 : 0), location);
    }

    /// <summary>
    /// all, any or tuple of a generator expression: if the name means the builtin at run time, the generator is consumed right
    /// here. The function is on the stack, and is again where this ends.
    /// </summary>
    private void TryEmitGeneratorConsumer(Call call, Label end)
    {
        if (call is not { Func: Name function, Args: [GeneratorExp generator], Keywords.Length: 0 })
            return;
        // An asynchronous generator has no plain iterator; the call raises the right error.
        if (_table.Body(generator).IsCoroutine)
            return;
        CommonConstant builtin;
        switch (function.Id)
        {
            case "all":
                builtin = CommonConstant.CONSTANT_BUILTIN_ALL;
                break;
            case "any":
                builtin = CommonConstant.CONSTANT_BUILTIN_ANY;
                break;
            case "tuple":
                builtin = CommonConstant.CONSTANT_BUILTIN_TUPLE;
                break;
            default:
                return;
        }
        bool isTuple = builtin == CommonConstant.CONSTANT_BUILTIN_TUPLE;
        bool isAll = builtin == CommonConstant.CONSTANT_BUILTIN_ALL;
        Location location = function.Loc();
        Label skip = NewLabel();
        Label loop = NewLabel();
        Label cleanup = NewLabel();
        Emit(Opcode.COPY, 1, location);
        Emit(Opcode.LOAD_COMMON_CONSTANT, (int)builtin, location);
        EmitCompare(CmpOperator.Is, location);
        EmitJump(Opcode.POP_JUMP_IF_FALSE, skip, location);
        Emit(Opcode.POP_TOP, location);
        if (isTuple)
            Emit(Opcode.BUILD_LIST, 0, location);
        Visit(generator);
        UseLabel(loop);
        EmitJump(Opcode.FOR_ITER, cleanup, location);
        if (isTuple)
        {
            Emit(Opcode.LIST_APPEND, 2, location);
            EmitJump(Opcode.JUMP, loop, location);
        }
        else
        {
            Emit(Opcode.TO_BOOL, location);
            EmitJump(isAll ? Opcode.POP_JUMP_IF_TRUE : Opcode.POP_JUMP_IF_FALSE, loop, location);
        }
        Emit(Opcode.POP_ITER, Location.None);
        if (!isTuple)
            EmitConst(Constant.Of(!isAll), location);
        EmitJump(Opcode.JUMP, end, location);
        UseLabel(cleanup);
        Emit(Opcode.END_FOR, Location.None);
        Emit(Opcode.POP_ITER, Location.None);
        if (isTuple)
            EmitIntrinsic1(Intrinsic1.INTRINSIC_LIST_TO_TUPLE, location);
        else
            EmitConst(Constant.Of(isAll), location);
        EmitJump(Opcode.JUMP, end, location);
        UseLabel(skip);
    }
}
