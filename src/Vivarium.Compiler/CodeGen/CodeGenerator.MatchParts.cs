// Patterns with parts: sequences, mappings and classes. See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.CodeGen;

internal sealed partial class CodeGenerator
{
    private void EmitMatchSequence(MatchSequence pattern, PatternContext context)
    {
        Location location = pattern.Loc();
        Pattern[] patterns = pattern.Patterns;
        int star = -1;
        bool onlyWildcards = true;
        bool starWildcard = false;
        for (int i = 0; i < patterns.Length; i++)
        {
            if (patterns[i] is MatchStar)
            {
                if (star >= 0)
                    throw Error(location, "multiple starred names in sequence pattern");
                starWildcard = IsWildcardStar(patterns[i]);
                onlyWildcards &= starWildcard;
                star = i;
                continue;
            }
            onlyWildcards &= IsWildcard(patterns[i]);
        }
        context.OnTop++;
        Emit(Opcode.MATCH_SEQUENCE, location);
        EmitFailJump(location, context, Opcode.POP_JUMP_IF_FALSE);
        if (star < 0)
            EmitLengthCheck(location, context, patterns.Length, CmpOperator.Eq);
        else if (patterns.Length > 1)
            EmitLengthCheck(location, context, patterns.Length - 1, CmpOperator.GtE);
        context.OnTop--;
        if (onlyWildcards)
            Emit(Opcode.POP_TOP, location);
        else if (starWildcard)
            EmitSequenceBySubscript(location, patterns, star, context);
        else
            EmitSequenceByUnpacking(location, patterns, context);
    }

    private void EmitLengthCheck(Location location, PatternContext context, int length, CmpOperator op)
    {
        Emit(Opcode.GET_LEN, location);
        EmitConst(length, location);
        EmitCompare(op, location);
        EmitFailJump(location, context, Opcode.POP_JUMP_IF_FALSE);
    }

    private void EmitSequenceByUnpacking(Location location, Pattern[] patterns, PatternContext context)
    {
        int star = -1;
        for (int i = 0; i < patterns.Length; i++)
        {
            if (patterns[i] is not MatchStar)
                continue;
            if (star >= 0)
                throw Error(location, "multiple starred names in sequence pattern");
            star = i;
            if (i >= 1 << 8 || patterns.Length - i - 1 >= int.MaxValue >> 8)
                throw Error(location, "too many expressions in star-unpacking sequence pattern");
            Emit(Opcode.UNPACK_EX, i + ((patterns.Length - i - 1) << 8), location);
        }
        if (star < 0)
            Emit(Opcode.UNPACK_SEQUENCE, patterns.Length, location);
        context.OnTop += patterns.Length;
        foreach (Pattern pattern in patterns)
        {
            context.OnTop--;
            EmitSubpattern(pattern, context);
        }
    }

    /// <summary>With a bare *_ in it, only the other items are looked at, each by index.</summary>
    private void EmitSequenceBySubscript(Location location, Pattern[] patterns, int star, PatternContext context)
    {
        context.OnTop++;
        for (int i = 0; i < patterns.Length; i++)
        {
            if (i == star || IsWildcard(patterns[i]))
                continue;
            Emit(Opcode.COPY, 1, location);
            if (i < star)
            {
                EmitConst(i, location);
            }
            else
            {
                // The subject may not know negative indexes.
                Emit(Opcode.GET_LEN, location);
                EmitConst(patterns.Length - i, location);
                EmitBinary(BinaryOperator.Sub, location);
            }
            Emit(Opcode.BINARY_OP, (int)BinaryOpKind.NB_SUBSCR, location);
            EmitSubpattern(patterns[i], context);
        }
        context.OnTop--;
        Emit(Opcode.POP_TOP, location);
    }

    private void EmitMatchMapping(MatchMapping pattern, PatternContext context)
    {
        Location location = pattern.Loc();
        Expr[] keys = pattern.Keys;
        if (keys.Length != pattern.Patterns.Length)
        {
            throw Error(
                location, $"keys ({keys.Length}) / patterns ({pattern.Patterns.Length}) length mismatch in mapping pattern");
        }
        context.OnTop++;
        Emit(Opcode.MATCH_MAPPING, location);
        EmitFailJump(location, context, Opcode.POP_JUMP_IF_FALSE);
        if (keys.Length == 0 && pattern.Rest is null)
        {
            context.OnTop--;
            Emit(Opcode.POP_TOP, location);
            return;
        }
        if (keys.Length > 0)
            EmitLengthCheck(location, context, keys.Length, CmpOperator.GtE);
        EmitMappingKeys(keys, location);
        Emit(Opcode.BUILD_TUPLE, keys.Length, location);
        Emit(Opcode.MATCH_KEYS, location);
        // Above the subject there are now the tuple of keys and the tuple of values or None.
        context.OnTop += 2;
        Emit(Opcode.COPY, 1, location);
        EmitNone(location);
        EmitCompare(CmpOperator.IsNot, location);
        EmitFailJump(location, context, Opcode.POP_JUMP_IF_FALSE);
        Emit(Opcode.UNPACK_SEQUENCE, keys.Length, location);
        context.OnTop += keys.Length - 1;
        foreach (Pattern part in pattern.Patterns)
        {
            context.OnTop--;
            EmitSubpattern(part, context);
        }
        context.OnTop -= 2;
        if (pattern.Rest is null)
        {
            Emit(Opcode.POP_TOP, location);
            Emit(Opcode.POP_TOP, location);
            return;
        }
        // rest = dict(subject); for key in keys: del rest[key]
        Emit(Opcode.BUILD_MAP, 0, location);
        Emit(Opcode.SWAP, 3, location);
        Emit(Opcode.DICT_UPDATE, 2, location);
        Emit(Opcode.UNPACK_SEQUENCE, keys.Length, location);
        for (int left = keys.Length; left > 0; left--)
        {
            Emit(Opcode.COPY, 1 + left, location);
            Emit(Opcode.SWAP, 2, location);
            Emit(Opcode.DELETE_SUBSCR, location);
        }
        EmitCapture(location, pattern.Rest, context);
    }

    private void EmitMappingKeys(Expr[] keys, Location location)
    {
        var seen = new HashSet<Constant>(PythonEquality.Instance);
        foreach (Expr key in keys)
        {
            if (key is ConstantExpr constant)
            {
                if (!seen.Add(constant.Value))
                    throw Error(location, $"mapping pattern checks duplicate key ({TextOfConstants.Repr(constant.Value)})");
            }
            else if (key is not AttributeExpr)
            {
                throw Error(location, "mapping pattern keys may only match literals and attribute lookups");
            }
            Visit(key);
        }
    }

    private void EmitMatchClass(MatchClass pattern, PatternContext context)
    {
        Location location = pattern.Loc();
        int positional = pattern.Patterns.Length;
        int named = pattern.KwdAttrs.Length;
        if (named != pattern.KwdPatterns.Length)
        {
            throw Error(
                location, $"kwd_attrs ({named}) / kwd_patterns ({pattern.KwdPatterns.Length}) length mismatch in class pattern");
        }
        for (int i = 0; i < named; i++)
        {
            for (int j = i + 1; j < named; j++)
            {
                if (pattern.KwdAttrs[i] == pattern.KwdAttrs[j])
                    throw Error(pattern.KwdPatterns[j].Loc(), $"attribute name repeated in class pattern: {pattern.KwdAttrs[i]}");
            }
        }
        Visit(pattern.Cls);
        var names = new Constant[named];
        for (int i = 0; i < named; i++)
            names[i] = Constant.Of(pattern.KwdAttrs[i]);
        EmitConst(new TupleConstant(names), location);
        Emit(Opcode.MATCH_CLASS, positional, location);
        Emit(Opcode.COPY, 1, location);
        EmitNone(location);
        EmitCompare(CmpOperator.IsNot, location);
        context.OnTop++;
        EmitFailJump(location, context, Opcode.POP_JUMP_IF_FALSE);
        Emit(Opcode.UNPACK_SEQUENCE, positional + named, location);
        context.OnTop += positional + named - 1;
        for (int i = 0; i < positional + named; i++)
        {
            context.OnTop--;
            Pattern part = i < positional ? pattern.Patterns[i] : pattern.KwdPatterns[i - positional];
            if (IsWildcard(part))
                Emit(Opcode.POP_TOP, location);
            else
                EmitSubpattern(part, context);
        }
    }
}
