// Statements: the dispatch, and the simple ones. See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.CodeGen;

internal sealed partial class CodeGenerator
{
    private void VisitAll(Stmt[] body)
    {
        foreach (Stmt statement in body)
            Visit(statement);
    }

    private void Visit(Stmt statement)
    {
        _guard.Enter();
        switch (statement.Kind)
        {
            case NodeKind.FunctionDef:
            case NodeKind.AsyncFunctionDef:
                EmitFunction(PartsOf(statement));
                break;
            case NodeKind.ClassDef:
                EmitClass((ClassDef)statement);
                break;
            case NodeKind.TypeAlias:
                EmitTypeAlias((TypeAlias)statement);
                break;
            case NodeKind.Return:
                EmitReturn((Return)statement);
                break;
            case NodeKind.Delete:
                VisitAll(((Delete)statement).Targets);
                break;
            case NodeKind.Assign:
                EmitAssign((Assign)statement);
                break;
            case NodeKind.AugAssign:
                EmitAugAssign((AugAssign)statement);
                break;
            case NodeKind.AnnAssign:
                EmitAnnAssign((AnnAssign)statement);
                break;
            case NodeKind.Assert:
                EmitAssert((Assert)statement);
                break;
            case NodeKind.Raise:
                EmitRaise((Raise)statement);
                break;
            case NodeKind.Import:
                EmitImport((Import)statement);
                break;
            case NodeKind.ImportFrom:
                EmitImportFrom((ImportFrom)statement);
                break;
            case NodeKind.Global:
            case NodeKind.Nonlocal:
                break;
            case NodeKind.ExprStmt:
                EmitExpressionStatement(statement.Loc(), ((ExprStmt)statement).Value);
                break;
            case NodeKind.Pass:
                Emit(Opcode.NOP, statement.Loc());
                break;
            case NodeKind.Break:
                EmitBreak(statement.Loc());
                break;
            case NodeKind.Continue:
                EmitContinue(statement.Loc());
                break;
            default:
                VisitCompound(statement);
                break;
        }
        _guard.Leave();
    }

    /// <summary>Statements with bodies that may or may not run.</summary>
    private void VisitCompound(Stmt statement)
    {
        bool outer = _unit.InConditionalBlock;
        _unit.InConditionalBlock = true;
        switch (statement)
        {
            case If node:
                EmitIf(node);
                break;
            case For node:
                EmitFor(node);
                break;
            case AsyncFor node:
                EmitAsyncFor(node);
                break;
            case While node:
                EmitWhile(node);
                break;
            case With node:
                EmitWith(node.Items, 0, node.Body, isAsync: false);
                break;
            case AsyncWith node:
                RequireAsync(node.Loc(), "'async with' outside async function");
                EmitWith(node.Items, 0, node.Body, isAsync: true);
                break;
            case Try node:
                EmitTry(node.Loc(), new TryParts(node.Body, node.Handlers, node.OrElse, node.FinalBody, IsStar: false));
                break;
            case TryStar node:
                EmitTry(node.Loc(), new TryParts(node.Body, node.Handlers, node.OrElse, node.FinalBody, IsStar: true));
                break;
            case Match node:
                EmitMatch(node);
                break;
            default:
                throw new InvalidOperationException($"{statement.Kind} is no statement");
        }
        _unit.InConditionalBlock = outer;
    }

    private void EmitExpressionStatement(Location location, Expr value)
    {
        if (_interactive && _outer.Count == 0)
        {
            Visit(value);
            EmitIntrinsic1(Intrinsic1.INTRINSIC_PRINT, location);
            Emit(Opcode.POP_TOP, Location.None);
            return;
        }
        if (value is ConstantExpr)
        {
            Emit(Opcode.NOP, location);
            return;
        }
        Visit(value);
        Emit(Opcode.POP_TOP, Location.None);
    }

    private void EmitAssign(Assign statement)
    {
        Visit(statement.Value);
        for (int i = 0; i < statement.Targets.Length; i++)
        {
            if (i + 1 < statement.Targets.Length)
                Emit(Opcode.COPY, 1, statement.Loc());
            Visit(statement.Targets[i]);
        }
    }

    private void EmitAugAssign(AugAssign statement)
    {
        Expr target = statement.Target;
        Location place = target.Loc();
        bool twoPartSlice = false;
        switch (target)
        {
            case AttributeExpr attribute:
                Visit(attribute.Value);
                Emit(Opcode.COPY, 1, place);
                place = AtAttributeName(place, attribute);
                Emit(Opcode.LOAD_ATTR, _unit.Metadata.Names.Add(Mangle(attribute.Attr)) << 1, place);
                break;
            case Subscript subscript:
                Visit(subscript.Value);
                twoPartSlice = IsTwoPartSlice(subscript.Slice);
                if (twoPartSlice)
                {
                    EmitTwoSliceParts((Slice)subscript.Slice);
                    Emit(Opcode.COPY, 3, place);
                    Emit(Opcode.COPY, 3, place);
                    Emit(Opcode.COPY, 3, place);
                    Emit(Opcode.BINARY_SLICE, place);
                }
                else
                {
                    Visit(subscript.Slice);
                    Emit(Opcode.COPY, 2, place);
                    Emit(Opcode.COPY, 2, place);
                    Emit(Opcode.BINARY_OP, (int)BinaryOpKind.NB_SUBSCR, place);
                }
                break;
            case Name name:
                LoadName(place, name.Id);
                break;
            default:
                throw Error(statement.Loc(), "invalid node type (" + target.Kind + ") for augmented assignment");
        }
        Location location = statement.Loc();
        Visit(statement.Value);
        EmitInplace(statement.Op, location);
        switch (target)
        {
            case AttributeExpr attribute:
                Emit(Opcode.SWAP, 2, place);
                EmitName(Opcode.STORE_ATTR, attribute.Attr, place);
                break;
            case Subscript when twoPartSlice:
                Emit(Opcode.SWAP, 4, place);
                Emit(Opcode.SWAP, 3, place);
                Emit(Opcode.SWAP, 2, place);
                Emit(Opcode.STORE_SLICE, place);
                break;
            case Subscript:
                Emit(Opcode.SWAP, 3, place);
                Emit(Opcode.SWAP, 2, place);
                Emit(Opcode.STORE_SUBSCR, place);
                break;
            case Name name:
                StoreName(place, name.Id);
                break;
        }
    }

    private void EmitAssert(Assert statement)
    {
        Location location = statement.Loc();
        if (statement.Test is TupleExpr { Elts.Length: > 0 } or ConstantExpr { Value: TupleConstant { Items.Length: > 0 } })
            Warn(location, "assertion is always true, perhaps remove parentheses?");
        if (_options.Optimize > 0)
            return;
        Label end = NewLabel();
        EmitJumpIf(statement.Test, end, true);
        Emit(Opcode.LOAD_COMMON_CONSTANT, (int)CommonConstant.CONSTANT_ASSERTIONERROR, location);
        if (statement.Msg is not null)
        {
            Visit(statement.Msg);
            Emit(Opcode.CALL, 0, location);
        }
        Emit(Opcode.RAISE_VARARGS, 1, statement.Test.Loc());
        UseLabel(end);
    }

    private void EmitRaise(Raise statement)
    {
        int count = 0;
        if (statement.Exc is not null)
        {
            Visit(statement.Exc);
            count++;
            if (statement.Cause is not null)
            {
                Visit(statement.Cause);
                count++;
            }
        }
        Emit(Opcode.RAISE_VARARGS, count, statement.Loc());
    }

    private void EmitImport(Import statement)
    {
        Location location = statement.Loc();
        foreach (Alias alias in statement.Names)
        {
            EmitConst(0, location);
            EmitNone(location);
            EmitName(Opcode.IMPORT_NAME, alias.Name, location);
            int dot = alias.Name.IndexOf('.');
            if (alias.AsName is null)
            {
                StoreName(location, dot < 0 ? alias.Name : alias.Name[..dot]);
                continue;
            }
            if (dot < 0)
            {
                StoreName(location, alias.AsName);
                continue;
            }
            // The import gives the outermost package; `as` wants the innermost module.
            while (true)
            {
                int next = alias.Name.IndexOf('.', dot + 1);
                string part = next < 0 ? alias.Name[(dot + 1)..] : alias.Name[(dot + 1)..next];
                EmitName(Opcode.IMPORT_FROM, part, location);
                if (next < 0)
                    break;
                Emit(Opcode.SWAP, 2, location);
                Emit(Opcode.POP_TOP, location);
                dot = next;
            }
            StoreName(location, alias.AsName);
            Emit(Opcode.POP_TOP, location);
        }
    }

    private void EmitImportFrom(ImportFrom statement)
    {
        Location location = statement.Loc();
        EmitConst(statement.Level, location);
        var names = new Constant[statement.Names.Length];
        for (int i = 0; i < names.Length; i++)
            names[i] = Constant.Of(statement.Names[i].Name);
        EmitConst(new TupleConstant(names), location);
        if (statement.Module == "__future__" && statement.Level == 0 && location.Line > _table.Future.Location.Line)
            throw CompileErrors.Binding(_table.FileName, FutureFeatures.LateImport, location);
        EmitName(Opcode.IMPORT_NAME, statement.Module ?? "", location);
        for (int i = 0; i < statement.Names.Length; i++)
        {
            Alias alias = statement.Names[i];
            if (i == 0 && alias.Name == "*")
            {
                EmitIntrinsic1(Intrinsic1.INTRINSIC_IMPORT_STAR, location);
                Emit(Opcode.POP_TOP, Location.None);
                return;
            }
            EmitName(Opcode.IMPORT_FROM, alias.Name, location);
            StoreName(location, alias.AsName ?? alias.Name);
        }
        Emit(Opcode.POP_TOP, location);
    }

    private void EmitReturn(Return statement)
    {
        Location location = statement.Loc();
        Expr? value = statement.Value;
        bool keepTop = value is not null and not ConstantExpr;
        Scope scope = _unit.Scope;
        if (!scope.IsFunctionLike)
            throw Error(location, "'return' outside function");
        if (value is not null && scope.IsCoroutine && scope.IsGenerator)
            throw Error(location, "'return' with value in async generator");
        if (keepTop)
        {
            Visit(value!);
        }
        else if (value is not null)
        {
            // A line event for the value, which is loaded after the unwinding.
            location = value.Loc();
            Emit(Opcode.NOP, location);
        }
        if (value is null || value.Lineno != statement.Lineno)
        {
            location = statement.Loc();
            Emit(Opcode.NOP, location);
        }
        UnwindAll(ref location, keepTop);
        if (value is null)
            EmitNone(location);
        else if (!keepTop)
            EmitConst(((ConstantExpr)value).Value, location);
        Emit(Opcode.RETURN_VALUE, location);
    }
}
