// From Python values to C# parameters and from C# results to Python values: the tables of docs/internals/declarations.md as C# text.
// Every conversion is one call of ArgumentParsing with a test; what has no conversion is reported, never guessed.
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Vivarium.Generators.Declarations;

/// <summary>How one parameter gets its value. The texts use {0} for the PyObject* given, {1} for the local to be set.</summary>
internal sealed class Conversion
{
    /// <summary>C# type of the local.</summary>
    public string Type { get; set; } = "PyObject*";

    /// <summary>True when the argument is passed as it is.</summary>
    public bool IsIdentity { get; set; }

    /// <summary>Statement that sets the local, with {0}, {1} and {fail} for what to do on failure.</summary>
    public string Code { get; set; } = "";

    /// <summary>Value when absent.</summary>
    public string? Default { get; set; }

    /// <summary>Expression passed to the method, over the local {1}.</summary>
    public string Pass { get; set; } = "{1}";

    /// <summary>Statement to run after the call, or null.</summary>
    public string? Release { get; set; }
}

internal static class Conversions
{
    private static readonly Dictionary<string, (string Flag, string Name)> s_layouts = new()
    {
        ["PyLongObject"] = ("LongSubclass", "int"), ["PyListObject"] = ("ListSubclass", "list"), ["PyTupleObject"] = ("TupleSubclass", "tuple"),
        ["PyBytesObject"] = ("BytesSubclass", "bytes"), ["PyASCIIObject"] = ("UnicodeSubclass", "str"), ["PyUnicodeObject"] = ("UnicodeSubclass", "str"),
        ["PyDictObject"] = ("DictSubclass", "dict"), ["PyTypeObject"] = ("TypeSubclass", "type"), ["PyBaseExceptionObject"] = ("BaseExcSubclass", "BaseException"),
    };

    private static readonly Dictionary<SpecialType, (string Type, string Helper)> s_numbers = new()
    {
        [SpecialType.System_IntPtr] = ("nint", "NInt"), [SpecialType.System_Int32] = ("int", "Int32"), [SpecialType.System_UInt32] = ("uint", "UInt32"),
        [SpecialType.System_Int64] = ("long", "Int64"), [SpecialType.System_UInt64] = ("ulong", "UInt64"), [SpecialType.System_Int16] = ("short", "Int16"),
        [SpecialType.System_UInt16] = ("ushort", "UInt16"), [SpecialType.System_Byte] = ("byte", "Byte"), [SpecialType.System_Double] = ("double", "Double"),
    };

    /// <summary>The conversion of a parameter, or null with a message.</summary>
    public static Conversion? ForParameter(IParameterSymbol parameter, SignatureParameter declared, string function, string display, out string id, out string error)
    {
        id = Problems.ParameterType;
        error = "";
        bool optional = !declared.IsRequired;
        AttributeData? converter = Find(parameter, "ConverterAttribute");
        AttributeData? of = Find(parameter, "OfAttribute");
        Conversion? result =
            converter is not null ? Converted(parameter, converter)
            : of is not null ? Instance(parameter, of, declared, function, display)
            : parameter.Type is IPointerTypeSymbol pointer ? Pointer(pointer, declared, function, display)
            : Number(parameter);
        if (result is null)
        {
            error = $"{parameter.Name}: no conversion to {parameter.Type.ToDisplayString()}";
            return null;
        }
        if (optional)
        {
            result.Default = DefaultOf(parameter, declared, result, converter is not null);
            if (result.Default is null)
            {
                id = Problems.Default;
                error = $"{parameter.Name}: the default {declared.Default} has no C# value here; give the C# parameter a default (null for \"absent\")";
                return null;
            }
        }
        return result;
    }

    private static AttributeData? Find(IParameterSymbol parameter, string name) =>
        parameter.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == name);

    private static Conversion Converted(IParameterSymbol parameter, AttributeData converter)
    {
        string method = converter.ConstructorArguments[0].Value as string ?? "";
        if (converter.NamedArguments.FirstOrDefault(a => a.Key == "In").Value.Value is ITypeSymbol holder)
            method = Names.Full(holder) + "." + method;
        return new Conversion
        {
            Type = Names.Full(parameter.Type),
            Code = $"if ({method}(ts, {{0}}, out {{1}}) < 0) {{fail}}",
        };
    }

    private static Conversion? Instance(IParameterSymbol parameter, AttributeData of, SignatureParameter declared, string function, string display)
    {
        if (parameter.Type is not IPointerTypeSymbol || of.ConstructorArguments[0].Value is not INamedTypeSymbol type)
            return null;
        AttributeData? declaration = type.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "PyTypeAttribute");
        string name = declaration?.ConstructorArguments[0].Value as string ?? type.Name;
        string test = $"!ArgumentParsing.IsInstance({{0}}, {Names.Full(type)}.Type)";
        foreach ((string flag, string known) in s_layouts.Values)
        {
            if (known == name)
                test = FlagTest(flag);
        }
        return Checked(Names.Full(parameter.Type), test, name, declared, function, display);
    }

    private static string FlagTest(string flag) => $"({{0}}->ob_type->tp_flags & TypeFlags.{flag}) == 0";

    private static Conversion Checked(string type, string test, string name, SignatureParameter declared, string function, string display)
    {
        bool noneAllowed = declared.Default == "None";
        string expected = noneAllowed ? name + " or None" : name;
        string bad = $"ArgumentParsing.BadArgument(ts, {Names.Literal(function)}, {Names.Literal(display)}, {Names.Literal(expected)}, {{0}})";
        string code = $"if ({test}) {{{{ {bad}; {{fail}} }}}} {{1}} = ({type}){{0}};";
        if (noneAllowed)
            code = $"if ({{0}} == Py.None) {{1}} = null; else {{{{ {code} }}}}";
        return new Conversion { Type = type, Code = code.Replace("{{", "{").Replace("}}", "}") };
    }

    private static Conversion? Pointer(IPointerTypeSymbol pointer, SignatureParameter declared, string function, string display)
    {
        string name = pointer.PointedAtType.Name;
        if (name == "PyObject")
            return new Conversion { IsIdentity = true };
        if (name == "Py_buffer")
            return Buffer(declared);
        return s_layouts.TryGetValue(name, out (string Flag, string Name) known)
            ? Checked(Names.Full(pointer), FlagTest(known.Flag), known.Name, declared, function, display)
            : null;
    }

    private static Conversion Buffer(SignatureParameter declared) => new()
    {
        Type = "Py_buffer",
        Code = (declared.Default == "None" ? "if ({0} != Py.None && " : "if (") + "ArgumentParsing.GetBuffer(ts, {0}, &{1}) < 0) {fail}",
        Pass = declared.IsRequired ? "&{1}" : "({1}.obj == null ? null : &{1})",
        Release = "if ({1}.obj != null) ArgumentParsing.ReleaseBuffer(ts, &{1});",
    };

    private static Conversion? Number(IParameterSymbol parameter)
    {
        if (Find(parameter, "SliceIndexAttribute") is { } slice)
        {
            string function = slice.NamedArguments.Length == 0 ? "SliceIndex" : "SliceIndexNotNone";
            return new Conversion { Type = "nint", Code = $"if (ArgumentParsing.{function}(ts, {{0}}, ref {{1}}) < 0) {{fail}}" };
        }
        if (parameter.Type.SpecialType == SpecialType.System_Boolean)
        {
            return new Conversion
            {
                Type = "bool",
                Code = "Truth truth_{1} = ArgumentParsing.Bool(ts, {0}); if (truth_{1} < 0) {fail} {1} = truth_{1} != 0;",
            };
        }
        return s_numbers.TryGetValue(parameter.Type.SpecialType, out (string Type, string Helper) known)
            ? new Conversion
            {
                Type = known.Type,
                Code = $"{{1}} = ArgumentParsing.{known.Helper}(ts, {{0}}); if ({{1}} == {ErrorValue(known.Type)} && ts->current_exception != null) {{fail}}",
            }
            : null;
    }

    private static string ErrorValue(string type) => type switch
    {
        "uint" => "uint.MaxValue",
        "ulong" => "ulong.MaxValue",
        "ushort" => "ushort.MaxValue",
        "byte" => "byte.MaxValue",
        _ => "-1",
    };

    private static string? DefaultOf(IParameterSymbol parameter, SignatureParameter declared, Conversion conversion, bool converted)
    {
        if (conversion.Type == "Py_buffer")
            return "default";
        if (parameter.HasExplicitDefaultValue)
            return ConstantText(parameter.ExplicitDefaultValue, parameter.Type);
        string text = declared.Default ?? "";
        bool pointer = conversion.Type.EndsWith("*", StringComparison.Ordinal);
        if (text is "<unrepresentable>" or "<NULL>")
            return pointer ? "null" : null;
        if (converted)
            return pointer && text == "None" ? "null" : NumberText(text);
        if (conversion.IsIdentity)
            return ObjectText(text);
        if (pointer)
            return text == "None" ? "null" : null;
        if (conversion.Type == "bool")
            return text is "True" or "1" ? "true" : text is "False" or "0" ? "false" : null;
        return NumberText(text);
    }

    private static string? ObjectText(string text) => text switch
    {
        "None" => "Py.None",
        "True" => "Py.True",
        "False" => "Py.False",
        "()" => "PyTuple.Empty()",
        _ => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number is >= -5 and <= 256
            ? $"PyLong.SmallInt({number})"
            : null,
    };

    private static string? NumberText(string text) => text switch
    {
        "sys.maxsize" => "nint.MaxValue",
        "-sys.maxsize - 1" => "nint.MinValue",
        "inf" or "float('inf')" => "double.PositiveInfinity",
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || (text.StartsWith("0x", StringComparison.Ordinal) && text.Length > 2)
            ? text
            : null,
    };

    private static string ConstantText(object? value, ITypeSymbol type) => value switch
    {
        null => "default",
        bool b => b ? "true" : "false",
        double d => double.IsPositiveInfinity(d) ? "double.PositiveInfinity" : d.ToString("R", CultureInfo.InvariantCulture),
        _ => $"({Names.Full(type)})({Convert.ToString(value, CultureInfo.InvariantCulture)})",
    };

    /// <summary>Statements that turn the call's result into a PyObject* named result; null when the type has no conversion.</summary>
    public static string? Result(ITypeSymbol type, string call)
    {
        if (type is IPointerTypeSymbol pointer)
        {
            if (pointer.PointedAtType.SpecialType == SpecialType.System_Void)
                return null;
            return pointer.PointedAtType.Name == "PyObject" ? $"result = {call};" : $"result = (PyObject*){call};";
        }
        const string NoError = "ts->current_exception == null";
        return (type.SpecialType, type.Name) switch
        {
            (SpecialType.System_Void, _) => $"{call}; result = Py.None;",
            (SpecialType.System_Boolean, _) => $"result = {call} ? Py.True : Py.False;",
            (SpecialType.System_Double, _) => $"double value = {call}; result = {NoError} ? PyFloat.FromDouble(ts, value) : null;",
            (SpecialType.System_IntPtr or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Int16 or SpecialType.System_Byte
                or SpecialType.System_UInt16 or SpecialType.System_UInt32, _) =>
                $"long value = {call}; result = {NoError} ? PyLong.FromInt64(ts, value) : null;",
            (SpecialType.System_UInt64 or SpecialType.System_UIntPtr, _) => $"ulong value = {call}; result = {NoError} ? PyLong.FromUInt64(ts, value) : null;",
            (_, "Status") => $"result = {call} < 0 ? null : Py.None;",
            (_, "Truth") => $"Truth value = {call}; result = value < 0 ? null : value == 0 ? Py.False : Py.True;",
            _ => null,
        };
    }
}
