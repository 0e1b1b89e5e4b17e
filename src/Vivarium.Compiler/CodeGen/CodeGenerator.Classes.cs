// Classes, type parameters and type aliases. See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.CodeGen;

internal sealed partial class CodeGenerator
{
    private void EmitClass(ClassDef node)
    {
        Location location = node.Loc();
        VisitAll(node.DecoratorList);
        int firstLine = node.DecoratorList.Length > 0 ? node.DecoratorList[0].Lineno : node.Lineno;
        bool generic = node.TypeParams.Length > 0;
        if (generic)
        {
            EnterScope(GenericName(node.Name), ScopeKind.Annotations, _table.TypeParameters(node), firstLine, node.Name, default);
            EmitTypeParams(node.TypeParams);
            StoreName(location, ".type_params");
        }
        EmitClassBody(node, firstLine);
        if (generic)
        {
            LoadName(location, ".type_params");
            EmitIntrinsic1(Intrinsic1.INTRINSIC_SUBSCRIPT_GENERIC, location);
            StoreName(location, ".generic_base");
            EmitCall(location, 2, node.Bases, node.Keywords, ".generic_base");
            CodeUnit code = FinishScope(addNone: false);
            MakeClosure(location, code, 0);
            Emit(Opcode.PUSH_NULL, location);
            Emit(Opcode.CALL, 0, location);
        }
        else
        {
            EmitCall(location, 2, node.Bases, node.Keywords, null);
        }
        ApplyDecorators(node.DecoratorList);
        StoreName(location, node.Name);
    }

    private void EmitClassBody(ClassDef node, int firstLine)
    {
        Scope scope = _table.Body(node);
        EnterScope(node.Name, ScopeKind.Class, scope, firstLine, node.Name, default);
        _unit.StaticAttributes = [];
        Location location = new(firstLine, firstLine, 0, 0);
        LoadName(location, "__name__");
        StoreName(location, "__module__");
        EmitConst(_unit.Metadata.Qualname, location);
        StoreName(location, "__qualname__");
        EmitConst(firstLine, location);
        StoreName(location, "__firstlineno__");
        if (node.TypeParams.Length > 0)
        {
            LoadName(location, ".type_params");
            StoreName(location, "__type_params__");
        }
        if (scope.NeedsClassDict)
        {
            Emit(Opcode.LOAD_LOCALS, location);
            Emit(Opcode.STORE_DEREF, ClosureSlot("__classdict__"), location);
        }
        if (scope.HasConditionalAnnotations)
        {
            Emit(Opcode.BUILD_SET, 0, location);
            Emit(Opcode.STORE_DEREF, ClosureSlot("__conditional_annotations__"), location);
        }
        Body(location, node.Body, isInteractive: false);

        EmitConst(StaticAttributes(), Location.None);
        StoreName(Location.None, "__static_attributes__");
        if (scope.NeedsClassDict)
        {
            Emit(Opcode.LOAD_CLOSURE, ClosureSlot("__classdict__"), Location.None);
            StoreName(Location.None, "__classdictcell__");
        }
        // type.__new__ fills the cell that methods read __class__ from.
        if (scope.NeedsClassClosure)
        {
            Emit(Opcode.LOAD_CLOSURE, ClosureSlot("__class__"), Location.None);
            Emit(Opcode.COPY, 1, Location.None);
            StoreName(Location.None, "__classcell__");
        }
        else
        {
            EmitNone(Location.None);
        }
        Emit(Opcode.RETURN_VALUE, Location.None);
        CodeUnit code = FinishScope(addNone: true);

        Location place = node.Loc();
        Emit(Opcode.LOAD_BUILD_CLASS, place);
        Emit(Opcode.PUSH_NULL, place);
        MakeClosure(place, code, 0);
        EmitConst(node.Name, place);
    }

    private TupleConstant StaticAttributes()
    {
        string[] names = [.. _unit.StaticAttributes!];
        Array.Sort(names, CompareCodePoints);
        var items = new Constant[names.Length];
        for (int i = 0; i < names.Length; i++)
            items[i] = Constant.Of(names[i]);
        return new TupleConstant(items);
    }

    /// <summary>An attribute assigned through <c>self</c> counts for the innermost class around.</summary>
    private void NoteStaticAttribute(AttributeExpr attribute)
    {
        if (attribute.Ctx != ExprContext.Store || attribute.Value is not Name { Id: "self" })
            return;
        for (int i = _outer.Count - 1; i >= 0; i--)
        {
            if (_outer[i].StaticAttributes is { } attributes)
            {
                attributes.Add(attribute.Attr);
                return;
            }
        }
    }

    private void EmitTypeParams(TypeParam[] parameters)
    {
        bool seenDefault = false;
        foreach (TypeParam parameter in parameters)
        {
            Location location = parameter.Loc();
            string name;
            Expr? value;
            switch (parameter)
            {
                case TypeVar variable:
                    name = variable.Name;
                    value = variable.DefaultValue;
                    EmitConst(name, location);
                    EmitTypeVar(variable, location);
                    break;
                case TypeVarTuple tuple:
                    name = tuple.Name;
                    value = tuple.DefaultValue;
                    EmitConst(name, location);
                    EmitIntrinsic1(Intrinsic1.INTRINSIC_TYPEVARTUPLE, location);
                    break;
                case ParamSpec spec:
                    name = spec.Name;
                    value = spec.DefaultValue;
                    EmitConst(name, location);
                    EmitIntrinsic1(Intrinsic1.INTRINSIC_PARAMSPEC, location);
                    break;
                default:
                    throw new InvalidOperationException("unknown type parameter");
            }
            if (value is not null)
            {
                seenDefault = true;
                EmitLazyValue(value, name, _table.Default(parameter), allowStarred: parameter is TypeVarTuple);
                EmitIntrinsic2(Intrinsic2.INTRINSIC_SET_TYPEPARAM_DEFAULT, location);
            }
            else if (seenDefault)
            {
                throw Error(location, $"non-default type parameter '{name}' follows default type parameter");
            }
            Emit(Opcode.COPY, 1, location);
            StoreName(location, name);
        }
        Emit(Opcode.BUILD_TUPLE, parameters.Length, parameters[0].Loc());
    }

    private void EmitTypeVar(TypeVar variable, Location location)
    {
        if (variable.Bound is null)
        {
            EmitIntrinsic1(Intrinsic1.INTRINSIC_TYPEVAR, location);
            return;
        }
        EmitLazyValue(variable.Bound, variable.Name, _table.Body(variable), allowStarred: false);
        bool constraints = variable.Bound is TupleExpr;
        EmitIntrinsic2(
            constraints ? Intrinsic2.INTRINSIC_TYPEVAR_WITH_CONSTRAINTS : Intrinsic2.INTRINSIC_TYPEVAR_WITH_BOUND, location);
    }

    /// <summary>A default of 1 for the format argument: asking for the plain value needs no argument.</summary>
    private void EmitFormatDefault(Location location) =>
        EmitConst(new TupleConstant([Constant.Of(System.Numerics.BigInteger.One)]), location);

    /// <summary>A function that gives a type parameter's bound or default when called.</summary>
    private void EmitLazyValue(Expr value, string name, Scope scope, bool allowStarred)
    {
        Location location = value.Loc();
        EmitFormatDefault(location);
        EnterAnnotationScope(location, name, scope);
        if (allowStarred && value is Starred starred)
        {
            Visit(starred.Value);
            Emit(Opcode.UNPACK_SEQUENCE, 1, location);
        }
        else
        {
            Visit(value);
        }
        Emit(Opcode.RETURN_VALUE, location);
        CodeUnit code = FinishScope(addNone: true);
        MakeClosure(location, code, FunctionAttribute.MAKE_FUNCTION_DEFAULTS);
    }

    private void EmitTypeAlias(TypeAlias node)
    {
        Location location = node.Loc();
        string name = ((Name)node.Name).Id;
        bool generic = node.TypeParams.Length > 0;
        if (generic)
        {
            EnterScope(GenericName(name), ScopeKind.Annotations, _table.TypeParameters(node), location.Line, null, default);
            EmitConst(name, location);
            EmitTypeParams(node.TypeParams);
        }
        else
        {
            EmitConst(name, location);
            EmitNone(location);
        }
        EmitFormatDefault(location);
        EnterAnnotationScope(location, name, _table.Body(node));
        Visit(node.Value);
        Emit(Opcode.RETURN_VALUE, location);
        CodeUnit value = FinishScope(addNone: false);
        MakeClosure(location, value, FunctionAttribute.MAKE_FUNCTION_DEFAULTS);
        Emit(Opcode.BUILD_TUPLE, 3, location);
        EmitIntrinsic1(Intrinsic1.INTRINSIC_TYPEALIAS, location);
        if (generic)
        {
            CodeUnit code = FinishScope(addNone: false);
            MakeClosure(location, code, 0);
            Emit(Opcode.PUSH_NULL, location);
            Emit(Opcode.CALL, 0, location);
        }
        StoreName(location, name);
    }
}
