// Annotations: those of a function or of a module's or class's variables are the body of a function that is called when somebody asks for
// them; under `from __future__ import annotations` they are text. See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.CodeGen;

internal sealed partial class CodeGenerator
{
    /// <summary>The highest format an annotate function answers itself: VALUE_WITH_FAKE_GLOBALS.</summary>
    private const int HighestFormat = 2;

    /// <summary>Enters a function of one positional argument, the format, which refuses formats it does not know.</summary>
    private void EnterAnnotationScope(Location location, string name, Scope scope)
    {
        EnterScope(name, ScopeKind.Annotations, scope, location.Line, null, new ArgCounts(1, 1));
        Label known = NewLabel();
        Emit(Opcode.LOAD_FAST, 0, location);
        EmitConst(HighestFormat, location);
        EmitCompare(CmpOperator.Gt, location);
        EmitJump(Opcode.POP_JUMP_IF_FALSE, known, location);
        Emit(Opcode.LOAD_COMMON_CONSTANT, (int)CommonConstant.CONSTANT_NOTIMPLEMENTEDERROR, location);
        Emit(Opcode.RAISE_VARARGS, 1, location);
        UseLabel(known);
    }

    private void FinishAnnotationScope(Location location)
    {
        CodeUnit code = FinishScope(addNone: true);
        // Inside, the parameter has a name that no annotation can mean; to the outside it is called "format".
        code.co_localsplusnames[0] = PyText.FromString("format");
        MakeClosure(location, code, 0);
    }

    private FunctionAttribute EmitFunctionAnnotations(Location location, in FunctionParts function)
    {
        Scope scope = _table.Annotations(function.Node);
        if (!scope.AnnotationsUsed)
            return 0;
        EnterAnnotationScope(location, "__annotate__", scope);
        Arguments args = function.Args;
        int count = EmitArgAnnotations(location, args.Args);
        count += EmitArgAnnotations(location, args.PosOnlyArgs);
        if (args.Vararg is not null)
            count += EmitArgAnnotation(location, args.Vararg.Name, args.Vararg.Annotation);
        count += EmitArgAnnotations(location, args.KwOnlyArgs);
        if (args.Kwarg is not null)
            count += EmitArgAnnotation(location, args.Kwarg.Name, args.Kwarg.Annotation);
        count += EmitArgAnnotation(location, "return", function.Returns);
        Emit(Opcode.BUILD_MAP, count, location);
        Emit(Opcode.RETURN_VALUE, location);
        FinishAnnotationScope(location);
        return FunctionAttribute.MAKE_FUNCTION_ANNOTATE;
    }

    private int EmitArgAnnotations(Location location, Arg[] args)
    {
        int count = 0;
        foreach (Arg arg in args)
            count += EmitArgAnnotation(location, arg.Name, arg.Annotation);
        return count;
    }

    private int EmitArgAnnotation(Location location, string name, Expr? annotation)
    {
        if (annotation is null)
            return 0;
        EmitConst(Mangle(name), location);
        if (FutureAnnotations)
        {
            EmitAnnotationText(annotation);
        }
        else if (annotation is Starred starred)
        {
            // *args: *Ts
            Visit(starred.Value);
            Emit(Opcode.UNPACK_SEQUENCE, 1, location);
        }
        else
        {
            Visit(annotation);
        }
        return 1;
    }

    private void EmitAnnotationText(Expr annotation) =>
        EmitConst(new StrConstant(ExpressionText.Of(annotation)), annotation.Loc());

    private void EmitAnnAssign(AnnAssign statement)
    {
        Location location = statement.Loc();
        Expr target = statement.Target;
        if (statement.Value is not null)
        {
            Visit(statement.Value);
            Visit(target);
        }
        switch (target)
        {
            case Name name:
                if (statement.Simple && _unit.Kind is ScopeKind.Module or ScopeKind.Class)
                    NoteAnnotation(statement, name, location);
                break;
            case AttributeExpr attribute:
                if (statement.Value is null)
                    Evaluate(attribute.Value);
                break;
            case Subscript subscript:
                if (statement.Value is null)
                {
                    Evaluate(subscript.Value);
                    EvaluateSubscript(subscript.Slice);
                }
                break;
            default:
                throw Error(location, "invalid node type (" + target.Kind + ") for annotated assignment");
        }
    }

    private void NoteAnnotation(AnnAssign statement, Name name, Location location)
    {
        if (!statement.Simple)
            return;
        if (FutureAnnotations)
        {
            EmitAnnotationText(statement.Annotation);
            EmitName(Opcode.LOAD_NAME, "__annotations__", location);
            EmitConst(Mangle(name.Id), location);
            Emit(Opcode.STORE_SUBSCR, location);
            return;
        }
        (_unit.DeferredAnnotations ??= []).Add(statement);
        bool conditional = _unit.Kind == ScopeKind.Module || _unit.InConditionalBlock;
        int index = conditional ? _unit.NextConditionalIndex++ : -1;
        (_unit.ConditionalIndexes ??= []).Add(index);
        if (!conditional)
            return;
        if (_unit.Kind == ScopeKind.Class)
            Emit(Opcode.LOAD_DEREF, ClosureSlot("__conditional_annotations__"), location);
        else
            EmitName(Opcode.LOAD_NAME, "__conditional_annotations__", location);
        EmitConst(index, location);
        Emit(Opcode.SET_ADD, 1, location);
        Emit(Opcode.POP_TOP, location);
    }

    /// <summary>The target of an annotation without a value is evaluated, though nothing is stored.</summary>
    private void Evaluate(Expr expression)
    {
        Visit(expression);
        Emit(Opcode.POP_TOP, expression.Loc());
    }

    private void EvaluateSubscript(Expr slice)
    {
        switch (slice)
        {
            case Slice parts:
                if (parts.Lower is not null)
                    Evaluate(parts.Lower);
                if (parts.Upper is not null)
                    Evaluate(parts.Upper);
                if (parts.Step is not null)
                    Evaluate(parts.Step);
                break;
            case TupleExpr tuple:
                foreach (Expr item in tuple.Elts)
                    EvaluateSubscript(item);
                break;
            default:
                Evaluate(slice);
                break;
        }
    }

    /// <summary>Makes the annotate function of a module or class from the annotations that its body noted.</summary>
    private void EmitDeferredAnnotations(Location location)
    {
        if (_unit.DeferredAnnotations is not { } annotations)
            return;
        List<int> indexes = _unit.ConditionalIndexes!;
        CodeUnitBuilder owner = _unit;
        ScopeKind kind = owner.Kind;
        InstructionSequence main = _sequence;
        // A module defines its annotate function before anything else runs, in place of ANNOTATIONS_PLACEHOLDER.
        if (kind == ScopeKind.Module)
            _sequence = owner.Sequence = new InstructionSequence();
        EnterAnnotationScope(location, "__annotate__", owner.Scope.AnnotationBlock!);
        Emit(Opcode.BUILD_MAP, 0, location);
        for (int i = 0; i < annotations.Count; i++)
            EmitDeferredAnnotation(annotations[i], indexes[i], kind, location);
        Emit(Opcode.RETURN_VALUE, location);
        FinishAnnotationScope(location);
        StoreName(location, kind == ScopeKind.Class ? "__annotate_func__" : "__annotate__");
        if (kind == ScopeKind.Module)
        {
            main.AnnotationsCode = _sequence;
            _sequence = owner.Sequence = main;
        }
    }

    private void EmitDeferredAnnotation(AnnAssign statement, int index, ScopeKind kind, Location location)
    {
        Location place = statement.Loc();
        Label notRun = NewLabel();
        if (index >= 0)
        {
            EmitConst(index, place);
            if (kind == ScopeKind.Class)
                Emit(Opcode.LOAD_DEREF, _unit.Metadata.FreeVars.Add("__conditional_annotations__"), place);
            else
                EmitName(Opcode.LOAD_GLOBAL, "__conditional_annotations__", place);
            Emit(Opcode.CONTAINS_OP, 0, place);
            EmitJump(Opcode.POP_JUMP_IF_FALSE, notRun, place);
        }
        Visit(statement.Annotation);
        Emit(Opcode.COPY, 2, place);
        EmitConst(Mangle(((Name)statement.Target).Id), place);
        Emit(Opcode.STORE_SUBSCR, location);
        UseLabel(notRun);
    }
}
