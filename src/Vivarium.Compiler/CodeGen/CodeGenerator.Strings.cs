// f-strings and t-strings. See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.CodeGen;

internal sealed partial class CodeGenerator
{
    private void EmitJoinedStr(JoinedStr expression)
    {
        Location location = expression.Loc();
        Expr[] values = expression.Values;
        if (values.Length > StackUseGuideline)
        {
            EmitConst("", location);
            Emit(Opcode.LOAD_ATTR, (_unit.Metadata.Names.Add("join") << 1) | 1, location);
            Emit(Opcode.BUILD_LIST, 0, location);
            foreach (Expr value in values)
            {
                Visit(value);
                Emit(Opcode.LIST_APPEND, 1, location);
            }
            Emit(Opcode.CALL, 1, location);
            return;
        }
        VisitAll(values);
        if (values.Length > 1)
            Emit(Opcode.BUILD_STRING, values.Length, location);
        else if (values.Length == 0)
            EmitConst("", location);
    }

    private static int ConversionOf(int conversion) => (int)(conversion switch
    {
        's' => Conversion.FVC_STR,
        'r' => Conversion.FVC_REPR,
        'a' => Conversion.FVC_ASCII,
        _ => Conversion.FVC_NONE,
    });

    private void EmitFormattedValue(FormattedValue expression)
    {
        Location location = expression.Loc();
        Visit(expression.Value);
        if (expression.Conversion != -1)
            Emit(Opcode.CONVERT_VALUE, ConversionOf(expression.Conversion), location);
        if (expression.FormatSpec is null)
        {
            Emit(Opcode.FORMAT_SIMPLE, location);
            return;
        }
        Visit(expression.FormatSpec);
        Emit(Opcode.FORMAT_WITH_SPEC, location);
    }

    private void EmitInterpolation(Interpolation expression)
    {
        Location location = expression.Loc();
        Visit(expression.Value);
        EmitConst(expression.Str, location);
        int oparg = 2;
        if (expression.FormatSpec is not null)
        {
            oparg++;
            Visit(expression.FormatSpec);
        }
        if (expression.Conversion != -1)
            oparg |= ConversionOf(expression.Conversion) << 2;
        Emit(Opcode.BUILD_INTERPOLATION, oparg, location);
    }

    /// <summary>Strings and interpolations alternate: where two interpolations meet, an empty string stands between them.</summary>
    private void EmitTemplateStr(TemplateStr expression)
    {
        Location location = expression.Loc();
        int strings = 0;
        int interpolations = 0;
        bool lastWasInterpolation = true;
        foreach (Expr value in expression.Values)
        {
            if (value is Interpolation)
            {
                if (lastWasInterpolation)
                {
                    EmitConst("", location);
                    strings++;
                }
                lastWasInterpolation = true;
            }
            else
            {
                Visit(value);
                strings++;
                lastWasInterpolation = false;
            }
        }
        if (lastWasInterpolation)
        {
            EmitConst("", location);
            strings++;
        }
        Emit(Opcode.BUILD_TUPLE, strings, location);
        foreach (Expr value in expression.Values)
        {
            if (value is not Interpolation)
                continue;
            Visit(value);
            interpolations++;
        }
        Emit(Opcode.BUILD_TUPLE, interpolations, location);
        Emit(Opcode.BUILD_TEMPLATE, location);
    }
}
