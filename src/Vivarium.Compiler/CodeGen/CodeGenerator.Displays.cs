// List, tuple, set and dict displays, and unpacking assignment. Long ones are built piece by piece, so that the stack stays small.
// See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.CodeGen;

internal sealed partial class CodeGenerator
{
    /// <summary>The instructions that build one kind of sequence; a tuple with stars is built as a list first.</summary>
    private readonly record struct SequenceBuilder(Opcode Build, Opcode Add, Opcode Extend, bool IsTuple);

    private static readonly SequenceBuilder s_listBuilder = new(Opcode.BUILD_LIST, Opcode.LIST_APPEND, Opcode.LIST_EXTEND, false);
    private static readonly SequenceBuilder s_tupleBuilder = new(Opcode.BUILD_LIST, Opcode.LIST_APPEND, Opcode.LIST_EXTEND, true);
    private static readonly SequenceBuilder s_setBuilder = new(Opcode.BUILD_SET, Opcode.SET_ADD, Opcode.SET_UPDATE, false);

    private void EmitListOrTuple(Location location, Expr[] items, ExprContext context, in SequenceBuilder builder)
    {
        switch (context)
        {
            case ExprContext.Store:
                EmitUnpacking(location, items);
                break;
            case ExprContext.Load:
                EmitSequence(location, items, 0, builder, null);
                break;
            default:
                VisitAll(items);
                break;
        }
    }

    /// <summary>
    /// Builds a sequence of the <paramref name="pushed"/> values on the stack, the items, and the variable
    /// <paramref name="injected"/> if there is one.
    /// </summary>
    private void EmitSequence(Location location, Expr[] items, int pushed, in SequenceBuilder builder, string? injected)
    {
        int extra = injected is null ? 0 : 1;
        bool big = items.Length + pushed + extra > StackUseGuideline;
        if (!big && !HasStarred(items))
        {
            VisitAll(items);
            if (injected is not null)
                LoadName(location, injected);
            Emit(builder.IsTuple ? Opcode.BUILD_TUPLE : builder.Build, items.Length + extra + pushed, location);
            return;
        }
        bool built = false;
        if (big)
        {
            Emit(builder.Build, pushed, location);
            built = true;
        }
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i] is Starred starred)
            {
                if (!built)
                {
                    Emit(builder.Build, i + pushed, location);
                    built = true;
                }
                Visit(starred.Value);
                Emit(builder.Extend, 1, location);
            }
            else
            {
                Visit(items[i]);
                if (built)
                    Emit(builder.Add, 1, location);
            }
        }
        if (injected is not null)
        {
            LoadName(location, injected);
            Emit(builder.Add, 1, location);
        }
        if (builder.IsTuple)
            EmitIntrinsic1(Intrinsic1.INTRINSIC_LIST_TO_TUPLE, location);
    }

    private static bool HasStarred(Expr[] items)
    {
        foreach (Expr item in items)
        {
            if (item.Kind == NodeKind.Starred)
                return true;
        }
        return false;
    }

    private void EmitUnpacking(Location location, Expr[] targets)
    {
        bool seenStar = false;
        for (int i = 0; i < targets.Length; i++)
        {
            if (targets[i] is not Starred)
                continue;
            if (seenStar)
                throw Error(location, "multiple starred expressions in assignment");
            seenStar = true;
            if (i >= 1 << 8 || targets.Length - i - 1 >= int.MaxValue >> 8)
                throw Error(location, "too many expressions in star-unpacking assignment");
            Emit(Opcode.UNPACK_EX, i + ((targets.Length - i - 1) << 8), location);
        }
        if (!seenStar)
            Emit(Opcode.UNPACK_SEQUENCE, targets.Length, location);
        foreach (Expr target in targets)
            Visit(target is Starred starred ? starred.Value : target);
    }

    private void EmitDict(DictExpr dict)
    {
        Location location = dict.Loc();
        int count = dict.Values.Length;
        bool haveDict = false;
        int pending = 0;
        for (int i = 0; i < count; i++)
        {
            if (dict.Keys[i] is null)
            {
                if (pending > 0)
                {
                    EmitSubdict(dict, i - pending, i, location);
                    if (haveDict)
                        Emit(Opcode.DICT_UPDATE, 1, location);
                    haveDict = true;
                    pending = 0;
                }
                if (!haveDict)
                {
                    Emit(Opcode.BUILD_MAP, 0, location);
                    haveDict = true;
                }
                Visit(dict.Values[i]);
                Emit(Opcode.DICT_UPDATE, 1, location);
            }
            else if (pending * 2 > StackUseGuideline)
            {
                EmitSubdict(dict, i - pending, i + 1, location);
                if (haveDict)
                    Emit(Opcode.DICT_UPDATE, 1, location);
                haveDict = true;
                pending = 0;
            }
            else
            {
                pending++;
            }
        }
        if (pending > 0)
        {
            EmitSubdict(dict, count - pending, count, location);
            if (haveDict)
                Emit(Opcode.DICT_UPDATE, 1, location);
            haveDict = true;
        }
        if (!haveDict)
            Emit(Opcode.BUILD_MAP, 0, location);
    }

    private void EmitSubdict(DictExpr dict, int begin, int end, Location location)
    {
        bool big = (end - begin) * 2 > StackUseGuideline;
        if (big)
            Emit(Opcode.BUILD_MAP, 0, location);
        for (int i = begin; i < end; i++)
        {
            Visit(dict.Keys[i]!);
            Visit(dict.Values[i]);
            if (big)
                Emit(Opcode.MAP_ADD, 1, location);
        }
        if (!big)
            Emit(Opcode.BUILD_MAP, end - begin, location);
    }
}
