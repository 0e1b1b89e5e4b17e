// Code objects and symbol tables as the text that tools/golden/record_codegen.py writes of the reference's: for each code object a head
// line, its names, its constants, its instructions as "offset NAME argument @line:endline:column:endcolumn" (caches and
// prefixes left out), its exception table, then the code objects among its constants.
using System.Globalization;
using System.Text;
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Bytecode.Tables;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.CodeGen;

namespace Vivarium.Compiler.Tests.CodeGen;

internal static class GoldenText
{
    public static void Describe(CodeUnit code, List<string> lines)
    {
        lines.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{code.co_qualname} line {code.co_firstlineno} args {code.co_argcount}/{code.co_posonlyargcount}/{code.co_kwonlyargcount} stack {code.co_stacksize} flags 0x{(int)code.co_flags:x}"));
        AddNames(lines, "varnames", code.co_varnames);
        AddNames(lines, "cellvars", code.co_cellvars);
        AddNames(lines, "freevars", code.co_freevars);
        AddNames(lines, "names", code.co_names);
        foreach (Constant value in code.co_consts)
            lines.Add("  const " + Text(value));
        AddInstructions(lines, code);
        lines.Add("  exceptions " + Convert.ToHexStringLower(code.co_exceptiontable));
        foreach (Constant value in code.co_consts)
        {
            if (value is CodeConstant nested)
                Describe(nested.Code, lines);
        }
    }

    public static void Symbols(Scope scope, int indent, List<string> lines)
    {
        var names = new List<string>();
        for (int i = 0; i < scope.Symbols.Count; i++)
            names.Add(string.Create(CultureInfo.InvariantCulture, $"{scope.Symbols.NameAt(i)}:{(int)scope.Symbols.FlagsAt(i)}"));
        names.Sort(StringComparer.Ordinal);
        string nested = scope.IsNested ? "1" : "0";
        lines.Add(
            $"{new string(' ', indent)}{scope.Name} {(int)scope.Type} {scope.Location.Line} {nested} [{string.Join(',', scope.VarNames)}] {string.Join(' ', names)}");
        foreach (Scope child in scope.Children)
            Symbols(child, indent + 1, lines);
    }

    private static void AddNames(List<string> lines, string field, PyText[] names)
    {
        if (names.Length > 0)
            lines.Add($"  {field} {string.Join(' ', names.Select(name => TextOfConstants.Repr(name)))}");
    }

    private static void AddInstructions(List<string> lines, CodeUnit code)
    {
        var locations = new LocationTableReader(code.co_linetable, code.co_firstlineno);
        bool more = locations.MoveNext();
        foreach (CodeInstruction instruction in Disassembler.Decode(code.co_code))
        {
            int own = instruction.Offset;
            for (int arg = instruction.Oparg >> 8; arg != 0; arg >>= 8)
                own += OpcodeInfo.CodeUnitSize;
            while (more && locations.Current.End <= own)
                more = locations.MoveNext();
            LocationEntry at = locations.Current;
            string place = string.Join(':', Part(at.Line), Part(at.EndLine), Part(at.Col), Part(at.EndCol));
            lines.Add(string.Create(
                CultureInfo.InvariantCulture, $"  {own} {OpcodeInfo.Name(instruction.Opcode)} {instruction.Oparg} @{place}"));
        }
    }

    private static string Part(int value) => value < 0 ? "-" : value.ToString(CultureInfo.InvariantCulture);

    private static string Text(Constant value)
    {
        switch (value)
        {
            case CodeConstant code:
                return $"<code {code.Code.co_qualname}>";
            case FrozenSetConstant set:
                string[] items = [.. set.Items.Select(Text)];
                Array.Sort(items, StringComparer.Ordinal);
                return $"frozenset({{{string.Join(", ", items)}}})";
            case TupleConstant tuple:
                return "(" + string.Concat(tuple.Items.Select(item => Text(item) + ", ")) + ")";
            default:
                return Ascii(TextOfConstants.Repr(value));
        }
    }

    /// <summary>As <c>ascii()</c>: escapes for all that is not ASCII.</summary>
    private static string Ascii(PyText text)
    {
        var result = new StringBuilder();
        foreach (int point in text.CodePoints())
        {
            result.Append(point switch
            {
                < 0x80 => ((char)point).ToString(),
                < 0x100 => $"\\x{point:x2}",
                < 0x10000 => $"\\u{point:x4}",
                _ => $"\\U{point:x8}",
            });
        }
        return result.ToString();
    }
}
